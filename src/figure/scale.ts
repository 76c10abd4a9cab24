import { type Decimal, digitCount, magnitude, multiply, signOf } from '../core/numbers/decimal.ts';
import { builtinUnits, convert, parseUnit, sameDimension, type Unit } from '../dataset/unit.ts';
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
  const reached = magnitude(multiply(value, unit.factor));
  if (reached < 0) return unit;
  const step = steps.findLast((power) => power <= reached);
  return (step === undefined ? one : parseUnit(`10^${step} ${one.code}`, new Map())) ?? unit;
}

/** A quantity as printed, in the unit in which the locale says it. Each kept digit of `value` is shown, none is added. */
export function displayedQuantity(value: Decimal, unit: Unit, style: QuantityStyle): PrintedQuantity {
  const shown = style.style === 'bare' ? unit : displayUnit(value, unit, style.locale);
  return printedQuantity(convert(value, unit, shown), shown, style);
}

/** The unit of one, counted in words: t for Mt, CNY for bn CNY. */
function singleOf(unit: Unit, locale: string): Unit | undefined {
  return [...builtinUnits.values()].find(
    (one) =>
      digitCount(one.factor) === 1 && one.factor.exponent === 0 && one.name.get(locale) && sameDimension(one, unit),
  );
}
