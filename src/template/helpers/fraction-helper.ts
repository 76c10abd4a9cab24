import { decimal, subtract, add, type Decimal } from '../../core/numbers/decimal.ts';
import { contains, type Interval, interval, isAbove, point, scaleInterval } from '../../core/numbers/interval.ts';
import type { FractionName } from '../../language/comparison-words.ts';
import { words } from '../../language/locales.ts';
import { addressOf } from '../../figure/value.ts';
import { builtinUnit } from '../../dataset/unit.ts';
import { figure } from '../argument-kinds.ts';
import { defineHelper } from '../helper.ts';
import { isProblem, problem } from '../problem.ts';
import { intervalIn, saidAs } from './calculation.ts';

/** How far from a fraction a figure may be that is said to be just over or under it, in percentage points. */
const NEAR = 2;

/** How far its digits may reach to either side of a fraction that it is said to be, in percentage points. */
const EXACT = 0.5;

/** A share in words: `a third`, `just over half`. A problem where no fraction with a name is near. */
export const fraction = defineHelper({
  takes: [figure],
  run: ({ scope, args: [share] }) => {
    const within = intervalIn(share, builtinUnit('%'));
    if (isProblem(within)) return within;
    const { fraction: names, nearFraction } = words(scope.locale).comparison;
    for (const name of Object.keys(names) as FractionName[]) {
      const where = placeBy(name, within);
      if (where) return saidAs(where === 'exactly' ? names[name] : nearFraction[where](names[name]), share);
    }
    const message = `${addressOf(share)}, ${share.text}, is not near a fraction that has a name`;
    return problem('template/assertion', message, 'print it with value or shareOf');
  },
});

/** Where all numbers of an interval in per cent lie by a fraction, if they are near it. */
function placeBy(name: FractionName, within: Interval): 'exactly' | 'about' | 'over' | 'under' | undefined {
  const [parts = 1, whole = 1] = name.split('/').map(Number);
  // times the denominator, so that a third needs no rounding
  const scaled = scaleInterval(within, decimal(whole));
  const exact = decimal(100 * parts);
  if (!isAround(exact, scaled, decimal(NEAR * whole))) return undefined;
  if (isAbove(scaled, point(exact))) return 'over';
  if (isAbove(point(exact), scaled)) return 'under';
  return contains(scaled, exact) && isAround(exact, scaled, decimal(10 * EXACT * whole, -1)) ? 'exactly' : 'about';
}

/** Whether all numbers of an interval are at most so far from one. */
function isAround(exact: Decimal, { low, high }: Interval, reach: Decimal): boolean {
  const around = interval(subtract(exact, reach), add(exact, reach));
  return low !== undefined && high !== undefined && contains(around, low) && contains(around, high);
}
