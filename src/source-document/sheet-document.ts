import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { columnLetters, type Grid } from '../tables/importing/grid.ts';
import { readCsvGrid } from '../tables/importing/csv-grid.ts';
import { WorkbookError } from '../tables/importing/spreadsheet/archive.ts';
import { openWorkbook } from '../tables/importing/spreadsheet/workbook.ts';
import { cellsOf } from './cells.ts';
import type { RawCell } from './table-heads.ts';
import type { Cell, SourceDocument } from './source-document.ts';
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
  return grid && { path: file.path, isTables: true, blocks: cellsOf(rawCells(grid), table, vocabulary) };
}

/** Reads the sheets of a workbook, XLSX or ODS; each is a table. Throws an UnreadableSource if it is damaged or too large. */
export function readWorkbookDocument(path: string, bytes: Uint8Array, vocabulary: Vocabulary): SourceDocument {
  try {
    const workbook = openWorkbook(path, bytes);
    const blocks = workbook.sheets.flatMap(({ name, isHidden }, index) => {
      const table = { number: index + 1, title: name, isSheet: true, isFurniture: false };
      return cellsOf(rawCells(workbook.grid(name), isHidden), table, vocabulary);
    });
    return { path, isTables: true, blocks };
  } catch (error) {
    if (error instanceof WorkbookError) throw new UnreadableSource(`cannot be read: ${error.message}`, error.hint);
    throw error;
  }
}

/** Cells as a place names them: `Sheet!B5:D10`, or `line 5, column 2 to line 10, column 4` of a CSV file, whose sheet has no name. */
export function areaName(sheet: string, { rows, columns }: Pick<Cell, 'rows' | 'columns'>): string {
  const [top, bottom] = rows;
  const [from, to] = columns;
  const named = (row: number, column: number): string =>
    sheet === '' ? `line ${row}, column ${column}` : `${columnLetters(column)}${row}`;
  const first = sheet === '' ? named(top, from) : `${sheet}!${named(top, from)}`;
  return top === bottom && from === to ? first : `${first}${sheet === '' ? ' to ' : ':'}${named(bottom, to)}`;
}

function rawCells(grid: Grid, isHidden = false): RawCell[] {
  const cells: RawCell[] = [];
  // Of merged cells only the first holds something.
  const merged = new Map(grid.merged.map((area) => [`${area.top},${area.left}`, area]));
  for (let row = 1; row <= grid.rowCount; row += 1) {
    for (let column = 1; column <= grid.columnCount; column += 1) {
      const cell = grid.cell(row, column);
      if (!cell) continue;
      const { bottom = row, right = column } = merged.get(`${row},${column}`) ?? {};
      const place = grid.where(row, column);
      cells.push({
        text: cell.text,
        marks: cell.raised,
        isHidden: isHidden || grid.hiddenRows.has(row) || grid.hiddenColumns.has(column),
        isLoose: cell.kind === 'number' && cell.showsDigits !== true,
        rows: [row, bottom],
        columns: [column, right],
        placeOf: () => place,
      });
    }
  }
  return cells;
}
