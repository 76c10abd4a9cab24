import { decimal } from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  EVERYTHING,
  type Interval,
  interval,
  intersect,
  isAbove,
  isEmpty,
  multiplyIntervals,
  negateInterval,
  point,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { powerInterval, rootInterval } from '../../core/numbers/power.ts';
import { affineFraction, type Coefficients } from '../intervals/affine.ts';
import { EXACT } from '../intervals/arithmetic.ts';
import type { Constraint, Test, TestedFigure } from './constraint.ts';
import { naturalRange, type Ranges } from '../intervals/range.ts';
import type { BinaryOperator, Expression } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';

const ZERO = decimal(0);
const NOT_NEGATIVE = interval(ZERO, undefined);

/**
 * The values that the other figures of a constraint allow a figure, in base units: the constraint solved for it, by
 * narrowing from the root of each side down to the figure (HC4-revise; F. Benhamou and others, Revising hull and box
 * consistency, 1999). Nothing that the figure can be is lost; the print of the figure itself plays no part. Empty if
 * there is nothing.
 */
export function impliedInterval(
  { tests }: Constraint,
  figure: TestedFigure,
  ranges: Ranges,
  domain = domainOf(figure),
): Interval {
  const open: Ranges = (index) => (index === figure.index ? domain : ranges(index));
  const narrowed = tests.map((test) => {
    const found = narrowTest(test, open).get(figure.index) ?? EVERYTHING;
    return test.repeated.includes(figure.index) ? intersect(found, solvedFor(test, figure.index, open)) : found;
  });
  return narrowed.reduce(intersect, domain);
}

/**
 * The values that a test allows a figure that stands more than once in it, as h in s = h / (h + a): by solving the equation
 * for it, where it is one of the first degree. The ranges of the other figures count, that of its own only for the sign
 * of a divisor.
 */
export function solvedFor({ sense, difference }: Test, figure: number, ranges: Ranges): Interval {
  if (sense === '!=') return EVERYTHING;
  const form = affineFraction(RANGES, difference, (index) => index === figure, ranges);
  const [factor, below] = [form?.over.by.get(figure), form?.under.by.get(figure)];
  if (!form || !factor) return EVERYTHING;
  const divisor = below
    ? addIntervals(form.under.constant, multiplyIntervals(below, ranges(figure)))
    : form.under.constant;
  const sign = signOfAll(divisor);
  if (sense !== '=' && sign === 0) return EVERYTHING;
  const wanted = allowedLeft(sign < 0 ? MIRRORED[sense] : sense, point(ZERO));
  return quotient(subtractIntervals(wanted, form.over.constant), factor);
}

/** 1 where every number of a range is above zero, −1 where every one is below, else 0. */
function signOfAll(range: Interval): -1 | 0 | 1 {
  if (isAbove(range, point(ZERO))) return 1;
  return isAbove(point(ZERO), range) ? -1 : 0;
}

const RANGES: Coefficients<Interval> = {
  zero: EXACT.zero,
  one: EXACT.one,
  exactly: (value) => value,
  negate: negateInterval,
  add: addIntervals,
  multiply: multiplyIntervals,
  divide: divideIntervals,
  isOne: (value) => value === EXACT.one,
  choose: (op, a, b) => EXACT.combine(op, a, b),
  raise: (op, a, n) => EXACT.raise(op, a, n),
};

/**
 * The same for every figure that stands once in a constraint with one test, in one pass: from the root down, the print
 * of a figure that stands once is not used for what the others imply of it.
 */
export function impliedIntervals({ tests }: Constraint, ranges: Ranges): ReadonlyMap<number, Interval> {
  const [test] = tests;
  if (!test || tests.length > 1) return new Map();
  const narrowed = new Map(narrowTest(test, ranges));
  for (const figure of test.repeated) narrowed.delete(figure);
  return narrowed;
}

/**
 * The values of a figure before others are considered: a level that is printed above zero stays above zero, unless the
 * same is printed below zero elsewhere or it is a balance.
 */
export function domainOf({ observation, interval: printed, mayBeNegative, isBalance }: TestedFigure): Interval {
  const { measure } = observation;
  if (measure === 'growth' || measure === 'cagr') return interval(decimal(-1), undefined, true);
  const low = printed?.low;
  const isPositive =
    !mayBeNegative &&
    !isBalance &&
    measure !== 'difference' &&
    measure !== 'change' &&
    low !== undefined &&
    contains(NOT_NEGATIVE, low);
  return isPositive ? NOT_NEGATIVE : EVERYTHING;
}

/** The values that one test allows each of its variables, by number, given the ranges of all of them. */
export function narrowTest({ sense, left, right }: Test, ranges: Ranges): ReadonlyMap<number, Interval> {
  const parts: PartRanges = new Map();
  const [a, b] = [naturalRange(EXACT, left, ranges, parts), naturalRange(EXACT, right, ranges, parts)];
  const narrowed = new Map<number, Interval>();
  narrow(left, allowedLeft(sense, b), parts, narrowed);
  narrow(right, allowedLeft(MIRRORED[sense], a), parts, narrowed);
  return narrowed;
}

/** The values that a comparison allows its left side, given the right. */
export function allowedLeft(sense: Sense, right: Interval): Interval {
  const isStrict = sense === '<' || sense === '>';
  const { low, high, lowOpen, highOpen } = right;
  if (sense === '=') return right;
  if (sense === '!=') return EVERYTHING;
  if (sense === '<=' || sense === '<')
    return interval(undefined, high, false, high !== undefined && (highOpen || isStrict));
  return interval(low, undefined, low !== undefined && (lowOpen || isStrict));
}

/** The same comparison read from right to left. */
const MIRRORED: Readonly<Record<Sense, Sense>> = {
  '=': '=',
  '!=': '!=',
  '<=': '>=',
  '<': '>',
  '>=': '<=',
  '>': '<',
};

/** The range of each part of an expression. */
type PartRanges = Map<Expression, Interval>;

/** Notes what each variable may be if an expression lies in `wanted`: every place where it stands must allow it. */
function narrow(expression: Expression, wanted: Interval, parts: PartRanges, narrowed: Map<number, Interval>): void {
  switch (expression.op) {
    case 'variable':
      narrowed.set(expression.index, intersect(narrowed.get(expression.index) ?? EVERYTHING, wanted));
      break;
    case 'exactly':
      break;
    case 'negate':
      narrow(expression.of, negateInterval(wanted), parts, narrowed);
      break;
    case 'power':
      narrow(expression.of, rootInterval(wanted, expression.n), parts, narrowed);
      break;
    case 'root':
      narrow(expression.of, powerInterval(intersect(wanted, NOT_NEGATIVE), expression.n), parts, narrowed);
      break;
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const { op, left, right } = expression;
      const [a, b] = [parts.get(left) ?? EVERYTHING, parts.get(right) ?? EVERYTHING];
      narrow(left, inverseLeft(op, wanted, b), parts, narrowed);
      narrow(right, inverseRight(op, wanted, a), parts, narrowed);
    }
  }
}

/** The values that the left operand may have: the operation undone with the right one. */
function inverseLeft(op: BinaryOperator, wanted: Interval, right: Interval): Interval {
  switch (op) {
    case 'add':
      return subtractIntervals(wanted, right);
    case 'subtract':
      return addIntervals(wanted, right);
    case 'multiply':
      return quotient(wanted, right);
    case 'divide':
      return multiplyIntervals(wanted, right);
    case 'max':
    case 'min':
      return inverseChoice(op, wanted, right);
  }
}

function inverseRight(op: BinaryOperator, wanted: Interval, left: Interval): Interval {
  switch (op) {
    case 'subtract':
      return subtractIntervals(left, wanted);
    case 'divide':
      return quotient(left, wanted);
    case 'add':
    case 'max':
    case 'min':
    case 'multiply':
      return inverseLeft(op, wanted, left);
  }
}

/** A product says nothing of one factor where the other may be zero. */
function quotient(a: Interval, b: Interval): Interval {
  return contains(b, ZERO) && contains(a, ZERO) ? EVERYTHING : divideIntervals(a, b);
}

/** Of min(x, y): x is not below what the result is at least; nor above what it is at most, where y cannot be so low. */
function inverseChoice(op: 'min' | 'max', wanted: Interval, other: Interval): Interval {
  const isAlone = isEmpty(intersect(wanted, other));
  if (isAlone) return wanted;
  const { low, high, lowOpen, highOpen } = wanted;
  return op === 'min' ? interval(low, undefined, lowOpen) : interval(undefined, high, false, highOpen);
}
