import type { PhrasingContent } from 'mdast';
import { plainText } from '../../document/tree-walk.ts';

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
    const words = withoutLinkMarks(plainText(line));
    const letters = words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
    const count = seen.get(letters) ?? 0;
    seen.set(letters, count + 1);
    targets.set(id, count === 0 ? words : words + String(count));
  }
  return targets;
}

/** Words without what would end a link or make another one of it. In an id these signs count as spaces. */
function withoutLinkMarks(words: string): string {
  return words.replaceAll(/[|[\]#@<>/\\{}\s]+/g, ' ').trim();
}
