import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { openObjects } from './objects.ts';

/** Whether a page asks for page numbers: it has elements `<span data-page-of="id"></span>`. */
export function hasPageSlots(html: string): boolean {
  return html.includes(' data-page-of="');
}

/**
 * Writes page numbers into the elements with `data-page-of` of the page that a browser shows; an id that is not known
 * empties its element. The elements should be as wide empty as filled, else what is written moves what it tells of.
 */
export async function fillPageSlots(page: Page, pageOf: ReadonlyMap<string, number>): Promise<void> {
  // Runs in the browser. Changing the document there spares parsing it again.
  await page.$$eval(
    '[data-page-of]',
    (slots, entries) => {
      const numbers = new Map(entries);
      for (const slot of slots) slot.textContent = String(numbers.get(slot.getAttribute('data-page-of') ?? '') ?? '');
    },
    [...pageOf],
  );
}

/**
 * The page, counted from 1, on which each id that a link points to begins. Chromium writes such ids as named
 * destinations, tagged or not.
 */
export function destinationPages(pdf: Uint8Array): Map<string, number> {
  const { root, object, pages } = openObjects(pdf);
  const found = new Map<string, number>();
  const names = /\/Dests (\d+) 0 R/.exec(object(root).text)?.[1];
  if (names === undefined) return found;
  for (const [, name = '', page] of object(Number(names)).text.matchAll(/\/([^\s/[\]<>()]+)\s*\[(\d+) 0 R/g)) {
    found.set(plainName(name), pages.indexOf(Number(page)) + 1);
  }
  return found;
}

/** A PDF name without its `#20` escapes; what they spell is UTF-8, and itself escaped as in an address. */
function plainName(name: string): string {
  const bytes = Buffer.from(
    name.replace(/#([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  const address = bytes.toString();
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
