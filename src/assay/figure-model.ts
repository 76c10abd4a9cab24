import type { Interval } from '../core/numbers/interval.ts';
import { EXACT } from './arithmetic.ts';
import type { Constraint, Strength, Test, TestedFigure } from './constraint.ts';
import { occurrences } from './expression.ts';
import { type Change, changesOf, type Operator, type Replacement } from './operator.ts';
import { type Ranges, rangeOf } from './range.ts';
import { ROUGH, type RoughRange } from './rough-arithmetic.ts';
import { isNearer, roughVerdict, type Verdict, verdictOf } from './verdict.ts';

/** Changes by the number of the figure. */
export type Assignment = ReadonlyMap<number, Change>;

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
  readonly ranges: Ranges;
}

/** Results so far. Those of a constraint are kept by the changes to its own figures. */
interface Memory {
  readonly tested: readonly Map<string, Tested>[];
  readonly helpful: readonly Map<string, readonly Step[]>[];
  readonly changes: Map<number, readonly Change[]>;
}

/** The constraints of each figure, and the statements of figures and constraints, all by number. */
interface Index {
  readonly touching: readonly (readonly number[])[];
  readonly statementOf: readonly number[];
  readonly statements: readonly (readonly number[])[];
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
  readonly #index: Index;
  readonly #memory: Memory;
  readonly #muted: number | undefined;

  constructor(parts: ModelParts, shared?: { index: Index; memory: Memory; muted: number }) {
    this.figures = parts.figures;
    this.constraints = parts.constraints;
    this.#parts = parts;
    this.#index = shared?.index ?? indexOf(parts);
    this.#memory = shared?.memory ?? {
      tested: parts.constraints.map(() => new Map<string, Tested>()),
      helpful: parts.constraints.map(() => new Map<string, readonly Step[]>()),
      changes: new Map(),
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
      const { asPrinted, tries = () => true } = this.#parts;
      changes = found ? changesOf(found.observation, asPrinted).filter(({ operator }) => tries(operator)) : [];
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

  /**
   * The changes to one more figure that bring a contradicted constraint nearer to being met, or leave it as near. Only
   * these need to be tried: where a constraint rises or falls with each figure, a set of changes that mends it holds at
   * least one of them. Cheapest first.
   */
  helpful(position: number, assignment: Assignment): readonly Step[] {
    const constraint = this.constraint(position);
    const memory = this.#memory.helpful[position];
    const key = keyOf(constraint, assignment, undefined);
    let steps = memory?.get(key);
    if (!steps) {
      const free = constraint.figures.filter((figure) => !assignment.has(figure));
      const all = free.flatMap((figure) => this.changesOf(figure).map((change) => ({ figure, change })));
      steps = all
        .filter((step) => this.#helps(position, assignment, step))
        .sort((a, b) => a.change.cost - b.change.cost);
      memory?.set(key, steps);
    }
    return steps;
  }

  #helps(position: number, assignment: Assignment, step: Step): boolean {
    const [before, after] = [this.#test(position, assignment), this.#test(position, assignment, step)];
    return this.constraint(position).tests.some((test, index) => {
      if (!standsIn(test, step.figure)) return false;
      const [from, to] = [before.rough[index], after.rough[index]];
      const rough =
        from && to && roughVerdict(ROUGH, test.sense, from) === 'contradicted' ? isNearer(ROUGH, from, to) : undefined;
      if (rough !== undefined) return rough;
      const [exact, changed] = [exactRange(test, before.ranges), exactRange(test, after.ranges)];
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

function indexOf({ figures, constraints }: ModelParts): Index {
  const touching: number[][] = figures.map(() => []);
  for (const [position, constraint] of constraints.entries()) {
    for (const figure of constraint.figures) touching[figure]?.push(position);
  }
  const texts = [...new Set(figures.map((figure) => figure.statement))];
  const numbers = new Map(texts.map((text, index) => [text, index]));
  const statementOf = figures.map((figure) => numbers.get(figure.statement) ?? -1);
  const statements = constraints.map((constraint) => constraint.figures.map((figure) => statementOf[figure] ?? -1));
  return { touching, statementOf, statements };
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
  let verdict: Verdict = 'compatible';
  for (const test of tests) {
    const range = rangeOf(ROUGH, test.difference, test.repeated, (index) => ROUGH.exactly(ranges(index)));
    rough.push(range);
    const one = roughVerdict(ROUGH, test.sense, range) ?? verdictOf(test.sense, exactRange(test, ranges));
    if (one === 'contradicted' || (one === 'undecided' && verdict === 'compatible')) verdict = one;
  }
  return { verdict, rough, ranges };
}

function exactRange({ difference, repeated }: Test, ranges: Ranges): Interval {
  return rangeOf(EXACT, difference, repeated, ranges);
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
