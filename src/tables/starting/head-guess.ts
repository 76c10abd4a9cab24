import { type Period, parsePeriod } from '../../dataset/period.ts';
import { folded, type Grid, type GridCell, shownAt } from '../importing/grid.ts';
import { periodIn } from '../importing/head-period.ts';
import { isNote, marksOf, meaningOf } from '../importing/marks.ts';
import { markedPeriod } from '../importing/table-columns.ts';
import { unitTold } from '../importing/own-unit.ts';

/** A column with the period that its head names. */
export interface PeriodColumn {
  readonly column: number;
  readonly period: Period;
}

/** The rows of a head, and the columns in which they name periods; a period may stand in several. */
export interface GuessedHead {
  readonly from: number;
  readonly to: number;
  readonly columns: readonly PeriodColumn[];
}

/** How far down the head of a table is looked for. */
const HEAD_ROWS = 60;

/** Rows after the first with periods in which the real head may stand, as below a row of years. */
const NEAR = 2;

/** The first head from a row on: one or two rows that name several periods. */
export function nextHead(grid: Grid, top: number): GuessedHead | undefined {
  const last = Math.min(top + HEAD_ROWS, grid.rowCount);
  for (let row = top; row <= last; row += 1) {
    const near = Array.from({ length: NEAR + 1 }, (_, more) => row + more);
    const heads = near.flatMap((from) => [headOf(grid, from, from), headOf(grid, from, from + 1)]);
    const isOne = [headOf(grid, row, row), headOf(grid, row, row + 1)].some((head) => distinct(head) > 1);
    if (isOne) return heads.reduce((best, head) => (rank(head) > rank(best) ? head : best));
  }
  return undefined;
}

function distinct({ columns }: GuessedHead): number {
  return new Set(columns.map(({ period }) => period.text)).size;
}

/** Heads with more periods come first, then those with more columns, then those of one row. */
function rank(head: GuessedHead): number {
  return distinct(head) * 100_000 + head.columns.length - (head.to - head.from) / 2;
}

function headOf(grid: Grid, from: number, to: number): GuessedHead {
  const columns: PeriodColumn[] = [];
  for (let column = 1; column <= grid.columnCount && to <= grid.rowCount; column += 1) {
    const period = grid.hiddenColumns.has(column) ? undefined : periodAt(grid, from, to, column);
    if (period) columns.push({ column, period });
  }
  return { from, to, columns };
}

function cellsOf(grid: Grid, from: number, to: number, column: number): readonly GridCell[] {
  const cells: GridCell[] = [];
  for (let row = from; row <= to; row += 1) {
    const cell = shownAt(grid, row, column);
    if (cell && !cells.includes(cell)) cells.push(cell);
  }
  return cells;
}

/** The marks at the period of a head that can only be those of notes, and that a mapping has to explain. */
export function headMarks(grid: Grid, [from, to]: readonly [number, number], column: number): readonly string[] {
  const cells = cellsOf(grid, from, to, column);
  const { marks = '' } = markedPeriod(cells, undefined) ?? {};
  const all = marksOf(`${marks} ${cells.map(({ raised }) => raised).join(' ')}`);
  return all.filter((mark) => 'mark' in meaningOf(mark));
}

/** The period that a head names so that an import reads it, also with the mark of a note. */
export function periodAt(grid: Grid, from: number, to: number, column: number): Period | undefined {
  const head = markedPeriod(cellsOf(grid, from, to, column), undefined);
  const isPlain = head && marksOf(head.marks).every((mark) => isNote(mark) || !('mark' in meaningOf(mark)));
  const period = isPlain && typeof head.period === 'string' ? parsePeriod(head.period) : undefined;
  // A figure may look like a year.
  return period && /^(?:1[6-9]|2[01])\d\d/.test(period.end) ? period : undefined;
}

/** The last row of a head: rows of units, or of words without names next to them, may follow that of the periods. */
export function endOfHead(grid: Grid, { to }: GuessedHead, columns: readonly number[], labels: number): number {
  let end = to;
  for (let row = to + 1; row <= to + NEAR; row += 1) {
    const texts = columns.flatMap((column) => shownAt(grid, row, column)?.text ?? []).map(folded);
    const isNamed = (grid.cell(row, labels)?.text ?? '') !== '';
    const isHead = (text: string): boolean =>
      unitTold(text) !== undefined || (!isNamed && /\p{L}{3}/u.test(text) && !/\d/.test(text));
    if (texts.length === 0 || !texts.every(isHead)) break;
    end = row;
  }
  return end;
}

/** Whether a row is the head of another table, below one whose figures stand in some columns. */
export function isAnotherHead(grid: Grid, row: number, columns: readonly number[], head: GuessedHead): boolean {
  const cells = columns.map((column) => grid.cell(row, column)).filter((cell) => cell !== undefined);
  if (cells.length === 0) return false;
  if (cells.every((cell) => cell.kind === 'date' || isPeriod(cell))) return true;
  const isSame = columns.every((column) => grid.cell(row, column)?.text === grid.cell(head.to, column)?.text);
  const first = Math.min(...columns);
  const isAfterGap = columns.every((column) => !grid.cell(row - 1, column));
  return isSame || areYears(cellsFrom(grid, row, first), isAfterGap ? 2 : 3);
}

/** Whether a cell is certain to be a period, as `Q1 2025` is: 2025 may be a figure. */
function isPeriod({ text }: GridCell): boolean {
  return !/^\d+$/.test(folded(text)) && typeof periodIn(folded(text)) === 'string';
}

function cellsFrom(grid: Grid, row: number, first: number): readonly GridCell[] {
  const columns = Array.from({ length: Math.max(0, grid.columnCount - first + 1) }, (_, index) => first + index);
  return columns.flatMap((column) => grid.cell(row, column) ?? []);
}

/** Whether cells are years that follow one another, and as many as figures that do so by chance are not. */
function areYears(cells: readonly GridCell[], least: number): boolean {
  const years = cells.map(({ text }) => (/^(?:18|19|20)\d\d$/.test(folded(text)) ? Number(text) : Number.NaN));
  return years.length >= least && years.every((year, index) => index === 0 || year === (years[index - 1] ?? 0) + 1);
}
