import { type LocaleId, words } from './locales.ts';

const found = new Map<LocaleId, RegExp>();

/**
 * Matches numbers in words that carry a scale (hundreds and more, per cent, tenths). Small numbers alone, a scale alone
 * (`million tonnes`), vague ones (`hundreds`), ordinals and what happens so many times are words like others.
 */
export function numbersInWords(locale: LocaleId): RegExp {
  const pattern = found.get(locale) ?? words(locale).numbersInWords();
  found.set(locale, pattern);
  return pattern;
}

/** The first number in words of a text. */
export function numberInWords(text: string, locale: LocaleId): string | undefined {
  return text.match(numbersInWords(locale))?.[0];
}
