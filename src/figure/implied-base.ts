import { decimal, superscript } from '../core/numbers/decimal.ts';
import { addIntervals, divideIntervals, type Interval, isAbove, point } from '../core/numbers/interval.ts';
import { powerInterval } from '../core/numbers/power.ts';
import { toBase } from '../dataset/unit.ts';
import type { Formula, Value } from './value.ts';

/** Whether all that a figure may be is below zero: a rate on such a base says nothing. */
export function isBelowZero(bounds: Interval): boolean {
  return isAbove(point(decimal(0)), bounds);
}

/** The level before `years` of growth at a rate, as a formula, with its bounds in the unit of the later level. */
export function impliedBefore(level: Value, rate: Value, years = 1): { formula: Formula; bounds: Interval } {
  const factor = addIntervals(point(decimal(1)), toBase(rate.interval, rate.unit));
  return {
    formula: [level, ' ÷ (1 + ', rate, years === 1 ? ')' : `)${superscript(String(years))}`],
    bounds: divideIntervals(level.interval, powerInterval(factor, years)),
  };
}
