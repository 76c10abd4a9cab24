import type { Measure, Observation } from '../dataset/model.ts';
import { periodYearEarlier } from '../dataset/period.ts';
import type { Unit } from '../dataset/unit.ts';
import { unitText } from '../format/number.ts';
import { words } from '../format/words.ts';

/** The words of a description in a locale. */
export interface ChartWords {
  readonly measure: Readonly<Record<Exclude<Measure, 'level'>, string>>;
  readonly changeFrom: (base: string) => string;
  readonly averageSince: (base: string) => string;
  readonly others: string;
  readonly extremes: (highest: string, lowest: string) => string;
  readonly open: string;
  readonly close: string;
  readonly comma: string;
  readonly stop: string;
}

const en: ChartWords = {
  measure: {
    growth: 'change on a year earlier',
    cagr: 'average change a year',
    share: 'share',
    difference: 'difference',
    claim: 'statement',
  },
  changeFrom: (base) => `change from ${base}`,
  averageSince: (base) => `average change a year since ${base}`,
  others: 'others',
  extremes: (highest, lowest) => `Highest: ${highest}; lowest: ${lowest}.`,
  open: ' (',
  close: ')',
  comma: ', ',
  stop: '. ',
};

const zh: ChartWords = {
  measure: { growth: '同比变化', cagr: '年均变化', share: '占比', difference: '差值', claim: '表述' },
  changeFrom: (base) => `较${base}变化`,
  averageSince: (base) => `${base}以来年均变化`,
  others: '其他',
  extremes: (highest, lowest) => `最高：${highest}；最低：${lowest}。`,
  open: '（',
  close: '）',
  comma: '，',
  stop: '。',
};

/** The words of a locale; Chinese for any Chinese, else English. */
export function chartWords(locale: string): ChartWords {
  return locale.startsWith('zh') ? zh : en;
}

/** What is measured: the unit of a level, else which change or share. */
export function measureText({ measure, base, period }: Observation, unit: Unit, locale: string): string {
  const { measure: names, changeFrom, averageSince } = chartWords(locale);
  if (measure === 'level') return unitText(unit, locale);
  const baseText = base && words(locale).period(base);
  if (measure === 'cagr' && baseText) return averageSince(baseText);
  if (measure === 'growth' && baseText && base.text !== periodYearEarlier(period).text) return changeFrom(baseText);
  return names[measure];
}
