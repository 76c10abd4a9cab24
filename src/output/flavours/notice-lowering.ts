import type { ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { paragraph, strong, text, withoutStrong } from './page-words.ts';

/**
 * The lowered blocks of a notice as every host shows them: its first paragraph is a bold title, and each item of its
 * lists is one line. The colon is that of the language, with its space.
 */
export function noticeBlocks([title, ...rest]: readonly RootContent[], colon: string): RootContent[] {
  const words = title?.type === 'paragraph' ? withoutStrong(title.children) : [];
  return [paragraph([strong(words)]), ...rest.map((block) => withLines(block, colon))];
}

/** No host sets the items in columns: paragraphs below one another would take three lines a figure. */
function withLines(block: RootContent, colon: string): RootContent {
  if (block.type !== 'list') return block;
  return { ...block, spread: false, children: block.children.map((item) => inOneLine(item, colon)) };
}

/** A label, a colon and what is said of it; an arrow leads from a text that is struck out to what replaces it. */
function inOneLine(item: ListItem, colon: string): ListItem {
  const paragraphs = item.children.filter((child) => child.type === 'paragraph');
  if (paragraphs.length !== item.children.length) return item;
  const line = paragraphs.flatMap(({ children }, at): PhrasingContent[] => {
    if (at === 0) return children;
    const space = isStruckOut(paragraphs[at - 1]) ? ' → ' : ' ';
    const mark: PhrasingContent[] = [text(at === 1 ? colon : space)];
    return mark.concat(children);
  });
  return { ...item, spread: false, children: [paragraph(line)] };
}

function isStruckOut(block: Paragraph | undefined): boolean {
  return block?.children.length === 1 && block.children[0]?.type === 'delete';
}
