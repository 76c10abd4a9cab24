import type { CsvError } from 'csv-parse/sync';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { shortened } from '../diagnostics/source-text.ts';

/** A cell: its text, without quotes and the spaces around them, and its ends in the file, in UTF-16 units. */
export interface CsvCell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The cells of a file, row by row, without empty lines. A row with a misplaced quote is reported and left out: then
 * `isWhole` is false.
 */
export async function parseCsv(
  file: SourceFile,
  delimiter: string,
  diagnostics: Diagnostics,
): Promise<{ rows: CsvCell[][]; isWhole: boolean }> {
  // Few datasets have tables, and start-up time counts.
  const { parse } = await import('csv-parse/sync');
  const rows: CsvCell[][] = [];
  let isWhole = true;
  if (separatorsIn(file.text, delimiter) > MAX_SEPARATORS) {
    const message = `this table has more than ${MAX_SEPARATORS} cells`;
    diagnostics.error('file/too-large', message, placeAt(file, 0), 'leave out what is not needed');
    return { rows, isWhole: false };
  }
  const reading: Reading = { file, delimiter, at: 0 };
  for (let from: number | undefined = 0; from !== undefined && from < file.text.length;) {
    reading.at = from;
    from = undefined;
    try {
      parse(file.text.slice(reading.at), {
        delimiter,
        record_delimiter: ['\r\n', '\n'],
        relax_column_count: true,
        skip_empty_lines: true,
        on_record: (row: string[]) => {
          reading.at = afterBreaks(file.text, reading.at);
          rows.push(row.map((text) => takeCell(reading, text)));
        },
      });
    } catch (error) {
      if (!isCsvError(error)) throw error;
      isWhole = false;
      from = reportQuote(reading, error, diagnostics);
    }
  }
  return { rows, isWhole };
}

/** Most cells of a file, as far as the signs between them say. */
export const MAX_SEPARATORS = 1_000_000;

function separatorsIn(text: string, delimiter: string): number {
  let count = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) count += 1;
  return count;
}

/** How far a file has been read. */
interface Reading {
  readonly file: SourceFile;
  readonly delimiter: string;
  /** The offset of the next cell. */
  at: number;
}

/**
 * Finds the place of the next cell, which the parser says only at ten times the cost. A cell is as long in the file as
 * its text, apart from its quotes.
 */
function takeCell(reading: Reading, text: string): CsvCell {
  const { file, delimiter, at: start } = reading;
  const isQuoted = file.text[start] === '"';
  const end = start + (isQuoted ? text.length + text.split('"').length + 1 : text.length);
  reading.at = file.text.startsWith(delimiter, end) ? end + delimiter.length : end;
  if (isQuoted) return { text, start, end };
  const bare = text.trim();
  const from = bare === '' ? start : start + text.indexOf(bare);
  return { text: bare, start: from, end: from + bare.length };
}

function afterBreaks(text: string, at: number): number {
  let end = at;
  while (text[end] === '\n' || text[end] === '\r') end += 1;
  return end;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && /QUOTE/.test(String(error.code));
}

/** The start of the cell with an index in the row that starts at `at`; the cells before it are well-formed. */
function startOfCell(text: string, at: number, index: number, delimiter: string): number {
  let start = at;
  for (let cell = 0; cell < index; cell += 1) {
    const quoted = text[start] === '"' ? /"(?:[^"]|"")*"/y : undefined;
    if (quoted) quoted.lastIndex = start;
    const end = quoted ? start + (quoted.exec(text)?.[0].length ?? 0) : start;
    start = text.indexOf(delimiter, end) + delimiter.length;
  }
  return start;
}

/** Reports a misplaced quote; returns where to go on reading, or undefined if that cannot be known. */
function reportQuote({ file, delimiter, at }: Reading, error: CsvError, diagnostics: Diagnostics): number | undefined {
  const { code } = error;
  const start = startOfCell(file.text, afterBreaks(file.text, at), Number(error['column']), delimiter);
  const report = (message: string, at: number, end: number, hint: string): void =>
    diagnostics.error('csv/syntax', message, placeAt(file, at, end), hint);
  const lineEnd = (at: number): number => (file.text.indexOf('\n', at) + 1 || file.text.length + 1) - 1;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    report('the quote that opens here is not closed', start, lineEnd(start), 'close it with "');
    return undefined;
  }
  if (code === 'CSV_INVALID_CLOSING_QUOTE') {
    const end = start + (/^"(?:[^"]|"")*"/.exec(file.text.slice(start))?.[0].length ?? 1);
    const message = 'the text goes on after the quote that closes it';
    report(message, end, lineEnd(end), 'inside a quoted cell write a quote as ""');
    // What follows a quoted text of several lines was probably meant to be in it, or the other way round.
    return lineEnd(start) < end ? undefined : lineEnd(end);
  }
  const quote = file.text.indexOf('"', start);
  const line = lineEnd(quote);
  const next = file.text.indexOf(delimiter, quote);
  const cell = file.text.slice(start, next === -1 ? line : Math.min(next, line)).trim();
  const hint = `quote the whole cell: "${shortened(cell).replaceAll('"', '""')}"`;
  report('there is a quote inside a cell that does not start with one', quote, quote + 1, hint);
  return line;
}
