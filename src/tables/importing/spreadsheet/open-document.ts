import type { GridCell } from '../grid.ts';
import { WorkbookError } from './archive.ts';
import { type Attribute, BOOLEAN, type DataStyles, DataStyleReader } from './data-styles.ts';
import { dateNumber, numberCell } from './number-formats.ts';
import { isMark } from './rich-text.ts';
import { SheetCells, type SheetName, struckCell, textCell, type Workbook } from './sheet-cells.ts';
import { readXml } from './xml.ts';

/** The media type of a spreadsheet, or of a template of one. */
const SPREADSHEET = /^application\/vnd\.oasis\.opendocument\.spreadsheet/;

/** Whether an archive is an OpenDocument file. */
export function isOpenDocument(parts: ReadonlyMap<string, Uint8Array>): boolean {
  return parts.has('content.xml') && !parts.has('xl/workbook.xml');
}

/**
 * Opens an OpenDocument spreadsheet (ODF 1.2 and 1.3). Numbers are shown by the styles that their cells name, with points and
 * commas as in English, as those of XLSX are. Throws a WorkbookError if it is none, has a password, is damaged or too large.
 */
export function openDocument(file: string, parts: ReadonlyMap<string, Uint8Array>): Workbook {
  const text = (name: string): string => new TextDecoder().decode(parts.get(name) ?? new Uint8Array());
  if (text('META-INF/manifest.xml').includes('encryption-data'))
    throw new WorkbookError('this spreadsheet has a password', 'save it without one');
  const type = text('mimetype').trim();
  if (type !== '' && !SPREADSHEET.test(type))
    throw new WorkbookError('this OpenDocument file is not a spreadsheet', 'save the table as ODS, XLSX or CSV');
  const styles = new DataStyleReader();
  for (const name of ['styles.xml', 'content.xml']) {
    const bytes = parts.get(name);
    if (bytes) readXml(name, bytes, styles);
  }
  const reader = new ContentReader(file, styles.take());
  readXml('content.xml', parts.get('content.xml') ?? new Uint8Array(), reader);
  return {
    sheets: reader.sheets,
    grid: (name) => {
      const cells = reader.cellsOf(name);
      if (!cells) throw new WorkbookError(`${name} is not a sheet of cells`, 'name another sheet');
      return cells.grid();
    },
  };
}

/** What a cell holds while it is read. */
interface OpenCell {
  readonly type: string;
  readonly value: string;
  readonly style: string;
  readonly isError: boolean;
  readonly hasFormula: boolean;
  readonly repeated: number;
  readonly span: readonly [rows: number, columns: number];
  text: string;
  raised: string;
  /** Whether some of its text is not struck through. */
  hasPlain: boolean;
}

/** A last group of hidden rows often reaches to the end of a sheet. */
const MOST_HIDDEN = 10_000;

/** Reads `content.xml`: sheets, rows, cells and their paragraphs. What is drawn on a sheet, and comments, are left out. */
class ContentReader {
  readonly sheets: SheetName[] = [];
  readonly #path: string;
  readonly #styles: DataStyles;
  readonly #cells = new Map<string, SheetCells>();
  readonly #tags: string[] = [];
  readonly #spans: string[] = [];
  #sheet: SheetCells | undefined;
  #row = 0;
  #rows = 1;
  #rowStyle = '';
  #column = 0;
  /** The styles of columns that cells without one have. */
  #columns: { readonly to: number; readonly style: string }[] = [];
  #filled: { readonly column: number; readonly open: OpenCell }[] = [];
  #open: OpenCell | undefined;
  #collapsed = 0;
  #isHiddenRow = false;

  constructor(path: string, styles: DataStyles) {
    this.#path = path;
    this.#styles = styles;
  }

  cellsOf(name: string): SheetCells | undefined {
    return this.#cells.get(name);
  }

  open(tag: string, attribute: Attribute): void {
    const parent = this.#tags.at(-1);
    this.#tags.push(tag);
    switch (tag) {
      case 'table':
        if (parent === 'spreadsheet') this.#openSheet(attribute);
        break;
      case 'table-column':
        this.#openColumns(attribute);
        break;
      case 'table-row-group':
        if (attribute('display') === 'false') this.#collapsed += 1;
        break;
      case 'table-row':
        this.#openRow(attribute);
        break;
      case 'table-cell':
      case 'covered-table-cell':
        if (parent === 'table-row') this.#openCell(attribute);
        break;
      case 'p':
        if (parent === 'table-cell' && this.#open && this.#open.text + this.#open.raised !== '') this.#add('\n');
        break;
      case 'span':
        this.#spans.push(attribute('style-name') ?? '');
        break;
      case 's':
        this.#add(' '.repeat(Math.min(Number(attribute('c') ?? 1), 256)));
        break;
      case 'tab':
      case 'line-break':
        this.#add(tag === 'tab' ? '\t' : '\n');
        break;
      default:
    }
  }

  text(text: string): void {
    this.#add(text);
  }

  close(tag: string): void {
    this.#tags.pop();
    if (tag === 'span') this.#spans.pop();
    else if (tag === 'table-row-group') this.#collapsed = Math.max(0, this.#collapsed - 1);
    else if (tag === 'table-row') this.#closeRow();
    else if (tag === 'table' && this.#tags.at(-1) === 'spreadsheet') this.#sheet = undefined;
    else if (tag === 'table-cell' || tag === 'covered-table-cell') this.#closeCell();
  }

  #openSheet(attribute: Attribute): void {
    const name = attribute('name') ?? '';
    this.#sheet = new SheetCells(this.#path, name);
    this.#cells.set(name, this.#sheet);
    this.sheets.push({ name, isHidden: this.#styles.hiddenSheets.has(attribute('style-name') ?? '') });
    this.#row = this.#column = this.#collapsed = 0;
    this.#columns = [];
  }

  #openColumns(attribute: Attribute): void {
    const from = (this.#columns.at(-1)?.to ?? 0) + 1;
    const to = from + repeated(attribute('number-columns-repeated')) - 1;
    this.#columns.push({ to, style: attribute('default-cell-style-name') ?? '' });
    if (isHidden(attribute('visibility')) || this.#styles.hiddenLines.has(attribute('style-name') ?? ''))
      this.#sheet?.hideColumns(from, to);
  }

  #openRow(attribute: Attribute): void {
    this.#row += 1;
    this.#rows = repeated(attribute('number-rows-repeated'));
    this.#rowStyle = attribute('default-cell-style-name') ?? '';
    this.#isHiddenRow =
      isHidden(attribute('visibility')) ||
      this.#collapsed > 0 ||
      this.#styles.hiddenLines.has(attribute('style-name') ?? '');
    this.#column = 0;
    this.#filled = [];
  }

  #openCell(attribute: Attribute): void {
    this.#column += 1;
    const type = attribute('office:value-type') ?? '';
    this.#open = {
      type,
      value: attribute(VALUES[type] ?? 'office:value') ?? '',
      style:
        attribute('style-name') ??
        (this.#rowStyle || (this.#columns.find(({ to }) => to >= this.#column)?.style ?? '')),
      isError: attribute('calcext:value-type') === 'error',
      hasFormula: attribute('formula') !== undefined,
      repeated: repeated(attribute('number-columns-repeated')),
      span: [repeated(attribute('number-rows-spanned')), repeated(attribute('number-columns-spanned'))],
      text: '',
      raised: '',
      hasPlain: false,
    };
  }

  /** Adds to the text of a cell; that of a comment or drawing in it has other parents. */
  #add(text: string): void {
    const open = this.#open;
    const inCell = this.#tags.lastIndexOf('table-cell');
    if (!open || inCell < 0 || !this.#tags.slice(inCell + 1).every((tag) => IN_TEXT.has(tag))) return;
    if (this.#tags.at(-1) === 'table-cell' && text.trim() === '') return;
    const looks = this.#spans.map((style) => this.#styles.looks.get(style));
    const isStruck = looks.some((look) => look?.isStruck);
    const written = isStruck ? `~~${text}~~` : text;
    if (!isStruck && text.trim() !== '') open.hasPlain = true;
    if (looks.some((look) => look && isMark(look.position, open.text))) open.raised += written;
    else open.text += written;
  }

  #closeCell(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open || !this.#sheet) return;
    const isFilled = open.text.trim() !== '' || open.raised.trim() !== '' || open.value !== '' || open.hasFormula;
    for (let at = 0; at < (isFilled ? open.repeated : 0); at += 1)
      this.#filled.push({ column: this.#sheet.within(this.#column + at, 'column'), open });
    const [rows, columns] = open.span;
    if (rows > 1 || columns > 1) {
      const [top, left] = [this.#row, this.#column];
      this.#sheet.merge({ top, left, bottom: top + rows - 1, right: left + columns - 1 });
    }
    this.#column += open.repeated - 1;
  }

  #closeRow(): void {
    if (!this.#sheet) return;
    const count = this.#filled.length === 0 ? 0 : this.#rows;
    for (let at = 0; at < count; at += 1) {
      const row = this.#row + at;
      for (const { column, open } of this.#filled) {
        this.#sheet.count();
        const cell = this.#cellOf(open);
        if (cell) this.#sheet.put(this.#sheet.within(row, 'row'), column, cell);
      }
    }
    for (let at = 0; at < (this.#isHiddenRow ? Math.min(this.#rows, MOST_HIDDEN) : 0); at += 1)
      this.#sheet.hideRow(this.#row + at);
    this.#row += this.#rows - 1;
  }

  #cellOf(open: OpenCell): GridCell | undefined {
    const { code, indent = 0, isStruck = false } = this.#styles.cells.get(open.style) ?? {};
    const cell = this.#valueOf(open, code ?? 'General', indent);
    return cell && isStruck && cell.kind !== 'uncalculated' ? struckCell(cell) : cell;
  }

  #valueOf(
    { type, value, text, raised, isError, hasFormula, hasPlain }: OpenCell,
    code: string,
    indent: number,
  ): GridCell | undefined {
    if (isError) return { kind: 'error', text: text.trim(), raised: '' };
    const number = type === 'date' ? dateNumber(value) : Number(value);
    switch (type) {
      case 'float':
      case 'percentage':
      case 'currency':
      case 'date': {
        if (code === BOOLEAN) return booleanCell(number === 1);
        if (value === '' || number === undefined || !Number.isFinite(number)) break;
        const cell = numberCell(number, type === 'date' && code === 'General' ? 'yyyy-mm-dd' : code, false);
        const isStruck = text !== '' && !hasPlain;
        return isStruck ? struckCell(cell) : Object.assign(cell, { raised: raised.trim() });
      }
      case 'boolean':
        return booleanCell(value === 'true');
      default:
    }
    if (text.trim() === '' && raised.trim() === '' && hasFormula) return { kind: 'uncalculated', text: '', raised: '' };
    return textCell({ text, raised: raised.trim() }, indent);
  }
}

function booleanCell(isTrue: boolean): GridCell {
  return { kind: 'boolean', text: isTrue ? 'TRUE' : 'FALSE', raised: '' };
}

/** Where the value of a cell stands, by its type. */
const VALUES: Readonly<Record<string, string>> = { date: 'office:date-value', boolean: 'office:boolean-value' };

/** The elements between a cell and a part of its text. */
const IN_TEXT: ReadonlySet<string> = new Set(['p', 'span', 'a', 's', 'tab', 'line-break']);

function repeated(count: string | undefined): number {
  const number = Number(count ?? 1);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

function isHidden(visibility: string | undefined): boolean {
  return visibility === 'collapse' || visibility === 'filter';
}
