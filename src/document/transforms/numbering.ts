import type { Root } from 'mdast';
import { visitDocument } from '../tree-walk.ts';

/** Numbers figures and tables separately, in reading order. */
export function numberingTransform(root: Root): void {
  const counts = { figure: 0, table: 0 };
  visitDocument(root, (node) => {
    if (node.type === 'exhibit') node.number = ++counts[node.kind];
  });
}
