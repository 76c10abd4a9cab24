import type { Root } from 'mdast';
import type { Contents, Section } from '../nodes.ts';
import { visitDocument } from '../tree-walk.ts';
import { withoutLinks } from './links.ts';

/** Levels of headings that a contents list shows. */
const LISTED: ReadonlySet<number> = new Set([2, 3]);

export function contentsTransform(root: Root): void {
  const sections: Section[] = [];
  const lists: Contents[] = [];
  visitDocument(root, (node) => {
    if (node.type === 'section' && LISTED.has(node.depth)) sections.push(node);
    if (node.type === 'contents') lists.push(node);
  });
  for (const list of lists) {
    list.entries = sections.map(({ id, depth, children: [heading] }) => ({
      id,
      depth,
      title: withoutLinks(heading.children),
    }));
  }
}
