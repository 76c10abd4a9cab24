import { chinese } from './zh-CN/chinese.ts';
import { english } from './en/english.ts';
import { german } from './de/german.ts';
import type { Locale } from './locale.ts';

/** The languages that Assay has words for. The first one is the default. */
const LANGUAGES = { [english.id]: english, [chinese.id]: chinese, [german.id]: german };

/** The tag of a language that Assay prints in. Datasets may have texts in others, too. */
export type LocaleId = keyof typeof LANGUAGES;

export const LOCALES: readonly Locale<LocaleId>[] = Object.values(LANGUAGES);

/** The language of what is said once for all readers, such as the metadata of a dataset. */
export const DEFAULT_LOCALE: LocaleId = english.id;

export const LOCALE_IDS: readonly [LocaleId, ...LocaleId[]] = [
  DEFAULT_LOCALE,
  ...LOCALES.map(({ id }) => id).filter((id) => id !== DEFAULT_LOCALE),
];

/** Reads the tag of a language; undefined of one that Assay has no words for. */
export function parseLocale(tag: string): LocaleId | undefined {
  return LOCALE_IDS.find((id) => id === tag);
}

/** The words of a locale. */
export function words(locale: LocaleId): Locale<LocaleId> {
  return LANGUAGES[locale];
}

/** Chinese in traditional characters, whose words are not those of the simplified ones. */
const TRADITIONAL = /^zh-(?:hant|tw|hk|mo)/;

/** The words with which a text in a language is read, whatever the country of its tag; undefined if there are none. */
export function readingWords(tag: string): Locale<LocaleId> | undefined {
  const small = tag.toLowerCase();
  const language = (one: string): string => one.toLowerCase().split('-')[0] ?? '';
  if (TRADITIONAL.test(small)) return undefined;
  return LOCALES.find(({ id }) => id === tag) ?? LOCALES.find(({ id }) => language(id) === language(small));
}
