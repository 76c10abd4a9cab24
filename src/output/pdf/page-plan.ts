import { type Extent, LEAST_AIR, MOST_AIR, type FlexibleChart, type PageBlock } from './page-blocks.ts';
import type { Run, Sheet } from './page-sheets.ts';

/** New heights of charts, by the ids of their exhibits, in CSS pixels. */
export type ChartHeights = ReadonlyMap<string, number>;

/** What changes before the next print. */
export interface Plan {
  readonly heights: ChartHeights;
  /** By the ids of blocks, what the spaces in and around them are multiplied with. */
  readonly air: ReadonlyMap<string, number>;
  /** Whether blocks move to other pages, so that another draft must tell where the others stand. */
  readonly moves: boolean;
  /** With the pages that this plan brings something onto. */
  readonly tried: TriedPages;
}

/**
 * The pages that something was to come onto, as the positions of their first block and of that below their last. One
 * that is the same in the next draft got nothing, and would get nothing again.
 */
export type TriedPages = ReadonlyMap<number, number>;

/** How far planning has come. */
export interface Planning {
  /** Whether nothing was changed yet: only then all pages of a run give height together. */
  readonly isFirst: boolean;
  /** Whether a page may still give height to what follows it. */
  readonly mayPull: boolean;
  readonly tried: TriedPages;
  /** Pages that keep what is left of them, counted from 1: they held less than was worked out. */
  readonly unfilled: ReadonlySet<number>;
}

/** Pixels that stay free, because the browser rounds. */
const SAFETY = 3;

/** The part of a page that may stay empty without anything being moved. */
const SMALL = 0.04;

/** The height of two lines of text. */
const TWO_LINES = 46;

/** What a plan collects. */
interface Changes {
  readonly heights: Map<string, number>;
  readonly air: Map<string, number>;
  readonly tried: Map<number, number>;
}

type Row = readonly FlexibleChart[];

/**
 * Shares what is left of pages among their charts, then among the spaces between blocks. Where a little less height
 * brings an exhibit onto a page, or all that is left of a chapter, the charts and spaces give it. The last page of a part
 * may stay empty.
 */
export function planPages(runs: readonly Run[], blocks: readonly PageBlock[], planning: Planning): Plan {
  const changes: Changes = { heights: new Map(), air: new Map(), tried: new Map(planning.tried) };
  const pulling = planning.mayPull ? runs.filter((run) => pull(run, blocks, planning, changes)) : [];
  // What is left of pages is known only when nothing moves any more.
  if (pulling.length === 0) for (const run of runs) fill(run, blocks, planning, changes);
  return { ...changes, moves: pulling.length > 0 };
}

/** Brings something onto an earlier page of a run, if charts and spaces can give the height. */
function pull({ sheets }: Run, blocks: readonly PageBlock[], { isFirst, tried }: Planning, changes: Changes): boolean {
  const [first, last] = [sheets[0], sheets.at(-1)];
  if (!first || !last || first === last) return false;
  const surplus = isFirst ? surplusOf(sheets, blocks) : 0;
  if (surplus > 0) return stretch(blocks.slice(first.first, last.end), -surplus, changes);
  for (const sheet of sheets.slice(0, -1)) {
    if (tried.get(sheet.first) === sheet.end) continue;
    const pulled = pulledOnto(sheet, last.end, blocks);
    if (!pulled) continue;
    changes.tried.set(sheet.first, sheet.end);
    // Where the rest of the run stands then is not known yet.
    if (stretch(blocks.slice(sheet.first, pulled.until), -pulled.need, changes)) return true;
  }
  return false;
}

/** Shares what is left of the pages of a run. */
function fill({ sheets, endsPart }: Run, blocks: readonly PageBlock[], { unfilled }: Planning, changes: Changes): void {
  for (const sheet of endsPart ? sheets.slice(0, -1) : sheets) {
    if (unfilled.has(sheet.page)) continue;
    const amount = sheet.left - SAFETY;
    if (amount > 0) stretch(blocks.slice(sheet.first, sheet.end), amount, changes);
  }
}

/** The part of what spaces can give that a run of pages may take of them to have a page less. */
const RUN_AIR = 0.7;

/**
 * The height that all pages of a run can give together so that its last page, which holds little, is not needed. 0 where
 * they cannot.
 */
function surplusOf(sheets: Run['sheets'], blocks: readonly PageBlock[]): number {
  const [first, last] = [sheets[0], sheets.at(-1)];
  if (!first || !last || first === last) return 0;
  // What earlier pages have left is too little for what follows them.
  const need = last.room - last.left + SAFETY * (sheets.length - 1);
  const all = blocks.slice(first.first, last.end);
  return need > 0 && need <= chartsGive(all, -1) + RUN_AIR * airGives(all, -1) ? need : 0;
}

/**
 * How much height brings what onto a page: all that is left of its run, which ends at `end`, else the rest of a table that
 * begins on it, else the next exhibit.
 */
function pulledOnto(
  sheet: Sheet,
  end: number,
  blocks: readonly PageBlock[],
): { readonly need: number; readonly until: number } | undefined {
  const last = blocks[sheet.end - 1];
  if (!last) return undefined;
  const chain = chainEnd(blocks, sheet.end);
  const next = blocks[chain - 1];
  // Where two lines of it fit, only its first rows are missing: bringing them costs a draft and saves no page.
  const isNear = next?.breaks && next.top + TWO_LINES - last.bottom + SAFETY <= sheet.left;
  const options = [
    { until: end, bottom: blocks[end - 1]?.bottom ?? Infinity },
    ...(sheet.left < 0 && last.isTable ? [{ until: sheet.end, bottom: last.bottom }] : []),
    ...(sheet.left > SMALL * sheet.room && !isNear ? [{ until: chain, bottom: leastBottom(next) }] : []),
  ].map(({ until, bottom }) => ({ until, need: bottom - last.bottom - sheet.left + SAFETY }));
  return options.find(({ need, until }) => {
    const moved = blocks.slice(sheet.first, until);
    return need > 0 && need <= chartsGive(moved, -1) + airGives(moved, -1);
  });
}

/** The end of what must follow a block on the same page: headings, and the first block below them. */
function chainEnd(blocks: readonly PageBlock[], from: number): number {
  let end = from;
  while (blocks[end]?.keepsNext) end += 1;
  return Math.min(end + 1, blocks.length);
}

/** Where a block may end on a page at the earliest. */
function leastBottom(block: PageBlock | undefined): number {
  if (!block) return Infinity;
  return block.breaks ? Math.min(block.bottom, block.top + block.opening) : block.bottom;
}

/** What the charts of blocks can give if they become less high (-1) or higher (1). */
function chartsGive(blocks: readonly PageBlock[], sign: -1 | 1): number {
  return rowsIn(blocks).reduce((sum, row) => sum + givenBy(row, sign), 0);
}

function rowsIn(blocks: readonly PageBlock[]): Row[] {
  return blocks.flatMap(({ rows }) => rows);
}

function givenBy(row: Row, sign: -1 | 1): number {
  const height = heightOf(row);
  const most = Math.max(...row.map(({ most }) => most));
  const least = Math.max(...row.map(({ least }) => least));
  return Math.max(0, sign < 0 ? height - least : most - height);
}

function heightOf(row: Row): number {
  return Math.max(...row.map(({ height }) => height));
}

/** What the spaces between blocks can give if they become smaller (-1) or larger (1). */
function airGives(blocks: readonly PageBlock[], sign: -1 | 1): number {
  const now = extentOf(blocks, (block) => block);
  return sign < 0 ? now - extentOf(blocks, ({ tight }) => tight) : extentOf(blocks, ({ loose }) => loose) - now;
}

/** The height that blocks take, in the extents that `of` takes of them. */
export function extentOf<Block>(blocks: readonly Block[], of: (block: Block) => Extent): number {
  const [first, last] = [blocks[0], blocks.at(-1)];
  return first && last ? of(last).bottom - of(first).top : 0;
}

/**
 * Makes blocks higher by an amount (less high by a negative one): first their charts, then the spaces between them.
 * Says whether that changes anything.
 */
function stretch(blocks: readonly PageBlock[], amount: number, changes: Changes): boolean {
  const sign = amount < 0 ? -1 : 1;
  const wanted = Math.abs(amount);
  const charts = Math.min(wanted, chartsGive(blocks, sign));
  const stretched = stretchCharts(rowsIn(blocks), sign, charts, changes);
  const rest = sign * (wanted - charts);
  const [least, now, most] = [
    extentOf(blocks, ({ tight }) => tight),
    extentOf(blocks, (block) => block),
    extentOf(blocks, ({ loose }) => loose),
  ];
  if (Math.abs(rest) < 1 || most - least < 1) return stretched;
  const part = Math.max(0, Math.min(1, (now + rest - least) / (most - least)));
  const air = Math.floor(1000 * (LEAST_AIR + part * (MOST_AIR - LEAST_AIR))) / 1000;
  for (const { id } of blocks) changes.air.set(id, air);
  return true;
}

/** Makes rows of charts higher or less high by an amount together, each by the same part of what it can give. */
function stretchCharts(rows: readonly Row[], sign: -1 | 1, amount: number, { heights }: Changes): boolean {
  const all = rows.reduce((sum, row) => sum + givenBy(row, sign), 0);
  if (all < 1 || amount < 1) return false;
  const before = heights.size;
  for (const row of rows) {
    const height = heightOf(row) + (sign * amount * givenBy(row, sign)) / all;
    for (const { exhibit, least, most, height: now } of row) {
      const wanted = Math.floor(Math.min(Math.max(height, least), most));
      if (wanted !== now) heights.set(exhibit, wanted);
    }
  }
  return heights.size > before;
}
