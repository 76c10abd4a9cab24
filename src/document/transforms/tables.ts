import type { AlignType, Root, Table, TableCell } from 'mdast';
import { nodesOf, plainText } from '../tree-walk.ts';

/** Aligns columns of figures to the right, unless the author aligned them. */
export function tablesTransform(root: Root): void {
  for (const table of nodesOf(root, 'table')) alignColumns(table);
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

/** Whether a cell stands for a missing figure: `[x]`, a dash, nothing. */
function isPlaceholder(cell: TableCell): boolean {
  return /^(?:\[\p{L}\]|[\p{Pd}…\u2212\s]*)$/u.test(plainText(cell.children));
}
