import {
  absolute,
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
  subtract,
} from '../core/numbers/decimal.ts';
import { contains, type Interval, isEmpty, point } from '../core/numbers/interval.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { type Flag, type Formula, inputsOf, observationOf, Value } from './value.ts';
import {
  type Dataset,
  misprintOf,
  type Observation,
  type Qualifier,
  type Quantity,
  quantityOf,
} from '../dataset/model.ts';
import { isRevised } from '../dataset/revisions.ts';
import { builtinUnit, convert, convertInterval, powerBetween, sameDimension, type Unit } from '../dataset/unit.ts';
import { furthestEnd } from './interval-text.ts';
import { formatQuantity, type PrintedQuantity, printedQuantity, type QuantityStyle } from './number-text.ts';
import { columnUnit, displayedQuantity, displayUnit } from './scale.ts';
import { type LocaleId, words } from '../language/locales.ts';

/** How a value is printed. */
export interface ValueStyle extends QuantityStyle {
  /** Unit to convert to, of the same dimension. */
  readonly unit?: Unit | undefined;
  /** Most digits after the point; a figure never gets more digits than its print has. */
  readonly digits?: number | undefined;
}

/** The value of an observation as a document prints it; undefined for a claim without a figure. */
export function observationValue(observation: Observation, style: ValueStyle, place?: Place): Value | undefined {
  const quantity = quantityOf(observation);
  if (!quantity) return undefined;
  const worded = wordedUnit(quantity.unit, observation);
  const asked = style.unit ?? (style.style === 'bare' ? undefined : unitOfRight(observation, style.locale));
  const unit = asked ?? (style.style === 'bare' ? columnUnit(worded, style.locale) : worded);
  // digits are those of the unit that is asked for, else of the one that running text rounds in, so that a cell agrees with it
  const digits = digitsIn(unit, asked ?? worded, style.digits);
  const figure = figureIn(quantity, unit, digits);
  const { qualifier } = quantity;
  const write = asked ? printedQuantity : displayedQuantity;
  const print = quantity.ends
    ? printedEnds(quantity, unit, { ...style, unit: asked, digits })
    : write(significantPart(figure, quantity, unit), unit, { ...style, qualifier });
  return new Value({
    ...print,
    origin: { kind: 'stated', observation },
    decimal: figure,
    interval: convertInterval(quantity.interval, quantity.unit, unit),
    unit,
    qualifier,
    flags: flagsOf(observation),
    place,
  });
}

/** Digits after the point in a unit that are as many in another: none of a thousand tonnes is one of ten thousand. */
export function digitsIn(unit: Unit, other: Unit, digits: number | undefined): number | undefined {
  return digits === undefined ? undefined : digits + (powerBetween(unit, other) ?? 0);
}

/** The unit in which a misprint is said: that of the right figure, so that a slip of the decimal point is easy to see. */
function unitOfRight(observation: Observation, locale: LocaleId): Unit | undefined {
  const { right, printed } = observation;
  if (!right || !printed || !sameDimension(right.unit, printed.unit) || signOf(printed.decimal) === 0) return undefined;
  const size = right.ends ? furthestEnd(...right.ends) : right.decimal;
  const worded = wordedUnit(right.unit, observation);
  return displayUnit(convert(size, right.unit, worded), worded, locale);
}

/**
 * What was printed for a statement: a number without a unit is quoted as it is; one with a unit has that in the words of
 * the locale, because the dataset writes it in its own and not in those of the source, and the unit of the right figure. A
 * line may end before the unit: where words stay whole, a browser breaks no line of Chinese around a no-break space.
 */
export function quotedPrint(observation: Observation, locale: LocaleId): string {
  const { printed } = observation;
  if (!printed || printed.unit.code === 'count') return words(locale).quotation(printed?.text ?? '');
  const text = observationValue(misprintOf(observation), { locale, style: 'short' })?.text ?? '';
  return text.replaceAll('\u00A0', ' ');
}

/** What a statement was corrected to, as the locale says it; undefined where it was not corrected. */
export function correctedText(observation: Observation, locale: LocaleId): string | undefined {
  if (!observation.correction) return undefined;
  return observationValue(observation, { locale, style: 'short' })?.text.replaceAll('\u00A0', ' ');
}

/** A range as printed, `4 to 5%`, in one unit: that in which the locale says its greater end. */
function printedEnds(quantity: Quantity, unit: Unit, style: ValueStyle): PrintedQuantity {
  const { ends = [quantity.decimal, quantity.decimal] } = quantity;
  const [low, high] = ends.map((end) => figureIn({ ...quantity, decimal: end }, unit, style.digits));
  if (!low || !high) throw new RangeError('a range has two ends');
  return printedBetween(low, high, unit, style);
}

/** Two numbers with one unit, `3.0 to 9.0 Mt`. */
export function printedBetween(low: Decimal, high: Decimal, unit: Unit, style: ValueStyle): PrintedQuantity {
  const isFixed = style.unit !== undefined || style.style === 'bare';
  const shown = isFixed ? unit : displayUnit(furthestEnd(low, high), unit, style.locale);
  const first = formatQuantity(convert(low, unit, shown), shown, { ...style, style: 'bare' });
  const last = printedQuantity(convert(high, unit, shown), shown, style);
  return { ...last, text: words(style.locale).range(first, last.text) };
}

/** The value of an observation in running text, where the threshold of a claim needs no "over": its words say that. */
export function statedValue(observation: Observation, style: ValueStyle, place?: Place): Value | undefined {
  const { claim, printed } = observation;
  const plain = claim && printed ? { ...observation, printed: { ...printed, qualifier: undefined } } : observation;
  return observationValue(plain, style, place)?.with({ origin: { kind: 'stated', observation } });
}

/** Adds the flag `revised` to a value if an earlier release of its source states another figure. */
export function withRevisedFlag(value: Value, dataset: Dataset): Value {
  const stated = observationOf(value);
  return stated && isRevised(dataset, stated) ? value.with({ flags: ['revised', ...value.flags] }) : value;
}

/** The indicator's unit in place of a bare power of ten (10^8 CNY), which sources print and no locale has words for. */
function wordedUnit(own: Unit, { indicator }: Observation): Unit {
  return own.code.startsWith('10^') ? indicator.unit : own;
}

/** Rounding that keeps a bound true: over 12.36 implies over 12.3, not over 12.4. */
const BOUND_ROUNDING: Readonly<Record<Qualifier, Rounding>> = {
  over: 'down',
  under: 'up',
  about: 'nearest',
  'slightly over': 'down',
  'slightly under': 'up',
};

/**
 * A quantity in another unit, with only the digits after the point that its print supports: 456,000 t are 0.456 Mt,
 * because the trailing zeros may not be significant. Where the two are not powers of ten of each other, the digit nearest
 * to what the last printed one is worth is the last: 14.72 Mt are 32,450 million lb.
 */
function figureIn(quantity: Quantity, unit: Unit, digits = Infinity): Decimal {
  const converted = convert(quantity.decimal, quantity.unit, unit);
  const worth = convert(quantity.resolution, quantity.unit, unit);
  const isDecimal = powerBetween(quantity.unit, unit) !== undefined;
  const finest = isDecimal
    ? Math.max(converted.exponent, Math.min(0, normalise(worth).exponent, normalise(converted).exponent))
    : Math.min(nearestPower(worth), magnitude(converted));
  const way = BOUND_ROUNDING[quantity.qualifier ?? 'about'];
  const fewer = roundTo(converted, Math.max(finest, -digits), way);
  // digits that leave nothing of a figure are too few
  return signOf(fewer) === 0 ? roundTo(converted, finest, way) : fewer;
}

/** The power of ten nearest to a number above zero, by ratio: 1 of 22.05, 2 of 45.4. */
function nearestPower(worth: Decimal): number {
  const power = magnitude(worth);
  return power + (compare(multiply(worth, worth), decimal(1, 2 * power + 1)) > 0 ? 1 : 0);
}

/**
 * The number without trailing zeros that may not be significant, so that no other unit shows them. Those of a whole
 * number never are: where a source prints 200 Mt, a unit of 100 Mt has 2, whatever digit the figure is known to.
 */
function significantPart(figure: Decimal, { resolution, unit: own }: Quantity, unit: Unit): Decimal {
  if (figure.exponent >= 0) return normalise(figure);
  const worth = normalise(convert(resolution, own, unit)).exponent;
  return roundTo(figure, Math.max(figure.exponent, Math.min(worth, normalise(figure).exponent)));
}

function flagsOf(observation: Observation): Flag[] {
  const { correction, status } = observation;
  const breaks: Flag[] = startsSeries(observation) && !status.includes('break') ? ['break'] : [];
  return [...(correction ? ['corrected' as const] : []), ...status, ...breaks];
}

/**
 * Whether a figure is the first level under a new definition of its indicator, of a year or of the first part of one: it
 * does not compare with those before.
 */
function startsSeries({ indicator, measure, period }: Observation): boolean {
  return measure === 'level' && indicator.breaks.some((one) => one.period.start === period.start);
}

/** Where and in which language something is printed. */
interface PrintContext {
  readonly locale: LocaleId;
  readonly place: Place | undefined;
}

/** The value of an amount that an author typed as `text`; it is exact. */
export function typedValue(text: string, { decimal, unit }: Quantity, { locale, place }: PrintContext): Value {
  const origin = { kind: 'typed', text } as const;
  return new Value({ ...exactly(decimal), ...displayedQuantity(decimal, unit, { locale }), origin, unit, place });
}

/** The value of a number that Assay counted; `name` is what templates call it. */
export function countedValue(name: string, count: number, { locale, place }: PrintContext): Value {
  const [number, unit] = [decimal(count), builtinUnit('count')];
  const origin = { kind: 'counted', name } as const;
  return new Value({ ...exactly(number), ...printedQuantity(number, unit, { locale }), origin, unit, place });
}

function exactly(number: Decimal): Pick<Value, 'decimal' | 'interval' | 'flags'> {
  return { decimal: number, interval: point(number), flags: [] };
}

/**
 * The value of a formula over other values. Its digits show how precisely it is known: it is rounded to the finest
 * power of ten at which the whole interval, ends included, rounds to at most two neighbouring numbers, or a little finer
 * where that lies outside the interval. Where one of them is zero, it is printed as a range. With `digits` it is rounded
 * further, but not to zero; with `steps` it has one digit more wherever no end is more steps of it away, as the points of a
 * line need, which are drawn in the middle (STEPS_OF_POINT), and sums, which a reader works out again (STEPS_OF_SUM). Undefined when `bounds` is unbounded or empty.
 */
export function derivedValue(
  formula: Formula,
  bounds: Interval,
  unit: Unit,
  { steps, ...style }: QuantityStyle & Pick<ValueStyle, 'digits'> & { readonly steps?: number | undefined },
  place?: Place,
): Value | undefined {
  const { low, high } = bounds;
  if (!low || !high || isEmpty(bounds)) return undefined;
  const middle = multiply(add(low, high), decimal(5, -1));
  const supported = supportedExponent(low, high);
  const isScaled = (supported ?? 0) > 0 || unit.dimension.size > 0;
  // A whole number, whose zeros nothing says to be rounded, or of a unit that others scale, is seen to lie outside.
  const isOutside = supported !== undefined && isScaled && !contains(bounds, roundTo(middle, supported));
  const exponent =
    supported !== undefined && (isOutside || (steps !== undefined && compare(low, high) !== 0))
      ? closerExponent(bounds, middle, supported, steps ?? STEPS_OF_POINT)
      : supported;
  const rounded = exponent === undefined ? undefined : roundedFor(middle, exponent, style.digits);
  const inherited = INHERITED.filter((flag) => inputsOf(formula).some(({ flags }) => flags.includes(flag)));
  return new Value({
    ...(rounded ? displayedQuantity(rounded, unit, style) : printedRange(low, high, unit, style)),
    origin: { kind: 'derived', formula },
    decimal: rounded ?? middle,
    interval: bounds,
    unit,
    flags: ['derived', ...inherited],
    place,
  });
}

/** Steps of its last digit that the ends of what a point of a line shows may lie away. */
export const STEPS_OF_POINT = 2;

/** The same of a sum: three are those of six parts rounded to that digit, whose sum ends in it wherever a source prints it. */
export const STEPS_OF_SUM = 3;

/** One digit more; not where the ends lie more than so many steps from the number: that would claim too much. */
function closerExponent(bounds: Interval, middle: Decimal, exponent: number, steps: number): number {
  const closer = exponent - 1;
  const number = roundTo(middle, closer);
  const isNear = (end: Decimal | undefined): boolean =>
    end !== undefined && compare(absolute(subtract(roundTo(end, closer), number)), decimal(steps, closer)) <= 0;
  return isNear(bounds.low) && isNear(bounds.high) ? closer : exponent;
}

/** Rounds to `exponent`, or to `digits` after the point if that is coarser and leaves more than zero. */
function roundedFor(middle: Decimal, exponent: number, digits = Infinity): Decimal {
  const fewer = roundTo(middle, Math.max(exponent, -digits));
  return signOf(fewer) === 0 ? roundTo(middle, exponent) : fewer;
}

/** Flags that a derived figure takes from any of its inputs. */
const INHERITED: readonly Flag[] = ['forecast', 'provisional', 'estimated', 'low_reliability'];

/** Finest digit of a derived figure, however precisely it is known; a figure below 1 keeps as many digits. */
const FINEST_EXPONENT = -6;

/**
 * The finest power of ten at which both ends round to the same number or to neighbours. None if one of these is zero,
 * or if they are neighbours with one digit, which differ too much.
 */
export function supportedExponent(low: Decimal, high: Decimal): number | undefined {
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

/**
 * `3.0 to 9.0 Mt`: the ends are rounded outwards to two digits of the larger one, or to `digits` after the point if these are
 * fewer, in the unit in which the locale says it.
 */
function printedRange(
  low: Decimal,
  high: Decimal,
  unit: Unit,
  { digits = Infinity, ...style }: QuantityStyle & Pick<ValueStyle, 'digits'>,
): PrintedQuantity {
  const exponent = Math.max(magnitude(furthestEnd(low, high)) - 1, -digits);
  const [from, to] = [roundTo(low, exponent, 'down'), roundTo(high, exponent, 'up')];
  return printedBetween(from, to, unit, { ...style, unit: undefined });
}
