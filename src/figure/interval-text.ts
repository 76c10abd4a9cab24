import {
  absolute,
  add,
  type Decimal,
  decimal,
  greatest,
  magnitude,
  multiply,
  normalise,
  roundTo,
  signOf,
  subtract,
} from '../core/numbers/decimal.ts';
import { type Interval, interval, meets } from '../core/numbers/interval.ts';
import { builtinUnit, type Unit } from '../dataset/unit.ts';
import { type PrintedQuantity, printedQuantity, type QuantityStyle } from './number-text.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { displayUnit } from './scale.ts';

/**
 * All that lies between two ends: `61.895 to 61.905 Mt`, `over 12,000`. Both ends have the digits that either needs:
 * `195 to 205`, `61.90 to 61.95`. Without a unit they are plain numbers; units are symbols, or with the style `long` in
 * words. Undefined where there is no end.
 */
export function printedBounds(
  { low, high, lowOpen, highOpen }: Interval,
  shown: Unit | undefined,
  locale: LocaleId,
  style: 'short' | 'long' = 'short',
): PrintedQuantity | undefined {
  const finest = Math.min(0, ...[low, high].map((end) => (end ? normalise(end).exponent : 0)));
  const write = (end: Decimal, style: QuantityStyle['style']): PrintedQuantity =>
    printedQuantity(roundTo(end, Math.max(finest, end.exponent)), shown ?? builtinUnit('count'), { locale, style });
  const { range, provenance } = words(locale);
  const end = high ?? low;
  if (!end) return undefined;
  const printed = write(end, style);
  if (!low) return { ...printed, text: provenance.high(printed.text, highOpen) };
  if (!high) return { ...printed, text: provenance.low(printed.text, lowOpen) };
  const [from, to] = [write(low, 'bare').text, write(high, 'bare').text];
  return from === to ? printed : { ...printed, text: range(from, printed.text) };
}

/** The unit in which a locale says an interval: that of its end further from zero. */
export function boundsUnit({ low, high }: Interval, unit: Unit, locale: LocaleId): Unit {
  const furthest = low && high ? furthestEnd(low, high) : (low ?? high);
  return furthest ? displayUnit(furthest, unit, locale) : unit;
}

/** Digits beyond which nobody looks for a difference. */
const MAX_DIGITS = 12;

/**
 * An interval with its ends rounded outwards, to the first digit of its width, or to as many more as tell it from
 * another that it does not meet. One that is unbounded, or meets the other, stays as it is.
 */
export function boundsApart(bounds: Interval, other: Interval): Interval {
  const { low, high } = bounds;
  if (!low || !high || meets(bounds, other)) return bounds;
  const width = subtract(high, low);
  const start = signOf(width) === 0 ? normalise(low).exponent : magnitude(width);
  for (let exponent = start; exponent > start - MAX_DIGITS; exponent -= 1) {
    const outer = interval(roundTo(low, exponent, 'down'), roundTo(high, exponent, 'up'));
    if (!meets(outer, other)) return outer;
  }
  return bounds;
}

/** The number that stands for an interval: its middle, or the one end that it has. */
export function middleOf({ low, high }: Interval): Decimal | undefined {
  return low && high ? multiply(add(low, high), decimal(5, -1)) : (low ?? high);
}

/** The one of two ends that is further from zero, without its sign. */
export function furthestEnd(low: Decimal, high: Decimal): Decimal {
  return greatest(absolute(low), absolute(high));
}
