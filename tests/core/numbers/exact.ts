import fc from 'fast-check';
import Fraction from 'fraction.js';
import { type Decimal, decimal, dividedBy } from '../../../src/core/numbers/decimal.ts';

/** 10^n as an exact fraction, from a library that knows nothing of ours. */
export function tenTo(n: number): Fraction {
  return n < 0 ? new Fraction(1n, 10n ** BigInt(-n)) : new Fraction(10n ** BigInt(n));
}

/** A decimal as an exact fraction. */
export function fractionOf({ coefficient, exponent, divisor = 1n }: Decimal): Fraction {
  return new Fraction(coefficient, divisor).mul(tenTo(exponent));
}

/** Decimals of every size and sign, small round ones often. */
export const anyDecimal: fc.Arbitrary<Decimal> = fc.oneof(
  fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -2, max: 1 })).map(([c, e]) => decimal(c, e)),
  fc
    .tuple(fc.bigInt(-(10n ** 50n), 10n ** 50n), fc.integer({ min: -60, max: 60 }))
    .map(([coefficient, exponent]) => decimal(coefficient, exponent)),
);

/** The same, some of them divided by what a unit may be: 42 gallons, the grams of a pound. */
export const anyRatio: fc.Arbitrary<Decimal> = fc.oneof(
  anyDecimal,
  fc.tuple(anyDecimal, fc.constantFrom(3n, 42n, 45359237n, 311034768n)).map(([value, by]) => dividedBy(value, by)),
);
