import type { AlignType, Root, Table, TableCell } from 'mdast';
import { Caseless } from '../../language/caseless.ts';
import { words } from '../../language/locales.ts';
import { type Context, reportAt } from '../document-context.ts';
import { nodesOf, plainText } from '../tree-walk.ts';

/**
 * Aligns columns of figures to the right, unless the author aligned them. Reports rows with more or fewer cells than the
 * head: Markdown would drop cells or add empty ones.
 */
export function tablesTransform(root: Root, context: Context): void {
  for (const table of nodesOf(root, 'table')) {
    checkRows(table, context);
    checkFigureCells(table, context);
    for (const cell of nodesOf(table, 'tableCell')) unbracket(cell);
    alignColumns(table);
  }
}

/** Marks of cells without a figure: it is not available, or there can be none. Templates write them in brackets. */
export const MISSING_MARKS = ['x', 'z'] as const;

function unbracket(cell: TableCell): void {
  const text = plainText(cell.children).trim();
  const mark = MISSING_MARKS.find((letter) => text === `[${letter}]`);
  if (mark) cell.children = [{ type: 'text', value: mark }];
}

const ROW_HINTS = {
  text: 'leave an empty line after the table',
  short: 'give it a cell for each column: [x] where there is no figure',
  long: 'remove a cell, or put a backslash before a bar that divides nothing',
};

function checkRows({ children: [head, ...rows] }: Table, context: Context): void {
  const columns = head?.children.length ?? 0;
  for (const row of rows) {
    const { length } = row.children;
    if (length === columns) continue;
    const message = `this row has ${length} ${length === 1 ? 'cell' : 'cells'}, and the head of its table ${columns}`;
    const hint = length === 1 ? ROW_HINTS.text : length < columns ? ROW_HINTS.short : ROW_HINTS.long;
    reportAt(context, row, 'document/bad-table', message, hint);
  }
}

/** Reports what stands in a column of figures as if it were one: a typed `zero`, or a dash, which may mean zero or unknown. */
function checkFigureCells({ children: [head, ...body] }: Table, context: Context): void {
  const pattern = new Caseless(`^(?:[\\p{Pd}.…·/\u2212\\s]+|${words(context.options.locale).reading.noFigure})$`);
  for (const [column] of (head?.children ?? []).entries()) {
    const cells = body.flatMap(({ children }) => children[column] ?? []);
    if (!cells.some(holdsFigure)) continue;
    for (const cell of cells) {
      const text = plainText(cell.children).trim();
      if (nodesOf(cell, 'value').length > 0 || !pattern.test(text)) continue;
      const message = `"${text}" is in a column of figures, and is bound to nothing`;
      const hint = 'print the figure with {{cell "…"}}, or write [x] for not available, [z] for not applicable';
      reportAt(context, cell, 'document/empty-cell', message, hint);
    }
  }
}

function alignColumns(table: Table): void {
  const [head, ...body] = table.children;
  table.align = (head?.children ?? []).map((_, column): AlignType => {
    const given = table.align?.[column];
    if (given) return given;
    const cells = body.flatMap(({ children }) => children[column] ?? []);
    return cells.some(holdsFigure) && cells.every((cell) => holdsFigure(cell) || isPlaceholder(cell)) ? 'right' : null;
  });
}

/** Whether a cell contains a figure and no words. */
function holdsFigure(cell: TableCell): boolean {
  return nodesOf(cell, 'value').length > 0 && !nodesOf(cell, 'text').some(({ value }) => /\p{L}/u.test(value));
}

/** Whether a cell stands for a missing figure: by a mark, a dash, nothing. */
function isPlaceholder(cell: TableCell): boolean {
  return /^(?:[xz]|\[\p{L}\]|[\p{Pd}…\u2212\s]*)$/u.test(plainText(cell.children));
}
