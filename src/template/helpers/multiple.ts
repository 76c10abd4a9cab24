import { decimal } from '../../core/numbers/decimal.ts';
import { addIntervals, contains, type Interval, interval, point } from '../../core/numbers/interval.ts';
import { builtinUnit, sameDimension } from '../../dataset/unit.ts';
import { observationOf, type Value } from '../../figure/value.ts';
import type { Multiple } from '../../language/comparison-words.ts';
import { inBase } from './calculation.ts';

/** What multiple of its base a figure has grown to, and how near to it. */
export interface NamedMultiple {
  readonly times: Multiple;
  readonly how: 'exactly' | 'beyond' | 'nearly';
}

/** From the first percentage of the base to the second, both included, a figure is said to be at the multiple. */
const RANGES: readonly (readonly [from: number, to: number, NamedMultiple])[] = [
  [34, 49, { times: 0.5, how: 'beyond' }],
  [49, 51, { times: 0.5, how: 'exactly' }],
  [51, 53, { times: 0.5, how: 'nearly' }],
  [190, 199, { times: 2, how: 'nearly' }],
  [199, 201, { times: 2, how: 'exactly' }],
  [201, 285, { times: 2, how: 'beyond' }],
  [285, 299, { times: 3, how: 'nearly' }],
  [299, 301, { times: 3, how: 'exactly' }],
  [301, 380, { times: 3, how: 'beyond' }],
  [380, 399, { times: 4, how: 'nearly' }],
  [399, 401, { times: 4, how: 'exactly' }],
  [401, 500, { times: 4, how: 'beyond' }],
];

/** The multiple that a growth rate is said to be, if all that it may stand for is within one range. */
export function multipleOf(rate: Value): NamedMultiple | undefined {
  const measure = observationOf(rate)?.measure ?? 'growth';
  if (measure !== 'growth' || rate.qualifier || !sameDimension(rate.unit, builtinUnit('%'))) return undefined;
  const factor = addIntervals(inBase(rate), point(decimal(1)));
  return RANGES.find(([from, to]) => isInRange(factor, from, to))?.[2];
}

function isInRange({ low, high }: Interval, from: number, to: number): boolean {
  const range = interval(decimal(from, -2), decimal(to, -2));
  return low !== undefined && high !== undefined && contains(range, low) && contains(range, high);
}
