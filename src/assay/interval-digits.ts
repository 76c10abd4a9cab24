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
import { type Interval, interval, isEmpty } from '../core/numbers/interval.ts';
import { fromBase, type Unit } from '../dataset/unit.ts';

/** Digits that are shown of the width of an interval after the first, and of a single end. */
const WIDTH_DIGITS = 2;
const SIZE_DIGITS = 5;

/**
 * An interval in base units as a reader sees it, in a unit: `14.7195 to 14.7205 Mt`, `above 12000`, `2024 year`. Without
 * a unit the numbers are plain.
 */
export function intervalText(interval: Interval, unit: Unit | undefined): string {
  if (isEmpty(interval)) return 'nothing';
  const { low, high, lowOpen, highOpen } = shownInterval(interval, unit);
  const code = !unit || unit.code === 'count' ? '' : unit.code === '%' ? '%' : ` ${unit.code}`;
  if (!low && !high) return 'anything';
  if (!low) return `${highOpen ? 'below' : 'at most'} ${high ? decimalText(high) : ''}${code}`;
  if (!high) return `${lowOpen ? 'above' : 'at least'} ${decimalText(low)}${code}`;
  const [from, to] = [decimalText(low), decimalText(high)];
  return from === to ? `${from}${code}` : `${from} to ${to}${code}`;
}

/** An interval in base units, in a unit and to as many digits as are shown of it. It holds all of the given one. */
export function shownInterval({ low, high, lowOpen, highOpen }: Interval, unit: Unit | undefined): Interval {
  const [from, to] = [inUnit(low, unit), inUnit(high, unit)];
  const exponent = shownExponent(from, to);
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
