import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, equals, roundTo } from '../../../src/core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  EVERYTHING,
  hull,
  intersect,
  type Interval,
  interval,
  isEmpty,
  isSameInterval,
  meets,
  multiplyIntervals,
  negateInterval,
  point,
  roundingInterval,
  scaleInterval,
  shiftInterval,
  subtractIntervals,
} from '../../../src/core/numbers/interval.ts';
import { anyDecimal, fractionOf, tenTo } from './exact.ts';

/** `[1, 2)`, `(-∞, 0]`: what a test expects and gets, in the notation of textbooks. */
function notation({ low, high, lowOpen, highOpen }: Interval): string {
  const from = low ? `${lowOpen ? '(' : '['}${fractionOf(low).toString()}` : '(-∞';
  const to = high ? `${fractionOf(high).toString()}${highOpen ? ')' : ']'}` : '∞)';
  return `${from}, ${to}`;
}

/** Reads the same notation, whole numbers only. */
function read(text: string): Interval {
  const match = /^([[(])(\S+), (\S+)([\])])$/.exec(text);
  if (!match) throw new Error(`${text} is not an interval`);
  const [, left, low = '', high = '', right] = match;
  const end = (digits: string): Decimal | undefined => (digits.endsWith('∞') ? undefined : decimal(BigInt(digits)));
  return interval(end(low), end(high), left === '(', right === ')');
}

/** Whether a fraction lies in an interval: told by the fraction library, not by `contains`. */
function holds({ low, high, lowOpen, highOpen }: Interval, x: Fraction): boolean {
  const fromLow = low ? x.compare(fractionOf(low)) : 1;
  const toHigh = high ? fractionOf(high).compare(x) : 1;
  return (lowOpen ? fromLow > 0 : fromLow >= 0) && (highOpen ? toHigh > 0 : toHigh >= 0);
}

const end = fc.option(
  fc
    .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -1, max: 1 }))
    .map(([coefficient, exponent]) => decimal(coefficient, exponent)),
  { nil: undefined, freq: 4 },
);

/** Bounded, one-sided and unbounded intervals with every kind of end, zero often among them, some empty. */
const anyInterval: fc.Arbitrary<Interval> = fc
  .tuple(end, end, fc.boolean(), fc.boolean())
  .map(([low, high, lowOpen, highOpen]) => interval(low, high, lowOpen, highOpen));

const someInterval = anyInterval.filter((a) => {
  const { low, high, lowOpen, highOpen } = a;
  if (!low || !high) return true;
  const order = fractionOf(low).compare(fractionOf(high));
  return order < 0 || (order === 0 && !lowOpen && !highOpen);
});

const HUGE = tenTo(30);
const TINY = tenTo(-90);

/** Members of an interval at its ends or, where an end is open or missing, as good as there; and around zero. */
function extremes(a: Interval): Fraction[] {
  const low = a.low && fractionOf(a.low);
  const high = a.high && fractionOf(a.high);
  const candidates = [
    low ?? (high ?? new Fraction(0)).sub(HUGE),
    high ?? (low ?? new Fraction(0)).add(HUGE),
    ...[low, high, new Fraction(0)].flatMap((x) => (x ? [x.add(TINY), x.sub(TINY)] : [])),
  ];
  return candidates.filter((x) => holds(a, x));
}

/** An interval and a member of it, at an end or at random. */
const withMember = someInterval.chain((a) => {
  const [first = new Fraction(0), second = first, ...more] = extremes(a);
  const between = fc.nat(1000).map((part) => first.add(second.sub(first).mul(part, 1000)));
  return fc.tuple(fc.constant(a), fc.oneof(between, fc.constantFrom(first, second, ...more)));
});

type Operation = [
  name: string,
  ours: (a: Interval, b: Interval) => Interval,
  theirs: (x: Fraction, y: Fraction) => Fraction,
];

const OPERATIONS: Operation[] = [
  ['+', addIntervals, (x, y) => x.add(y)],
  ['−', subtractIntervals, (x, y) => x.sub(y)],
  ['×', multiplyIntervals, (x, y) => x.mul(y)],
  ['÷', divideIntervals, (x, y) => x.div(y)],
];

const isZero = (x: Fraction): boolean => x.equals(0);

describe.each(OPERATIONS)('a %s b', (name, ours, theirs) => {
  test('never loses the true value', () => {
    fc.assert(
      fc.property(withMember, withMember, ([a, x], [b, y]) => {
        fc.pre(name !== '÷' || !isZero(y));
        return holds(ours(a, b), theirs(x, y));
      }),
      { numRuns: 1000 },
    );
  });

  test('is not wider than it must be', () => {
    fc.assert(
      fc.property(someInterval, someInterval, (a, b) => {
        // What is not zero everywhere: 0 ÷ [-1, 1] and x ÷ 0 are given up on.
        fc.pre(name !== '÷' || [a, b].every((c) => extremes(c).some((x) => !isZero(x))));
        const reached = extremes(a)
          .flatMap((x) => extremes(b).flatMap((y) => (name === '÷' && isZero(y) ? [] : [theirs(x, y)])))
          .sort((x, y) => x.compare(y));
        const result = ours(a, b);
        const slack = name === '÷' ? tenTo(-35) : new Fraction(0);
        expectReached(result.low && fractionOf(result.low), result.lowOpen, reached[0], slack);
        expectReached(result.high && fractionOf(result.high).neg(), result.highOpen, reached.at(-1)?.neg(), slack);
      }),
      { numRuns: 500 },
    );
  });

  test('is empty when a or b is', () => {
    fc.assert(
      fc.property(someInterval, fc.constantFrom('(0, 0)', '[2, 1]', '[3, 3)', '[5, -5]'), (a, empty) => {
        expect(isEmpty(ours(a, read(empty)))).toBe(true);
        expect(isEmpty(ours(read(empty), a))).toBe(true);
      }),
    );
  });
});

/** Expects a low end to be the least number reached; as near as can be when it is open, far down when there is none. */
function expectReached(low: Fraction | undefined, open: boolean, least: Fraction | undefined, slack: Fraction): void {
  if (!least) throw new Error('nothing was reached');
  if (!low) expect(least.lt(tenTo(20).neg())).toBe(true);
  else expect(least.gte(low) && least.sub(low).lte(open ? tenTo(-20) : slack)).toBe(true);
}

describe('worked by hand', () => {
  test.each([
    ['[1, 2)', '[3, 4]', '[4, 6)'],
    ['(1, 2]', '(-∞, 4]', '(-∞, 6]'],
    ['(-∞, 0)', '(0, ∞)', '(-∞, ∞)'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(notation(addIntervals(read(a), read(b)))).toBe(sum);
  });

  test.each([
    ['[1, 2)', '[3, 4]', '[3, 8)'],
    ['[-2, 3)', '[-5, 4]', '(-15, 12)'],
    ['[-2, -1]', '[-4, -3)', '(3, 8]'],
    ['[0, 1]', '(2, 3)', '[0, 3)'],
    ['(0, 1]', '[2, 3)', '(0, 3)'],
    ['[0, 0]', '(-∞, ∞)', '[0, 0]'],
    ['[0, 1)', '(5, ∞)', '[0, ∞)'],
    ['(0, 1)', '(5, ∞)', '(0, ∞)'],
    ['(0, 1)', '[0, 5]', '[0, 5)'],
    ['(-1, 0)', '(5, ∞)', '(-∞, 0)'],
    ['(-∞, 0]', '(-∞, 0)', '[0, ∞)'],
    ['(-∞, ∞)', '(-∞, ∞)', '(-∞, ∞)'],
    ['[-2, 2)', '[-3, 3]', '[-6, 6]'],
  ])('%s × %s = %s', (a, b, product) => {
    expect(notation(multiplyIntervals(read(a), read(b)))).toBe(product);
    expect(notation(multiplyIntervals(read(b), read(a)))).toBe(product);
  });

  test.each([
    ['[1, 2)', '[2, 4]', '[0.25, 1)'],
    ['[1, 2]', '(0, 4]', '[0.25, ∞)'],
    ['[1, 2]', '[0, 4]', '[0.25, ∞)'],
    ['[1, 2]', '[-4, 0]', '(-∞, -0.25]'],
    ['[-2, -1]', '[0, 4)', '(-∞, -0.25)'],
    ['[-1, 2]', '[0, 4]', '(-∞, ∞)'],
    ['[1, 2]', '[-1, 1]', '(-∞, ∞)'],
    ['[1, 2]', '(-∞, ∞)', '(-∞, ∞)'],
    ['[1, 2]', '[0, 0]', '(-∞, ∞)'],
    ['[0, 0]', '[0, 0]', '(-∞, ∞)'],
    ['[0, 2]', '[0, 4]', '[0, ∞)'],
    ['(0, 2]', '[0, 4]', '(0, ∞)'],
    ['[-1, 0)', '[0, 1]', '(-∞, 0)'],
    ['[-1, 0]', '(0, 1]', '(-∞, 0]'],
    ['[0, 0]', '[2, ∞)', '[0, 0]'],
    ['[3, ∞)', '(5, ∞)', '(0, ∞)'],
    ['(-∞, -3]', '(5, ∞)', '(-∞, 0)'],
    ['[-8, 8]', '[2, ∞)', '[-4, 4]'],
  ])('%s ÷ %s = %s', (a, b, quotient) => {
    expect(notation(divideIntervals(read(a), read(b)))).toBe(quotient);
  });

  test.each([
    ['[1, 2]', '[2, 3]', '[2, 2]', false],
    ['[1, 2)', '[2, 3]', '[2, 2)', true],
    ['[1, 2]', '(2, 3]', '(2, 2]', true],
    ['[1, 2]', '[3, 4]', '[3, 2]', true],
    ['(-∞, 2)', '(1, ∞)', '(1, 2)', false],
    ['(-∞, ∞)', '[5, 5]', '[5, 5]', false],
    ['[1, 5)', '[1, 5]', '[1, 5)', false],
    ['(1, 5]', '[1, 5]', '(1, 5]', false],
  ])('%s ∩ %s = %s', (a, b, both, empty) => {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(notation(intersect(read(x), read(y)))).toBe(both);
      expect(isEmpty(intersect(read(x), read(y)))).toBe(empty);
      expect(meets(read(x), read(y))).toBe(!empty);
    }
  });

  test.each([
    ['[1, 2)', '[4, 5]', '[1, 5]'],
    ['(1, 2)', '[1, 2)', '[1, 2)'],
    ['(1, 2)', '(1, 2)', '(1, 2)'],
    ['(-∞, 2]', '[5, ∞)', '(-∞, ∞)'],
    ['[7, 3]', '[4, 5)', '[4, 5)'],
    ['[4, 5)', '(9, 9)', '[4, 5)'],
  ])('the hull of %s and %s is %s', (a, b, both) => {
    expect(notation(hull(read(a), read(b)))).toBe(both);
    expect(notation(hull(read(b), read(a)))).toBe(both);
  });
});

describe('one interval', () => {
  test('−a and a × 10^k hold the images of their members, and come back', () => {
    fc.assert(
      fc.property(withMember, fc.integer({ min: -9, max: 9 }), ([a, x], by) => {
        expect(holds(negateInterval(a), x.neg())).toBe(true);
        expect(holds(shiftInterval(a, by), x.mul(tenTo(by)))).toBe(true);
        expect(notation(negateInterval(negateInterval(a)))).toBe(notation(a));
        expect(notation(shiftInterval(shiftInterval(a, by), -by))).toBe(notation(a));
      }),
    );
  });

  test('a × factor is the product with that one number', () => {
    fc.assert(
      fc.property(anyInterval, anyDecimal, (a, factor) => {
        const scaled = scaleInterval(a, factor);
        const product = multiplyIntervals(a, point(factor));
        expect(isEmpty(scaled)).toBe(isEmpty(product));
        if (!isEmpty(product)) expect(notation(scaled)).toBe(notation(product));
      }),
    );
  });

  test('contains says what the fractions say', () => {
    fc.assert(
      fc.property(anyInterval, end, (a, x = decimal(0)) => contains(a, x) === holds(a, fractionOf(x))),
      { numRuns: 500 },
    );
  });

  test('the whole line holds every number, an empty interval none', () => {
    fc.assert(fc.property(anyDecimal, (x) => contains(EVERYTHING, x) && !contains(read('(0, 0)'), x)));
  });
});

describe('the rounding interval', () => {
  // 81.75 Mt means [81.745, 81.755); a fall of 8.1% was rounded as 8.1 is.
  test.each([
    [decimal(8175, -2), decimal(1, -2), '[81.745, 81.755)'],
    [decimal(456000), decimal(1000), '[455500, 456500)'],
    [decimal(-81, -1), decimal(1, -1), '(-8.15, -8.05]'],
    [decimal(0, -1), decimal(1, -1), '(-0.05, 0.05)'],
  ])('of %o at %o', (value, resolution, expected) => {
    expect(notation(roundingInterval(value, resolution))).toBe(expected);
  });

  test('holds exactly the numbers that round to its middle', () => {
    const near = fc.integer({ min: -4000, max: 4000 }).map((thousandths) => decimal(thousandths, -3));
    fc.assert(
      fc.property(near, fc.integer({ min: -40, max: 40 }), (x, tenths) => {
        const middle = decimal(tenths, -1);
        return contains(roundingInterval(middle, decimal(1, -1)), x) === equals(roundTo(x, -1), middle);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['[1, 2]', '[1, 2]', true],
  ['[1, 2]', '[1, 2)', false],
  ['[1, 2]', '[1, 3]', false],
  ['(-∞, 2]', '[1, 2]', false],
  ['(-∞, ∞)', '(-∞, ∞)', true],
])('whether %s and %s have the same ends: %s', (a, b, isSame) => {
  expect(isSameInterval(read(a), read(b))).toBe(isSame);
});
