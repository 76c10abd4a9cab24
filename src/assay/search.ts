import { type Assignment, type Model, type Step, UNCHANGED } from './figure-model.ts';
import type { Change } from './operator.ts';

/** A contradiction that has to be resolved: of one hard constraint, or of two soft ones that accuse the same figure. */
export interface Conflict {
  /** Positions of the constraints; restoring one of them is enough. */
  readonly constraints: readonly number[];
  /** Numbers of the figures in them, sorted. */
  readonly figures: readonly number[];
}

/** The start of a search: the contradicted constraints and the figures that they accuse. */
export interface Start {
  readonly failing: readonly number[];
  readonly accused: readonly Accusation[];
}

/** The result of a search. */
export interface SearchResult {
  /** Sets of changes of the least cost that resolve every conflict. */
  readonly solutions: readonly Assignment[];
  readonly cost: number;
  /** Every figure of a conflict that the search met. */
  readonly explored: ReadonlySet<number>;
  /** Positions of the constraints of these conflicts. */
  readonly met: ReadonlySet<number>;
  /** Whether the search stopped at its limit: there may be dearer repairs. */
  readonly isCutShort: boolean;
}

/** Dearer repairs are not looked for: they would change an incredible number of figures. */
const MAX_COST = 40;

/** Most steps of one search. */
const MAX_NODES = 100_000;

/**
 * Finds every cheapest set of changes that mends some conflicts without making others, by deepening and, within one
 * depth, by branching on the changes to the figures of one conflict: a set that mends must hold one of them (R. Reiter,
 * A theory of diagnosis from first principles, 1987). Of the later branches, each leaves out the changes of the earlier
 * ones, so that no set is met twice. `isOurs` tells the conflicts of this search from those that others look after.
 */
export function findRepairs(model: Model, start: Start, isOurs: (conflict: Conflict) => boolean): SearchResult {
  const search = new Search(model, start, isOurs);
  let budget = 0;
  while (budget <= MAX_COST) {
    search.deepen(budget);
    if (search.solutions.length > 0 || search.isCutShort) break;
    budget = search.nextBudget;
  }
  const { solutions, explored, met, isCutShort } = search;
  return {
    solutions,
    cost: budget,
    explored,
    met,
    isCutShort: isCutShort || (solutions.length === 0 && budget < Infinity),
  };
}

/** The state of one search. */
class Search {
  readonly #model: Model;
  readonly #start: Start;
  readonly #isOurs: (conflict: Conflict) => boolean;
  readonly #frozen = new Set<Change>();
  readonly explored = new Set<number>();
  readonly met = new Set<number>();
  solutions: Assignment[] = [];
  nextBudget = Infinity;
  #budget = 0;
  #nodes = 0;

  constructor(model: Model, start: Start, isOurs: (conflict: Conflict) => boolean) {
    this.#model = model;
    this.#start = start;
    this.#isOurs = isOurs;
  }

  get isCutShort(): boolean {
    return this.#nodes > MAX_NODES;
  }

  /** Finds all repairs within a budget, knowing that none is cheaper; else what the next budget must be. */
  deepen(budget: number): void {
    this.#budget = budget;
    this.nextBudget = Infinity;
    this.#visit(UNCHANGED, this.#start.failing, 0);
  }

  #visit(assignment: Assignment, failing: readonly number[], spent: number): void {
    this.#nodes += 1;
    if (this.isCutShort) return;
    const conflicts = conflictsAmong(this.#model, this.#start, failing, assignment).filter((conflict) =>
      this.#isOurs(conflict),
    );
    for (const { figures, constraints } of conflicts) {
      for (const figure of figures) this.explored.add(figure);
      for (const position of constraints) this.met.add(position);
    }
    if (conflicts.length === 0) {
      this.solutions.push(assignment);
      return;
    }
    const rest = this.#budget - spent;
    const choices = conflicts.map((conflict) => this.#choiceFor(conflict, assignment, rest));
    const least = spent + leastCost(choices);
    if (least > this.#budget) {
      this.nextBudget = Math.min(this.nextBudget, least);
      return;
    }
    const { steps, dearer } = choices.reduce((best, next) => (next.steps.length < best.steps.length ? next : best));
    this.nextBudget = Math.min(this.nextBudget, spent + dearer);
    for (const { figure, change } of steps) {
      this.#tryStep(assignment, failing, spent, { figure, change });
      this.#frozen.add(change);
    }
    for (const { change } of steps) this.#frozen.delete(change);
  }

  #tryStep(assignment: Assignment, failing: readonly number[], spent: number, { figure, change }: Step): void {
    const changed = new Map(assignment).set(figure, change);
    this.#visit(changed, failingUnder(this.#model, failing, changed, figure), spent + change.cost);
  }

  /** The steps that may mend a conflict, can be paid and were not left out before. */
  #choiceFor({ constraints }: Conflict, assignment: Assignment, rest: number): Choice {
    const steps = new Map<Change, Step>();
    let dearer = Infinity;
    for (const position of constraints) {
      for (const step of this.#model.helpful(position, assignment)) {
        if (step.change.cost > rest) {
          dearer = Math.min(dearer, step.change.cost);
          break;
        }
        if (!this.#frozen.has(step.change)) steps.set(step.change, step);
      }
    }
    return { steps: [...steps.values()], dearer };
  }
}

/** The steps that may resolve a conflict. */
interface Choice {
  readonly steps: readonly Step[];
  /** The cost of the cheapest step that cannot be paid. */
  readonly dearer: number;
}

/** The least that mending some conflicts can cost: those without a figure in common each need a change of their own. */
function leastCost(choices: readonly Choice[]): number {
  const taken = new Set<number>();
  let sum = 0;
  for (const { steps, dearer } of [...choices].sort((a, b) => a.steps.length - b.steps.length)) {
    if (steps.length === 0) return dearer;
    if (steps.some(({ figure }) => taken.has(figure))) continue;
    for (const { figure } of steps) taken.add(figure);
    sum += Math.min(...steps.map((step) => step.change.cost));
  }
  return sum;
}

/** Whether a constraint that decides something is contradicted. */
export function isContradicted(model: Model, position: number, assignment: Assignment): boolean {
  return model.strength(position) !== 'evidence' && model.verdict(position, assignment) === 'contradicted';
}

/** A figure that soft constraints accuse as the data stand, with all that do. */
export interface Accusation {
  readonly figure: number;
  readonly accusers: readonly number[];
}

/** The constraints contradicted under an assignment, given those before the last change, to `figure`, or before any. */
export function failingUnder(
  model: Model,
  failing: readonly number[],
  assignment: Assignment,
  figure?: number,
): readonly number[] {
  const changed = figure === undefined ? [...assignment.keys()] : [figure];
  const touched = new Set(changed.flatMap((each) => model.touching(each)));
  const still = failing.filter((position) => !touched.has(position));
  const now = [...touched].filter((position) => isContradicted(model, position, assignment));
  return [...still, ...now].sort((a, b) => a - b);
}

/**
 * The conflicts, given the contradicted constraints: each hard one; each figure that was accused from the start, until
 * no two of its accusers that rest on different other figures are contradicted; and figures that a repair makes accused.
 */
export function conflictsAmong(
  model: Model,
  start: Start,
  failing: readonly number[],
  assignment: Assignment,
): Conflict[] {
  const hard = failing.filter((position) => model.strength(position) === 'hard');
  const soft = failing.filter((position) => model.strength(position) === 'soft');
  return [
    ...hard.map((position) => ({ constraints: [position], figures: model.constraint(position).figures })),
    ...(soft.length < 2 ? [] : accusingPairs(model, start, soft, assignment)),
  ];
}

function accusingPairs(model: Model, start: Start, soft: readonly number[], assignment: Assignment): Conflict[] {
  const isSoft = new Set(soft);
  const before = new Set(start.failing);
  const broken = soft.filter((position) => !before.has(position));
  const touched = new Set(broken.flatMap((position) => model.constraint(position).figures));
  const accused = [...start.accused, ...accusations(model, soft, assignment, touched)];
  return accused.flatMap(({ figure, accusers }) => {
    const still = accusers.filter((position) => isSoft.has(position));
    const pair = independentPair(model, figure, still);
    return pair ? [{ constraints: pair, figures: figuresOf(model, pair) }] : [];
  });
}

function figuresOf(model: Model, positions: readonly number[]): number[] {
  const figures = new Set(positions.flatMap((position) => model.constraint(position).figures));
  return [...figures].sort((a, b) => a - b);
}

/**
 * Which figures are accused: two soft constraints over one are contradicted, rest on different other figures, and one
 * change to the figure restores both. Two bands that fail for different reasons accuse no figure. `among` are the
 * figures that are asked about; all, if it is left out.
 */
export function accusations(
  model: Model,
  soft: readonly number[],
  assignment: Assignment,
  among?: ReadonlySet<number>,
): Accusation[] {
  const byFigure = new Map<number, number[]>();
  for (const position of soft) {
    for (const figure of model.constraint(position).figures) {
      if (assignment.has(figure) || among?.has(figure) === false) continue;
      const list = byFigure.get(figure);
      if (list) list.push(position);
      else byFigure.set(figure, [position]);
    }
  }
  return [...byFigure].flatMap(([figure, positions]) => {
    const accusers = accusersOf(model, figure, positions, assignment);
    return accusers.length > 0 ? [{ figure, accusers }] : [];
  });
}

function accusersOf(
  model: Model,
  figure: number,
  positions: readonly number[],
  assignment: Assignment,
): readonly number[] {
  const accusers = new Set<number>();
  if (!independentPair(model, figure, positions)) return [];
  for (const change of model.changesOf(figure)) {
    const step = { figure, change };
    const restored = positions.filter((position) => model.verdict(position, assignment, step) !== 'contradicted');
    if (independentPair(model, figure, restored)) for (const position of restored) accusers.add(position);
  }
  return [...accusers].sort((a, b) => a - b);
}

/** Two constraints that have no statement but that of the figure in common, and each at least one beside it. */
export function independentPair(
  model: Model,
  figure: number,
  positions: readonly number[],
): readonly [number, number] | undefined {
  const own = model.statementOf(figure);
  for (const [index, first] of positions.entries()) {
    const others = model.statements(first).filter((statement) => statement !== own);
    if (others.length === 0) continue;
    const second = positions.slice(index + 1).find((position) => {
      const rest = model.statements(position).filter((statement) => statement !== own);
      return rest.length > 0 && !rest.some((statement) => others.includes(statement));
    });
    if (second !== undefined) return [first, second];
  }
  return undefined;
}
