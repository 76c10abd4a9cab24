import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import type { PdfPlace } from './places.ts';

/** Whether a page asks for page numbers: it has elements `<span data-page-of="id"></span>`. */
export function hasPageSlots(html: string): boolean {
  return html.includes(' data-page-of="');
}

/**
 * Writes page numbers into the elements with `data-page-of` of the page that a browser shows; an id that is not known
 * empties its element. The elements should be as wide empty as filled, else what is written moves what it tells of.
 */
export async function fillPageSlots(page: Page, places: ReadonlyMap<string, PdfPlace>): Promise<void> {
  // Changing the document in the browser spares parsing it again.
  await inPage(
    page,
    (document, entries) => {
      const numbers = new Map(entries);
      for (const slot of document.querySelectorAll('[data-page-of]'))
        slot.textContent = String(numbers.get(slot.getAttribute('data-page-of')) ?? '');
    },
    [...places].map(([id, { page: number }]): [string, number] => [id, number]),
  );
}
