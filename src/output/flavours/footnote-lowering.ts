import type { Link, PhrasingContent } from 'mdast';
import { footnoteLetters } from '../../document/footnote-letters.ts';
import { text } from './page-words.ts';

// On hosts without footnotes a raised letter leads to a text at the end, whose letter leads back to the first mark.

/**
 * The mark of a footnote. `marked` holds the numbers of the footnotes with a mark, to which this one is added; where the
 * host has targets within a line (`hasPlaces`), the first mark is one.
 */
export function footnoteMark(number: number, hasPlaces: boolean, marked: Set<number>): PhrasingContent[] {
  const mark: PhrasingContent = { type: 'raised', children: [numberLink(number, footnoteId(number))] };
  if (marked.has(number) || !hasPlaces) return [mark];
  marked.add(number);
  return [{ type: 'anchor', id: markId(number) }, mark];
}

/** What stands before the text of a footnote: its letter, which leads back to the first of the marks before it. */
export function footnoteHead(number: number, marked: ReadonlySet<number>): PhrasingContent[] {
  return marked.has(number) ? [numberLink(number, markId(number)), text(' ')] : [text(`${footnoteLetters(number)} `)];
}

/** The id of the text of a footnote. Ids of the document have no underscore. */
export function footnoteId(number: number): string {
  return `footnote_${number}`;
}

function markId(number: number): string {
  return `mark_${number}`;
}

function numberLink(number: number, id: string): Link {
  return { type: 'link', url: `#${id}`, children: [text(footnoteLetters(number))] };
}
