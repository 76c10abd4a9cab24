import { compare, signOf } from '../core/decimal.ts';
import type { Interval } from '../core/interval.ts';
import { type Constraint, type Figure, judge, type Test, type Verdict } from './constraint.ts';
import { type Box, rangeOf } from './evaluate.ts';
import { occurrences } from './expression.ts';
import { type Change, changesOf } from './operator.ts';

/** Changes by the number of the figure. */
export type Assignment = ReadonlyMap<number, Change>;

/** No figure is changed. */
export const UNCHANGED: Assignment = new Map();

/** A tested constraint: the range of each difference, and the verdict on all. */
interface Tested {
  readonly verdict: Verdict;
  readonly ranges: readonly Interval[];
}

/**
 * The constraints and figures of a dataset, tested under changes to the figures. Each test is made once: a constraint is
 * remembered with the changes to its own figures.
 */
export class Model {
  readonly figures: readonly Figure[];
  readonly constraints: readonly Constraint[];
  readonly #box: Box;
  readonly #asPrinted: boolean;
  readonly #touching = new Map<number, number[]>();
  readonly #changes = new Map<number, readonly Change[]>();
  readonly #tested: Map<string, Tested>[];

  constructor(figures: readonly Figure[], constraints: readonly Constraint[], box: Box, asPrinted: boolean) {
    this.figures = figures;
    this.constraints = constraints;
    this.#box = box;
    this.#asPrinted = asPrinted;
    this.#tested = constraints.map(() => new Map());
    for (const [position, constraint] of constraints.entries()) {
      for (const figure of constraint.figures) {
        const list = this.#touching.get(figure);
        if (list) list.push(position);
        else this.#touching.set(figure, [position]);
      }
    }
  }

  /** Positions of the constraints that a figure stands in, in order. */
  touching(figure: number): readonly number[] {
    return this.#touching.get(figure) ?? [];
  }

  /** What could have become of a figure; nothing of a claim in words. */
  changesOf(figure: number): readonly Change[] {
    let changes = this.#changes.get(figure);
    if (!changes) {
      const found = this.figures[figure];
      changes = found ? changesOf(found.observation, this.#asPrinted) : [];
      this.#changes.set(figure, changes);
    }
    return changes;
  }

  constraint(position: number): Constraint {
    const constraint = this.constraints[position];
    if (!constraint) throw new RangeError(`no constraint ${position}`);
    return constraint;
  }

  /** What each figure may be under an assignment. */
  boxUnder(assignment: Assignment): Box {
    return (index) => assignment.get(index)?.interval ?? this.#box(index);
  }

  verdict(position: number, assignment: Assignment): Verdict {
    return this.#test(position, assignment).verdict;
  }

  /**
   * Whether changing one more figure brings a contradicted constraint nearer to being met, or leaves it as near. Only
   * such changes need to be tried: where a constraint rises or falls with each figure, a set of changes that mends it
   * holds at least one.
   */
  helps(position: number, assignment: Assignment, figure: number, change: Change): boolean {
    const before = this.#test(position, assignment).ranges;
    const after = this.#test(position, new Map(assignment).set(figure, change)).ranges;
    return this.constraint(position).tests.some((test, index) => {
      const [from, to] = [before[index], after[index]];
      return from && to && judge(test.sense, from) === 'contradicted' && standsIn(test, figure) && isNearer(from, to);
    });
  }

  #test(position: number, assignment: Assignment): Tested {
    const constraint = this.constraint(position);
    const memory = this.#tested[position] ?? new Map<string, Tested>();
    const key = assignment.size === 0 ? '' : keyOf(constraint, assignment);
    let tested = memory.get(key);
    if (!tested) {
      const box = this.boxUnder(assignment);
      const ranges = constraint.tests.map(({ difference, repeated }) => rangeOf(difference, repeated, box));
      const verdicts = constraint.tests.map(({ sense }, index) => judge(sense, ranges[index]));
      const verdict = verdicts.find((each) => each === 'contradicted') ?? verdicts.find((each) => each === 'undecided');
      tested = { verdict: verdict ?? 'compatible', ranges };
      memory.set(key, tested);
    }
    return tested;
  }
}

function keyOf({ figures }: Constraint, assignment: Assignment): string {
  let key = '';
  for (const figure of figures) {
    const change = assignment.get(figure);
    if (change) key += `${figure}:${change.name} `;
  }
  return key;
}

const variables = new WeakMap<Test, ReadonlySet<number>>();

function standsIn(test: Test, figure: number): boolean {
  let found = variables.get(test);
  if (!found) {
    found = new Set(occurrences(test.difference));
    variables.set(test, found);
  }
  return found.has(figure);
}

/** Whether the difference of a contradicted test, which lies on one side of zero, came no further from it on that side. */
function isNearer(from: Interval, to: Interval): boolean {
  const isAbove = from.low !== undefined && signOf(from.low) >= 0;
  if (isAbove) return !to.low || compare(to.low, from.low ?? to.low) <= 0;
  return !to.high || compare(to.high, from.high ?? to.high) >= 0;
}
