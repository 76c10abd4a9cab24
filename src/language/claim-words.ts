import { Caseless } from './caseless.ts';
import { type LocaleId, parseLocale, words } from './locales.ts';
import type { ClaimClass } from './reading-words.ts';

const known = new Map<string, readonly (readonly [ClaimClass, RegExp])[]>();

/** The words of a language that claim something of figures, by class; in texts of either case. */
export function claimPatterns(locale: LocaleId): readonly (readonly [ClaimClass, RegExp])[] {
  const patterns = known.get(locale) ?? makePatterns(locale);
  known.set(locale, patterns);
  return patterns;
}

/** The words of a class that hold others come first: a streak names a count, too. */
const ORDER: readonly ClaimClass[] = [
  'streak',
  'record',
  'rank',
  'multiple',
  'majority',
  'fraction',
  'count',
  'comparison',
];

function makePatterns(locale: LocaleId): (readonly [ClaimClass, RegExp])[] {
  const { claims } = words(locale).reading;
  const [start, end] = words(locale).isSpaced ? ['(?<![\\p{L}\\p{N}-])', '(?![\\p{L}\\p{N}])'] : ['', ''];
  return ORDER.map((kind) => [kind, new Caseless(`${start}(?:${claims[kind]})${end}`, 'gu')] as const);
}

/**
 * The first words in a text of a language that claim something of figures, such as a record; undefined where none does, and in
 * a language that Assay has no words for.
 */
export function claimIn(text: string, language: string): string | undefined {
  const locale = parseLocale(language);
  for (const [, pattern] of locale ? claimPatterns(locale) : []) {
    const [found] = text.match(pattern) ?? [];
    if (found !== undefined) return found.trim();
  }
  return undefined;
}
