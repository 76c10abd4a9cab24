import { type Decimal, parseDecimal, roundTo } from '../../src/core/numbers/decimal.ts';
import type { FigureTable, Head } from '../../src/watch/figure-table.ts';
import type { Grid } from '../../src/tables/importing/grid.ts';

/** Rows without figures that end a table. */
const GAP = 3;
/** Rows above a table in which the heads of its columns stand. */
const HEAD_ROWS = 3;
/** Digits after the point of a number whose cell shows none. */
const DECIMALS = -6;

/** Tables of a sheet, cut by a simple rule: runs of rows with figures, names left of them and heads above. */
export function cutTables(grid: Grid): readonly FigureTable[] {
  const runs: number[][] = [];
  let last = -GAP - 1;
  for (let row = 1; row <= grid.rowCount; row += 1) {
    const figures = columnsOf(grid).filter((column) => figureAt(grid, row, column));
    const isHead = figures.length > 0 && figures.every((column) => isYear(figureAt(grid, row, column)));
    if (figures.length === 0 || isHead) continue;
    if (row - last > GAP) runs.push([]);
    runs.at(-1)?.push(row);
    last = row;
  }
  return runs.flatMap((rows) => tableOf(grid, rows) ?? []);
}

function tableOf(grid: Grid, rows: readonly number[]): FigureTable | undefined {
  const counts = columnsOf(grid).map((column) => ({
    column,
    figures: rows.flatMap((row) => figureAt(grid, row, column) ?? []),
  }));
  const most = Math.max(...counts.map(({ figures }) => figures.length));
  const columns = counts
    .filter(({ figures }) => figures.length >= 2 && figures.length * 4 >= most && !figures.every(isYear))
    .map(({ column }) => column);
  const [first = 0] = columns;
  const names = columnsOf(grid).filter((column) => column < first && !columns.includes(column));
  const top = rows[0] ?? 1;
  if (rows.length < 2 || columns.length === 0) return undefined;
  return {
    rows: rows.map((row) => rowHead(grid, row, names)),
    columns: columns.map((column) => ({ name: headOf(grid, top, column), indent: 0 })),
    cells: rows.map((row) => columns.map((column) => figureAt(grid, row, column))),
  };
}

function columnsOf({ columnCount }: Grid): readonly number[] {
  return Array.from({ length: Math.min(columnCount, 200) }, (_, index) => index + 1);
}

function figureAt(grid: Grid, row: number, column: number): Decimal | undefined {
  const cell = grid.cell(row, column);
  if (!cell || (cell.kind !== 'number' && cell.kind !== 'text')) return undefined;
  const text = cell.text.trim().replaceAll(/(?<=\d),(?=\d{3}(?!\d))|[$€£]\s*|\s*%$/g, '');
  const numeral = /^\((\d[\d.]*)\)$/.exec(text);
  const found = parseDecimal(numeral ? `-${numeral[1]}` : text.replace('−', '-'));
  return found && found.exponent < DECIMALS ? roundTo(found, DECIMALS, 'nearest') : found;
}

function isYear(figure: Decimal | undefined): boolean {
  return figure?.exponent === 0 && figure.coefficient >= 1700n && figure.coefficient <= 2100n;
}

function rowHead(grid: Grid, row: number, names: readonly number[]): Head {
  const texts = names.flatMap((column) => {
    const text = grid.cell(row, column)?.text ?? '';
    return text.trim() === '' ? [] : [{ text, column }];
  });
  const [own] = texts.slice(-1);
  const spaces = own ? own.text.length - own.text.trimStart().length : 0;
  return { name: texts.map(({ text }) => text.trim()).join(' '), indent: (own?.column ?? 0) * 20 + spaces };
}

function headOf(grid: Grid, top: number, column: number): string {
  const texts = Array.from({ length: HEAD_ROWS }, (_, index) => {
    const row = top - HEAD_ROWS + index;
    for (let from = column; from > Math.max(0, column - 4); from -= 1) {
      const text = row < 1 ? '' : (grid.cell(row, from)?.text.trim() ?? '');
      if (text !== '') return text;
    }
    return '';
  });
  return texts.filter((text) => text !== '').join(' ');
}
