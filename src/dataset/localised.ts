/** A text in each locale that has one. */
export type Localised = ReadonlyMap<string, string>;

/** The text in a locale; in a locale without one, the first text that there is. */
export function textIn(text: Localised, locale: string): string {
  return text.get(locale) ?? [...text.values()][0] ?? '';
}

/** A text as a data file holds it: by locale, or one text for each of `locales`. */
export function localisedOf(
  text: string | Readonly<Partial<Record<string, string>>> | undefined,
  locales: readonly string[] = [],
): Localised {
  if (typeof text === 'string') return new Map(locales.map((locale) => [locale, text]));
  return new Map(
    Object.entries(text ?? {}).flatMap(([locale, words]) => (words === undefined ? [] : [[locale, words]])),
  );
}

/** Whether a label starts with a name, and not with a longer word. */
export function startsWithName(label: string, name: string): boolean {
  return label.startsWith(name) && !/^[\p{L}\p{N}]/u.test(label.slice(name.length));
}
