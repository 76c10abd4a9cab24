import { decimal } from '../../core/numbers/decimal.ts';
import { addIntervals, contains, type Interval, meets, negateInterval, point } from '../../core/numbers/interval.ts';
import { type Choice, choiceFor, costApart, leastCost } from './choice.ts';
import { type Conflict, hardConflict, isContradicted, softConflicts, type Start } from './conflict.ts';
import { type Explanation, FoundExplanations } from './explanation.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment, Change } from '../slips/change.ts';
import type { Limits } from './search-limits.ts';
import {
  BELOW_ZERO_SURCHARGE,
  BROKEN_COST,
  CANCELLED_SURCHARGE,
  DIGITS_SURCHARGE,
  LEFT_COST,
  LEFT_ORDER_COST,
} from '../slips/slip-cost.ts';
import { priceOf, type Slip, withChanges, without } from '../slips/slip.ts';
import { type Signs, signsIn } from '../slips/sums.ts';
import { narrowUnknowns } from './unknowns.ts';

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
 * no set is met twice; a branch ends where an explanation changes some of its figures only, for no more. `isOurs` says
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
  /** The constraints contradicted from the start that matter to this search. */
  readonly #failing: readonly number[];
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
    this.#steps = Math.ceil(start.failing.length / STEPS.sortedOut);
    // hard constraints of other searches change nothing here, and there may be thousands
    this.#failing = start.failing.filter(
      (position) => model.strength(position) !== 'hard' || this.#hardAt(position).length > 0,
    );
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

  /** Finds all explanations within a budget; returns the least budget that would find more, unless it is the last. */
  deepen(budget: number, isLast = false): number {
    this.#budget = budget;
    this.#nextBudget = isLast ? budget : Infinity;
    const failing = this.#failing;
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

  /** Repairs one conflict in every way that can be paid besides what the others cost at least. */
  #branch(node: Node, assignment: Assignment, conflicts: readonly Conflict[]): void {
    const choices: Choice[] = [];
    for (const conflict of conflicts) {
      const choice = this.#choiceFor(conflict, node, assignment);
      choices.push(choice);
      // nothing can be paid
      if (choice.slips.length === 0) break;
      if (isPowerOfTwo(choices.length) && this.#costsTooMuch(node.spent, leastCost(choices))) return;
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

  /** Whether conflicts cost too much besides what is spent, whatever the others cost. */
  #costsTooMuch(spent: number, least: number): boolean {
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

  /** Notes an explanation, and extends it by slips that cost less than what they fix. */
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
    const slips = slipsWorthFixing(model, left, assignment, causesOf(node), (position) =>
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

/** What an explanation costs besides its slips, for values with little evidence: those left open (`unknowns`), and large ones. */
function surchargesOf(model: Model, assignment: Assignment, unknowns: readonly number[]): number {
  let sum = 0;
  for (const figure of unknowns) {
    const change = assignment.get(figure);
    if (isVague(change) || (change?.operator.kind === 'unknown' && !isMistyped(model, figure, change)))
      sum += DIGITS_SURCHARGE;
    if (model.lostMinuses.isBelowZero(figure, change?.interval)) sum += BELOW_ZERO_SURCHARGE;
  }
  return sum + cancelledIn(model, assignment) * CANCELLED_SURCHARGE;
}

/** Whether one other digit in the print of a figure gives a value that other figures allow. */
function isMistyped(model: Model, figure: number, { interval }: Change): boolean {
  return model.slips.mistyped(figure).some((typed) => meets(typed, interval));
}

/**
 * How many sums are met only because figures that were made larger cancel one another within their rounding, or others that
 * were made smaller vanish in that of the rest, where nothing else calls for one of them: such a sum tests no power of ten.
 */
function cancelledIn(model: Model, assignment: Assignment): number {
  const scaled = new Map<number, number>();
  for (const [figure, { operator }] of assignment) {
    if (operator.kind === 'scale') scaled.set(figure, operator.power);
  }
  if (scaled.size < 2) return 0;
  const figures = [...scaled.keys()];
  const touched = new Set(figures.flatMap((figure) => model.touching(figure)));
  const cancelled = [...touched].filter((position) => isCancelled(model, position, scaled, assignment));
  return cancelled.filter((position) =>
    figures.some((figure) => model.standsIn(figure, position) && !isCalledFor(model, figure, assignment, cancelled)),
  ).length;
}

const ZERO = decimal(0);

/** Whether several scaled figures cancel or vanish within the rounding of a hard sum. */
function isCancelled(
  model: Model,
  position: number,
  scaled: ReadonlyMap<number, number>,
  assignment: Assignment,
): boolean {
  const [test, another] = model.constraint(position).tests;
  const signs = test?.sense === '=' && !another ? signsIn(test) : undefined;
  if (!signs || model.strength(position) !== 'hard') return false;
  const own = [...scaled].filter(([figure]) => signs.has(figure));
  if (own.length < 2) return false;
  const mayBeNothing = (figures: readonly number[]): boolean =>
    contains(sumOf(model, signs, figures, assignment), ZERO);
  const others = [...signs.keys()].filter((figure) => !scaled.has(figure));
  if (others.length === 0) return false;
  const isNothingElse = mayBeNothing(others);
  const isSmaller = own.every(([, power]) => power < 0);
  return isSmaller ? isNothingElse : !isNothingElse && mayBeNothing(own.map(([figure]) => figure));
}

function sumOf(model: Model, signs: Signs, figures: readonly number[], assignment: Assignment): Interval {
  const ranges = model.rangesUnder(assignment);
  const signed = figures.map((figure) => (signs.get(figure) === -1 ? negateInterval(ranges(figure)) : ranges(figure)));
  return signed.reduce(addIntervals, point(ZERO));
}

/** Whether a constraint next to some is contradicted without the change of a figure. */
function isCalledFor(model: Model, figure: number, assignment: Assignment, nextTo: readonly number[]): boolean {
  const rest = without(assignment, figure);
  const others = model.touching(figure).filter((position) => !nextTo.includes(position));
  return others.some((position) => isContradicted(model, position, rest));
}

/**
 * The slips with which an explanation may become cheaper because they fix soft constraints that it leaves contradicted,
 * given by position in `left`. Where further slips pay in all, one of them helps to fix more than its least price is
 * worth: it is enough to begin with such ones.
 */
function slipsWorthFixing(
  model: Model,
  left: readonly number[],
  assignment: Assignment,
  causes: ReadonlySet<string>,
  choiceFor: (position: number) => Choice,
): Slip[] {
  const touching = countedSlips(model, left, assignment);
  // that a figure was worked out from a slip fixes nothing without that slip, with which it is met
  const isWorth = (slip: Slip, fixed: number): boolean =>
    slip.workedOut === undefined && fixed * LEFT_COST > slip.further && left.length * LEFT_COST > priceOf(slip, causes);
  const worth = [...touching].filter(([slip, count]) => isWorth(slip, count));
  const figures = new Set(worth.flatMap(([{ changes }]) => Array.from(changes.keys())));
  if (figures.size === 0) return [];
  const helping = new Map<Slip, number>();
  for (const position of left) {
    if (!model.constraint(position).figures.some((figure) => figures.has(figure))) continue;
    for (const slip of choiceFor(position).slips) helping.set(slip, (helping.get(slip) ?? 0) + 1);
  }
  return [...helping].filter(([slip, count]) => isWorth(slip, count)).map(([slip]) => slip);
}

/** The slips of figures without a change, and in how many of some constraints figures stand that they change. */
function countedSlips(model: Model, positions: readonly number[], assignment: Assignment): ReadonlyMap<Slip, number> {
  const counts = new Map<Slip, number>();
  const least = Math.min(
    ...positions.flatMap((position) =>
      model.slips.pricesOf(model.constraint(position).figures).map(({ further }) => further),
    ),
  );
  if (positions.length * LEFT_COST <= least) return counts;
  for (const position of positions) {
    const free = model.constraint(position).figures.filter((figure) => !assignment.has(figure));
    const slips = free.flatMap((figure) => model.slips.slipsOf(figure).concat(model.slips.openSlipsOf(figure)));
    for (const slip of new Set(slips)) counts.set(slip, (counts.get(slip) ?? 0) + 1);
  }
  return counts;
}

/** A step of the search. */
interface Node {
  /** The changes, those of unknown values without limits. */
  readonly assignment: Assignment;
  readonly slips: readonly Slip[];
  readonly unknowns: readonly number[];
  /** Those that are worked out from others of which none is changed yet: their value is what others allow them. */
  readonly settled: readonly number[];
  /** The contradicted constraints, but for those of the figures of which they are not known yet. */
  readonly failing: readonly number[];
  readonly changed: readonly number[];
  /** Broken soft constraints that are paid for. */
  readonly accepted: readonly number[];
  readonly spent: number;
  /** An explanation is worth noting below the cost of those that it extends. */
  readonly below: number;
}

/** Whether a figure is taken as worked out from another one, and might then have any value: nothing shows that it was. */
function isVague(change: Change | undefined): boolean {
  return change?.operator.kind === 'worked_out' && !(change.interval.low && change.interval.high);
}

/**
 * What it takes to see a node, to visit it, to solve a test for a figure, for each in it, and to look for a point, for each
 * figure of a test that it narrows: to test one takes 1. Sorting out two contradicted ones of other searches takes 1 as well.
 */
const STEPS = { seen: 20, node: 100, implied: 4, point: 4, sortedOut: 2 };

/** Whether a number is 1, 2, 4, 8 and so on. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

/** The causes of the slips of a step. */
function causesOf({ slips }: Node): ReadonlySet<string> {
  return new Set(slips.map(({ cause }) => cause));
}
