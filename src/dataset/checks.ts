import { type Diagnostics, didYouMean, nearestWord } from '../core/diagnostics/diagnostic.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import type { Dimension } from './model.ts';
import type { Part } from '../core/files/shape.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { declaredNumbers, undeclaredIn } from '../language/typed-numbers.ts';
import { parsePeriod, type Period, periodHint } from './period.ts';

/** Shared by the checks that several files of a dataset need. */
export interface CheckScope {
  readonly yaml: DataFile;
  /** Locales of the dataset. Empty if the list itself has a mistake: then every text passes. */
  readonly locales: readonly string[];
  /** Dimensions without a mistake. */
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Ids of all dimensions, including those with a mistake. */
  readonly declaredDimensions: ReadonlySet<string>;
  readonly diagnostics: Diagnostics;
}

type TextPart = Pick<Part<string | Readonly<Partial<Record<string, string>>>>, 'key' | 'value' | 'place'>;

/** Reports a text that is given by locale, but not in exactly the locales of the dataset. */
export function checkText(
  { yaml, locales, diagnostics }: Pick<CheckScope, 'yaml' | 'locales' | 'diagnostics'>,
  { key, value: text, place: placeOf }: TextPart,
): void {
  if (locales.length === 0 || text === undefined || typeof text === 'string') return;
  const unknown = Object.keys(text).filter((locale) => !locales.includes(locale));
  for (const locale of locales) {
    // A mistyped locale is reported with the right one as its hint.
    if (locale in text || unknown.some((other) => meantLocale(other, locales) === locale)) continue;
    const place = placeOf('key');
    diagnostics.error('dataset/missing-label', `${key} has no text in ${locale}`, place, `add ${locale}: …`);
  }
  for (const locale of unknown) {
    const place = yaml.placeOf(text, locale, 'key');
    const meant = meantLocale(locale, locales);
    const hint = meant === undefined ? `add it to locales, or write ${locales.join(', ')}` : `did you mean ${meant}?`;
    diagnostics.error('dataset/unknown-locale', `${locale} is not a locale of this dataset`, place, hint);
  }
}

/** Reports as `checkText` does, and a text that stands alone where the dataset has several languages. */
function checkOwnText(scope: Pick<CheckScope, 'yaml' | 'locales' | 'diagnostics'>, part: TextPart): void {
  const { locales, diagnostics } = scope;
  checkText(scope, part);
  if (typeof part.value !== 'string' || locales.length < 2) return;
  const message = `${part.key} is one text, and the dataset has the languages ${locales.join(', ')}`;
  const hint = `write it by language: { ${locales.map((locale) => `${locale}: …`).join(', ')} }`;
  diagnostics.error('dataset/missing-label', message, part.place(), hint);
}

/** What the checks of texts know. */
export type TextScope = Pick<CheckScope, 'yaml' | 'locales' | 'diagnostics'> & {
  /** The numbers that the dataset declares as parts of names. */
  readonly looseNumbers?: readonly string[] | undefined;
};

/** Checks a text of the dataset's own that templates print: its languages, and that no number is typed in it. */
export function checkPrinted(scope: TextScope, part: TextPart): void {
  checkOwnText(scope, part);
  checkNumbers(scope, part);
}

/** The same of a name that may be one text in all languages, as those of publishers are. */
export function checkName(scope: TextScope, part: TextPart): void {
  checkText(scope, part);
  checkNumbers(scope, part);
}

/** Reports a number that is typed in a text and not declared: it is printed like any other, and nothing tests it. */
function checkNumbers({ yaml, locales, diagnostics, looseNumbers }: TextScope, { key, value, place }: TextPart): void {
  const declared = declaredNumbers(looseNumbers ?? []);
  const texts: (readonly [string, string])[] =
    typeof value === 'object'
      ? Object.entries(value).map(([id, own]) => [id, own ?? ''] as const)
      : locales.map((id) => [id, value ?? ''] as const);
  const [locale, text = ''] = texts.find(([id, own]) => undeclaredIn(own, id, declared)) ?? [];
  const numeral = locale === undefined ? undefined : undeclaredIn(text, locale, declared);
  if (locale === undefined || numeral === undefined) return;
  const at = typeof value === 'object' ? yaml.placeOf(value, locale) : place();
  const message = `the number ${numeral} is typed in ${key} and bound to nothing`;
  const hint =
    'leave it out, or declare it under loose_numbers in dataset.yaml if it is a part of a name, a year or a limit that a definition sets';
  diagnostics.error('document/loose-number', message, at, hint);
}

/** The locale of the same language, however its tag is written, or the one with the most similar tag. */
function meantLocale(locale: string, locales: readonly string[]): string | undefined {
  const language = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return locales.find((other) => language(other) === language(locale)) ?? nearestWord(locale, locales);
}

/**
 * The period that a file gives; undefined if it is missing or was reported. `yearStarts` is the month in which a split
 * year starts.
 */
export function checkedPeriod(
  { value: text, place }: Part<string>,
  diagnostics: Diagnostics,
  yearStarts: number | undefined,
): Period | undefined {
  if (text === undefined) return undefined;
  const period = parsePeriod(text, yearStarts);
  const message = `${shortened(text)} is not a period`;
  if (!period) return diagnostics.error('dataset/bad-period', message, place(), periodHint(text));
  if (!text.includes('/') || yearStarts !== undefined) return period;
  const open = `nothing says in which month ${text} starts`;
  return diagnostics.error('dataset/no-year-start', open, place(), 'add year_starts: 9 (September) to dataset.yaml');
}

/** Checks that dimensions and their members are declared. */
export function checkDimensions(
  { yaml, dimensions, declaredDimensions, diagnostics }: CheckScope,
  own: Readonly<Record<string, string>>,
): void {
  for (const [id, member] of Object.entries(own)) {
    const members = dimensions.get(id)?.members;
    if (!declaredDimensions.has(id)) {
      const hint = didYouMean(id, declaredDimensions) ?? 'declare it under dimensions';
      const place = yaml.placeOf(own, id, 'key');
      diagnostics.error('dataset/unknown-dimension', `the dimension ${id} is not declared`, place, hint);
    } else if (members && !members.has(member)) {
      const hint = didYouMean(member, members.keys()) ?? 'declare it under members';
      const message = `${member} is not a member of the dimension ${id}`;
      diagnostics.error('dataset/unknown-dimension', message, yaml.placeOf(own, id), hint);
    }
  }
}
