import {
  absolute,
  type Decimal,
  decimalText,
  magnitude,
  normalise,
  plain,
  roundTo,
  signOf,
  subtract,
} from '../../core/numbers/decimal.ts';
import { type Interval, interval, isEmpty, meets } from '../../core/numbers/interval.ts';
import type { Quantity } from '../../dataset/model.ts';
import { fromBase, type Unit } from '../../dataset/unit.ts';
import { DEFAULT_LOCALE } from '../../language/locales.ts';

/** Digits that are shown of the width of an interval after the first, and of a single end. */
const WIDTH_DIGITS = 2;
const SIZE_DIGITS = 5;

/**
 * An interval in base units as a reader sees it, in a unit: `14.7195 to 14.7205 Mt`, `above 12000`, `2024 year`. Without
 * a unit the numbers are plain. No digit is shown below the power of ten `finest`.
 */
export function intervalText(interval: Interval, unit: Unit | undefined, finest?: number): string {
  const code = !unit || unit.code === 'count' ? '' : unit.code === '%' ? '%' : ` ${unit.code}`;
  return isEmpty(interval) ? 'nothing' : textOf(shownInterval(interval, unit, finest), decimalText, code);
}

/**
 * The same in a message: with commas between thousands, and a power of ten before a unit in words, `6,455 thousand
 * people`.
 */
export function saidInterval(interval: Interval, unit: Unit | undefined, finest?: number): string {
  return isEmpty(interval) ? 'nothing' : textOf(shownInterval(interval, unit, finest), numberIn(unit), unitText(unit));
}

/** How numbers in a unit are written in a message: a year has no comma. */
export function numberIn(unit: Unit | undefined): (value: Decimal) => string {
  return unit?.code === 'year' ? decimalText : groupedText;
}

function textOf(shown: Interval, number: (end: Decimal) => string, code: string): string {
  const { low, high, lowOpen, highOpen } = shown;
  if (!low && !high) return 'anything';
  if (!low) return `${highOpen ? 'below' : 'at most'} ${high ? number(high) : ''}${code}`;
  if (!high) return `${lowOpen ? 'above' : 'at least'} ${number(low)}${code}`;
  const [from, to] = [number(low), number(high)];
  return from === to ? `${from}${code}` : `${from} to ${to}${code}`;
}

/** A number with commas between thousands, as releases print it. */
function groupedText(value: Decimal): string {
  const [whole = '', fraction] = decimalText(value).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** What follows a number in a message: the code of its unit, and words for one that is a power of ten. */
export function unitText(unit: Unit | undefined): string {
  if (!unit || unit.code === 'count') return '';
  if (unit.code === '%') return '%';
  return ` ${unit.code.includes('^') ? (unit.name.get(DEFAULT_LOCALE) ?? unit.code) : unit.code}`;
}

/** Where a figure must lie, with one digit more than its print has, and in the unit of the print. */
export function limitsOf(interval: Interval, printed: Quantity | undefined): string {
  return saidInterval(interval, printed?.unit, printed && printed.decimal.exponent - 1);
}

/** Digits that are shown of a number that is given next to a printed one of another size. */
const TELLING_DIGITS = 3;

/**
 * What other figures give, and what is printed: the first with no digit below those of the second, but with three at
 * least; with all that are shown by itself where both would meet otherwise.
 */
export function givenTexts(given: Interval, printed: Interval, unit: Unit | undefined): [string, string] {
  const [own, others] = [given, printed].map(({ low, high }) =>
    [low, high].map((end) => inUnit(end, unit)).filter((end) => end !== undefined && signOf(end) !== 0),
  );
  const telling = Math.max(...(own ?? []).map((end) => magnitude(end as Decimal))) - TELLING_DIGITS + 1;
  const finest = Math.min(telling, ...(others ?? []).map((end) => normalise(end as Decimal).exponent));
  const isApart = !meets(shownInterval(given, unit, finest), shownInterval(printed, unit));
  return [saidInterval(given, unit, isApart ? finest : undefined), saidInterval(printed, unit)];
}

/** An interval in base units, in a unit and to as many digits as are shown of it. It holds all of the given one. */
export function shownInterval(
  { low, high, lowOpen, highOpen }: Interval,
  unit: Unit | undefined,
  finest = -Infinity,
): Interval {
  const [from, to] = [inUnit(low, unit), inUnit(high, unit)];
  const exponent = Math.max(shownExponent(from, to), Math.min(0, finest));
  return interval(
    from && roundTo(from, exponent, 'down'),
    to && roundTo(to, exponent, 'up'),
    !to && lowOpen,
    !from && highOpen,
  );
}

function inUnit(end: Decimal | undefined, unit: Unit | undefined): Decimal | undefined {
  return end && (unit ? fromBase(end, unit) : plain(end));
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

/** The ends of an interval in base units, exactly: `(-1, 0.25]`. */
export function intervalName({ low, high, lowOpen, highOpen }: Interval): string {
  const [from, to] = [low, high].map((end) => (end ? decimalText(normalise(end)) : ''));
  return `${lowOpen ? '(' : '['}${from}, ${to}${highOpen ? ')' : ']'}`;
}
