import { type Decimal, digitCount, magnitude, signOf } from '../core/numbers/decimal.ts';
import { builtinUnits, convert, parseUnit, powerBetween, sameDimension, type Unit } from '../dataset/unit.ts';
import { type PrintedQuantity, printedQuantity, type QuantityStyle } from './number-text.ts';
import { words } from '../locale/locales.ts';

/**
 * The unit in which a locale says a figure: that of its source, or where the locale counts in steps of its own, as
 * Chinese does, the largest step that the figure reaches. Units without a step (rates, prices, percentages) and numbers
 * that stand alone keep theirs.
 */
export function displayUnit(value: Decimal, unit: Unit, locale: string): Unit {
  const { steps } = words(locale);
  const one = steps.length > 0 && signOf(value) !== 0 ? singleOf(unit, locale) : undefined;
  if (!one) return unit;
  const reached = magnitude(convert(value, unit, one));
  if (reached < 0) return unit;
  const step = steps.findLast((power) => power <= reached);
  return (step === undefined ? one : parseUnit(`10^${step} ${one.code}`, new Map())) ?? unit;
}

/** A quantity as printed, in the unit in which the locale says it. Each kept digit of `value` is shown, none is added. */
export function displayedQuantity(value: Decimal, unit: Unit, style: QuantityStyle): PrintedQuantity {
  const shown = style.style === 'bare' ? unit : displayUnit(value, unit, style.locale);
  return printedQuantity(convert(value, unit, shown), shown, style);
}

/**
 * The unit of one, counted in words: t for Mt, CNY for bn CNY. Of units that are no powers of ten of these it is the unit
 * without its scale: bbl for million bbl.
 */
function singleOf(unit: Unit, locale: string): Unit | undefined {
  const isOne = (one: Unit): boolean => digitCount(one.factor) === 1 && one.factor.exponent === 0 && !one.divisor;
  const base = [...builtinUnits.values()].find((one) => isOne(one) && sameDimension(one, unit));
  if (!base) return undefined;
  const own = builtinUnits.get(unit.code.replace(/^(?:million|bn|tn|10\^\d+) /, ''));
  const single = powerBetween(unit, base) === undefined ? own : base;
  return single?.name.get(locale) ? single : undefined;
}
