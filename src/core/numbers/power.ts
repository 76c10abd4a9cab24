import {
  compare,
  decimal,
  type Decimal,
  digitCount,
  multiply,
  plain,
  power,
  PRECISION,
  type Rounding,
  signOf,
} from './decimal.ts';
import { EVERYTHING, intersect, type Interval, interval, isEmpty } from './interval.ts';

/**
 * The n-th root to `PRECISION` significant digits; exact if the root has no more. Throws a RangeError for a negative
 * number.
 */
export function root(exact: Decimal, n: number, rounding: Rounding): Decimal {
  const a = plain(exact, rounding);
  if (signOf(a) < 0) throw new RangeError('root of a negative number');
  // Adds zeros to the coefficient until its root has enough digits and n divides its exponent.
  const zeros = Math.max(0, n * PRECISION - digitCount(a));
  const exponent = Math.floor((a.exponent - zeros) / n);
  const scaled = a.coefficient * 10n ** BigInt(a.exponent - exponent * n);
  const floor = wholeRoot(scaled, n);
  const low = decimal(floor, exponent);
  if (floor ** BigInt(n) === scaled || rounding === 'down') return low;
  const high = decimal(floor + 1n, exponent);
  if (rounding === 'up') return high;
  const middle = multiply(decimal(2n * floor + 1n, exponent), decimal(5, -1));
  return compare(power(middle, n), a) <= 0 ? high : low;
}

/** The greatest whole number whose n-th power is at most a, by Newton's method. */
function wholeRoot(a: bigint, n: number): bigint {
  if (a < 2n) return a;
  const degree = BigInt(n);
  let guess = 10n ** BigInt(Math.ceil(a.toString().length / n));
  for (;;) {
    const next = ((degree - 1n) * guess + a / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

const NOT_NEGATIVE = interval(decimal(0), undefined);

/** {x^n} for a whole n ≥ 1, exact. */
export function powerInterval(a: Interval, n: number): Interval {
  const raised = interval(a.low && power(a.low, n), a.high && power(a.high, n), a.lowOpen, a.highOpen);
  if (n % 2 === 1 || (a.low && signOf(a.low) >= 0)) return raised;
  const mirrored = interval(raised.high, raised.low, raised.highOpen, raised.lowOpen);
  if (a.high && signOf(a.high) <= 0) return mirrored;
  if (!a.low || !a.high) return NOT_NEGATIVE;
  const order = compare(power(a.low, n), power(a.high, n));
  const [far, open] = order > 0 ? [a.low, a.lowOpen] : [a.high, a.highOpen];
  return interval(decimal(0), power(far, n), false, order === 0 ? a.lowOpen && a.highOpen : open);
}

/**
 * {x ≥ 0} with x^n in a, ends rounded outwards. Every number, if `a` contains no number ≥ 0.
 */
export function rootInterval(a: Interval, n: number): Interval {
  const { low, high, lowOpen, highOpen } = intersect(a, NOT_NEGATIVE);
  if (isEmpty({ low, high, lowOpen, highOpen })) return EVERYTHING;
  return interval(low && root(low, n, 'down'), high && root(high, n, 'up'), lowOpen, highOpen);
}
