import type { Root } from 'mdast';
import { nodesOf } from '../tree-walk.ts';
import { withoutLinks } from './links.ts';

/** Levels of headings that a contents list shows. */
const LISTED: ReadonlySet<number> = new Set([2, 3]);

export function contentsTransform(root: Root): void {
  const sections = nodesOf(root, 'section').filter(({ depth }) => LISTED.has(depth));
  for (const list of nodesOf(root, 'contents')) {
    list.entries = sections.map(({ id, depth, children: [heading] }) => ({
      id,
      depth,
      title: withoutLinks(heading.children),
    }));
  }
}
