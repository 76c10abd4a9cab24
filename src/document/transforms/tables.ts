import type { AlignType, Root, Table, TableCell } from 'mdast';
import { plainText, visitDocument } from '../tree-walk.ts';

/** Aligns columns of figures to the right, unless the author aligned them. */
export function tablesTransform(root: Root): void {
  visitDocument(root, (node) => {
    if (node.type === 'table') alignColumns(node);
  });
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
  let figures = 0;
  let words = 0;
  visitDocument(cell, (node) => {
    if (node.type === 'value') figures += 1;
    if (node.type === 'text' && /\p{L}/u.test(node.value)) words += 1;
  });
  return figures > 0 && words === 0;
}

/** Whether a cell stands for a missing figure: `[x]`, a dash, nothing. */
function isPlaceholder(cell: TableCell): boolean {
  return /^(?:\[\p{L}\]|[\p{Pd}…\u2212\s]*)$/u.test(plainText(cell.children));
}
