import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import { pageLabel } from './page-label.ts';
import type { PdfPlace } from './destinations.ts';

/** Whether a document has slots for page numbers: elements `<span data-page-of="id"></span>`. */
export function hasPageSlots(html: string): boolean {
  return html.includes(' data-page-of="');
}

/**
 * Writes page numbers into the slots; that of an unknown id is emptied. Slots should have a fixed width, else a number
 * may move the heading whose page it is.
 */
export async function fillPageNumbers(
  page: Page,
  places: ReadonlyMap<string, PdfPlace>,
  annexFrom: number | undefined,
): Promise<void> {
  // The document is changed in the browser, which saves parsing it again.
  await inPage(
    page,
    (document, entries) => {
      const numbers = new Map(entries);
      for (const slot of document.querySelectorAll('[data-page-of]'))
        slot.textContent = numbers.get(slot.getAttribute('data-page-of')) ?? '';
    },
    [...places].map(([id, { page: number }]): [string, string] => [id, pageLabel(number, annexFrom)]),
  );
}
