import { add, type Decimal, subtract } from '../core/numbers/decimal.ts';
import { type Interval, interval, point, roundingInterval } from '../core/numbers/interval.ts';
import type { Qualifier } from './model.ts';
import { isCalendarYear, type Unit } from './unit.ts';

/** The words of a figure that say how it stands to the number meant, and what they are called. */
const QUALIFIER_WORDS: Readonly<Record<string, Qualifier>> = {
  over: 'over',
  'more than': 'over',
  under: 'under',
  'less than': 'under',
  about: 'about',
  near: 'about',
  'slightly over': 'slightly over',
  'slightly more than': 'slightly over',
  'just over': 'slightly over',
  'slightly under': 'slightly under',
  'slightly below': 'slightly under',
  'slightly less than': 'slightly under',
  'just under': 'slightly under',
  'just below': 'slightly under',
  nearly: 'slightly under',
  almost: 'slightly under',
};

/** Matches one of the words. */
export const QUALIFIER = Object.keys(QUALIFIER_WORDS).join('|');

/** What a word of `QUALIFIER` says. */
export function qualifierOf(word: string | undefined): Qualifier | undefined {
  return word === undefined ? undefined : QUALIFIER_WORDS[word];
}

/** The qualifier of the same figure with the other sign. */
export const TURNED: Readonly<Record<Qualifier, Qualifier>> = {
  over: 'under',
  under: 'over',
  about: 'about',
  'slightly over': 'slightly under',
  'slightly under': 'slightly over',
};

/**
 * All numbers that a print may stand for. `slightly` is within one of the last digit that counts. A year is a name and
 * only stands for itself.
 */
export function intervalOf(
  value: Decimal,
  resolution: Decimal,
  unit: Unit,
  qualifier: Qualifier | undefined,
): Interval {
  if (qualifier === 'over') return interval(value, undefined, true);
  if (qualifier === 'under') return interval(undefined, value, false, true);
  if (qualifier === 'slightly over') return interval(value, add(value, resolution), true, true);
  if (qualifier === 'slightly under') return interval(subtract(value, resolution), value, true, true);
  return isCalendarYear(value, unit) ? point(value) : roundingInterval(value, resolution);
}
