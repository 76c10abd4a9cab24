import { decimal } from '../core/numbers/decimal.ts';
import {
  addIntervals,
  type Interval,
  multiplyIntervals,
  point,
  shiftInterval,
  subtractIntervals,
} from '../core/numbers/interval.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { addressText } from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { lookUpAddress } from '../dataset/lookup.ts';
import type { Observation } from '../dataset/model.ts';
import { comparePeriods, shiftedYears } from '../dataset/period.ts';
import { convertInterval } from '../dataset/unit.ts';
import { impliedBefore, isBelowZero } from '../figure/implied-base.ts';
import { middleOf } from '../figure/interval-text.ts';
import { derivedValue, observationValue } from '../figure/printed-value.ts';
import type { Formula, Value } from '../figure/value.ts';
import { words } from '../locale/locales.ts';
import { chartValue, type ChartValue } from './rows.ts';

/** Where figures that follow from others are worked out. */
interface ImpliedContext {
  readonly edition: Edition;
  readonly locale: string;
  /** Most digits after the point. */
  readonly digits: number | undefined;
  readonly diagnostics: Diagnostics;
  /** Of the data. */
  readonly place: Place;
}

/**
 * Figures with those that they imply and that are not among them. Before the last level of each indicator, that of the year
 * before, which it and its growth imply; its period and its address are those of the year before. In place of a difference
 * between two rates of growth, which is no point among rates, the rate that is subtracted. Each is printed as finely as the
 * figures allow, a rate with the digits of the point that is drawn for it.
 */
export function withImplied(figures: readonly ChartValue[], context: ImpliedContext): ChartValue[] {
  const stated = new Set(figures.map(({ observation: { address } }) => address));
  return figures.flatMap((figure) => {
    const { measure } = figure.observation;
    const worked = measure === 'difference' ? rateBeneath(figure, context) : levelBefore(figure, figures, context);
    const implied = worked && (published(worked, context) ?? worked);
    const isNew = implied && !stated.has(implied.observation.address);
    if (measure === 'difference' && implied) return isNew ? [implied] : [];
    return isNew ? [implied, figure] : [figure];
  });
}

/** What is published in place of a figure that was worked out, in its unit. */
function published(worked: ChartValue, { edition, locale, digits }: ImpliedContext): ChartValue | undefined {
  const found = lookUpAddress(edition, worked.observation.address);
  if (!('observation' in found)) return undefined;
  return chartValue(found.observation, worked.exact.unit, digits, locale);
}

/** The level of the year before, which the last level of an indicator and its growth imply. */
function levelBefore(
  { observation, exact }: ChartValue,
  figures: readonly ChartValue[],
  context: ImpliedContext,
): ChartValue | undefined {
  const { indicator, measure, period } = observation;
  const isLast = figures.every(
    ({ observation: other }) => other.indicator !== indicator || comparePeriods(other.period, period) <= 0,
  );
  const before = measure === 'level' && isLast ? shiftedYears(period, -1) : undefined;
  const rate = before && growthOf(observation, context);
  if (!before || !rate) return undefined;
  const { formula, bounds } = impliedBefore(exact, rate);
  if (isBelowZero(bounds)) return refuse(`${indicator.id}@${before.text}`, context);
  const own = { ...observation, address: `${indicator.id}@${before.text}`, period: before };
  return impliedValue(own, { formula, bounds, like: exact }, context);
}

/** Reports a base below zero, of which a rate of growth says nothing. */
function refuse(address: string, { diagnostics, place }: ImpliedContext): undefined {
  const message = `${address} is below zero, and a percentage of a negative figure says nothing`;
  return diagnostics.error('chart/invalid', message, place, 'draw the published levels alone');
}

/** The growth of what a difference between two rates is taken from: the greater rate less the difference. */
function rateBeneath({ observation, exact }: ChartValue, context: ImpliedContext): ChartValue | undefined {
  const { period, counterpart = '' } = observation;
  const [id = '', of] = counterpart.split(':');
  const indicator = of === 'growth' ? context.edition.dataset.indicators.get(id) : undefined;
  const rate = indicator && growthOf(observation, context);
  const difference = observationValue(observation, { locale: context.locale, style: 'short' });
  if (!indicator || !rate || !difference) return undefined;
  const formula = [rate, ' − ', difference];
  const bounds = subtractIntervals(rate.interval, convertInterval(exact.interval, exact.unit, rate.unit));
  const address = addressText({ indicator: id, measure: 'growth', period });
  const base = shiftedYears(period, -1);
  const own: Observation = { ...observation, address, indicator, measure: 'growth', base, counterpart: undefined };
  return impliedValue(own, { formula, bounds, like: rate }, context);
}

/** The growth that is stated of a figure on the year before, in its period. */
function growthOf({ indicator, period }: Observation, { edition, locale }: ImpliedContext): Value | undefined {
  const found = lookUpAddress(edition, `${indicator.id}:growth@${period.text}`);
  return 'observation' in found ? observationValue(found.observation, { locale, style: 'short' }) : undefined;
}

/** The level that a rate of growth adds to, where it is stated. */
export function baseOfGrowth({ indicator, measure, base }: Observation, edition: Edition): Observation | undefined {
  if (measure !== 'growth' || !base) return undefined;
  const found = lookUpAddress(edition, `${indicator.id}@${base.text}`);
  return 'observation' in found ? found.observation : undefined;
}

/**
 * In place of a rate of growth, the level that it begins with, and the one that both imply for its period, in the unit of the
 * level. The row of that has the text of the rate, too, and its status.
 */
export function levelsAhead(rate: ChartValue, level: ChartValue, context: ImpliedContext): ChartValue[] {
  const { indicator, period } = rate.observation;
  if (isBelowZero(level.exact.interval)) {
    refuse(level.observation.address, context);
    return [];
  }
  const whole = addIntervals(point(decimal(1)), shiftInterval(rate.exact.interval, -2));
  const bounds = multiplyIntervals(level.exact.interval, whole);
  const formula = [level.value, ' × (1 + ', rate.value, ')'];
  const own: Observation = {
    ...level.observation,
    address: `${indicator.id}@${period.text}`,
    period,
    release: rate.observation.release,
  };
  const worked = impliedValue(own, { formula, bounds, like: level.exact }, context);
  const stated = worked && published(worked, context);
  if (stated) return [level, stated];
  if (!worked) return [level];
  const { flag: flagWords, list } = words(context.locale);
  const status = list(rate.exact.flags.map((flag) => flagWords[flag]));
  return [level, { ...worked, also: { growth_text: rate.text, status } }];
}

/** A figure that is worked out, in the unit of another: drawn in the middle of what it may be. */
function impliedValue(
  observation: Observation,
  { formula, bounds, like: { unit } }: { readonly formula: Formula; readonly bounds: Interval; readonly like: Value },
  { locale, digits }: ImpliedContext,
): ChartValue | undefined {
  const isRate = observation.measure === 'growth';
  const print = (style: 'short' | 'bare') =>
    derivedValue(formula, bounds, unit, { locale, style, digits, sign: isRate, isClose: isRate });
  const [value, label, middle] = [print('short'), print(unit.code === '%' ? 'short' : 'bare'), middleOf(bounds)];
  if (!value || !label || !middle) return undefined;
  const implied = value.with({ origin: { kind: 'derived', formula, period: observation.period, about: observation } });
  const exact = implied.with({ decimal: middle });
  return {
    observation: { ...observation, status: [], correction: undefined },
    exact,
    value: implied,
    text: label.text,
  };
}
