import { groupBy } from '../../core/diagnostics/text-order.ts';
import { intersect, type Interval, isSameInterval, meets, multiplyIntervals } from '../../core/numbers/interval.ts';
import { USUAL_REVISION } from '../../dataset/evidence.ts';
import { byFirst, type Component } from './component.ts';
import { accusations, type Conflict, conflictsAmong, isContradicted, type Start } from '../search/conflict.ts';
import { groupsOf } from '../search/connected.ts';
import { brokenRules, type DoubtfulRule } from './doubtful-rules.ts';
import { enoughAgainst, shareFigure } from './enough-evidence.ts';
import type { Explanation } from '../search/explanation.ts';
import { type Model, UNCHANGED } from '../search/figure-model.ts';
import { jointlyRanked, type RankedResult } from './joint-ranking.ts';
import type { Assignment } from '../slips/change.ts';
import { costWithout, withDoubtfulRules } from './rules-instead.ts';
import { type Limits, MAX_COST } from '../search/search-limits.ts';
import { findExplanations, type SearchResult } from '../search/search.ts';
import { priceOf, type Slip } from '../slips/slip.ts';
import { narrowUnknowns } from '../search/unknowns.ts';

/** Conflicts that are repaired together. */
interface Group {
  readonly conflicts: readonly Conflict[];
  readonly result: SearchResult;
}

/**
 * Explains everything that is contradicted: sets of slips after which no hard constraint is contradicted and no figure
 * accused by soft ones, within a margin of the cheapest. Conflicts whose searches share no figure are repaired
 * separately, so that ties do not multiply; only the causes that they share join their costs. A constraint that nothing
 * repairs is set aside, so that it does not hide what repairs the others.
 */
export function diagnose(model: Model, failing: readonly number[] = contradictedIn(model)): Component[] {
  if (failing.length === 0) return [];
  const effort = effortFor(model, failing);
  const broken = brokenRules(model, failing);
  const rest = broken.length === 0 ? [] : diagnoseWithout(model, broken, failing, effort);
  // what costs more than that these rules are wrong does not count
  const cost = broken.length === 0 ? MAX_COST : costWithout({ broken, rest }) + model.slips.margin;
  const components = diagnoseFigures(model, failing, { ...effort, cost: Math.min(MAX_COST, cost) });
  return withDoubtfulRules(model, components, { broken, rest });
}

/** Explains by figures what is contradicted next to some rules that are wrong. */
function diagnoseWithout(
  model: Model,
  broken: readonly DoubtfulRule[],
  failing: readonly number[],
  effort: Effort,
): Component[] {
  const positions = new Set(broken.flatMap((rule) => rule.positions));
  const rest = failing.filter((position) => !positions.has(position));
  return rest.length === 0 ? [] : diagnoseFigures(model.without(...positions), rest, effort);
}

function effortFor({ figures, constraints }: Model, { length }: readonly number[]): Effort {
  const most = Math.min(MOST_STEPS, LEAST_STEPS + STEPS_EACH * length);
  const inAll = STEPS_IN_ALL + STEPS_FOR_SIZE * (figures.length + constraints.length);
  return { most, steps: { left: Math.min(IN_ALL * most, inAll) }, cost: MAX_COST };
}

/** Explains what is contradicted by figures alone. */
export function diagnoseFigures(
  model: Model,
  failing: readonly number[],
  effort: Effort = effortFor(model, failing),
): Component[] {
  if (failing.length > MOST_EXPLAINED) return unexplained(model, failing);
  const { components, hopeless } = diagnoseOnce(model, failing, effort);
  if (hopeless.length === 0) return components;
  const rest = failing.filter((position) => !hopeless.includes(position));
  const others = diagnoseOnce(model.without(...hopeless), rest, effort).components;
  const aside = hopeless.map((position) =>
    componentOf(model, [{ constraints: [position], figures: [] }], NOT_EXPLAINED),
  );
  return explainedElsewhere(model, [...others, ...aside]).sort(byFirst);
}

/** Contradicted tests that are explained by slips: of more, each rule is reported as a whole. */
export const MOST_EXPLAINED = 1_000;

/** What is contradicted, by rule, for none of which slips were looked for. */
function unexplained(model: Model, failing: readonly number[]): Component[] {
  const byRule = groupBy(failing, (position) => {
    const { relation, name } = model.constraint(position);
    return relation?.rule ?? name;
  });
  return [...byRule.values()]
    .map((positions) =>
      componentOf(model, [{ constraints: positions, figures: [] }], { ...NOT_EXPLAINED, isCutShort: true }),
    )
    .sort(byFirst);
}

/** A search that found nothing, and could not have. */
const NOT_EXPLAINED: RankedResult = {
  ranked: [],
  unfinished: [],
  explored: new Set(),
  involved: new Set(),
  isCutShort: false,
  steps: 0,
};

/** What the searches of a diagnosis may take, and where they end. */
interface Effort {
  /** Steps of one search. */
  readonly most: number;
  /** What is left for all of them. */
  readonly steps: { left: number };
  /** More expensive explanations are not looked for. */
  readonly cost: number;
}

/**
 * Steps of one search, with more for each contradicted constraint: where one or two are contradicted, what a long search
 * finds are coincidences.
 */
const LEAST_STEPS = 1_000_000;
const STEPS_EACH = 100_000;
export const MOST_STEPS = 4_000_000;

/** What all searches together may take of what one may. */
export const IN_ALL = 2;

/** A search takes no more of what is left for all, so that something is left for the others. */
const MOST_OF_REST = 0.75;

/**
 * What they may take in any dataset, and for each of its figures and constraints: a check of a small one should end
 * within seconds. How much longer it takes than one in which nothing is contradicted, `npm run bench:faults` prints.
 */
const STEPS_IN_ALL = 1_900_000;
const STEPS_FOR_SIZE = 6_000;

/** Most steps to find out whether one conflict has an explanation. */
const MOST_STEPS_ALONE = 60_000;

/** Searches the explanations of some conflicts. */
type Solve = (conflicts: readonly Conflict[], limits?: Partial<Limits>) => SearchResult;

function diagnoseOnce(
  model: Model,
  failing: readonly number[],
  effort: Effort,
): { components: Component[]; hopeless: number[] } {
  const soft = failing.filter((position) => model.strength(position) === 'soft');
  const start: Start = { failing, accused: accusations(model, soft) };
  const conflicts = conflictsOf(model, start);
  const known = new Set(conflicts.map(keyOf));
  const solveOne: Solve = (list, limits) => solve(model, start, known, list, effort, limits);
  const groups = solvedGroups(model, conflicts, solveOne);
  const hopeless = groups.flatMap((group) => hopelessIn(group, solveOne));
  const ranked = jointlyRanked(
    groups.map(({ result }) => result),
    model.slips.margin,
    (index, margin) => solveOne(groups[index]?.conflicts ?? [], { margin }),
    (explanation) => confirmationOf(model, explanation),
  );
  const components = groups.map(({ conflicts: own }, index) => componentOf(model, own, ranked[index]));
  const slips = components.flatMap(({ explanations: [first] }) => first?.variants[0].slips ?? []);
  const told = components.map((component) => withoutDoubtful(model, soft, slips, component));
  return { components: explainedElsewhere(model, told).sort(byFirst), hopeless };
}

/** Solves conflicts together where they share figures, or their searches or explanations do. */
function solvedGroups(model: Model, conflicts: readonly Conflict[], solveOne: Solve): Group[] {
  const solveGroup = (list: readonly Conflict[]): Group => ({ conflicts: list, result: solveOne(list) });
  let groups = connected(conflicts).map(solveGroup);
  for (;;) {
    const merged = joined(
      groups.map((group) => [group]),
      ([a], [b]) => a !== undefined && b !== undefined && belongTogether(model, a.result, b.result),
      (a, b) => [...a, ...b],
    );
    if (merged.length === groups.length) return groups;
    groups = merged.map((parts) => {
      const [only] = parts;
      if (only && parts.length === 1) return only;
      const { conflicts: own, result } = solveGroup(parts.flatMap((part) => part.conflicts));
      return {
        conflicts: own,
        result: resultOfParts(
          model,
          result,
          parts.map((part) => part.result),
        ),
      };
    });
  }
}

/** The hard constraints of an unexplained group of several that have no explanation by themselves either. */
function hopelessIn(group: Group, solveOne: Solve): number[] {
  if (group.result.explanations.length > 0 || group.conflicts.length < 2) return [];
  const alone = group.conflicts.filter(({ constraints }) => constraints.length === 1);
  return alone
    .filter((conflict) => {
      const { explanations, isCutShort } = solveOne([conflict], { steps: MOST_STEPS_ALONE });
      return explanations.length === 0 && !isCutShort;
    })
    .flatMap(({ constraints }) => constraints);
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

/** The changes of the cheapest explanations of all components. */
export function bestRepairs(components: readonly Component[]): Assignment {
  return new Map(components.flatMap((component) => Array.from(bestRepair(component))));
}

/** The conflicts before any change, each once: one pair may accuse two figures. */
function conflictsOf(model: Model, start: Start): Conflict[] {
  const all = conflictsAmong(model, start, start.failing);
  return [...new Map(all.map((conflict) => [keyOf(conflict), conflict])).values()];
}

/** Searches explanations of some of all conflicts, which are known by key, and of those that changes bring about. */
function solve(
  model: Model,
  start: Start,
  known: ReadonlySet<string>,
  own: readonly Conflict[],
  effort: Effort,
  { margin = model.slips.margin, steps = effort.most, cost = effort.cost }: Partial<Limits> = {},
): SearchResult {
  const ours = new Set(own.map(keyOf));
  const limits = { margin, steps: Math.min(steps, Math.floor(effort.steps.left * MOST_OF_REST)), cost };
  const isOurs = (key: string): boolean => ours.has(key) || !known.has(key);
  const result = findExplanations(model, start, (conflict) => isOurs(keyOf(conflict)), limits);
  effort.steps.left -= result.steps;
  return result;
}

function keyOf({ constraints }: Conflict): string {
  return constraints.join(' ');
}

/** A component that accuses only figures against which enough speaks. */
function withoutDoubtful(
  model: Model,
  soft: readonly number[],
  slips: readonly Slip[],
  component: Component,
): Component {
  const { contradicted, accused, explanations } = component;
  const [best] = explanations[0]?.variants ?? [];
  return best
    ? { ...component, accused: enoughAgainst(model, { contradicted, accused, soft, best, slips }) }
    : component;
}

function componentOf(model: Model, conflicts: readonly Conflict[], result: RankedResult | undefined): Component {
  const { ranked = [], unfinished = [], involved = new Set<number>(), isCutShort = true, steps = 0 } = result ?? {};
  const sets = new Map<string, { dearer: number; variants: [Explanation, ...Explanation[]] }>();
  for (const { explanation, dearer } of ranked) {
    const key = [...explanation.repair.keys()].join(' ');
    const set = sets.get(key);
    if (set) set.variants.push(explanation);
    else sets.set(key, { dearer, variants: [explanation] });
  }
  const explanations = [...sets.values()];
  const [first] = explanations;
  const certain = [...(first?.variants[0].repair.keys() ?? [])]
    .filter((figure) => explanations.every(({ variants: [{ repair }] }) => repair.has(figure)))
    .filter((figure) => unfinished.every((changed) => changed.has(figure)));
  // the cheapest may be none, and hide what costs more, if no numbers are known that it leaves
  const arePoints = explanations
    .filter(({ dearer }) => dearer <= 0)
    .every(({ variants: [{ repair }] }) => model.pointUnder(repair).meeting !== 'unknown');
  return {
    contradicted: [...new Set(conflicts.flatMap(({ constraints }) => constraints))].sort((a, b) => a - b),
    cost: first?.variants[0].cost ?? Infinity,
    explanations,
    accused: isCutShort || !arePoints ? [] : certain,
    isCutShort,
    involved: [...involved].sort((a, b) => a - b),
    steps,
    rules: [],
  };
}

/** Most explanations of each part that are tried with those of the others. */
const MOST_EACH = 3;

/** Most combinations that are tried. */
const MOST_TRIED = 81;

/**
 * The result of a search for several groups of conflicts at once, given those for each group. Where it stopped at its limit
 * before it found anything, what explains each group is put together: such explanations contradict nothing hard, but there
 * may be others.
 */
function resultOfParts(model: Model, result: SearchResult, parts: readonly SearchResult[]): SearchResult {
  if (!result.isCutShort || result.explanations.length > 0) return result;
  const all = [result, ...parts];
  return {
    ...result,
    explanations: combinations(
      model,
      parts.map(({ explanations }) => explanations),
    ),
    explored: new Set(all.flatMap(({ explored }) => Array.from(explored))),
    involved: new Set(all.flatMap(({ involved }) => Array.from(involved))),
  };
}

/** One explanation of each part, in all ways that contradict nothing hard, the cheapest first. */
function combinations(model: Model, parts: readonly (readonly Explanation[])[]): Explanation[] {
  const lists = parts.reduce<(readonly Explanation[])[]>(
    (found, part) =>
      found.flatMap((list) => part.slice(0, MOST_EACH).map((each) => list.concat(each))).slice(0, MOST_TRIED),
    [[]],
  );
  return lists
    .flatMap((combination) => combined(model, combination) ?? [])
    .sort((a, b) => a.cost - b.cost || a.repair.size - b.repair.size);
}

function combined(model: Model, parts: readonly Explanation[]): Explanation | undefined {
  const slips = [...new Set(parts.flatMap((part) => part.slips))];
  const changes: Assignment = new Map(slips.flatMap((slip) => Array.from(slip.changes)));
  // two slips of one figure exclude one another
  if (changes.size < slips.reduce((sum, slip) => sum + slip.changes.size, 0)) return undefined;
  const unknowns = [...changes].filter(([, { decimal }]) => !decimal).map(([figure]) => figure);
  const { assignment, conflicts } = narrowUnknowns(model, changes, unknowns, model.workings.unfounded(changes));
  const touched = [...assignment.keys()].flatMap((figure) => model.touching(figure));
  const breaks = touched.some(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, assignment),
  );
  if (conflicts.length > 0 || breaks || model.pointUnder(assignment).meeting === 'none') return undefined;
  return {
    slips,
    repair: new Map([...assignment].sort(([a], [b]) => a - b)),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0) - saved(parts),
    orderOnly: parts.reduce((sum, { orderOnly }) => sum + orderOnly, 0),
  };
}

/** What causes that several parts share were paid too much. */
function saved(parts: readonly Explanation[]): number {
  const priceFor = (slips: readonly Slip[]): number => {
    const causes = new Set<string>();
    return slips.reduce((sum, slip) => {
      const price = priceOf(slip, causes);
      causes.add(slip.cause);
      return sum + price;
    }, 0);
  };
  const apart = parts.reduce((sum, { slips }) => sum + priceFor(slips), 0);
  return apart - priceFor([...new Set(parts.flatMap(({ slips }) => slips))]);
}

/** Taken off the cost of an explanation, in the order only, for each figure whose new value another statement of it has. */
const CONFIRMED = 1;

/** The same where the value is within a usual revision of the other statement, and what is printed is not. */
const WITHIN_REVISION = 0.5;

/**
 * How far other statements of the same publisher, at the same addresses, support the values of an explanation. It orders
 * explanations that fix as much as one another, and proves nothing: vintages are revised, and texts copy one another.
 */
function confirmationOf(model: Model, { repair }: Pick<Explanation, 'repair'>): number {
  let sum = 0;
  for (const [figure, { interval }] of repair) {
    const printed = model.figures[figure]?.interval;
    const stated = otherStatements(model, figure).filter((other) => !repair.has(other));
    const each = stated.map((other) => confirmedBy(model.figures[other]?.interval, printed, interval));
    sum += Math.max(0, ...each);
  }
  return sum;
}

/** The figures that are stated at the same address by the same publisher, and decide nothing about it. */
function otherStatements(model: Model, figure: number): number[] {
  return model
    .touching(figure)
    .map((position) => model.constraint(position))
    .filter(
      ({ derivation, strength }) => strength === 'evidence' && (derivation === 'revision' || derivation === 'same'),
    )
    .flatMap(({ figures }) => figures.filter((other) => other !== figure));
}

function confirmedBy(stated: Interval | undefined, printed: Interval | undefined, value: Interval): number {
  if (!stated || !printed) return 0;
  const near = multiplyIntervals(stated, USUAL_REVISION);
  // a value that is hardly known would meet it by chance
  if (!isSameInterval(intersect(near, value), value)) return 0;
  if (meets(stated, value) && !meets(stated, printed)) return CONFIRMED;
  return meets(near, printed) ? 0 : WITHIN_REVISION;
}

/** Conflicts in groups, of which no two share a figure. */
function connected(conflicts: readonly Conflict[]): Conflict[][] {
  return groupsOf(conflicts, ({ figures }) => figures);
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

/** Whether conflicts with these results are to be searched together: those without an explanation explain nothing with others. */
function belongTogether(model: Model, a: SearchResult, b: SearchResult): boolean {
  if (a.explanations.length === 0 || b.explanations.length === 0) return false;
  return shareFigure([...a.explored], [...b.explored]) || interfere(model, a, b);
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

/**
 * The components, without those that have no explanation of their own but are repaired by the cheapest one of another: their
 * contradictions join that component, which keeps the explanations that repair them too.
 */
export function explainedElsewhere(model: Model, components: readonly Component[]): Component[] {
  return components
    .filter(({ explanations }) => explanations.length === 0)
    .reduce((list, unexplained) => withExplained(model, list, unexplained), [...components]);
}

function withExplained(model: Model, components: Component[], unexplained: Component): Component[] {
  const repairing = components.find(
    ({ explanations: [first] }) => first && repairs(model, first.variants[0].repair, unexplained),
  );
  if (!repairing) return components;
  return components
    .filter((component) => component !== unexplained)
    .map((component) => (component === repairing ? joinedTo(model, component, unexplained) : component));
}

function repairs(model: Model, repair: Assignment, { contradicted }: Component): boolean {
  return contradicted.every((position) => !isContradicted(model, position, repair));
}

function joinedTo(model: Model, component: Component, other: Component): Component {
  const isCutShort = component.isCutShort || other.isCutShort;
  return {
    ...component,
    contradicted: union(component.contradicted, other.contradicted),
    explanations: component.explanations.filter(({ variants: [{ repair }] }) => repairs(model, repair, other)),
    accused: isCutShort ? [] : component.accused,
    isCutShort,
    involved: union(component.involved, other.involved),
    steps: component.steps + other.steps,
  };
}

function union(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
