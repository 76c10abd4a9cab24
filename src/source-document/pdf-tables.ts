import { LOCALES } from '../language/locales.ts';
import { alternatives } from '../language/word-forms.ts';
import { isAloneFigure, isAlonePeriod } from './cells.ts';
import type { RawCell } from './table-heads.ts';
import { type Chunk, isSameLine } from './pdf-chunks.ts';
import type { Doubt } from './source-document.ts';

/** A table that white space makes, with its cells; `chunks` are all that belongs to it. */
export interface SpaceTable {
  readonly title: string;
  readonly cells: readonly Omit<RawCell, 'placeOf'>[];
  readonly chunks: ReadonlySet<Chunk>;
}

interface Row {
  readonly chunks: readonly Chunk[];
  readonly baseline: number;
  readonly height: number;
  /** Chunks that are one figure or year. */
  readonly figures: readonly Chunk[];
  readonly isTabular: boolean;
}

/** Lines between two rows of a table at most, and between its head and what stands over it, in heights of a line. */
const ROW_GAP = 3.2;
const HEAD_GAP = 2.6;
/** Lines without figures within a table, and of its head, at most. */
const BETWEEN = 3;
const HEAD_LINES = 6;

/** The number of an item or note at the start of a line. */
const ITEM = /^\(?\d{1,3}[.)]$/;
/** What stands over a table and is not a head of it. */
const TITLE = new RegExp(
  `^(?:${alternatives(LOCALES.flatMap(({ tables }) => [tables.table, tables.exhibit]))})\\s?\\d|^[([].*[)\\]]$`,
  'i',
);

/** Finds the tables of a page by the figures that stand below one another. */
export function spaceTables(chunks: readonly Chunk[]): SpaceTable[] {
  const rows = rowsOf(chunks);
  const tables: SpaceTable[] = [];
  let from = 0;
  while (from < rows.length) {
    if (!rows[from]?.isTabular) {
      from += 1;
      continue;
    }
    const to = lastRow(rows, from);
    const body = rows.slice(from, to + 1);
    const isOfFigures = body.some(({ figures }) => figures.some(({ text }) => !isAlonePeriod(text)));
    if (isOfFigures && body.filter(({ isTabular }) => isTabular).length >= 2) tables.push(tableOf(rows, from, to));
    from = to + 1;
  }
  return tables;
}

function rowsOf(chunks: readonly Chunk[]): Row[] {
  const sorted = chunks.toSorted((a, b) => b.baseline - a.baseline);
  const lines: Chunk[][] = [];
  for (const chunk of sorted) {
    const line = lines.at(-1);
    if (line?.[0] && isSameLine(line[0], chunk)) line.push(chunk);
    else lines.push([chunk]);
  }
  return lines.map((line) => {
    const own = line.toSorted((a, b) => a.left - b.left);
    const figures = own.filter(({ text }, at) => isAloneFigure(text) && !(at === 0 && ITEM.test(text)));
    return {
      chunks: own,
      baseline: own[0]?.baseline ?? 0,
      height: Math.max(...own.map(({ height }) => height)),
      figures,
      isTabular: own.length >= 2 && figures.length >= 1 && figures.length * 2 >= own.length - 1,
    };
  });
}

/** The last row with figures that belongs to the table of another. */
function lastRow(rows: readonly Row[], from: number): number {
  let last = from;
  for (let at = from + 1; at < rows.length && at - last <= BETWEEN + 1; at += 1) {
    const [row, before] = [rows[at], rows[at - 1]];
    if (!row || !before || before.baseline - row.baseline > ROW_GAP * Math.max(row.height, before.height)) break;
    if (row.isTabular) last = at;
  }
  return last;
}

interface Column {
  left: number;
  right: number;
}

function tableOf(rows: readonly Row[], from: number, to: number): SpaceTable {
  const body = rows.slice(from, to + 1);
  const columns = columnsOf(body);
  const first = firstOfHead(rows, from, columns);
  const all = rows.slice(first, to + 1);
  const begin = rows.findIndex((row, at) => at >= from && row.figures.some(({ text }) => !isAlonePeriod(text)));
  // A line of the head that stands over some columns only may be a level of its own, over which of them nothing marks.
  const levels = rows.slice(first, begin).map(({ chunks }) => new Set(chunks.flatMap((chunk) => over(chunk, columns))));
  const isOpen = levels.length > 1 && levels.some(({ size }) => size < Math.max(...levels.map((one) => one.size)));
  const cells = all.flatMap((row, at) => {
    const doubts: Doubt[] = first + at < begin ? [] : isOpen ? ['wide-head'] : [];
    if (first + at >= begin && mayWrap(all, at, columns)) doubts.push('label-wraps');
    return row.chunks.map((chunk) => cellOf(chunk, at + 1, columns, doubts));
  });
  return { title: titleOver(rows, first), cells, chunks: new Set(all.flatMap(({ chunks }) => chunks)) };
}

/** Columns of figures: those that stand below one another. */
function columnsOf(body: readonly Row[]): Column[] {
  const figures = body.flatMap(({ isTabular, figures: own }) => (isTabular ? own : []));
  const columns: Column[] = [];
  for (const { left, right } of figures.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && left < last.right - 1) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

/** The first line of the head: lines over the figures that have several parts, or one over some columns only. */
function firstOfHead(rows: readonly Row[], from: number, columns: readonly Column[]): number {
  let first = from;
  for (let at = from - 1; at >= 0 && from - at <= HEAD_LINES; at -= 1) {
    const [row, below] = [rows[at], rows[at + 1]];
    if (!row || !below || row.baseline - below.baseline > HEAD_GAP * Math.max(row.height, below.height)) break;
    const isOver = row.chunks.some(({ left }) => left > (columns[0]?.left ?? 0) - 2 * row.height);
    const isText = row.chunks.some(({ text }) => text.length > 60);
    const [only, ...others] = row.chunks;
    const isTitle =
      only !== undefined &&
      others.length === 0 &&
      (TITLE.test(only.text) || over(only, columns).length === columns.length);
    if (isText || (isTitle && columns.length > 1) || (row.chunks.length < 2 && !isOver)) break;
    first = at;
  }
  return first;
}

/** Whether a line of text alone right above or below a row may be a part of its label. */
function mayWrap(all: readonly Row[], at: number, columns: readonly Column[]): boolean {
  const row = all[at];
  if (!row?.isTabular) return false;
  return [all[at - 1], all[at + 1]].some((next) => {
    if (!next || next.figures.length > 0 || next.chunks.length !== 1) return false;
    const [chunk] = next.chunks;
    const isNear = Math.abs(next.baseline - row.baseline) < 1.25 * row.height;
    return isNear && chunk !== undefined && chunk.left < (columns[0]?.left ?? 0);
  });
}

/** The columns over which something stands. */
function over({ left, right }: Column, columns: readonly Column[]): readonly number[] {
  return columns.flatMap((column, at) => (left < column.right && right > column.left ? [at] : []));
}

/** Columns of figures have even numbers; a text that stands over none of them has an odd one. */
function cellOf(
  { text, marks, left, right }: Chunk,
  row: number,
  columns: readonly Column[],
  doubts: readonly Doubt[],
): Omit<RawCell, 'placeOf'> {
  const own = over({ left, right }, columns);
  const before = columns.filter((column) => column.left < left).length;
  const [start, end] = [own[0], own.at(-1)];
  const span =
    start === undefined || end === undefined
      ? ([2 * before + 1, 2 * before + 1] as const)
      : ([2 * start + 2, 2 * end + 2] as const);
  return { text, marks, rows: [row, row], columns: span, doubts, isGuessed: span[0] !== span[1] };
}

/** The lines over a table, up to two. */
function titleOver(rows: readonly Row[], first: number): string {
  const lines: string[] = [];
  for (let at = first - 1; at >= 0 && lines.length < 2; at -= 1) {
    const [row, below] = [rows[at], rows[at + 1]];
    if (!row || !below || row.baseline - below.baseline > HEAD_GAP * Math.max(row.height, below.height)) break;
    lines.unshift(row.chunks.map(({ text }) => text).join(' '));
  }
  return lines.join(' ').slice(0, 200);
}
