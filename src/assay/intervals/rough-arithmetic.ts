import { type Decimal, decimalToNumber } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { BinaryOperator } from '../relations/expression.ts';

/** A range in floating point. An unknown end is NaN, so that every comparison with it fails. */
export interface RoughRange {
  readonly low: End;
  readonly high: End;
}

/** A number, infinite for a missing end, and how far the exact one may lie from it. */
interface End {
  readonly at: number;
  readonly error: number;
}

/** Bound for the relative error of one operation, with room for the rounding of the bounds themselves. */
const UNIT = 2 ** -50;

const UNKNOWN: RoughRange = rangeAt(Number.NaN);

function rangeAt(at: number): RoughRange {
  const end = { at, error: 0 };
  return { low: end, high: end };
}

/**
 * Binary numbers with bounds for their error. They spare exact arithmetic where the answer is beyond doubt, and decide
 * nothing where it is not.
 */
export const ROUGH: Arithmetic<RoughRange> = {
  zero: rangeAt(0),
  one: rangeAt(1),
  unknown: UNKNOWN,
  // zero times infinity is not a number, so that the slope of a root is unknown
  rising: UNKNOWN,
  exactly: approximated,
  negate: ({ low, high }) => ({ low: { at: -high.at, error: high.error }, high: { at: -low.at, error: low.error } }),
  combine: combined,
  raise: raised,
  hull: (a, b) => ({ low: lesser(a.low, b.low), high: greater(a.high, b.high) }),
  mayBeZero: ({ low, high }) => signOfEnd(low) !== 1 && signOfEnd(high) !== -1,
  directionOf({ low, high }) {
    if (low.at >= low.error) return 1;
    if (-high.at >= high.error) return -1;
    return signOfEnd(low) === -1 && signOfEnd(high) === 1 ? 0 : undefined;
  },
  isSteep: () => false,
  endOf(a, side) {
    const end = a[side];
    return Math.abs(end.at) === Infinity ? undefined : { low: end, high: end };
  },
  isOpen: () => false,
  opened: (a) => a,
  between: (natural, low, high) => ({ low: greater(natural.low, low.low), high: lesser(natural.high, high.high) }),
  isEmpty: () => false,
  signOf(a, side) {
    const end = a[side];
    return end.at === (side === 'low' ? -Infinity : Infinity) ? null : signOfEnd(end);
  },
  isAsFarOut(from, to, side) {
    const [start, end] = [from[side], to[side]];
    const gap = side === 'low' ? start.at - end.at : end.at - start.at;
    if (Number.isNaN(start.at) || Number.isNaN(end.at)) return undefined;
    // what is too near to tell is counted as far enough: it is as far, or all but
    return !(gap < 0) || -gap <= start.error + end.error + -gap * UNIT;
  },
};

/** Kept, because the same figures are needed very often. */
const known = new WeakMap<Interval, RoughRange>();

function approximated(interval: Interval): RoughRange {
  let found = known.get(interval);
  if (!found) {
    found = { low: endOf(interval.low, -Infinity), high: endOf(interval.high, Infinity) };
    known.set(interval, found);
  }
  return found;
}

function endOf(exact: Decimal | undefined, missing: number): End {
  if (!exact) return { at: missing, error: 0 };
  const at = nearestNumber(exact);
  return { at, error: Math.abs(at) * UNIT };
}

/** Powers of ten up to this are exact in floating point, so that two roundings are all there are. */
const EXACT_POWER = 22;

function nearestNumber(exact: Decimal): number {
  const { coefficient, exponent, divisor } = exact;
  if (divisor !== undefined || Math.abs(exponent) > EXACT_POWER) return decimalToNumber(exact);
  return exponent < 0 ? Number(coefficient) / 10 ** -exponent : Number(coefficient) * 10 ** exponent;
}

/** The sign of an end: undefined where it is too near to zero to tell, or not a number. */
function signOfEnd({ at, error }: End): -1 | 1 | undefined {
  if (at > error) return 1;
  return -at > error ? -1 : undefined;
}

function combined(op: BinaryOperator, a: RoughRange, b: RoughRange): RoughRange {
  switch (op) {
    case 'add':
      return { low: sum(a.low, b.low), high: sum(a.high, b.high) };
    case 'subtract':
      return combined('add', a, ROUGH.negate(b));
    case 'multiply':
      return spanned(product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high));
    case 'divide':
      return ROUGH.mayBeZero(b)
        ? UNKNOWN
        : spanned(quotient(a.low, b.low), quotient(a.low, b.high), quotient(a.high, b.low), quotient(a.high, b.high));
    case 'min':
      return { low: lesser(a.low, b.low), high: lesser(a.high, b.high) };
    case 'max':
      return { low: greater(a.low, b.low), high: greater(a.high, b.high) };
  }
}

function sum(a: End, b: End): End {
  const at = a.at + b.at;
  return { at, error: a.error + b.error + finite(at) * UNIT };
}

function product(a: End, b: End): End {
  const at = a.at * b.at;
  const [x, y] = [finite(a.at), finite(b.at)];
  return { at, error: x * b.error + y * a.error + a.error * b.error + finite(at) * UNIT };
}

function quotient(a: End, b: End): End {
  const at = a.at / b.at;
  const rest = Math.abs(b.at) - b.error;
  return { at, error: rest === Infinity ? 0 : (a.error + finite(at) * b.error) / rest + finite(at) * UNIT };
}

function finite(at: number): number {
  return Number.isFinite(at) ? Math.abs(at) : 0;
}

/** The least and greatest of some ends. No end may be further off than the one that is off most. */
function spanned(a: End, b: End, c: End, d: End): RoughRange {
  const low = Math.min(a.at, b.at, c.at, d.at);
  if (Number.isNaN(low)) return UNKNOWN;
  const error = Math.max(a.error, b.error, c.error, d.error);
  return { low: { at: low, error }, high: { at: Math.max(a.at, b.at, c.at, d.at), error } };
}

function lesser(a: End, b: End): End {
  return { at: Math.min(a.at, b.at), error: Math.max(a.error, b.error) };
}

function greater(a: End, b: End): End {
  return { at: Math.max(a.at, b.at), error: Math.max(a.error, b.error) };
}

/** Powers and roots of what is beyond doubt above zero and bounded. */
function raised(op: 'power' | 'root', a: RoughRange, n: number): RoughRange {
  if (signOfEnd(a.low) !== 1 || !Number.isFinite(a.high.at)) return UNKNOWN;
  const raise = op === 'power' ? powerOf : rootOf;
  return { low: raise(a.low, n), high: raise(a.high, n) };
}

function powerOf(a: End, n: number): End {
  let result = a;
  for (let left = n; left > 1; left -= 1) result = product(result, a);
  return result;
}

/** A root, with an error that is measured by raising it again: the precision of the library is not relied on. */
function rootOf(a: End, n: number): End {
  const at = a.at ** (1 / n);
  const again = powerOf({ at, error: 0 }, n);
  const off = Math.abs(again.at - a.at) + again.error + a.error;
  if (!(off < a.at * 0.01)) return UNKNOWN.low;
  const leastSlope = n * (at * 0.98) ** (n - 1) * 0.99;
  return { at, error: off / leastSlope + at * UNIT };
}
