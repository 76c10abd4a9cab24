import { type Area, columnLetters, columnNumber, type Grid, type GridCell, MAX_CELLS, MAX_PLACES } from '../grid.ts';
import { WorkbookError } from './archive.ts';
import type { RichText } from './rich-text.ts';

/** A workbook whose sheets are read when they are asked for. */
export interface Workbook {
  /** In the order of their tabs. */
  readonly sheets: readonly SheetName[];
  /** Reads a sheet. Throws a WorkbookError if it is damaged or too large. */
  grid(sheet: string): Grid;
}

/** A sheet by its name. */
export interface SheetName {
  readonly name: string;
  readonly isHidden: boolean;
}

/** Most merged cells of a sheet, and characters of all its cells. */
export const MAX_MERGED = 5_000;
export const MAX_CHARACTERS = 16_000_000;

/** The rows and columns of a sheet: a workbook with others was not written by a spreadsheet program. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

/** The cells of a sheet while they are read, within the limits of what is read. */
export class SheetCells {
  readonly #path: string;
  readonly #name: string;
  readonly #cells = new Map<number, Map<number, GridCell>>();
  readonly #merged: Area[] = [];
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns = new Set<number>();
  #count = 0;
  #characters = 0;

  /** `path` is that of the workbook and `name` that of the sheet, for messages. */
  constructor(path: string, name: string) {
    this.#path = path;
    this.#name = name;
  }

  /** Counts a cell, with something in it or not. Throws a WorkbookError if there are too many. */
  count(): void {
    this.#count += 1;
    if (this.#count > MAX_CELLS) throw this.#tooLarge(`has more than ${MAX_CELLS} cells`);
  }

  put(row: number, column: number, cell: GridCell): void {
    this.#characters += cell.text.length + cell.raised.length;
    if (this.#characters > MAX_CHARACTERS) throw this.#tooLarge(`has more than ${MAX_CHARACTERS} characters`);
    const cells = this.#cells.get(row) ?? new Map<number, GridCell>();
    this.#cells.set(row, cells.set(column, cell));
  }

  merge(area: Area): void {
    this.#merged.push(area);
    if (this.#merged.length > MAX_MERGED) throw this.#tooLarge(`has more than ${MAX_MERGED} merged cells`);
  }

  hideRow(row: number): void {
    this.#hiddenRows.add(row);
  }

  /** Hides columns. A last range of columns often reaches to the end of all sheets. */
  hideColumns(from: number, to: number): void {
    for (let column = from; column <= Math.min(to, from + 2000); column += 1) this.#hiddenColumns.add(column);
  }

  /** A row or column that a sheet has. Throws a WorkbookError if it is none. */
  within(place: number, what: 'row' | 'column'): number {
    const last = what === 'row' ? LAST_ROW : LAST_COLUMN;
    if (Number.isInteger(place) && place >= 1 && place <= last) return place;
    const message = `the workbook is damaged: the sheet ${this.#name} names the ${what} ${place}`;
    throw new WorkbookError(message, `a sheet has the ${what}s 1 to ${last}: save it again in a spreadsheet program`);
  }

  grid(): Grid {
    const cells = this.#cells;
    const reference = (row: number, column: number): string => `${columnLetters(column)}${row}`;
    let columnCount = 0;
    for (const row of cells.values()) for (const column of row.keys()) columnCount = Math.max(columnCount, column);
    let rowCount = 0;
    for (const row of cells.keys()) rowCount = Math.max(rowCount, row);
    if (rowCount * columnCount > MAX_PLACES) {
      const far = [...(cells.get(rowCount)?.keys() ?? [])];
      const hint = `empty what is far from the table, such as ${reference(rowCount, Math.max(...far))}: Ctrl+End leads to the last cell`;
      throw this.#tooLarge(`reaches to ${reference(rowCount, columnCount)}, ${MAX_PLACES} places are read`, hint);
    }
    return {
      rowCount,
      columnCount,
      cell: (row, column) => cells.get(row)?.get(column),
      merged: this.#merged,
      hiddenRows: this.#hiddenRows,
      hiddenColumns: this.#hiddenColumns,
      where: (row, column) => `${this.#path}!${this.#name}!${reference(row, column)}`,
      named: (row, column) => `${this.#name}!${reference(row, column)}`,
    };
  }

  #tooLarge(why: string, hint = 'save the part that is needed in a file of its own'): WorkbookError {
    return new WorkbookError(`the sheet ${this.#name} ${why}`, hint);
  }
}

/** A step of indentation counts as two spaces. */
export function textCell({ text, raised }: RichText, steps: number): GridCell | undefined {
  if (text.trim() === '' && raised.trim() === '') return undefined;
  const indent = 2 * steps + (text.length - text.trimStart().length);
  return indent > 0 ? { kind: 'text', text, raised, indent } : { kind: 'text', text, raised };
}

/** A cell that is struck through as a whole: a text between `~~`, as of a run, which is not a figure, period or known name. */
export function struckCell({ text, raised, indent = 0 }: GridCell): GridCell {
  const struck = { kind: 'text', text: `~~${text.trim()}~~`, raised } as const;
  return indent > 0 ? { ...struck, indent } : struck;
}

/** A reference such as `A4:F20`, or of one cell, `B7`. */
export function areaOf(reference: string): Area | undefined {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?$/.exec(reference.replaceAll('$', ''));
  if (!match) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
}
