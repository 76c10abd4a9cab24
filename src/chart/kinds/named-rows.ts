import type { ChartRow } from '../chart-model.ts';
import type { Stage } from './kind.ts';
import { LINE, linesExpression, wrapped } from './layout.ts';
import { byRow, isAny, nameByRow, type Series } from './series.ts';

/** A row of a chart: the figure that carries its name, and the series that it is of. */
export interface NamedRow {
  readonly row: ChartRow;
  readonly series: Series;
}

/** Names of rows: in a column at the left edge, or above what is drawn for them. */
export interface RowNames {
  /** CSS pixels of the column, and of what is left for the marks. */
  readonly left: number;
  readonly plot: number;
  /** CSS pixels of a row, and how far its marks are below its middle. */
  readonly step: number;
  readonly shift: number;
  readonly layer: object;
}

/** CSS pixels of a row, of one whose name has two lines, and of one whose name is above it. */
const STEPS = [22, 30, 36] as const;

/** CSS pixels between a name and the marks, and those by which a name is above the middle of its row. */
const GAP = 10;
const ABOVE = 9;

/** The part of the width that a column of names may take where they are broken. */
const PART = 0.26;

/** The names of rows in a form: in one line, in several, or above their marks. */
export function rowNames(rows: readonly NamedRow[], { form, width, measure }: Stage): RowNames {
  const isAbove = form >= 2;
  const lines = rows.map(({ series: { name } }) => wrapped(name, form === 1 ? width * PART : width, measure));
  const column = isAbove ? 0 : Math.max(...lines.flat().map((line) => measure(line))) + GAP;
  const most = Math.max(...lines.map((own) => own.length));
  const dy = rows.map(({ row }, at): [ChartRow, number] => [
    row,
    isAbove ? -ABOVE : -(((lines[at]?.length ?? 1) - 1) * LINE) / 2,
  ]);
  const name = nameByRow(
    rows.map(({ row, series }, at) => [row, linesExpression(series.name, lines[at] ?? [series.name], series.nameOf)]),
  );
  return {
    left: column,
    plot: width - column,
    step: isAbove ? STEPS[2] : most > 1 ? Math.max(STEPS[1], most * LINE + 4) : STEPS[0],
    shift: isAbove ? ABOVE - 1 : 0,
    layer: {
      transform: [{ filter: isAny(rows.map(({ row }) => row)) }, { calculate: name, as: 'name' }],
      mark: { type: 'text', style: 'label', align: 'left', lineHeight: LINE, dy: { expr: byRow(dy) } },
      encoding: { x: { value: -column }, text: { field: 'name' } },
    },
  };
}
