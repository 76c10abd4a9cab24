import fc from 'fast-check';
import type Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  type Decimal,
  decimal,
  decimalText,
  decimalToNumber,
  divide,
  equals,
  multiply,
  negate,
  normalise,
  parseDecimal,
  power,
  PRECISION,
  roundTo,
  type Rounding,
  shift,
  subtract,
} from '../../../src/core/numbers/decimal.ts';
import { anyDecimal, anyRatio, fractionOf, tenTo } from './exact.ts';

function parsed(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new Error(`${text} is not a numeral`);
  return value;
}

describe('reading and printing', () => {
  test.each([
    ['147.20', '147.20'],
    ['456,000', '456000'],
    ['1,234,567.80', '1234567.80'],
    ['−5.10', '-5.10'],
    ['-5.10', '-5.10'],
    ['+0.05', '0.05'],
    ['0', '0'],
    ['0.000', '0.000'],
    ['-0.0', '0.0'],
    ['007', '7'],
  ])('%s is kept as %s', (text, kept) => {
    expect(decimalText(parsed(text))).toBe(kept);
  });

  const signsAndPoints = '| | 1|1 |1\n|\u00A01|+|-|.|1.|.5|1..2|1.2.3|--1|+-1|- 1|1-|–1';
  const otherWritings = '1e5|1E5|NaN|Infinity|0x10|1_000|1n|١٢|１２|1２|½|1%';
  const misgrouped = "1,00|1,0000|1,|,1|,100|1,,000|1000,000|12,34,567|1,000,00|1.000,5|1.5,000|1 000|1'000|1，000";
  const zeroGrouped = '0,125|00,125|-0,125';

  test.each([signsAndPoints, otherWritings, misgrouped, zeroGrouped].flatMap((list) => list.split('|')))(
    '%j is not a numeral',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  test('every numeral prints as it was read', () => {
    const numeral = fc
      .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[1-9]\d{0,30}$/), fc.stringMatching(/^(\.\d{1,30})?$/))
      .map((parts) => parts.join(''));
    fc.assert(fc.property(numeral, (text) => decimalText(parsed(text)) === text));
  });

  test('sixty digits are read, and a million are brought to their shortest form', () => {
    expect(parseDecimal('1'.repeat(60))).toBeDefined();
    expect(parseDecimal(`0.${'1'.repeat(60)}`)).toBeUndefined();
    expect(normalise(decimal(10n ** 1_000_000n))).toEqual({ coefficient: 1n, exponent: 1_000_000 });
  });
});

describe('arithmetic is that of exact fractions', () => {
  test.each([
    ['add', add, (x: Fraction, y: Fraction) => x.add(y)],
    ['subtract', subtract, (x: Fraction, y: Fraction) => x.sub(y)],
    ['multiply', multiply, (x: Fraction, y: Fraction) => x.mul(y)],
  ])('%s', (_, ours, theirs) => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) =>
        fractionOf(ours(a, b)).equals(theirs(fractionOf(a), fractionOf(b))),
      ),
    );
  });

  test('order', () => {
    fc.assert(fc.property(anyDecimal, anyDecimal, (a, b) => compare(a, b) === fractionOf(a).compare(fractionOf(b))));
  });

  test('moving the point, whole powers and the shortest form', () => {
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: -30, max: 30 }), fc.nat(5), (a, by, n) => {
        expect(fractionOf(shift(a, by)).equals(fractionOf(a).mul(tenTo(by)))).toBe(true);
        expect(fractionOf(power(a, n)).equals(fractionOf(a).pow(n) ?? 0)).toBe(true);
        const short = normalise(a);
        expect(fractionOf(short).equals(fractionOf(a))).toBe(true);
        expect(short.coefficient === 0n ? short.exponent === 0 : short.coefficient % 10n !== 0n).toBe(true);
      }),
    );
  });

  test('equal numbers are equal whatever zeros they carry', () => {
    expect(equals(parsed('147.20'), parsed('147.2'))).toBe(true);
    expect(equals(decimal(0, 7), decimal(0, -7))).toBe(true);
    expect(equals(decimal(12, 3), parsed('12,000'))).toBe(true);
  });

  test('the nearest binary number, also of what is out of its range', () => {
    expect(decimalToNumber(parsed('-81.75'))).toBe(-81.75);
    expect(decimalToNumber(decimal(1, -400))).toBe(0);
    expect(decimalToNumber(decimal(-1, 400))).toBe(-Infinity);
  });
});

describe('rounding', () => {
  // By hand: the value, and what it is in whole numbers downwards, upwards and to the nearest.
  test.each([
    ['2.5', '2', '3', '3'],
    ['-2.5', '-3', '-2', '-3'],
    ['2.4999', '2', '3', '2'],
    ['-2.4999', '-3', '-2', '-2'],
    ['2.5001', '2', '3', '3'],
    ['-2.5001', '-3', '-2', '-3'],
    ['0.5', '0', '1', '1'],
    ['-0.5', '-1', '0', '-1'],
    ['0.49', '0', '1', '0'],
    ['-0.49', '-1', '0', '0'],
    ['7.000', '7', '7', '7'],
    ['-7.000', '-7', '-7', '-7'],
    ['0.000', '0', '0', '0'],
    ['9.5', '9', '10', '10'],
    ['-9.5', '-10', '-9', '-10'],
  ])('%s: down %s, up %s, nearest %s', (text, down, up, nearest) => {
    const by = (rounding: Rounding): string => decimalText(roundTo(parsed(text), 0, rounding));
    expect([by('down'), by('up'), by('nearest')]).toEqual([down, up, nearest]);
    expect(decimalText(roundTo(parsed(text), 0))).toBe(nearest);
  });

  test.each([
    ['1234.567', -2, '1234.57'],
    ['1234.567', 2, '1200'],
    ['1250', 2, '1300'],
    ['-1250', 2, '-1300'],
    ['49', 2, '0'],
    ['50', 2, '100'],
    ['14.7', -3, '14.700'],
    ['0', -2, '0.00'],
  ])('%s to multiples of 10^%i is %s', (text, exponent, expected) => {
    expect(decimalText(roundTo(parsed(text), exponent))).toBe(expected);
  });

  test('each mode gives a multiple on its own side, less than one step away', () => {
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: -10, max: 10 }), (a, exponent) => {
        const exact = fractionOf(a).div(tenTo(exponent));
        const [down, up, nearest] = (['down', 'up', 'nearest'] as const).map((rounding) =>
          fractionOf(roundTo(a, exponent, rounding)).div(tenTo(exponent)),
        );
        expect(down?.equals(exact.floor())).toBe(true);
        expect(up?.equals(exact.ceil())).toBe(true);
        const away = exact.abs().add('1/2').floor().mul(exact.s);
        expect(nearest?.equals(away)).toBe(true);
      }),
    );
  });
});

describe('division', () => {
  const divisor = anyDecimal.filter((value) => value.coefficient !== 0n);

  test('the exact quotient lies between down and up, which are as near as the precision says', () => {
    fc.assert(
      fc.property(anyDecimal, divisor, (a, b) => {
        const exact = fractionOf(a).div(fractionOf(b));
        const down = fractionOf(divide(a, b, 'down'));
        const up = fractionOf(divide(a, b, 'up'));
        const nearest = fractionOf(divide(a, b, 'nearest'));
        expect(down.lte(exact) && up.gte(exact)).toBe(true);
        expect(up.sub(down).lte(exact.abs().mul(tenTo(1 - PRECISION)))).toBe(true);
        expect(nearest.equals(down) || nearest.equals(up)).toBe(true);
        expect(nearest.sub(exact).abs().mul(2).lte(up.sub(down))).toBe(true);
      }),
    );
  });

  test('a quotient of no more digits than the precision is exact in every mode', () => {
    const short = fc
      .tuple(fc.bigInt(-(10n ** 40n) + 1n, 10n ** 40n - 1n), fc.integer({ min: -60, max: 60 }))
      .map(([coefficient, exponent]) => decimal(coefficient, exponent));
    const modes = fc.constantFrom<Rounding>('down', 'up', 'nearest');
    fc.assert(
      fc.property(short, divisor, modes, (quotient, b, mode) =>
        equals(divide(multiply(quotient, b), b, mode), quotient),
      ),
    );
  });

  test('of negative numbers, which have no fewer digits than positive ones', () => {
    const quotient = decimal(-(10n ** 40n - 1n), -40);
    expect(divide(multiply(quotient, decimal(7)), decimal(7), 'down')).toEqual(quotient);
    expect(divide(decimal(-1), decimal(3), 'nearest')).toEqual(negate(divide(decimal(1), decimal(3), 'nearest')));
  });

  test.each([
    ['1', '3', `0.${'3'.repeat(40)}`, `0.${'3'.repeat(39)}4`],
    ['-1', '3', `-0.${'3'.repeat(39)}4`, `-0.${'3'.repeat(40)}`],
    ['10', '4', '2.5', '2.5'],
    ['0', '-7', '0', '0'],
  ])('%s ÷ %s is %s downwards and %s upwards', (a, b, down, up) => {
    expect(decimalText(divide(parsed(a), parsed(b), 'down'))).toBe(down);
    expect(decimalText(divide(parsed(a), parsed(b), 'up'))).toBe(up);
  });

  test('by zero is a bug of the caller', () => {
    expect(() => divide(decimal(1), decimal(0, -3), 'down')).toThrow(RangeError);
  });
});

test('numbers divided by what a unit may be are exact in every operation', () => {
  const isSame = (value: Decimal, expected: Fraction): void => {
    expect(fractionOf(value).equals(expected)).toBe(true);
  };
  fc.assert(
    fc.property(anyRatio, anyRatio, fc.integer({ min: 1, max: 4 }), (a, b, n) => {
      const [x, y] = [fractionOf(a), fractionOf(b)];
      isSame(add(a, b), x.add(y));
      isSame(subtract(a, b), x.sub(y));
      isSame(multiply(a, b), x.mul(y));
      isSame(negate(a), x.neg());
      isSame(shift(a, n), x.mul(tenTo(n)));
      isSame(
        power(a, n),
        Array.from({ length: n }).reduce((product: Fraction) => product.mul(x), fractionOf(decimal(1))),
      );
      isSame(normalise(a), x);
      expect(Math.sign(compare(a, b))).toBe(x.compare(y));
      expect(equals(a, b)).toBe(x.equals(y));
      for (const [rounding, side] of [
        ['down', 1],
        ['up', -1],
      ] as const) {
        const [rounded, quotient] = [
          roundTo(a, -n, rounding),
          b.coefficient === 0n ? undefined : divide(a, b, rounding),
        ];
        expect([rounded.exponent, rounded.divisor, quotient?.divisor]).toEqual([-n, undefined, undefined]);
        expect(x.compare(fractionOf(rounded)) * side).toBeGreaterThanOrEqual(0);
        expect(x.sub(fractionOf(rounded)).abs().compare(tenTo(-n))).toBeLessThan(0);
        if (quotient) expect(x.div(y).compare(fractionOf(quotient)) * side).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
