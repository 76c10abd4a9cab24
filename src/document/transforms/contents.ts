import type { PhrasingContent, Root } from 'mdast';
import { words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import type { Section } from '../nodes.ts';
import { nodesOf } from '../tree-walk.ts';
import { withoutLinks } from './links.ts';

/** Levels of headings that a contents list shows. */
const LISTED = { chapters: [2], sections: [2, 3] };

/** Fills contents lists. They say where the annex begins. */
export function contentsTransform(root: Root, { options: { locale } }: Context): void {
  const { annex, colon } = words(locale);
  const titleOf = ({ opensAnnex, name, children: [heading] }: Section): PhrasingContent[] => [
    ...(opensAnnex ? [{ type: 'text' as const, value: `${annex}${colon}` }] : []),
    ...withoutLinks(name ?? heading.children),
  ];

  for (const list of nodesOf(root, 'contents')) {
    const levels: readonly number[] = LISTED[list.depth ?? 'sections'];
    const sections = nodesOf(root, 'section').filter(({ depth }) => levels.includes(depth));
    list.entries = sections.map((section) => ({ id: section.id, depth: section.depth, title: titleOf(section) }));
  }
}
