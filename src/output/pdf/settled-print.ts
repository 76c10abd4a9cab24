import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Results } from '../../core/machine/cache.ts';
import { LOCALES } from '../../language/locales.ts';
import { isOwnPlace, linkPlaces, type PdfPlace, unlinkOwnPlaces } from './destinations.ts';
import { firstMoved, isSame, type Layout, layoutOf, movedBetween } from './layout.ts';
import { measureBlocks, nameBlocks, type NamedBlock } from './page-blocks.ts';
import { type ChartAt, PageChanges, type RedrawChart } from './page-changes.ts';
import { composePages, type Draft, type PageFoot } from './page-composition.ts';
import { pageLabel } from './page-label.ts';
import { printDraft, printTagged } from './page-print.ts';
import { type Chapter, fillRunningHeads, findChapters, hasChapters, runningHeads } from './running-heads.ts';

/** Whether a page has anything that follows from how it is printed. */
export function settles(html: string): boolean {
  return hasPageSlots(html) || hasChapters(html) || hasSplitTables(html);
}

/** A page to print. */
export interface PrintedPage {
  readonly page: Page;
  /** Loads it again. */
  readonly load: () => Promise<void>;
  /** Id of the heading with which the annex begins. */
  readonly annex: string | undefined;
  /** The file that a person would change to correct the page. */
  readonly path: string;
  readonly redraw: RedrawChart;
  /** What resulted from the drafts of pages that are divided alike; they have one key. */
  readonly known?: KnownDrafts | undefined;
}

/** Drafts of earlier prints. */
export interface KnownDrafts {
  readonly drafts: Results<SettledDrafts>;
  /** The key of a page as it is in the browser before the first draft. */
  readonly key: () => Promise<string>;
}

/** What resulted from the drafts of a page: plain data, which holds for all pages that are divided alike. */
export interface SettledDrafts {
  /** Ids of tables that stay on one page each. */
  readonly whole: readonly string[];
  /** All charts that were redrawn on the way; each could be read. */
  readonly asked: readonly ChartAt[];
  /** What charts and spaces became. */
  readonly heights: ReadonlyMap<string, number>;
  readonly air: ReadonlyMap<string, number>;
  readonly feet: readonly PageFoot[];
  /** That of the last draft, from which page numbers and heads follow, and that of the tagged print. */
  readonly drafted: Layout;
  readonly printed: Layout;
}

/** A tagged print, the pages that are too empty, and the heights of the charts that were drawn for it. */
export interface SettledPrint {
  readonly raw: Uint8Array;
  readonly feet: readonly PageFoot[];
  readonly heights: ReadonlyMap<string, number>;
}

/** Prints in which tables, then page numbers may settle: one more than they usually need. */
const PASSES = 3;

/** Pages that keep what is left of them, because filling them moved something on, before no page is composed. */
const MOST_UNFILLED = 3;

/** What is printed at the head of pages. */
interface Heads {
  readonly chapters: readonly Chapter[];
  readonly tables: readonly SplitTable[];
}

/** A page that is ready for its first draft. */
interface ReadyPage extends PrintedPage {
  readonly heads: Heads;
  readonly named: readonly NamedBlock[];
  /** Ids whose places tell how the page is divided. */
  readonly ids: readonly string[];
  readonly changes: PageChanges;
  readonly meanwhile: () => Promise<unknown>;
}

/**
 * Prints until page numbers and running heads agree with the pages, without drafts where it is known what results from them.
 * Should the print then not be as it was, the page is loaded again, and printed with drafts.
 */
export async function printSettled(
  printed: PrintedPage,
  diagnostics: Diagnostics,
  meanwhile: () => Promise<unknown>,
): Promise<SettledPrint> {
  const { load, known } = printed;
  const [ready, key] = await Promise.all([readyPage(printed, meanwhile), known?.key()]);
  const drafts = key === undefined ? undefined : await known?.drafts.get(key);
  const keep = (settled: SettledDrafts): unknown => key !== undefined && known?.drafts.set(key, settled);
  if (!drafts) return printWithDrafts(ready, diagnostics, keep);
  const print = await printAsDrafted(ready, drafts);
  if (print) return print;
  await load();
  return printWithDrafts(await readyPage(printed, meanwhile), diagnostics, keep);
}

async function readyPage(printed: PrintedPage, meanwhile: () => Promise<unknown>): Promise<ReadyPage> {
  const { page, redraw } = printed;
  const [chapters, found, , , , , named] = await Promise.all([
    findChapters(page),
    findSplitTables(page),
    keepWordsBeforeFigures(page),
    keepLastCharacters(page),
    leadFromLastWords(page),
    keepShortParagraphs(page),
    nameBlocks(page),
  ]);
  const heads: Heads = { chapters, tables: found };
  const tables = heads.tables.flatMap(({ id, start, end }) => [id, start, end]);
  const ids = [...new Set([...[...heads.chapters, ...named].map(({ id }) => id), ...tables])];
  const changes = new PageChanges(page, redraw);
  return { ...printed, heads, named, ids, changes, meanwhile };
}

/** Prints as drafts of a page that is divided alike ended; undefined where anything is not as it was then. */
async function printAsDrafted(
  { page, annex, heads, ids, changes, meanwhile }: ReadyPage,
  { whole, asked, heights, air, feet, drafted, printed }: SettledDrafts,
): Promise<SettledPrint | undefined> {
  await changes.draw(asked);
  if (changes.hasRefused) return undefined;
  const linked = ids.filter((id) => !isOwnPlace(id));
  await Promise.all([keepWhole(page, whole), linkPlaces(page, linked), changes.make({ heights, air })]);
  const { raw, layout } = await printWithHeads(page, drafted, { heads, annex }, meanwhile);
  return isSame(layout, printed) ? { raw, feet, heights } : undefined;
}

/**
 * Only the last print is tagged. Should it be other pages than those that were composed, the page that moved something on
 * is not filled; if that does not help, the charts get back the heights that they are written with.
 */
async function printWithDrafts(
  ready: ReadyPage,
  diagnostics: Diagnostics,
  keep: (drafts: SettledDrafts) => unknown,
): Promise<SettledPrint> {
  const { page, annex, path, heads, ids, changes, meanwhile } = ready;
  await linkPlaces(page, ids);
  const { whole, ...draft } = await settleTables(ready);
  const { layout, feet, refill, undo } = await composePages(page, draft, annex, changes);
  const { asked, heights, air } = changes;
  await unlinkOwnPlaces(page);
  let print = await printWithHeads(page, layout, { heads, annex }, meanwhile);
  let left = feet;
  const unfilled = new Set<number>();
  while (unfilled.size <= MOST_UNFILLED) {
    const moved = firstMoved(layout, print.layout);
    if (moved === undefined && print.layout.pages === layout.pages) {
      const settled = { whole, asked, heights, air, feet: left, drafted: layout, printed: print.layout };
      if (!changes.hasRefused) await keep(settled);
      return { raw: print.raw, feet: left, heights };
    }
    // What moved from a page without a heading shows only on the page after it.
    let full = moved ?? 0;
    while (unfilled.has(full)) full -= 1;
    if (full < 1) break;
    left = await refill(unfilled.add(full));
    print = await printWithHeads(page, layout, { heads, annex }, meanwhile);
  }
  await undo();
  for (let pass = 2; ; pass += 1) {
    const { layout: expected } = print;
    print = await printWithHeads(page, expected, { heads, annex }, meanwhile);
    const moved = movedBetween(expected, print.layout);
    if (!moved && print.layout.pages === expected.pages) return { raw: print.raw, feet: [], heights };
    if (pass < PASSES) continue;
    const problem = moved
      ? `the page number of ${moved} moves the heading that it refers to`
      : 'the number of pages does not settle';
    const hint = 'give elements with data-page-of a fixed width';
    diagnostics.error('output/page-number', problem, path, hint);
    return { raw: print.raw, feet: [], heights };
  }
}

/** Prints a page with the page numbers and heads that follow from a layout. */
async function printWithHeads(
  page: Page,
  { places, pages }: Layout,
  { heads: { chapters, tables }, annex }: { readonly heads: Heads; readonly annex: string | undefined },
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly raw: Uint8Array; readonly layout: Layout }> {
  await Promise.all([
    fillPageNumbers(page, places, annex === undefined ? undefined : places.get(annex)?.page),
    fillRunningHeads(page, runningHeads(chapters, places, pages), continuationHeads(tables, places, pages)),
  ]);
  const raw = await printTagged(page, meanwhile);
  return { raw, layout: layoutOf(raw) };
}

/** Settles by drafts which tables stay whole; returns the last of them. */
async function settleTables({
  page,
  heads: { tables },
  named,
}: ReadyPage): Promise<Draft & Pick<SettledDrafts, 'whole'>> {
  let blocks = await measureBlocks(page, named);
  let layout = layoutOf(await printDraft(page));
  const whole: string[] = [];
  for (let pass = 1; pass < PASSES; pass += 1) {
    const moving = tablesToMove(tables, layout.places);
    if (moving.length === 0) break;
    await keepWhole(page, moving);
    whole.push(...moving);
    layout = layoutOf(await printDraft(page));
  }
  if (whole.length > 0) blocks = await measureBlocks(page, named);
  return { layout, named, blocks, whole };
}

/** Whether a document has slots for page numbers: elements `<span data-page-of="id"></span>`. */
function hasPageSlots(html: string): boolean {
  return html.includes(' data-page-of="');
}

/**
 * Writes page numbers into the slots; that of an unknown id is emptied. Slots should have a fixed width, else a number
 * may move the heading whose page it is.
 */
async function fillPageNumbers(
  page: Page,
  places: ReadonlyMap<string, PdfPlace>,
  annexFrom: number | undefined,
): Promise<void> {
  // The document is changed in the browser, which saves parsing it again.
  await inPage(
    page,
    ({ document }, entries) => {
      const numbers = new Map(entries);
      for (const slot of document.querySelectorAll<HTMLElement>('[data-page-of]'))
        slot.textContent = numbers.get(slot.dataset['pageOf'] ?? '') ?? '';
    },
    [...places].map(([id, { page: number }]): [string, string] => [id, pageLabel(number, annexFrom)]),
  );
}

/**
 * Keeps paragraphs of two or three lines on one page. Orphans and widows of two lines cannot both be kept for them, and
 * Chromium would then move one line to the next page. A line alone below a heading keeps what follows it.
 */
async function keepShortParagraphs(page: Page): Promise<void> {
  await inPage(page, (window) => {
    const { document } = window;
    for (const paragraph of document.querySelectorAll<HTMLElement>('main p, main li')) {
      const { lineHeight } = window.getComputedStyle(paragraph);
      const lines = Math.round(paragraph.clientHeight / Number.parseFloat(lineHeight));
      if (lines === 2 || lines === 3) paragraph.classList.add('whole');
      if (lines === 1 && paragraph.matches('h2 + p, h3 + p')) paragraph.style.breakAfter = 'avoid';
    }
  });
}

/**
 * Gives the last line of a Chinese paragraph that would be one character company: it keeps the two before it on its line.
 * The browser does this for languages with spaces only.
 */
async function keepLastCharacters(page: Page): Promise<void> {
  await inPage(page, ({ document }) => {
    const PARAGRAPHS = ':lang(zh) body :is(p, li, td, th, caption, figcaption, dd, nav a > span)';
    for (const paragraph of document.querySelectorAll(PARAGRAPHS)) {
      if (paragraph.querySelector('p, li, table, svg')) continue;
      const walker = document.createTreeWalker(paragraph, 4);
      let text: Text | undefined;
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (/\S/.test((node as Text).data)) text = node as Text;
      const last = /(\p{Script=Han}{2})(\p{Script=Han}[^\p{L}\p{N}]*)$/u.exec(text?.data.trimEnd() ?? '');
      if (!text || !last || text.parentElement?.closest('.joined, .value')) continue;
      const from = last.index + (last[1] ?? '').length;
      const lineOf = (words: Text, at: number): number => {
        const range = document.createRange();
        range.setStart(words, at);
        range.setEnd(words, at + 1);
        return range.getBoundingClientRect().bottom;
      };
      if (lineOf(text, from) - lineOf(text, from - 1) < 4) continue;
      const range = document.createRange();
      range.setStart(text, last.index);
      range.setEnd(text, last.index + last[0].length);
      const joined = document.createElement('span');
      joined.className = 'joined';
      range.surroundContents(joined);
    }
  });
}

/**
 * Keeps the word before a figure whole in languages without spaces between words: a browser that gives a last line company breaks within it. Of a particle it
 * is the word before that.
 */
export async function keepWordsBeforeFigures(page: Page): Promise<void> {
  const unspaced = LOCALES.flatMap(({ id, unspaced: own }) => (own ? [[id, own.wordBefore.source] as const] : []));
  await inPage(
    page,
    ({ document }, languages) => {
      const isText = (node: Node): node is Text => node.nodeType === 3;
      for (const [language, before] of languages) {
        for (const figure of document.querySelectorAll(`:lang(${language}) :is(p, li) .value`)) {
          const text = (figure.closest('.joined') ?? figure).previousSibling;
          const word = text && isText(text) && new RegExp(before, 'u').exec(text.data);
          if (!word) continue;
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          if (range.getClientRects().length < 2) continue;
          const joined = document.createElement('span');
          joined.className = 'joined';
          range.surroundContents(joined);
        }
      }
    },
    unspaced,
  );
}

/** Lets the dots of an entry of the contents begin at the end of its last line; where they have no room there are none. */
export async function leadFromLastWords(page: Page): Promise<void> {
  await inPage(page, (window) => {
    const { document } = window;
    const MIN_ROOM = 14;
    for (const title of document.querySelectorAll('nav a > span:first-child')) {
      const entry = title.parentElement;
      if (!entry) continue;
      const range = document.createRange();
      range.selectNodeContents(title);
      const rects = [...range.getClientRects()];
      const bottom = Math.max(...rects.map((rect) => rect.bottom));
      const end = Math.max(...rects.filter((rect) => rect.bottom > bottom - 4).map((rect) => rect.right));
      entry.style.setProperty('--short', `${title.getBoundingClientRect().right - end}px`);
      const { width } = window.getComputedStyle(entry, '::after');
      entry.classList.toggle('filled', Number.parseFloat(width) < MIN_ROOM);
    }
  });
}

/** A table that may be split between pages. */
interface SplitTable {
  /** Of its exhibit. */
  readonly id: string;
  /** What is printed at the head of a page on which it continues. */
  readonly continued: string;
  /** Id of the last of the rows that stay with its head. */
  readonly start: string;
  /** Id of its last row. */
  readonly end: string;
}

/** Whether a page has tables that may be split: exhibits with an id and `data-keep`. */
function hasSplitTables(html: string): boolean {
  return html.includes(' data-keep="');
}

/** The tables of a page that may be split. Gives ids to two of their rows. */
function findSplitTables(page: Page): Promise<SplitTable[]> {
  return inPage(page, ({ document }): SplitTable[] =>
    [...document.querySelectorAll('[data-keep]')].flatMap((exhibit, at) => {
      const rows = exhibit.querySelectorAll('tbody > tr');
      const last = rows[rows.length - 1];
      const opening = rows[2] ?? last;
      if (!last || !opening || opening === last) return [];
      opening.id = `_row-${at}-3`;
      last.id = `_row-${at}-last`;
      const continued = exhibit.getAttribute('data-continued') ?? '';
      return [{ id: exhibit.id, continued, start: opening.id, end: last.id }];
    }),
  );
}

/** The largest part of a page's height that may stay empty. Charts and spaces fill most of it. */
const LARGEST_GAP = 0.15;

/** The part of a page's height that its margins take: places are counted from the top of the text. */
const MARGINS = 0.13;

/**
 * Ids of the tables that a print has split and that should move to the next page as a whole: those that leave only a
 * small gap, and those with little more than their head before the page ends. One on more than two pages cannot move.
 */
function tablesToMove(tables: readonly SplitTable[], places: ReadonlyMap<string, PdfPlace>): string[] {
  return tables
    .filter(({ id, start, end }) => {
      const [first, opening, last] = [id, start, end].map((part) => places.get(part));
      if (!first || !opening || !last || last.page !== first.page + 1) return false;
      return opening.page > first.page || first.below - MARGINS <= LARGEST_GAP;
    })
    .map(({ id }) => id);
}

/** For each page, the words for the table that continues at its top; empty where none does. */
function continuationHeads(
  tables: readonly SplitTable[],
  places: ReadonlyMap<string, PdfPlace>,
  pages: number,
): string[] {
  return Array.from({ length: pages }, (_, index) => {
    const continued = tables.find(({ id, end }) => {
      const [first, last] = [places.get(id), places.get(end)];
      return first && last && first.page < index + 1 && index + 1 <= last.page;
    });
    return continued?.continued ?? '';
  });
}

/** Keeps the tables with these ids on one page each. */
async function keepWhole(page: Page, ids: readonly string[]): Promise<void> {
  await inPage(
    page,
    ({ document }, chosen) => {
      for (const exhibit of document.querySelectorAll('[data-keep]'))
        if (chosen.includes(exhibit.id)) exhibit.setAttribute('data-keep', 'whole');
    },
    ids,
  );
}
