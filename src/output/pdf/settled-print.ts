import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { linkPlaces, unlinkOwnPlaces } from './destinations.ts';
import { type Layout, layoutOf, movedBetween, firstMoved } from './layout.ts';
import { findBlocks } from './page-blocks.ts';
import { composePages, type Draft, type PageFoot, type RedrawChart } from './page-composition.ts';
import { fillPageNumbers, hasPageSlots } from './page-numbers.ts';
import { printDraft, printTagged } from './page-print.ts';
import { type Chapter, fillRunningHeads, findChapters, hasChapters, runningHeads } from './running-heads.ts';
import { keepLastCharacters, keepShortParagraphs } from './short-paragraphs.ts';
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
  /** Id of the heading with which the annex begins. */
  readonly annex: string | undefined;
  /** The file that a person would change to correct the page. */
  readonly path: string;
  readonly redraw: RedrawChart;
}

/** A tagged print, and the pages that are too empty. */
export interface SettledPrint {
  readonly raw: Uint8Array;
  readonly feet: readonly PageFoot[];
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

/**
 * Prints until page numbers and running heads agree with the pages. Only the last print is tagged. Should it be other
 * pages than those that were composed, the page that moved something on is not filled; if that does not help, the charts
 * get back the heights that they are written with.
 */
export async function printSettled(
  { page, annex, path, redraw }: PrintedPage,
  diagnostics: Diagnostics,
  meanwhile: () => Promise<unknown>,
): Promise<SettledPrint> {
  const heads: Heads = { chapters: await findChapters(page), tables: await findSplitTables(page) };
  const draft = await settleTables(page, heads);
  const { layout, feet, refill, undo } = await composePages(page, draft, annex, redraw);
  await unlinkOwnPlaces(page);
  let print = await printWithHeads(page, layout, { heads, annex }, meanwhile);
  let left = feet;
  const unfilled = new Set<number>();
  while (unfilled.size <= MOST_UNFILLED) {
    const moved = firstMoved(layout, print.layout);
    if (moved === undefined && print.layout.pages === layout.pages) return { raw: print.raw, feet: left };
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
    if (!moved && print.layout.pages === expected.pages) return { raw: print.raw, feet: [] };
    if (pass < PASSES) continue;
    const problem = moved
      ? `the page number of ${moved} moves the heading that it refers to`
      : 'the number of pages does not settle';
    const hint = 'give elements with data-page-of a fixed width';
    diagnostics.error('output/page-number', problem, path, hint);
    return { raw: print.raw, feet: [] };
  }
}

/** Prints a page with the page numbers and heads that follow from a layout. */
async function printWithHeads(
  page: Page,
  { places, pages }: Layout,
  { heads: { chapters, tables }, annex }: { readonly heads: Heads; readonly annex: string | undefined },
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly raw: Uint8Array; readonly layout: Layout }> {
  await fillPageNumbers(page, places, annex === undefined ? undefined : places.get(annex)?.page);
  await fillRunningHeads(page, runningHeads(chapters, places, pages), continuationHeads(tables, places, pages));
  const raw = await printTagged(page, meanwhile);
  return { raw, layout: layoutOf(raw) };
}

/** Settles by drafts which tables are split; answers with the last of them. */
async function settleTables(page: Page, { chapters, tables }: Heads): Promise<Draft> {
  await keepLastCharacters(page);
  await keepShortParagraphs(page);
  const blocks = await findBlocks(page);
  const ids = [...chapters, ...blocks].map(({ id }) => id);
  await linkPlaces(page, [...new Set([...ids, ...tables.flatMap(({ id, start, end }) => [id, start, end])])]);
  let layout = layoutOf(await printDraft(page));
  let hasMoved = false;
  for (let pass = 1; pass < PASSES; pass += 1) {
    const moving = tablesToMove(tables, layout.places);
    if (moving.length === 0) break;
    await keepWhole(page, moving);
    layout = layoutOf(await printDraft(page));
    hasMoved = true;
  }
  return { layout, blocks: hasMoved ? await findBlocks(page) : blocks };
}
