import { type Model, UNCHANGED } from './figure-model.ts';
import { type Conflict, hardConflict, isContradicted, softConflicts, type Start } from './conflict.ts';
import { type Choice, choiceFor, costApart, leastCost } from './choice.ts';
import { type Explanation, FoundExplanations } from './explanation.ts';
import type { Assignment } from './operator.ts';
import { BROKEN_COST, LEFT_COST, LEFT_ORDER_COST } from './slip-cost.ts';
import type { Limits } from './search-limits.ts';
import { causesOf, isPowerOfTwo, type Node, STEPS } from './search-step.ts';
import { priceOf, type Slip, withChanges } from './slip.ts';
import { surchargesOf } from './surcharges.ts';
import { narrowUnknowns } from './unknowns.ts';
import { slipsWorthMending } from './worth-mending.ts';

/** The result of a search. */
export interface SearchResult {
  /** Every explanation within the margin of the cheapest, the cheapest first; of each set of figures a few. */
  readonly explanations: readonly Explanation[];
  /** Figures of explanations within the margin that change more than these: no numbers meet all relations with these alone. */
  readonly unfinished: readonly ReadonlySet<number>[];
  /** The figures that the search tried to change. */
  readonly explored: ReadonlySet<number>;
  /** Positions of the constraints of the conflicts that the search met. */
  readonly involved: ReadonlySet<number>;
  /** Whether the search stopped at its limit: there may be other explanations. */
  readonly isCutShort: boolean;
  /** Steps that were taken. */
  readonly steps: number;
}

/**
 * Finds every explanation of some conflicts within a margin of the cheapest, by deepening and, within one depth, by
 * branching on the slips that may repair one conflict: a set that repairs it holds one of them (R. Reiter, A theory of
 * diagnosis from first principles, 1987). Of the later branches, each leaves out the slips of the earlier ones, so that
 * no set is met twice; a branch ends where an explanation changes some of its figures only, for no more. `isOurs` tells
 * the conflicts of this search from those of others.
 */
export function findExplanations(
  model: Model,
  start: Start,
  isOurs: (conflict: Conflict) => boolean,
  limits: Limits,
): SearchResult {
  const { margin, cost } = limits;
  const search = new Search(model, start, isOurs, limits);
  let budget = 0;
  while (budget <= cost && search.found.best === Infinity && !search.isCutShort) {
    budget = Math.max(search.deepen(budget), budget + 1);
  }
  const { best } = search.found;
  // the nearest first: where there are very many, these are kept
  for (const limit of best === Infinity ? [] : [best + 1, best + margin].map((each) => Math.min(each, cost))) {
    if (budget < limit && !search.isCutShort) search.deepen(limit, true);
  }
  const { explored, involved, isCutShort, unfinished } = search;
  return { explanations: search.found.minimal(), unfinished, explored, involved, isCutShort, steps: search.steps };
}

/** The state of one search. */
class Search {
  readonly #model: Model;
  readonly #start: Start;
  readonly #isOurs: (conflict: Conflict) => boolean;
  readonly #failedBefore: ReadonlySet<number>;
  /** Soft constraints, contradicted from the start, that an explanation pays for unless it repairs them. */
  readonly #soft: ReadonlySet<number>;
  /** The conflict of each hard constraint, if it is one of this search: every node has many of them. */
  readonly #hard = new Map<number, readonly Conflict[]>();
  readonly #frozen = new Set<Slip>();
  readonly found: FoundExplanations;
  readonly explored = new Set<number>();
  readonly involved = new Set<number>();
  readonly unfinished: ReadonlySet<number>[] = [];
  #budget = 0;
  #nextBudget = Infinity;
  #steps = 0;
  readonly #limits: Limits;

  constructor(model: Model, start: Start, isOurs: (conflict: Conflict) => boolean, limits: Limits) {
    this.#model = model;
    this.#start = start;
    this.#isOurs = isOurs;
    this.found = new FoundExplanations(limits.margin);
    this.#limits = limits;
    this.#failedBefore = new Set(start.failing);
    const own = new Set(this.#conflicts(start.failing).flatMap(({ figures }) => figures));
    const soft = start.failing.filter((position) => model.strength(position) === 'soft');
    this.#soft = new Set(
      soft.filter((position) => model.constraint(position).figures.some((figure) => own.has(figure))),
    );
  }

  get steps(): number {
    return this.#steps;
  }
  get isCutShort(): boolean {
    return this.#steps > this.#limits.steps || this.found.areTooMany;
  }

  /** Finds all explanations within a budget; answers with the least budget that would find more, unless it is the last. */
  deepen(budget: number, isLast = false): number {
    this.#budget = budget;
    this.#nextBudget = isLast ? budget : Infinity;
    const { failing } = this.#start;
    this.#visit({
      assignment: UNCHANGED,
      slips: [],
      unknowns: [],
      settled: [],
      failing,
      changed: [],
      accepted: [],
      spent: 0,
      below: Infinity,
    });
    return this.#nextBudget;
  }

  #conflicts(failing: readonly number[]): Conflict[] {
    const soft = softConflicts(this.#model, this.#start, failing);
    return [
      ...failing.flatMap((position) => this.#hardAt(position)),
      ...soft.filter((conflict) => this.#isOurs(conflict)),
    ];
  }

  #hardAt(position: number): readonly Conflict[] {
    let found = this.#hard.get(position);
    if (!found) {
      const conflict = hardConflict(this.#model, position);
      found = conflict && this.#isOurs(conflict) ? [conflict] : [];
      this.#hard.set(position, found);
    }
    return found;
  }

  #visit(node: Node): void {
    this.#steps += STEPS.seen;
    if (this.isCutShort || this.found.isExtended(node.assignment, node.spent, false)) return;
    this.#steps += STEPS.node;
    for (const figure of node.unknowns) this.#steps += STEPS.implied * this.#model.size(figure);
    if (this.isCutShort) return;
    const loose = this.#model.workings.unfounded(node.assignment);
    const narrowed = narrowUnknowns(this.#model, node.assignment, node.unknowns, loose);
    const { assignment } = narrowed;
    const changed = [...new Set([...node.changed, ...node.unknowns])];
    const failing = this.#failingUnder(node.failing, assignment, changed);
    const found = [...this.#conflicts(failing), ...narrowed.conflicts];
    const conflicts = found.length > 0 ? found : loose.map((figure) => this.#foundationOf(figure));
    for (const { constraints } of conflicts) for (const position of constraints) this.involved.add(position);
    const next = { ...node, failing, changed: [], settled: loose };
    // what repairs another conflict changes further figures
    if (conflicts.length > 0 && this.found.isExtended(assignment, node.spent, true)) return;
    if (conflicts.length > 0) this.#branch(next, assignment, conflicts);
    else this.#settle(next, assignment);
  }

  /** Repairs one conflict in every way that can be paid beside what the others cost at least. */
  #branch(node: Node, assignment: Assignment, conflicts: readonly Conflict[]): void {
    const choices: Choice[] = [];
    for (const conflict of conflicts) {
      const choice = this.#choiceFor(conflict, node, assignment);
      choices.push(choice);
      // nothing can be paid
      if (choice.slips.length === 0) break;
      if (isPowerOfTwo(choices.length) && this.#isTooDear(node.spent, leastCost(choices))) return;
    }
    const least = node.spent + leastCost(choices);
    if (least > this.#budget) {
      this.#nextBudget = Math.min(this.#nextBudget, least);
      return;
    }
    const shortest = choices.reduce((best, next) => (next.slips.length < best.slips.length ? next : best));
    const conflict = conflicts[choices.indexOf(shortest)];
    const apart = conflict ? costApart(conflict, choices) : 0;
    const spent = node.spent + apart;
    const { slips, dearer } =
      conflict && apart > 0 ? this.#choiceFor(conflict, { ...node, spent }, assignment) : shortest;
    this.#nextBudget = Math.min(this.#nextBudget, spent + dearer);
    this.#tryEach(node, slips);
    for (const slip of slips) this.#frozen.delete(slip);
  }

  /** Whether conflicts cost too much beside what is spent, whatever the others cost. */
  #isTooDear(spent: number, least: number): boolean {
    // no explanation may cost so much
    if (least > this.#limits.cost) return true;
    // by how much they exceed the budget matters only for the next one, which is a step further at least
    return spent + least > this.#budget && this.#nextBudget <= this.#budget + 1;
  }

  /** Tries each slip, leaving out the earlier ones; they stay frozen. */
  #tryEach(node: Node, slips: readonly Slip[]): void {
    const causes = causesOf(node);
    for (const slip of slips) {
      if (this.isCutShort) return;
      const assignment = withChanges(node.assignment, slip.changes);
      const figures = [...slip.changes.keys()];
      for (const figure of figures) this.explored.add(figure);
      const open = figures.filter((figure) => !slip.changes.get(figure)?.decimal);
      this.#visit({
        assignment,
        slips: [...node.slips, slip],
        unknowns: [...node.unknowns, ...open],
        settled: node.settled,
        failing: node.failing,
        changed: figures,
        accepted: node.accepted,
        spent: node.spent + priceOf(slip, causes),
        below: node.below,
      });
      this.#frozen.add(slip);
    }
  }

  /** Pays for a soft constraint that is newly broken, or repairs it; an explanation is found where there is none. */
  #settle(node: Node, assignment: Assignment): void {
    const broken = node.failing.find((position) => this.#isUnpaid(position, node));
    if (broken === undefined) {
      this.#conclude(node, assignment);
      return;
    }
    this.involved.add(broken);
    const { slips, dearer } = this.#choiceFor(this.#conflictOf(broken), node, assignment);
    this.#nextBudget = Math.min(this.#nextBudget, node.spent + dearer);
    this.#tryEach(node, slips);
    const spent = node.spent + BROKEN_COST;
    if (spent > this.#budget) this.#nextBudget = Math.min(this.#nextBudget, spent);
    else this.#visit({ ...node, accepted: [...node.accepted, broken], spent });
    for (const slip of slips) this.#frozen.delete(slip);
  }

  /** Whether a constraint is soft, newly broken, and rests on other figures than every one that is paid for. */
  #isUnpaid(position: number, { accepted, assignment }: Node): boolean {
    const model = this.#model;
    if (model.strength(position) !== 'soft' || this.#failedBefore.has(position) || accepted.includes(position))
      return false;
    const changed = new Set([...assignment.keys()].map((figure) => model.statementOf(figure)));
    const rest = new Set(model.statements(position).filter((statement) => !changed.has(statement)));
    return !accepted.some((other) => model.statements(other).some((statement) => rest.has(statement)));
  }

  /** Notes an explanation, and extends it by slips that cost less than what they mend. */
  #conclude(node: Node, assignment: Assignment): void {
    const model = this.#model;
    const before = model.pointWork;
    const { meeting, positions } = model.pointUnder(assignment);
    this.#steps += STEPS.point * (1 + model.pointWork - before);
    if (meeting === 'none') {
      for (const position of positions) this.involved.add(position);
      this.#extend(node, assignment, this.#tornIn(positions));
      return;
    }
    const left = [...this.#soft].filter((position) => isContradicted(model, position, assignment));
    const cost = node.spent + surchargesOf(model, assignment, node.unknowns) + left.length * LEFT_COST;
    if (cost < node.below) {
      const repair = new Map([...assignment].sort(([a], [b]) => a - b));
      this.found.note({ slips: node.slips, repair, cost, orderOnly: left.length * LEFT_ORDER_COST });
    }
    const slips = slipsWorthMending(model, left, assignment, causesOf(node), (position) =>
      this.#choiceFor(this.#conflictOf(position), node, assignment),
    );
    if (slips.length > 0) for (const position of left) this.involved.add(position);
    this.#tryEach({ ...node, below: Math.min(node.below, cost) }, slips);
    for (const slip of slips) this.#frozen.delete(slip);
  }

  /** Some figure has to be changed from which another was worked out. */
  #foundationOf(figure: number): Conflict {
    return { constraints: [], figures: this.#model.workings.from(figure), isTorn: true };
  }

  /**
   * What changed figures allow does not meet, so that one more figure is wrong. Once an explanation is known, which one is
   * not looked for: it is enough that all such explanations change these figures.
   */
  #extend(node: Node, assignment: Assignment, conflict: Conflict): void {
    if (this.found.best === Infinity) this.#branch(node, assignment, [conflict]);
    else if (this.#choiceFor(conflict, node, assignment).slips.length > 0)
      this.unfinished.push(new Set(assignment.keys()));
  }

  /** Constraints that cannot be met together, while none is contradicted. */
  #tornIn(positions: readonly number[]): Conflict {
    const figures = new Set(positions.flatMap((position) => this.#model.constraint(position).figures));
    return { constraints: positions, figures: [...figures].sort((a, b) => a - b), isTorn: true };
  }

  #conflictOf(position: number): Conflict {
    return { constraints: [position], figures: this.#model.constraint(position).figures };
  }

  #choiceFor(conflict: Conflict, node: Node, assignment: Assignment): Choice {
    const choice = choiceFor(this.#model, conflict, {
      assignment,
      unknowns: node.unknowns.filter((figure) => !node.settled.includes(figure)),
      causes: causesOf(node),
      rest: this.#budget - node.spent,
      frozen: this.#frozen,
    });
    this.#steps += Math.ceil(choice.work);
    return choice;
  }

  /** The constraints contradicted under an assignment, given those before some figures changed. */
  #failingUnder(failing: readonly number[], assignment: Assignment, figures: readonly number[]): readonly number[] {
    if (figures.length === 0) return failing;
    for (const figure of figures) this.#steps += Math.ceil(this.#model.weight(figure));
    const touched = new Set(figures.flatMap((figure) => this.#model.touching(figure)));
    const still = failing.filter((position) => !touched.has(position));
    const now = [...touched].filter((position) => isContradicted(this.#model, position, assignment));
    return [...still, ...now].sort((a, b) => a - b);
  }
}
