import { compareText } from '../core/diagnostics/text-order.ts';
import { absolute, compare, type Decimal, decimal, multiply } from '../core/numbers/decimal.ts';
import { type Interval, interval, multiplyIntervals, point } from '../core/numbers/interval.ts';
import { type Constraint, dayOfFigure, testConstraint, type TestedFigure } from './constraint.ts';
import { isContradicted } from './conflict.ts';
import { occurrences } from './expression.ts';
import type { Model, Step } from './figure-model.ts';
import type { Ledger } from './ledger.ts';
import { type Assignment, type Change, isComma, isTenfold, type Operator } from './operator.ts';
import type { Ranges } from './range.ts';
import type { Slip } from './slip.ts';
import { FURTHER_COST } from './slip-cost.ts';

/** A soft contradiction that neither a usual revision nor another way to count explains. */
export interface Suspicion {
  /** Positions of the constraints that the slips repair, sorted. */
  readonly contradicted: readonly [number, ...number[]];
  /** The slips each of which explains it, the cheapest first; none where it is only too great for a revision. */
  readonly slips: readonly Slip[];
}

/** How far offices revise a figure from one release to the next where no `base_revision` is declared. */
const USUAL_REVISION = interval(decimal(99, -2), decimal(101, -2));

/** Nobody revises a figure beyond these factors, and no two publishers count so differently. */
const GREATEST_REVISION = interval(decimal(2, -1), decimal(5));

/** A figure as it stands. */
const UNREVISED = point(decimal(1));

/**
 * By how many widths of rounding a contradiction must exceed a revision so that a slip which mends it exactly is no
 * coincidence; of a slip that mends several the product counts.
 */
const TELLING = decimal(20);

/**
 * Finds, among the soft constraints that a repair leaves contradicted (`left`), those that are soft only because figures
 * of several releases, or parts and a whole, meet in them, and that are contradicted by more than these may differ. A slip
 * that leaves the digits as they are must explain them, unless nobody revises a figure so far. Within one release nothing
 * is revised, so that such a slip explains whatever rounding does not.
 */
export function beyondRevision(
  model: Model,
  ledger: Ledger,
  left: readonly number[],
  repaired: Assignment,
): Suspicion[] {
  const ranges = model.rangesUnder(repaired);
  const open = new Set(
    left.filter((position) => {
      const constraint = model.constraint(position);
      if (!constraint.isRevisable) return false;
      return exceeds(constraint, ledger, ranges, allowedIn(constraint, ledger));
    }),
  );
  const found: Suspicion[] = [];
  // that a figure changed too much is told with what else is contradicted by it
  for (const position of left.toSorted((a, b) => isVintage(model, a) - isVintage(model, b))) {
    if (!open.has(position)) continue;
    const constraint = model.constraint(position);
    const twins = twinsOf(model, position, [...open]);
    const isGreat = isTooGreat(constraint, ledger, ranges);
    const all = explaining(model, ledger, position, open, repaired);
    const mending = all.filter((slip) => {
      const repairs = repairedBy(model, slip, open, repaired);
      return twins.every((twin) => repairs.includes(twin));
    });
    const slips = mending.length > 0 || isGreat ? mending : all;
    const [first] = slips;
    if (!first && !isGreat) continue;
    const others = first ? repairedBy(model, first, open, repaired).filter((other) => other !== position) : [];
    const more = new Set([...others, ...twins, ...vintagesOf(model, constraint, [...open])]);
    const alike = slips.filter((slip) => {
      const repairs = repairedBy(model, slip, open, repaired);
      return others.every((other) => repairs.includes(other));
    });
    for (const one of [position, ...more]) open.delete(one);
    found.push({ contradicted: [position, ...more], slips: alike });
  }
  return found;
}

/** 1 for a constraint between two vintages of a statement, 0 for any other. */
function isVintage(model: Model, position: number): 0 | 1 {
  return model.constraint(position).derivation === 'revision' ? 1 : 0;
}

/** Among some constraints, the other ways to add up the whole of one: a slip that mends one way only tells little. */
function twinsOf(model: Model, position: number, among: readonly number[]): number[] {
  const { derivation, record } = model.constraint(position);
  if (derivation !== 'part') return [];
  return among.filter((one) => {
    const other = model.constraint(one);
    return one !== position && other.derivation === 'part' && other.record === record;
  });
}

/** Among some constraints, those between vintages of the figures of one that is none of them. */
function vintagesOf(model: Model, { derivation, figures }: Constraint, among: readonly number[]): number[] {
  if (derivation === 'revision') return [];
  return among.filter(
    (one) => isVintage(model, one) === 1 && model.constraint(one).figures.some((figure) => figures.includes(figure)),
  );
}

/**
 * Whether a slip of a sound figure would be told from a revision: of the constraints that it contradicts (`hit`), some by
 * more than releases may differ, and by enough that undoing it is no coincidence; or one by more than anybody revises.
 */
export function isBeyondRevision(
  model: Model,
  ledger: Ledger,
  { figure, change }: Step,
  hit: readonly number[],
  repaired: Assignment,
): boolean {
  const revisable = hit.map((position) => model.constraint(position)).filter(({ isRevisable }) => isRevisable);
  if (revisable.length === 0) return false;
  const ranges = model.rangesUnder(new Map([...repaired, [figure, change]]));
  const open = revisable.filter((one) => exceeds(one, ledger, ranges, allowedIn(one, ledger)));
  if (open.length === 0) return false;
  if (open.some((constraint) => isTooGreat(constraint, ledger, ranges))) return true;
  const isUnusual = open.some((constraint) => isUnusualWithin(constraint, ledger, ranges));
  const mayExplain = keepsDigitsOf(model, figure, change) || (isUnusual && change.operator.kind === 'swap');
  return mayExplain && isGreat(open.map((constraint) => sizeOf(constraint, ranges)));
}

/** By what factor figures may differ without a slip that explains it. */
function allowedIn(constraint: Constraint, ledger: Ledger): (figure: TestedFigure) => Interval {
  // Publishers count differently, so that only what nobody would count so is wrong between them.
  if (!isOfOne(constraint, ledger)) return () => GREATEST_REVISION;
  return revisionIn(constraint, ledger, isOfOneRelease(constraint, ledger) ? UNREVISED : USUAL_REVISION);
}

/**
 * Whether no publisher revises figures so far, so that one of them is wrong even where no slip is found. Nothing is revised
 * within one release: whatever rounding does not explain is wrong there, unless `base_revision` allows it.
 */
function isTooGreat(constraint: Constraint, ledger: Ledger, ranges: Ranges): boolean {
  if (!isOfOne(constraint, ledger) || !isPositive(constraint, ledger)) return false;
  const isWithin = isOfOneRelease(constraint, ledger);
  return exceeds(constraint, ledger, ranges, isWithin ? allowedIn(constraint, ledger) : () => GREATEST_REVISION);
}

/** Whether figures of one release differ by more than their publisher usually revises them. */
function isUnusualWithin(constraint: Constraint, ledger: Ledger, ranges: Ranges): boolean {
  const usual = revisionIn(constraint, ledger, USUAL_REVISION);
  return isOfOneRelease(constraint, ledger) && exceeds(constraint, ledger, ranges, usual);
}

/** Whether a constraint stays contradicted if every level of an older release may have been revised by a factor. */
function exceeds(
  constraint: Constraint,
  ledger: Ledger,
  ranges: Ranges,
  factorOf: (figure: TestedFigure) => Interval,
): boolean {
  const older = olderIn(constraint, ledger);
  if (older.some(({ observation }) => observation.measure !== 'level')) return false;
  const widened = new Map(
    older.map((figure) => [figure.index, multiplyIntervals(ranges(figure.index), factorOf(figure))]),
  );
  return testConstraint(constraint, (index) => widened.get(index) ?? ranges(index)).verdict === 'contradicted';
}

/** The figures that may be counted otherwise: the parts of a whole, those of other publishers, those of older releases. */
function olderIn(constraint: Constraint, ledger: Ledger): TestedFigure[] {
  const figures = figuresIn(constraint, ledger);
  const { derivation, record } = constraint;
  if (derivation === 'part') return figures.filter(({ observation }) => observation !== record);
  const own = record?.release.source.group ?? figures[0]?.observation.release.source.group;
  const foreign = figures.filter(({ observation }) => observation.release.source.group !== own);
  const newest = figures.map(dayOfFigure).sort().at(-1);
  return foreign.length > 0 ? foreign : figures.filter((figure) => dayOfFigure(figure) !== newest);
}

/** Whether it is about figures of one publisher, who may revise them. */
function isOfOne(constraint: Constraint, ledger: Ledger): boolean {
  return new Set(figuresIn(constraint, ledger).map(({ observation }) => observation.release.source.group)).size === 1;
}

/** Whether all its figures were published together: only parts and a whole are revisable then. */
export function isOfOneRelease(constraint: Constraint, ledger: Ledger): boolean {
  return new Set(figuresIn(constraint, ledger).map(({ observation }) => observation.release)).size === 1;
}

/** By what factor an older figure may have been revised beyond what a constraint allows it already: as declared, else `usual`. */
function revisionIn({ tests }: Constraint, ledger: Ledger, usual: Interval): (figure: TestedFigure) => Interval {
  const used = new Set(tests.flatMap(({ difference }) => occurrences(difference)));
  return ({ observation }) => {
    const declared = ledger.revisionOf(observation.indicator);
    if (declared?.op !== 'variable') return usual;
    return used.has(declared.index) ? UNREVISED : ledger.ranges(declared.index);
  };
}

/** Whether no figure in it may be below zero: the balance of two large numbers is revised by any factor. */
function isPositive(constraint: Constraint, ledger: Ledger): boolean {
  return figuresIn(constraint, ledger).every(
    ({ mayBeNegative, observation }) => !mayBeNegative || observation.measure !== 'level',
  );
}

function figuresIn({ figures }: Constraint, ledger: Ledger): TestedFigure[] {
  return figures.flatMap((index) => ledger.figures[index] ?? []);
}

/**
 * The slips that explain a contradiction, the cheapest first for all that they mend, of equals that of the newest release.
 */
function explaining(
  model: Model,
  ledger: Ledger,
  position: number,
  open: ReadonlySet<number>,
  repaired: Assignment,
): Slip[] {
  const constraint = model.constraint(position);
  const { figures } = constraint;
  const isUnusual = isUnusualWithin(constraint, ledger, model.rangesUnder(repaired));
  const mayExplain = (slip: Slip): boolean => keepsDigits(model, slip) || (isUnusual && isSwap(slip));
  const all = figures.flatMap((figure) => model.slips.slipsOf(figure).concat(model.slips.openSlipsOf(figure)));
  return [...new Set(all)]
    .filter((slip) => mayExplain(slip) && isTelling(model, slip, position, open, repaired))
    .map((slip) => ({ slip, cost: slip.cost - FURTHER_COST * (repairedBy(model, slip, open, repaired).length - 1) }))
    .sort(
      (a, b) =>
        a.cost - b.cost || a.slip.cost - b.slip.cost || compareText(lastDayIn(model, b.slip), lastDayIn(model, a.slip)),
    )
    .map(({ slip }) => slip);
}

/** The newest day of a release whose figures a slip changes. */
function lastDayIn({ figures }: Model, { changes }: Slip): string {
  const days = [...changes.keys()].flatMap((index) => figures[index] ?? []).map(dayOfFigure);
  return days.sort().at(-1) ?? '';
}

/** Operators after which the digits are others, or no digits are known. */
const TELLS_NO_VALUE = new Set<Operator['kind']>(['swap', 'unknown', 'points', 'worked_out']);

/**
 * Whether a slip leaves the digits of the print as they are: of many other digits some fit by chance, as does a rate
 * that is a hundred times smaller where there was little growth.
 */
function keepsDigits(model: Model, { changes }: Slip): boolean {
  return [...changes].every(([index, change]) => keepsDigitsOf(model, index, change));
}

function keepsDigitsOf({ figures }: Model, index: number, { operator }: Change): boolean {
  const observation = figures[index]?.observation;
  const isRate = observation?.measure !== 'level';
  if (operator.kind === 'scale')
    return !isRate || isTenfold(operator) || (observation !== undefined && isComma(operator, observation));
  return !TELLS_NO_VALUE.has(operator.kind);
}

/** Whether two digits changed places: of the figures of one release, which nobody revises so far, that tells enough. */
function isSwap({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'swap');
}

/**
 * Whether a slip repairs a contradiction by more than chance: it contradicts nothing else, every figure that it changes
 * stands in something that it repairs, and together these contradictions are great beside their rounding.
 */
function isTelling(
  model: Model,
  slip: Slip,
  position: number,
  open: ReadonlySet<number>,
  repaired: Assignment,
): boolean {
  const after: Assignment = new Map([...repaired, ...slip.changes]);
  if (after.size < repaired.size + slip.changes.size || isContradicted(model, position, after)) return false;
  const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
  const breaks = [...touched].some((one) => isContradicted(model, one, after) && !isContradicted(model, one, repaired));
  if (breaks) return false;
  const mended = repairedBy(model, slip, open, repaired);
  const isCovered = [...slip.changes.keys()].every((figure) => mended.some((one) => model.standsIn(figure, one)));
  const sizes = mended.map((one) => sizeOf(model.constraint(one), model.rangesUnder(repaired)));
  return isCovered && isGreat(sizes);
}

/** Whether contradictions of these sizes are together no coincidence. */
function isGreat(sizes: readonly Decimal[]): boolean {
  return compare(sizes.reduce(multiply, decimal(1)), TELLING) >= 0;
}

function repairedBy(model: Model, { changes }: Slip, open: ReadonlySet<number>, repaired: Assignment): number[] {
  const after: Assignment = new Map([...repaired, ...changes]);
  const touched = new Set([...changes.keys()].flatMap((figure) => model.touching(figure)));
  return [...open].filter((one) => touched.has(one) && !isContradicted(model, one, after));
}

/** How great the contradiction of an equation is, in widths of its rounding: at least one; of a bound one. */
function sizeOf(constraint: Constraint, ranges: Ranges): Decimal {
  const { margin } = testConstraint(constraint, ranges);
  const isEquation = constraint.tests.every(({ sense }) => sense === '=');
  const size = margin && isEquation ? absolute(margin) : decimal(1);
  return compare(size, decimal(1)) < 0 ? decimal(1) : size;
}
