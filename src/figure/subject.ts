import { onceFor } from '../core/machine/cache.ts';
import { comparedIndicator, isConfidence, statedAddress } from '../dataset/address.ts';
import type { Address, Dataset, Indicator, Observation } from '../dataset/model.ts';
import { startsWithName, textIn } from '../dataset/localised.ts';
import { changeText } from './measure-words.ts';
import { observationOf, type Value } from './value.ts';
import { type LocaleId, words } from '../language/locales.ts';

/** In which words, and of what dataset. */
export interface SubjectContext {
  readonly dataset: Pick<Dataset, 'indicators' | 'names'>;
  readonly locale: LocaleId;
}

/** What a statement is about: `Refined copper, change from 2020, 2025`. */
export function subjectOf(observation: Observation, context: SubjectContext): string {
  return inTime(whatOf(observation, context, false), periodOf(observation, context), context);
}

/** The same without its period: `Refined copper, change on a year earlier`. */
export function thingOf(observation: Observation, context: SubjectContext): string {
  return whatOf(observation, context, false);
}

/**
 * A label, or a text that starts with one, as it stands within a sentence: `refined copper, 2025`. A name keeps its
 * capital: one that the dataset declares, a word that has one within some label, as in `Copper in London`, or that a capital
 * follows.
 */
export function withinSentence(text: string, { dataset, locale }: SubjectContext): string {
  const [, first = '', second = ''] = /^([\p{L}\p{N}]+)(?: (\p{Lu}?))?/u.exec(text) ?? [];
  const isName =
    second !== '' ||
    namesIn(dataset)(locale).has(first) ||
    (dataset.names ?? []).some((name) => startsWithName(text, name));
  return isName ? text : words(locale).inSentence(text);
}

/** What a forecast depends on, as a clause: `the winter stays mild`; empty where nothing is said. */
export function conditionOf(
  { condition }: Observation,
  { dataset, locale }: { readonly dataset: Pick<Dataset, 'conditions'>; readonly locale: LocaleId },
): string {
  const text = dataset.conditions.get(condition ?? '');
  return text ? textIn(text, locale) : '';
}

/** The words with a capital that stand within the labels of a dataset, by it and locale. */
const namesIn = onceFor((dataset: SubjectContext['dataset']) =>
  onceFor((locale: LocaleId) => new Set([...dataset.indicators.values()].flatMap(innerCapitals(locale)))),
);

function innerCapitals(locale: LocaleId): (indicator: Indicator) => string[] {
  return ({ label }) => textIn(label, locale).match(/(?<=\S[^\p{L}\p{N}]+)\p{Lu}[\p{L}\p{N}]*/gu) ?? [];
}

/**
 * What several figures are about, within a sentence, each thing once; the period too where all have the same:
 * `refined copper; ten metals, 2025`. Only what a source states is named.
 */
export function subjectsOf(values: readonly Value[], context: SubjectContext): string {
  const parts = values.flatMap((value) => {
    const observation = observationOf(value);
    return observation
      ? [{ what: withinSentence(whatOf(observation, context, true), context), period: periodOf(observation, context) }]
      : [];
  });
  const [period, ...others] = new Set(parts.map((part) => part.period));
  const { separator } = words(context.locale);
  if (others.length > 0) return unique(parts.map((part) => inTime(part.what, part.period, context))).join(separator);
  return inTime(unique(parts.map(({ what }) => what)).join(separator), period, context);
}

/** Indicator and measure. Usual growth among other figures goes without its measure: its per cent sign is enough. */
function whatOf(observation: Observation, context: SubjectContext, isAmongOthers: boolean): string {
  const address = statedAddress(observation);
  const isPlain = isAmongOthers && address.measure === 'growth' && !address.base && !address.counterpart;
  const label = textIn(observation.indicator.label, context.locale);
  return [label, isPlain ? undefined : measureOf(address, context)].filter(Boolean).join(words(context.locale).comma);
}

/** The period of a statement in words. */
export function periodOf({ period }: Observation, { locale }: Pick<SubjectContext, 'locale'>): string {
  return words(locale).period(period);
}

function inTime(what: string, period: string | undefined, { locale }: SubjectContext): string {
  return period === undefined ? what : what + words(locale).comma + period;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/**
 * What comes before the print of a statement: `Printed`. A text that another language's ranks above, of one publisher, is a
 * translation, and is said to be.
 */
export function printedIn(
  { release: { source } }: Observation,
  { sources }: Pick<Dataset, 'sources'>,
  locale: LocaleId,
): string {
  const { printed, printedInTranslation } = words(locale).provenance;
  const { group, language, rank } = source;
  const isTranslated = [...sources.values()].some(
    (other) => other.group === group && other.language !== language && other.rank < rank,
  );
  return isTranslated ? printedInTranslation : printed;
}

/** The measure of a statement with its base or what it is compared with: `share of total use`; undefined for a level. */
export function measureOf(address: Address, { dataset, locale }: SubjectContext): string | undefined {
  const { measure, base, counterpart } = address;
  if (measure === 'growth' || measure === 'change' || measure === 'ratio' || measure === 'cagr') {
    return changeText({ measure, base, counterpart }, locale);
  }
  if (isConfidence(measure)) return changeText({ measure, counterpart }, locale);
  if (measure !== 'share' && measure !== 'difference') return undefined;
  const indicator = comparedIndicator(address) ?? '';
  const label = dataset.indicators.get(indicator)?.label;
  // the sum of the parts that a chart draws is not an indicator, and is named by all of them: `a+b`
  if (!label && measure === 'share' && indicator.includes('+')) return words(locale).drawn.parts;
  const name = label ? withinSentence(textIn(label, locale), { dataset, locale }) : indicator;
  return words(locale).measure.comparedWith[measure](name);
}
