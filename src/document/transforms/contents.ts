import type { PhrasingContent, Root } from 'mdast';
import { words } from '../../locale/locales.ts';
import type { Context } from '../document-context.ts';
import type { Section } from '../nodes.ts';
import { nodesOf } from '../tree-walk.ts';
import { withoutLinks } from './links.ts';

/** Levels of headings that a contents list shows. */
const LISTED: ReadonlySet<number> = new Set([2, 3]);

/** Fills contents lists. They say where the annex begins. */
export function contentsTransform(root: Root, { options: { locale } }: Context): void {
  const { annex, colon } = words(locale);
  const titleOf = ({ opensAnnex, children: [heading] }: Section): PhrasingContent[] => [
    ...(opensAnnex ? [{ type: 'text' as const, value: `${annex}${colon}` }] : []),
    ...withoutLinks(heading.children),
  ];

  const sections = nodesOf(root, 'section').filter(({ depth }) => LISTED.has(depth));
  for (const list of nodesOf(root, 'contents')) {
    list.entries = sections.map((section) => ({ id: section.id, depth: section.depth, title: titleOf(section) }));
  }
}
