import { compareText } from '../../core/diagnostics/text-order.ts';
import { absolute, compare, type Decimal, decimal, multiply } from '../../core/numbers/decimal.ts';
import { meets, multiplyIntervals } from '../../core/numbers/interval.ts';
import { GREATEST_REVISION } from '../../dataset/evidence.ts';
import { isContradicted } from '../search/conflict.ts';
import { type Constraint, dayOfFigure, isOfParts, testConstraint } from '../constraints/constraint.ts';
import type { Model, Step } from '../search/figure-model.ts';
import type { Ledger } from '../constraints/ledger.ts';
import type { Assignment, Change } from '../slips/change.ts';
import { kindOf } from '../slips/kinds.ts';
import type { Ranges } from '../intervals/range.ts';
import { FURTHER_COST } from '../slips/slip-cost.ts';
import { changeSameFigures, isOfRows, type Slip } from '../slips/slip.ts';
import { narrowUnknowns } from '../search/unknowns.ts';
import {
  allowedIn,
  exceeds,
  isTooGreat,
  isUnusualWithin,
  isUsualRevision,
  usualRanges,
} from '../constraints/usual-revision.ts';

/** A soft contradiction that neither a usual revision nor another way to count explains. */
export interface Suspicion {
  /** Positions of the constraints that the slips repair, sorted. */
  readonly contradicted: readonly [number, ...number[]];
  /** The slips each of which explains it, the cheapest first; none where it is only too great for a revision. */
  readonly slips: readonly Slip[];
}

/**
 * By how many widths of rounding a contradiction must exceed a revision so that a slip which fixes it exactly is not a
 * coincidence; of a slip that fixes several the product counts.
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
  // that a figure changed too much is reported with what else is contradicted by it
  for (const position of left.toSorted((a, b) => isVintage(model, a) - isVintage(model, b))) {
    if (!open.has(position)) continue;
    const constraint = model.constraint(position);
    const twins = twinsOf(model, position, [...open]);
    const isGreat = isTooGreat(constraint, ledger, ranges);
    const all = explaining(model, ledger, position, open, repaired);
    const fixing = all.filter((slip) => {
      const repairs = repairedBy(model, ledger, slip, open, repaired);
      return twins.every((twin) => repairs.includes(twin));
    });
    const slips = fixing.length > 0 || isGreat ? fixing : all;
    const [first] = slips;
    if (!first && !isGreat) continue;
    const others = first ? repairedBy(model, ledger, first, open, repaired).filter((other) => other !== position) : [];
    const more = new Set([...others, ...twins, ...vintagesOf(model, constraint, [...open])]);
    const alike = slips.filter((slip) => {
      const repairs = repairedBy(model, ledger, slip, open, repaired);
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

/** Among some constraints, the other ways to add up the whole of one: a slip that fixes one way only says little. */
function twinsOf(model: Model, position: number, among: readonly number[]): number[] {
  const { derivation, record } = model.constraint(position);
  if (!isOfParts(derivation)) return [];
  return among.filter((one) => {
    const other = model.constraint(one);
    return one !== position && isOfParts(other.derivation) && other.record === record;
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
 * Whether a slip of a sound figure would be distinguished from a revision: of the constraints that it contradicts (`hit`), some by
 * more than releases may differ, and by enough that undoing it is not a coincidence; or one by more than anybody revises.
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
  const mayExplain =
    keepsDigitsOf(model, figure, change) || (isUnusual && kindOf(change.operator).isEnoughAlone === true);
  return mayExplain && isGreat(open.map((constraint) => sizeOf(constraint, ranges)));
}

/**
 * The slips that explain a contradiction, the cheapest first for all that they fix, of equals those in a unit that is not
 * the one of their indicators, then that of the newest release.
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
  const mayExplain = (slip: Slip): boolean => keepsDigits(model, slip) || (isUnusual && isEnoughAlone(slip));
  const roots = figures.flatMap((figure) => model.workings.from(figure)).filter((root) => !figures.includes(root));
  const all = [
    ...figures.flatMap((figure) => model.slips.slipsOf(figure).concat(model.slips.openSlipsOf(figure))),
    ...[...new Set(roots)].flatMap((root) => model.slips.slipsOf(root)).filter(isOfScale),
  ];
  return [...new Set(all)]
    .filter(mayExplain)
    .map((slip) => withWorkedOut(model, slip, repaired))
    .filter((slip) => isTelling(model, ledger, slip, position, open, repaired))
    .filter(
      (slip, _, telling) => slip.isTyped || !telling.some((other) => other.isTyped && changeSameFigures(slip, other)),
    )
    .map((slip) => {
      const fixed = repairedBy(model, ledger, slip, open, repaired);
      const isExact = fixed.every((one) => !isContradicted(model, one, afterSlip(slip, repaired)));
      return { slip, cost: slip.cost - FURTHER_COST * (fixed.length - 1) + (isExact ? 0 : REVISED_COST) };
    })
    .sort(
      (a, b) =>
        a.cost - b.cost ||
        a.slip.cost - b.slip.cost ||
        Number(isOfOtherUnit(model, b.slip)) - Number(isOfOtherUnit(model, a.slip)) ||
        compareText(lastDayIn(model, b.slip), lastDayIn(model, a.slip)),
    )
    .map(({ slip }) => slip);
}

/** What it costs that a slip leaves a usual revision: one that leaves none comes first. */
const REVISED_COST = 0.5;

/**
 * A slip of scale, with what its release worked out from the figure: of a part ten times too large, the sum that was
 * printed with it.
 */
function withWorkedOut(model: Model, slip: Slip, repaired: Assignment): Slip {
  if (!isOfScale(slip)) return slip;
  const after = afterSlip(slip, repaired);
  const changed = [...slip.changes.keys()];
  const broken = changed
    .flatMap((figure) => model.touching(figure))
    .filter((one) => model.strength(one) === 'hard' && isContradicted(model, one, after));
  const following = broken.flatMap((one) =>
    model.constraint(one).figures.filter((figure) => {
      const { workings } = model;
      return !after.has(figure) && workings.positions(figure).includes(one) && !changed.includes(figure);
    }),
  );
  const opened = [...new Set(following)].flatMap((figure) =>
    model.slips.openSlipsOf(figure).filter(({ workedOut }) => workedOut === figure),
  );
  if (opened.length === 0) return slip;
  const changes = new Map([...slip.changes, ...opened.flatMap((one) => [...one.changes])]);
  const { assignment, conflicts } = narrowUnknowns(
    model,
    new Map([...repaired, ...changes]),
    opened.flatMap((one) => [...one.changes.keys()]),
  );
  if (conflicts.length > 0) return slip;
  const narrowed = [...changes.keys()].flatMap((figure) => {
    const change = assignment.get(figure);
    return change ? [[figure, change] as const] : [];
  });
  const cost = slip.cost + opened.reduce((sum, one) => sum + one.further, 0);
  return { ...slip, changes: new Map(narrowed), cost };
}

/** The newest day of a release whose figures a slip changes. */
function lastDayIn({ figures }: Model, { changes }: Slip): string {
  const days = [...changes.keys()].flatMap((index) => figures[index] ?? []).map(dayOfFigure);
  return days.sort().at(-1) ?? '';
}

function afterSlip({ changes }: Slip, repaired: Assignment): Assignment {
  return new Map([...repaired, ...changes]);
}

/**
 * Whether a slip fixes a constraint: one of scale leaves room for a usual revision, which is far less than ten times, and so
 * do two rows that changed places.
 */
function isFixed(model: Model, ledger: Ledger, slip: Slip, position: number, after: Assignment): boolean {
  if (!isContradicted(model, position, after)) return true;
  return (
    (isOfScale(slip) || isOfRows(slip)) && isUsualRevision(model.constraint(position), ledger, model.rangesUnder(after))
  );
}

/**
 * Whether a slip repairs a contradiction by more than chance: it contradicts nothing else, every figure that it changes
 * and that was not worked out stands in something that it repairs, and together these contradictions are great next to it
 * their rounding, and next to a usual revision where the slip leaves one.
 */
function isTelling(
  model: Model,
  ledger: Ledger,
  slip: Slip,
  position: number,
  open: ReadonlySet<number>,
  repaired: Assignment,
): boolean {
  const after = afterSlip(slip, repaired);
  if (after.size < repaired.size + slip.changes.size || !isFixed(model, ledger, slip, position, after)) return false;
  const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
  const breaks = [...touched].some(
    (one) => !isFixed(model, ledger, slip, one, after) && !isContradicted(model, one, repaired),
  );
  if (breaks) return false;
  const fixed = repairedBy(model, ledger, slip, open, repaired);
  const covered = new Set(
    [...slip.changes.keys()].filter((figure) => fixed.some((one) => model.standsIn(figure, one))),
  );
  const isCovered = [...slip.changes].every(
    ([
      figure,
      {
        operator: { kind },
      },
    ]) => covered.has(figure) || kind === 'worked_out' || (kind === 'unit' && isUnseen(model, figure, covered)),
  );
  const ranges = model.rangesUnder(repaired);
  const sizes = fixed.map((one) => {
    const constraint = model.constraint(one);
    const isExact = !isContradicted(model, one, after);
    return sizeOf(constraint, isExact ? ranges : usualRanges(constraint, ledger, ranges));
  });
  return isCovered && isGreat(sizes);
}

/** Whether contradictions of these sizes are together no coincidence. */
function isGreat(sizes: readonly Decimal[]): boolean {
  return compare(sizes.reduce(multiply, decimal(1)), TELLING) >= 0;
}

function repairedBy(
  model: Model,
  ledger: Ledger,
  slip: Slip,
  open: ReadonlySet<number>,
  repaired: Assignment,
): number[] {
  const after = afterSlip(slip, repaired);
  const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
  return [...open].filter((one) => touched.has(one) && isFixed(model, ledger, slip, one, after));
}

/** How great the contradiction of an equation is, in widths of its rounding: at least one; of a bound one. */
function sizeOf(constraint: Constraint, ranges: Ranges): Decimal {
  const { margin } = testConstraint(constraint, ranges);
  const isEquation = constraint.tests.every(({ sense }) => sense === '=');
  const size = margin && isEquation ? absolute(margin) : decimal(1);
  return compare(size, decimal(1)) < 0 ? decimal(1) : size;
}

/**
 * Whether a slip leaves the digits of the print as they are: of many other digits some fit by chance, as does a rate
 * that is a hundred times smaller where there was little growth.
 */
function keepsDigits(model: Model, { changes }: Slip): boolean {
  return [...changes].every(([index, change]) => keepsDigitsOf(model, index, change));
}

/** Whether a change of a figure does. */
function keepsDigitsOf({ figures }: Model, index: number, { operator }: Change): boolean {
  const observation = figures[index]?.observation;
  return observation !== undefined && kindOf(operator).keepsDigits(operator, observation);
}

/** Whether a slip says enough of the figures of one release, which nobody revises so far. */
function isEnoughAlone({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => kindOf(operator).isEnoughAlone);
}

/** Whether a slip makes levels a power of ten larger or smaller, besides what was worked out from them. */
function isOfScale({ changes }: Slip): boolean {
  const operators = [...changes.values()].map(({ operator }) => operator);
  const kinds = new Set(operators.map(({ kind }) => kind).filter((kind) => kind !== 'worked_out'));
  return kinds.size === 1 && operators.some((operator) => kindOf(operator).isOfScale);
}

/** Whether all figures that a slip changes are printed in another unit than that of their indicators. */
function isOfOtherUnit({ figures }: Model, { changes }: Slip): boolean {
  const changed = [...changes.keys()].flatMap((index) => figures[index]?.observation ?? []);
  return changed.every(({ printed, indicator }) => printed && printed.unit.code !== indicator.unit.code);
}

/**
 * Whether a figure may share the unit of those that a slip covers, though nothing that it repairs is about it: no other
 * release states it, and it is of the size that the same row has in another column.
 */
function isUnseen(model: Model, figure: number, covered: ReadonlySet<number>): boolean {
  const own = model.figures[figure];
  const isStated = model
    .touching(figure)
    .some((one) => ['revision', 'same'].includes(model.constraint(one).derivation));
  return [...covered].some((index) => {
    const other = model.figures[index];
    if (isStated || !own?.interval || !other?.interval) return false;
    const isOfRow = other.observation.indicator === own.observation.indicator;
    return isOfRow && meets(multiplyIntervals(own.interval, GREATEST_REVISION), other.interval);
  });
}
