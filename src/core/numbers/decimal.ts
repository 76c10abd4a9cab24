/**
 * An exact number: coefficient × 10^exponent, and where a unit needs it ÷ divisor. It keeps the digits of a printed numeral:
 * 147.20 and 147.2 are equal but different prints. Binary floating point decides nothing.
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
  /**
   * Above 1, and only in numbers of base units: a price per pound is a whole number of no price per tonne. Printed numbers,
   * quotients and what is rounded have none.
   */
  readonly divisor?: bigint | undefined;
}

/** Towards −∞, towards +∞, or to the nearest (half away from zero). */
export type Rounding = 'down' | 'up' | 'nearest';

/** Significant digits of inexact results: far more than any published figure has. */
export const PRECISION = 40;

const NUMERAL = /^([+\-\u2212])?([1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

export function decimal(coefficient: bigint | number, exponent = 0): Decimal {
  return { coefficient: BigInt(coefficient), exponent };
}

/** Digits that a numeral has at most: nobody prints more, and the arithmetic of thousands takes minutes. */
export const MAX_DIGITS = 60;

/**
 * Parses a plain numeral: optional sign (`-` or U+2212), digits with or without thousands commas, optional fraction.
 * Undefined for other texts (`1e5`, `NaN`, `1,00`, an empty text), for `0,125`, because many people read it as a
 * fraction, and for one of more than `MAX_DIGITS` digits.
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = NUMERAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = whole.replaceAll(',', '') + fraction;
  if (digits.length > MAX_DIGITS) return undefined;
  const coefficient = BigInt(digits);
  return { coefficient: sign && sign !== '+' ? -coefficient : coefficient, exponent: fraction ? -fraction.length : 0 };
}

/** All kept digits, without thousands commas: `-1234.50`; of one with a divisor `PRECISION` digits. */
export function decimalText(value: Decimal): string {
  const { coefficient, exponent } = plain(value);
  if (exponent >= 0) return (coefficient * tenTo(exponent)).toString();
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString().padStart(1 - exponent, '0');
  return `${negative ? '-' : ''}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** The nearest binary number. Only for charts. */
export function decimalToNumber(value: Decimal): number {
  return Number(decimalText(value));
}

/** The same number without trailing zeros in its coefficient. */
export function normalise({ coefficient, exponent, divisor }: Decimal): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const zeros = trailingZeros(coefficient);
  return over(coefficient / tenTo(zeros), exponent + zeros, divisor);
}

/** The same number without a divisor: exact where there is none, else rounded to `PRECISION` digits. */
export function plain(a: Decimal, rounding: Rounding = 'nearest'): Decimal {
  return a.divisor === undefined ? a : divide(a, ONE, rounding);
}

const ONE: Decimal = { coefficient: 1n, exponent: 0 };

/** Without a divisor the object has no such key, so that most numbers have one shape. */
function over(coefficient: bigint, exponent: number, divisor: bigint | undefined): Decimal {
  return divisor === undefined ? { coefficient, exponent } : { coefficient, exponent, divisor };
}

/** Exactly a ÷ b, for a whole b above zero: the quotient has a divisor, unless it needs none. */
export function dividedBy({ coefficient, exponent, divisor = 1n }: Decimal, b: bigint): Decimal {
  const whole = divisor * b;
  const common = commonDivisor(coefficient < 0n ? -coefficient : coefficient, whole);
  const rest = whole / common;
  return over(coefficient / common, exponent, rest === 1n ? undefined : rest);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

/** Counted in the text of the number, because repeated division takes quadratic time. */
function trailingZeros(value: bigint): number {
  const digits = value.toString();
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.length - end;
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  if (a.divisor !== b.divisor) {
    const [over, under] = [a.divisor ?? 1n, b.divisor ?? 1n];
    return aligned(
      { coefficient: a.coefficient * under, exponent: a.exponent },
      { coefficient: b.coefficient * over, exponent: b.exponent },
    );
  }
  const gap = a.exponent - b.exponent;
  if (gap === 0) return [a.coefficient, b.coefficient, a.exponent];
  return gap > 0
    ? [a.coefficient * tenTo(gap), b.coefficient, b.exponent]
    : [a.coefficient, b.coefficient * tenTo(-gap), a.exponent];
}

const powersOfTen: bigint[] = [];

/** 10^n; the powers that figures need are computed once. */
function tenTo(n: number): bigint {
  if (n > 400) return 10n ** BigInt(n);
  return (powersOfTen[n] ??= 10n ** BigInt(n));
}

/** a + b, exact. */
export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, exponent] = aligned(a, b);
  return over(x + y, exponent, a.divisor === b.divisor ? a.divisor : (a.divisor ?? 1n) * (b.divisor ?? 1n));
}

/** −a, exact. */
export function negate(a: Decimal): Decimal {
  return over(-a.coefficient, a.exponent, a.divisor);
}

/** a − b, exact. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

/** a × b, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  const divisor = a.divisor === undefined ? b.divisor : b.divisor === undefined ? a.divisor : a.divisor * b.divisor;
  return over(a.coefficient * b.coefficient, a.exponent + b.exponent, divisor);
}

/** a × 10^power, exact: the decimal point moves, the digits stay. */
export function shift(a: Decimal, power: number): Decimal {
  return over(a.coefficient, a.exponent + power, a.divisor);
}

/** |a|. */
export function absolute(a: Decimal): Decimal {
  return a.coefficient < 0n ? negate(a) : a;
}

/** −1, 0 or 1. */
export function signOf(a: Decimal): -1 | 0 | 1 {
  return a.coefficient < 0n ? -1 : a.coefficient > 0n ? 1 : 0;
}

/** Negative if a < b, zero if they are equal, positive if a > b. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether both are the same number; trailing zeros make no difference. */
export function equals(a: Decimal, b: Decimal): boolean {
  return compare(a, b) === 0;
}

export function least(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) <= 0 ? a : b;
}

export function greatest(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) >= 0 ? a : b;
}

function divideWhole(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient;
  const sign = rest < 0n !== divisor < 0n ? -1n : 1n;
  if (rounding === 'down') return sign < 0n ? quotient - 1n : quotient;
  if (rounding === 'up') return sign > 0n ? quotient + 1n : quotient;
  const twice = 2n * (rest < 0n ? -rest : rest);
  return twice >= (divisor < 0n ? -divisor : divisor) ? quotient + sign : quotient;
}

/**
 * a rounded to a multiple of 10^exponent. A coarser number gets zeros, so that the result always has that exponent.
 */
export function roundTo(a: Decimal, exponent: number, rounding: Rounding = 'nearest'): Decimal {
  const { divisor = 1n } = a;
  if (a.exponent >= exponent) {
    const coefficient = a.coefficient * tenTo(a.exponent - exponent);
    return { coefficient: divisor === 1n ? coefficient : divideWhole(coefficient, divisor, rounding), exponent };
  }
  return { coefficient: divideWhole(a.coefficient, divisor * tenTo(exponent - a.exponent), rounding), exponent };
}

/**
 * a ÷ b to at least `PRECISION` significant digits; exact if the quotient has no more. Throws a RangeError if b is zero.
 */
export function divide(a: Decimal, b: Decimal, rounding: Rounding): Decimal {
  if (b.coefficient === 0n) throw new RangeError('division by zero');
  if (a.divisor !== b.divisor) {
    const over = { coefficient: a.coefficient * (b.divisor ?? 1n), exponent: a.exponent };
    return divide(over, { coefficient: b.coefficient * (a.divisor ?? 1n), exponent: b.exponent }, rounding);
  }
  const extra = Math.max(0, PRECISION + digitCount(b) - digitCount(a));
  const quotient = divideWhole(a.coefficient * tenTo(extra), b.coefficient, rounding);
  return normalise({ coefficient: quotient, exponent: a.exponent - b.exponent - extra });
}

/** The digits of the coefficient. */
export function digitCount({ coefficient }: Pick<Decimal, 'coefficient'>): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

/** The power of ten of the first digit: 2 of 147.20, −1 of 0.5. */
export function magnitude(a: Decimal): number {
  const { coefficient, exponent } = plain(a, signOf(a) < 0 ? 'up' : 'down');
  return digitCount({ coefficient }) - 1 + exponent;
}

/** a^n for a whole n ≥ 0, exact. */
export function power(a: Decimal, n: number): Decimal {
  return over(a.coefficient ** BigInt(n), a.exponent * n, a.divisor && a.divisor ** BigInt(n));
}

export function superscript(digits: string): string {
  return digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}
