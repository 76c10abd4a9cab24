import fc from 'fast-check';
import Fraction from 'fraction.js';
import type { Expression } from '../../src/assay/relations/expression.ts';
import { type Decimal, decimal } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval } from '../../src/core/numbers/interval.ts';
import { fractionOf } from '../core/numbers/exact.ts';

/** How many variables random expressions have. */
export const VARIABLES = 4;

/** A box and a point in it. */
export interface Sample {
  readonly box: readonly Interval[];
  readonly at: readonly Decimal[];
}

/** A number and an interval round it, often with an end in the number itself. */
function rounded(least: number): fc.Arbitrary<[Decimal, Interval]> {
  return fc.tuple(fc.integer({ min: least, max: 400 }), fc.nat(30), fc.nat(30)).map(([at, below, above]) => {
    const [low, high] = [Math.max(least, at - below), at + above];
    return [decimal(at, -1), interval(decimal(low, -1), decimal(high, -1), low < at, high > at)];
  });
}

/** Boxes with a point in them, all numbers at least `least` tenths. */
export function anySample(least: number): fc.Arbitrary<Sample> {
  return fc
    .array(rounded(least), { minLength: VARIABLES, maxLength: VARIABLES })
    .map((pairs) => ({ at: pairs.map(([at]) => at), box: pairs.map(([, range]) => range) }));
}

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.nat(VARIABLES - 1).map((index): Expression => ({ op: 'variable', index })),
  fc
    .integer({ min: 1, max: 30 })
    .map((n): Expression => ({ op: 'exactly', value: interval(decimal(n, -1), decimal(n, -1)) })),
);

/** Expressions of a few operations; variables stand in them more than once. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'min', 'max'), tie('tree'), tie('tree'))
      .map(([op, left, right]): Expression => ({ op, left, right })),
    tie('tree').map((of): Expression => ({ op: 'negate', of })),
    fc.tuple(leaf, fc.integer({ min: 1, max: 3 })).map(([of, n]): Expression => ({ op: 'power', of, n })),
  ),
})).tree;

/**
 * The exact value of an expression at a point, by a library that knows nothing of ours; undefined where it has none.
 */
export function valueOf(expression: Expression, at: readonly Decimal[]): Fraction | undefined {
  switch (expression.op) {
    case 'variable':
      return fractionOf(at[expression.index] ?? decimal(0));
    case 'exactly':
      return fractionOf(expression.value.low ?? decimal(0));
    case 'negate':
      return valueOf(expression.of, at)?.neg();
    case 'power': {
      const value = valueOf(expression.of, at);
      return (
        value && Array.from({ length: expression.n }).reduce((product: Fraction) => product.mul(value), new Fraction(1))
      );
    }
    case 'root':
      return undefined;
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const [a, b] = [valueOf(expression.left, at), valueOf(expression.right, at)];
      return a && b && combine(expression.op, a, b);
    }
  }
}

function combine(op: string, a: Fraction, b: Fraction): Fraction | undefined {
  switch (op) {
    case 'add':
      return a.add(b);
    case 'subtract':
      return a.sub(b);
    case 'multiply':
      return a.mul(b);
    case 'divide':
      return b.equals(0) ? undefined : a.div(b);
    case 'min':
      return a.compare(b) < 0 ? a : b;
    default:
      return a.compare(b) > 0 ? a : b;
  }
}

/** Whether an exact number lies in an interval. */
export function holds({ low, high, lowOpen, highOpen }: Interval, value: Fraction): boolean {
  const aboveLow = !low || value.compare(fractionOf(low)) > (lowOpen ? 0 : -1);
  return aboveLow && (!high || value.compare(fractionOf(high)) < (highOpen ? 0 : 1));
}
