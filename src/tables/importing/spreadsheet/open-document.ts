import type { GridCell } from '../grid.ts';
import { WorkbookError } from './archive.ts';
import { dateNumber, numberCell } from './number-formats.ts';
import { isMark, type Position } from './rich-text.ts';
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

type Attribute = (name: string) => string | undefined;

/** What the styles of an OpenDocument spreadsheet say, by their names. */
interface DataStyles {
  readonly cells: ReadonlyMap<string, CellStyle>;
  /** Of runs of text. */
  readonly looks: ReadonlyMap<string, Look>;
  readonly hiddenSheets: ReadonlySet<string>;
  /** Of rows and columns without a height or width. */
  readonly hiddenLines: ReadonlySet<string>;
}

interface CellStyle {
  /** A number format as XLSX writes it; undefined for none. */
  readonly code: string | undefined;
  readonly indent: number;
  readonly isStruck: boolean;
}

interface Look {
  readonly position: Position;
  readonly isStruck: boolean;
}

interface OpenStyle {
  readonly name: string;
  readonly family: string;
  readonly parent: string | undefined;
  readonly data: string | undefined;
  indent?: number;
  isStruck?: boolean;
  position?: Position;
  isHidden?: boolean;
}

interface OpenFormat {
  readonly name: string;
  readonly kind: string;
  code: string;
  /** Formats for some values, as for those below zero. */
  readonly maps: { readonly condition: string; readonly name: string }[];
}

/** Whether a length, `0cm`, is none. */
function isZero(length: string | undefined): boolean {
  return length !== undefined && Number.parseFloat(length) === 0;
}

/** Inches of a step of indentation. */
const STEP = 0.139;

/** Reads the styles of cells and numbers from `styles.xml` and `content.xml`. */
class DataStyleReader {
  readonly #styles = new Map<string, OpenStyle>();
  readonly #formats = new Map<string, OpenFormat>();
  #style: OpenStyle | undefined;
  #format: OpenFormat | undefined;
  #literal: string | undefined;

  open(tag: string, attribute: Attribute): void {
    if (FORMATS.has(tag)) {
      this.#format = { name: attribute('style:name') ?? '', kind: tag, code: '', maps: [] };
      return;
    }
    if (this.#format) {
      this.#openPart(this.#format, tag, attribute);
      return;
    }
    switch (tag) {
      case 'style':
        this.#style = {
          name: attribute('style:name') ?? '',
          family: attribute('family') ?? '',
          parent: attribute('parent-style-name'),
          data: attribute('data-style-name'),
        };
        break;
      case 'table-properties':
        if (this.#style) this.#style.isHidden = attribute('table:display') === 'false';
        break;
      case 'table-row-properties':
      case 'table-column-properties':
        if (this.#style) this.#style.isHidden = isZero(attribute('row-height') ?? attribute('column-width'));
        break;
      case 'paragraph-properties':
        if (this.#style) this.#style.indent = Math.round(inches(attribute('margin-left')) / STEP);
        break;
      case 'text-properties':
        this.#openLook(attribute);
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#literal !== undefined) this.#literal += text;
  }

  close(tag: string): void {
    const format = this.#format;
    if (format && (tag === 'text' || tag === 'currency-symbol')) {
      format.code += literal(this.#literal ?? '', format.kind);
      this.#literal = undefined;
    } else if (format && tag === format.kind) {
      this.#formats.set(format.name, format);
      this.#format = undefined;
    } else if (tag === 'style' && this.#style) {
      this.#styles.set(`${this.#style.family} ${this.#style.name}`, this.#style);
      this.#style = undefined;
    }
  }

  /** What was read. */
  take(): DataStyles {
    const cells = new Map<string, CellStyle>();
    const looks = new Map<string, Look>();
    const hiddenSheets = new Set<string>();
    const hiddenLines = new Set<string>();
    for (const style of this.#styles.values()) {
      const { name, family, isHidden = false } = style;
      if (family === 'table' && isHidden) hiddenSheets.add(name);
      if ((family === 'table-row' || family === 'table-column') && isHidden) hiddenLines.add(name);
      if (family === 'text') looks.set(name, { position: style.position ?? 'line', isStruck: style.isStruck ?? false });
      if (family !== 'table-cell') continue;
      const data = this.#inherited(style, 'data');
      cells.set(name, {
        code: data === undefined ? undefined : this.#codeOf(data),
        indent: this.#inherited(style, 'indent') ?? 0,
        isStruck: this.#inherited(style, 'isStruck') ?? false,
      });
    }
    return { cells, looks, hiddenSheets, hiddenLines };
  }

  #openPart(format: OpenFormat, tag: string, attribute: Attribute): void {
    switch (tag) {
      case 'text':
      case 'currency-symbol':
        this.#literal = '';
        break;
      case 'number':
        format.code += digits(attribute);
        break;
      case 'scientific-number':
        format.code += `${digits(attribute)}E+${'0'.repeat(Math.min(Number(attribute('min-exponent-digits') ?? 2) || 2, 9))}`;
        break;
      case 'boolean':
        format.code = BOOLEAN;
        break;
      case 'month':
        format.code += monthCode(attribute('number:style') === 'long', attribute('textual') === 'true');
        break;
      case 'fraction':
        format.code += '# ?/?';
        break;
      case 'map':
        format.maps.push({
          condition: (attribute('condition') ?? '').replaceAll(' ', ''),
          name: attribute('apply-style-name') ?? '',
        });
        break;
      default:
        format.code += DATE_PARTS[tag]?.(attribute('number:style') === 'long') ?? '';
    }
  }

  #openLook(attribute: Attribute): void {
    if (!this.#style) return;
    const line = attribute('text-line-through-style') ?? attribute('text-line-through-type');
    if (line !== undefined) this.#style.isStruck = line !== 'none';
    const position = attribute('text-position');
    if (position !== undefined) this.#style.position = positionOf(position);
  }

  #inherited<K extends 'data' | 'indent' | 'isStruck'>(style: OpenStyle, key: K): OpenStyle[K] | undefined {
    let one: OpenStyle | undefined = style;
    for (let depth = 0; one && depth < 20; depth += 1) {
      if (one[key] !== undefined) return one[key];
      one = this.#styles.get(`${one.family} ${one.parent ?? ''}`);
    }
    return undefined;
  }

  /** The code of a format, with those for some values before it: `0;-0` for positive numbers and zero, and for those below. */
  #codeOf(name: string): string | undefined {
    const format = this.#formats.get(name);
    if (!format) return undefined;
    const sections = format.maps.map((map) => ({ ...map, code: this.#formats.get(map.name)?.code ?? '' }));
    const code = (pattern: RegExp): string | undefined =>
      sections.find(({ condition }) => pattern.test(condition))?.code;
    const [positive, negative, notNegative] = [code(/^value\(\)>0$/), code(/^value\(\)<0$/), code(/^value\(\)>=0$/)];
    if (notNegative !== undefined) return `${notNegative};${format.code}`;
    if (positive !== undefined) return `${positive};${negative ?? `-${positive}`};${format.code}`;
    if (negative !== undefined) return `${format.code};${negative}`;
    const others = sections.map(({ condition, code: own }) => `[${condition.replace('value()', '')}]${own};`);
    return format.code === '' ? undefined : others.join('') + format.code;
  }
}

const FORMATS: ReadonlySet<string> = new Set([
  'number-style',
  'percentage-style',
  'currency-style',
  'date-style',
  'time-style',
  'text-style',
  'boolean-style',
]);

const DATE_PARTS: Readonly<Record<string, (isLong: boolean) => string>> = {
  day: (isLong) => (isLong ? 'dd' : 'd'),
  year: (isLong) => (isLong ? 'yyyy' : 'yy'),
  hours: () => 'hh',
  minutes: () => 'mm',
  seconds: () => 'ss',
  'text-content': () => '@',
};

/** In place of a number format: 1 is true and 0 false. */
const BOOLEAN = 'BOOLEAN';

function monthCode(isLong: boolean, isTextual: boolean): string {
  return 'm'.repeat((isTextual ? 3 : 1) + (isLong ? 1 : 0));
}

/** The digits of a number. Without a number of decimals it is shown as it is. */
function digits(attribute: Attribute): string {
  const places = attribute('number:decimal-places') ?? attribute('loext:decimal-places');
  if (places === undefined) return 'General';
  const count = Math.min(Number(places) || 0, 30);
  const least = Math.min(Number(attribute('min-decimal-places') ?? count) || 0, count);
  const whole = '0'.repeat(Math.min(Math.max(1, Number(attribute('min-integer-digits') ?? 1) || 1), 30));
  const grouped = attribute('grouping') === 'true' && whole === '0' ? '#,##0' : whole;
  // A factor takes off thousands, which a comma at the end does.
  const factor = Math.round(Math.log10(Number(attribute('display-factor') ?? 1) || 1) / 3);
  return `${grouped}${count === 0 ? '' : `.${'0'.repeat(least)}${'#'.repeat(count - least)}`}${','.repeat(Math.max(0, factor))}`;
}

/** A text of a format. The sign of a percentage multiplies by a hundred. */
function literal(text: string, kind: string): string {
  if (text === '') return '';
  if (kind === 'percentage-style' && text.includes('%')) return text.split('%').map(quoted).join('%');
  if (kind === 'date-style' && /^[\s./,:-]+$/.test(text)) return text;
  return text === '-' || text === '(' || text === ')' || text === ' ' ? text : quoted(text);
}

function quoted(text: string): string {
  return text === '' ? '' : `"${text.replaceAll('"', '')}"`;
}

function inches(length: string | undefined): number {
  const [, number = '0', unit = 'in'] = /^([\d.]+)(in|cm|mm|pt)$/.exec(length ?? '') ?? [];
  return Number(number) / ({ in: 1, cm: 2.54, mm: 25.4, pt: 72 }[unit] ?? 1);
}

/** The position of `super 58%`, `-33% 58%`; `0% 100%` is in the line. */
function positionOf(written: string): Position {
  if (/^(?:super|[1-9])/.test(written)) return 'raised';
  return /^(?:sub|-)/.test(written) ? 'lowered' : 'line';
}
