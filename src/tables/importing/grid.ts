import type { Place } from '../../core/diagnostics/source-file.ts';

/** What a cell holds. `uncalculated` is a formula whose result was not saved. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'uncalculated';

/** A cell of a table, as its reader sees it. */
export interface GridCell {
  readonly kind: CellKind;
  /** What it shows. */
  readonly text: string;
  /** What stands raised in it, such as the mark of a footnote. It is not part of `text`. */
  readonly raised: string;
  /** How far a text is indented, in spaces. */
  readonly indent?: number;
  /** The number format of a number or date, as its spreadsheet has it: `0.00`. */
  readonly format?: string;
  /** Whether the format decides how many digits are shown. */
  readonly showsDigits?: boolean;
  /** The number that a spreadsheet holds, whatever the format shows. */
  readonly value?: number;
  /** Of a date: the day, and how exactly the format shows it. */
  readonly date?: { readonly day: string; readonly precision: 'day' | 'month' | 'year' };
}

/** A rectangle of cells. Rows and columns count from 1, and both ends belong to it. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A table of cells: a sheet of a workbook, or a CSV file. Rows and columns count from 1. */
export interface Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  /** The cell at a place; undefined if it is empty. Of merged cells only the first holds something. */
  cell(row: number, column: number): GridCell | undefined;
  /** The merged cells. */
  readonly merged: readonly Area[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** The sign between the cells of a CSV file. */
  readonly delimiter?: string;
  /** Where a message about a cell points to: `table.xlsx!Sheet!B7`, or a line and column of a CSV file. */
  where(row: number, column: number): Place | string;
  /** The cell in the words of a place in a source: `Sheet!B7`, or `line 7, column 2`. */
  named(row: number, column: number): string;
}

/** Most cells of a table, and most places from its first to its last cell, of which nearly all may be empty. */
export const MAX_CELLS = 250_000;
export const MAX_PLACES = 5_000_000;

/** The letters of a column: `A` for 1, `AB` for 28. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** The number of a column: 28 for `AB`. */
export function columnNumber(letters: string): number {
  return letters
    .toUpperCase()
    .split('')
    .reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The merged cells that a cell is one of. */
export function mergedAt({ merged }: Grid, row: number, column: number): Area | undefined {
  return merged.find(
    ({ top, left, bottom, right }) => top <= row && row <= bottom && left <= column && column <= right,
  );
}

/** The cell at a place, or of merged cells the one that is shown there. */
export function shownAt(grid: Grid, row: number, column: number): GridCell | undefined {
  const area = mergedAt(grid, row, column);
  return area ? grid.cell(area.top, area.left) : grid.cell(row, column);
}

/** The same grid with rows and columns exchanged. */
export function transposed(grid: Grid): Grid {
  return {
    rowCount: grid.columnCount,
    columnCount: grid.rowCount,
    cell: (row, column) => grid.cell(column, row),
    merged: grid.merged.map(({ top, left, bottom, right }) => ({ top: left, left: top, bottom: right, right: bottom })),
    hiddenRows: grid.hiddenColumns,
    hiddenColumns: grid.hiddenRows,
    where: (row, column) => grid.where(column, row),
    named: (row, column) => grid.named(column, row),
  };
}

/** The numbers of lines from one to another, both included; none if the last is before the first. */
export function lines(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** A text on one line, with one plain space where there are spaces of any kind. */
export function folded(text: string): string {
  return text.replace(/[\s\u00A0\u2000-\u200B\u202F\u205F\u3000\uFEFF]+/gu, ' ').trim();
}
