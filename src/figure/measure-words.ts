import type { Measure, Observation } from '../dataset/model.ts';
import { type Period, periodYearEarlier } from '../dataset/period.ts';
import type { Unit } from '../dataset/unit.ts';
import { unitText } from './number-text.ts';
import { inLocale, words } from './words.ts';

/** What is measured, in the words of a locale. */
interface MeasureWords {
  readonly measure: Readonly<Record<Exclude<Measure, 'level'>, string>>;
  readonly changeFrom: (base: string) => string;
  readonly averageSince: (base: string) => string;
}

const en: MeasureWords = {
  measure: {
    growth: 'change on a year earlier',
    cagr: 'average annual change',
    share: 'share',
    difference: 'difference',
    claim: 'statement',
  },
  changeFrom: (base) => `change from ${base}`,
  averageSince: (base) => `average annual change since ${base}`,
};

const zh: MeasureWords = {
  measure: { growth: '同比变化', cagr: '年均变化', share: '占比', difference: '差值', claim: '表述' },
  changeFrom: (base) => `较${base}变化`,
  averageSince: (base) => `${base}以来年均变化`,
};

/** What is measured: the unit of a level, else which change or share. */
export function measureText({ measure, base, period }: Observation, unit: Unit, locale: string): string {
  if (measure === 'level') return unitText(unit, locale);
  const isUsual = measure === 'growth' && base?.text === periodYearEarlier(period).text;
  return changeText({ measure, base: isUsual ? undefined : base }, locale);
}

/** Which change or share it is: since a base, where it is not that of every growth rate. */
export function changeText(
  { measure, base }: { readonly measure: Exclude<Measure, 'level'>; readonly base?: Period | undefined },
  locale: string,
): string {
  const { measure: names, changeFrom, averageSince } = inLocale({ en, 'zh-CN': zh }, locale);
  const baseText = base && words(locale).period(base);
  if (measure === 'cagr' && baseText) return averageSince(baseText);
  return measure === 'growth' && baseText ? changeFrom(baseText) : names[measure];
}
