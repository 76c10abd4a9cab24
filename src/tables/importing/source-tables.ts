import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { Part } from '../../core/files/shape.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { readCsvGrid } from './csv-grid.ts';
import type { Grid } from './grid.ts';
import type { Mapping } from './mapping.ts';
import type { TableInput } from './mapping-schema.ts';
import { WorkbookError } from './spreadsheet/archive.ts';
import { loadDuckDb, runQuery } from './query/duckdb.ts';
import { QueryError } from './query/query-error.ts';
import { MAX_QUERY_CELLS, queryGrid } from './query/query-grid.ts';
import type { Workbook } from './spreadsheet/sheet-cells.ts';
import { MAX_WORKBOOK_BYTES, openWorkbook } from './spreadsheet/workbook.ts';

/** A table of a mapping, and the cells that it is read from. */
export interface SourceTable {
  readonly table: Part<TableInput>;
  readonly grid: Grid;
}

/**
 * Opens the file that a mapping reads, and the sheets that its tables name, and runs their queries. A sheet that cannot be
 * read is reported and left out; undefined if that is true of the file.
 */
export async function openTables(
  workspace: Workspace,
  file: string,
  mapping: Mapping,
  diagnostics: Diagnostics,
): Promise<readonly SourceTable[] | undefined> {
  const tables = (mapping.part.get('tables').entries() ?? []).map(([, table]) => table);
  const open = tables.every(isQueried) ? () => undefined : await openFile(workspace, file, diagnostics);
  if (!open) return undefined;
  const opened: SourceTable[] = [];
  for (const table of tables) {
    const grid = isQueried(table) ? await openQuery(workspace, file, mapping, table, diagnostics) : open(table);
    if (grid) opened.push({ table, grid });
  }
  return opened;
}

/** Whether a table is the result of a query. */
function isQueried({ value }: Part<TableInput>): boolean {
  return value?.query !== undefined;
}

/** Finds the cells of a table; undefined where that was reported. */
type OpenTable = (table: Part<TableInput>) => Grid | undefined;

async function openFile(workspace: Workspace, file: string, diagnostics: Diagnostics): Promise<OpenTable | undefined> {
  if (/\.(?:csv|tsv|txt)$/i.test(file)) {
    const text = await workspace.readText(file, diagnostics);
    const grid = text && (await readCsvGrid(text, diagnostics));
    return grid && (() => grid);
  }
  const bytes = await workspace.readNamed(file, MAX_WORKBOOK_BYTES, file, diagnostics);
  const workbook = bytes && reported(file, diagnostics, () => openWorkbook(file, bytes));
  if (!workbook) return undefined;
  return (table) => {
    const sheet = sheetOf(table, workbook, file, diagnostics);
    return sheet === undefined ? undefined : reported(file, diagnostics, () => workbook.grid(sheet));
  };
}

/** The result of a query. What DuckDB refuses is reported at the query. */
async function openQuery(
  workspace: Workspace,
  file: string,
  { path }: Mapping,
  table: Part<TableInput>,
  diagnostics: Diagnostics,
): Promise<Grid | undefined> {
  const place = table.get('query').place();
  for (const key of ['sheet', 'range', 'flags'] as const) {
    if (table.value?.[key] === undefined) continue;
    const hint = 'remove one of the two: a query chooses rows and columns itself';
    const where = table.get(key).place('key');
    return diagnostics.error('import/query', `the result of a query has no ${key}`, where, hint);
  }
  if (file !== path && !workspace.findFile(file)) {
    await workspace.readNamed(file, MAX_WORKBOOK_BYTES, place, diagnostics);
    return undefined;
  }
  const given = { root: workspace.root, file: file === path ? undefined : file, limit: MAX_QUERY_CELLS };
  try {
    return queryGrid(await runQuery(loadDuckDb(), table.value?.query ?? '', given), path);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return diagnostics.error('import/query', error.message, place, error.hint);
  }
}

/** What is read of a workbook, or undefined where that reports why it cannot be. */
export function reported<T>(file: string, diagnostics: Diagnostics, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    return diagnostics.error('import/unreadable', error.message, file, error.hint);
  }
}

/** The sheet that a table names, or the only one that is shown. */
function sheetOf(
  table: Part<TableInput>,
  { sheets }: Workbook,
  file: string,
  diagnostics: Diagnostics,
): string | undefined {
  const wanted = table.value?.sheet;
  const names = sheets.map(({ name }) => name);
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  if (wanted === undefined) {
    const [only, ...others] = shown;
    if (only && others.length === 0) return only.name;
    const hint = `name one: sheet: ${shown[0]?.name ?? '…'}. The sheets are ${names.join(', ')}`;
    return diagnostics.error('import/unknown-sheet', `${file} has ${shown.length} sheets`, table.place(), hint);
  }
  const found = sheets.find(({ name }) => name === wanted);
  if (!found) {
    const hint = didYouMean(wanted, names) ?? `the sheets are ${names.join(', ')}`;
    const message = `${file} has no sheet "${shortened(wanted)}"`;
    return diagnostics.error('import/unknown-sheet', message, table.get('sheet').place(), hint);
  }
  if (!found.isHidden || table.value?.hidden === 'read') return found.name;
  const hint = 'if it is to be imported: hidden: read';
  return diagnostics.error('import/hidden', `the sheet ${wanted} is hidden`, table.get('sheet').place(), hint);
}
