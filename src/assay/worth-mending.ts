import type { Choice } from './choice.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import { priceOf, type Slip } from './slip.ts';
import { LEFT_COST } from './slip-cost.ts';

/**
 * The slips with which an explanation may become cheaper because they mend soft constraints that it leaves contradicted,
 * given by position in `left`. Where further slips pay in all, one of them helps to mend more than its least price is
 * worth: it is enough to begin with such ones.
 */
export function slipsWorthMending(
  model: Model,
  left: readonly number[],
  assignment: Assignment,
  causes: ReadonlySet<string>,
  choiceFor: (position: number) => Choice,
): Slip[] {
  const touching = countedSlips(model, left, assignment);
  // that a figure was worked out from a slip mends nothing without that slip, with which it is met
  const isWorth = (slip: Slip, mended: number): boolean =>
    slip.workedOut === undefined &&
    mended * LEFT_COST > slip.further &&
    left.length * LEFT_COST > priceOf(slip, causes);
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
