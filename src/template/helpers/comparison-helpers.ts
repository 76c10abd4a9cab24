import { add, compare, decimal } from '../../core/numbers/decimal.ts';
import { type Interval, isAbove, isSameInterval } from '../../core/numbers/interval.ts';
import { addressOf, type Value } from '../../figure/value.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import { defineHelper, type Helper } from '../helper.ts';
import { figure } from '../argument-kinds.ts';
import { condition, text } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { intervalIn } from './calculation.ts';

/**
 * Compares all numbers that two figures may stand for: true only if certain whatever the unprinted digits are. Where
 * the prints leave it open, both `above a b` and `below a b` are false.
 */
function comparison(holds: (a: Interval, b: Interval) => boolean): Helper {
  return defineHelper({
    takes: [figure, figure],
    run: ({ args: [a, b] }) => compareIn(a, b, holds),
  });
}

/** Compares two values in the unit of the first; a problem if they measure different things. */
export function compareIn(a: Value, b: Value, holds: (a: Interval, b: Interval) => boolean): boolean | Problem {
  const other = intervalIn(b, a.unit);
  return isProblem(other) ? other : holds(a.interval, other);
}

/** Whether every number of a is at least every number of b. */
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
  run: ({ args: [a, low, high] }) => {
    const aboveLow = compareIn(a, low, isAtLeast);
    const belowHigh = compareIn(a, high, (x, y) => isAtLeast(y, x));
    if (isProblem(aboveLow)) return aboveLow;
    return isProblem(belowHigh) ? belowHigh : aboveLow && belowHigh;
  },
});

/** Whether the printed parts add up exactly to the printed whole; rounding may prevent it. */
export const addsUp = defineHelper({
  takes: [figure, figure],
  more: figure,
  run: ({ args: [whole, part], more }) => {
    let sum = decimal(0);
    for (const value of [part, ...more]) {
      if (!sameDimension(value.unit, whole.unit)) {
        return problem('dataset/wrong-dimension', `${addressOf(value)} does not add to ${addressOf(whole)}`);
      }
      sum = add(sum, convert(value.decimal, value.unit, whole.unit));
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

/** Fails the build when a condition that the text depends on is no longer true. */
export const assert = defineHelper({
  takes: [condition, text],
  run: ({ args: [holds, message] }) =>
    holds
      ? undefined
      : problem(
          'template/assertion',
          `the data no longer bear this out: ${message}`,
          'rewrite the text that depends on it',
        ),
});
