import type { Heading, Root } from 'mdast';
import { type Context, placeOfNode, reportAt } from '../document-context.ts';
import type { DocumentContent, PageStart, Section } from '../nodes.ts';

/** Whether a node is the line above the title. */
function isKicker(node: DocumentContent | undefined): boolean {
  return node?.type === 'paragraph' && node.data?.kicker === true;
}

/** Depth of the headings of chapters. */
const CHAPTER_DEPTH = 2;

/**
 * Puts each heading and what follows it into a section. The first heading is the title of the document. A section after
 * the start of a page or of the annex knows that; one that stands before no heading is reported.
 */
export function sectionsTransform(root: Root, context: Context): void {
  const content = root.children as DocumentContent[];
  const open: Section[] = [];
  const top: DocumentContent[] = [];
  let count = 0;
  let start: PageStart | undefined;
  let isAnnex = false;
  let isAnnexNamed = false;
  reportTitle(content, context);
  for (const [index, node] of content.entries()) {
    if (node.type === 'pageStart') {
      start = node;
      if (content[index + 1]?.type === 'heading') continue;
      const hint = 'put it right before the heading of a chapter';
      reportAt(context, node, 'document/block-content', 'this start of a page comes before no heading', hint);
      continue;
    }
    if (isKicker(node) && index > 0) {
      const hint = 'put it at the start of the template, before the title';
      reportAt(context, node, 'document/block-content', 'this kicker is not above the title', hint);
    }
    if (node.type !== 'heading') {
      const section = node.type === 'footnotes' ? open[0] : open.at(-1);
      (section?.children ?? top).push(node);
      continue;
    }
    while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    count += 1;
    isAnnex ||= start?.isAnnex ?? false;
    const opensAnnex: boolean = isAnnex && !isAnnexNamed && node.depth === CHAPTER_DEPTH;
    isAnnexNamed ||= opensAnnex;
    const section: Section = {
      ...sectionOf(node, count),
      opensPage: start !== undefined || node.data?.settings?.break === 'page',
      isAnnex,
      opensAnnex,
    };
    start = undefined;
    (open.at(-1)?.children ?? top).push(section);
    open.push(section);
  }
  root.children = top;
}

/** A heading without an id was reported; its section gets a number, so that the other steps can go on. */
function sectionOf(heading: Heading, count: number): Section {
  const last = heading.children.at(-1);
  const name = last?.type === 'emphasis' && last.data?.isName ? last.children : undefined;
  if (name) heading.children.pop();
  const id = heading.data?.id ?? `section-${count}`;
  return { type: 'section', id, depth: heading.depth, name, children: [heading] };
}

function reportTitle(content: readonly DocumentContent[], context: Context): void {
  const first = content[isKicker(content[0]) ? 1 : 0];
  const titles = content.filter((node) => node.type === 'heading' && node.depth === 1);
  const hint = 'begin with one # Title {#top}; sections take ##';
  if (!first || first !== titles[0]) {
    const place = (first && placeOfNode(context, first)) ?? context.filled.placeOf(0);
    context.diagnostics.error('document/title', 'the document does not start with its title', place, hint);
  }
  for (const title of titles.slice(1)) {
    reportAt(context, title, 'document/title', 'this is a second title', hint);
  }
}
