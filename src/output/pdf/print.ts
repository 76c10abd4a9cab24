import type { Page, PDFOptions } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostic.ts';
import { EnvironmentError } from '../../core/environment-error.ts';
import type { FontFace } from '../../core/fonts.ts';
import type { BrowserSession } from './browser.ts';
import { destinationPages, fillPageSlots, hasPageSlots } from './contents.ts';
import { embedFonts } from './fonts.ts';
import { openObjects, type PdfObjects } from './objects.ts';
import { type Chapter, fillRunningHeads, hasChapters, openChapters, runningHeads } from './running.ts';
import { stablePdf } from './stable.ts';

/** How a page is printed. */
export interface PrintOptions {
  /** For the metadata of the file. */
  readonly date: Date;
  /** The file that a person would change to mend the page, for diagnostics. */
  readonly path: string;
}

/** A printed document. */
export interface PrintedPdf {
  readonly pdf: Uint8Array;
  /** Number of pages. */
  readonly pages: number;
  /** As the browser names itself: `HeadlessChrome/147.0.7727.0`. */
  readonly browser: string;
}

/** The page size is the style sheet's; where it has none, A4. */
const PAPER: PDFOptions = { format: 'A4', preferCSSPageSize: true, printBackground: true, timeout: 0 };

/** Passes in which page numbers may settle: one more than they need where slots are as wide empty as filled. */
const PASSES = 3;

/**
 * Prints a page as a tagged PDF with an outline; its title and language are those of the HTML. Where it has slots for
 * page numbers (`data-page-of`) or chapters (`data-chapter`) these are filled in and named at the head of pages. A
 * second print of the same page by the same browser build has the
 * same bytes. A blank page and page numbers that do not settle are reported. Throws an EnvironmentError when the
 * browser did not start, ends, or sets the page in other fonts than those it was given.
 */
export async function printPdf(
  browser: BrowserSession,
  html: string,
  { date, path }: PrintOptions,
  diagnostics: Diagnostics,
): Promise<PrintedPdf> {
  const { version, fonts } = await browser.running;
  const raw = await browser.use(async ({ page, readsFontconfig }) => {
    await page.setContent(html);
    if (!readsFontconfig) await embedFonts(page, fonts);
    const settles = hasPageSlots(html) || hasChapters(html);
    return settles ? printSettled(page, await openChapters(page), path, diagnostics) : printTagged(page);
  });
  const objects = openObjects(raw);
  refuseForeignFonts(objects, fonts);
  reportBlankPages(objects, path, diagnostics);
  return { pdf: stablePdf(raw, date), pages: objects.pages.length, browser: version };
}

/** A tagged PDF with an outline of what the page shows. */
export function printTagged(page: Page): Promise<Uint8Array> {
  return page.pdf({ ...PAPER, tagged: true, outline: true });
}

/**
 * Prints until page numbers and heads are those of the pages on which things stand. The first print, untagged because
 * that is quick, is only read for where they are.
 */
async function printSettled(
  page: Page,
  chapters: readonly Chapter[],
  path: string,
  diagnostics: Diagnostics,
): Promise<Uint8Array> {
  let layout = layoutOf(await page.pdf({ ...PAPER, tagged: false, outline: false }));
  for (let pass = 1; ; pass += 1) {
    await fillPageSlots(page, layout.pageOf);
    await fillRunningHeads(page, runningHeads(chapters, layout.pageOf, layout.pages));
    const pdf = await printTagged(page);
    const after = layoutOf(pdf);
    const moved = [...after.pageOf].find(([id, number]) => layout.pageOf.get(id) !== number);
    if (!moved && after.pages === layout.pages) return pdf;
    if (pass === PASSES) {
      const what = moved
        ? `the page number of ${moved[0]} moves what it counts`
        : 'the number of pages does not settle';
      const hint = 'give elements with data-page-of a fixed width';
      diagnostics.error('output/page-number', what, path, hint);
      return pdf;
    }
    layout = after;
  }
}

/** Where things stand in a print. */
function layoutOf(pdf: Uint8Array): { readonly pageOf: ReadonlyMap<string, number>; readonly pages: number } {
  return { pageOf: destinationPages(pdf), pages: openObjects(pdf).pages.length };
}

/** A browser without fonts prints nothing, in silence; one that ignores those it is given prints with whatever it has. */
function refuseForeignFonts({ text }: PdfObjects, fonts: readonly FontFace[]): void {
  const names = text.matchAll(/\n\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g);
  const used = [...new Set([...names].map(([, name = '']) => name))].sort();
  const shipped = fonts.map((font) => font.family.replaceAll(' ', ''));
  const foreign = used.filter((name) => !shipped.some((family) => name.startsWith(family)));
  if (used.length > 0 && foreign.length === 0) return;
  const problem = used.length === 0 ? 'found no fonts' : `set the page in ${foreign.join(', ')}`;
  throw new EnvironmentError(`the browser ${problem} in place of the fonts that Assay ships`, [
    'npm ci                # install them anew',
    'unset ASSAY_BROWSER   # take the packaged browser',
  ]);
}

/** Running heads and feet are no content: a page is blank when no element of the structure tree stands on it. */
function reportBlankPages({ pages, text }: PdfObjects, path: string, diagnostics: Diagnostics): void {
  const filled = new Set([...text.matchAll(/\n\/Pg (\d+) 0 R/g)].map(([, page]) => Number(page)));
  for (const [index, page] of pages.entries()) {
    if (!filled.has(page)) diagnostics.error('output/blank-page', `page ${index + 1} is blank`, path);
  }
}
