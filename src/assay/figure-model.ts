import { EVERYTHING, type Interval } from '../core/numbers/interval.ts';
import { EXACT } from './arithmetic.ts';
import type { Constraint, Strength, Test, TestedFigure } from './constraint.ts';
import { occurrences } from './expression.ts';
import { type FigureIndex, indexOf } from './figure-index.ts';
import { domainOf, impliedInterval } from './implied.ts';
import {
  type Assignment,
  causeOf,
  type Change,
  changesOf,
  mistypedIntervals,
  type Operator,
  type Replacement,
} from './operator.ts';
import { type Ranges, rangeOf } from './range.ts';
import { ROUGH, type RoughRange } from './rough-arithmetic.ts';
import type { Slip } from './slip.ts';
import { isNearer, roughVerdict, type Verdict, verdictOf } from './verdict.ts';

/** A change to one figure. */
export interface Step<C extends Replacement = Change> {
  readonly figure: number;
  readonly change: C;
}

/** No figure is changed. */
export const UNCHANGED: Assignment = new Map();

/** The result for a constraint under one assignment. */
interface Tested {
  readonly verdict: Verdict;
  /** The difference of each test. */
  readonly rough: readonly RoughRange[];
  /** The same exactly, where it was needed. */
  readonly exact: Map<Test, Interval>;
  readonly ranges: Ranges;
}

/** Stands in a key for the change of a figure that plays no part. */
const NOTHING: Replacement = { name: '', interval: EVERYTHING };

/** Results so far. Those of a constraint are kept by the changes to its own figures. */
interface Memory {
  readonly tested: readonly Map<string, Tested>[];
  readonly helpful: readonly Map<string, readonly Slip[]>[];
  readonly implied: readonly Map<string, Interval>[];
  readonly changes: Map<number, readonly Change[]>;
  readonly slips: Map<number, readonly Slip[]>;
  readonly mistyped: Map<number, readonly Interval[]>;
}

/** The figures and constraints of a dataset. */
export interface ModelParts {
  readonly figures: readonly TestedFigure[];
  readonly constraints: readonly Constraint[];
  readonly ranges: Ranges;
  /** Whether changes are to the print, whatever was corrected. */
  readonly asPrinted: boolean;
  /** Which operators are tried; all, if it is left out. */
  readonly tries?: ((operator: Operator) => boolean) | undefined;
}

/** The constraints and figures of a dataset, tested under changes to the figures. Each test is made once. */
export class Model {
  readonly figures: readonly TestedFigure[];
  readonly constraints: readonly Constraint[];
  readonly #parts: ModelParts;
  readonly #index: FigureIndex;
  readonly #memory: Memory;
  readonly #muted: number | undefined;

  constructor(parts: ModelParts, shared?: { index: FigureIndex; memory: Memory; muted: number }) {
    this.figures = parts.figures;
    this.constraints = parts.constraints;
    this.#parts = parts;
    this.#index = shared?.index ?? indexOf(parts.figures, parts.constraints);
    this.#memory = shared?.memory ?? {
      tested: parts.constraints.map(() => new Map<string, Tested>()),
      helpful: parts.constraints.map(() => new Map<string, readonly Slip[]>()),
      implied: parts.constraints.map(() => new Map<string, Interval>()),
      changes: new Map(),
      slips: new Map(),
      mistyped: new Map(),
    };
    this.#muted = shared?.muted;
  }

  /** The same model in which one constraint decides nothing. */
  without(position: number): Model {
    return new Model(this.#parts, { index: this.#index, memory: this.#memory, muted: position });
  }

  strength(position: number): Strength {
    return position === this.#muted ? 'evidence' : this.constraint(position).strength;
  }

  /** Positions of the constraints that a figure stands in, in order. */
  touching(figure: number): readonly number[] {
    return this.#index.touching[figure] ?? [];
  }

  /** The possible changes of a figure; none of a claim in words. */
  changesOf(figure: number): readonly Change[] {
    let changes = this.#memory.changes.get(figure);
    if (!changes) {
      const found = this.figures[figure];
      const all = found ? changesOf(found.observation, this.#parts.asPrinted) : [];
      changes = all.filter(({ operator }) => this.tries(operator));
      this.#memory.changes.set(figure, changes);
    }
    return changes;
  }

  constraint(position: number): Constraint {
    const constraint = this.constraints[position];
    if (!constraint) throw new RangeError(`no constraint ${position}`);
    return constraint;
  }

  /** The range of each figure under an assignment. */
  rangesUnder(assignment: Assignment): Ranges {
    const { ranges } = this.#parts;
    return (index) => assignment.get(index)?.interval ?? ranges(index);
  }

  /** The verdict on a constraint under an assignment, or under it and one step more. */
  verdict(position: number, assignment: Assignment, step?: Step<Replacement>): Verdict {
    return this.#test(position, assignment, step).verdict;
  }

  /** The statements that a constraint rests on, numbered: texts of one publication that say the same share a number. */
  statements(position: number): readonly number[] {
    return this.#index.statements[position] ?? [];
  }

  /** The number of the statement that a figure makes. */
  statementOf(figure: number): number {
    return this.#index.statementOf[figure] ?? -1;
  }

  /** The values of a figure with one digit of its print replaced. */
  mistyped(figure: number): readonly Interval[] {
    let found = this.#memory.mistyped.get(figure);
    if (!found) {
      const observation = this.figures[figure]?.observation;
      found = observation ? mistypedIntervals(observation, this.#parts.asPrinted) : [];
      this.#memory.mistyped.set(figure, found);
    }
    return found;
  }

  /** The values that a figure can have before others are considered. */
  domain(figure: number): Interval {
    const found = this.figures[figure];
    return found ? domainOf(found) : EVERYTHING;
  }

  tries(operator: Operator): boolean {
    return this.#parts.tries?.(operator) ?? true;
  }

  /** The slips that may have befallen a figure, the cheapest first; without unknown values. */
  slipsOf(figure: number): readonly Slip[] {
    let slips = this.#memory.slips.get(figure);
    if (!slips) {
      const observation = this.figures[figure]?.observation;
      slips = this.changesOf(figure).map((change) => ({
        changes: new Map([[figure, change]]),
        cause: observation ? causeOf(change, observation) : change.name,
        cost: change.cost,
        further: change.further,
      }));
      this.#memory.slips.set(figure, slips);
    }
    return slips;
  }

  /**
   * The slips of figures without a change that bring a contradicted constraint nearer to being met, or leave it as near.
   * Only these need to be tried: where a constraint rises or falls with each figure, a set of changes that repairs it
   * holds at least one of them. Cheapest first.
   */
  helpful(position: number, assignment: Assignment): readonly Slip[] {
    const constraint = this.constraint(position);
    const memory = this.#memory.helpful[position];
    const key = keyOf(constraint, assignment, undefined);
    let slips = memory?.get(key);
    if (!slips) {
      const free = constraint.figures.filter((figure) => !assignment.has(figure));
      slips = [...new Set(free.flatMap((figure) => this.slipsOf(figure)))]
        .filter(({ changes }) => ![...changes.keys()].some((figure) => assignment.has(figure)))
        .filter((slip) => this.#helps(position, assignment, slip))
        .sort((a, b) => a.cost - b.cost);
      memory?.set(key, slips);
    }
    return slips;
  }

  /** The values that one constraint allows a figure, given the others under an assignment. */
  implied(position: number, figure: number, assignment: Assignment): Interval {
    const constraint = this.constraint(position);
    const memory = this.#memory.implied[position];
    const key = `${figure} ${keyOf(constraint, assignment, { figure, change: NOTHING })}`;
    let interval = memory?.get(key);
    if (!interval) {
      const own = this.figures[figure];
      if (!own) throw new RangeError(`no figure ${figure}`);
      interval = impliedInterval(constraint, own, this.rangesUnder(assignment));
      memory?.set(key, interval);
    }
    return interval;
  }

  #helps(position: number, assignment: Assignment, { changes }: Slip): boolean {
    const before = this.#test(position, assignment);
    const after = this.#test(position, new Map([...assignment, ...changes]));
    return this.constraint(position).tests.some((test, index) => {
      if (![...changes.keys()].some((figure) => standsIn(test, figure))) return false;
      const [from, to] = [before.rough[index], after.rough[index]];
      const rough =
        from && to && roughVerdict(ROUGH, test.sense, from) === 'contradicted' ? isNearer(ROUGH, from, to) : undefined;
      if (rough !== undefined) return rough;
      const [exact, changed] = [exactRange(test, before), exactRange(test, after)];
      return verdictOf(test.sense, exact) === 'contradicted' && isNearer(EXACT, exact, changed) === true;
    });
  }

  #test(position: number, assignment: Assignment, step?: Step<Replacement>): Tested {
    const constraint = this.constraint(position);
    const memory = this.#memory.tested[position];
    const key = keyOf(constraint, assignment, step);
    let tested = memory?.get(key);
    if (!tested) {
      const under = this.rangesUnder(assignment);
      tested = testAll(
        constraint,
        step ? (index) => (index === step.figure ? step.change.interval : under(index)) : under,
      );
      memory?.set(key, tested);
    }
    return tested;
  }
}

function keyOf({ figures }: Constraint, assignment: Assignment, step: Step<Replacement> | undefined): string {
  if (assignment.size === 0 && !step) return '';
  let key = '';
  for (const figure of figures) {
    const change = figure === step?.figure ? step.change : assignment.get(figure);
    if (change) key += `${figure}:${change.name} `;
  }
  return key;
}

/** Tests a constraint, in floating point where that is beyond doubt. */
function testAll({ tests }: Constraint, ranges: Ranges): Tested {
  const rough: RoughRange[] = [];
  const exact = new Map<Test, Interval>();
  let verdict: Verdict = 'compatible';
  for (const test of tests) {
    const range = rangeOf(ROUGH, test.difference, test.repeated, (index) => ROUGH.exactly(ranges(index)));
    rough.push(range);
    const one = roughVerdict(ROUGH, test.sense, range) ?? verdictOf(test.sense, exactRange(test, { exact, ranges }));
    if (one === 'contradicted' || (one === 'undecided' && verdict === 'compatible')) verdict = one;
  }
  return { verdict, rough, exact, ranges };
}

function exactRange(test: Test, { exact, ranges }: Pick<Tested, 'exact' | 'ranges'>): Interval {
  const found = exact.get(test) ?? rangeOf(EXACT, test.difference, test.repeated, ranges);
  exact.set(test, found);
  return found;
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
