import {
  absolute,
  type Decimal,
  decimalText,
  magnitude,
  normalise,
  roundTo,
  signOf,
  subtract,
} from '../core/numbers/decimal.ts';
import { type Interval, interval, isEmpty, meets } from '../core/numbers/interval.ts';
import type { Quantity } from '../dataset/model.ts';
import { fromBase, type Unit } from '../dataset/unit.ts';

/** Digits that are shown of the width of an interval after the first, and of a single end. */
const WIDTH_DIGITS = 2;
const SIZE_DIGITS = 5;

/**
 * An interval in base units as a reader sees it, in a unit: `14.7195 to 14.7205 Mt`, `above 12000`, `2024 year`. Without
 * a unit the numbers are plain. No digit is shown below the power of ten `finest`.
 */
export function intervalText(interval: Interval, unit: Unit | undefined, finest?: number): string {
  if (isEmpty(interval)) return 'nothing';
  const { low, high, lowOpen, highOpen } = shownInterval(interval, unit, finest);
  const code = !unit || unit.code === 'count' ? '' : unit.code === '%' ? '%' : ` ${unit.code}`;
  if (!low && !high) return 'anything';
  if (!low) return `${highOpen ? 'below' : 'at most'} ${high ? decimalText(high) : ''}${code}`;
  if (!high) return `${lowOpen ? 'above' : 'at least'} ${decimalText(low)}${code}`;
  const [from, to] = [decimalText(low), decimalText(high)];
  return from === to ? `${from}${code}` : `${from} to ${to}${code}`;
}

/** Where a figure must lie, with one digit more than its print has, and in the unit of the print. */
export function limitsOf(interval: Interval, printed: Quantity | undefined): string {
  return intervalText(interval, printed?.unit, printed && printed.decimal.exponent - 1);
}

/** Digits that are shown of a number that is given beside a printed one of another size. */
const TELLING_DIGITS = 3;

/**
 * What other figures give, and what is printed: the first with no digit below those of the second, but with three at
 * least; with all that are shown by itself where both would meet otherwise.
 */
export function givenTexts(given: Interval, printed: Interval, unit: Unit | undefined): [string, string] {
  const [own, others] = [given, printed].map(({ low, high }) =>
    [low, high].map((end) => inUnit(end, unit)).filter((end) => end !== undefined && signOf(end) !== 0),
  );
  const telling = Math.max(...(own ?? []).map((end) => magnitude(end as Decimal))) - TELLING_DIGITS + 1;
  const finest = Math.min(telling, ...(others ?? []).map((end) => normalise(end as Decimal).exponent));
  const isApart = !meets(shownInterval(given, unit, finest), shownInterval(printed, unit));
  return [intervalText(given, unit, isApart ? finest : undefined), intervalText(printed, unit)];
}

/** An interval in base units, in a unit and to as many digits as are shown of it. It holds all of the given one. */
export function shownInterval(
  { low, high, lowOpen, highOpen }: Interval,
  unit: Unit | undefined,
  finest = -Infinity,
): Interval {
  const [from, to] = [inUnit(low, unit), inUnit(high, unit)];
  const exponent = Math.max(shownExponent(from, to), Math.min(0, finest));
  return interval(
    from && roundTo(from, exponent, 'down'),
    to && roundTo(to, exponent, 'up'),
    !to && lowOpen,
    !from && highOpen,
  );
}

function inUnit(end: Decimal | undefined, unit: Unit | undefined): Decimal | undefined {
  return end && unit ? fromBase(end, unit) : end;
}

/**
 * The power of ten to round to: some digits below the width, or below the size of the one end there is; no finer than
 * the ends need, and never coarser than whole numbers.
 */
function shownExponent(low: Decimal | undefined, high: Decimal | undefined): number {
  const ends = [low, high].filter((end) => end !== undefined);
  const finest = Math.min(0, ...ends.map((end) => normalise(end).exponent));
  const width = low && high ? absolute(subtract(high, low)) : undefined;
  const size = width && signOf(width) !== 0 ? width : ends[0];
  if (!size || signOf(size) === 0) return finest;
  const digits = size === width ? WIDTH_DIGITS : SIZE_DIGITS;
  return Math.max(finest, Math.min(0, magnitude(size) - digits));
}

/** The ends of an interval in base units, exactly: `(-1, 0.25]`. */
export function intervalName({ low, high, lowOpen, highOpen }: Interval): string {
  const [from, to] = [low, high].map((end) => (end ? decimalText(normalise(end)) : ''));
  return `${lowOpen ? '(' : '['}${from}, ${to}${highOpen ? ')' : ']'}`;
}
