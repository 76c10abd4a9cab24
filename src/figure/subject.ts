import type { Value } from './value.ts';
import { parseAddress } from '../dataset/address.ts';
import { type Address, type Dataset, textIn } from '../dataset/model.ts';
import { changeText } from './measure-words.ts';
import { provenanceWords } from './provenance-words.ts';
import { words } from './words.ts';

/** In which words, and of what dataset. */
export interface SubjectContext {
  readonly dataset: Pick<Dataset, 'indicators'>;
  readonly locale: string;
}

/**
 * What a figure of the dataset is about: `Refined copper, change from 2020, 2025`. Undefined of what was worked out or
 * typed, which has no address.
 */
export function subjectOf(value: Value, context: SubjectContext): string | undefined {
  const [what, period] = partsOf(value, context, false);
  return what && inTime(what, period, context);
}

/**
 * What several figures are about, each thing once; the period too where all have the same: `Refined copper; Ten metals,
 * 2025`. Empty where none has an address.
 */
export function subjectsOf(values: readonly Value[], context: SubjectContext): string {
  const parts = values.map((value) => partsOf(value, context, true)).filter(([what]) => what !== undefined);
  const [period, ...others] = new Set(parts.map(([, own]) => own));
  const { separator } = words(context.locale);
  if (others.length === 0) return inTime(unique(parts.map(([what]) => what)).join(separator), period, context);
  return unique(parts.map(([what = '', own]) => inTime(what, own, context))).join(separator);
}

/** What a figure is about, and when. Among others nothing is said of usual growth: its per cent sign tells it apart. */
function partsOf(value: Value, context: SubjectContext, isAmongOthers: boolean): [what?: string, period?: string] {
  const address = parseAddress(value.address);
  const label = 'problem' in address ? undefined : labelOf(address.indicator, context);
  if ('problem' in address || label === undefined) return [];
  const { period, comma } = words(context.locale);
  const isPlain = isAmongOthers && address.measure === 'growth' && !address.base;
  const what = [label, isPlain ? undefined : measureOf(address, context)].filter(Boolean).join(comma);
  return address.period ? [what, period(address.period)] : [what];
}

function inTime(what: string, period: string | undefined, { locale }: SubjectContext): string {
  return period === undefined ? what : what + words(locale).comma + period;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function labelOf(indicator: string, { dataset, locale }: SubjectContext): string | undefined {
  const label = dataset.indicators.get(indicator)?.label;
  return label && textIn(label, locale);
}

function measureOf({ measure, base, counterpart }: Address, context: SubjectContext): string | undefined {
  if (measure === 'growth' || measure === 'cagr') return changeText({ measure, base }, context.locale);
  if (measure !== 'share' && measure !== 'difference') return undefined;
  const { measure: names } = provenanceWords(context.locale);
  const [indicator = ''] = (counterpart ?? '').split(':');
  return names[measure](labelOf(indicator, context) ?? indicator);
}
