import { type Area, columnLetters, columnNumber, type Grid, type GridCell, MAX_CELLS, MAX_PLACES } from '../grid.ts';
import { WorkbookError } from './archive.ts';
import { type CellFormats, numberCell } from './number-formats.ts';
import { type RichText, RichTextReader } from './rich-text.ts';
import { readXml } from './xml.ts';

/** The rows and columns of a sheet: a workbook with others was not written by a spreadsheet program. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** Most merged cells of a sheet, and characters of all its cells. */
export const MAX_MERGED = 5_000;
export const MAX_CHARACTERS = 16_000_000;

/** What cells of a sheet refer to. */
export interface SheetContext {
  /** The path of the workbook, for messages. */
  readonly path: string;
  /** The name of the sheet. */
  readonly name: string;
  readonly texts: readonly RichText[];
  readonly formats: CellFormats;
  readonly counts1904: boolean;
}

/** A cell while it is read. */
interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  value: string;
}

/** Reads a sheet. Throws a WorkbookError if it is damaged or too large. */
export function readSheet(file: string, bytes: Uint8Array, context: SheetContext): Grid {
  const reader = new SheetReader(context);
  readXml(file, bytes, reader);
  return reader.grid();
}

class SheetReader {
  readonly #context: SheetContext;
  readonly #cells = new Map<number, Map<number, GridCell>>();
  readonly #merged: Area[] = [];
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns = new Set<number>();
  readonly #rich = new RichTextReader();
  #count = 0;
  #characters = 0;
  #columns = 0;
  #row = 0;
  #column = 0;
  #open: OpenCell | undefined;
  #inside = '';

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    this.#rich.open(tag, attribute);
    switch (tag) {
      case 'row':
        this.#row = this.#within(Number(attribute('r') ?? this.#row + 1), LAST_ROW, 'row');
        this.#column = 0;
        if (isTrue(attribute('hidden'))) this.#hiddenRows.add(this.#row);
        break;
      case 'c':
        this.#openCell(attribute);
        break;
      case 'f':
        if (this.#open) this.#open.hasFormula = true;
        this.#inside = tag;
        break;
      case 'v':
        this.#inside = tag;
        break;
      case 'col':
        this.#columns = this.#within(this.#columns + 1, LAST_COLUMN, 'column');
        if (isTrue(attribute('hidden'))) this.#hideColumns(Number(attribute('min')), Number(attribute('max')));
        break;
      case 'mergeCell': {
        const area = areaOf(attribute('ref') ?? '');
        if (area) this.#merged.push(area);
        if (this.#merged.length > MAX_MERGED) throw this.#tooLarge(`has more than ${MAX_MERGED} merged cells`);
        break;
      }
      default:
    }
  }

  text(text: string): void {
    this.#rich.add(text);
    if (this.#open && this.#inside === 'v') this.#open.value += text;
  }

  close(tag: string): void {
    this.#rich.close(tag);
    if (tag === 'v' || tag === 'f') this.#inside = '';
    if (tag !== 'c' || !this.#open) return;
    const cell = this.#cellOf(this.#open, this.#rich.take());
    if (cell) {
      this.#characters += cell.text.length + cell.raised.length;
      if (this.#characters > MAX_CHARACTERS) throw this.#tooLarge(`has more than ${MAX_CHARACTERS} characters`);
      const row = this.#cells.get(this.#open.row) ?? new Map<number, GridCell>();
      this.#cells.set(this.#open.row, row.set(this.#open.column, cell));
    }
    this.#open = undefined;
  }

  grid(): Grid {
    const { path, name } = this.#context;
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
      where: (row, column) => `${path}!${name}!${reference(row, column)}`,
      named: (row, column) => `${name}!${reference(row, column)}`,
    };
  }

  /** A row or column that a sheet has. */
  #within(place: number, last: number, what: string): number {
    if (Number.isInteger(place) && place >= 1 && place <= last) return place;
    const message = `the workbook is damaged: the sheet ${this.#context.name} names the ${what} ${place}`;
    throw new WorkbookError(message, `a sheet has the ${what}s 1 to ${last}: save it again in a spreadsheet program`);
  }

  #tooLarge(why: string, hint = 'save the part that is needed in a file of its own'): WorkbookError {
    return new WorkbookError(`the sheet ${this.#context.name} ${why}`, hint);
  }

  #openCell(attribute: (name: string) => string | undefined): void {
    this.#count += 1;
    if (this.#count > MAX_CELLS) throw this.#tooLarge(`has more than ${MAX_CELLS} cells`);
    const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attribute('r') ?? '') ?? [];
    const column = letters === undefined ? this.#column + 1 : columnNumber(letters);
    this.#column = this.#within(column, LAST_COLUMN, 'column');
    this.#open = {
      row: this.#within(digits === undefined ? this.#row : Number(digits), LAST_ROW, 'row'),
      column: this.#column,
      type: attribute('t') ?? 'n',
      style: Number(attribute('s') ?? 0),
      hasFormula: false,
      value: '',
    };
  }

  #cellOf(open: OpenCell, inline: RichText): GridCell | undefined {
    const { type, style, value } = open;
    const { texts, formats } = this.#context;
    const { indent = 0, isStruck = false } = formats[style] ?? {};
    const rich = type === 'inlineStr' ? inline : type === 's' && value !== '' ? texts[Number(value)] : undefined;
    const cell = rich ? textCell(rich, indent) : this.#valueCell(open, indent);
    const isWhole = isStruck && !rich?.hasOwnLook && cell?.kind !== 'uncalculated';
    return cell && isWhole ? struckCell(cell) : cell;
  }

  #valueCell({ type, style, value, hasFormula }: OpenCell, indent: number): GridCell | undefined {
    const { formats, counts1904 } = this.#context;
    if (value === '') return hasFormula ? { kind: 'uncalculated', text: '', raised: '' } : undefined;
    switch (type) {
      case 's':
        return undefined;
      case 'str':
        return textCell({ text: value, raised: '' }, indent);
      case 'b':
        return { kind: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE', raised: '' };
      case 'e':
        return { kind: 'error', text: value, raised: '' };
      case 'd':
        return { kind: 'date', text: value, raised: '', date: { day: value.slice(0, 10), precision: 'day' } };
      default: {
        const number = Number(value);
        if (Number.isFinite(number)) return numberCell(number, formats[style]?.code ?? 'General', counts1904);
        return { kind: 'error', text: value, raised: '' };
      }
    }
  }

  #hideColumns(from: number, to: number): void {
    // A last range of columns often reaches to the end of all sheets.
    for (let column = from; column <= Math.min(to, from + 2000); column += 1) this.#hiddenColumns.add(column);
  }
}

/** A step of indentation counts as two spaces. */
function textCell({ text, raised }: RichText, steps: number): GridCell | undefined {
  if (text.trim() === '' && raised.trim() === '') return undefined;
  const indent = 2 * steps + (text.length - text.trimStart().length);
  return indent > 0 ? { kind: 'text', text, raised, indent } : { kind: 'text', text, raised };
}

/** A cell that is struck through as a whole: a text between `~~`, as of a run, which is not a figure, period or known name. */
function struckCell({ text, raised, indent = 0 }: GridCell): GridCell {
  const struck = { kind: 'text', text: `~~${text.trim()}~~`, raised } as const;
  return indent > 0 ? { ...struck, indent } : struck;
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

/** A reference such as `A4:F20`, or of one cell, `B7`. */
export function areaOf(reference: string): Area | undefined {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?$/.exec(reference.replaceAll('$', ''));
  if (!match) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
}
