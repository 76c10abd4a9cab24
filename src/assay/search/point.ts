import {
  isZero,
  minus,
  order,
  plus,
  raised,
  type Rational,
  ratio,
  rationalOf,
  times,
} from '../../core/numbers/rational.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Test } from '../constraints/constraint.ts';
import { type Expression, occurrences } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import type { Ranges } from '../intervals/range.ts';

/** A number for each figure and constant of some tests, in base units, by its number. */
export type Point = ReadonlyMap<number, Rational>;

/** The variables of some tests, sorted. */
export function variablesOf(tests: readonly Test[]): number[] {
  return [...new Set(tests.flatMap(({ difference }) => occurrences(difference)))].sort((a, b) => a - b);
}

/**
 * Whether a point proves that some tests can be met together: each of its numbers lies in the range of its figure, and
 * every test holds, in exact fractions. It shares nothing with the search that finds points.
 */
export function isProof(point: Point, tests: readonly Test[], ranges: Ranges): boolean {
  const isInside = variablesOf(tests).every((index) => {
    const value = point.get(index);
    return value !== undefined && isWithin(value, ranges(index));
  });
  return isInside && tests.every((test) => holdsAt(point, test));
}

/** Whether a test holds at a point. */
function holdsAt(point: Point, { sense, left, right }: Test): boolean {
  const [a, b] = [valueAt(left, point), valueAt(right, point)];
  return a !== undefined && b !== undefined && HOLDS[sense](order(a, b));
}

const HOLDS: Readonly<Record<Sense, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Whether a number lies in a range. */
export function isWithin(value: Rational, { low, high, lowOpen, highOpen }: Interval): boolean {
  if (low && order(value, rationalOf(low)) < (lowOpen ? 1 : 0)) return false;
  return !high || order(value, rationalOf(high)) <= (highOpen ? -1 : 0);
}

/** The value of an expression at a point; undefined where it has none: of a quotient by zero, or a root that is not a fraction. */
export function valueAt(expression: Expression, point: Point): Rational | undefined {
  switch (expression.op) {
    case 'variable':
      return point.get(expression.index);
    case 'exactly':
      return exactValue(expression.value);
    case 'negate': {
      const of = valueAt(expression.of, point);
      return of && minus(of);
    }
    case 'power': {
      const of = valueAt(expression.of, point);
      return of && raised(of, expression.n);
    }
    case 'root': {
      const of = valueAt(expression.of, point);
      return of && rootOf(of, expression.n);
    }
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const [a, b] = [valueAt(expression.left, point), valueAt(expression.right, point)];
      return a && b && combined(expression.op, a, b);
    }
  }
}

/** The one number of a range that is one. */
export function exactValue({ low, high }: Interval): Rational | undefined {
  const [from, to] = [low && rationalOf(low), high && rationalOf(high)];
  return from && to && order(from, to) === 0 ? from : undefined;
}

function combined(
  op: Exclude<Expression['op'], 'variable' | 'exactly' | 'negate' | 'power' | 'root'>,
  a: Rational,
  b: Rational,
): Rational | undefined {
  switch (op) {
    case 'add':
      return plus(a, b);
    case 'subtract':
      return plus(a, minus(b));
    case 'multiply':
      return times(a, b);
    case 'divide':
      return isZero(b) ? undefined : ratio(a, b);
    case 'min':
      return order(a, b) < 0 ? a : b;
    case 'max':
      return order(a, b) > 0 ? a : b;
  }
}

/** The n-th root of a fraction that is one of a fraction. */
export function rootOf({ over, under }: Rational, n: number): Rational | undefined {
  if (over < 0n) return undefined;
  const [top, bottom] = [wholeRoot(over, n), wholeRoot(under, n)];
  return top === undefined || bottom === undefined ? undefined : { over: top, under: bottom };
}

/** By halving: roots are taken of few and short numbers. */
function wholeRoot(a: bigint, n: number): bigint | undefined {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(a.toString(2).length / n) + 1)];
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(n) < a) low = middle + 1n;
    else high = middle;
  }
  return low ** BigInt(n) === a ? low : undefined;
}
