import { chinese } from './zh-CN/chinese.ts';
import { english } from './en/english.ts';
import { german } from './de/german.ts';
import type { Locale } from './locale.ts';

/** The languages that Assay has words for. The first one is the default. */
const [DEFAULT, ...OTHERS] = [english, chinese, german] as const;

export const LOCALES: readonly Locale[] = [DEFAULT, ...OTHERS];

export const LOCALE_IDS: readonly string[] = LOCALES.map(({ id }) => id);

/** The language of what is said once for all readers, such as the metadata of a dataset. */
export const DEFAULT_LOCALE: string = DEFAULT.id;

const BY_ID: ReadonlyMap<string, Locale> = new Map(LOCALES.map((locale) => [locale.id, locale]));

/** The words of a locale; of the default where Assay has none (schemas allow only locales that it has). */
export function words(locale: string): Locale {
  return BY_ID.get(locale) ?? DEFAULT;
}
