import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../../core/diagnostics/source-file.ts';
import { type CsvCell, parseCsv } from '../../core/files/csv-syntax.ts';
import { type Grid, type GridCell, MAX_CELLS, MAX_PLACES } from './grid.ts';

/** Signs that may stand between the cells of a CSV file. */
const SIGNS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file. The sign between its cells is the one that most of its lines have equally often. A row has the number
 * of the line that it starts in. Undefined if a mistake was reported.
 */
export async function readCsvGrid(file: SourceFile, diagnostics: Diagnostics): Promise<Grid | undefined> {
  const delimiter = delimiterIn(file.text);
  const { rows, isWhole } = await parseCsv(file, delimiter, diagnostics);
  if (!isWhole) return undefined;
  if (rows.length === 0) return diagnostics.error('schema/empty', 'the file is empty', placeAt(file, 0));
  const [cells, columnCount] = rows.reduce(([sum, most], { length }) => [sum + length, Math.max(most, length)], [0, 0]);
  const lastLine = placeAt(file, rows.at(-1)?.[0]?.start ?? 0).line;
  if (cells > MAX_CELLS || lastLine * columnCount > MAX_PLACES) {
    const message = `the table has ${lastLine} lines of up to ${columnCount} cells; ${MAX_CELLS} cells at ${MAX_PLACES} places are read`;
    const hint = 'leave out lines and columns that are not imported, or read them with a query';
    return diagnostics.error('import/unreadable', message, placeAt(file, 0), hint);
  }
  const byLine = new Map(rows.map((cells) => [placeAt(file, cells[0]?.start ?? 0).line, cells]));
  const at = (row: number, column: number): CsvCell | undefined => byLine.get(row)?.[column - 1];
  return {
    rowCount: lastLine,
    columnCount,
    delimiter,
    cell: (row, column) => cellOf(at(row, column), file.text),
    merged: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    where: (row, column) => {
      const cell = at(row, column) ?? byLine.get(row)?.at(-1);
      return cell ? placeAt(file, cell.start, cell.end) : placeAt(file, 0);
    },
    named: (row, column) => `line ${row}, column ${column}`,
  };
}

function cellOf(cell: CsvCell | undefined, file: string): GridCell | undefined {
  if (!cell || cell.text === '') return undefined;
  const isError = /^#(?:N\/A|[A-Z0-9/]+[!?])$|^#{2,}$/.test(cell.text);
  const read: GridCell = { kind: isError ? 'error' : 'text', text: cell.text, raised: '' };
  let outer = cell.start;
  while (file[outer - 1] === ' ') outer -= 1;
  const indent = cell.start - outer + (cell.text.length - cell.text.trimStart().length);
  return indent > 0 ? { ...read, indent } : read;
}

function delimiterIn(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, 50);
  const scores = SIGNS.map((sign) => {
    // Commas and semicolons within quotes stand for themselves.
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(sign).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    return { sign, score: usual * counts.filter((count) => count === usual).length };
  });
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).sign;
}
