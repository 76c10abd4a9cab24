import type { Page, PDFOptions } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import type { FontFace } from '../../brief/fonts.ts';
import type { HouseFace } from '../../brief/house-style.ts';
import type { BrowserSession } from '../../browser/browser.ts';
import { conformPdf } from './conform.ts';
import type { Attachment } from './conform/embedded-files.ts';
import type { Facts } from './conform/xmp-metadata.ts';
import { fillPageSlots, hasPageSlots } from './contents-pages.ts';
import {
  closeSplittables,
  continuedTables,
  hasSplittables,
  keepWhole,
  openSplittables,
  type Splittable,
  wholeTables,
} from './exhibits.ts';
import { embedFonts } from '../../browser/fontconfig.ts';
import { reportIllegible } from './legible.ts';
import { openObjects, type PdfObjects } from './objects.ts';
import { keepThreeLines } from './paragraphs.ts';
import { destinationPlaces, linkPlaces, type PdfPlace } from './places.ts';
import { chaptersOf, fillRunningHeads, hasChapters, runningHeads } from './running.ts';
import { readWords } from './page-words.ts';

/** How a page is printed. */
export interface PrintOptions extends Facts {
  /**
   * Makes the files that the PDF carries. Called once a tagged print has begun, maybe more than once, so that the work
   * is done while the browser is busy.
   */
  readonly attachments?: () => Promise<readonly Attachment[]>;
  /** The file that a person would change to mend the page, for diagnostics. */
  readonly path: string;
  /** Faces beside those that the browser knows. */
  readonly faces?: readonly HouseFace[];
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

/** Passes in which tables, then page numbers may settle: one more than they mostly need. */
const PASSES = 3;

/**
 * Prints a page as PDF/UA-1 and PDF/A-3a with an outline; its title and language are those of the HTML. Where it has
 * slots for page numbers (`data-page-of`) or chapters (`data-chapter`) these are filled in and named at the head of
 * pages; tables that may be split (`data-keep`) are where a large part of a page would else stay empty. A second print
 * of the same page by the same browser build has the same bytes. A blank page and page numbers that do not settle are
 * reported. Throws an EnvironmentError when the browser did not start, ends, or sets the page in other fonts than those
 * it was given.
 */
export async function printPdf(
  browser: BrowserSession,
  html: string,
  { path, faces = [], attachments = async () => [], ...facts }: PrintOptions,
  diagnostics: Diagnostics,
): Promise<PrintedPdf> {
  const { version, fonts } = await browser.running;
  const { raw, words } = await browser.use(async ({ page, readsFontconfig }) => {
    await page.setContent(html);
    const unknown = readsFontconfig ? faces : [...fonts, ...faces];
    if (unknown.length > 0) await embedFonts(page, unknown);
    await reportIllegible(page, path, diagnostics);
    const settles = hasPageSlots(html) || hasChapters(html) || hasSplittables(html);
    const print: Print = (isTagged) => printPage(page, isTagged, attachments);
    const printed = settles ? printSettled(page, print, path, diagnostics) : print(true);
    return { raw: await printed, words: await readWords(page) };
  });
  const objects = openObjects(raw);
  refuseForeignFonts(objects, fonts, faces);
  reportBlankPages(objects, path, diagnostics);
  const pdf = conformPdf(raw, { ...facts, words, attachments: await attachments() });
  return { pdf, pages: objects.pages.length, browser: version };
}

/** A tagged PDF with an outline of what the page shows. */
export function printTagged(page: Page): Promise<Uint8Array> {
  return printPage(page, true);
}

/** Prints what a page shows: tagged and with an outline, or, which is quicker, without. */
type Print = (isTagged: boolean) => Promise<Uint8Array>;

async function printPage(page: Page, isTagged: boolean, work?: () => Promise<unknown>): Promise<Uint8Array> {
  // Puppeteer would ask for it before it lets the browser print: too late for whoever waits for that.
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const printing = page.pdf({ ...PAPER, tagged: isTagged, outline: isTagged, waitForFonts: false });
  // A draft ends so soon that the browser would have to wait for the end of this work.
  const [pdf] = await Promise.all([printing, isTagged ? work?.() : undefined]);
  return pdf;
}

/**
 * Prints until page numbers and heads are those of the pages on which things stand. What is printed before, untagged
 * because that is quick, is only read for where they are.
 */
async function printSettled(page: Page, print: Print, path: string, diagnostics: Diagnostics): Promise<Uint8Array> {
  const chapters = await chaptersOf(page);
  const tables = await openSplittables(page);
  let layout = await layOut(
    page,
    print,
    tables,
    chapters.map(({ id }) => id),
  );
  for (let pass = 1; ; pass += 1) {
    await fillPageSlots(page, layout.places);
    const { places, pages } = layout;
    await fillRunningHeads(page, runningHeads(chapters, places, pages), continuedTables(tables, places, pages));
    const pdf = await print(true);
    const after = layoutOf(pdf);
    const moved = [...after.places].find(([id, place]) => layout.places.get(id)?.page !== place.page);
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
interface Layout {
  readonly places: ReadonlyMap<string, PdfPlace>;
  readonly pages: number;
}

/** Settles which tables are split between pages, and answers where everything with one of the ids stands then. */
async function layOut(
  page: Page,
  print: Print,
  tables: readonly Splittable[],
  ids: readonly string[],
): Promise<Layout> {
  await keepThreeLines(page);
  await linkPlaces(page, [...ids, ...tables.flatMap(({ id, start, end }) => [id, start, end])]);
  let layout = layoutOf(await print(false));
  for (let pass = 1; pass < PASSES; pass += 1) {
    const whole = wholeTables(tables, layout.places);
    if (whole.length === 0) break;
    await keepWhole(page, whole);
    layout = layoutOf(await print(false));
  }
  await closeSplittables(page);
  return layout;
}

function layoutOf(pdf: Uint8Array): Layout {
  return { places: destinationPlaces(pdf), pages: openObjects(pdf).pages.length };
}

/**
 * A browser without fonts prints nothing, in silence; one that ignores those it is given prints with whatever it has.
 */
function refuseForeignFonts({ text }: PdfObjects, fonts: readonly FontFace[], faces: readonly HouseFace[]): void {
  const names = text.matchAll(/\n\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g);
  const used = [...new Set([...names].map(([, name = '']) => name))].sort();
  const shipped = fonts.map((font) => font.family.replaceAll(' ', ''));
  const own = new Set(faces.map((face) => face.postscriptName));
  const foreign = used.filter((name) => !own.has(name) && !shipped.some((family) => name.startsWith(family)));
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
