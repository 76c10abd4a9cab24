import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { FontFace } from '../../brief/fonts.ts';
import type { HouseFace } from '../../brief/house-style.ts';
import type { BrowserSession, RunningBrowser } from '../../browser/browser.ts';
import { inPage } from '../../browser/in-page.ts';
import { embedFonts } from '../../browser/page-fonts.ts';
import { showOnPaper } from '../../browser/page-medium.ts';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import type { Results } from '../../core/machine/cache.ts';
import { sha256 } from '../../core/machine/hash.ts';
import { DEFAULT_LOCALE } from '../../language/locales.ts';
import type { PageFault } from '../look-in-page.ts';
import { isTooLong, paperFaults, tooLong } from '../page-look.ts';
import {
  type Canvas,
  type Canvases,
  extentOf,
  findMark,
  placeInForms,
  readCanvases,
  writeCanvases,
} from './conform/canvases.ts';
import { unmark } from './conform/content-stream.ts';
import { attachFiles, type Attachment } from './conform/embedded-files.ts';
import { correctCharacters, markedGlyphs } from './conform/glyph-characters.ts';
import { addLineSpaces } from './conform/line-spaces.ts';
import { describeLinks, linkTarget } from './conform/link-annotations.ts';
import { tagNotes } from './conform/note-tags.ts';
import { addOutputIntent } from './conform/output-intent.ts';
import { nameOutline, numberPages, outlineItems } from './conform/page-navigation.ts';
import { openPdf, type PdfFile, textOf } from './conform/pdf-file.ts';
import { parseDictionary, readText, writeDictionary } from './conform/pdf-syntax.ts';
import { writePdf } from './conform/pdf-writer.ts';
import { setFigureBoxes } from './conform/picture-boxes.ts';
import {
  groupFigures,
  isInFigure,
  placeCaptions,
  removeContent,
  removeDefaults,
  removeEmpty,
  repeatedHeads,
  roleMap,
  unlinkDeadLinks,
  unwrapMeaningless,
  wrapItemBodies,
} from './conform/structure-fixes.ts';
import {
  contentsOf,
  elementsOf,
  numberIds,
  readStructure,
  type StructureElement,
  type StructureKid,
  writeStructure,
} from './conform/structure.ts';
import { type DocumentFacts, writeMetadata } from './conform/xmp-metadata.ts';
import { destinationPlaces } from './destinations.ts';
import type { RedrawChart } from './page-changes.ts';
import type { PageFoot } from './page-composition.ts';
import { pageLabel } from './page-label.ts';
import { printTagged, TooManyPages } from './page-print.ts';
import { type PageWords, readPageWords } from './page-words.ts';
import { filledPages, fontNames, openObjects, type PdfObjects } from './pdf-objects.ts';
import { findAnnex } from './running-heads.ts';
import { printSettled, type SettledDrafts, settles } from './settled-print.ts';

/** How a page is printed. */
export interface PrintOptions extends DocumentFacts {
  /** Makes the attached files. Called, maybe more than once, when the browser has begun a tagged print. */
  readonly attachments?: () => Promise<readonly Attachment[]>;
  /** The file that a person would change to correct the page, for diagnostics. */
  readonly path: string;
  /** Faces besides those that the browser knows. */
  readonly faces?: readonly HouseFace[];
  /** Draws charts (`data-heights`) at other heights, so that they fill their pages; without it they keep theirs. */
  readonly redraw?: RedrawChart;
  /** What resulted from the drafts of earlier prints by the same browser and program. */
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

/** The contents of a PDF besides its pages. */
interface ConformOptions extends DocumentFacts {
  /** Of the page that was printed. */
  readonly words: PageWords;
  readonly attachments: readonly Attachment[];
  /** The page with which the annex begins, counted from 1. */
  readonly annexFrom?: number | undefined;
}

/**
 * Makes of a tagged PDF by Chromium one that is PDF/UA-1 and PDF/A-3a, has its data attached, does not depend on the
 * time or on earlier prints, and is smaller. What it paints does not change. Throws an Error where its layout is not
 * Skia's.
 */
export function conformPdf(pdf: Uint8Array, { words, attachments, annexFrom, ...facts }: ConformOptions): Uint8Array {
  const file = openPdf(pdf);
  const structure = readStructure(file);
  const { root } = structure;
  const canvases = readCanvases(file);

  // Content comes first: the later steps need a tree of what a screen reader reads.
  placeInForms(root, canvases);
  markArtifacts(file, root, canvases);
  correctCharacters(file, canvases);
  removeEmpty(root);

  // The kids of an element are settled before the steps that look at them.
  unwrapMeaningless(file, root);
  wrapItemBodies(file, root);
  groupFigures(root);
  unlinkDeadLinks(root);
  tagNotes(file, root);
  describeLinks(file, root, words.links);
  addLineSpaces(file, root, canvases, words.text);
  setFigureBoxes(file, root, canvases);
  placeCaptions(root);
  removeDefaults(root);
  numberIds(root);
  writeStructure(file, structure, roleMap(root));
  writeCanvases(file, canvases);

  const title = readText(parseDictionary(textOf(file, file.info)).get('/Title') ?? '()');
  writeMetadata(file, title, facts);
  nameOutline(file, words.headings);
  numberPages(file, annexFrom);
  addOutputIntent(file);
  attachFiles(file, attachments, facts.date);
  file.objects.set(file.root, { text: writeDictionary(file.catalog) });
  return writePdf(file);
}

/** Makes artifacts of content that is not read out: what paints nothing, decoration, and repeated heads of tables. */
function markArtifacts(file: PdfFile, root: StructureElement, canvases: Canvases): void {
  const repeated = new Set(repeatedHeads(root, file.pages));
  const removed = new Set<StructureKid>();
  for (const element of elementsOf(root)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'content') continue;
      const { canvas, mark } = findMark(canvases, kid) ?? {};
      const isRead = mark?.isPainted && (mark.isShown || isInFigure(element));
      if (isRead && !repeated.has(kid)) continue;
      removed.add(kid);
      if (canvas && mark) canvas.edits.push(...unmark(mark, repeated.has(kid) ? 'repetition' : 'decoration'));
    }
  }
  removeContent(root, removed);
}

/** Two pages with one of each thing that is read from a PDF. */
export const PROBE = `<!doctype html><html lang="${DEFAULT_LOCALE}"><head><meta charset="utf-8"><title>Probe</title>
<style>@page { size: A4; margin: 20mm; } body { font-family: 'Source Serif 4'; } h2 { break-before: page; }</style></head>
<body><h1>One</h1><p><a href="#two">It’s below</a></p>
<svg role="img" aria-label="Square" width="40" height="40"><rect width="40" height="40" fill="#123456"/></svg>
<h2 id="two">Two</h2><ul><li>Item</li></ul>
<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row">C</th><td>1</td></tr></tbody></table></body></html>`;

/** Structure types of what is in the probe. */
const ROLES = ['H1', 'H2', 'P', 'Link', 'Figure', 'L', 'LI', 'Table', 'TH', 'TD'];

const checks = new WeakMap<BrowserSession, Promise<void>>();

/**
 * Checks, at the first use of a browser, that it writes PDF in the layout that the readers of this folder know, which is
 * that of Skia in the packaged browser: in another they would find less without an error. The packaged browser itself
 * is checked by a test. Throws an EnvironmentError.
 */
export async function requireKnownLayout(browser: BrowserSession, probe = PROBE): Promise<void> {
  const check = checks.get(browser) ?? checkLayout(browser, probe);
  checks.set(browser, check);
  await check;
}

async function checkLayout(browser: BrowserSession, probe: string): Promise<void> {
  const { found, version } = await browser.running;
  if (found.origin === 'packaged') return;
  const problem = await browser.use(async ({ page }) => {
    await page.setContent(probe);
    return layoutProblem(await printTagged(page));
  });
  if (problem === undefined) return;
  throw new EnvironmentError(
    `the browser ${version.replace('/', ' ')} (${found.executable}) writes PDF in a layout that Assay does not know: ${problem}`,
    [
      'unset ASSAY_BROWSER                                       # use the packaged browser, on Linux x64',
      'npx puppeteer browsers install chrome-headless-shell@147  # a version that Assay knows',
    ],
  );
}

/** Says what is in the probe and is not found in a tagged print of it; undefined if all is found. */
export function layoutProblem(pdf: Uint8Array): string | undefined {
  try {
    return missingIn(pdf);
  } catch (error) {
    return (error as Error).message;
  }
}

function missingIn(pdf: Uint8Array): string | undefined {
  const objects = openObjects(pdf);
  // Without fonts there is no text; that is reported for each print.
  if (fontNames(objects).length === 0) return undefined;
  const file = openPdf(pdf);
  const { root } = readStructure(file);
  const canvases = readCanvases(file);
  placeInForms(root, canvases);
  const [first = 0, second = 0] = file.pages;
  const place = destinationPlaces(pdf).get('two');
  const elements = elementsOf(root);
  const roles = new Set(elements.map(({ role }) => role));
  const marks = contentsOf(root).map((content) => findMark(canvases, content)?.mark);
  const figure = elements.filter(({ role }) => role === 'Figure').flatMap((element) => contentsOf(element));
  const link = elements.flatMap(({ kids }) => kids).find((kid) => kid.kind === 'object');
  const wasFound: Readonly<Record<string, boolean>> = {
    'its two pages': file.pages.length === 2 && [first, second].every((page) => filledPages(objects).has(page)),
    'the place of a heading': place?.page === 2 && place.below > 0.5 && place.below < 1,
    'its structure': ROLES.every((role) => roles.has(role)),
    'the content of its structure': marks.every((mark) => mark?.isPainted) && marks.some((mark) => mark?.isShown),
    'the extent of a figure': figure.length > 0 && extentOf(file, canvases, figure, first) !== undefined,
    'the target of a link': link !== undefined && linkTarget(textOf(file, link.object)) === '#two',
    'its outline': outlineItems(file).length === 2,
    'the characters of its text': [...canvases.canvases.values()].every(knowsCharacters),
  };
  const missing = Object.keys(wasFound).find((thing) => !wasFound[thing]);
  return missing && `${missing} cannot be found`;
}

/** Whether all glyphs that are marked with their characters are found. */
function knowsCharacters(canvas: Canvas): boolean {
  return markedGlyphs(canvas).length === canvas.content.text.split('/ActualText').length - 1;
}

/**
 * Lets notes in the margin that are much longer than the text next to them go on below the block that they explain, as wide
 * as the page: they would keep what follows at a distance. A picture has no lines that could go on, and stays next to its block.
 */
export async function moveLongMargins(page: Page): Promise<void> {
  await inPage(page, (window) => {
    const { document } = window;
    /** How much longer a note may be, in lines of notes: as much white space is better than a torn note. */
    const LINES = 3;
    for (const passage of document.querySelectorAll<HTMLElement>('.passage')) {
      const texts = [...passage.querySelectorAll<HTMLElement>(':scope > .passage-text')];
      const text = texts.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
      const note = passage.querySelector('.margin');
      const line = note ? Number.parseFloat(window.getComputedStyle(note).lineHeight) : 0;
      if (passage.offsetHeight > text + LINES * line + 9 && !passage.querySelector('.margins > .exhibit')) {
        passage.classList.add('around');
      }
    }
  });
}

// Where a browser divides a page follows from its elements, its style sheets, and the heights of its boxes and lines. Words
// count only by the lines that they take.

/**
 * A key of all that decides where a page is divided, but for the browser and the program: its style sheets and faces, its
 * elements with the attributes that a style sheet may know, and where its boxes and lines stand if it is one long page.
 * Pages that differ only in words and drawings have the same key as long as each takes the same height.
 */
async function geometryKey(page: Page, html: string, faces: readonly HouseFace[]): Promise<string> {
  const known = faces.map(({ family, weight, italic, sha256: hash }) => [family, weight, italic, hash]);
  return sha256(JSON.stringify([known, withoutWords(html), await inPage(page, boxesIn)]));
}

/**
 * Attributes that say something, or where a drawing begins inside its box, and that no style sheet of Assay knows.
 */
const SAYING = ['href', 'aria-label', 'data-address', 'data-chapter', 'data-continued', 'viewBox'];

/** The running title stands in the margin of pages, where it moves nothing; elsewhere it would be in a box that is measured. */
const RUNNING_TITLE = /(:root \{ --title: )"[^"]*"/;

/** Lengths and conditions with which a printed page is laid out otherwise than on the screen on which it is measured. */
const KNOWS_PAPER = /\d(?:[sld]?v(?:[whib]|min|max))\b|@media[^{]*(?:width|height|aspect)/i;

const TAG = /<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;
const DRAWING = /(<svg\b(?:[^>"]|"[^"]*")*>)[\s\S]*?<\/svg>/g;

/** A page without its words and drawings. */
function withoutWords(html: string): string {
  const start = html.indexOf('<body');
  const [head, body] = [html.slice(0, start), html.slice(start)];
  const style = [...head.matchAll(/<style>[\s\S]*?<\/style>/g)].join('\n').replace(RUNNING_TITLE, '$1""');
  if (KNOWS_PAPER.test(style)) return html;
  const unknown = SAYING.filter((name) => !new RegExp(`[[(]\\s*${name}\\b`, 'i').test(style));
  const said = new RegExp(` (${unknown.join('|')})="[^"]*"`, 'g');
  const parts = [style, /<html[^>]*>/.exec(head)?.[0]];
  let end = 0;
  const drawn = body.replace(DRAWING, '$1');
  for (const { 0: tag, index } of drawn.matchAll(TAG)) {
    // Whether an element is empty may decide its style.
    parts.push(index > end ? 't' : '', tag.replace(said, ' $1'));
    end = index + tag.length;
  }
  return parts.join('');
}

/**
 * Where boxes begin and end, and the lines in those whose lines are not all equally high, in 64ths of a CSS pixel, the
 * unit of the browser. Runs in the browser: it can use nothing outside itself.
 */
function boxesIn(window: Window): (number | string)[] {
  const { document } = window;
  const found: (number | string)[] = [];
  const range = document.createRange();
  const unit = (length: number): number => Math.round(length * 64);
  const addRects = (rects: DOMRectList): void => {
    const edges = [...rects].map(({ top, bottom }) => `${unit(top)} ${unit(bottom)}`);
    found.push(...new Set(edges));
  };

  /** Whether all lines of a box have the height that its style gives them. */
  const isEven = (height: number, style: CSSStyleDeclaration, texts: readonly Text[]): boolean => {
    const lengths = [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth];
    const own = lengths.reduce((rest, length) => rest - Number.parseFloat(length), height);
    const line = Number.parseFloat(style.lineHeight);
    const lines = Math.round(own / line);
    // Lines are rounded down to the unit.
    if (!(Math.abs(own - lines * line) <= (lines + 1) / 64)) return false;
    if (lines === 1) return true;
    const tops = new Set<number>();
    for (const text of texts) {
      range.selectNode(text);
      for (const { top } of range.getClientRects()) tops.add(unit(top));
    }
    return tops.size === lines;
  };

  const isElement = (node: Node): node is Element => node.nodeType === 1;
  const isText = (node: Node): node is Text => node.nodeType === 3;
  /** Adds an element; says whether it stands in a line. */
  const add = (element: Element): boolean => {
    const style = window.getComputedStyle(element);
    const { display } = style;
    if (display === 'none') return false;
    if (/^inline-|^ruby/.test(display)) return true;
    const texts: Text[] = [];
    const isInline = display === 'inline' || display === 'contents';
    const at = found.length;
    if (!isInline) found.push(0, 0);
    let hasLines = false;
    if (element.tagName !== 'svg') {
      for (const node of element.childNodes) {
        if (isElement(node)) hasLines = add(node) || hasLines;
        else if (isText(node) && /\S/.test(node.data)) texts.push(node);
      }
    }
    if (isInline) return true;
    const { top, bottom } = element.getBoundingClientRect();
    [found[at], found[at + 1]] = [unit(top), unit(bottom)];
    // Classes that were given in the page.
    if (element.matches('.around, .whole')) found.push(element.className);
    if ((hasLines || texts.length > 0) && !isEven(bottom - top, style, texts)) {
      range.selectNodeContents(element);
      addRects(range.getClientRects());
    }
    return false;
  };
  add(document.body);
  return found;
}

/** A chart whose letters are small because its exhibit is narrower than it was drawn. */
interface ShrunkChart {
  /** Id of its exhibit. */
  readonly exhibit: string;
  /** How wide it was drawn, and how wide it stands on the page, in CSS pixels. */
  readonly drawn: number;
  readonly room: number;
  /** The height of its smallest letters, in points. */
  readonly points: number;
}

/** The least height of letters in print, in points: smaller ones are hard to read. */
const LEAST_POINTS = 6;

/** Lists the charts of a page for paper that were made so small that their letters are hard to read. */
function findShrunkCharts(page: Page): Promise<ShrunkChart[]> {
  return inPage(
    page,
    (window, least): ShrunkChart[] => {
      const { document } = window;
      const POINTS = 0.75;
      return [...document.querySelectorAll('.exhibit .chart > svg')].flatMap((svg) => {
        const drawn = Number(svg.getAttribute('width'));
        const room = Math.round(svg.getBoundingClientRect().width);
        // Most charts have their own width: their letters are as large as the house wants them.
        if (room >= drawn - 1) return [];
        const sizes = [...svg.querySelectorAll('text')].map((text) =>
          Number.parseFloat(window.getComputedStyle(text).fontSize),
        );
        const points = Math.round((10 * Math.min(...sizes) * POINTS * room) / drawn) / 10;
        return points < least ? [{ exhibit: svg.closest('.exhibit')?.id ?? '', drawn, room, points }] : [];
      });
    },
    LEAST_POINTS,
  );
}
