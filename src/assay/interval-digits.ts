import {
  absolute,
  type Decimal,
  decimalText,
  divide,
  magnitude,
  normalise,
  parseDecimal,
  roundTo,
  signOf,
  subtract,
} from '../core/numbers/decimal.ts';
import { type Interval, interval, isEmpty } from '../core/numbers/interval.ts';
import type { Unit } from '../dataset/unit.ts';

/** Digits that are shown of the width of an interval after the first, and of a single end. */
const WIDTH_DIGITS = 2;
const SIZE_DIGITS = 5;

/**
 * An interval in base units as a reader sees it, in a unit: `14.7195 to 14.7205 Mt`, `above 12000`, `2024 year`. Ends
 * are rounded outwards, so that what is shown holds what is meant. Without a unit the numbers are plain.
 */
export function intervalText(interval: Interval, unit: Unit | undefined): string {
  if (isEmpty(interval)) return 'nothing';
  const [low, high] = [inUnit(interval.low, unit), inUnit(interval.high, unit)];
  const code = unit ? (unit.code === '%' ? '%' : ` ${unit.code}`) : '';
  const exponent = shownExponent(low, high);
  const shown = (end: Decimal, rounding: 'down' | 'up'): string => decimalText(roundTo(end, exponent, rounding));
  if (!low && !high) return 'anything';
  if (!low) return `${interval.highOpen ? 'below' : 'at most'} ${high ? shown(high, 'up') : ''}${code}`;
  if (!high) return `${interval.lowOpen ? 'above' : 'at least'} ${shown(low, 'down')}${code}`;
  const [from, to] = [shown(low, 'down'), shown(high, 'up')];
  return from === to ? `${from}${code}` : `${from} to ${to}${code}`;
}

const SHOWN = /^(?:(below|at most|above|at least) )?(-?\d+(?:\.\d+)?)(?: to (-?\d+(?:\.\d+)?))?(?:(%)| (.+))?$/;

/**
 * Reads what `intervalText` shows: the interval in the unit of that code, none for a plain number. Undefined for what
 * has no number: `nothing`, `anything`.
 */
export function readIntervalText(text: string): { readonly interval: Interval; readonly unit?: string } | undefined {
  const [, bound, first = '', second = first, percent, unit = percent] = SHOWN.exec(text) ?? [];
  const [low, high] = [parseDecimal(first), parseDecimal(second)];
  if (!low || !high) return undefined;
  const found = {
    below: interval(undefined, high, false, true),
    'at most': interval(undefined, high),
    above: interval(low, undefined, true),
    'at least': interval(low, undefined),
    between: interval(low, high),
  }[bound ?? 'between'];
  return found && { interval: found, ...(unit === undefined ? {} : { unit }) };
}

function inUnit(end: Decimal | undefined, unit: Unit | undefined): Decimal | undefined {
  return end && unit ? divide(end, unit.factor, 'nearest') : end;
}

/**
 * The power of ten to round to: some digits below the width, or below the size of the one end there is; no finer than
 * the ends need, and never coarser than whole numbers.
 */
function shownExponent(low: Decimal | undefined, high: Decimal | undefined): number {
  const ends = [low, high].filter((end) => end !== undefined);
  const finest = Math.min(0, ...ends.map((end) => normalise(end).exponent));
  const width = low && high ? absolute(subtract(high, low)) : undefined;
  const size = width && signOf(width) !== 0 ? width : ends[0];
  if (!size || signOf(size) === 0) return finest;
  const digits = size === width ? WIDTH_DIGITS : SIZE_DIGITS;
  return Math.max(finest, Math.min(0, magnitude(size) - digits));
}
