import { decimal, signOf } from '../core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  EVERYTHING,
  hull,
  type Interval,
  interval,
  intersect,
  multiplyIntervals,
  negateInterval,
  point,
  scaleInterval,
  subtractIntervals,
} from '../core/numbers/interval.ts';
import { maxInterval, minInterval, powerInterval, rootInterval } from '../core/numbers/power.ts';
import { type BinaryOperator, type Expression, occurrences } from './expression.ts';

/** What each variable may be, by its number. */
export type Box = (index: number) => Interval;

const COMBINE: Readonly<Record<BinaryOperator, (a: Interval, b: Interval) => Interval>> = {
  add: addIntervals,
  subtract: subtractIntervals,
  multiply: multiplyIntervals,
  divide: divideIntervals,
  min: minInterval,
  max: maxInterval,
};

/** The range of each part of an expression. */
export type Ranges = Map<Expression, Interval>;

/**
 * An interval that holds every value of an expression over a box: each operation in turn, ends rounded outwards. Exact
 * where no variable stands twice; else it may be wider than the truth (R. E. Moore, Interval Analysis, 1966). With
 * `parts`, the range of every part is noted in it.
 */
export function naturalRange(expression: Expression, box: Box, parts?: Ranges): Interval {
  const range = combinedRange(expression, box, parts);
  parts?.set(expression, range);
  return range;
}

function combinedRange(expression: Expression, box: Box, parts: Ranges | undefined): Interval {
  switch (expression.op) {
    case 'variable':
      return box(expression.index);
    case 'exactly':
      return expression.value;
    case 'negate':
      return negateInterval(naturalRange(expression.of, box, parts));
    case 'power':
      return powerInterval(naturalRange(expression.of, box, parts), expression.n);
    case 'root':
      return rootInterval(naturalRange(expression.of, box, parts), expression.n);
    default: {
      const { op, left, right } = expression;
      return COMBINE[op](naturalRange(left, box, parts), naturalRange(right, box, parts));
    }
  }
}

/**
 * Like `naturalRange`, without the widening that comes of a variable standing twice, as in a / (a + b): where the
 * expression only rises or only falls with such a variable over the whole box, the ends are worked out at its ends.
 */
export function rangeOf(expression: Expression, repeated: readonly number[], box: Box): Interval {
  const natural = naturalRange(expression, box);
  if (repeated.length === 0) return natural;
  const slopes = repeated.map((index) => [index, slopeOf(expression, index, box).slope] as const);
  const at = (side: 'low' | 'high'): Interval => cornerRange(expression, slopes, box, side);
  const [low, high] = [at('low'), at('high')];
  return intersect(natural, interval(low.low, high.high, low.lowOpen, high.highOpen));
}

/** The range with every variable of known direction held at the end where the expression is least, or greatest. */
function cornerRange(
  expression: Expression,
  slopes: readonly (readonly [number, Interval])[],
  box: Box,
  side: 'low' | 'high',
): Interval {
  let isOpen = false;
  const held = new Map<number, Interval>();
  for (const [index, slope] of slopes) {
    const direction = directionOf(slope);
    if (direction === 0) continue;
    const range = box(index);
    const atHigh = (side === 'high') === direction > 0;
    const end = atHigh ? range.high : range.low;
    if (!end) continue;
    held.set(index, point(end));
    // Only where the expression moves with the variable at every point is the value at an open end never reached.
    if (isSteep(slope)) isOpen ||= atHigh ? range.highOpen : range.lowOpen;
  }
  const { low, high, lowOpen, highOpen } = naturalRange(expression, (index) => held.get(index) ?? box(index));
  return interval(low, high, lowOpen || isOpen, highOpen || isOpen);
}

/** 1 where a function with this slope never falls, −1 where it never rises, 0 where that is not known. */
function directionOf({ low, high }: Interval): -1 | 0 | 1 {
  if (low && signOf(low) >= 0) return 1;
  return high && signOf(high) <= 0 ? -1 : 0;
}

/** Whether the slope is nowhere zero. */
function isSteep({ low, high, lowOpen, highOpen }: Interval): boolean {
  if (low && signOf(low) >= 0) return signOf(low) > 0 || lowOpen;
  return high !== undefined && signOf(high) <= 0 && (signOf(high) < 0 || highOpen);
}

/** The value of an expression, and how fast it changes with one variable, over a box. */
interface Slope {
  readonly value: Interval;
  readonly slope: Interval;
}

const ZERO = point(decimal(0));
const ONE = point(decimal(1));

/** Differentiates by the rules of calculus, in intervals. */
function slopeOf(expression: Expression, index: number, box: Box): Slope {
  switch (expression.op) {
    case 'variable':
      return { value: box(expression.index), slope: expression.index === index ? ONE : ZERO };
    case 'exactly':
      return { value: expression.value, slope: ZERO };
    case 'negate': {
      const { value, slope } = slopeOf(expression.of, index, box);
      return { value: negateInterval(value), slope: negateInterval(slope) };
    }
    case 'power':
    case 'root':
      return slopeOfPower(expression, slopeOf(expression.of, index, box));
    default: {
      const [left, right] = [slopeOf(expression.left, index, box), slopeOf(expression.right, index, box)];
      return { value: COMBINE[expression.op](left.value, right.value), slope: joinSlopes(expression.op, left, right) };
    }
  }
}

function slopeOfPower({ op, n }: { op: 'power' | 'root'; n: number }, { value, slope }: Slope): Slope {
  if (op === 'power') {
    const inner = n === 1 ? ONE : scaleInterval(powerInterval(value, n - 1), decimal(n));
    return { value: powerInterval(value, n), slope: multiplyIntervals(inner, slope) };
  }
  // A root rises with what is under it, however fast: only the direction is used.
  const rising = interval(decimal(0), undefined);
  return { value: rootInterval(value, n), slope: multiplyIntervals(rising, slope) };
}

function joinSlopes(op: BinaryOperator, a: Slope, b: Slope): Interval {
  switch (op) {
    case 'add':
      return addIntervals(a.slope, b.slope);
    case 'subtract':
      return subtractIntervals(a.slope, b.slope);
    case 'multiply':
      return addIntervals(multiplyIntervals(a.slope, b.value), multiplyIntervals(a.value, b.slope));
    case 'divide': {
      // Beyond a pole an expression starts anew: it neither only rises nor only falls.
      if (contains(b.value, decimal(0))) return EVERYTHING;
      const top = subtractIntervals(multiplyIntervals(a.slope, b.value), multiplyIntervals(a.value, b.slope));
      return divideIntervals(top, powerInterval(b.value, 2));
    }
    default:
      return hull(a.slope, b.slope);
  }
}

/** The variables that stand more than once. */
export function repeatedIn(expression: Expression): number[] {
  const seen = new Set<number>();
  const repeated = new Set<number>();
  for (const index of occurrences(expression)) (seen.has(index) ? repeated : seen).add(index);
  return [...repeated].sort((a, b) => a - b);
}
