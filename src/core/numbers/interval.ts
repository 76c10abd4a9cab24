import {
  add,
  compare,
  decimal,
  type Decimal,
  digitCount,
  divide,
  equals,
  multiply,
  negate,
  plain,
  type Rounding,
  roundTo,
  shift,
  signOf,
  subtract,
} from './decimal.ts';

/**
 * The numbers between two ends. A missing end is unbounded; an open end is not in the set. A figure that is rounded to
 * 81.75 is in [81.745, 81.755), one "over 12,000" in (12,000, ∞). An interval may be empty; results computed from an
 * empty interval are empty.
 */
export interface Interval {
  readonly low?: Decimal | undefined;
  readonly high?: Decimal | undefined;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export function interval(
  low: Decimal | undefined,
  high: Decimal | undefined,
  lowOpen = false,
  highOpen = false,
): Interval {
  return { low, high, lowOpen, highOpen };
}

/** The one number a. */
export function point(a: Decimal): Interval {
  return interval(a, a);
}

/** Every number. */
export const EVERYTHING: Interval = interval(undefined, undefined);

/** No number. */
const NOTHING: Interval = interval(decimal(0), decimal(0), true, true);

/**
 * The numbers that round to `a` in multiples of `resolution`, with halves away from zero: [a − r/2, a + r/2), mirrored
 * below zero; open at both ends if `a` is zero.
 */
export function roundingInterval(a: Decimal, resolution: Decimal): Interval {
  const half = multiply(resolution, decimal(5, -1));
  return interval(subtract(a, half), add(a, half), signOf(a) <= 0, signOf(a) >= 0);
}

export function isEmpty({ low, high, lowOpen, highOpen }: Interval): boolean {
  if (!low || !high) return false;
  const order = compare(low, high);
  return order > 0 || (order === 0 && (lowOpen || highOpen));
}

/** Whether two intervals have the same ends, open or closed. Two empty intervals may differ. */
export function isSameInterval(a: Interval, b: Interval): boolean {
  const isSameEnd = (x: Decimal | undefined, y: Decimal | undefined): boolean =>
    x === y || (x !== undefined && y !== undefined && equals(x, y));
  return isSameEnd(a.low, b.low) && isSameEnd(a.high, b.high) && a.lowOpen === b.lowOpen && a.highOpen === b.highOpen;
}

export function contains({ low, high, lowOpen, highOpen }: Interval, a: Decimal): boolean {
  const aboveLow = !low || compare(a, low) > (lowOpen ? 0 : -1);
  const belowHigh = !high || compare(a, high) < (highOpen ? 0 : 1);
  return aboveLow && belowHigh;
}

/** Orders intervals by their low ends: one without an end is the lowest. */
function compareLows(a: Interval, b: Interval): number {
  if (!a.low || !b.low) return Number(!b.low) - Number(!a.low);
  return compare(a.low, b.low) || Number(a.lowOpen) - Number(b.lowOpen);
}

/** Orders intervals by their high ends: one without an end is the highest. */
function compareHighs(a: Interval, b: Interval): number {
  if (!a.high || !b.high) return Number(!a.high) - Number(!b.high);
  return compare(a.high, b.high) || Number(b.highOpen) - Number(a.highOpen);
}

/** From the low end of one interval to the high end of another. */
function between({ low, lowOpen }: Interval, { high, highOpen }: Interval): Interval {
  return interval(low, high, lowOpen, highOpen);
}

/** The numbers in both. The result may be empty. */
export function intersect(a: Interval, b: Interval): Interval {
  return between(compareLows(a, b) < 0 ? b : a, compareHighs(a, b) > 0 ? b : a);
}

/** {min(x, y)}. */
export function minInterval(a: Interval, b: Interval): Interval {
  return between(compareLows(a, b) > 0 ? b : a, compareHighs(a, b) > 0 ? b : a);
}

/** {max(x, y)}. */
export function maxInterval(a: Interval, b: Interval): Interval {
  return between(compareLows(a, b) < 0 ? b : a, compareHighs(a, b) < 0 ? b : a);
}

/** Whether some number is in both. */
export function meets(a: Interval, b: Interval): boolean {
  return !isEmpty(intersect(a, b));
}

/** Whether every number of a is greater than every number of b. */
export function isAbove(a: Interval, b: Interval): boolean {
  if (!a.low || !b.high) return false;
  const order = compare(a.low, b.high);
  return order > 0 || (order === 0 && (a.lowOpen || b.highOpen));
}

/** {x + y}. */
export function addIntervals(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NOTHING;
  return interval(
    a.low && b.low && add(a.low, b.low),
    a.high && b.high && add(a.high, b.high),
    a.lowOpen || b.lowOpen,
    a.highOpen || b.highOpen,
  );
}

/** {−x}. */
export function negateInterval(a: Interval): Interval {
  return interval(a.high && negate(a.high), a.low && negate(a.low), a.highOpen, a.lowOpen);
}

/** {x − y}. */
export function subtractIntervals(a: Interval, b: Interval): Interval {
  return addIntervals(a, negateInterval(b));
}

/** {x × 10^power}: a change of scale, exact. */
export function shiftInterval(a: Interval, by: number): Interval {
  return interval(a.low && shift(a.low, by), a.high && shift(a.high, by), a.lowOpen, a.highOpen);
}

/** An interval whose ends have at most so many digits, rounded outwards. An empty one stays as it is. */
export function shortenInterval(a: Interval, digits: number): Interval {
  if (isEmpty(a)) return a;
  const shortEnd = (exact: Decimal, rounding: Rounding): Decimal => {
    const end = plain(exact, rounding);
    const exponent = end.exponent + digitCount(end) - digits;
    return end.exponent < exponent ? roundTo(end, exponent, rounding) : end;
  };
  return interval(a.low && shortEnd(a.low, 'down'), a.high && shortEnd(a.high, 'up'), a.lowOpen, a.highOpen);
}

/** {x × y}; `factor` is exact. */
export function scaleInterval(a: Interval, factor: Decimal): Interval {
  if (signOf(factor) === 0) return isEmpty(a) ? NOTHING : point(factor);
  const scaled = interval(a.low && multiply(a.low, factor), a.high && multiply(a.high, factor), a.lowOpen, a.highOpen);
  return signOf(factor) > 0 ? scaled : interval(scaled.high, scaled.low, scaled.highOpen, scaled.lowOpen);
}

/** An end of an interval in a multiplication: a number, or the sign of an infinity. */
type End = { at: Decimal; open: boolean } | { infinite: 1 | -1 };

function endsOf(a: Interval): [End, End] {
  return [
    a.low ? { at: a.low, open: a.lowOpen } : { infinite: -1 },
    a.high ? { at: a.high, open: a.highOpen } : { infinite: 1 },
  ];
}

function multiplyEnds(a: End, b: End): End {
  if ('at' in a && 'at' in b) {
    const at = multiply(a.at, b.at);
    // With a closed zero the product zero is in the result, whatever the other end is.
    const closedZero = (signOf(a.at) === 0 && !a.open) || (signOf(b.at) === 0 && !b.open);
    return { at, open: (a.open || b.open) && !closedZero };
  }
  const sign = signOfEnd(a) * signOfEnd(b);
  if (sign === 0) return { at: decimal(0), open: zeroIsOpen(a, b) };
  return { infinite: sign > 0 ? 1 : -1 };
}

function signOfEnd(end: End): number {
  return 'at' in end ? signOf(end.at) : end.infinite;
}

function zeroIsOpen(a: End, b: End): boolean {
  const zero = 'at' in a ? a : b;
  return 'at' in zero && zero.open;
}

function compareEnds(a: End, b: End): number {
  if ('at' in a && 'at' in b) return compare(a.at, b.at);
  if ('at' in a) return 'infinite' in b ? -b.infinite : 0;
  return 'at' in b ? a.infinite : a.infinite - b.infinite;
}

/** {x × y}, exact. */
export function multiplyIntervals(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NOTHING;
  const products = endsOf(a).flatMap((x) => endsOf(b).map((y) => multiplyEnds(x, y)));
  const pick = (direction: 1 | -1): End =>
    products.reduce((best, next) => {
      const order = compareEnds(next, best) * direction;
      if (order > 0) return next;
      return order === 0 && 'at' in next && !next.open ? next : best;
    });
  return fromEnds(pick(-1), pick(1));
}

function fromEnds(low: End, high: End): Interval {
  return interval(
    'at' in low ? low.at : undefined,
    'at' in high ? high.at : undefined,
    'at' in low && low.open,
    'at' in high && high.open,
  );
}

/**
 * {x ÷ y}, ends rounded outwards. If the divisor touches zero, the quotient is unbounded; if it contains numbers on both
 * sides of zero or is zero, the quotient is every number.
 */
export function divideIntervals(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return NOTHING;
  const positive = meets(b, interval(decimal(0), undefined, true));
  const negative = meets(b, interval(undefined, decimal(0), false, true));
  if (positive === negative) return EVERYTHING;
  return positive ? quotient(a, b) : quotient(negateInterval(a), negateInterval(b));
}

/** {x ÷ y} for y ≥ 0: each end of x divided by the end of y that moves it outwards. */
function quotient(a: Interval, b: Interval): Interval {
  const nearest: End = b.low && signOf(b.low) > 0 ? { at: b.low, open: b.lowOpen } : { at: decimal(0), open: true };
  const [, furthest] = endsOf(b);
  const [low, high] = endsOf(a);
  return fromEnds(
    divideEnds(low, signOfEnd(low) < 0 ? nearest : furthest, 'down'),
    divideEnds(high, signOfEnd(high) > 0 ? nearest : furthest, 'up'),
  );
}

/** One end divided by a divisor ≥ 0; a zero stands for divisors close to it. */
function divideEnds(end: End, divisor: End, rounding: 'down' | 'up'): End {
  if (!('at' in end)) return end;
  if (signOf(end.at) === 0) return end;
  if (!('at' in divisor)) return { at: decimal(0), open: true };
  if (signOf(divisor.at) === 0) return { infinite: signOf(end.at) > 0 ? 1 : -1 };
  return { at: divide(end.at, divisor.at, rounding), open: end.open || divisor.open };
}

/** The smallest interval that contains both. */
export function hull(a: Interval, b: Interval): Interval {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return between(compareLows(a, b) > 0 ? b : a, compareHighs(a, b) < 0 ? b : a);
}
