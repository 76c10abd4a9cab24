import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { Part } from '../../core/files/shape.ts';
import { namesNothing } from '../../language/table-names.ts';
import { type Area, columnNumber, folded, type Grid, type GridCell, lines, shownAt } from './grid.ts';
import type { LongInput, TableInput } from './mapping-schema.ts';
import { unitTold } from './own-unit.ts';
import { areaIn, type TableFrame } from './table-frame.ts';

/** The columns of a long table, which has one figure of each kind in a row, as databases export it. All count from 1. */
export interface LongShape {
  /** The columns that name the period together: a year, and a quarter of it. */
  readonly periods: readonly number[];
  /** The columns that name the series together. */
  readonly names: readonly number[];
  /** The column that names the unit of each figure. */
  readonly units: number | undefined;
  /** The columns of figures; of several, each is a series of its own. */
  readonly values: readonly number[];
}

/** A long table as a wide one. */
export interface Pivot {
  /** Above its head stands what stands above the long one. The names of its rows are in its first column. */
  readonly grid: Grid;
  /** First and last row of its head. */
  readonly head: readonly [from: number, to: number];
  /** Cells of figures whose series and period an earlier row has, too. */
  readonly repeated: readonly { readonly row: number; readonly column: number; readonly earlier: number }[];
}

/** Where a cell of the wide table stands in the long one. */
type Origin = readonly [row: number, column: number];

interface Series {
  readonly label: string;
  readonly origin: Origin;
  /** The rows of its figures, by period. */
  readonly rows: Map<string, number>;
  readonly value: number;
}

/**
 * Turns a long table into a wide one: periods run to the right and series are rows, each in the order in which it first
 * appears. Messages about its cells name those of the long table. `area` is the long table with its head.
 */
export function pivoted(grid: Grid, area: Area, named: LongShape): Pivot {
  const isOne = named.units !== undefined && isOneUnit(grid, area, named.units);
  const above = textsAbove(grid, area, named, isOne);
  const shape = isOne ? { ...named, units: undefined } : named;
  const periods = new Map<string, number>();
  const series = new Map<string, Series>();
  const repeated: { row: number; column: number; earlier: number }[] = [];
  const filled = filledDown(grid, area, shape);
  for (let row = area.top + 1; row <= area.bottom; row += 1) {
    const texts = filled(row);
    const period = shape.periods.map(texts).join(' ').trim();
    if (period === '') continue;
    if (!periods.has(period)) periods.set(period, row);
    for (const column of shape.values) {
      if (!grid.cell(row, column)) continue;
      const label = labelOf(grid, area, shape, column, texts);
      const known = series.get(label) ?? {
        label,
        origin: [row, shape.names[0] ?? column] as const,
        rows: new Map<string, number>(),
        value: column,
      };
      series.set(label, known);
      const earlier = known.rows.get(period);
      if (earlier === undefined) known.rows.set(period, row);
      else repeated.push({ row, column, earlier });
    }
  }
  const head = [above.length + 1, above.length + shape.periods.length] as const;
  const layout = { above, head, periods: [...periods], series: [...series.values()] };
  return { grid: wideGrid(grid, shape, layout), head, repeated };
}

interface Layout {
  readonly above: readonly (GridCell & { readonly origin: Origin })[];
  readonly head: readonly [number, number];
  readonly periods: readonly (readonly [text: string, row: number])[];
  readonly series: readonly Series[];
}

function wideGrid(long: Grid, shape: LongShape, { above, head, periods, series }: Layout): Grid {
  const originAt = (row: number, column: number): Origin | undefined => {
    if (row < head[0]) return column === 1 ? above[row - 1]?.origin : undefined;
    const [text, first] = periods[column - 2] ?? [];
    if (row <= head[1]) return first === undefined ? undefined : [first, shape.periods[row - head[0]] ?? 1];
    const one = series[row - head[1] - 1];
    if (!one || column === 1) return one?.origin;
    const own = text === undefined ? undefined : one.rows.get(text);
    return own === undefined ? undefined : [own, one.value];
  };
  const cell = (row: number, column: number): GridCell | undefined => {
    if (row < head[0]) return column === 1 ? above[row - 1] : undefined;
    if (column === 1) {
      const label = row <= head[1] ? undefined : series[row - head[1] - 1]?.label;
      return label === undefined ? undefined : { kind: 'text', text: label, raised: '' };
    }
    const origin = originAt(row, column);
    return origin && shownAt(long, ...origin);
  };
  const nearest = (row: number, column: number): Origin => originAt(row, column) ?? originAt(row, 1) ?? [1, 1];
  return {
    rowCount: head[1] + series.length,
    columnCount: periods.length + 1,
    cell,
    merged: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    ...(long.delimiter === undefined ? {} : { delimiter: long.delimiter }),
    where: (row, column) => long.where(...nearest(row, column)),
    named: (row, column) => long.named(...nearest(row, column)),
  };
}

/** The name of a series: its names, the head of its figures if there are several columns of them, and its unit in brackets. */
function labelOf(
  grid: Grid,
  area: Area,
  { names, units, values }: LongShape,
  value: number,
  texts: (column: number) => string,
): string {
  const head = values.length > 1 ? [spoken(folded(shownAt(grid, area.top, value)?.text ?? ''))] : [];
  const label = [...names.map(texts), ...head].filter((part) => part !== '').join(' / ');
  const unit = units === undefined ? '' : unitText(texts(units));
  return unit === '' ? label : `${label} (${unit})`;
}

/** The texts of a row, by column. An empty cell before the last of names and periods stands for the one above it. */
function filledDown(grid: Grid, { top }: Area, { periods, names, units }: LongShape) {
  const keys = [...periods, ...names];
  const last = Math.max(...keys);
  const above = new Map<number, string>();
  return (row: number): ((column: number) => string) => {
    for (const column of [...keys, ...(units === undefined ? [] : [units])]) {
      const own = folded(shownAt(grid, row, column)?.text ?? '');
      const isSame = own === '' && column < last && row > top + 1;
      above.set(column, isSame ? (above.get(column) ?? '') : own);
    }
    const texts = new Map(above);
    return (column) => texts.get(column) ?? '';
  };
}

/** What stands above a long table, and what the heads of its figures and units say about all of them. */
function textsAbove(grid: Grid, area: Area, { units, values }: LongShape, isOneUnit: boolean): Layout['above'] {
  const texts: (GridCell & { origin: Origin })[] = [];
  for (let row = 1; row < area.top; row += 1)
    for (let column = 1; column <= grid.columnCount; column += 1) {
      const found = grid.cell(row, column);
      if (found) texts.push({ ...found, origin: [row, column] });
    }
  const [only, ...others] = values;
  const head = only === undefined || others.length > 0 ? '' : spoken(folded(shownAt(grid, area.top, only)?.text ?? ''));
  if (only !== undefined && head !== '' && !namesNothing(head))
    texts.push({ kind: 'text', text: head, raised: '', origin: [area.top, only] });
  if (units !== undefined && isOneUnit) {
    const text = unitText(folded(shownAt(grid, area.top + 1, units)?.text ?? ''));
    texts.push({ kind: 'text', text, raised: '', origin: [area.top + 1, units] });
  }
  return texts;
}

function isOneUnit(grid: Grid, { top, bottom }: Area, column: number): boolean {
  const texts = new Set<string>();
  for (let row = top + 1; row <= bottom; row += 1) texts.add(folded(shownAt(grid, row, column)?.text ?? ''));
  return texts.size === 1;
}

/** A unit as databases write it in words: `MIO EUR` for `MIO_EUR`. */
export function unitText(text: string): string {
  return text.replaceAll('_', ' ');
}

/** A name as databases write it in words, with its unit apart: `Passengers, thousand` for `passengers_thousand`. */
function spoken(name: string): string {
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/i.test(name)) return name;
  const words = name.split('_');
  const start = words.findIndex((_, at) => at > 0 && unitTold(words.slice(at).join(' ')) !== undefined);
  const plain = words.slice(0, start < 0 ? undefined : start).join(' ');
  const begun = plain.charAt(0).toUpperCase() + plain.slice(1);
  return start < 0 ? begun : `${begun}, ${words.slice(start).join(' ')}`;
}

/** The columns that a mapping names. */
function longShapeOf(long: LongInput): LongShape {
  return {
    periods: columnsOf(long.periods),
    names: columnsOf(long.names),
    units: long.units === undefined ? undefined : columnNumber(long.units),
    values: columnsOf(long.values),
  };
}

function columnsOf(text: string): readonly number[] {
  return text.split(/, ?/).flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(columnNumber);
    return lines(from, to);
  });
}

/** A long table of a mapping as a wide one. Undefined if a mistake was reported, at its cell or in the mapping. */
function pivotOf(table: Part<TableInput>, grid: Grid, diagnostics: Diagnostics): Pivot | undefined {
  const { long, range, hidden } = table.value ?? {};
  if (!long) return undefined;
  for (const key of ['head', 'labels', 'flags'] as const) {
    if (table.value?.[key] === undefined) continue;
    const hint = 'remove one of the two: long says which columns name periods and series';
    return diagnostics.error('import/bad-range', `a long table has no ${key}`, table.get(key).place('key'), hint);
  }
  const area = areaIn(range, grid);
  const shape = longShapeOf(long);
  const columns = [
    ...shape.periods,
    ...shape.names,
    ...shape.values,
    ...(shape.units === undefined ? [] : [shape.units]),
  ];
  const outside = columns.find((column) => !area || column < area.left || column > area.right);
  const isEmpty = [shape.periods, shape.names, shape.values].some(({ length }) => length === 0);
  if (!area || isEmpty || outside !== undefined || area.top >= area.bottom || new Set(columns).size < columns.length) {
    const message = 'long names columns that the table does not have, one of them twice, or a last before a first';
    const hint = `the first row of the range holds the heads: range: A1:D, long: { periods: A, names: B-C, values: D }`;
    return diagnostics.error('import/bad-range', message, table.get('long').place(), hint);
  }
  if (hidden !== 'read') {
    const row = lines(area.top + 1, area.bottom).find(
      (one) => grid.hiddenRows.has(one) && shape.values.some((at) => grid.cell(one, at)),
    );
    if (row !== undefined && hidden === undefined) {
      const hint = 'say in the mapping whether what is hidden is imported: hidden: read, or hidden: skip';
      const where = grid.where(row, shape.values[0] ?? 1);
      return diagnostics.error('import/hidden', `the row ${row} is hidden and holds figures`, where, hint);
    }
  }
  const pivot = pivoted(hidden === 'skip' ? withoutHidden(grid) : grid, area, shape);
  for (const { row, column, earlier } of pivot.repeated) {
    const message = `${shortened(folded(grid.cell(row, column)?.text ?? ''))} has the same period and names as ${grid.named(earlier, column)}`;
    const hint = 'name all columns that tell series apart: long: { names: B-C }, or leave one of the two rows out';
    diagnostics.error('dataset/stated-twice', message, grid.where(row, column), hint);
  }
  return pivot.repeated.length > 0 ? undefined : pivot;
}

/** A grid whose hidden rows are empty. */
function withoutHidden(grid: Grid): Grid {
  return { ...grid, cell: (row, column) => (grid.hiddenRows.has(row) ? undefined : grid.cell(row, column)) };
}

/** The frame of a long table as a wide one. Undefined if a mistake was reported. */
export function longFrameOf(table: Part<TableInput>, long: Grid, diagnostics: Diagnostics): TableFrame | undefined {
  const pivot = pivotOf(table, long, diagnostics);
  if (!pivot) return undefined;
  const { grid, head } = pivot;
  const area = { top: head[0], left: 1, bottom: grid.rowCount, right: grid.columnCount };
  return { grid, isTransposed: false, area, head: { from: head[0], to: head[1] }, labels: { from: 1, to: 1 } };
}
