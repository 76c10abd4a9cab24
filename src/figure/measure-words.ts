import type { Measure, Observation } from '../dataset/model.ts';
import { type Period, periodYearEarlier } from '../dataset/period.ts';
import type { Unit } from '../dataset/unit.ts';
import { words } from '../locale/locales.ts';
import { unitText } from './number-text.ts';

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
  const { period, measure: terms } = words(locale);
  if (base && measure === 'cagr') return terms.averageSince(period(base));
  return base && measure === 'growth' ? terms.changeFrom(period(base)) : terms.name[measure];
}
