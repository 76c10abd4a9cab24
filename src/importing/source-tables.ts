import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import type { Part } from '../core/files/shape.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { readCsvGrid } from './csv-grid.ts';
import type { Grid } from './grid.ts';
import type { Mapping } from './mapping.ts';
import type { TableInput } from './mapping-schema.ts';
import { WorkbookError } from './spreadsheet/archive.ts';
import { MAX_WORKBOOK_BYTES, openWorkbook, type Workbook } from './spreadsheet/workbook.ts';

/** A table of a mapping, and the cells that it is read from. */
export interface SourceTable {
  readonly table: Part<TableInput>;
  readonly grid: Grid;
}

/**
 * Opens the file that a mapping reads, and the sheets that its tables name. A sheet that cannot be read is reported and
 * left out; undefined if that is true of the file.
 */
export async function openTables(
  workspace: Workspace,
  file: string,
  { part }: Mapping,
  diagnostics: Diagnostics,
): Promise<readonly SourceTable[] | undefined> {
  const tables = (part.get('tables').entries() ?? []).map(([, table]) => table);
  if (/\.(?:csv|tsv|txt)$/i.test(file)) {
    const text = await workspace.readText(file, diagnostics);
    const grid = text && (await readCsvGrid(text, diagnostics));
    return grid && tables.map((table) => ({ table, grid }));
  }
  const bytes = await workspace.readNamed(file, MAX_WORKBOOK_BYTES, file, diagnostics);
  if (!bytes) return undefined;
  const workbook = reported(file, diagnostics, () => openWorkbook(file, bytes));
  if (!workbook) return undefined;
  const opened = tables.map((table) => {
    const sheet = sheetOf(table, workbook, file, diagnostics);
    const grid = sheet === undefined ? undefined : reported(file, diagnostics, () => workbook.grid(sheet));
    return grid && { table, grid };
  });
  return opened.filter((one) => one !== undefined);
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
