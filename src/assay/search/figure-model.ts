import { EVERYTHING, intersect, type Interval } from '../../core/numbers/interval.ts';
import type { Rational } from '../../core/numbers/rational.ts';
import { Candidates, gapIn, type PricedSlips } from './candidates.ts';
import { groupsOf } from './connected.ts';
import type { Constraint, Strength, TestedFigure } from '../constraints/constraint.ts';
import { impliedInterval, impliedIntervals } from '../constraints/implied.ts';
import { kept } from '../intervals/kept.ts';
import { LongTests } from '../constraints/long-tests.ts';
import { LostMinuses } from '../slips/lost-minus.ts';
import type { Assignment, Change, Replacement } from '../slips/change.ts';
import { kindOf, type Operator } from '../slips/kinds.ts';
import { findPoint, type Meeting } from './point-search.ts';
import { exactValue, variablesOf } from './point.ts';
import { groupedByPrice, type PriceGroup } from '../slips/price-groups.ts';
import type { Ranges } from '../intervals/range.ts';
import type { Slip } from '../slips/slip.ts';
import { SlipsOf } from '../slips/slips-of.ts';
import { SumSlips } from '../slips/sum-slips.ts';
import { gainOf, type Gap } from '../slips/sums.ts';
import { testAll, testAsStated, type Tested } from '../constraints/tested.ts';
import type { Verdict } from '../intervals/verdict.ts';
import { Workings } from '../slips/worked-out.ts';

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

  /** Figures and constants of a constraint that are not single numbers. */
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

/** The constraints of each figure, and the statements of figures and constraints, all by number. */
interface FigureIndex {
  readonly touching: readonly (readonly number[])[];
  /** Of each figure, what it takes to test the constraints that it stands in. */
  readonly weights: readonly number[];
  /** Of each figure, what it takes to solve these for it: the figures in them. */
  readonly sizes: readonly number[];
  readonly statementOf: readonly number[];
  readonly statements: readonly (readonly number[])[];
  /** Whether a figure stands in a constraint. */
  readonly standsIn: (figure: number, position: number) => boolean;
}

function indexOf(figures: readonly TestedFigure[], constraints: readonly Constraint[]): FigureIndex {
  const touching: number[][] = figures.map(() => []);
  const [weights, sizes] = [figures.map(() => 0), figures.map(() => 0)];
  for (const [position, constraint] of constraints.entries()) {
    for (const figure of constraint.figures) {
      touching[figure]?.push(position);
      weights[figure] = (weights[figure] ?? 0) + weightOf(constraint);
      sizes[figure] = (sizes[figure] ?? 0) + constraint.figures.length;
    }
  }
  const texts = [...new Set(figures.map((figure) => figure.statement))];
  const numbers = new Map(texts.map((text, index) => [text, index]));
  const statementOf = figures.map((figure) => numbers.get(figure.statement) ?? -1);
  const statements = constraints.map((constraint) => constraint.figures.map((figure) => statementOf[figure] ?? -1));
  const sets = new Map<number, ReadonlySet<number>>();
  const standsIn = (figure: number, position: number): boolean => {
    let set = sets.get(position);
    if (!set) {
      set = new Set(constraints[position]?.figures);
      sets.set(position, set);
    }
    return set.has(figure);
  };
  return { touching, weights, sizes, statementOf, statements, standsIn };
}

/** Figures from which on a constraint is long: each further one takes less time to test than those before. */
const LONG = 12;

function weightOf({ figures }: Constraint): number {
  return Math.min(figures.length, LONG) + Math.max(0, figures.length - LONG) / 16;
}

/** Results so far. Those of a constraint are kept by the changes to its own figures. */
interface Memory {
  readonly tested: readonly Map<string, Tested>[];
  readonly candidates: readonly Map<string, Candidates>[];
  readonly implied: readonly Map<string, Interval>[];
  readonly impliedTogether: readonly Map<string, ReadonlyMap<number, Interval>>[];
  /** By position and side. */
  readonly sums: Map<string, SumSlips>;
  readonly pricedIn: Map<number, PricedSlips>;
  readonly pricedOf: Map<number, PricedSlips>;
  readonly worthwhile: Map<Slip, boolean>;
  readonly meetings: Map<string, Meeting>;
  /** What looking for them took. */
  readonly pointWork: { done: number };
  /** By position. */
  readonly variables: Map<number, readonly number[]>;
  readonly long: LongTests;
  readonly slips: SlipsOf;
  readonly workings: Workings;
  readonly lostMinuses: LostMinuses;
}

/** A memory of so many constraints in which nothing is known yet, with what works out what is asked for. */
function emptyMemory(constraints: number, parts: Pick<Memory, 'long' | 'slips' | 'workings' | 'lostMinuses'>): Memory {
  const perConstraint = <V>(): Map<string, V>[] => Array.from({ length: constraints }, () => new Map<string, V>());
  return {
    tested: perConstraint(),
    candidates: perConstraint(),
    implied: perConstraint(),
    impliedTogether: perConstraint(),
    sums: new Map(),
    pricedIn: new Map(),
    pricedOf: new Map(),
    worthwhile: new Map(),
    meetings: new Map(),
    pointWork: { done: 0 },
    variables: new Map(),
    ...parts,
  };
}

/** What a slip touches. */
interface Touched {
  readonly figures: readonly TestedFigure[];
  /** Positions of the constraints of its figures that decide something. */
  readonly deciding: readonly number[];
  readonly fails: (position: number, changes: Assignment) => boolean;
}

/**
 * Whether a slip of several figures repairs more of what is contradicted than it contradicts: a column in another unit
 * that all other figures speak against explains nothing. Rows that are shifted in several columns, and a table in another
 * unit, must repair as many as there are rows and contradict nothing: else a part of them is right.
 */
function isWorthwhile(slip: Slip, { figures, deciding, fails }: Touched): boolean {
  if (slip.changes.size === 1) return true;
  const before = deciding.map((position) => fails(position, new Map()));
  const after = deciding.map((position) => fails(position, slip.changes));
  const repaired = deciding.filter((_, at) => before[at] && !after[at]).length;
  const broken = deciding.filter((_, at) => !before[at] && after[at]).length;
  const rows = rowsTogether(figures, slip);
  return rows === 0 ? repaired > broken : repaired >= rows && broken === 0;
}

/** The number of rows that are shifted in several columns, or of a table in another unit; 0 of any other slip. */
function rowsTogether(figures: readonly TestedFigure[], { changes }: Slip): number {
  const [first] = changes.values();
  const rows = new Set([...changes.keys()].map((index) => figures[index]?.observation.indicator));
  return first && kindOf(first.operator).mustFit?.(first.operator, rows.size, changes.size) ? rows.size : 0;
}
