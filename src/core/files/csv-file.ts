import { type Diagnostics, didYouMean } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../diagnostics/source-file.ts';
import { shortened } from '../diagnostics/source-text.ts';
import { type CsvCell, parseCsv } from './csv-syntax.ts';

/** The columns of a table. */
export interface CsvColumns {
  /** A table has these columns, and no row is empty in them. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** A table whose first line names the columns. */
export interface CsvFile {
  readonly file: SourceFile;
  readonly columns: ReadonlySet<string>;
  readonly rows: readonly CsvRow[];
  /** Whether all of its rows could be read. */
  readonly isWhole: boolean;
}

/** The delimiters that a table may declare. */
export const DELIMITERS = { ',': ',', ';': ';', tab: '\t' } as const;

/**
 * Reads a CSV file (RFC 4180) with any mistake reported at its cell: columns that are missing, unknown or named twice,
 * rows with too many or too few cells, and required cells that are empty. Rows with such a mistake are left out.
 */
export async function readCsv(
  file: SourceFile,
  delimiter: string,
  columns: CsvColumns,
  diagnostics: Diagnostics,
): Promise<CsvFile> {
  const parsed = await parseCsv(file, delimiter, diagnostics);
  const [head, ...body] = parsed.rows;
  const none: CsvFile = { file, columns: new Set(), rows: [], isWhole: false };
  if (!head) {
    const hint = `its first line names the columns: ${columns.required.join(', ')} and others`;
    // A head with a misplaced quote was reported.
    if (file.text.trim() === '') diagnostics.error('schema/empty', 'the file is empty', placeAt(file, 0), hint);
    return none;
  }
  const positions = readHead(file, head, columns, delimiter, diagnostics);
  if (!positions) return none;
  const filled = body.filter((cells) => cells.some(({ text }) => text !== ''));
  if (filled.length === 0 && parsed.isWhole) {
    const hint = 'each line below the names of the columns is one row';
    diagnostics.error('schema/empty', 'the table has no rows', placeAt(file, 0), hint);
  }
  const rows = filled
    .filter((cells) => isComplete(file, cells, head, delimiter, diagnostics))
    .map((cells) => new CsvRow(file, cells, positions))
    .filter((row) => columns.required.map((name) => row.require(name, diagnostics)).every(Boolean));
  return { file, columns: new Set(positions.keys()), rows, isWhole: parsed.isWhole && rows.length === filled.length };
}

/** A row of a table. */
export class CsvRow {
  readonly file: SourceFile;
  readonly #cells: readonly CsvCell[];
  readonly #positions: ReadonlyMap<string, number>;

  constructor(file: SourceFile, cells: readonly CsvCell[], positions: ReadonlyMap<string, number>) {
    this.file = file;
    this.#cells = cells;
    this.#positions = positions;
  }

  /** The text in a column; undefined if it is empty or the table has no such column. */
  text(column: string): string | undefined {
    return this.#cells[this.#positions.get(column) ?? -1]?.text || undefined;
  }

  /** The place of a cell, or of the whole row if the table has no such column. */
  place(column?: string): Place {
    const cell = column === undefined ? undefined : this.#cells[this.#positions.get(column) ?? -1];
    const first = cell ?? this.#cells[0];
    const last = cell ?? this.#cells.at(-1);
    return placeAt(this.file, first?.start ?? 0, last?.end);
  }

  /** Reports a cell that is empty. */
  require(column: string, diagnostics: Diagnostics): boolean {
    if (this.text(column) !== undefined) return true;
    diagnostics.error('schema/empty', `the cell ${column} is empty`, this.place(column), 'every row needs it');
    return false;
  }
}

/** The positions of the columns by name; undefined if a required one is missing. */
function readHead(
  file: SourceFile,
  head: readonly CsvCell[],
  { required, optional }: CsvColumns,
  delimiter: string,
  diagnostics: Diagnostics,
): ReadonlyMap<string, number> | undefined {
  const known = [...required, ...optional];
  const other = head.length === 1 ? otherDelimiter(head[0]?.text ?? '', delimiter) : undefined;
  if (other !== undefined) {
    const message = `the cells are separated by ${other}, not by ${nameOf(delimiter)}`;
    const hint = `dataset.yaml says how: csv: { delimiter: '${other}' }`;
    diagnostics.error('csv/columns', message, placeAt(file, 0, head[0]?.end), hint);
    return undefined;
  }
  const positions = new Map<string, number>();
  const unknown: string[] = [];
  for (const [index, { text: name, start, end }] of head.entries()) {
    if (name === '') continue;
    const report = (message: string, hint: string): void =>
      diagnostics.error('csv/columns', message, placeAt(file, start, end), hint);
    if (positions.has(name)) report(`the column ${shortened(name)} appears twice`, 'remove one of them');
    else if (known.includes(name)) positions.set(name, index);
    else {
      unknown.push(name);
      const free = known.filter((one) => !head.some(({ text }) => text === one));
      report(`the column ${shortened(name)} is unknown`, didYouMean(name, free) ?? `columns are ${known.join(', ')}`);
    }
  }
  const missing = required.filter((name) => !positions.has(name));
  // A mistyped name was reported with the right one as its hint.
  for (const name of missing.filter((one) => !unknown.some((word) => didYouMean(word, [one])?.startsWith('did')))) {
    const place = placeAt(file, head[0]?.start ?? 0, head.at(-1)?.end);
    diagnostics.error('csv/columns', `the column ${name} is missing`, place, `add ${name} to the first line`);
  }
  return missing.length > 0 ? undefined : positions;
}

function otherDelimiter(head: string, delimiter: string): string | undefined {
  const others = Object.entries(DELIMITERS).filter(([, sign]) => sign !== delimiter);
  return others.find(([, sign]) => head.split(sign).length > 2)?.[0];
}

function nameOf(delimiter: string): string {
  return Object.entries(DELIMITERS).find(([, sign]) => sign === delimiter)?.[0] ?? delimiter;
}

/** Reports a row that has more or fewer cells than the head. */
function isComplete(
  file: SourceFile,
  cells: readonly CsvCell[],
  head: readonly CsvCell[],
  delimiter: string,
  diagnostics: Diagnostics,
): boolean {
  if (cells.length === head.length) return true;
  const message = `this row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, but there are ${head.length} columns`;
  const torn = cells.findIndex(
    ({ text }, index) => /(?:^|\D)\d{1,3}$/.test(text) && /^\d{3}(?!\d)/.test(cells[index + 1]?.text ?? ''),
  );
  const [cell, next] = [cells[torn], cells[torn + 1]];
  if (cells.length > head.length && cell && next) {
    const place = placeAt(file, cell.start, next.end);
    const hint = `quote a number with a ${delimiter} in it: "${shortened(file.text.slice(cell.start, next.end))}"`;
    diagnostics.error('table/ragged-row', message, place, hint);
    return false;
  }
  const at = cells[Math.min(head.length, cells.length - 1)];
  const hint =
    cells.length > head.length
      ? `quote a text with a ${nameOf(delimiter)} in it, or remove what is too much`
      : `an empty cell needs its ${nameOf(delimiter)} too`;
  diagnostics.error('table/ragged-row', message, placeAt(file, at?.start ?? 0, at?.end), hint);
  return false;
}
