import type { Page, PDFOptions } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

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
  return pdf;
}
