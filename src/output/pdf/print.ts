import type { FontFace } from '../../brief/fonts.ts';
import type { HouseFace } from '../../brief/house-style.ts';
import type { BrowserSession, RunningBrowser } from '../../browser/browser.ts';
import { embedFonts } from '../../browser/page-fonts.ts';
import { showOnPaper } from '../../browser/page-medium.ts';
import type { Results } from '../../core/machine/cache.ts';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import type { PageFault } from '../look-in-page.ts';
import { isTooLong, paperFaults, tooLong } from '../page-look.ts';
import { conformPdf } from './conform.ts';
import type { Attachment } from './conform/embedded-files.ts';
import type { DocumentFacts } from './conform/xmp-metadata.ts';
import { moveLongMargins } from './long-margins.ts';
import { destinationPlaces } from './destinations.ts';
import { requireKnownLayout } from './layout-probe.ts';
import type { RedrawChart } from './page-changes.ts';
import type { PageFoot } from './page-composition.ts';
import { geometryKey } from './page-geometry.ts';
import { pageLabel } from './page-label.ts';
import { printTagged, TooManyPages } from './page-print.ts';
import { readPageWords } from './page-words.ts';
import { filledPages, fontNames, openObjects, type PdfObjects } from './pdf-objects.ts';
import { findAnnex } from './running-heads.ts';
import { findShrunkCharts, type ShrunkChart } from './shrunk-charts.ts';
import { printSettled, type SettledDrafts, settles } from './settled-print.ts';

/** How a page is printed. */
export interface PrintOptions extends DocumentFacts {
  /** Makes the attached files. Called, maybe more than once, when the browser has begun a tagged print. */
  readonly attachments?: () => Promise<readonly Attachment[]>;
  /** The file that a person would change to correct the page, for diagnostics. */
  readonly path: string;
  /** Faces beside those that the browser knows. */
  readonly faces?: readonly HouseFace[];
  /** Draws charts (`data-heights`) at other heights, so that they fill their pages; without it they keep theirs. */
  readonly redraw?: RedrawChart;
  /** What came of the drafts of earlier prints by the same browser and program. */
  readonly drafts?: Results<SettledDrafts> | undefined;
}

/** A printed document. */
export interface PrintedPdf {
  readonly pdf: Uint8Array;
  /** Number of pages. */
  readonly pages: number;
  /** As the browser names itself: `HeadlessChrome/147.0.7727.0`. */
  readonly browser: string;
  /** What keeps words of the page from being read. A page that is too long is not printed: its PDF has no bytes. */
  readonly faults: readonly PageFault[];
  /** The pages that are too empty. */
  readonly feet: readonly PageFoot[];
  readonly shrunk: readonly ShrunkChart[];
  /** The heights at which charts were drawn, by the ids of their exhibits, in CSS pixels. */
  readonly heights: ReadonlyMap<string, number>;
  /** The printed number of the page on which each id of the document begins, as far as a link leads to it. */
  readonly places: Readonly<Record<string, string>>;
}

/**
 * Prints a page as PDF/UA-1 and PDF/A-3a with an outline; its title and language are those of the HTML. Slots for page
 * numbers (`data-page-of`) are filled in, chapters (`data-chapter`) are named at the head of pages, and tables that may
 * be split (`data-keep`) are split where a large part of a page would otherwise stay empty. A second print by the same
 * browser build has the same bytes. Reports blank pages and page numbers that do not settle. Throws an EnvironmentError when the browser did not start, ends, uses other fonts or writes an unknown layout of PDF.
 */
export async function printPdf(
  browser: BrowserSession,
  html: string,
  { path, faces = [], redraw = async () => undefined, drafts, attachments = async () => [], ...facts }: PrintOptions,
  diagnostics: Diagnostics,
): Promise<PrintedPdf> {
  const { version, fonts } = await browser.running;
  await requireKnownLayout(browser);
  const { faults, shrunk, print, words, annex } = await browser.use(async (running) => {
    const { page } = running;
    await loadPage(running, html, faces);
    const [faults, shrunk, annex] = await Promise.all([paperFaults(page), findShrunkCharts(page), findAnnex(page)]);
    if (faults.some(isTooLong)) return { faults, shrunk, print: undefined, words: undefined, annex: undefined };
    const load = (): Promise<void> => loadPage(running, html, faces);
    const known = drafts && { drafts, key: () => geometryKey(page, html, faces) };
    try {
      const print = settles(html)
        ? await printSettled({ page, load, annex, path, redraw, known }, diagnostics, attachments)
        : { raw: await printTagged(page, attachments), feet: [], heights: new Map<string, number>() };
      return { faults, shrunk, print, words: await readPageWords(page), annex };
    } catch (error) {
      if (!(error instanceof TooManyPages)) throw error;
      return { faults: [tooLong(error.part)], shrunk, print: undefined, words: undefined, annex: undefined };
    }
  });
  if (!print) {
    const nothing = { pdf: new Uint8Array(), pages: 0, feet: [], heights: new Map<string, number>(), places: {} };
    return { ...nothing, browser: version, faults, shrunk };
  }
  const { raw, feet, heights } = print;
  const objects = openObjects(raw);
  requireKnownFonts(objects, fonts, faces);
  reportBlankPages(objects, path, diagnostics);
  const destinations = destinationPlaces(raw);
  const annexFrom = annex === undefined ? undefined : destinations.get(annex)?.page;
  const pdf = conformPdf(raw, { ...facts, words, annexFrom, attachments: await attachments() });
  const ids = [...destinations].filter(([id]) => !id.startsWith('_'));
  const places = Object.fromEntries(ids.map(([id, { page }]) => [id, pageLabel(page, annexFrom)]));
  return { pdf, pages: objects.pages.length, browser: version, faults, feet, shrunk, heights, places };
}

/** Faults of a page as `printPdf` would print it. */
export function lookAtPaper(
  browser: BrowserSession,
  html: string,
  faces: readonly HouseFace[],
): Promise<readonly PageFault[]> {
  return browser.use(async (running) => {
    await loadPage(running, html, faces);
    return paperFaults(running.page);
  });
}

/** Puts a page into the browser as it is to be printed, with all faces that it needs. */
async function loadPage(
  { page, fonts, readsFontconfig }: RunningBrowser,
  html: string,
  faces: readonly HouseFace[],
): Promise<void> {
  // Before the page is there: it would else be laid out for a screen first.
  await showOnPaper(page);
  await page.setContent(html);
  const unknown = readsFontconfig ? faces : [...fonts, ...faces];
  if (unknown.length > 0) await embedFonts(page, unknown);
  if (html.includes('class="passage"')) await moveLongMargins(page);
}

/** A browser without fonts prints no text and no error; one that ignores its fonts prints with those of the system. */
function requireKnownFonts(objects: PdfObjects, fonts: readonly FontFace[], faces: readonly HouseFace[]): void {
  const used = fontNames(objects);
  const shipped = fonts.map((font) => font.family.replaceAll(' ', ''));
  const own = new Set(faces.map((face) => face.postscriptName));
  const foreign = used.filter((name) => !own.has(name) && !shipped.some((family) => name.startsWith(family)));
  if (used.length > 0 && foreign.length === 0) return;
  const problem = used.length === 0 ? 'found no fonts' : `set the page in ${foreign.join(', ')}`;
  throw new EnvironmentError(`the browser ${problem} in place of the fonts that Assay ships`, [
    'npm ci                # install the fonts again',
    'unset ASSAY_BROWSER   # use the packaged browser',
  ]);
}

function reportBlankPages(objects: PdfObjects, path: string, diagnostics: Diagnostics): void {
  const filled = filledPages(objects);
  for (const [index, page] of objects.pages.entries()) {
    if (!filled.has(page)) diagnostics.error('output/blank-page', `page ${index + 1} is blank`, path);
  }
}
