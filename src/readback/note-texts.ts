import type { List, ListItem, PhrasingContent } from 'mdast';
import type { Note } from '../document/note-nodes.ts';
import type { Locale } from '../locale/locale.ts';
import type { PrintManner } from './print-manner.ts';

/** How an output prints, and the words of its language. */
interface Printing {
  readonly manner: Pick<PrintManner, 'hasColon'>;
  readonly terms: Pick<Locale, 'colon'>;
}

/**
 * The content of a remark as an output shows it. In Markdown and wikis each item of a notice is a line in which a colon
 * follows the label, and an arrow follows what is struck out; everything else stays as it is.
 */
export function noteTexts({ isNotice, children }: Note, { manner, terms }: Printing): Note['children'] {
  if (!isNotice || !manner.hasColon) return children;
  return children.map((child) => (child.type === 'list' ? lines(child, terms.colon) : child));
}

function lines(list: List, colon: string): List {
  return {
    ...list,
    children: list.children.map((item) =>
      item.children.every(({ type }) => type === 'paragraph')
        ? { ...item, children: marked(item.children, colon) }
        : item,
    ),
  };
}

/** The paragraphs of an item, with what stands between two of them at the end of the first. */
function marked(paragraphs: ListItem['children'], colon: string): ListItem['children'] {
  return paragraphs.map((paragraph, at) => {
    if (at === paragraphs.length - 1 || paragraph.type !== 'paragraph') return paragraph;
    const [only, ...others] = paragraph.children;
    const arrow = only?.type === 'delete' && others.length === 0 ? ' → ' : ' ';
    const mark: PhrasingContent = { type: 'text', value: at === 0 ? colon : arrow };
    return { ...paragraph, children: [...paragraph.children, mark] };
  });
}
