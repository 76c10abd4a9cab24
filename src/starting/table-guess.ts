import { parseDecimal } from '../core/numbers/decimal.ts';
import { comparePeriods, type Period, parsePeriod } from '../dataset/period.ts';
import { columnLetters, folded, type Grid, type GridCell, shownAt, transposed } from '../importing/grid.ts';
import { figureIn } from '../importing/cell-figure.ts';
import { periodIn } from '../importing/head-period.ts';
import { meaningOf } from '../importing/marks.ts';
import { markedPeriod } from '../importing/table-columns.ts';

/** A table that was found in a grid, with periods running to the right. */
export interface GuessedTable {
  readonly grid: Grid;
  readonly isTransposed: boolean;
  /** First and last row of the head. */
  readonly head: readonly [from: number, to: number];
  readonly labels: number;
  readonly columns: readonly { readonly column: number; readonly period: Period }[];
  /** Columns with figures whose head names no period. */
  readonly others: readonly number[];
  readonly rows: readonly GuessedRow[];
}

/** A row with figures. */
export interface GuessedRow {
  readonly row: number;
  readonly label: string;
  /** The last name above it that has no figures; empty if there is none. */
  readonly group: string;
}

/** How far down the head of a table is looked for. */
const HEAD_ROWS = 60;

/** Finds the table of a grid: the head is where most periods stand in a row or two, or else in a column. */
export function guessTable(grid: Grid): GuessedTable | undefined {
  return tableIn(grid, false) ?? tableIn(transposed(grid), true);
}

function tableIn(grid: Grid, isTransposed: boolean): GuessedTable | undefined {
  let best: { readonly head: readonly [number, number]; readonly columns: GuessedTable['columns'] } | undefined;
  for (const height of [1, 2]) {
    for (let row = 1; row <= Math.min(HEAD_ROWS, grid.rowCount); row += 1) {
      const columns = periodsIn(grid, row, row + height - 1);
      if (columns.length > Math.max(1, best?.columns.length ?? 0)) best = { head: [row, row + height - 1], columns };
    }
  }
  const first = best?.columns[0];
  if (!best || !first) return undefined;
  const labels = labelColumn(grid, best.head[1], first.column);
  if (labels === undefined) return undefined;
  const rows = rowsBelow(grid, best.head[1], labels, best.columns);
  if (rows.length === 0) return undefined;
  const known = new Set(best.columns.map(({ column }) => column));
  const others: number[] = [];
  for (let column = first.column; column <= grid.columnCount; column += 1)
    if (!known.has(column) && rows.some(({ row }) => grid.cell(row, column))) others.push(column);
  return { grid, isTransposed, ...best, labels, others, rows };
}

function periodsIn(grid: Grid, from: number, to: number): GuessedTable['columns'] {
  const found: { column: number; period: Period }[] = [];
  for (let column = 1; column <= grid.columnCount; column += 1) {
    if (grid.hiddenColumns.has(column)) continue;
    const [upper, lower] = [shownAt(grid, from, column), to === from ? undefined : shownAt(grid, to, column)];
    const cells = [upper, lower === upper ? undefined : lower].filter((cell) => cell !== undefined);
    const head = markedPeriod(cells, undefined);
    const isPlain = head && !('mark' in meaningOf(head.marks));
    const period = isPlain && typeof head.period === 'string' ? parsePeriod(head.period) : undefined;
    if (period && !found.some((one) => one.period.text === period.text)) found.push({ column, period });
  }
  return found;
}

/** The last column before the figures in which names stand. */
function labelColumn(grid: Grid, head: number, first: number): number | undefined {
  for (let column = first - 1; column >= 1; column -= 1) {
    for (let row = head + 1; row <= grid.rowCount; row += 1) {
      const cell = grid.cell(row, column);
      if (cell?.kind === 'text' && /\p{L}/u.test(cell.text)) return column;
    }
  }
  return undefined;
}

function rowsBelow(grid: Grid, head: number, labels: number, columns: GuessedTable['columns']): GuessedRow[] {
  const rows: GuessedRow[] = [];
  let group = '';
  for (let row = head + 1; row <= grid.rowCount; row += 1) {
    const label = folded(shownAt(grid, row, labels)?.text ?? '');
    if (grid.hiddenRows.has(row)) continue;
    const cells = columns.map(({ column }) => grid.cell(row, column)).filter((cell) => cell !== undefined);
    // Another table begins, with a head of its own.
    if (cells.length > 0 && cells.every((cell) => cell.kind === 'date' || isPeriod(cell))) break;
    if (cells.length > 0) rows.push({ row, label, group });
    else if (label !== '') group = label;
  }
  return rows;
}

/** Whether a cell is certain to be a period, as `Q1 2025` is: 2025 may be a figure. */
function isPeriod({ text }: GridCell): boolean {
  return !/^\d+$/.test(folded(text)) && typeof periodIn(folded(text)) === 'string';
}

/** The periods of the kind that most columns have, in their order. */
export function mainPeriods({ columns }: GuessedTable): readonly Period[] {
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

/** What a mapping has to say of the cells. */
export interface CellGuess {
  readonly asShown: boolean;
  /** The most decimals of numbers whose format shows no digits; undefined if there are none. */
  readonly decimals: number | undefined;
  readonly decimalComma: boolean;
  readonly missing: readonly string[];
  /** Marks beside figures that mean something only in this table. */
  readonly marks: readonly string[];
}

/** Looks at the cells of figures. */
export function guessCells(table: GuessedTable): CellGuess {
  const cells = figureCells(table);
  const texts = cells.filter(({ kind }) => kind === 'text').map(({ text }) => folded(text));
  const bare = cells.filter(({ kind, showsDigits }) => kind === 'number' && !showsDigits);
  const decimalComma =
    texts.some((text) => /\d,\d{1,2}(?!\d)/.test(text)) && !texts.some((text) => /\.\d{1,2}(?!\d)/.test(text));
  const rules = { unit: '', numbers: 'as shown', decimals: '9', decimal: decimalComma ? ',' : '.' } as const;
  const marks = cells
    .map((cell) => figureIn(cell, rules))
    .map((read) => (read && 'mark' in read ? read.mark : undefined));
  const decimals = bare.map(({ text }) => Math.max(0, -(parseDecimal(text)?.exponent ?? 0)));
  return {
    asShown: cells.some(({ kind, showsDigits }) => kind === 'number' && showsDigits),
    decimals: decimals.length > 0 ? Math.max(...decimals) : undefined,
    decimalComma,
    missing: [...new Set(texts.filter((text) => /^[-–—−.x/]$/i.test(text)))],
    marks: [...new Set(marks.filter((mark) => mark !== undefined))],
  };
}

/** The texts above the figures, in which a unit may stand; not those of columns that no period stands over. */
export function textsAbove({ grid, head, others }: GuessedTable): string {
  const texts: string[] = [];
  for (let row = 1; row <= head[1]; row += 1)
    for (let column = 1; column <= grid.columnCount; column += 1)
      if (row < head[0] || !others.includes(column)) texts.push(folded(grid.cell(row, column)?.text ?? ''));
  return texts.filter((text) => /\p{L}/u.test(text)).join('; ');
}

/** The lines of a head or of names, as a mapping writes them. */
export function linesOf(from: number, to: number, axis: 'row' | 'column'): string {
  const name = (line: number): string => (axis === 'row' ? String(line) : columnLetters(line));
  return from === to ? name(from) : `${name(from)}-${name(to)}`;
}
