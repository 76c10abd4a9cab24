import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Grid } from '../tables/importing/grid.ts';
import { readCsvGrid } from '../tables/importing/csv-grid.ts';
import { WorkbookError } from '../tables/importing/spreadsheet/archive.ts';
import { openWorkbook } from '../tables/importing/spreadsheet/workbook.ts';
import { cellsOf } from './cells.ts';
import type { RawCell } from './table-heads.ts';
import type { SourceDocument } from './source-document.ts';
import { UnreadableSource } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Reads a CSV file as one table. */
export async function readCsvDocument(
  file: SourceFile,
  vocabulary: Vocabulary,
  diagnostics: Diagnostics,
): Promise<SourceDocument | undefined> {
  const grid = await readCsvGrid(file, diagnostics);
  const table = { number: 1, title: '', isFurniture: false };
  return grid && { path: file.path, kind: 'csv', blocks: cellsOf(rawCells(grid), table, vocabulary) };
}

/** Reads the sheets of a workbook, XLSX or ODS, that are shown; each is a table. Throws an UnreadableSource if it is damaged or too large. */
export function readWorkbookDocument(
  path: string,
  kind: 'xlsx' | 'ods',
  bytes: Uint8Array,
  vocabulary: Vocabulary,
): SourceDocument {
  try {
    const workbook = openWorkbook(path, bytes);
    const shown = workbook.sheets.filter(({ isHidden }) => !isHidden);
    const blocks = shown.flatMap(({ name }, index) =>
      cellsOf(rawCells(workbook.grid(name)), { number: index + 1, title: name, isFurniture: false }, vocabulary),
    );
    return { path, kind, blocks };
  } catch (error) {
    if (error instanceof WorkbookError) throw new UnreadableSource(`cannot be read: ${error.message}`, error.hint);
    throw error;
  }
}

function rawCells(grid: Grid): RawCell[] {
  const cells: RawCell[] = [];
  // Of merged cells only the first holds something.
  const merged = new Map(grid.merged.map((area) => [`${area.top},${area.left}`, area]));
  for (let row = 1; row <= grid.rowCount; row += 1) {
    if (grid.hiddenRows.has(row)) continue;
    for (let column = 1; column <= grid.columnCount; column += 1) {
      const cell = grid.hiddenColumns.has(column) ? undefined : grid.cell(row, column);
      if (!cell) continue;
      const { bottom = row, right = column } = merged.get(`${row},${column}`) ?? {};
      const place = grid.where(row, column);
      cells.push({
        text: cell.text,
        marks: cell.raised,
        isLoose: cell.kind === 'number' && cell.showsDigits !== true,
        rows: [row, bottom],
        columns: [column, right],
        placeOf: () => place,
      });
    }
  }
  return cells;
}
