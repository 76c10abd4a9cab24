import { EVERYTHING, intersect, type Interval } from '../core/numbers/interval.ts';
import { Candidates, gapIn, type PricedSlips } from './candidates.ts';
import type { Constraint, Strength, TestedFigure } from './constraint.ts';
import { type FigureIndex, indexOf, LONG } from './figure-index.ts';
import { kept } from './kept.ts';
import { LongTests } from './long-tests.ts';
import { type Rational } from '../core/numbers/rational.ts';
import { emptyMemory, type Memory } from './model-memory.ts';
import { impliedInterval, impliedIntervals } from './implied.ts';
import { groupsOf } from './connected.ts';
import type { Assignment, Change, Operator, Replacement } from './operator.ts';
import { groupedByPrice, type PriceGroup } from './price-groups.ts';
import { exactValue, variablesOf } from './point.ts';
import { findPoint, type Meeting } from './point-search.ts';
import type { Ranges } from './range.ts';
import type { Slip } from './slip.ts';
import { SlipsOf } from './slips-of.ts';
import { SumSlips } from './sum-slips.ts';
import { type Gap, gainOf } from './sums.ts';
import { testAll, testAsStated, type Tested } from './tested.ts';
import type { Verdict } from './verdict.ts';
import { LostMinuses } from './lost-minus.ts';
import { isWorthwhile } from './worthwhile.ts';
import { Workings } from './worked-out.ts';

/** A change to one figure. */
export interface Step<C extends Replacement = Change> {
  readonly figure: number;
  readonly change: C;
}

/** No figure is changed. */
export const UNCHANGED: Assignment = new Map();

/** Stands in a key for the change of a figure that plays no part. */
const NOTHING: Replacement = { name: '', interval: EVERYTHING };

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

/** What is known of the constraints that changes touch: a point that meets them, or which cannot be met together. */
export interface PointUnder {
  readonly meeting: Meeting;
  /** The constraints that the point meets, or that exclude one another. */
  readonly positions: readonly number[];
}

/** Of more constraints that cannot be met together it is not worth finding out which. */
const MOST_FOR_CORE = 12;

/** The constraints and figures of a dataset, tested under changes to the figures. Each test is made once. */
export class Model {
  readonly figures: readonly TestedFigure[];
  readonly constraints: readonly Constraint[];
  readonly #parts: ModelParts;
  readonly #index: FigureIndex;
  readonly #memory: Memory;
  readonly #muted: ReadonlySet<number>;

  constructor(parts: ModelParts, shared?: { index: FigureIndex; memory: Memory; muted: ReadonlySet<number> }) {
    const { figures, constraints, asPrinted, tries } = parts;
    this.figures = figures;
    this.constraints = constraints;
    this.#parts = parts;
    this.#index = shared?.index ?? indexOf(figures, constraints);
    const fails = (position: number): boolean => this.#failsFromStart(position);
    const lostMinuses = new LostMinuses(parts, (figure) => this.touching(figure), fails);
    this.#memory =
      shared?.memory ??
      emptyMemory(constraints.length, {
        long: new LongTests(parts.ranges),
        slips: new SlipsOf(figures, asPrinted, tries, {
          isWorkedOut: (figure) => this.workings.from(figure).length > 0,
          contradicting: (figure) => this.touching(figure).filter(fails),
          lostMinuses,
        }),
        workings: new Workings(figures, constraints, (position) => !fails(position)),
        lostMinuses,
      });
    this.#muted = shared?.muted ?? new Set();
  }

  /** The same model in which some more constraints decide nothing. */
  without(...positions: readonly number[]): Model {
    const muted = new Set([...this.#muted, ...positions]);
    return new Model(this.#parts, { index: this.#index, memory: this.#memory, muted });
  }

  strength(position: number): Strength {
    return this.#muted.has(position) ? 'evidence' : this.constraint(position).strength;
  }

  /** Positions of the constraints that a figure stands in, in order. */
  touching(figure: number): readonly number[] {
    return this.#index.touching[figure] ?? [];
  }

  /** Whether a figure stands in a constraint. */
  standsIn(figure: number, position: number): boolean {
    return this.#index.standsIn(figure, position);
  }

  /** What it takes to test the constraints that a figure stands in. */
  weight(figure: number): number {
    return this.#index.weights[figure] ?? 0;
  }

  /** What it takes to solve them for it. */
  size(figure: number): number {
    return this.#index.sizes[figure] ?? 0;
  }

  /** The slips of each figure. */
  get slips(): SlipsOf {
    return this.#memory.slips;
  }

  /** How figures may have been worked out from others, as the data stand. */
  get workings(): Workings {
    return this.#memory.workings;
  }

  /** The figures that may be below zero although nothing like them is printed so. */
  get lostMinuses(): LostMinuses {
    return this.#memory.lostMinuses;
  }

  constraint(position: number): Constraint {
    const constraint = this.constraints[position];
    if (!constraint) throw new RangeError(`no constraint ${position}`);
    return constraint;
  }

  /** The range of each figure under an assignment. */
  rangesUnder(assignment: Assignment): Ranges {
    return (index) => assignment.get(index)?.interval ?? this.#parts.ranges(index);
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

  /** The values that a figure can have before others are considered. */
  domain(figure: number): Interval {
    return this.#memory.lostMinuses.domainOf(figure);
  }

  /** The slips of figures without a change that repair a contradicted constraint or bring it nearer to being met. */
  candidates(position: number, assignment: Assignment): Candidates {
    const memory = this.#memory.candidates[position];
    const key = this.#keyOf(position, assignment, undefined);
    let found = memory?.get(key);
    if (!found) {
      found = new Candidates({
        constraint: this.constraint(position),
        assignment,
        before: this.#test(position, assignment),
        after: (slip) => this.#testAfter(position, assignment, slip),
        slips: this.#pricedIn(position),
        implied: (figure) => this.implied(position, figure, assignment),
        sumSlips: (gap, groups) => this.#sumSlips(position, gap, groups),
      });
      memory?.set(key, found);
    }
    return found;
  }

  /** Whether changes of figures without one may repair a contradicted constraint: of a sum, by what they gain. */
  mayRepair(position: number, assignment: Assignment): (changes: Assignment) => boolean {
    const gap = gapIn({ constraint: this.constraint(position), before: this.#test(position, assignment) });
    if (!gap) return () => true;
    return (changes) => {
      const { near, far } = gainOf(gap, changes, this.#parts.ranges);
      return near >= gap.least && far <= gap.most;
    };
  }

  /**
   * Whether the hard constraints that changed figures stand in can be met together, by numbers within the ranges of all
   * their figures: one that is contradicted under the assignment is left out. By groups that share no figure.
   */
  pointUnder(assignment: Assignment): PointUnder {
    const touched = new Set([...assignment.keys()].flatMap((figure) => this.touching(figure)));
    const positions = [...touched]
      .filter((position) => this.strength(position) === 'hard')
      .filter((position) => this.verdict(position, assignment) !== 'contradicted')
      .sort((a, b) => a - b);
    const points = new Map<number, Rational>();
    let isKnown = true;
    for (const group of groupsOf(positions, (position) => this.#variablesOf(position))) {
      const meeting = this.#meetingOf(group, assignment);
      if (meeting === 'none') return { meeting, positions: this.#coreOf(group, assignment) };
      if (meeting === 'unknown') isKnown = false;
      else for (const [index, value] of meeting) points.set(index, value);
    }
    return { meeting: isKnown ? points : 'unknown', positions };
  }

  /** What all searches for points took so far. */
  get pointWork(): number {
    return this.#memory.pointWork.done;
  }

  /** Figures and constants of a constraint that are no single number. */
  #variablesOf(position: number): readonly number[] {
    return kept(this.#memory.variables, position, () =>
      variablesOf(this.constraint(position).tests).filter(
        (index) => this.figures[index] !== undefined || exactValue(this.#parts.ranges(index)) === undefined,
      ),
    );
  }

  #meetingOf(positions: readonly number[], assignment: Assignment): Meeting {
    const changes = positions.map((position) => this.#keyOf(position, assignment, undefined));
    return kept(this.#memory.meetings, `${positions.join(' ')} ${changes.join(' ')}`, () => {
      const tests = positions.flatMap((position) => this.constraint(position).tests);
      const { meeting, work } = findPoint(tests, this.rangesUnder(assignment));
      this.#memory.pointWork.done += work;
      return meeting;
    });
  }

  /** Some of the constraints that cannot be met together, without those that are not needed for that. */
  #coreOf(positions: readonly number[], assignment: Assignment): readonly number[] {
    if (positions.length > MOST_FOR_CORE) return positions;
    return positions.reduce<readonly number[]>((core, position) => {
      const rest = core.filter((other) => other !== position);
      return rest.length > 0 && this.#meetingOf(rest, assignment) === 'none' ? rest : core;
    }, positions);
  }

  /** The values that one constraint allows a figure, given the others under an assignment. */
  implied(position: number, figure: number, assignment: Assignment): Interval {
    const memory = this.#memory.implied[position];
    const rest = this.#keyOf(position, assignment, { figure, change: NOTHING });
    const key = `${figure} ${rest}`;
    let interval = memory?.get(key);
    if (!interval) {
      const own = this.figures[figure];
      if (!own) throw new RangeError(`no figure ${figure}`);
      interval =
        this.#impliedTogether(position, figure, assignment) ??
        impliedInterval(this.constraint(position), own, this.rangesUnder(assignment), this.domain(figure));
      memory?.set(key, interval);
    }
    return interval;
  }

  /** The slips of a figure that are worth a look, by price. */
  pricedSlips(figure: number): PricedSlips {
    return kept(this.#memory.pricedOf, figure, () => this.#pricedByPrice([figure]));
  }

  /** The slips of the figures of a constraint that are worth a look, each once. */
  #pricedIn(position: number): PricedSlips {
    return kept(this.#memory.pricedIn, position, () => this.#pricedByPrice(this.constraint(position).figures));
  }

  #pricedByPrice(figures: readonly number[]): PricedSlips {
    const typed = new Set(figures.flatMap((figure) => this.slips.slipsOf(figure)));
    return {
      typed: groupedByPrice([...typed].filter((slip) => this.#isWorthwhile(slip))).sort((a, b) => a.cost - b.cost),
      open: groupedByPrice(figures.flatMap((figure) => this.slips.openSlipsOf(figure))),
    };
  }

  #isWorthwhile(slip: Slip): boolean {
    return kept(this.#memory.worthwhile, slip, () => {
      const touched = new Set([...slip.changes.keys()].flatMap((figure) => this.touching(figure)));
      return isWorthwhile(slip, {
        figures: this.figures,
        deciding: [...touched].filter((position) => this.constraint(position).strength !== 'evidence'),
        fails: (position, changes) => this.verdict(position, changes) === 'contradicted',
      });
    });
  }

  #failsFromStart(position: number): boolean {
    return this.constraint(position).strength !== 'evidence' && this.verdict(position, UNCHANGED) === 'contradicted';
  }

  /** The values that a long constraint allows a figure, worked out for all of its figures at once. */
  #impliedTogether(position: number, figure: number, assignment: Assignment): Interval | undefined {
    const constraint = this.constraint(position);
    if (constraint.figures.length < LONG) return undefined;
    const others = new Map(assignment);
    others.delete(figure);
    const key = this.#keyOf(position, others, undefined);
    const memory = this.#memory.impliedTogether[position] ?? new Map<string, ReadonlyMap<number, Interval>>();
    const found = kept(memory, key, () => impliedIntervals(constraint, this.rangesUnder(others))).get(figure);
    return found && intersect(found, this.domain(figure));
  }

  #sumSlips(position: number, gap: Gap, groups: readonly PriceGroup[]): SumSlips {
    const key = `${position} ${gap.side}`;
    return kept(this.#memory.sums, key, () => new SumSlips(gap, groups, this.#parts.ranges));
  }

  /** Not kept: each slip is tried once under an assignment, and most are never taken. */
  #testAfter(position: number, assignment: Assignment, { changes }: Slip): Tested {
    const under = this.rangesUnder(assignment);
    const changed = [...assignment.keys(), ...changes.keys()];
    return this.#testUnder(position, (index) => changes.get(index)?.interval ?? under(index), changed);
  }

  /** Tests a constraint with some ranges of figures, of which only some differ from those without a change. */
  #testUnder(position: number, ranges: Ranges, changed: readonly number[]): Tested {
    const constraint = this.constraint(position);
    const isLong = constraint.figures.length > LONG * (changed.length + 1);
    return testAll(constraint, ranges, isLong ? this.#memory.long.roughlyAfter(changed, ranges) : undefined);
  }

  #test(position: number, assignment: Assignment, step?: Step<Replacement>): Tested {
    const key = this.#keyOf(position, assignment, step);
    if (key === '') return testAsStated(this.constraint(position), this.#parts.ranges);
    const memory = this.#memory.tested[position];
    let tested = memory?.get(key);
    if (!tested) {
      const changed = [...assignment.keys(), ...(step ? [step.figure] : [])];
      const under = this.rangesUnder(assignment);
      const ranges: Ranges = step ? (index) => (index === step.figure ? step.change.interval : under(index)) : under;
      tested = this.#testUnder(position, ranges, changed);
      memory?.set(key, tested);
    }
    return tested;
  }

  /** The changes to the figures of a constraint in a text: equal for equal changes. */
  #keyOf(position: number, assignment: Assignment, step: Step<Replacement> | undefined): string {
    if (assignment.size === 0 && !step) return '';
    const { figures } = this.constraint(position);
    const isLong = figures.length > assignment.size + LONG;
    let key = '';
    for (const figure of isLong ? this.#changedIn(position, assignment, step) : figures) {
      const change = figure === step?.figure ? step.change : assignment.get(figure);
      if (change) key += `${figure}:${change.name} `;
    }
    return key;
  }

  #changedIn(position: number, assignment: Assignment, step: Step<Replacement> | undefined): number[] {
    const changed = new Set([...assignment.keys(), ...(step ? [step.figure] : [])]);
    return [...changed].filter((figure) => this.#index.standsIn(figure, position)).sort((a, b) => a - b);
  }
}
