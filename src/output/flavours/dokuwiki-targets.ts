import type { PhrasingContent } from 'mdast';
import { plainText } from '../../document/tree-walk.ts';
import { dokuwikiHeading } from './dokuwiki-escapes.ts';

/**
 * What a link to each id names: the words of its heading, of which DokuWiki makes an id in links as in headings. It counts
 * headings with equal ids. `headings` are those of the page, in order.
 */
export function dokuwikiTargets(
  headings: ReadonlyMap<string, readonly PhrasingContent[]>,
): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const targets = new Map<string, string>();
  for (const [id, line] of headings) {
    const words = dokuwikiHeading(plainText(line));
    const name = sectionId(words);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    targets.set(id, count === 0 ? withoutLinkMarks(words) : name + String(count));
  }
  return targets;
}

/** The id that DokuWiki gives a heading, as far as it tells which headings have equal ids. */
function sectionId(words: string): string {
  const id = words
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(';', ':')
    .replaceAll(/[^\p{L}\p{N}\u2060.:_-]+/gu, '_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^[:._-]+|[:._-]+$/g, '')
    .replaceAll(/[:._-]*:[:._-]*/g, ':')
    .replaceAll(/[:.]/g, '');
  const letters = id.replace(/^[\d_-]+/, '');
  return letters === '' ? `section${id.replaceAll(/\D+/g, '')}` : letters;
}

/** Words without what would end a link or make another one of it. In an id these signs count as spaces. */
function withoutLinkMarks(words: string): string {
  return words.replaceAll(/[|[\]#@<>/\\{}\s]+/g, ' ').trim();
}
