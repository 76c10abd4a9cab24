import { absolute, type Decimal, decimal, negate, signOf, subtract } from '../../core/numbers/decimal.ts';
import { addIntervals, type Interval, point } from '../../core/numbers/interval.ts';
import { type Observation, type Quantity, quantityOf } from '../../dataset/model.ts';
import { toBase, type Unit } from '../../dataset/unit.ts';
import { intervalOf } from '../constraints/ledger.ts';

/** The quantity that a figure stands for. */
export function quantityIn(observation: Observation, asPrinted: boolean): Quantity | undefined {
  return asPrinted ? observation.printed : quantityOf(observation);
}

/** A number times a power of ten. */
export function scaled({ coefficient, exponent }: Decimal, power: number): Decimal {
  return { coefficient, exponent: exponent + power };
}

/** A print that moves by a number of its unit keeps the width of its interval, in base units. */
export function moved(interval: Interval, by: Decimal, unit: Unit): Interval {
  return addIntervals(interval, toBase(point(by), unit));
}

/** The ends and the word of a quantity that is a range, or has a word before it, for a value that is printed like it. */
export function likeness({ ends, qualifier }: Quantity, power = 0): Pick<Quantity, 'ends' | 'qualifier'> {
  if (!ends && !qualifier) return {};
  const [low, high] = ends ?? [];
  return { qualifier, ends: low && high && [scaled(low, power), scaled(high, power)] };
}

/** The digits as they are printed, without the zeros that follow from a unit. */
export function digitsOf(value: Decimal): string {
  return absolute(value).coefficient.toString();
}

/** A number with other digits, and its sign and places. */
export function withDigits(value: Decimal, digits: string): Decimal {
  const result = decimal(BigInt(digits), value.exponent);
  return signOf(value) < 0 ? negate(result) : result;
}

/** Whether it has no decimals but zeros. */
export function isWhole({ coefficient, exponent }: Decimal): boolean {
  return exponent >= 0 || coefficient % 10n ** BigInt(-exponent) === 0n;
}

/** The intervals, in base units, of the prints that differ from that of a figure in one digit. */
export function mistypedIntervals(observation: Observation, asPrinted: boolean): Interval[] {
  const quantity = quantityIn(observation, asPrinted);
  const interval = intervalOf(observation, asPrinted);
  if (!quantity || !interval) return [];
  const digits = digitsOf(quantity.decimal);
  return digits.split('').flatMap((old, at) =>
    DIGITS.filter((digit) => digit !== old && !(at === 0 && digit === '0' && digits.length > 1))
      .map((digit) => withDigits(quantity.decimal, digits.slice(0, at) + digit + digits.slice(at + 1)))
      .map((value) => moved(interval, subtract(value, quantity.decimal), quantity.unit)),
  );
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
