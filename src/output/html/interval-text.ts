import { type Decimal, decimal, equals, signOf, subtract } from '../../core/numbers/decimal.ts';
import { shortenInterval } from '../../core/numbers/interval.ts';
import { convertInterval, type Unit } from '../../dataset/unit.ts';
import { printedBounds } from '../../figure/interval-text.ts';
import { unitText } from '../../figure/number-text.ts';
import { displayUnit } from '../../figure/scale.ts';
import { formulaOf, type Value } from '../../figure/value.ts';

/** Digits shown for the ends of a derived interval, whose quotients may have forty. */
const READABLE_DIGITS = 5;

/**
 * Every number that a figure may stand for, in the unit in which it is printed; undefined where that is
 * what its digits say.
 */
export function intervalText(value: Value, locale: string): string | undefined {
  const unit = printedUnit(value, locale);
  const interval = convertInterval(value.interval, value.unit, unit);
  const { low, high } = interval;
  if (low && high && isRounding(subtract(high, low), value.decimals)) return undefined;
  const shown = formulaOf(value) ? shortenInterval(interval, READABLE_DIGITS) : interval;
  return printedBounds(shown, unit, locale)?.text.replaceAll('\u00A0', ' ');
}

/** The unit in which a figure is printed: its own, unless the locale says it in another. */
function printedUnit({ decimal: number, suffix, unit }: Value, locale: string): Unit {
  const names = [unitText(unit, locale, 'long'), unitText(unit, locale, 'short')];
  const isOwn = ['', ...names].includes(suffix.trim());
  return isOwn ? unit : displayUnit(number, unit, locale);
}

/** Whether an interval of that width is that of an exact figure, or of one that is rounded to its last digit. */
function isRounding(width: Decimal, decimals: number): boolean {
  return signOf(width) === 0 || equals(width, decimal(1, -decimals));
}
