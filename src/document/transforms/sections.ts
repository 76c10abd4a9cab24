import type { Heading, Root } from 'mdast';
import { type Context, placeOfNode, reportAt } from '../document-context.ts';
import type { DocumentContent, Section } from '../nodes.ts';

/** Puts each heading and what follows it into a section. The first heading is the title of the document. */
export function sectionsTransform(root: Root, context: Context): void {
  const content = root.children as DocumentContent[];
  const open: Section[] = [];
  const top: DocumentContent[] = [];
  let count = 0;
  reportTitle(content, context);
  for (const node of content) {
    if (node.type !== 'heading') {
      const section = node.type === 'footnotes' ? open[0] : open.at(-1);
      (section?.children ?? top).push(node);
      continue;
    }
    while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    count += 1;
    const section = sectionOf(node, count);
    (open.at(-1)?.children ?? top).push(section);
    open.push(section);
  }
  root.children = top;
}

/** A heading without an id was reported; its section gets a number, so that the other steps can go on. */
function sectionOf(heading: Heading, count: number): Section {
  return { type: 'section', id: heading.data?.id ?? `section-${count}`, depth: heading.depth, children: [heading] };
}

function reportTitle(content: readonly DocumentContent[], context: Context): void {
  const [first] = content;
  const titles = content.filter((node) => node.type === 'heading' && node.depth === 1);
  const hint = 'begin with one # Title {#top}; sections take ##';
  if (!first || first !== titles[0]) {
    const place = first ? placeOfNode(context, first) : context.filled.placeOf(0);
    context.diagnostics.error('document/title', 'the document does not start with its title', place, hint);
  }
  for (const title of titles.slice(1)) {
    reportAt(context, title, 'document/title', 'this is a second title', hint);
  }
}
