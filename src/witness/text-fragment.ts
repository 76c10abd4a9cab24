import type { Block } from '../source-document/source-document.ts';

/** Words before a numeral, and then behind it, that may be needed to find it. */
const MOST_WORDS = 8;

/** Most words with which the label of an excerpt opens. */
const OPENING_WORDS = 5;

/**
 * Writes text directives (`text=prefix-,the text,-suffix`), by which a browser finds a place in a page and marks it: as few
 * words as single it out among the blocks of the source. Of an excerpt the words stand apart in the page: the text begins at its
 * first words and ends with the numeral.
 */
export function textFragment(
  blocks: readonly Block[],
): (block: Block, span: readonly [number, number], isExcerpt: boolean) => string {
  const whole = blocks.map(({ text }) => plain(text)).join('\n');
  const counts = new Map<string, number>();
  const isUnique = (text: string): boolean => {
    const known = counts.get(text);
    if (known !== undefined) return known === 1;
    const first = whole.indexOf(text);
    const count = first < 0 ? 0 : whole.indexOf(text, first + 1) < 0 ? 1 : 2;
    counts.set(text, count);
    return count === 1;
  };
  return ({ text }, [from, to], isExcerpt) => {
    const marked = text.slice(from, to).trim();
    if (isExcerpt) {
      const [opening = ''] = text.split(' … ');
      const isApart = text.indexOf(' … ') >= 0 && opening.length < from;
      return `text=${isApart ? `${encoded(wordsOf(opening).slice(0, OPENING_WORDS).join(''))},` : ''}${encoded(marked)}`;
    }
    const [before, behind] = [wordsOf(text.slice(0, from)), wordsOf(text.slice(to))];
    let [prefix, suffix] = ['', ''];
    for (let size = 1; size <= MOST_WORDS && !isUnique(plain(prefix + marked)) && size <= before.length; size += 1)
      prefix = before.slice(-size).join('');
    for (
      let size = 1;
      size <= MOST_WORDS && !isUnique(plain(prefix + marked + suffix)) && size <= behind.length;
      size += 1
    )
      suffix = behind.slice(0, size).join('');
    return `text=${prefix.trim() === '' ? '' : `${encoded(prefix)}-,`}${encoded(marked)}${suffix.trim() === '' ? '' : `,-${encoded(suffix)}`}`;
  };
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
