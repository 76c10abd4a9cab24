import type { Page, PDFOptions } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { destinationPlaces } from './destinations.ts';
import { openObjects } from './pdf-objects.ts';

/** Most pages of a document. */
export const MAX_PAGES = 500;

/** Thrown where a page was printed on more than `MAX_PAGES`: nothing that follows is worth its time. */
export class TooManyPages extends Error {
  /** The id of the part in which the first page too many begins, as far as a link leads to it. */
  readonly part: string | undefined;

  constructor(pdf: Uint8Array) {
    super(`more than ${MAX_PAGES} pages`);
    const before = [...destinationPlaces(pdf)].filter(([id, { page }]) => !id.startsWith('_') && page <= MAX_PAGES);
    this.part = before.toSorted(([, one], [, other]) => one.page - other.page || other.below - one.below).at(-1)?.[0];
  }
}

/** The page size is that of the style sheet, else A4. */
const PRINT_OPTIONS: PDFOptions = { format: 'A4', preferCSSPageSize: true, printBackground: true, timeout: 0 };

/** Prints what a page shows, tagged and with an outline; does other work meanwhile, and waits for it. */
export function printTagged(page: Page, meanwhile?: () => Promise<unknown>): Promise<Uint8Array> {
  return printPage(page, true, meanwhile);
}

/** Prints what a page shows without tags and outline, which takes less time. */
export function printDraft(page: Page): Promise<Uint8Array> {
  return printPage(page, false);
}

async function printPage(page: Page, isTagged: boolean, meanwhile?: () => Promise<unknown>): Promise<Uint8Array> {
  // Puppeteer would wait for fonts before it lets the browser print: the other work would begin too early.
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const printing = page.pdf({ ...PRINT_OPTIONS, tagged: isTagged, outline: isTagged, waitForFonts: false });
  const [pdf] = await Promise.all([printing, meanwhile?.()]);
  if (mayHaveMore(pdf) && openObjects(pdf).pages.length > MAX_PAGES) throw new TooManyPages(pdf);
  return pdf;
}

/** Whether a PDF names pages more often than there may be: to count them well takes longer. */
function mayHaveMore(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let count = 0;
  for (let at = bytes.indexOf('/Type /Page'); at >= 0; at = bytes.indexOf('/Type /Page', at + 1)) count += 1;
  return count > MAX_PAGES;
}
