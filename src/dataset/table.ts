import { type Decimal, decimalText } from '../core/numbers/decimal.ts';

/** A column: its Frictionless field, and its cell for a row. */
export interface Column<Row> {
  readonly field: {
    readonly name: string;
    readonly type: 'string' | 'number';
    readonly description: string;
    readonly constraints?: object;
  };
  cell(row: Row): string | undefined;
}

/** How the tables of a dataset are written. */
export interface CsvDialect {
  readonly delimiter: ',' | ';' | 'tab';
  readonly decimal: '.' | ',';
}

/** The constraint of a column that has no empty cells. */
export const REQUIRED = { required: true };

export function textColumn<Row>(
  name: string,
  description: string,
  cell: Column<Row>['cell'],
  constraints?: object,
): Column<Row> {
  return { field: { name, type: 'string', description, ...(constraints && { constraints }) }, cell };
}

export function numberColumn<Row>(
  name: string,
  description: string,
  number: (row: Row) => Decimal | undefined,
): Column<Row> {
  const cell = (row: Row): string | undefined => {
    const value = number(row);
    return value && decimalText(value);
  };
  return { field: { name, type: 'number', description }, cell };
}

/** A table as CSV (RFC 4180, UTF-8, line feeds). */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ field }) => quoted(inert(field.name)));
  const cells = rows.map((row) => columns.map((column) => quoted(inert(column.cell(row) ?? ''))));
  return [head, ...cells].map((line) => `${line.join(',')}\n`).join('');
}

/** Readers remove spaces at the ends of a cell that is not quoted. */
const QUOTED = /[",\n]|^\s|\s$/;

/** A cell as CSV has it: by hand, because the library that reads tables takes longer to write them than all the rest of a page. */
function quoted(cell: string): string {
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A number that spreadsheets read as one: digits with a minus sign, commas between thousands and a percent sign. */
const NUMERAL = /^-?\d+(?:,\d{3})*(?:\.\d+)?%?$/;

/** Characters, full-width ones too, with which a formula starts in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** An apostrophe keeps spreadsheets from running a text as a formula. */
export function inert(cell: string): string {
  return FORMULA.test(cell.replace(/^'+/, '')) && !NUMERAL.test(cell) ? `'${cell}` : cell;
}

/** The text of a cell without the apostrophe that `tableCsv` puts before a formula. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.replace(/^'+/, '')) ? cell.slice(1) : cell;
}

/** The Frictionless tabular data resource that describes `NAME.csv`. */
export function tableResource<Row>(
  columns: readonly Column<Row>[],
  { name, title, description }: { readonly name: string; readonly title: string; readonly description?: string },
): object {
  const apostrophe = 'Text that a spreadsheet would run as a formula has an apostrophe before it.';
  return {
    profile: 'tabular-data-resource',
    name,
    path: `${name}.csv`,
    title,
    description: description === undefined ? apostrophe : `${apostrophe} ${description}`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: { fields: columns.map(({ field }) => field), missingValues: [''] },
  };
}
