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
