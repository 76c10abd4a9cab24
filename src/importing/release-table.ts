import type { CsvRow } from '../core/files/csv-file.ts';
import { CALCULATED, SDMX_STATUS } from '../dataset/observation-columns.ts';
import { type CsvDialect, inert, textOfCell } from '../dataset/table.ts';
import type { ImportedStatement } from './table-statements.ts';

/** A row of the table of a release, by column. */
export type ReleaseRow = Readonly<Record<string, string>>;

/** Columns in the order in which they are written. Those that are empty everywhere are left out, but for the first. */
export const COLUMNS = [
  'indicator',
  'measure',
  'period',
  'base',
  'of',
  'printed',
  'decimals',
  'resolution',
  'from',
  'in',
  'as_in',
  'status',
  'place',
  'corrected',
  'evidence',
  'corrected_on',
  'condition',
  'words',
  'note',
] as const;

const ALWAYS: ReadonlySet<string> = new Set(['indicator', 'measure', 'period', 'printed', 'status', 'place']);

/** Columns that people fill in beside what was imported. */
export const BY_HAND = [
  'corrected',
  'evidence',
  'corrected_on',
  'note',
  'condition',
  'words',
  'resolution',
  'from',
] as const;

/** Columns that say which figure a row is about. */
const KEY = ['indicator', 'measure', 'period', 'base', 'of', 'in', 'as_in'] as const;

/** Whether a row of a table may hold a column: it was written by an import, or is calculated and not kept. */
export function isKnownColumn(name: string): boolean {
  return (COLUMNS as readonly string[]).includes(name) || CALCULATED.has(name);
}

/** A statement as a row. */
export function rowOf(statement: ImportedStatement, { decimal }: CsvDialect): ReleaseRow {
  const { indicator, measure, period, base, of, printed, decimals, asIn, status, condition, note, at } = statement;
  const row = {
    indicator,
    measure,
    period,
    base,
    of,
    printed: decimal === ',' ? printed.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) : printed,
    decimals,
    in: statement.in,
    as_in: asIn,
    status: status.map((one) => SDMX_STATUS[one]).join(' '),
    place: at,
    condition,
    note,
  };
  return Object.fromEntries(Object.entries(row).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** A row that was read from a table, without what is calculated. */
export function rowRead(row: CsvRow): ReleaseRow {
  const entries = COLUMNS.map((column) => [column, textOfCell(row.text(column) ?? '')] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** What a row is about, for comparisons. `period` is that of the release where the row has none. */
export function keyOf(row: ReleaseRow, period: string): string {
  return KEY.map((column) => row[column] ?? (column === 'period' ? period : '')).join('\t');
}

/** What a row is about, for people: `output.copper:growth@2025`. */
export function nameOf(row: ReleaseRow, period: string): string {
  const { indicator = '', measure = 'level', base, of } = row;
  const compared = base ?? of;
  const said = measure === 'level' ? '' : `:${measure}`;
  return `${indicator}${said}${compared === undefined ? '' : `[${compared}]`}@${row['period'] ?? period}`;
}

/** Rows as cells, below the names of their columns. */
export function cellsOfRows(rows: readonly ReleaseRow[]): readonly (readonly string[])[] {
  const used = COLUMNS.filter((column) => ALWAYS.has(column) || rows.some((row) => row[column] !== undefined));
  return [[...used], ...rows.map((row) => used.map((column) => inert(row[column] ?? '')))];
}
