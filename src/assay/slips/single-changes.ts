import { compare, decimal, signOf } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Observation, Quantity, Release } from '../../dataset/model.ts';
import { intervalOf } from '../constraints/ledger.ts';
import { type Change, operatorText } from './change.ts';
import type { Meant, Printed } from './kind.ts';
import { ALL_KINDS, type Operator } from './kinds.ts';
import { isWhole, quantityIn } from './prints.ts';
import { priceFor } from './slip-cost.ts';

/**
 * The results of every operator for a figure by itself that its measure can have, the cheapest first. `mayBeNegative`
 * says that the same is printed below zero elsewhere, or that it is a balance. `isAsked` leaves out operators.
 */
export function changesOf(
  observation: Observation,
  asPrinted: boolean,
  mayBeNegative = false,
  isAsked: (operator: Operator) => boolean = () => true,
): Change[] {
  const quantity = quantityIn(observation, asPrinted);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval || signOf(quantity.decimal) === 0) return [];
  const figure: Printed = { observation, quantity, interval, asPrinted, mayBeNegative };
  return ALL_KINDS.flatMap(({ single }) => single ?? [])
    .filter(({ ofYears, ofRanges }) => (quantity.unit.code === 'year' ? ofYears : !quantity.ends || ofRanges))
    .flatMap((kind) =>
      kind
        .operators(figure)
        .filter(isAsked)
        .flatMap((operator): Change[] => {
          const meant = kind.meant(operator, figure);
          return meant && isPossible(observation, quantity, meant) ? [changeTo(observation, operator, meant)] : [];
        }),
    )
    .sort((a, b) => a.cost - b.cost);
}

/** A change of a figure to what it may have meant. */
export function changeTo(observation: Observation, operator: Operator, meant: Meant): Change {
  const { cost, further } = priceFor(operator, observation);
  return { operator, name: operatorText(operator), cost, further, ...meant };
}

/** A figure whose value is open, within an interval. */
export function openChange(observation: Observation, operator: Operator, interval: Interval): Change {
  return changeTo(observation, operator, { interval });
}

const LEAST_RATE = decimal(-100);
/** Nothing that is published grows a thousand times over, in per cent: a slip makes no such rate of another one. */
const MOST_RATE = decimal(100_000);
const WHOLE = decimal(100);

/**
 * Nothing shrinks by more than all of it, or grows without limit; no part is more than the whole, no multiple is below zero,
 * and what is counted stays whole.
 */
export function isPossible(
  observation: Observation,
  { unit, decimal: printed }: Quantity,
  { decimal: value }: Pick<Change, 'decimal'>,
): boolean {
  const { measure } = observation;
  if (!value) return true;
  if (measure === 'growth' || measure === 'cagr') {
    return compare(value, LEAST_RATE) > 0 && (compare(value, MOST_RATE) <= 0 || compare(value, printed) <= 0);
  }
  if (measure === 'share') return compare(value, WHOLE) <= 0 && signOf(value) >= 0;
  if (measure === 'ratio') return signOf(value) > 0;
  return unit.code !== 'count' || isWhole(value) || !isWhole(printed) || hasDecimals(observation);
}

const withDecimals = new WeakMap<Release, ReadonlySet<string>>();

/** Whether its release prints decimals of the same at another period, as of an index: it counts nothing then. */
function hasDecimals({ release, indicator, measure }: Observation): boolean {
  let found = withDecimals.get(release);
  if (!found) {
    const parted = release.observations.filter(({ printed }) => printed && !isWhole(printed.decimal));
    found = new Set(parted.map((one) => `${one.measure} ${one.indicator.id}`));
    withDecimals.set(release, found);
  }
  return found.has(`${measure} ${indicator.id}`);
}
