import type { Edition } from '../dataset/edition.ts';
import { lookUpAddress } from '../dataset/lookup.ts';
import type { Observation } from '../dataset/model.ts';
import { comparePeriods, shiftedYears } from '../dataset/period.ts';
import { impliedBefore } from '../figure/implied-base.ts';
import { derivedValue, observationValue } from '../figure/printed-value.ts';
import type { ChartValue } from './rows.ts';

/**
 * Figures with, before the last level of each indicator, that of the year before which it and its growth imply, where none
 * is among them. It is printed as finely as the two allow; its period and its address are those of the year before.
 */
export function withImplied(
  figures: readonly ChartValue[],
  digits: number | undefined,
  { edition, locale }: { readonly edition: Edition; readonly locale: string },
): ChartValue[] {
  const stated = new Set(figures.map(({ observation: { address } }) => address));
  const isLast = ({ indicator, measure, period }: Observation): boolean =>
    measure === 'level' &&
    figures.every(
      ({ observation: other }) => other.indicator !== indicator || comparePeriods(other.period, period) <= 0,
    );
  return figures.flatMap((figure) => {
    const { observation, exact } = figure;
    const { indicator, period } = observation;
    const before = isLast(observation) ? shiftedYears(period, -1) : undefined;
    const address = before && `${indicator.id}@${before.text}`;
    if (!address || stated.has(address)) return [figure];
    const growth = lookUpAddress(edition, `${indicator.id}:growth@${period.text}`);
    const rate = 'observation' in growth ? observationValue(growth.observation, { locale, style: 'short' }) : undefined;
    if (!rate) return [figure];
    const { formula, bounds } = impliedBefore(exact, rate);
    const print = (style: 'short' | 'bare') => derivedValue(formula, bounds, exact.unit, { locale, style, digits });
    const [value, label] = [print('short'), print('bare')];
    if (!value || !label) return [figure];
    const origin = { kind: 'derived', formula, period: before } as const;
    const implied = value.with({ origin });
    const own = { ...observation, address, period: before, status: [], correction: undefined };
    return [{ observation: own, exact: implied, value: implied, text: label.text }, figure];
  });
}
