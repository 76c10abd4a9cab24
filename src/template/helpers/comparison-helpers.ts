import { add, compare, decimal } from '../../core/numbers/decimal.ts';
import { type Interval, isAbove, isSameInterval } from '../../core/numbers/interval.ts';
import { addressOf, observationOf, type Value } from '../../figure/value.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import { defineHelper, type Helper } from '../helper.ts';
import { figure } from '../argument-kinds.ts';
import { condition, text } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { allOf, anyOf, isOpen, openAbout, opposite, type Truth } from '../truth.ts';
import { intervalIn } from './calculation.ts';

type Comparison = (a: Interval, b: Interval) => boolean;

/** Compares all numbers that two figures may stand for: what holds for some of them is open. `fails` is its opposite. */
function comparison(says: string, holds: Comparison, fails: Comparison): Helper {
  return defineHelper({
    takes: [figure, figure],
    run: ({ args: [a, b] }) => truthIn(a, b, { says, holds, fails }),
  });
}

interface Asked {
  /** What is said about the first figure: `above`. */
  readonly says: string;
  readonly holds: Comparison;
  readonly fails: Comparison;
}

/** Whether a comparison holds for two values, in the unit of the first; a problem if they measure different things. */
function truthIn(a: Value, b: Value, { says, holds, fails }: Asked): Truth | Problem {
  const does = compareIn(a, b, holds);
  if (isProblem(does) || does) return does;
  if (compareIn(a, b, fails) === true) return false;
  return openAbout(`${nameOf(a)} is ${says} ${nameOf(b)}`, addressOf(a), addressOf(b));
}

/** A figure as messages name it: its number, after its address if it has one. */
function nameOf(value: Value): string {
  const { text } = value;
  return observationOf(value) ? `${addressOf(value)} (${text})` : text;
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

const isBelow: Comparison = (a, b) => isAbove(b, a);
const isAtMost: Comparison = (a, b) => isAtLeast(b, a);
const AT_LEAST: Asked = { says: 'at least', holds: isAtLeast, fails: isBelow };
const AT_MOST: Asked = { says: 'at most', holds: isAtMost, fails: isAbove };

export const above = comparison('above', isAbove, isAtMost);
export const below = comparison('below', isBelow, isAtLeast);
export const atLeast = comparison(AT_LEAST.says, AT_LEAST.holds, AT_LEAST.fails);
export const atMost = comparison(AT_MOST.says, AT_MOST.holds, AT_MOST.fails);
/** What prints alike stands for the same numbers; other prints do not, even of figures that may be equal. */
export const same = comparison('the same as', isSameInterval, (a, b) => !isSameInterval(a, b));

/** Whether a figure lies between two others or at one of them. */
export const between = defineHelper({
  takes: [figure, figure, figure],
  run: ({ args: [a, low, high] }) => {
    const aboveLow = truthIn(a, low, AT_LEAST);
    const belowHigh = truthIn(a, high, AT_MOST);
    if (isProblem(aboveLow)) return aboveLow;
    return isProblem(belowHigh) ? belowHigh : allOf([aboveLow, belowHigh]);
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
  run: ({ args, more }) => allOf([...args, ...more]),
});

export const or = defineHelper({
  takes: [condition, condition],
  more: condition,
  run: ({ args, more }) => anyOf([...args, ...more]),
});

export const not = defineHelper({ takes: [condition], run: ({ args: [holds] }) => opposite(holds) });

/** Fails the build when a condition that the text depends on is no longer true. */
export const assert = defineHelper({
  takes: [condition, text],
  run: ({ args: [holds, message] }) => {
    if (holds === true) return undefined;
    const why = isOpen(holds) ? ` (the digits do not tell whether ${holds.open[0]?.says ?? ''})` : '';
    const said = `the data no longer bear this out: ${message}${why}`;
    return problem('template/assertion', said, 'rewrite the text that depends on it');
  },
});
