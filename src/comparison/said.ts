import type { Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { words } from '../locale/locales.ts';
import type { Segment } from './segments.ts';

/** What names a print in its own text. */
export interface Print {
  readonly id: string;
  readonly edition: Edition;
}

/**
 * What a text says of its subject: without citations, and without what identifies the print, which are the id of its
 * edition, its date and hashes. A source line, which names publishers and dates, is left without the names.
 */
export function saidIn(segment: Segment, { id, edition }: Print, locale: string, isSourceLine: boolean): string {
  const { date } = words(locale);
  const names = isSourceLine ? namesOf(edition, locale) : [];
  let text = segment.uncited ?? segment.text;
  for (const own of [id, date(edition.asOf), ...names]) text = without(text, own.replaceAll(/\s+/g, ' '));
  return text.replaceAll(/\b[0-9a-f]{16,64}\b/g, '#');
}

/** The words for publishers and their publications, the longest first. */
function namesOf({ dataset }: Edition, locale: string): string[] {
  return [...dataset.sources.values()]
    .flatMap(({ publisher, short, title }) => [publisher, short, title])
    .flatMap((name) => (name ? [textIn(name, locale)] : []))
    .toSorted((a, b) => b.length - a.length);
}

/** A text without a word or name; a part of a longer word stays. */
function without(text: string, name: string): string {
  if (name === '') return text;
  if (/\p{Script=Han}/u.test(name)) return text.replaceAll(name, '#');
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'gu'), '#');
}
