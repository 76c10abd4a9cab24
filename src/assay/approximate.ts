import { type Decimal, decimalToNumber } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import type { BinaryOperator, Expression } from './expression.ts';

/**
 * An interval in binary floating point whose ends are known to be off by no more than so much. It spares exact
 * arithmetic where the answer is beyond doubt, and decides nothing where it is not: whoever asks falls back on exact
 * numbers.
 */
export interface Approximation {
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

/** The approximation of a box by number; undefined where there is none. */
export type ApproximateBox = (index: number) => Approximation | undefined;

const known = new WeakMap<Interval, Approximation>();

/** An exact interval approximated; remembered, because figures are asked for again and again. */
export function approximated(interval: Interval): Approximation {
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
  const { coefficient, exponent } = exact;
  if (Math.abs(exponent) > EXACT_POWER) return decimalToNumber(exact);
  return exponent < 0 ? Number(coefficient) / 10 ** -exponent : Number(coefficient) * 10 ** exponent;
}

/** The sign of an end: undefined where it is too near to zero to tell, or not a number. */
export function signOfEnd({ at, error }: End): -1 | 1 | undefined {
  if (at > error) return 1;
  return -at > error ? -1 : undefined;
}

/** The sign of a − b, undefined where that cannot be told. */
export function signOfGap(a: End, b: End): -1 | 1 | undefined {
  return signOfEnd({ at: a.at - b.at, error: a.error + b.error + Math.abs(a.at - b.at) * UNIT });
}

/** The natural range of an expression; undefined where an operation is beyond what is approximated here. */
function approximateRange(expression: Expression, box: ApproximateBox): Approximation | undefined {
  switch (expression.op) {
    case 'variable':
      return box(expression.index);
    case 'exactly':
      return approximated(expression.value);
    case 'negate': {
      const of = approximateRange(expression.of, box);
      return of && negated(of);
    }
    case 'power':
    case 'root':
      return raised(approximateRange(expression.of, box), expression.op, expression.n);
    default: {
      const [a, b] = [approximateRange(expression.left, box), approximateRange(expression.right, box)];
      return a && b && combined(expression.op, a, b);
    }
  }
}

/**
 * Like `rangeOf`; undefined also where it is not beyond doubt whether the expression rises or falls with a variable.
 */
export function approximateRangeOf(
  expression: Expression,
  repeated: readonly number[],
  box: ApproximateBox,
): Approximation | undefined {
  const natural = approximateRange(expression, box);
  if (!natural || repeated.length === 0) return natural;
  const [lowest, highest] = [new Map<number, Approximation>(), new Map<number, Approximation>()];
  for (const index of repeated) {
    const [range, moving] = [box(index), slopeOf(expression, index, box)];
    const direction = moving && directionOf(moving.slope);
    if (!range || direction === undefined) return undefined;
    if (direction === 0) continue;
    const [start, end] = direction > 0 ? [range.low, range.high] : [range.high, range.low];
    if (Number.isFinite(start.at)) lowest.set(index, { low: start, high: start });
    if (Number.isFinite(end.at)) highest.set(index, { low: end, high: end });
  }
  const low = approximateRange(expression, (index) => lowest.get(index) ?? box(index));
  const high = approximateRange(expression, (index) => highest.get(index) ?? box(index));
  return low && high && { low: greater(natural.low, low.low), high: lesser(natural.high, high.high) };
}

/**
 * 1 where a function with this slope never falls, −1 where it never rises, 0 where it does both; undefined where none
 * is sure.
 */
function directionOf({ low, high }: Approximation): -1 | 0 | 1 | undefined {
  if (low.at >= low.error) return 1;
  if (-high.at >= high.error) return -1;
  return signOfEnd(low) === -1 && signOfEnd(high) === 1 ? 0 : undefined;
}

/** The value of an expression, and how fast it changes with one variable. */
interface Slope {
  readonly value: Approximation;
  readonly slope: Approximation;
}

const ZERO: Approximation = { low: { at: 0, error: 0 }, high: { at: 0, error: 0 } };
const ONE: Approximation = { low: { at: 1, error: 0 }, high: { at: 1, error: 0 } };

/** As `slopeOf` of exact numbers, for all but powers and roots. */
function slopeOf(expression: Expression, index: number, box: ApproximateBox): Slope | undefined {
  switch (expression.op) {
    case 'variable': {
      const value = box(expression.index);
      return value && { value, slope: expression.index === index ? ONE : ZERO };
    }
    case 'exactly':
      return { value: approximated(expression.value), slope: ZERO };
    case 'negate': {
      const of = slopeOf(expression.of, index, box);
      return of && { value: negated(of.value), slope: negated(of.slope) };
    }
    case 'power':
    case 'root':
      return undefined;
    default: {
      const [left, right] = [slopeOf(expression.left, index, box), slopeOf(expression.right, index, box)];
      const value = left && right && combined(expression.op, left.value, right.value);
      const slope = value && joinedSlope(expression.op, left, right);
      return slope && { value, slope };
    }
  }
}

function joinedSlope(op: BinaryOperator, a: Slope, b: Slope): Approximation | undefined {
  switch (op) {
    case 'add':
    case 'subtract':
      return combined(op, a.slope, b.slope);
    case 'multiply':
      return crossed('add', a, b);
    case 'divide': {
      const [top, bottom] = [crossed('subtract', a, b), combined('multiply', b.value, b.value)];
      return top && bottom && combined('divide', top, bottom);
    }
    default:
      return { low: lesser(a.slope.low, b.slope.low), high: greater(a.slope.high, b.slope.high) };
  }
}

/** a′b + ab′, or the difference. */
function crossed(op: 'add' | 'subtract', a: Slope, b: Slope): Approximation | undefined {
  const [left, right] = [combined('multiply', a.slope, b.value), combined('multiply', a.value, b.slope)];
  return left && right && combined(op, left, right);
}

function negated({ low, high }: Approximation): Approximation {
  return { low: { at: -high.at, error: high.error }, high: { at: -low.at, error: low.error } };
}

function combined(op: BinaryOperator, a: Approximation, b: Approximation): Approximation | undefined {
  switch (op) {
    case 'add':
      return { low: sum(a.low, b.low), high: sum(a.high, b.high) };
    case 'subtract':
      return combined('add', a, negated(b));
    case 'multiply':
      return spanned(product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high));
    case 'divide':
      return signOfEnd(b.low) === 1 || signOfEnd(b.high) === -1
        ? spanned(quotient(a.low, b.low), quotient(a.low, b.high), quotient(a.high, b.low), quotient(a.high, b.high))
        : undefined;
    case 'min':
      return { low: lesser(a.low, b.low), high: lesser(a.high, b.high) };
    default:
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
function spanned(a: End, b: End, c: End, d: End): Approximation | undefined {
  const low = Math.min(a.at, b.at, c.at, d.at);
  if (Number.isNaN(low)) return undefined;
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
function raised(a: Approximation | undefined, op: 'power' | 'root', n: number): Approximation | undefined {
  if (!a || signOfEnd(a.low) !== 1 || !Number.isFinite(a.high.at)) return undefined;
  const [low, high] = op === 'power' ? [powerOf(a.low, n), powerOf(a.high, n)] : [rootOf(a.low, n), rootOf(a.high, n)];
  return low && high && { low, high };
}

function powerOf(a: End, n: number): End {
  let result = a;
  for (let left = n; left > 1; left -= 1) result = product(result, a);
  return result;
}

/** A root, with an error that is measured by raising it again: no trust is put in the library's own precision. */
function rootOf(a: End, n: number): End | undefined {
  const at = a.at ** (1 / n);
  const again = powerOf({ at, error: 0 }, n);
  const off = Math.abs(again.at - a.at) + again.error + a.error;
  if (!(off < a.at * 0.01)) return undefined;
  const leastSlope = n * (at * 0.98) ** (n - 1) * 0.99;
  return { at, error: off / leastSlope + at * UNIT };
}
