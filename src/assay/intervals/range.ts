import { decimal } from '../../core/numbers/decimal.ts';
import { type Interval, point } from '../../core/numbers/interval.ts';
import type { Arithmetic, Side } from './arithmetic.ts';
import { type BinaryOperator, type Expression, occurrences } from '../relations/expression.ts';

/** The range of each variable, by its number. */
export type Ranges<R = Interval> = (index: number) => R;

/**
 * A range that holds every value of an expression, given the ranges of its variables: each operation in turn. Exact
 * where no variable stands twice; else it may be wider than the truth (R. E. Moore, Interval Analysis, 1966). The range
 * of every part is noted in `parts`.
 */
export function naturalRange<R>(
  arithmetic: Arithmetic<R>,
  expression: Expression,
  ranges: Ranges<R>,
  parts?: Map<Expression, R>,
): R {
  const range = combinedRange(arithmetic, expression, ranges, parts);
  parts?.set(expression, range);
  return range;
}

function combinedRange<R>(
  arithmetic: Arithmetic<R>,
  expression: Expression,
  ranges: Ranges<R>,
  parts: Map<Expression, R> | undefined,
): R {
  switch (expression.op) {
    case 'variable':
      return ranges(expression.index);
    case 'exactly':
      return arithmetic.exactly(expression.value);
    case 'negate':
      return arithmetic.negate(naturalRange(arithmetic, expression.of, ranges, parts));
    case 'power':
    case 'root':
      return arithmetic.raise(expression.op, naturalRange(arithmetic, expression.of, ranges, parts), expression.n);
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const left = naturalRange(arithmetic, expression.left, ranges, parts);
      return arithmetic.combine(expression.op, left, naturalRange(arithmetic, expression.right, ranges, parts));
    }
  }
}

/**
 * Like `naturalRange`, without the widening where a variable stands twice, as in a / (a + b): where the expression only
 * rises or only falls with such a variable, each end is calculated with the variable held at one of its own ends. The
 * natural range may be known.
 */
export function rangeOf<R>(
  arithmetic: Arithmetic<R>,
  expression: Expression,
  repeated: readonly number[],
  ranges: Ranges<R>,
  natural = naturalRange(arithmetic, expression, ranges),
): R {
  if (repeated.length === 0) return natural;
  const slopes = repeated.map((index) => [index, slopeOf(arithmetic, expression, index, ranges).slope] as const);
  const at = (side: Side): R => cornerRange(arithmetic, expression, slopes, ranges, side);
  return arithmetic.between(natural, at('low'), at('high'));
}

/** The range with every variable of known direction held at the end where the expression is least, or greatest. */
function cornerRange<R>(
  arithmetic: Arithmetic<R>,
  expression: Expression,
  slopes: readonly (readonly [number, R])[],
  ranges: Ranges<R>,
  side: Side,
): R {
  let isOpen = false;
  const held = new Map<number, R>();
  for (const [index, slope] of slopes) {
    const direction = arithmetic.directionOf(slope);
    if (direction === undefined) return arithmetic.unknown;
    if (direction === 0) continue;
    const at = (side === 'high') === direction > 0 ? 'high' : 'low';
    const end = arithmetic.endOf(ranges(index), at);
    if (end === undefined) continue;
    held.set(index, end);
    // Only where the expression moves with the variable at every point is the value at an open end never reached.
    if (arithmetic.isSteep(slope)) isOpen ||= arithmetic.isOpen(ranges(index), at);
  }
  const range = naturalRange(arithmetic, expression, (index) => held.get(index) ?? ranges(index));
  return isOpen ? arithmetic.opened(range) : range;
}

/** The value of an expression, and how fast it changes with one variable. */
interface Slope<R> {
  readonly value: R;
  readonly slope: R;
}

/** Differentiates by the rules of calculus, in ranges. */
export function slopeOf<R>(
  arithmetic: Arithmetic<R>,
  expression: Expression,
  index: number,
  ranges: Ranges<R>,
): Slope<R> {
  const { zero, one } = arithmetic;
  switch (expression.op) {
    case 'variable':
      return { value: ranges(expression.index), slope: expression.index === index ? one : zero };
    case 'exactly':
      return { value: arithmetic.exactly(expression.value), slope: zero };
    case 'negate': {
      const { value, slope } = slopeOf(arithmetic, expression.of, index, ranges);
      return { value: arithmetic.negate(value), slope: arithmetic.negate(slope) };
    }
    case 'power':
    case 'root': {
      const { op, of, n } = expression;
      const inner = slopeOf(arithmetic, of, index, ranges);
      const outer = op === 'root' ? arithmetic.rising : powerSlope(arithmetic, inner.value, n);
      return {
        value: arithmetic.raise(op, inner.value, n),
        slope: arithmetic.combine('multiply', outer, inner.slope),
      };
    }
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const left = slopeOf(arithmetic, expression.left, index, ranges);
      const right = slopeOf(arithmetic, expression.right, index, ranges);
      return {
        value: arithmetic.combine(expression.op, left.value, right.value),
        slope: joinedSlope(arithmetic, expression.op, left, right),
      };
    }
  }
}

function powerSlope<R>(arithmetic: Arithmetic<R>, value: R, n: number): R {
  if (n === 1) return arithmetic.one;
  return arithmetic.combine('multiply', arithmetic.raise('power', value, n - 1), arithmetic.exactly(point(decimal(n))));
}

function joinedSlope<R>(arithmetic: Arithmetic<R>, op: BinaryOperator, a: Slope<R>, b: Slope<R>): R {
  const crossed = (join: 'add' | 'subtract'): R =>
    arithmetic.combine(
      join,
      arithmetic.combine('multiply', a.slope, b.value),
      arithmetic.combine('multiply', a.value, b.slope),
    );
  switch (op) {
    case 'add':
    case 'subtract':
      return arithmetic.combine(op, a.slope, b.slope);
    case 'multiply':
      return crossed('add');
    case 'divide':
      // On the two sides of a pole an expression may rise on both and still fall from one to the other.
      if (arithmetic.mayBeZero(b.value)) return arithmetic.unknown;
      return arithmetic.combine('divide', crossed('subtract'), arithmetic.combine('multiply', b.value, b.value));
    case 'max':
    case 'min':
      return arithmetic.hull(a.slope, b.slope);
  }
}

/** The variables that stand more than once. */
export function repeatedIn(expression: Expression): number[] {
  const seen = new Set<number>();
  const repeated = new Set<number>();
  for (const index of occurrences(expression)) (seen.has(index) ? repeated : seen).add(index);
  return [...repeated].sort((a, b) => a - b);
}
