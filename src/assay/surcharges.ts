import { decimal } from '../core/numbers/decimal.ts';
import { addIntervals, contains, type Interval, meets, negateInterval, point } from '../core/numbers/interval.ts';
import { isContradicted } from './conflict.ts';
import type { Model } from './figure-model.ts';
import type { Assignment, Change } from './operator.ts';
import { isVague } from './search-step.ts';
import { without } from './slip.ts';
import { BELOW_ZERO_SURCHARGE, CANCELLED_SURCHARGE, DIGITS_SURCHARGE } from './slip-cost.ts';
import { type Signs, signsIn } from './sums.ts';

/** What an explanation costs besides its slips, for values with little evidence: those left open (`unknowns`), and large ones. */
export function surchargesOf(model: Model, assignment: Assignment, unknowns: readonly number[]): number {
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

/** Whether a constraint beside some is contradicted without the change of a figure. */
function isCalledFor(model: Model, figure: number, assignment: Assignment, beside: readonly number[]): boolean {
  const rest = without(assignment, figure);
  const others = model.touching(figure).filter((position) => !beside.includes(position));
  return others.some((position) => isContradicted(model, position, rest));
}
