import { type Decimal, normalise } from '../core/numbers/decimal.ts';
import { sortedBy } from '../core/diagnostics/text-order.ts';
import { dayOf } from '../dataset/edition.ts';
import { type Dataset, type Observation, quantityOf } from '../dataset/model.ts';
import { tablesOf } from './dataset-tables.ts';
import { isCalledRate, isCalledSigned } from '../language/table-names.ts';
import { median } from './figure-table.ts';

/**
 * What is seen of a figure without a rule, from the figures around it in a table. Each watcher is one object of `WATCHERS`. What
 * they see accuses nobody: it warns where no relation tests a figure, and decides between repairs that explain as much.
 * Constants are those of a study of 311 tables of offices; on 157 others they find 0.5 in a thousand figures
 * unusual that are right (`npm run bench:rules`).
 */
export interface Watcher {
  readonly id: WatcherId;
  /** What is unusual about a figure, as the title of a list. */
  readonly title: string;
  /** How figures are watched, after "are": `watched in time`. */
  readonly how: string;
  readonly look: (table: WatchedTable) => readonly Sight[];
}

export type WatcherId = 'time' | 'across' | 'copied' | 'negative' | 'decimals' | 'unit';

/** A figure that a watcher looks at. */
export interface Sight {
  readonly row: number;
  readonly column: number;
  /** By what factor it has to be off to be noticed; undefined where the watcher does not look at its size. */
  readonly limit?: number | undefined;
  /** The logarithm of how many times what is expected it is; undefined where `limit` is, and of a whole column. */
  readonly gap?: number | undefined;
  /** Why it is unusual, after the figure; undefined if it is not. */
  readonly says?: string | undefined;
}

/** A table to be watched: rows are series, columns are periods. */
export interface WatchedTable {
  readonly rows: readonly { readonly name: string }[];
  readonly columns: readonly WatchedColumn[];
  /** By row, then by column. */
  readonly cells: readonly (readonly (WatchedCell | undefined)[])[];
}

export interface WatchedColumn {
  readonly name: string;
  /** What it measures apart from its period: columns with the same are one axis of time. */
  readonly measure: string;
  /** The month in which its period begins, counted from the year 0; undefined if it has no period. */
  readonly month: number | undefined;
}

/** A figure as it is printed, in a unit. */
export interface WatchedCell {
  readonly printed: Decimal;
  readonly unit: string;
  /** The natural logarithm of the unit in base units. */
  readonly scale: number;
}

/** A figure of a dataset that is watched. */
export interface Watched extends Omit<Sight, 'row' | 'column'> {
  readonly statement: Observation;
  readonly by: WatcherId;
}

/**
 * What watches the levels of a dataset, the most telling watcher first. Statements of earlier releases that later ones replace are
 * left out.
 */
export function watchedIn(dataset: Dataset, asPrinted = false): readonly Watched[] {
  const tables = tablesOf(inOrder(dataset)).map(({ indicators, periods, statements }) => {
    const latest = new Map(periods.map(({ text }, column) => [text, column]));
    const columns = [...latest.values()];
    const stated = statements.map((row) => columns.map((column) => latestOf(row, periods, column)));
    const table: WatchedTable = {
      rows: indicators.map(({ id, kind }) => ({
        name: `${id.replaceAll(/[._]/g, ' ')} ${kind === 'ratio' ? 'rate' : ''}`,
      })),
      columns: columns.map((column) => ({
        name: periods[column]?.text ?? '',
        measure: '',
        month: monthOf(periods[column]?.start ?? ''),
      })),
      cells: stated.map((row) => row.map((one) => one && cellOf(one, asPrinted))),
    };
    return { table, stated };
  });
  return WATCHERS.flatMap(({ id: by, look }) =>
    tables.flatMap(({ table, stated }) =>
      look(table).flatMap(({ row, column, ...seen }) => {
        const statement = stated[row]?.[column];
        return statement ? [{ statement, by, ...seen }] : [];
      }),
    ),
  );
}

/** A dataset whose tables are the same whatever the order of its files and statements. */
function inOrder(dataset: Dataset): Dataset {
  const releases = sortedBy([...dataset.releases.values()], (release) => `${dayOf(release)} ${release.id}`);
  return {
    ...dataset,
    releases: new Map(
      releases.map((release) => [
        release.id,
        { ...release, observations: sortedBy(release.observations, (one) => `${one.address} ${one.in ?? ''}`) },
      ]),
    ),
  };
}

/** The statement of a period in its last column, else in the one before. */
function latestOf(
  row: readonly (Observation | undefined)[],
  periods: readonly { readonly text: string }[],
  last: number,
): Observation | undefined {
  for (let column = last; periods[column]?.text === periods[last]?.text; column -= 1) {
    const stated = row[column];
    if (stated) return stated;
  }
  return undefined;
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function cellOf(stated: Observation, asPrinted: boolean): WatchedCell | undefined {
  const quantity = asPrinted ? stated.printed : quantityOf(stated);
  if (!quantity) return undefined;
  const { code, factor, divisor } = quantity.unit;
  const scale = logOf(factor) - (divisor ? logOf(divisor) : 0);
  return { printed: quantity.decimal, unit: code, scale };
}

/** The logarithm of a size; of zero none. */
function logOf({ coefficient, exponent }: Decimal): number {
  return Math.log(Math.abs(Number(coefficient))) + exponent * Math.LN10;
}

/** A line of a table: its figures in order, and where they stand. */
interface Line {
  readonly name: string;
  readonly cells: readonly { readonly cell: WatchedCell; readonly row: number; readonly column: number }[];
}

/** The rows of a table as lines, each as far as its columns are one axis of time. */
function seriesOf({ rows, columns, cells }: WatchedTable): readonly (Line & { readonly months: readonly number[] })[] {
  const axes = timeAxes(columns);
  return rows.flatMap(({ name }, row) =>
    axes.map((axis) => {
      const stated = axis.flatMap((column) => {
        const cell = cells[row]?.[column];
        return cell ? [{ cell, row, column }] : [];
      });
      return { name, cells: stated, months: stated.map(({ column }) => columns[column]?.month ?? 0) };
    }),
  );
}

/** Columns of one measure whose periods follow one another. */
function timeAxes(columns: readonly WatchedColumn[]): readonly (readonly number[])[] {
  const open = new Map<string, number[]>();
  const axes: number[][] = [];
  columns.forEach(({ measure, month }, column) => {
    if (month === undefined) return;
    const known = open.get(measure);
    const last = columns[known?.at(-1) ?? -1]?.month;
    if (known && last !== undefined && month > last) {
      known.push(column);
      return;
    }
    const axis = [column];
    open.set(measure, axis);
    axes.push(axis);
  });
  return axes;
}

/** Rows and columns as lines, whatever their heads say. */
function linesOf({ rows, columns, cells }: WatchedTable, along: 'rows' | 'columns'): readonly Line[] {
  const heads = along === 'rows' ? rows : columns;
  const positions = along === 'rows' ? columns : rows;
  return heads.map(({ name }, line) => ({
    name,
    cells: positions.flatMap((_, position) => {
      const [row, column] = along === 'rows' ? [line, position] : [position, line];
      const cell = cells[row]?.[column];
      return cell ? [{ cell, row, column }] : [];
    }),
  }));
}

/** Figures of a line from which on it is watched in time, and figures on each side that one is compared with. */
const LEAST_PERIODS = 5;
const AROUND = 2;
/** Usual deviations that a figure has to be off, the least of these, and the least factor. */
const DEVIATIONS = 10;
const LEAST_DEVIATION = 0.015;
const LEAST_FACTOR = 1.6;
/** A figure of one digit moves by much from period to period. */
const LEAST_DIGITS = 10;
/** Years of months or quarters from which on a figure is compared with those of its season as well. */
const YEARS = 3;

/**
 * The middle of the two periods before and after a figure, or of its season, whichever is nearer. Series with figures of one
 * digit or below zero are left out.
 */
const IN_TIME: Watcher = {
  id: 'time',
  title: 'unusual among the periods around it',
  how: 'watched in time',
  look: (table) =>
    seriesOf(table).flatMap(({ cells, months }) => {
      const course = courseOf(
        cells.map(({ cell }) => sizeOf(cell)),
        periodsInYear(months),
      );
      return cells.flatMap(({ row, column }, index): Sight[] => {
        const own = course[index];
        // Before the first figure of a series nothing stands: many begin with a few cases.
        return own && index > 0 ? [sightOf({ row, column }, own, 'the periods around it let expect')] : [];
      });
    }),
};

function sightOf(at: { readonly row: number; readonly column: number }, own: InCourse, than: string): Sight {
  const times = Math.exp(Math.abs(own.gap));
  const says =
    times > own.limit ? `${times.toFixed(1)} times ${own.gap > 0 ? 'more' : 'less'} than ${than}` : undefined;
  return { ...at, limit: own.limit, gap: own.gap, says };
}

/** The logarithm of a figure above zero with two digits or more; NaN for any other. */
function sizeOf({ printed, scale }: WatchedCell): number {
  return printed.coefficient < LEAST_DIGITS ? Number.NaN : logOf(printed) + scale;
}

/** How far a logarithm is from its course, and the factor from which on that is unusual. */
interface InCourse {
  readonly gap: number;
  readonly limit: number;
}

/**
 * The course of a series of logarithms, given how many of them make a year; empty if it is too short or a figure is not
 * above zero.
 */
function courseOf(logs: readonly number[], year?: number): readonly InCourse[] {
  if (logs.length < LEAST_PERIODS || logs.some((log) => Number.isNaN(log))) return [];
  const inTime = gapsOf(logs, (index) => neighbours(index, 1, logs.length));
  const isLong = year !== undefined && year > 1 && logs.length >= YEARS * year;
  const inSeason = isLong ? gapsOf(logs, (index) => neighbours(index, year, logs.length)) : undefined;
  return logs.map((_, index) => {
    const gap = inTime.gaps[index] ?? 0;
    const other = inSeason?.gaps[index];
    const isSeason = inSeason !== undefined && other !== undefined && Math.abs(other) < Math.abs(gap);
    const deviation = isSeason ? inSeason.deviation : inTime.deviation;
    return { gap: isSeason ? other : gap, limit: Math.max(LEAST_FACTOR, Math.exp(DEVIATIONS * deviation)) };
  });
}

/** Places next to one, a number of places apart. */
function neighbours(index: number, apart: number, count: number): readonly number[] {
  const places = Array.from({ length: 2 * AROUND + 1 }, (_, at) => index + (at - AROUND) * apart);
  return places.filter((place) => place !== index && place >= 0 && place < count);
}

/** How far each logarithm is from the middle of its neighbours, and how far the line usually is. */
function gapsOf(
  logs: readonly number[],
  around: (index: number) => readonly number[],
): { readonly gaps: readonly (number | undefined)[]; readonly deviation: number } {
  const gaps = logs.map((log, index) => {
    const places = around(index);
    return places.length < 2 ? undefined : log - median(Float64Array.from(places, (place) => logs[place] ?? 0));
  });
  return {
    gaps,
    deviation: deviationOf(
      gaps.flatMap((gap) => gap ?? []),
      LEAST_DEVIATION,
    ),
  };
}

/** The usual deviation of gaps, from their median size. */
function deviationOf(gaps: readonly number[], least: number): number {
  return Math.max(least, 1.48 * median(Float64Array.from(gaps, Math.abs)));
}

/** How many periods a year has; undefined where a year before does not stand as far away everywhere. */
function periodsInYear(months: readonly number[]): number | undefined {
  const at = new Map(months.map((month, index) => [month, index]));
  const lags = months.flatMap((month, index) => {
    const earlier = at.get(month - 12);
    return earlier === undefined ? [] : [index - earlier];
  });
  return lags.length > 0 && new Set(lags).size === 1 ? lags[0] : undefined;
}

/** Figures that a row and a column need, and the limits, for the two together. */
const LEAST_ACROSS = 4;
const DEVIATIONS_ACROSS = 8;
const LEAST_DEVIATION_ACROSS = 0.05;
const LEAST_FACTOR_ACROSS = 3;
const ROUNDS = 2;

/** What the middle of its row and of its column let expect: where all else doubled, so should it. Rates move by themselves. */
const ACROSS: Watcher = {
  id: 'across',
  title: 'unusual in its row and column',
  how: 'watched by their row and column',
  look: (table) => {
    const isLevel = (name: string): boolean => !isCalledRate(name);
    const logs = table.cells.map((row, line) =>
      row.map((cell, column) => {
        const isOut = !isLevel(table.rows[line]?.name ?? '') || !isLevel(table.columns[column]?.name ?? '');
        return !cell || isOut || cell.unit === '%' ? Number.NaN : sizeOf(cell);
      }),
    );
    const { byRow, byColumn } = polished(logs);
    const rowUsual = byRow.map((row) => usualOf(row));
    const columnUsual = byColumn.map((column) => usualOf(column));
    const sights = byRow.flatMap((row, line) =>
      row.flatMap((gap, column): Sight[] => {
        const usual = [rowUsual[line], columnUsual[column]];
        if (Number.isNaN(gap) || usual.includes(undefined)) return [];
        const deviation = Math.max(...usual.map((one) => one ?? 0));
        const limit = Math.max(LEAST_FACTOR_ACROSS, Math.exp(DEVIATIONS_ACROSS * deviation));
        return [sightOf({ row: line, column }, { gap, limit }, 'its row and column let expect')];
      }),
    );
    const isOther = (['row', 'column'] as const).map((line) => linesOfOtherKind(sights, (sight) => sight[line]));
    return sights.filter(({ row, column }) => !isOther[0]?.has(row) && !isOther[1]?.has(column));
  },
};

/** The share of unusual figures of a line from which on the line is of another kind, such as dollars among counts. */
const MOST_UNUSUAL = 0.05;

/** Lines in which more figures are unusual than slips are likely to be: what is usual in the table is not usual in them. */
function linesOfOtherKind(sights: readonly Sight[], lineOf: (sight: Sight) => number): ReadonlySet<number> {
  const all = countsOf(sights.map(lineOf));
  const unusual = countsOf(sights.filter(({ says }) => says !== undefined).map(lineOf));
  return new Set(
    [...unusual].flatMap(([line, count]) => (count > Math.max(1, MOST_UNUSUAL * (all.get(line) ?? 0)) ? [line] : [])),
  );
}

/** What is left of logarithms without the middle of their row and of their column (J. W. Tukey's median polish), both ways. */
function polished(logs: readonly (readonly number[])[]): {
  readonly byRow: readonly (readonly number[])[];
  readonly byColumn: readonly (readonly number[])[];
} {
  let byRow = logs.map((row) => [...row]);
  let byColumn: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    byColumn = turned(byRow.map(withoutMiddle));
    byRow = turned(byColumn.map(withoutMiddle));
  }
  return { byRow, byColumn: turned(byRow) };
}

function turned(lines: readonly (readonly number[])[]): number[][] {
  return (lines[0] ?? []).map((_, position) => lines.map((line) => line[position] ?? Number.NaN));
}

function withoutMiddle(line: readonly number[]): number[] {
  const present = line.filter((value) => !Number.isNaN(value));
  const middle = present.length === 0 ? 0 : median(Float64Array.from(present));
  return line.map((value) => value - middle);
}

/** How far the figures of a line usually are from their middle; undefined if it has too few. */
function usualOf(gaps: readonly number[]): number | undefined {
  const present = gaps.filter((gap) => !Number.isNaN(gap));
  return present.length < LEAST_ACROSS ? undefined : deviationOf(present, LEAST_DEVIATION_ACROSS);
}

/** Last digits by which a line usually moves, so that two equal figures in it are not a chance. */
const TELLING_MOVE = 300;
/** Digits of a figure that is copied, and equal figures of two lines that are the same on purpose. */
const COPIED_DIGITS = 3;
const SAME_LINES = 3;

/** The figure next to it in a line that usually moves by much: of the row above, or of the column before. */
const COPIED: Watcher = {
  id: 'copied',
  title: 'the same as its neighbour',
  how: 'watched for copies of a neighbour',
  look: (table) =>
    (['rows', 'columns'] as const).flatMap((along) => {
      const place = (one: Line['cells'][number]): number => (along === 'rows' ? one.column : one.row);
      // How often the figures of two neighbouring places are equal in all lines.
      const equals = new Map<number, number>();
      const found = linesOf(table, along).flatMap(({ cells }) => {
        const moves = cells.slice(1).flatMap(({ cell }, index) => moveBetween(cells[index]?.cell, cell) ?? []);
        if (moves.length < LEAST_PERIODS || median(Float64Array.from(moves)) < TELLING_MOVE) return [];
        const same = cells.filter((one, index) => {
          const before = cells[index - 1];
          return before !== undefined && place(one) === place(before) + 1 && isEqual(before.cell, one.cell);
        });
        for (const one of same) equals.set(place(one), (equals.get(place(one)) ?? 0) + 1);
        // Where it happens twice it is usual.
        return cells.map((one) => ({ one, isSame: same.length === 1 && same[0] === one }));
      });
      const what = along === 'rows' ? 'the figure before it' : 'the figure above it';
      return found.map(({ one, isSame }): Sight => {
        const isNote = isSame && (equals.get(place(one)) ?? 0) < SAME_LINES;
        return { row: one.row, column: one.column, says: isNote ? `the same as ${what}` : undefined };
      });
    }),
};

/** By how many of their finer last digits two figures of one unit differ. */
function moveBetween(before: WatchedCell | undefined, cell: WatchedCell): number | undefined {
  if (!before || before.unit !== cell.unit) return undefined;
  const finest = Math.min(before.printed.exponent, cell.printed.exponent);
  const [from, to] = [before, cell].map(
    ({ printed }) => Number(printed.coefficient) * 10 ** (printed.exponent - finest),
  );
  return Math.abs((to ?? 0) - (from ?? 0));
}

function isEqual(a: WatchedCell, b: WatchedCell): boolean {
  const { coefficient, exponent } = a.printed;
  const isSame = a.unit === b.unit && coefficient === b.printed.coefficient && exponent === b.printed.exponent;
  return isSame && normalise(a.printed).coefficient.toString().replace('-', '').length >= COPIED_DIGITS;
}

/** Figures of a line of which a single one below zero is unusual, and the part of the usual size from which on it is. */
const LEAST_POSITIVE = 8;
const PART_OF_MIDDLE = 0.2;

/** One figure below zero in a line of others above it, and in the line that crosses it: some lines are below zero throughout. */
const NEGATIVE: Watcher = {
  id: 'negative',
  title: 'the only one below zero',
  how: 'watched for a sign of their own',
  look: (table) => {
    const below = (['rows', 'columns'] as const).map((along) =>
      linesOf(table, along).map(({ cells }) => cells.filter(({ cell }) => cell.printed.coefficient < 0n).length),
    );
    const isAlone = (row: number, column: number): boolean => below[0]?.[row] === 1 && below[1]?.[column] === 1;
    return (['rows', 'columns'] as const).flatMap((along) =>
      linesOf(table, along).flatMap(({ name, cells }): readonly Sight[] => {
        const isSigned = isCalledSigned(name);
        const values = cells.map(({ cell }) => ({
          isNegative: cell.printed.coefficient < 0n,
          log: logOf(cell.printed) + cell.scale,
        }));
        const negative = values.filter(({ isNegative }) => isNegative);
        const isMixed = new Set(cells.map(({ cell }) => cell.unit)).size > 1;
        if (isSigned || isMixed || values.length < LEAST_POSITIVE || negative.length > 1) return [];
        const middle = median(Float64Array.from(values, ({ log }) => Math.exp(log)));
        return cells.map(({ row, column }, index) => {
          const own = values[index];
          const heads = [table.rows[row]?.name ?? '', table.columns[column]?.name ?? ''];
          const isOut = heads.some(isCalledSigned);
          const isLarge = own !== undefined && Math.exp(own.log) >= PART_OF_MIDDLE * middle;
          const isNote = isLarge && own.isNegative && isAlone(row, column) && !isOut;
          return { row, column, says: isNote ? 'the only figure below zero in its line' : undefined };
        });
      }),
    );
  },
};

/** Figures of a line of which a single one with other decimals is unusual. */
const LEAST_ALIKE = 6;

/**
 * One figure with other decimals than all others of its row. With fewer it is unusual only in a table that keeps zeros behind the
 * point: else a zero was left out.
 */
const DECIMALS_OF: Watcher = {
  id: 'decimals',
  title: 'with other decimals than its row',
  how: 'watched for their decimals',
  look: (table) => {
    const keepsZeros = table.cells
      .flat()
      .some((cell) => cell && cell.printed.exponent < 0 && cell.printed.coefficient % 10n === 0n);
    const inColumn = linesOf(table, 'columns').map(({ cells }) => countsOf(cells.map(decimalsOf)));
    return linesOf(table, 'rows').flatMap(({ cells }): readonly Sight[] => {
      if (cells.length < LEAST_ALIKE || new Set(cells.map(({ cell }) => cell.unit)).size > 1) return [];
      const [usual] = [...countsOf(cells.map(decimalsOf))].find(([, count]) => count >= cells.length - 1) ?? [];
      if (usual === undefined) return [];
      return cells.map((one): Sight => {
        const { row, column, cell } = one;
        const own = decimalsOf(one);
        const isOdd = own !== usual && cell.printed.coefficient !== 0n && (own > usual || keepsZeros);
        // A column may have decimals of its own.
        const isNote = isOdd && (inColumn[column]?.get(own) ?? 0) < 2;
        return { row, column, says: isNote ? `with ${own} decimals, where its row has ${usual}` : undefined };
      });
    });
  },
};

function decimalsOf({ cell }: Line['cells'][number]): number {
  return Math.max(0, -cell.printed.exponent);
}

function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** By what factor most rows of a column are off, and rows that it needs. */
const LEAST_SHIFT = 300;
const LEAST_ROWS = 3;

/** A whole column in another unit than the columns next to it, of one measure. */
const UNIT_OF_COLUMN: Watcher = {
  id: 'unit',
  title: 'a whole column in another unit than its neighbours',
  how: 'watched for the unit of their column',
  look: (table) =>
    timeAxes(table.columns).flatMap((axis) => {
      const shifts = axis.slice(1).map((column, index) => shiftBetween(table, axis[index] ?? 0, column));
      if (shifts.length === 0 || shifts.includes(undefined)) return [];
      // How far each column is from the first.
      const places = [0];
      for (const shift of shifts) places.push((places.at(-1) ?? 0) + (shift ?? 0));
      return axis.flatMap((column, index): readonly Sight[] => {
        // Of two columns the newer one is to be looked at.
        const around = axis.length === 2 ? [0] : neighbours(index, 1, axis.length);
        const gap = (places[index] ?? 0) - median(Float64Array.from(around, (place) => places[place] ?? 0));
        const than = gap > 0 ? 'more' : 'less';
        const says =
          Math.abs(gap) > Math.log(LEAST_SHIFT)
            ? `with its whole column about ${Math.round(Math.exp(Math.abs(gap)))} times ${than} than the column next to it`
            : undefined;
        const rows = table.cells.flatMap((row, line) => (row[column] ? [line] : []));
        return rows.map((row, at) => ({ row, column, limit: LEAST_SHIFT, says: at === 0 ? says : undefined }));
      });
    }),
};

/** The logarithm of the middle ratio of two columns; undefined if too few rows have both. */
function shiftBetween({ cells }: WatchedTable, from: number, to: number): number | undefined {
  const ratios = cells.flatMap((row) => {
    const [a, b] = [row[from], row[to]];
    const log = a && b ? logOf(b.printed) + b.scale - logOf(a.printed) - a.scale : Number.NaN;
    return Number.isFinite(log) ? [log] : [];
  });
  return ratios.length < LEAST_ROWS ? undefined : median(Float64Array.from(ratios));
}

/** All watchers, in the order in which they decide between repairs. */
export const WATCHERS: readonly Watcher[] = [IN_TIME, ACROSS, COPIED, NEGATIVE, DECIMALS_OF, UNIT_OF_COLUMN];

export function watcherOf(id: WatcherId): Watcher {
  const found = WATCHERS.find((watcher) => watcher.id === id);
  if (!found) throw new RangeError(`no watcher ${id}`);
  return found;
}
