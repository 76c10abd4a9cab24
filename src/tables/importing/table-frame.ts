import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Part } from '../../core/files/shape.ts';
import { type Area, columnNumber, type Grid, transposed } from './grid.ts';
import type { TableInput } from './mapping-schema.ts';
import { areaOf } from './spreadsheet/sheet-cells.ts';

/** A table in a grid whose periods run to the right: one with periods below one another is exchanged. */
export interface TableFrame {
  readonly grid: Grid;
  readonly isTransposed: boolean;
  /** The table with its head. */
  readonly area: Area;
  readonly head: Span;
  readonly labels: Span;
}

/** First and last row or column. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Finds a table in a grid, by its range, head and labels. Undefined if a mistake was reported. */
export function frameOf(table: Part<TableInput>, grid: Grid, diagnostics: Diagnostics): TableFrame | undefined {
  const { head: headText, labels: labelText, range } = table.value ?? {};
  const isTransposed = /^[A-Z]/.test(headText ?? '');
  const report = (key: 'range' | 'head' | 'labels', message: string, hint: string): undefined =>
    diagnostics.error(
      'import/bad-range',
      message,
      table.value?.[key] === undefined ? table.place() : table.get(key).place(),
      hint,
    );
  if (labelText !== undefined && /^\d/.test(labelText) !== isTransposed) {
    const [head, labels] = isTransposed ? ['a column', 'rows: labels: 3'] : ['rows', 'columns: labels: A'];
    return report(
      'labels',
      `the periods are in ${head}, so that the names are in ${labels.split(':')[0]}`,
      `write ${labels}`,
    );
  }
  const whole = areaIn(range, grid);
  if (!whole)
    return report(
      'range',
      `the range ${range} holds nothing`,
      'write the first and last cell of the table, as in A4:F20',
    );
  const turned = isTransposed ? transposed(grid) : grid;
  const area = isTransposed ? { top: whole.left, left: whole.top, bottom: whole.right, right: whole.bottom } : whole;
  const head = spanOf(headText) ?? { from: area.top, to: area.top };
  const labels = spanOf(labelText) ?? { from: area.left, to: area.left };
  const outside = 'write them as the spreadsheet does, inside the range of the table';
  if (head.from < area.top || head.to >= area.bottom || head.to < head.from)
    return report('head', `${headText ?? 'the first line'} is not a head of the table: no figures follow it`, outside);
  if (labels.to >= area.right || labels.to < labels.from)
    return report(
      'labels',
      `${labelText ?? 'the first line'} holds no names of this table: no figures are next to it`,
      outside,
    );
  return { grid: turned, isTransposed, area, head, labels };
}

/** The part of a grid that a range names, or all of it; undefined if it holds nothing. */
export function areaIn(range: string | undefined, grid: Grid): Area | undefined {
  const { rowCount, columnCount } = grid;
  if (range === undefined) {
    return rowCount > 0 ? { top: 1, left: 1, bottom: rowCount, right: columnCount } : undefined;
  }
  if (range.endsWith(':')) return regionFrom(range.slice(0, -1), grid);
  const area = areaOf(/:[A-Z]+$/.test(range) ? `${range}${Math.max(rowCount, 1)}` : range);
  if (!area || area.top > area.bottom || area.left > area.right) return undefined;
  const [bottom, right] = [Math.min(area.bottom, rowCount), Math.min(area.right, columnCount)];
  return area.top > bottom || area.left > right ? undefined : { ...area, bottom, right };
}

/**
 * The block of cells right of and below a cell, up to a row and a column in which nothing stands, as spreadsheet programs select
 * it with Ctrl+A; undefined if it is empty.
 */
function regionFrom(cell: string, grid: Grid): Area | undefined {
  const start = areaOf(cell);
  if (!start || start.top > grid.rowCount || start.left > grid.columnCount) return undefined;
  const { top, left } = start;
  let { bottom, right } = start;
  const isFilled = (rows: readonly [number, number], columns: readonly [number, number]): boolean => {
    for (let row = rows[0]; row <= Math.min(rows[1], grid.rowCount); row += 1)
      for (let column = columns[0]; column <= Math.min(columns[1], grid.columnCount); column += 1)
        if (grid.cell(row, column)) return true;
    return false;
  };
  // rows above it were looked at when the region was as wide
  let seen = top;
  for (;;) {
    if (isFilled([seen, bottom + 1], [right + 1, right + 1])) {
      right += 1;
      seen = top;
    } else if (isFilled([bottom + 1, bottom + 1], [left, right + 1])) {
      seen = bottom + 2;
      bottom += 1;
    } else break;
  }
  return isFilled([top, bottom], [left, right]) ? { top, left, bottom, right } : undefined;
}

function spanOf(text: string | undefined): Span | undefined {
  if (text === undefined) return undefined;
  const [from = 0, to = from] = text.split('-').map((end) => (/^\d/.test(end) ? Number(end) : columnNumber(end)));
  return { from, to };
}
