import { isConfidence, isYearly, statedAddress } from '../dataset/address.ts';
import type { Address, Measure, Observation } from '../dataset/model.ts';
import type { Unit } from '../dataset/unit.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { unitText } from './number-text.ts';

/** A measure in words: of a level its unit, else the change or share, with its base where that is not the usual one. */
export function measureText(observation: Observation, unit: Unit, locale: LocaleId): string {
  const { measure, base, counterpart } = statedAddress(observation);
  return measure === 'level' ? unitText(unit, locale) : changeText({ measure, base, counterpart }, locale);
}

/** A change or share in words, with its base if there is one. */
export function changeText(
  {
    measure,
    base,
    counterpart,
  }: Pick<Address, 'base' | 'counterpart'> & { readonly measure: Exclude<Measure, 'level'> },
  locale: LocaleId,
): string {
  const { period, measure: terms, open, close, numbers } = words(locale);
  if (isConfidence(measure)) {
    const probability = counterpart?.text.replace('.', numbers.decimal).replace('%', numbers.percent);
    return `${terms.name[measure]}${open}${probability}${close}`;
  }
  if (base && measure === 'ratio') return terms.ratioTo(period(base));
  if (base && measure === 'cagr') return terms.averageSince(period(base));
  if (isYearly(measure) && counterpart !== undefined) return terms.changeOfRelease;
  return base && isYearly(measure) ? terms.changeFrom(period(base)) : terms.name[measure];
}

/** Whether a figure says how far something rose or fell. */
export function isChange<Stated extends { readonly measure: Measure }>(
  stated: Stated,
): stated is Stated & { readonly measure: 'growth' | 'change' | 'cagr' } {
  return stated.measure === 'growth' || stated.measure === 'change' || stated.measure === 'cagr';
}
