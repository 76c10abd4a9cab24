import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT, type Side } from '../../src/assay/intervals/arithmetic.ts';
import type { Constraint, TestedFigure } from '../../src/assay/constraints/constraint.ts';
import { balanced, binary, type Expression, occurrences, variable } from '../../src/assay/relations/expression.ts';
import { impliedInterval } from '../../src/assay/constraints/implied.ts';
import { Evaluated } from '../../src/assay/constraints/long-tests.ts';
import { naturalRange, rangeOf, repeatedIn } from '../../src/assay/intervals/range.ts';
import { ROUGH, type RoughRange } from '../../src/assay/intervals/rough-arithmetic.ts';
import { type Decimal, decimal, decimalToNumber, signOf } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval, point } from '../../src/core/numbers/interval.ts';
import { fractionOf } from '../core/numbers/exact.ts';
import { anyExpression, anySample, holds, valueOf, VARIABLES } from './random.ts';

function between(low: number, high: number): Interval {
  return interval(decimal(low), decimal(high));
}

describe('the range of an expression', () => {
  test('holds its value at every point of the box', () => {
    fc.assert(
      fc.property(anyExpression, anySample(-400), (expression, { box, at }) => {
        const value = valueOf(expression, at);
        fc.pre(value !== undefined);
        const inBox = (index: number): Interval => box[index] ?? point(decimal(0));
        expect(holds(naturalRange(EXACT, expression, inBox), value)).toBe(true);
        expect(holds(rangeOf(EXACT, expression, repeatedIn(expression), inBox), value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('is exact where a variable stands twice and the direction is known: a / (a + b)', () => {
    const share = binary('divide', variable(0), binary('add', variable(0), variable(1)));
    // 4 / (4 + 6) and 5 / (5 + 5); each operation by itself gives 4/11 to 5/9
    const range = rangeOf(EXACT, share, [0], (index) => (index === 0 ? between(4, 5) : between(5, 6)));
    expect(range).toEqual(interval(decimal(4, -1), decimal(5, -1)));
  });

  test('of what a half-open end is in stays open, as in a / (a + b) below 5', () => {
    const share = binary('divide', variable(0), binary('add', variable(0), variable(1)));
    const range = rangeOf(EXACT, share, [0], (index) =>
      index === 0 ? interval(decimal(4), decimal(5), false, true) : between(5, 6),
    );
    expect([range.lowOpen, range.highOpen]).toEqual([false, true]);
  });

  test('of x - x is zero', () => {
    expect(rangeOf(EXACT, binary('subtract', variable(0), variable(0)), [0], () => between(4, 5))).toEqual(
      point(decimal(0)),
    );
  });

  test('of a quotient by what spans zero is every number', () => {
    const quotient = binary('divide', variable(0), variable(1));
    const range = naturalRange(EXACT, quotient, (index) => (index === 0 ? between(1, 2) : between(-1, 1)));
    expect([range.low, range.high]).toEqual([undefined, undefined]);
  });
});

test('a range after some changes is that of the whole expression again', () => {
  fc.assert(
    fc.property(anyExpression, anySample(-400), anySample(-400), fc.nat(3), (expression, before, after, count) => {
      const changed = [...new Set(occurrences(expression))].slice(0, count);
      const inBox = ({ box }: typeof before, index: number): Interval => box[index] ?? point(decimal(0));
      const now = (index: number): Interval => inBox(changed.includes(index) ? after : before, index);
      const evaluated = new Evaluated(EXACT, expression, (index) => inBox(before, index));
      expect(evaluated.rangeAfter(changed, now)).toEqual(naturalRange(EXACT, expression, now));
      // later changes do not build on earlier ones
      expect(evaluated.rangeAfter([], now)).toEqual(naturalRange(EXACT, expression, (index) => inBox(before, index)));
    }),
  );
});

test('a sum of many addends becomes a tree in which none lies deep, with the same addends in their order', () => {
  const long = Array.from({ length: 800 }, (_, index) => variable(index)).reduce((a, b) => binary('add', a, b));
  const share = balanced(binary('divide', long, variable(800)));
  expect(occurrences(share)).toEqual(Array.from({ length: 801 }, (_, index) => index));
  const depthOf = (part: Expression): number =>
    'left' in part ? 1 + Math.max(depthOf(part.left), depthOf(part.right)) : 0;
  // 2 to the power of 10 is above 800
  expect(depthOf(share)).toBe(11);
});

/** Holds an end in floating point to the exact one: no further off than it says, and never of another sign. */
function expectEnd(range: RoughRange, side: Side, exact: Decimal | undefined): void {
  const rough = range[side];
  if (Number.isNaN(rough.at)) return;
  if (!exact) {
    expect(ROUGH.signOf(range, side)).toBeNull();
    return;
  }
  expect([undefined, signOf(exact)]).toContain(ROUGH.signOf(range, side));
  const nearest = decimalToNumber(exact);
  expect(Math.abs(rough.at - nearest)).toBeLessThanOrEqual(rough.error + Math.abs(nearest) * Number.EPSILON);
}

test('floating point is not further off than it says, and never says another sign than the exact ends have', () => {
  fc.assert(
    fc.property(anyExpression, anySample(-400), fc.boolean(), (tree, { box }, asRoot) => {
      const inBox = (index: number): Interval => box[index] ?? point(decimal(0));
      const expression: Expression = asRoot ? { op: 'root', of: tree, n: 3 } : tree;
      const repeated = repeatedIn(expression);
      const rough = rangeOf(ROUGH, expression, repeated, (index) => ROUGH.exactly(inBox(index)));
      const { low, high } = rangeOf(EXACT, expression, repeated, inBox);
      expectEnd(rough, 'low', low);
      expectEnd(rough, 'high', high);
    }),
    { numRuns: 2000 },
  );
});

test('what other figures leave a figure to be holds what it is', () => {
  fc.assert(
    fc.property(
      anyExpression,
      anyExpression,
      anySample(1),
      fc.nat(VARIABLES - 1),
      (left, right, { box, at }, index) => {
        const [a, b] = [valueOf(left, at), valueOf(right, at)];
        fc.pre(a !== undefined && b !== undefined);
        const sense = a.compare(b) <= 0 ? '<=' : '>=';
        const constraint = { tests: [{ sense, left, right, difference: left, repeated: [] }] } as unknown as Constraint;
        const figure = { index, observation: { measure: 'level' }, interval: box[index] } as unknown as TestedFigure;
        const implied = impliedInterval(constraint, figure, (other) => box[other] ?? point(decimal(0)));
        expect(holds(implied, fractionOf(at[index] ?? decimal(0)))).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a product is undone: what is sold at 4 to 5 for 20 to 30 is 4 to 7.5', () => {
  const constraint = {
    tests: [{ sense: '=', left: binary('multiply', variable(0), variable(1)), right: variable(2), repeated: [] }],
  } as unknown as Constraint;
  const figure = { index: 0, observation: { measure: 'level' }, interval: between(1, 9) } as unknown as TestedFigure;
  const implied = impliedInterval(constraint, figure, (index) => (index === 1 ? between(4, 5) : between(20, 30)));
  expect(implied).toEqual(interval(decimal(4), decimal(75, -1)));
});
