import { accusations, type Conflict, conflictsAmong, isContradicted, type Start } from './conflict.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import { jointlyRanked, type RankedResult } from './joint-ranking.ts';
import { type Explanation, findExplanations, MARGIN, type SearchResult } from './search.ts';

/** Conflicts that depend on one another, and every way to repair them within the margin of the cheapest. */
export interface Component {
  /** Positions of the contradicted constraints, sorted. */
  readonly contradicted: readonly number[];
  /** The cost of the cheapest explanation; infinite if there is none. */
  readonly cost: number;
  /** By set of figures, the cheapest first. */
  readonly explanations: readonly ExplanationSet[];
  /** The figures that every explanation changes: they cannot be as printed. Empty if the search was cut short. */
  readonly accused: readonly number[];
  /** Whether the search stopped at its limit: other explanations may exist, and nothing is certain. */
  readonly isCutShort: boolean;
  /** Positions of the constraints that influenced the result. */
  readonly involved: readonly number[];
  /** Steps of the search. */
  readonly nodes: number;
}

/** The explanations that change the same figures, the cheapest first. */
export interface ExplanationSet {
  /** By how much the cheapest is dearer than the cheapest of the component. */
  readonly dearer: number;
  readonly variants: readonly [Explanation, ...Explanation[]];
}

/** Conflicts that are repaired together. */
interface Group {
  readonly conflicts: readonly Conflict[];
  readonly result: SearchResult;
}

/**
 * Explains everything that is contradicted: sets of slips after which no hard constraint is contradicted and no figure
 * accused by soft ones, within a margin of the cheapest. Conflicts whose searches share no figure are repaired
 * separately, so that ties do not multiply; only the causes that they share join their costs.
 */
export function diagnose(model: Model, failing: readonly number[] = contradictedIn(model)): Component[] {
  const soft = failing.filter((position) => model.strength(position) === 'soft');
  const start: Start = { failing, accused: accusations(model, soft) };
  const conflicts = conflictsOf(model, start);
  const solveAll = (lists: readonly (readonly Conflict[])[]): Group[] =>
    lists.map((list) => ({ conflicts: list, result: solve(model, start, conflicts, list) }));
  let groups = solveAll(
    joined(
      conflicts.map((conflict) => [conflict]),
      (a, b) =>
        shareFigure(
          a.flatMap((item) => item.figures),
          b.flatMap((item) => item.figures),
        ),
      (a, b) => [...a, ...b],
    ),
  );
  for (;;) {
    const merged = joined(
      groups.map((group) => ({ ...group, isFresh: true })),
      (a, b) => shareFigure([...a.result.explored], [...b.result.explored]) || interfere(model, a.result, b.result),
      (a, b) => ({ conflicts: [...a.conflicts, ...b.conflicts], result: a.result, isFresh: false }),
    );
    const isDone = merged.every((group) => group.isFresh);
    groups = merged.flatMap((group) => (group.isFresh ? [group] : solveAll([group.conflicts])));
    if (isDone) break;
  }
  const ranked = jointlyRanked(
    groups.map(({ result }) => result),
    (index, margin) => solve(model, start, conflicts, groups[index]?.conflicts ?? [], margin),
  );
  const components = groups.map(({ conflicts: own }, index) => componentOf(own, ranked[index]));
  return components.sort((a, b) => (a.contradicted[0] ?? 0) - (b.contradicted[0] ?? 0));
}

/** Positions of the constraints that are contradicted and decide something. */
export function contradictedIn(model: Model): number[] {
  const all = model.constraints.map((_, position) => position);
  return all.filter((position) => isContradicted(model, position, UNCHANGED));
}

/** The changes of the cheapest explanation; none if there is no explanation. */
export function bestRepair({ explanations }: Component): Assignment {
  return explanations[0]?.variants[0].repair ?? UNCHANGED;
}

/** The conflicts before any change, each once: one pair may accuse two figures. */
function conflictsOf(model: Model, start: Start): Conflict[] {
  const all = conflictsAmong(model, start, start.failing);
  return [...new Map(all.map((conflict) => [keyOf(conflict), conflict])).values()];
}

/** Searches explanations of some of all conflicts, and of those that changes bring about. */
function solve(
  model: Model,
  start: Start,
  all: readonly Conflict[],
  own: readonly Conflict[],
  margin = MARGIN,
): SearchResult {
  const ours = new Set(own.map(keyOf));
  const others = new Set(all.map(keyOf).filter((key) => !ours.has(key)));
  return findExplanations(model, start, (conflict) => !others.has(keyOf(conflict)), margin);
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

/** Most explanations of one group that are compared with those of another. */
const MOST_COMPARED = 20;

/**
 * Whether explanations of two groups touch one another, so that the best of both are not the best of each: together
 * they contradict a hard constraint, repair or break a soft one that they do not apart, or break soft ones about one
 * figure.
 */
function interfere(model: Model, a: SearchResult, b: SearchResult): boolean {
  const [near, far] = [a, b].map(({ explanations }) => explanations.slice(0, MOST_COMPARED));
  return near?.some((first) => far?.some((second) => doInterfere(model, first.repair, second.repair))) ?? false;
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
      .filter((position) => fails(position, repair) && !fails(position, UNCHANGED))
      .flatMap((position) => model.constraint(position).figures);
  return isCrossed || shareFigure(brokenBy(near, first), brokenBy(far, second));
}

function touchedBy(model: Model, repair: Assignment): ReadonlySet<number> {
  return new Set([...repair.keys()].flatMap((figure) => model.touching(figure)));
}

function componentOf(conflicts: readonly Conflict[], result: RankedResult | undefined): Component {
  const { ranked = [], involved = new Set<number>(), isCutShort = true, nodes = 0 } = result ?? {};
  const sets = new Map<string, { dearer: number; variants: [Explanation, ...Explanation[]] }>();
  for (const { explanation, dearer } of ranked) {
    const key = [...explanation.repair.keys()].join(' ');
    const set = sets.get(key);
    if (set) set.variants.push(explanation);
    else sets.set(key, { dearer, variants: [explanation] });
  }
  const explanations = [...sets.values()];
  const [first] = explanations;
  const certain = [...(first?.variants[0].repair.keys() ?? [])].filter((figure) =>
    explanations.every(({ variants: [{ repair }] }) => repair.has(figure)),
  );
  return {
    contradicted: [...new Set(conflicts.flatMap(({ constraints }) => constraints))].sort((a, b) => a - b),
    cost: first?.variants[0].cost ?? Infinity,
    explanations,
    accused: isCutShort ? [] : certain,
    isCutShort,
    involved: [...involved].sort((a, b) => a - b),
    nodes,
  };
}
