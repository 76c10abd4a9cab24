import { folded, type Grid, type GridCell } from '../grid.ts';
import type { QueryResult, SqlValue } from './duckdb.ts';
import { QueryError } from './query-error.ts';

/** Cells of a result that are read, as of a sheet. */
export const MAX_QUERY_CELLS = 250_000;

/** Types whose texts have all digits of the source: a DECIMAL keeps its zeros. */
const EXACT =
  /^(?:VARCHAR|ENUM\(.*\)|DECIMAL\(\d+,\d+\)|U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BOOLEAN|DATE|"NULL"|SQLNULL)$/;

const BINARY = /^(?:DOUBLE|FLOAT|REAL)$/;

/**
 * The result of a query as a table of cells: the names of its columns in the first row. Throws a QueryError if a column has
 * numbers that lost their digits, or no type that a table can hold. `path` is the mapping.
 */
export function queryGrid({ names, types, rows, isWhole }: QueryResult, path: string): Grid {
  if (!isWhole || rows.length * names.length > MAX_QUERY_CELLS)
    throw new QueryError(`the result has more than ${MAX_QUERY_CELLS} cells`, 'choose columns and rows in the query');
  for (const [index, type] of types.entries()) reportType(names[index] ?? '', type);
  const cellAt = (row: number, column: number): GridCell | undefined =>
    row === 1 ? textCell(names[column - 1]) : cellOf(rows[row - 2]?.[column - 1], types[column - 1] ?? '');
  /** Rows have no number that lasts: the first column names them. */
  const named = (row: number, column: number): string =>
    [cellAt(row, 1)?.text, column > 1 ? names[column - 1] : undefined].filter((part) => part !== undefined).join(', ');
  return {
    rowCount: rows.length + 1,
    columnCount: names.length,
    cell: cellAt,
    merged: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    where: (row, column) => `${path}!${folded(named(row, column))}`,
    named,
  };
}

function reportType(name: string, type: string): void {
  if (EXACT.test(type)) return;
  if (!BINARY.test(type))
    throw new QueryError(`the column "${name}" has the type ${type}`, `make it a text: CAST("${name}" AS VARCHAR)`);
  const message = `the column "${name}" has the type ${type}, which does not keep the digits that a source prints`;
  const hint = `if the source prints one decimal everywhere: CAST("${name}" AS DECIMAL(18, 1)). Of CSV and JSON files read texts: read_csv(…, all_varchar = true)`;
  throw new QueryError(message, hint);
}

function textCell(text: string | undefined): GridCell | undefined {
  return text === undefined ? undefined : { kind: 'text', text, raised: '' };
}

function cellOf(value: SqlValue | undefined, type: string): GridCell | undefined {
  if (value === null || value === undefined) return undefined;
  const text = value.toString();
  if (type === 'DATE') return { kind: 'date', text, raised: '', date: { day: text, precision: 'day' } };
  if (type === 'BOOLEAN') return { kind: 'boolean', text, raised: '' };
  return text === '' ? undefined : { kind: 'text', text, raised: '' };
}
