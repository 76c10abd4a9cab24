import {
  add,
  compare,
  type Decimal,
  decimal,
  digitCount,
  magnitude,
  multiply,
  normalise,
  type Rounding,
  roundTo,
  signOf,
} from '../core/numbers/decimal.ts';
import { type Interval, isEmpty, point } from '../core/numbers/interval.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { type Flag, type Formula, inputsOf, Value } from './value.ts';
import { type Observation, type Qualifier, type Quantity, quantityOf } from '../dataset/model.ts';
import { builtinUnit, convert, convertInterval, type Unit } from '../dataset/unit.ts';
import { furthestEnd } from './interval-text.ts';
import { formatQuantity, type QuantityStyle } from './number-text.ts';
import { displayUnit, quantityText } from './scale.ts';
import { words } from '../locale/locales.ts';

/** How a value is printed. */
export interface ValueStyle extends QuantityStyle {
  /** Unit to convert to; must have the dimension of the figure's own. */
  readonly unit?: Unit | undefined;
  /** Digits after the point, coarser than the print only: a figure never gains digits. */
  readonly digits?: number | undefined;
}

/** The value of an observation as a document prints it, or undefined for a claim, which has no figure. */
export function observationValue(observation: Observation, style: ValueStyle, place?: Place): Value | undefined {
  const quantity = quantityOf(observation);
  if (!quantity) return undefined;
  const unit = style.unit ?? saidUnit(quantity.unit, observation);
  const figure = figureIn(quantity, unit, style.digits);
  const { qualifier } = quantity;
  const text = (style.unit ? formatQuantity : quantityText)(vouchedFor(figure, quantity, unit), unit, {
    ...style,
    qualifier,
  });
  return new Value({
    origin: { kind: 'stated', observation },
    decimal: figure,
    interval: convertInterval(quantity.interval, quantity.unit, unit),
    unit,
    text,
    qualifier,
    flags: flagsOf(observation),
    place,
  });
}

/** No locale says a bare power of ten (10^8 CNY), which sources print in tables: then the unit of the indicator is said. */
function saidUnit(own: Unit, { indicator }: Observation): Unit {
  return own.code.startsWith('10^') ? indicator.unit : own;
}

/** How a bound is rounded so that it stays true: what is over 12.36 is over 12.3, not over 12.4. */
const BOUND_ROUNDING: Readonly<Record<Qualifier, Rounding>> = { over: 'down', under: 'up', about: 'nearest' };

/**
 * A quantity in another unit with as many digits after the point as its print vouches for: 456,000 t are 0.456 Mt, for
 * the zeros that the print ends in are not known to be digits.
 */
function figureIn(quantity: Quantity, unit: Unit, digits = Infinity): Decimal {
  const converted = convert(quantity.decimal, quantity.unit, unit);
  const worth = convert(quantity.resolution, quantity.unit, unit);
  const vouched = Math.min(0, normalise(worth).exponent, normalise(converted).exponent);
  const exponent = Math.max(converted.exponent, vouched, -digits);
  return roundTo(converted, exponent, BOUND_ROUNDING[quantity.qualifier ?? 'about']);
}

/** The same number without the zeros at its end that its print does not vouch for, so that no other unit shows them. */
function vouchedFor(figure: Decimal, { resolution, unit: own }: Quantity, unit: Unit): Decimal {
  const worth = normalise(convert(resolution, own, unit)).exponent;
  return roundTo(figure, Math.max(figure.exponent, Math.min(worth, normalise(figure).exponent)));
}

function flagsOf({ correction, status }: Observation): Flag[] {
  return correction ? ['corrected', ...status] : [...status];
}

/** Where and in which language something is printed. */
interface PrintContext {
  readonly locale: string;
  readonly place: Place;
}

/** The value of an amount that an author typed as `text`, taken as exact. */
export function typedValue(text: string, { decimal, unit }: Quantity, { locale, place }: PrintContext): Value {
  const origin = { kind: 'typed', text } as const;
  return new Value({ ...exactly(decimal), origin, unit, text: quantityText(decimal, unit, { locale }), place });
}

/** The value of a number that Assay counted; `name` is what templates call it. */
export function countedValue(name: string, count: number, { locale, place }: PrintContext): Value {
  const [number, unit] = [decimal(count), builtinUnit('count')];
  const origin = { kind: 'counted', name } as const;
  return new Value({ ...exactly(number), origin, unit, text: formatQuantity(number, unit, { locale }), place });
}

function exactly(number: Decimal): Pick<Value, 'decimal' | 'interval' | 'flags'> {
  return { decimal: number, interval: point(number), flags: [] };
}

/**
 * The value of a formula over other values, which no source printed. Its interval says how well it is known, and
 * it is printed no finer than that: rounded to the finest power of ten at which the whole interval, ends included,
 * rounds to at most two neighbouring numbers; where one of them is zero, which has no digit of the figure, as a range.
 * With `digits` it is printed coarser still, but never as a zero. Undefined when `bounds` is unbounded or empty.
 */
export function derivedValue(
  formula: Formula,
  bounds: Interval,
  unit: Unit,
  style: QuantityStyle & Pick<ValueStyle, 'digits'>,
  place?: Place,
): Value | undefined {
  const { low, high } = bounds;
  if (!low || !high || isEmpty(bounds)) return undefined;
  const middle = multiply(add(low, high), decimal(5, -1));
  const exponent = honestExponent(low, high);
  const rounded = exponent === undefined ? undefined : roundedFor(middle, exponent, style.digits);
  const inherited = INHERITED.filter((flag) => inputsOf(formula).some(({ flags }) => flags.includes(flag)));
  return new Value({
    origin: { kind: 'derived', formula },
    decimal: rounded ?? middle,
    interval: bounds,
    unit,
    text: rounded ? quantityText(rounded, unit, style) : rangeText(low, high, unit, style),
    flags: ['derived', ...inherited],
    place,
  });
}

/** Rounded as its interval allows, or to the fewer digits after the point that are asked for, unless nothing is left. */
function roundedFor(middle: Decimal, exponent: number, digits = Infinity): Decimal {
  const fewer = roundTo(middle, Math.max(exponent, -digits));
  return signOf(fewer) === 0 ? roundTo(middle, exponent) : fewer;
}

/** What is true of a figure worked out from others when it is true of one of them. */
const INHERITED: readonly Flag[] = ['forecast', 'provisional', 'estimated', 'low_reliability'];

/**
 * Finest digits that anything derived is printed with, however well it is known; smaller figures keep as many digits.
 */
const FINEST_EXPONENT = -6;

/**
 * The finest power of ten at which both ends round to the same number or to neighbours; none if one of them is zero, or
 * if they are neighbours of one digit, which are too far apart to stand for one another.
 */
function honestExponent(low: Decimal, high: Decimal): number | undefined {
  const finest = Math.min(FINEST_EXPONENT, FINEST_EXPONENT + 1 + magnitude(furthestEnd(low, high)));
  if (compare(low, high) === 0) return Math.max(finest, normalise(low).exponent);
  let exponent = finest;
  while (!neighbours(roundTo(low, exponent), roundTo(high, exponent))) exponent += 1;
  const [from, to] = [roundTo(low, exponent), roundTo(high, exponent)];
  const isCoarse = compare(from, to) !== 0 && [from, to].some((end) => digitCount(end) < 2);
  return isCoarse || signOf(from) === 0 || signOf(to) === 0 ? undefined : exponent;
}

function neighbours(a: Decimal, b: Decimal): boolean {
  return compare(b, add(a, decimal(1, a.exponent))) <= 0;
}

/** `3.0 to 9.0 Mt`: the ends rounded outwards to two digits of their greater one. */
function rangeText(low: Decimal, high: Decimal, unit: Unit, style: QuantityStyle): string {
  const exponent = magnitude(furthestEnd(low, high)) - 1;
  const [from, to] = [roundTo(low, exponent, 'down'), roundTo(high, exponent, 'up')];
  const shown = style.style === 'bare' ? unit : displayUnit(furthestEnd(from, to), unit, style.locale);
  const [first, last] = [convert(from, unit, shown), convert(to, unit, shown)];
  const firstText = formatQuantity(first, shown, { ...style, style: 'bare' });
  return words(style.locale).range(firstText, formatQuantity(last, shown, style));
}
