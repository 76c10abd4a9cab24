import { compareText } from '../core/diagnostics/text-order.ts';
import { type Assignment, type Model, UNCHANGED } from './figure-model.ts';
import {
  accusations,
  type Conflict,
  conflictsAmong,
  failingUnder,
  findRepairs,
  isContradicted,
  type SearchResult,
  type Start,
} from './search.ts';

/** Conflicts that depend on one another, and every cheapest way to resolve them. */
export interface Component {
  /** Positions of the contradicted constraints, sorted. */
  readonly contradicted: readonly number[];
  /** The cost of each way. */
  readonly cost: number;
  /** The ways that leave the fewest soft constraints contradicted, in a fixed order: the first 20. */
  readonly repairs: readonly Assignment[];
  /** How many there are. */
  readonly count: number;
  /**
   * Single changes that are dearer and would mend it as well: a rare slip looks like several common ones. The first 20.
   */
  readonly alternatives: readonly Assignment[];
  /** Whether the search stopped at its limit before it found all repairs, or any. */
  readonly isCutShort: boolean;
  /**
   * Positions of the constraints that influenced the result: those that had to be restored in the search, and soft ones
   * that repairs touch.
   */
  readonly involved: readonly number[];
}

/** Most ways to mend a component that are listed. */
const MOST_LISTED = 20;

/** Conflicts that are resolved together. */
interface Group {
  readonly conflicts: readonly Conflict[];
  readonly result: SearchResult;
}

/**
 * Finds the repairs of everything that is contradicted: first, no hard constraint is left contradicted and no figure
 * accused; then, at the least cost; then, with the fewest soft constraints contradicted. All minima are found.
 * Conflicts whose searches share no figure are resolved separately, so that ties do not multiply. `failing` are the
 * positions of the constraints that are to be restored.
 */
export function diagnose(model: Model, failing: readonly number[] = contradictedIn(model)): Component[] {
  const soft = failing.filter((position) => model.strength(position) === 'soft');
  const start: Start = { failing, accused: accusations(model, soft, UNCHANGED) };
  const conflicts = conflictsOf(model, start);
  let groups = joined(
    conflicts.map((conflict) => [conflict]),
    (a, b) =>
      shareFigure(
        a.flatMap((item) => item.figures),
        b.flatMap((item) => item.figures),
      ),
    (a, b) => [...a, ...b],
  ).map((list) => solve(model, start, list));
  for (;;) {
    const merged = joined(
      groups.map(({ conflicts, result }) => ({ conflicts, result, isFresh: true })),
      (a, b) => shareFigure([...a.result.explored], [...b.result.explored]) || interfere(model, a.result, b.result),
      (a, b) => ({ conflicts: [...a.conflicts, ...b.conflicts], result: a.result, isFresh: false }),
    );
    groups = merged.map((group) => (group.isFresh ? group : solve(model, start, group.conflicts)));
    if (merged.every((group) => group.isFresh)) break;
  }
  const components = groups.map((group) => componentOf(model, start, group));
  return components.sort((a, b) => (a.contradicted[0] ?? 0) - (b.contradicted[0] ?? 0));
}

/** Positions of the constraints that are contradicted and decide something. */
export function contradictedIn(model: Model): number[] {
  const all = model.constraints.map((_, position) => position);
  return all.filter((position) => isContradicted(model, position, UNCHANGED));
}

/** The conflicts before any change, each once: one pair may accuse two figures. */
function conflictsOf(model: Model, start: Start): Conflict[] {
  const all = conflictsAmong(model, start, start.failing, UNCHANGED);
  return [...new Map(all.map((conflict) => [keyOf(conflict), conflict])).values()];
}

/** Searches the repairs of some conflicts, leaving alone what is contradicted for other reasons. */
function solve(model: Model, start: Start, conflicts: readonly Conflict[]): Group {
  return { conflicts, result: findRepairs(model, start, oursOf(model, start, conflicts)) };
}

/**
 * Tells the conflicts of a group, and those that its repairs bring about, from what is contradicted for other reasons.
 */
function oursOf(model: Model, start: Start, conflicts: readonly Conflict[]): (conflict: Conflict) => boolean {
  const ours = new Set(conflicts.map(keyOf));
  const all = conflictsOf(model, start).map(keyOf);
  const others = new Set(all.filter((key) => !ours.has(key)));
  return (conflict) => !others.has(keyOf(conflict));
}

function keyOf({ constraints }: Conflict): string {
  return constraints.join(' ');
}

/** Joins items until no two of them belong together. */
function joined<T>(items: readonly T[], belong: (a: T, b: T) => boolean, join: (a: T, b: T) => T): T[] {
  let done: T[] = [];
  for (const item of items) {
    const near = new Set(done.filter((other) => belong(other, item)));
    done = [...done.filter((other) => !near.has(other)), [...near, item].reduce(join)];
  }
  return done;
}

function shareFigure(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return b.some((figure) => known.has(figure));
}

/** Most repairs of one group that are compared with those of another. */
const MOST_COMPARED = 100;

/**
 * Whether repairs of two groups touch one another, so that the best of both are not the best of each: together they
 * contradict a hard constraint, mend or break a soft one that they do not apart, or break soft ones about one figure.
 */
function interfere(model: Model, a: SearchResult, b: SearchResult): boolean {
  return a.solutions
    .slice(0, MOST_COMPARED)
    .some((first) => b.solutions.slice(0, MOST_COMPARED).some((second) => doInterfere(model, first, second)));
}

function doInterfere(model: Model, first: Assignment, second: Assignment): boolean {
  const both = new Map([...first, ...second]);
  const [near, far] = [touchedBy(model, first), touchedBy(model, second)];
  const fails = (position: number, assignment: Assignment): boolean => isContradicted(model, position, assignment);
  const shared = [...far].filter((position) => near.has(position));
  const isCrossed = shared.some((position) => {
    if (model.strength(position) === 'hard') return fails(position, both);
    const [before, one, other] = [UNCHANGED, first, second].map((each) => Number(fails(position, each)));
    return Number(fails(position, both)) + Number(before) !== Number(one) + Number(other);
  });
  const brokenBy = (touched: ReadonlySet<number>, repair: Assignment): number[] =>
    [...touched]
      .filter((position) => fails(position, repair))
      .flatMap((position) => model.constraint(position).figures);
  return isCrossed || shareFigure(brokenBy(near, first), brokenBy(far, second));
}

function touchedBy(model: Model, repair: Assignment): ReadonlySet<number> {
  return new Set([...repair.keys()].flatMap((figure) => model.touching(figure)));
}

function componentOf(model: Model, start: Start, group: Group): Component {
  const { conflicts, result } = group;
  const weighed = result.solutions.map((repair) => ({ repair, left: softLeft(model, start.failing, repair) }));
  const fewest = Math.min(...weighed.map(({ left }) => left));
  const best = weighed.filter(({ left }) => left === fewest).map(({ repair }) => sortedByFigure(repair));
  const contradicted = new Set(conflicts.flatMap((conflict) => conflict.constraints));
  return {
    contradicted: [...contradicted].sort((a, b) => a - b),
    cost: result.cost,
    repairs: best.sort(byChanges).slice(0, MOST_LISTED),
    count: best.length,
    alternatives: dearerSingles(model, start, group).slice(0, MOST_LISTED),
    isCutShort: result.isCutShort,
    involved: [...new Set([...result.met, ...softTouched(model, result)])].sort((a, b) => a - b),
  };
}

function softTouched(model: Model, { solutions }: SearchResult): number[] {
  const touched = new Set(solutions.flatMap((repair) => [...touchedBy(model, repair)]));
  return [...touched].filter((position) => model.strength(position) === 'soft');
}

/** Single changes that mend a whole group and cost more than its repairs. */
function dearerSingles(model: Model, start: Start, { conflicts, result }: Group): Assignment[] {
  const isOurs = oursOf(model, start, conflicts);
  const common = conflicts
    .map((conflict) => conflict.figures)
    .reduce((shared, figures) => shared.filter((figure) => figures.includes(figure)));
  const steps = common.flatMap((figure) => model.changesOf(figure).map((change) => ({ figure, change })));
  return steps
    .filter(({ change }) => change.cost > result.cost)
    .map(({ figure, change }): Assignment => new Map([[figure, change]]))
    .filter((repair) => {
      const failing = failingUnder(model, start.failing, repair);
      return !conflictsAmong(model, start, failing, repair).some(isOurs);
    })
    .sort(byChanges);
}

/** How many soft constraints a repair makes contradicted, less those it mends. */
function softLeft(model: Model, failing: readonly number[], repair: Assignment): number {
  const before = new Set(failing);
  let left = 0;
  for (const position of touchedBy(model, repair)) {
    if (model.strength(position) !== 'soft') continue;
    const now = isContradicted(model, position, repair);
    if (now !== before.has(position)) left += now ? 1 : -1;
  }
  return left;
}

function sortedByFigure(repair: Assignment): Assignment {
  return new Map([...repair].sort(([a], [b]) => a - b));
}

/** The fewest figures first, then by figure and change. */
function byChanges(a: Assignment, b: Assignment): number {
  if (a.size !== b.size) return a.size - b.size;
  const [left, right] = [[...a], [...b]];
  for (const [index, [figure, change]] of left.entries()) {
    const [other, otherChange] = right[index] ?? [figure, change];
    if (figure !== other) return figure - other;
    if (change.cost !== otherChange.cost) return change.cost - otherChange.cost;
    if (change.name !== otherChange.name) return compareText(change.name, otherChange.name);
  }
  return 0;
}
