import type { Period } from '../../dataset/period.ts';
import { figureIn } from '../importing/cell-figure.ts';
import { type Area, columnLetters, folded, type Grid, type GridCell, lines, shownAt } from '../importing/grid.ts';
import { type LongShape, type Pivot, pivoted, unitText } from '../importing/long-table.ts';
import { unitTold } from '../importing/own-unit.ts';
import { periodAt } from './head-guess.ts';

/** A long table that was found in a grid. */
export interface GuessedLong {
  readonly grid: Grid;
  readonly area: Area;
  readonly shape: LongShape;
  /** A figure with the period and names of an earlier row; such a table cannot be read. */
  readonly repeated: Pivot['repeated'][number] | undefined;
}

/** How far down the heads of the columns are looked for, and how many rows a long table has at least. */
const HEAD_ROWS = 30;
const FEWEST_ROWS = 4;

/**
 * Finds a long table: below a row of heads, a column or two name a period that comes back in several rows, others name series,
 * and others hold figures.
 */
export function guessLong(grid: Grid): GuessedLong | undefined {
  for (let top = 1; top <= Math.min(HEAD_ROWS, grid.rowCount); top += 1) {
    const columns = headedColumns(grid, top);
    const bottom = columns.length < 3 ? top : lastRow(grid, top, columns);
    if (bottom - top < FEWEST_ROWS) continue;
    const area = { top, bottom, left: columns[0] ?? 1, right: columns.at(-1) ?? 1 };
    const shape = shapeOf(grid, area, columns);
    if (shape) return { grid, area, shape, repeated: pivoted(grid, area, shape).repeated[0] };
  }
  return undefined;
}

/** The columns next to one another that have a text in a row, which may be heads. */
function headedColumns(grid: Grid, row: number): readonly number[] {
  const columns: number[] = [];
  for (let column = 1; column <= grid.columnCount; column += 1) {
    const cell = grid.cell(row, column);
    if (cell?.kind === 'text' && /\p{L}/u.test(cell.text)) columns.push(column);
    else if (cell || columns.length > 0) return cell ? [] : columns;
  }
  return columns;
}

/** The last row before one in which nothing stands. */
function lastRow(grid: Grid, top: number, columns: readonly number[]): number {
  let row = top;
  while (row < grid.rowCount && columns.some((column) => grid.cell(row + 1, column))) row += 1;
  return row;
}

function shapeOf(grid: Grid, area: Area, columns: readonly number[]): LongShape | undefined {
  const rows = lines(area.top + 1, area.bottom);
  const periods = periodColumns(grid, rows, columns);
  if (!periods) return undefined;
  const others = columns.filter((column) => !periods.includes(column));
  const units = others.find((column) => filledBy(grid, rows, column, (text) => unitTold(unitText(text)) !== undefined));
  const figures = others.filter((column) => column !== units && holdsFigures(grid, rows, column));
  const texts = others.filter(
    (column) => column !== units && !figures.includes(column) && isFilled(grid, rows, column),
  );
  // what never differs says nothing, but where it is all that names a series
  const all = texts.filter((column) => new Set(rows.map((row) => textAt(grid, row, column))).size > 1);
  const values = figures.filter((column) => !isCode(grid, rows, all, column));
  // no two rows have the same period and names
  const isClear = (names: readonly number[]): boolean =>
    names.length > 0 && pivoted(grid, area, { periods, names, units, values }).repeated.length === 0;
  if (values.length === 0 || all.length === 0) return undefined;
  const names = isClear(all) ? fewest(grid, rows, all, isClear) : all;
  const wide = pivoted(grid, area, { periods, names, units, values }).grid;
  return wide.columnCount > 2 && wide.rowCount > 2 ? { periods, names, units, values } : undefined;
}

/** The columns that are needed to tell series apart: not a code next to its name, nor a status. Short texts are left out first. */
function fewest(
  grid: Grid,
  rows: readonly number[],
  columns: readonly number[],
  isClear: (names: readonly number[]) => boolean,
): readonly number[] {
  // what an empty cell stands for depends on the columns behind it
  if (columns.some((column) => rows.some((row) => textAt(grid, row, column) === ''))) return columns;
  const lengthOf = (column: number): number => rows.reduce((sum, row) => sum + textAt(grid, row, column).length, 0);
  return columns
    .toSorted((a, b) => lengthOf(a) - lengthOf(b))
    .reduce((left, column) => {
      const without = left.filter((one) => one !== column);
      return isClear(without) ? without : left;
    }, columns);
}

/** The column that names a period in each row, or two that do so together; periods come back, as in no wide table. */
function periodColumns(grid: Grid, rows: readonly number[], columns: readonly number[]): readonly number[] | undefined {
  const tried = columns.flatMap((column) => columnPeriods(grid, rows, columns, column));
  // a year and a quarter say more than the year alone
  const [best] = tried.toSorted((a, b) => b.own.length - a.own.length);
  return best?.isBack ? best.own : undefined;
}

interface NamedPeriods {
  readonly own: readonly number[];
  /** Whether some period comes back in a later row. */
  readonly isBack: boolean;
}

/** The periods of a column, and where it names years alone those of it and the next, if each row has one. */
function columnPeriods(
  grid: Grid,
  rows: readonly number[],
  columns: readonly number[],
  column: number,
): readonly NamedPeriods[] {
  const alone = namedIn(grid, rows, [column]);
  if (!alone) return [];
  const isYears = alone.kinds.size === 1 && alone.kinds.has('year');
  const both = isYears && columns.includes(column + 1) ? namedIn(grid, rows, [column, column + 1]) : undefined;
  const found = both && !both.kinds.has('year') ? [alone, both] : [alone];
  return found.filter(({ count }) => count > 1).map(({ own, count }) => ({ own, isBack: count < rows.length }));
}

/** How many periods one or two columns name together, and of which kinds; undefined if a row names none. */
function namedIn(grid: Grid, rows: readonly number[], own: readonly number[]) {
  const known = new Map<string, Period | undefined>();
  for (const [index, row] of rows.entries()) {
    const cells = own.map((column) => shownAt(grid, row, column));
    // an empty cell stands for that above it
    if (index > 0 && cells.every((cell) => cell === undefined)) continue;
    const key = JSON.stringify(cells.map((cell) => [cell?.text, cell?.date]));
    if (!known.has(key)) known.set(key, periodOfCells(grid, cells));
    if (known.get(key) === undefined) return undefined;
  }
  const periods = [...known.values()].filter((period) => period !== undefined);
  const texts = new Set(periods.map(({ text }) => text));
  return { own, count: texts.size, kinds: new Set(periods.map(({ kind }) => kind)) };
}

function periodOfCells(grid: Grid, cells: readonly (GridCell | undefined)[]): Period | undefined {
  return periodAt({ ...grid, merged: [], cell: (row) => cells[row - 1] }, 1, cells.length, 1);
}

function textAt(grid: Grid, row: number, column: number): string {
  return folded(shownAt(grid, row, column)?.text ?? '');
}

function filledBy(grid: Grid, rows: readonly number[], column: number, fits: (text: string) => boolean): boolean {
  return rows.every((row) => fits(textAt(grid, row, column)));
}

/** Whether most rows have a name of more than a mark; an empty one may stand for that above it. */
function isFilled(grid: Grid, rows: readonly number[], column: number): boolean {
  const texts = rows.map((row) => textAt(grid, row, column)).filter((text) => text !== '');
  return (
    texts.length === rows.length || (texts.length > rows.length / 4 && texts.some((text) => /\p{L}{2}|\d/u.test(text)))
  );
}

const RULES = { unit: '', numbers: 'as shown', decimals: '9' } as const;

/** Whether nearly all cells of a column are figures, and none is a text of more than a sign or mark. */
function holdsFigures(grid: Grid, rows: readonly number[], column: number): boolean {
  const cells = rows.flatMap((row) => grid.cell(row, column) ?? []);
  const isWord = (text: string): boolean => /\p{L}{3}/u.test(text) && !/\d/.test(text);
  const figures = cells.filter((cell) => {
    // `R1` is the name of a region, whatever the mark of a figure may be
    const read = /^\p{L}/u.test(folded(cell.text)) ? undefined : figureIn(cell, RULES);
    return read !== undefined && 'numeral' in read;
  });
  return figures.length > rows.length / 2 && !cells.some(({ text }) => isWord(text));
}

/** Whether a column of whole numbers is a code of the names: each combination of them has one of its own, in all periods. */
function isCode(grid: Grid, rows: readonly number[], names: readonly number[], column: number): boolean {
  const codes = new Map<string, Set<string>>();
  for (const row of rows) {
    const name = names.map((one) => textAt(grid, row, one)).join('\n');
    const known = codes.get(name) ?? new Set();
    codes.set(name, known.add(textAt(grid, row, column)));
  }
  const all = [...codes.values()].flatMap((own) => Array.from(own));
  const isOwn = all.length === codes.size && codes.size < rows.length;
  return isOwn && all.every((code) => /^\d+$/.test(code)) && new Set(all).size === all.length;
}

/** The columns of a long table as a mapping writes them. */
export function longText({ periods, names, units, values }: LongShape): string {
  const list = (columns: readonly number[]): string => {
    const [first = 1, last = first] = [columns[0], columns.at(-1)];
    const isRun = columns.length > 1 && last - first === columns.length - 1;
    if (columns.length < 2 || isRun) return [first, last].slice(0, columns.length).map(columnLetters).join('-');
    return `'${columns.map(columnLetters).join(', ')}'`;
  };
  const unit = units === undefined ? '' : `, units: ${columnLetters(units)}`;
  return `{ periods: ${list(periods)}, names: ${list(names)}, values: ${list(values)}${unit} }`;
}
