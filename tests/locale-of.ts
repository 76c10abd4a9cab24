import { type LocaleId, parseLocale } from '../src/language/locales.ts';

/** The locale that a case of a test names. */
export function localeOf(tag: string): LocaleId {
  const locale = parseLocale(tag);
  if (!locale) throw new Error(`Assay has no words for ${tag}`);
  return locale;
}
