import type { Root } from 'mdast';
import { nodesOf } from '../tree-walk.ts';

/** Numbers charts and tables separately, in reading order. */
export function numberingTransform(root: Root): void {
  const counts = { chart: 0, table: 0 };
  for (const exhibit of nodesOf(root, 'exhibit')) exhibit.number = ++counts[exhibit.body.type];
}
