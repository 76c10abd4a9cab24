import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Results } from '../../core/machine/cache.ts';
import { isOwnPlace, linkPlaces, unlinkOwnPlaces } from './destinations.ts';
import { firstMoved, isSame, type Layout, layoutOf, movedBetween } from './layout.ts';
import { measureBlocks, type NamedBlock, nameBlocks } from './page-blocks.ts';
import { type ChartAt, PageChanges, type RedrawChart } from './page-changes.ts';
import { composePages, type Draft, type PageFoot } from './page-composition.ts';
import { fillPageNumbers, hasPageSlots } from './page-numbers.ts';
import { printDraft, printTagged } from './page-print.ts';
import { type Chapter, fillRunningHeads, findChapters, hasChapters, runningHeads } from './running-heads.ts';
import {
  keepLastCharacters,
  keepShortParagraphs,
  keepWordsBeforeFigures,
  leadFromLastWords,
} from './short-paragraphs.ts';
import {
  continuationHeads,
  findSplitTables,
  hasSplitTables,
  keepWhole,
  type SplitTable,
  tablesToMove,
} from './split-tables.ts';

/** Whether a page has anything that follows from how it is printed. */
export function settles(html: string): boolean {
  return hasPageSlots(html) || hasChapters(html) || hasSplitTables(html);
}

/** A page to print. */
export interface PrintedPage {
  readonly page: Page;
  /** Loads it anew. */
  readonly load: () => Promise<void>;
  /** Id of the heading with which the annex begins. */
  readonly annex: string | undefined;
  /** The file that a person would change to correct the page. */
  readonly path: string;
  readonly redraw: RedrawChart;
  /** What came of the drafts of pages that are divided alike; they have one key. */
  readonly known?: KnownDrafts | undefined;
}

/** Drafts of earlier prints. */
export interface KnownDrafts {
  readonly drafts: Results<SettledDrafts>;
  /** The key of a page as it is in the browser before the first draft. */
  readonly key: () => Promise<string>;
}

/** What came of the drafts of a page: plain data, which holds for all pages that are divided alike. */
export interface SettledDrafts {
  /** Ids of tables that stay on one page each. */
  readonly whole: readonly string[];
  /** All charts that were drawn anew on the way; each could be read. */
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
 * Prints until page numbers and running heads agree with the pages, without drafts where it is known what comes of them.
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

/** Settles by drafts which tables stay whole; answers with the last of them. */
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
