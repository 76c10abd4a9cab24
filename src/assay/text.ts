import {
  absolute,
  type Decimal,
  decimalText,
  divide,
  multiply,
  normalise,
  roundTo,
  signOf,
  subtract,
} from '../core/decimal.ts';
import { type Interval, isEmpty } from '../core/interval.ts';
import type { Unit } from '../dataset/unit.ts';

/** Digits of an interval that are shown beyond those in which its ends agree. */
const DIGITS = 3;

/**
 * An interval in base units as a reader sees it, in a unit: `14.7195 to 14.7205 Mt`, `above 12000`, `2024 year`. Ends are
 * rounded outwards, so that what is shown holds what is meant. Without a unit the numbers are plain.
 */
export function intervalText(interval: Interval, unit: Unit | undefined): string {
  if (isEmpty(interval)) return 'nothing';
  const [low, high] = [inUnit(interval.low, unit), inUnit(interval.high, unit)];
  const code = unit ? (unit.code === '%' ? '%' : ` ${unit.code}`) : '';
  const exponent = shownExponent(low, high);
  const shown = (end: Decimal, rounding: 'down' | 'up'): string =>
    decimalText(end.exponent < exponent ? roundTo(end, exponent, rounding) : plain(end));
  if (!low && !high) return 'anything';
  if (!low) return `${interval.highOpen ? 'below' : 'at most'} ${high ? shown(high, 'up') : ''}${code}`;
  if (!high) return `${interval.lowOpen ? 'above' : 'at least'} ${shown(low, 'down')}${code}`;
  const [from, to] = [shown(low, 'down'), shown(high, 'up')];
  return from === to ? `${from}${code}` : `${from} to ${to}${code}`;
}

function inUnit(end: Decimal | undefined, unit: Unit | undefined): Decimal | undefined {
  return end && unit ? divide(end, unit.factor, 'nearest') : end;
}

function plain(end: Decimal): Decimal {
  const { coefficient, exponent } = normalise(end);
  return exponent > 0 ? roundTo({ coefficient, exponent }, 0) : { coefficient, exponent };
}

/** The power of ten to round to: some digits below the width, or below the size of the one end there is. */
function shownExponent(low: Decimal | undefined, high: Decimal | undefined): number {
  const width = low && high ? absolute(subtract(high, low)) : undefined;
  const size = width && signOf(width) !== 0 ? width : absolute(low ?? high ?? multiply(ZERO, ZERO));
  return magnitude(size) - DIGITS + (size === width ? 1 : -2);
}

const ZERO: Decimal = { coefficient: 0n, exponent: 0 };

/** The power of ten of the first digit. */
function magnitude(value: Decimal): number {
  return value.exponent + value.coefficient.toString().replace('-', '').length - 1;
}
