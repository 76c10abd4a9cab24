import { parseDecimal } from '../../core/numbers/decimal.ts';
import { comparePeriods, type Period } from '../../dataset/period.ts';
import { meaningSaid, TABLE_NUMBER } from '../../language/table-names.ts';
import { figureIn } from '../importing/cell-figure.ts';
import {
  type Area,
  columnLetters,
  folded,
  type Grid,
  lines,
  type GridCell,
  shownAt,
  transposed,
} from '../importing/grid.ts';
import { scaledUnit, scaleOf, scaleSaid, unitIn } from '../importing/unit-words.ts';
import { areaIn } from '../importing/table-frame.ts';
import { pivoted } from '../importing/long-table.ts';
import { blocksOf, type GuessedBlock, saysWords, unitColumn, withoutUnit } from './block-guess.ts';
import { type GuessedHead, headMarks, isAnotherHead, nextHead, periodAt, type PeriodColumn } from './head-guess.ts';
import type { GuessedLong } from './long-guess.ts';
import { unitTold } from '../importing/own-unit.ts';
import { unitBehind } from './own-unit.ts';

/** A table of one measure that was found in a grid, with periods running to the right. */
export interface GuessedTable {
  readonly grid: Grid;
  readonly isTransposed: boolean;
  /** The long table of which it is the wide form. */
  readonly long: GuessedLong | undefined;
  /** First and last row of the head. */
  readonly head: readonly [from: number, to: number];
  readonly labels: number;
  /** Whether its names are those of a table left of it. */
  readonly sharesLabels: boolean;
  readonly columns: readonly GuessedColumn[];
  /** Columns next to those with figures whose head names no period. */
  readonly others: readonly number[];
  /** Columns between its own that another table has. */
  readonly foreign: readonly number[];
  readonly rows: readonly GuessedRow[];
  /** Rows with figures that are hidden. */
  readonly hiddenRows: readonly number[];
  /** What stands above it, without its unit; empty if nothing does. */
  readonly title: string;
  /** What distinguishes it from others with the same head. */
  readonly name: string;
  /** What stands above it, in which a unit may be named. */
  readonly unit: string | undefined;
}

/** A column of figures; the mapping has to state its period if an import cannot read it in the head. */
export interface GuessedColumn extends PeriodColumn {
  readonly isStated: boolean;
}

/** A row with figures. */
export interface GuessedRow {
  readonly row: number;
  readonly label: string;
  /** The last name above it that has no figures; empty if there is none. */
  readonly group: string;
  /** How far its name is indented, in spaces. */
  readonly indent: number;
  /** The unit in a column of its own. */
  readonly unit: string | undefined;
}

/** Rows above the head of a table below another, in which its title may stand. */
const TITLE_ROWS = 4;

/** A number alone. */
const NUMBER = /^[(+\-−–]?\d[\d.,\s]*%?\)?$/;

/** How many tables are read of a sheet. */
const MOST_TABLES = 24;

/**
 * Finds the tables of a grid: a long one, or those below heads in which periods stand in a row or two, or else next to them in
 * a column.
 */
export function guessTables(grid: Grid, long: GuessedLong | undefined): readonly GuessedTable[] {
  const [wide] = long && !long.repeated ? tablesIn(pivoted(grid, long.area, long.shape).grid, false) : [];
  if (wide) return [{ ...wide, long }];
  const across = tablesIn(grid, false);
  return across.length > 0 ? across : tablesIn(transposed(grid), true);
}

function tablesIn(grid: Grid, isTransposed: boolean): readonly GuessedTable[] {
  const found: GuessedTable[] = [];
  let top = 1;
  while (found.length < MOST_TABLES) {
    const head = nextHead(grid, top);
    if (!head) break;
    const tables = tablesBelow(grid, head, top, isTransposed);
    found.push(...tables);
    top = 1 + Math.max(head.from, ...tables.flatMap(({ rows }) => rows.map(({ row }) => row)));
  }
  return found;
}

/** The tables that share a head. */
function tablesBelow(grid: Grid, head: GuessedHead, top: number, isTransposed: boolean): readonly GuessedTable[] {
  const blocks = blocksOf(grid, head, top);
  if (blocks.length === 0) return [];
  const above = top === 1 ? 1 : Math.max(top, head.from - TITLE_ROWS);
  const common = unitAbove(grid, head, above, { blocks, isTransposed });
  const title = titleAbove(grid, head, above, { blocks, isTransposed });
  return blocks.flatMap((block, index) => {
    const { columns, labels, headEnd, name } = block;
    const units = unitColumn(grid, head, labels, columns[0]?.column ?? 0);
    const { rows, hiddenRows } = rowsBelow(grid, head, { ...block, units });
    if (rows.length === 0) return [];
    const sharesLabels = blocks.slice(0, index).some((one) => one.labels === labels) && !isMixed(blocks);
    const start = unitRowAbove(grid, head, top, columns) ?? head.from;
    const isRead = ({ column, period }: PeriodColumn): boolean =>
      periodAt(grid, start, headEnd, column)?.text === period.text;
    const nextTo = columnsNextTo(grid, blocks, index, { rows, sharesLabels });
    const isTaken = (column: number): boolean =>
      column === units || blocks.some((one) => one.columns.some((other) => other.column === column));
    return {
      grid,
      isTransposed,
      long: undefined,
      head: [start, headEnd] as const,
      labels,
      sharesLabels,
      columns: columns.map((one) => ({ column: one.column, period: one.period, isStated: !isRead(one) })),
      others: nextTo.filter((column) => !isTaken(column)),
      foreign: nextTo.filter(isTaken),
      rows,
      hiddenRows,
      title,
      name,
      unit: unitOf(block.unit, common) ?? scaleBelow(grid, rows.at(-1)?.row ?? headEnd, isTransposed),
    };
  });
}

/** The columns with something in the rows of a block that are not its own, from its names to its last or the next block. */
function columnsNextTo(
  grid: Grid,
  blocks: readonly GuessedBlock[],
  index: number,
  { rows, sharesLabels }: Pick<GuessedTable, 'rows' | 'sharesLabels'>,
): readonly number[] {
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (!block) return [];
  const own = new Set(block.columns.map(({ column }) => column));
  const [first, last] = [Math.min(...own), Math.max(...own)];
  const follows = next
    ? Math.min(...next.columns.map(({ column }) => column), ...(next.labels > last ? [next.labels] : []))
    : undefined;
  const end = follows === undefined ? grid.columnCount : Math.max(last, follows - 1);
  return lines(sharesLabels ? first : block.labels + 1, end).filter(
    (column) => !own.has(column) && rows.some(({ row }) => grid.cell(row, column)),
  );
}

/** Whether the columns of a block stand among those of another. */
function isMixed(blocks: readonly GuessedBlock[]): boolean {
  const ends = blocks.map(({ columns }) => [columns[0]?.column ?? 0, columns.at(-1)?.column ?? 0] as const);
  return ends.some(([from], index) => from < (ends[index - 1]?.[1] ?? 0));
}

/** A row of units directly above the periods, which then belongs to the head. */
function unitRowAbove(
  grid: Grid,
  { from }: GuessedHead,
  top: number,
  columns: readonly PeriodColumn[],
): number | undefined {
  const texts = columns.flatMap(({ column }) => shownAt(grid, from - 1, column)?.text ?? []).map(folded);
  const isUnits = from > top && texts.length > 0 && texts.every((text) => unitTold(text) !== undefined);
  return isUnits ? from - 1 : undefined;
}

/** The unit that stands above all blocks of a head: not in their own texts, nor above columns without a period. */
function unitAbove(
  grid: Grid,
  head: GuessedHead,
  top: number,
  { blocks, isTransposed }: { readonly blocks: readonly GuessedBlock[]; readonly isTransposed: boolean },
): string | undefined {
  const own = new Set(blocks.length > 1 ? blocks.flatMap(({ texts }) => texts) : []);
  const columns = new Set(blocks.flatMap(({ columns: all, labels }) => [labels, ...all.map(({ column }) => column)]));
  const end = Math.max(head.to, ...blocks.map(({ headEnd }) => headEnd));
  // What stands above a transposed table is to the left of its names here.
  const first = Math.min(...blocks.map(({ labels }) => labels));
  const texts: string[] = [];
  for (let row = top; row <= end; row += 1)
    for (const column of lines(1, grid.columnCount))
      if (row < head.from || columns.has(column) || (isTransposed && column < first))
        texts.push(folded(grid.cell(row, column)?.text ?? ''));
  const above = texts.filter((text) => saysWords(text) && !own.has(text));
  const declared = above.map(unitBehind).findLast((unit) => unit !== undefined);
  const last = unitTold(above.at(-1) ?? '');
  return declared ?? unitIn(above.join('; ')) ?? last ?? above.map(scaleSaid).findLast((unit) => unit !== undefined);
}

/** The scale that a note below the last row of a table says, if nothing but notes follows. */
function scaleBelow(grid: Grid, last: number, isTransposed: boolean): string | undefined {
  if (isTransposed) return undefined;
  const cells = lines(last + 1, grid.rowCount).flatMap((row) =>
    lines(1, grid.columnCount).flatMap((column) => grid.cell(row, column) ?? []),
  );
  if (cells.some(({ text }) => NUMBER.test(folded(text)))) return undefined;
  return cells.map(({ text }) => scaleSaid(folded(text))).find((unit) => unit !== undefined);
}

/**
 * The title nearest above a table, without its number and unit: of the lines right above the head, the first that is not a
 * unit and stands above no single block, or the last that begins with the number of a table.
 */
function titleAbove(
  grid: Grid,
  head: GuessedHead,
  top: number,
  { blocks, isTransposed }: { readonly blocks: readonly GuessedBlock[]; readonly isTransposed: boolean },
): string {
  const own = new Set(blocks.length > 1 ? blocks.flatMap(({ texts }) => texts) : []);
  const isTitle = (text: string): boolean => /\p{L}/u.test(text) && !own.has(text) && unitTold(text) === undefined;
  // What stands above a transposed table is left of its names here.
  const above = isTransposed
    ? lines(1, Math.min(...blocks.map(({ labels }) => labels)) - 1)
    : lines(top, head.from - 1);
  const across = lines(1, isTransposed ? grid.rowCount : grid.columnCount);
  const texts = above.map((line) =>
    across
      .map((other) => folded((isTransposed ? grid.cell(other, line) : grid.cell(line, other))?.text ?? ''))
      .filter((text) => text !== ''),
  );
  const numbered = texts.flat().findLast((text) => isTitle(text) && TABLE_NUMBER.test(text));
  const last = texts.findLastIndex((line) => line.some(isTitle));
  const gap = texts.findLastIndex((line, index) => index < last && line.length === 0);
  const found =
    numbered ??
    texts
      .slice(gap + 1, last + 1)
      .flat()
      .find(isTitle);
  return withoutUnit((found ?? '').replace(TABLE_NUMBER, ''));
}

/** The unit of a block: its own, with the scale that stands above all of them if it has none. */
function unitOf(own: string | undefined, common: string | undefined): string | undefined {
  return own === undefined ? common : common !== undefined && scaleOf(own) === 0 ? scaledUnit(common, own) : own;
}

function rowsBelow(
  grid: Grid,
  head: GuessedHead,
  { headEnd, labels, columns, units }: GuessedBlock & { readonly units: number | undefined },
): Pick<GuessedTable, 'rows' | 'hiddenRows'> {
  const rows: GuessedRow[] = [];
  const hiddenRows: number[] = [];
  let group = '';
  const numbers = columns.map(({ column }) => column);
  for (let row = headEnd + 1; row <= grid.rowCount; row += 1) {
    const named = shownAt(grid, row, labels);
    const label = folded(named?.text ?? '');
    if (grid.hiddenRows.has(row)) {
      if (numbers.some((column) => NUMBER.test(folded(grid.cell(row, column)?.text ?? '')))) hiddenRows.push(row);
      continue;
    }
    if (isAnotherHead(grid, row, numbers, head) || isGroupHead(grid, row, numbers)) break;
    const unit = units === undefined ? undefined : unitTold(folded(shownAt(grid, row, units)?.text ?? ''));
    if (numbers.some((column) => grid.cell(row, column)))
      rows.push({ row, label, group, indent: named?.indent ?? 0, unit });
    else if (label !== '') group = label;
  }
  return { rows, hiddenRows };
}

/** Whether words alone stand in the columns of figures, as above the periods of a table below. */
function isGroupHead(grid: Grid, row: number, columns: readonly number[]): boolean {
  const texts = columns.flatMap((column) => grid.cell(row, column)?.text ?? []).map(folded);
  const follows = columns.some((column) => periodAt(grid, row + 1, row + 1, column));
  return texts.length > 0 && follows && texts.every((text) => /\p{L}{3}/u.test(text) && !/\d/.test(text));
}

/** The periods of the kind that most columns have, in their order. */
export function mainPeriods(tables: readonly GuessedTable[]): readonly Period[] {
  const all = tables.flatMap(({ columns }) => columns.map(({ period }) => [period.text, period] as const));
  const columns = [...new Map(all).values()].map((period) => ({ period }));
  const count = (kind: string): number => columns.filter(({ period }) => period.kind === kind).length;
  const kinds = columns.map(({ period }) => period.kind);
  const main = kinds.reduce((best, kind) => (count(kind) > count(best) ? kind : best), kinds[0] ?? 'year');
  return columns
    .map(({ period }) => period)
    .filter(({ kind }) => kind === main)
    .sort(comparePeriods);
}

/** The cells of figures. */
export function figureCells({ grid, rows, columns }: GuessedTable): readonly GridCell[] {
  return rows
    .flatMap(({ row }) => columns.map(({ column }) => grid.cell(row, column)))
    .filter((cell) => cell !== undefined);
}

/** What a mapping has to say about the cells. */
export interface CellGuess {
  readonly asShown: boolean;
  /**
   * The most decimals of numbers whose format shows no digits, by their unit, that of most rows first; empty if there are none.
   * Figures of one unit are printed with as many decimals, and the spreadsheet does not keep their zeros.
   */
  readonly decimals: ReadonlyMap<string | undefined, number>;
  readonly decimalComma: boolean;
  /** Signs that stand for zero, as the sheet explains. */
  readonly nil: readonly string[];
  readonly missing: readonly string[];
  /** Marks next to figures that mean something only in this table. */
  readonly marks: readonly string[];
}

/** Looks at the cells of figures; `unitOf` are the units of rows, by their number. */
export function guessCells(table: GuessedTable, unitOf: ReadonlyMap<number, string | undefined>): CellGuess {
  const cells = figureCells(table);
  const texts = cells.filter(({ kind }) => kind === 'text').map(({ text }) => folded(text));
  const decimalComma =
    texts.some((text) => /\d,\d{1,2}(?!\d|\p{L}+\d)/u.test(text)) &&
    !texts.some((text) => /\.\d{1,2}(?!\d)/.test(text));
  const rules = { unit: '', numbers: 'as shown', decimals: '9', decimal: decimalComma ? ',' : '.' } as const;
  const marks = cells
    .map((cell) => figureIn(cell, rules))
    .map((read) => (read && 'mark' in read ? read.mark : undefined));
  const ofHeads = table.columns.flatMap(({ column }) => headMarks(table.grid, table.head, column));
  const signs = [...new Set(texts.filter((text) => /^[-–—−.x/]$/i.test(text)))];
  return {
    asShown: cells.some(({ kind, showsDigits }) => kind === 'number' && showsDigits),
    decimals: decimalsByUnit(table, unitOf),
    decimalComma,
    nil: signs.filter((sign) => meaningIn(table.grid, sign) === 'nil'),
    missing: signs.filter((sign) => meaningIn(table.grid, sign) !== 'nil'),
    marks: [...new Set([...ofHeads, ...marks.filter((mark) => mark !== undefined)])],
  };
}

function decimalsByUnit(
  { grid, rows, columns }: GuessedTable,
  unitOf: ReadonlyMap<number, string | undefined>,
): CellGuess['decimals'] {
  const found = new Map<string | undefined, number>();
  const counts = new Map<string | undefined, number>();
  for (const { row } of rows) counts.set(unitOf.get(row), (counts.get(unitOf.get(row)) ?? 0) + 1);
  const count = (row: number): number => counts.get(unitOf.get(row)) ?? 0;
  for (const { row } of rows.toSorted((a, b) => count(b.row) - count(a.row) || a.row - b.row)) {
    const cells = columns.flatMap(({ column }) => grid.cell(row, column) ?? []);
    const bare = cells.filter(({ kind, showsDigits }) => kind === 'number' && !showsDigits);
    const own = bare.map(({ text }) => Math.max(0, -(parseDecimal(text)?.exponent ?? 0)));
    const unit = unitOf.get(row);
    if (own.length > 0) found.set(unit, Math.max(found.get(unit) ?? 0, ...own));
  }
  return found;
}

/** What a note on a sheet says about a sign: `– nil`, `- = keine Angabe`, `– nichts vorhanden (genau null)`. */
function meaningIn(grid: Grid, sign: string): 'nil' | 'missing' | undefined {
  for (let row = 1; row <= grid.rowCount; row += 1) {
    for (let column = 1; column <= grid.columnCount; column += 1) {
      const text = folded(grid.cell(row, column)?.text ?? '');
      if (text.length < 2 || !text.replace(/^["“„(]/, '').startsWith(sign)) continue;
      const meaning = meaningSaid(text);
      if (meaning !== undefined) return meaning;
    }
  }
  return undefined;
}

/** The lines of a head or of names, as a mapping writes them. */
export function linesOf(from: number, to: number, axis: 'row' | 'column'): string {
  const name = (line: number): string => (axis === 'row' ? String(line) : columnLetters(line));
  return from === to ? name(from) : `${name(from)}-${name(to)}`;
}

/** The range of a table: one that empty rows and columns end, or that nothing follows, is open, so that it may grow. */
export function rangeOf(table: GuessedTable): string {
  const { grid, isTransposed, long, head, labels, rows, columns, others } = table;
  if (long) return grownRange(long.area, long.grid);
  const first = columns[0]?.column ?? labels;
  // Names beyond another table are shared with it, and stand outside of the range.
  const [top, left] = [head[0], table.sharesLabels ? first : labels];
  const bottom = rows.at(-1)?.row ?? top;
  const right = Math.max(...columns.map(({ column }) => column), ...others);
  const area = { top, left, bottom, right };
  if (!isTransposed) return grownRange(area, grid);
  return grownRange({ top: left, left: top, bottom: right, right: bottom }, transposed(grid), isTransposed);
}

/** The range of an area: open where what the open one holds besides has no figures. */
function grownRange(area: Area, grid: Grid, isTransposed = false): string {
  const { top, left, bottom, right } = area;
  const start = `${columnLetters(left)}${top}:`;
  const grown = areaIn(start, grid);
  if (grown && grown.bottom >= bottom && grown.right >= right && !holdsMore(grid, grown, area)) return start;
  const isLast = bottom === grid.rowCount && !isTransposed;
  return `${start}${columnLetters(right)}${isLast ? '' : bottom}`;
}

/** Whether an area has numbers outside of a smaller one. */
function holdsMore(grid: Grid, all: Area, { bottom, right }: Area): boolean {
  return lines(all.top, all.bottom).some((row) =>
    lines(all.left, all.right).some(
      (column) => (row > bottom || column > right) && NUMBER.test(folded(grid.cell(row, column)?.text ?? '')),
    ),
  );
}
