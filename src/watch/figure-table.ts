import type { Decimal } from '../core/numbers/decimal.ts';
import { isCalledRate, mayBeCalledPart } from '../language/table-names.ts';

/** A row or a column of a table: what its head says, how far it is indented, and the unit of its figures, if it is known. */
export interface Head {
  readonly name: string;
  readonly indent: number;
  readonly unit?: string | undefined;
  /** What one of its unit is in base units, but for powers of ten: a product is one in base units. Default: 1. */
  readonly factor?: number | undefined;
}

/** A table of printed figures. A decimal keeps the digits shown; a cell without a figure is undefined. */
export interface FigureTable {
  readonly rows: readonly Head[];
  readonly columns: readonly Head[];
  /** By row, then by column. */
  readonly cells: readonly (readonly (Decimal | undefined)[])[];
  /** Whether columns are periods in their order: a rule may then hold from one on, or up to one. */
  readonly isInTime?: boolean;
}

/**
 * The lines of a table in one direction, as whole numbers of half of the finest last digit that lines of their unit show:
 * so a figure and half its last digit are whole numbers, and so are sums of lines of one unit.
 */
export interface Lines {
  readonly along: 'rows' | 'columns';
  readonly heads: readonly Head[];
  readonly positions: readonly Head[];
  readonly count: number;
  readonly width: number;
  /** By line, then by position; NaN where no figure stands. */
  readonly values: Float64Array;
  /** How far the true number may be from the figure. */
  readonly halves: Float64Array;
  readonly kinds: readonly LineKind[];
  /** Whether a sum may pass over a line: its name says rate, or "of which". */
  readonly mayBePassed: readonly boolean[];
  /** Whether two lines may stand in one sum: that of an unknown unit may stand in any. */
  readonly addsTo: (a: number, b: number) => boolean;
  /** How much a line usually moves from position to position: twice the median absolute deviation. */
  readonly variations: Float64Array;
  /** By line: the first line with the same figures throughout, which is itself unless it is a copy. */
  readonly copies: readonly number[];
  /** By line: a value is worth `value × 10^exponent ÷ 2`. */
  readonly exponents: readonly number[];
  /** Whether positions are periods in their order. */
  readonly isInTime: boolean;
}

/** What the name of a line says it counts. Only lines of one kind add up. */
export type LineKind = 'level' | 'rate';

/** Sums of some hundred values below this stay exact in binary numbers. */
const LARGEST = 2 ** 45;

/** So many figures of a line that all end in zeros are rounded to tens or hundreds. */
const ROUNDED_LINE = 6;
/** So many figures of a table, where lines have fewer. */
const ROUNDED_TABLE = 12;
/** So many of them differ. */
const DISTINCT = 3;

/** The rows of a table, and its columns, as lines. */
export function linesOf(table: FigureTable, along: 'rows' | 'columns'): Lines {
  const isRows = along === 'rows';
  const heads = isRows ? table.rows : table.columns;
  const positions = isRows ? table.columns : table.rows;
  const count = heads.length;
  const width = positions.length;
  const at = (line: number, position: number): Decimal | undefined =>
    isRows ? table.cells[line]?.[position] : table.cells[position]?.[line];
  const byUnit = new Map(
    [...new Set(heads.map(({ unit }) => unit))].map((unit) => [unit, finestExponent(table, along, unit)]),
  );
  const exponents = heads.map(({ unit }) => byUnit.get(unit) ?? 0);
  const values = new Float64Array(count * width).fill(Number.NaN);
  const halves = new Float64Array(count * width);
  const resolutions = shownResolutions(table);
  for (let line = 0; line < count; line += 1) {
    for (let position = 0; position < width; position += 1) {
      const figure = at(line, position);
      if (!figure) continue;
      const index = line * width + position;
      const shown = isRows ? resolutions[line]?.[position] : resolutions[position]?.[line];
      const exponent = exponents[line] ?? 0;
      const exact = Number(figure.coefficient) * 10 ** (figure.exponent - exponent) * 2;
      values[index] = Math.round(exact);
      // A figure with more digits than the unit was rounded above: its interval grows by that.
      halves[index] = Math.max(1, 10 ** ((shown ?? figure.exponent) - exponent));
    }
  }
  const kinds = heads.map(({ name }): LineKind => (isCalledRate(name) ? 'rate' : 'level'));
  const mayBePassed = heads.map(({ name }) => isCalledRate(name) || mayBeCalledPart(name));
  const variations = Float64Array.from({ length: count }, (_, line) =>
    variationOf(values.subarray(line * width, line * width + width)),
  );
  const addsTo = (a: number, b: number): boolean => {
    const [one, other] = [heads[a]?.unit, heads[b]?.unit];
    return one === undefined || other === undefined || one === other;
  };
  const isInTime = isRows && table.isInTime === true;
  return {
    along,
    heads,
    positions,
    count,
    width,
    values,
    halves,
    kinds,
    mayBePassed,
    addsTo,
    variations,
    exponents,
    copies: copiesIn(values, count),
    isInTime,
  };
}

/** The first line with the figures of each; few figures may be the same by chance. */
function copiesIn(values: Float64Array, count: number): readonly number[] {
  const firsts = new Map<number, number[]>();
  const width = values.length / Math.max(1, count);
  return Array.from({ length: count }, (_, line) => {
    const own = values.subarray(line * width, line * width + width);
    if (!hasDistinct(own)) return line;
    const key = own.reduce((sum, value, position) => sum + (position + 1) * (value || 0), 0);
    const alike = firsts.get(key) ?? [];
    const first = alike.find((other) => own.every((value, at) => isSame(value, values[other * width + at])));
    if (first !== undefined) return first;
    firsts.set(key, [...alike, line]);
    return line;
  });
}

function isSame(a: number, b: number | undefined): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** Whether enough numbers differ that are neither missing nor nil. */
function hasDistinct(numbers: Float64Array): boolean {
  const seen: number[] = [];
  for (const value of numbers) {
    if (Number.isNaN(value) || value === 0 || seen.includes(value)) continue;
    if (seen.push(value) === DISTINCT) return true;
  }
  return false;
}

/**
 * The exponent of the finest digit that the lines of a unit show, or of the finest in which their largest figure stays an
 * exact number.
 */
function finestExponent(
  { rows, columns, cells }: FigureTable,
  along: 'rows' | 'columns',
  unit: string | undefined,
): number {
  let finest = Infinity;
  let largest = 0;
  cells.forEach((row, line) =>
    row.forEach((cell, column) => {
      if (!cell || (along === 'rows' ? rows[line] : columns[column])?.unit !== unit) return;
      finest = Math.min(finest, cell.exponent);
      largest = Math.max(largest, Math.abs(Number(cell.coefficient)) * 10 ** cell.exponent);
    }),
  );
  if (finest === Infinity) return 0;
  while (largest * 10 ** -finest > LARGEST) finest += 1;
  return finest;
}

/** By row and column, the exponent of the last digit of each figure that counts; undefined where no figure stands. */
type Resolutions = readonly (readonly (number | undefined)[])[];

const RESOLUTIONS = new WeakMap<FigureTable, Resolutions>();

/** The last digit of each figure that counts is not a zero where its whole line ends in zeros. A table is read once. */
function shownResolutions(table: FigureTable): Resolutions {
  const known = RESOLUTIONS.get(table);
  if (known) return known;
  const { rows, columns, cells } = table;
  const endings = cells.map((row) => row.map((cell) => cell && lastDigit(cell)));
  const at = (row: number, column: number): Ending | undefined => {
    const last = endings[row]?.[column];
    const figure = cells[row]?.[column];
    return last === undefined || !figure ? undefined : { last, figure };
  };
  const byRow = roundingsOf(rows.map((_, row) => columns.map((__, column) => at(row, column))));
  const byColumn = roundingsOf(columns.map((_, column) => rows.map((__, row) => at(row, column))));
  const resolutions = cells.map((row, line) =>
    row.map((cell, column) => cell && Math.max(cell.exponent, byRow[line] ?? -99, byColumn[column] ?? -99)),
  );
  RESOLUTIONS.set(table, resolutions);
  return resolutions;
}

/** A figure that is not nil, and the exponent of its last digit that is not a zero. */
interface Ending {
  readonly figure: Decimal;
  readonly last: number;
}

function lastDigit({ coefficient, exponent }: Decimal): number | undefined {
  if (coefficient === 0n) return undefined;
  let last = exponent;
  let rest = Number(coefficient);
  // Longer figures are not rounded.
  for (; Number.isSafeInteger(rest) && rest % 10 === 0; last += 1) rest /= 10;
  return last;
}

/**
 * The exponent to which each line is rounded: six or more figures of it all end in zeros, or all of its fewer figures do, as those
 * of most lines of the table.
 */
function roundingsOf(lines: readonly (readonly (Ending | undefined)[])[]): readonly (number | undefined)[] {
  const endings = lines.map(endingOf);
  const known = endings.flatMap((ending) => ending ?? []);
  const least = known.map((ending) => ending.least).sort((a, b) => a - b);
  const figures = known.reduce((sum, ending) => sum + ending.figures, 0);
  const distinct = new Set(known.flatMap(({ seen }) => seen)).size;
  const isTelling = figures >= ROUNDED_TABLE && distinct >= DISTINCT;
  // All but a fifth of the lines are rounded so, or more.
  const usual = isTelling ? least[Math.floor(least.length / 5)] : undefined;
  return endings.map((ending) => {
    if (!ending) return undefined;
    if (ending.figures >= ROUNDED_LINE) return ending.seen.length >= DISTINCT ? ending.least : undefined;
    return usual === undefined ? undefined : Math.min(ending.least, usual);
  });
}

/** The finest digit of a line that is not a zero at the end, the number of its figures, and the first of those that differ. */
function endingOf(
  line: readonly (Ending | undefined)[],
): { readonly least: number; readonly figures: number; readonly seen: readonly string[] } | undefined {
  let least = Infinity;
  let figures = 0;
  // A line of hundreds alone is not an estimate.
  const seen: string[] = [];
  for (const ending of line) {
    if (!ending) continue;
    figures += 1;
    least = Math.min(least, ending.last);
    if (seen.length === DISTINCT) continue;
    const shown = `${ending.figure.coefficient} ${ending.figure.exponent}`;
    if (!seen.includes(shown)) seen.push(shown);
  }
  return figures === 0 ? undefined : { least, figures, seen };
}

/** Twice the median absolute deviation of numbers, of which some may be NaN. */
function variationOf(line: Float64Array): number {
  const present = line.filter((value) => !Number.isNaN(value));
  if (present.length < 2) return 0;
  const middle = median(present);
  return 2 * median(present.map((value) => Math.abs(value - middle)));
}

/** The middle number, or the mean of the two in the middle; 0 of none. */
export function median(numbers: Float64Array): number {
  const sorted = Float64Array.from(numbers).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
