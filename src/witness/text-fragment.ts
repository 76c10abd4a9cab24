import type { Block } from '../source-document/source-document.ts';

/** Words before a numeral, and then behind it, that may be needed to find it. */
const MOST_WORDS = 8;

/** Most words with which the label of an excerpt opens. */
const OPENING_WORDS = 4;

/**
 * Writes text directives (`text=prefix-,the text,-suffix`), by which a browser finds a place in a page and marks it: as few
 * words as single it out among the blocks of the source. Of an excerpt the words stand apart in the page: where its numeral is
 * not the only one, the text begins at its first words and ends with the numeral.
 */
export function textFragment(
  blocks: readonly Block[],
): (block: Block, span: readonly [number, number], isExcerpt: boolean) => string {
  const whole = blocks.map(({ text }) => plain(text)).join('\n');
  const known = new Map<string, readonly number[]>();
  const placesOf = (text: string): readonly number[] => {
    const found = known.get(text) ?? offsetsOf(whole, text);
    known.set(text, found);
    return found;
  };
  return ({ text }, [from, to], isExcerpt) => {
    const marked = text.slice(from, to).trim();
    const own = plain(marked);
    const places = placesOf(own);
    if (isExcerpt) {
      const opening = /^(.+?) … /u.exec(text.slice(0, from))?.[1];
      const isEnough = places.length === 1 || opening === undefined;
      return `text=${isEnough ? '' : `${encoded(wordsOf(opening).slice(0, OPENING_WORDS).join(''))},`}${encoded(marked)}`;
    }
    const prefix = fewestOf(wordsOf(text.slice(0, from)).toReversed(), (words) => {
      const before = plain(words.toReversed().join(''));
      return places.filter((at) => whole.endsWith(before, at)).length <= 1;
    }).toReversed();
    const left = places.filter((at) => whole.endsWith(plain(prefix.join('')), at));
    const suffix = fewestOf(wordsOf(text.slice(to)), (words) => {
      const behind = plain(words.join(''));
      return left.filter((at) => whole.startsWith(behind, at + own.length)).length <= 1;
    });
    const [before, behind] = [encoded(prefix.join('')), encoded(suffix.join(''))];
    return `text=${before && `${before}-,`}${encoded(marked)}${behind && `,-${behind}`}`;
  };
}

/** Where a text stands in another. */
function offsetsOf(whole: string, text: string): number[] {
  const found: number[] = [];
  if (text === '') return found;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) found.push(at);
  return found;
}

/** The fewest of some words that are enough; else as many as may be. */
function fewestOf(words: readonly string[], isEnough: (words: readonly string[]) => boolean): readonly string[] {
  const most = words.slice(0, MOST_WORDS);
  const size = most.findIndex((_, count) => isEnough(most.slice(0, count)));
  return size < 0 ? most : most.slice(0, size);
}

/** Words with the space around them; Han characters have none and stand alone. */
function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}\s*|[^\s\p{Script=Han}]+\s*|^\s+/gu) ?? [];
}

/** As a browser compares: spaces are one, capitals do not count. */
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').toLowerCase();
}

/** Percent-encoded, with the hyphens that a directive has as signs; half a character is none. */
function encoded(text: string): string {
  const whole = text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\uD800-\uDFFF]/gu, '');
  return encodeURIComponent(whole).replaceAll('-', '%2D');
}
