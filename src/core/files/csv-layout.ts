import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** How a table is written: its delimiter and line breaks. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly text: string;
}

/** The cells of a table that can be read, row by row. */
export function cellsOf({ delimiter, text }: CsvLayout): string[][] {
  return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
}

/** Rows as a table of a layout writes them. */
export function written(rows: readonly (readonly string[])[], layout: CsvLayout): string {
  const { delimiter } = layout;
  return stringify([...rows], { delimiter, record_delimiter: lineBreakOf(layout), quoted_match: /^\s|\s$/ });
}

/** The line breaks of a table. */
export function lineBreakOf({ text }: CsvLayout): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
