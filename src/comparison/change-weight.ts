import { inPattern } from '../core/diagnostics/quoting.ts';
import { signOf } from '../core/numbers/decimal.ts';
import { quantityOf } from '../dataset/model.ts';
import { addressOf, observationOf } from '../figure/value.ts';
import type { Locale } from '../language/locale.ts';
import { markedText } from './marked-text.ts';
import type { Segment } from './segments.ts';

/** What a change does to what a text says, the gravest first. */
export const WEIGHTS = ['direction', 'rank', 'presence', 'words', 'figures', 'drawing', 'order', 'imprint'] as const;

export type Weight = (typeof WEIGHTS)[number];

/**
 * What changes from one text to another: a direction where a figure of change turns its sign, or a word of direction is
 * another one; a rank where a word of rank is; else other words, or figures only. `imprint`: only a fingerprint differs.
 */
export function weightOf(before: Segment, after: Segment, locale: Locale): Weight {
  if (withoutHashes(before) === withoutHashes(after)) return 'imprint';
  const { removed, added } = changedWords(before, after);
  const differ = (lists: readonly (readonly string[])[]): boolean => {
    const [was, is] = [removed, added].map((text) => lists.map((list) => list.some((word) => holds(text, word))));
    return lists.some((_, index) => was?.[index] !== is?.[index]);
  };
  if (turned(before, after) || differ(directionsIn(locale))) return 'direction';
  if (differ([...locale.rank.largest.filter(Boolean), ...locale.rank.smallest.filter(Boolean)].map((word) => [word])))
    return 'rank';
  return withoutFigures(before) === withoutFigures(after) ? 'figures' : 'words';
}

/** The fingerprint of an edition is another one whenever anything is. */
function withoutHashes({ text }: Segment): string {
  return text.replaceAll(/\b[0-9a-f]{16,64}\b/g, '#');
}

/** Whether a rate or a difference that both print has another sign. */
function turned(before: Segment, after: Segment): boolean {
  const signs = new Map(before.figures.flatMap(({ value }) => entryOf(value)));
  return after.figures.some(({ value }) =>
    entryOf(value).some(([address, sign]) => (signs.get(address) ?? sign) !== sign),
  );
}

function entryOf(value: Segment['figures'][number]['value']): [string, number][] {
  const stated = observationOf(value);
  const quantity = stated && quantityOf(stated);
  if (!quantity || !['growth', 'change', 'cagr', 'difference'].includes(stated.measure)) return [];
  return [[addressOf(value), signOf(quantity.decimal)]];
}

/** Words for a rise, for a fall and for no change. */
function directionsIn({ verb, noun }: Locale): string[][] {
  return (['up', 'down', 'flat'] as const).map((way) => [verb.singular[way], verb.plural[way], noun[way]]);
}

function holds(text: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return text.includes(word);
  const escaped = inPattern(word);
  return new RegExp(String.raw`(?<!\p{L})${escaped}(?!\p{L})`, 'iu').test(text);
}

/** The words that only one of the texts has. */
function changedWords(before: Segment, after: Segment): { readonly removed: string; readonly added: string } {
  const parts = markedText(before.text, after.text);
  const marked = (wanted: string): string =>
    parts.flatMap(({ text, mark }) => (mark === wanted ? [text] : [])).join(' ');
  return { removed: marked('old'), added: marked('new') };
}

/** The words of a text, with a mark for each figure and for each number that is typed. */
function withoutFigures({ text, figures }: Segment): string {
  let words = text;
  for (const figure of figures) words = words.replace(figure.text, '#');
  return words.replaceAll(/[#◆○]+/g, '#');
}
