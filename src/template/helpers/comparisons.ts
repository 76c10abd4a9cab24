import { add, compare, decimal } from '../../core/numbers/decimal.ts';
import { type Interval, isAbove, isSameInterval } from '../../core/numbers/interval.ts';
import type { Value } from '../../figure/value.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import { defineHelper, type Helper, type Scope } from '../helper.ts';
import { condition, figure, text } from '../argument-kinds.ts';
import { intervalIn, unitOfValue } from '../value-unit.ts';
import { isProblem, type Problem, problem } from '../problem.ts';

/**
 * Comparisons are between everything two figures may stand for: true only if certain, whatever the unprinted digits
 * are. What the prints leave open is false, both ways round: neither `above a b` nor `below a b` need be true.
 */
function comparison(holds: (a: Interval, b: Interval) => boolean): Helper {
  return defineHelper({
    takes: [figure, figure],
    run: ({ scope, args: [a, b] }) => compareIn(scope, a, b, holds),
  });
}

/** Compares two values in the unit of the first. */
export function compareIn(
  scope: Scope,
  a: Value,
  b: Value,
  holds: (a: Interval, b: Interval) => boolean,
): boolean | Problem {
  const other = intervalIn(b, unitOfValue(a, scope), scope);
  return isProblem(other) ? other : holds(a.interval, other);
}

/** Whether no number of a is less than any number of b. */
export function isAtLeast(a: Interval, b: Interval): boolean {
  return a.low !== undefined && b.high !== undefined && compare(a.low, b.high) >= 0;
}

export const above = comparison(isAbove);
export const below = comparison((a, b) => isAbove(b, a));
export const atLeast = comparison(isAtLeast);
export const atMost = comparison((a, b) => isAtLeast(b, a));
export const same = comparison(isSameInterval);

/** Whether a figure lies between two others or at one of them. */
export const between = defineHelper({
  takes: [figure, figure, figure],
  run: ({ scope, args: [a, low, high] }) => {
    const aboveLow = compareIn(scope, a, low, isAtLeast);
    const belowHigh = compareIn(scope, a, high, (x, y) => isAtLeast(y, x));
    if (isProblem(aboveLow)) return aboveLow;
    return isProblem(belowHigh) ? belowHigh : aboveLow && belowHigh;
  },
});

/** Whether the parts as they are printed make the whole as it is printed; if not, rounding left a gap. */
export const addsUp = defineHelper({
  takes: [figure, figure],
  more: figure,
  run: ({ scope, args: [whole, part], more }) => {
    const unit = unitOfValue(whole, scope);
    let sum = decimal(0);
    for (const value of [part, ...more]) {
      const own = unitOfValue(value, scope);
      if (!sameDimension(own, unit)) {
        return problem('dataset/wrong-dimension', `${value.address} does not add to ${whole.address}`);
      }
      sum = add(sum, convert(value.decimal, own, unit));
    }
    return compare(sum, whole.decimal) === 0;
  },
});

export const and = defineHelper({
  takes: [condition, condition],
  more: condition,
  run: ({ args, more }) => [...args, ...more].every(Boolean),
});

export const or = defineHelper({
  takes: [condition, condition],
  more: condition,
  run: ({ args, more }) => [...args, ...more].some(Boolean),
});

export const not = defineHelper({ takes: [condition], run: ({ args: [holds] }) => !holds });

/** Fails the build when what the text says is no longer true of the data. */
export const assert = defineHelper({
  takes: [condition, text],
  run: ({ args: [holds, message] }) =>
    holds
      ? undefined
      : problem(
          'template/assertion',
          `it is no longer true of the data: ${message}`,
          'rewrite the text that rests on it',
        ),
});
