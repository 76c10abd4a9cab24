import { compare, decimal, signOf } from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  EVERYTHING,
  hull,
  type Interval,
  interval,
  intersect,
  isEmpty,
  maxInterval,
  minInterval,
  multiplyIntervals,
  negateInterval,
  point,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { powerInterval, rootInterval } from '../../core/numbers/power.ts';
import type { BinaryOperator } from '../relations/expression.ts';

/** An end of a range. */
export type Side = 'low' | 'high';

/**
 * How ranges of numbers are calculated with and judged: exactly, or in floating point with known errors. Where an
 * arithmetic cannot decide, it returns undefined, or `unknown` in place of a range.
 */
export interface Arithmetic<R> {
  readonly zero: R;
  readonly one: R;
  /** A range of which nothing is known. */
  readonly unknown: R;
  /** The slope of what rises, however fast: [0, ∞). */
  readonly rising: R;
  exactly(value: Interval): R;
  negate(a: R): R;
  combine(op: BinaryOperator, a: R, b: R): R;
  raise(op: 'power' | 'root', a: R, n: number): R;
  hull(a: R, b: R): R;
  mayBeZero(a: R): boolean;
  /** 1 where a function with this slope never falls, −1 where it never rises, 0 where it may do both. */
  directionOf(slope: R): -1 | 0 | 1 | undefined;
  /** Whether the slope is nowhere zero, so that an end that is not reached gives a value that is not reached. */
  isSteep(slope: R): boolean;
  /** The one number at an end; undefined where there is no end. */
  endOf(a: R, side: Side): R | undefined;
  isOpen(a: R, side: Side): boolean;
  /** The same range with both ends open. */
  opened(a: R): R;
  /** The part of `natural` from the low end of one range to the high end of another. */
  between(natural: R, low: R, high: R): R;
  isEmpty(a: R): boolean;
  /** The sign of an end; null where there is no end. */
  signOf(a: R, side: Side): number | null | undefined;
  /** Whether the end of `to` lies further out than that of `from`, or at the same place as far as is known. */
  isAsFarOut(from: R, to: R, side: Side): boolean | undefined;
}

const COMBINE: Readonly<Record<BinaryOperator, (a: Interval, b: Interval) => Interval>> = {
  add: addIntervals,
  subtract: subtractIntervals,
  multiply: multiplyIntervals,
  divide: divideIntervals,
  min: minInterval,
  max: maxInterval,
};

/** Exact decimals; where a quotient or root has no end of digits it is rounded outwards. Decides every verdict. */
export const EXACT: Arithmetic<Interval> = {
  zero: point(decimal(0)),
  one: point(decimal(1)),
  unknown: EVERYTHING,
  rising: interval(decimal(0), undefined),
  exactly: (value) => value,
  negate: negateInterval,
  combine: (op, a, b) => COMBINE[op](a, b),
  raise: (op, a, n) => (op === 'power' ? powerInterval(a, n) : rootInterval(a, n)),
  hull,
  mayBeZero: (a) => contains(a, decimal(0)),
  directionOf({ low, high }) {
    if (low && signOf(low) >= 0) return 1;
    return high && signOf(high) <= 0 ? -1 : 0;
  },
  isSteep({ low, high, lowOpen, highOpen }) {
    if (low && signOf(low) >= 0) return signOf(low) > 0 || lowOpen;
    return high !== undefined && signOf(high) <= 0 && (signOf(high) < 0 || highOpen);
  },
  endOf(a, side) {
    const end = a[side];
    return end && point(end);
  },
  isOpen: (a, side) => (side === 'low' ? a.lowOpen : a.highOpen),
  opened: ({ low, high }) => interval(low, high, true, true),
  between: (natural, low, high) => intersect(natural, interval(low.low, high.high, low.lowOpen, high.highOpen)),
  isEmpty,
  signOf(a, side) {
    const end = a[side];
    return end ? signOf(end) : null;
  },
  isAsFarOut(from, to, side) {
    const [start, end] = [from[side], to[side]];
    if (!start || !end) return !end;
    return side === 'low' ? compare(end, start) <= 0 : compare(end, start) >= 0;
  },
};
