import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Decimal, decimal, decimalText, multiply, power } from '../../../src/core/numbers/decimal.ts';
import {
  contains,
  type Interval,
  interval,
  maxInterval,
  minInterval,
  point,
} from '../../../src/core/numbers/interval.ts';
import { powerInterval, root, rootInterval } from '../../../src/core/numbers/power.ts';

const small = fc
  .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -3, max: 2 }))
  .map(([c, e]) => decimal(c, e));
const degree = fc.integer({ min: 1, max: 7 });

/** An interval with a number that lies in it, at one of its ends as often as within. */
const withMember: fc.Arbitrary<[Interval, Decimal]> = fc
  .tuple(fc.array(small, { minLength: 3, maxLength: 3 }), fc.nat(5), fc.boolean(), fc.boolean())
  .map(([numbers, choice, lowOpen, highOpen]) => {
    const [low, middle, high] = [...numbers].sort(compare) as [Decimal, Decimal, Decimal];
    if (choice === 0) return [interval(undefined, high, false, false), middle];
    if (choice === 1) return [interval(low, undefined, false, false), middle];
    if (choice === 2) return [interval(low, high, false, highOpen && compare(low, high) < 0), low];
    if (choice === 3) return [interval(low, high, lowOpen && compare(low, high) < 0, false), high];
    const inside = compare(low, middle) < 0 && compare(middle, high) < 0;
    return [interval(low, high, lowOpen && inside, highOpen && inside), middle];
  });

describe('root', () => {
  test.each([
    ['1024', 10, '2'],
    ['0', 3, '0'],
    ['15625', 6, '5'],
  ])('of %s, degree %i, is exactly %s', (text, n, expected) => {
    expect(compare(root(decimal(BigInt(text)), n, 'up'), decimal(BigInt(expected)))).toBe(0);
  });

  test('of two has the digits that the books print', () => {
    expect(decimalText(root(decimal(2), 2, 'down')).slice(0, 32)).toBe('1.414213562373095048801688724209');
    expect(decimalText(root(decimal(2), 5, 'up')).slice(0, 20)).toBe('1.148698354997035006');
  });

  test('lies on the side asked for, and close', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 30n), fc.integer({ min: -12, max: 12 }), degree, (coefficient, exponent, n) => {
        const a = decimal(coefficient, exponent);
        const [low, high] = [root(a, n, 'down'), root(a, n, 'up')];
        expect(compare(power(low, n), a)).toBeLessThanOrEqual(0);
        expect(compare(power(high, n), a)).toBeGreaterThanOrEqual(0);
        const nearly = multiply(low, decimal(10n ** 30n + 1n, -30));
        expect(compare(high, nearly)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('of a negative number is refused', () => {
    expect(() => root(decimal(-1), 3, 'down')).toThrow(RangeError);
  });
});

describe('no true value is lost', () => {
  test('by powers', () => {
    fc.assert(
      fc.property(withMember, degree, ([range, member], n) => {
        expect(contains(powerInterval(range, n), power(member, n))).toBe(true);
      }),
    );
  });

  test('by roots', () => {
    fc.assert(
      fc.property(withMember, degree, ([range, member], n) => {
        fc.pre(compare(member, decimal(0)) >= 0);
        const raised = powerInterval(range, n);
        expect(contains(rootInterval(raised, n), member)).toBe(true);
      }),
    );
  });

  test('by min and max', () => {
    fc.assert(
      fc.property(withMember, withMember, ([a, x], [b, y]) => {
        const [least, greatest] = compare(x, y) <= 0 ? [x, y] : [y, x];
        expect(contains(minInterval(a, b), least)).toBe(true);
        expect(contains(maxInterval(a, b), greatest)).toBe(true);
      }),
    );
  });
});

test('a root of what is wholly negative says nothing', () => {
  expect(rootInterval(interval(decimal(-4), decimal(-1)), 2)).toEqual(interval(undefined, undefined));
});

test('min and max of half-open ends', () => {
  const [a, b] = [interval(decimal(1), decimal(3), false, true), point(decimal(3))];
  expect(minInterval(a, b)).toEqual(interval(decimal(1), decimal(3), false, true));
  expect(contains(maxInterval(a, b), decimal(3))).toBe(true);
});

test('an even power of what is negative without end', () => {
  expect(powerInterval(interval(undefined, decimal(-3), false, true), 2)).toEqual(
    interval(decimal(9), undefined, true, false),
  );
  expect(powerInterval(interval(undefined, decimal(3)), 2)).toEqual(interval(decimal(0), undefined));
});
