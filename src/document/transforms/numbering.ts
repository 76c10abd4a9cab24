import type { Root } from 'mdast';
import { visitDocument } from '../walk.ts';

/** Numbers exhibits, figures and tables apart, in reading order. */
export function numberingTransform(root: Root): void {
  const counts = { figure: 0, table: 0 };
  visitDocument(root, (node) => {
    if (node.type === 'exhibit') node.number = ++counts[node.kind];
  });
}
