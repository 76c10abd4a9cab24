import { type Decimal, magnitude, normalise, signOf } from '../core/numbers/decimal.ts';
import { isCurrency } from '../dataset/builtin-units.ts';
import { builtinUnits, convert, powerBetween, sameDimension, scaledUnit, type Unit } from '../dataset/unit.ts';
import { type PrintedQuantity, printedQuantity, type QuantityStyle } from './number-text.ts';
import { type LocaleId, words } from '../language/locales.ts';

/**
 * The unit in which a locale says a figure: that of its source, or where the locale counts in steps of its own, as
 * Chinese does, the largest step that the figure reaches. Units without a step (rates, prices, percentages) and numbers
 * that stand alone keep theirs.
 */
export function displayUnit(value: Decimal, unit: Unit, locale: LocaleId): Unit {
  const steps = stepsFor(unit, locale);
  const one = steps.length > 0 && signOf(value) !== 0 ? singleOf(unit, locale) : undefined;
  if (!one) return unit;
  const reached = magnitude(convert(value, unit, one));
  if (reached < 0) return unit;
  const step = steps.findLast((power) => power <= reached);
  return step === undefined ? one : scaledUnit(one, step);
}

/**
 * The unit in which a locale says figures that stand in columns, below one name of their unit: of those that its steps
 * make the nearest to their own, whatever the figures are. Million and thousand tonnes are both 万吨 in Chinese.
 */
export function columnUnit(unit: Unit, locale: LocaleId): Unit {
  const steps = stepsFor(unit, locale);
  const one = steps.length > 0 ? singleOf(unit, locale) : undefined;
  const scale = one && powerBetween(unit, one);
  if (!one || !scale || scale < 0) return unit;
  // A thousand is nearer to ten thousand than to one.
  const step = steps.findLast((power) => power <= scale + 1);
  return step === undefined ? one : scaledUnit(one, step);
}

/** The powers of ten by which a locale counts a unit: only money is counted in 万亿, all else in 亿 at most. */
function stepsFor({ dimension }: Unit, locale: LocaleId): readonly number[] {
  const isMoney = [...dimension.keys()].some(isCurrency);
  return words(locale).steps.filter((power) => isMoney || power <= QUANTITY_POWER);
}

const QUANTITY_POWER = 8;

/** A quantity as printed, in the unit in which the locale says it. Each kept digit of `value` is shown, none is added. */
export function displayedQuantity(value: Decimal, unit: Unit, style: QuantityStyle): PrintedQuantity {
  const shown = style.style === 'bare' ? unit : displayUnit(value, unit, style.locale);
  return printedQuantity(convert(value, unit, shown), shown, style);
}

/**
 * The unit of one, counted in words: t for Mt, CNY for bn CNY. Of units that are not powers of ten of these it is the unit
 * without its scale: bbl for million bbl. A unit that a dataset declares is counted in steps where it has a scale, and else
 * in ones, as its author does; so is a bare number. Nothing for quotients, and for what is declared as a thousand of another.
 */
function singleOf(unit: Unit, locale: LocaleId): Unit | undefined {
  if (unit.code.includes('/')) return undefined;
  const own = unit.single ?? unit;
  const isOfSteps = unit !== own && (isOne(own) || !isPowerOfTen(own));
  const single = builtinUnits.has(own.code) ? builtinSingleOf(own) : isOfSteps ? own : undefined;
  const hasWords = Boolean(single?.name.get(locale)) || (single?.code === 'count' && unit !== own);
  return hasWords ? single : undefined;
}

function builtinSingleOf(own: Unit): Unit {
  const base = [...builtinUnits.values()].find((one) => isOne(one) && sameDimension(one, own));
  return base && powerBetween(own, base) !== undefined ? base : own;
}

function isPowerOfTen({ factor, divisor }: Unit): boolean {
  return normalise(factor).coefficient === 1n && !divisor;
}

function isOne({ factor, divisor }: Unit): boolean {
  return factor.coefficient === 1n && factor.exponent === 0 && !divisor;
}
