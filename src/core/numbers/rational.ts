import { type Decimal, decimal, decimalText, equals, roundTo } from './decimal.ts';

/** An exact fraction in lowest terms, with a denominator above zero. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Rational = { over: 0n, under: 1n };
export const ONE: Rational = { over: 1n, under: 1n };

/** over ÷ under in lowest terms. Throws a RangeError if `under` is zero. */
export function rational(over: bigint, under = 1n): Rational {
  if (under === 0n) throw new RangeError('division by zero');
  let [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = under < 0n ? -a : a;
  return common === 1n ? { over, under } : { over: over / common, under: under / common };
}

export function rationalOf({ coefficient, exponent, divisor = 1n }: Decimal): Rational {
  return exponent >= 0
    ? rational(coefficient * 10n ** BigInt(exponent), divisor)
    : rational(coefficient, divisor * 10n ** BigInt(-exponent));
}

export function plus(a: Rational, b: Rational): Rational {
  if (a.under === b.under) return rational(a.over + b.over, a.under);
  return rational(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: Rational): Rational {
  return { over: -a.over, under: a.under };
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.over * b.over, a.under * b.under);
}

/** a ÷ b. Throws a RangeError if b is zero. */
export function ratio(a: Rational, b: Rational): Rational {
  return rational(a.over * b.under, a.under * b.over);
}

/** Negative if a < b, zero if they are equal, positive if a > b. */
export function order(a: Rational, b: Rational): number {
  const gap = a.over * b.under - b.over * a.under;
  return gap < 0n ? -1 : gap > 0n ? 1 : 0;
}

export function isZero({ over }: Rational): boolean {
  return over === 0n;
}

/** a^n for a whole n ≥ 0. */
export function raised({ over, under }: Rational, n: number): Rational {
  return { over: over ** BigInt(n), under: under ** BigInt(n) };
}

/** Digits after the point up to which a fraction is written as a decimal. */
const DIGITS = 30;

/** `701.25`, or `1402/3` where the number has no end of digits, or very many. */
export function rationalText({ over, under }: Rational): string {
  if (under === 1n) return over.toString();
  const exact: Decimal = { coefficient: over, exponent: 0, divisor: under };
  const rounded = roundTo(exact, -DIGITS);
  if (!equals(rounded, exact)) return `${over}/${under}`;
  return decimalText(decimal(rounded.coefficient, rounded.exponent)).replace(/0+$/, '');
}
