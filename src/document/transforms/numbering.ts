import type { Root } from 'mdast';
import { nodesOf } from '../tree-walk.ts';

/** Numbers figures and tables separately, in reading order. */
export function numberingTransform(root: Root): void {
  const counts = { figure: 0, table: 0 };
  for (const exhibit of nodesOf(root, 'exhibit')) exhibit.number = ++counts[exhibit.kind];
}
