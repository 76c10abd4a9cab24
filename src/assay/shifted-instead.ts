import { isContradicted } from './conflict.ts';
import type { Explanation } from './explanation.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import { priceOf, type Slip } from './slip.ts';

/**
 * The figures of an explanation in place of whose slips a shift of rows elsewhere mends as much, for no more than the margin
 * above them: a search tries only rows each of which is contradicted, but no more than one of them need be. `slips` are those of the cheapest
 * explanations of all that is contradicted.
 */
export function shiftedInstead(
  model: Model,
  { repair, slips: own }: Explanation,
  slips: readonly Slip[],
): ReadonlySet<number> {
  const replaceable = own.filter((slip) => {
    const causes = new Set(slips.filter((other) => other !== slip).map(({ cause }) => cause));
    return isReplaceable(model, repair, slip, priceOf(slip, causes) + model.slips.margin);
  });
  return new Set(replaceable.flatMap(({ changes }) => Array.from(changes.keys())));
}

function isReplaceable(model: Model, repair: Assignment, { changes }: Slip, most: number): boolean {
  const rest: Assignment = new Map([...repair].filter(([figure]) => !changes.has(figure)));
  const touched = [...new Set([...changes.keys()].flatMap((figure) => model.touching(figure)))];
  const called = touched.filter(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, rest),
  );
  const [first, ...others] = called.map((position) => model.constraint(position).figures);
  const common = (first ?? []).filter((figure) => others.every((figures) => figures.includes(figure)));
  const near = common.filter((figure) => !repair.has(figure));
  const mayRepair = called.map((position) => model.mayRepair(position, rest));
  return model.slips
    .shiftsOver(near)
    .filter((shift) => shift.cost <= most && ![...shift.changes.keys()].some((each) => repair.has(each)))
    .filter(({ changes: shifted }) => mayRepair.every((may) => may(shifted)))
    .some((shift) => mends(model, rest, shift.changes, called));
}

/** Whether changes mend some constraints, and contradict no others. */
function mends(model: Model, rest: Assignment, changes: Assignment, called: readonly number[]): boolean {
  const all: Assignment = new Map([...rest, ...changes]);
  const touched = new Set([...called, ...[...changes.keys()].flatMap((figure) => model.touching(figure))]);
  return [...touched].every(
    (position) =>
      !isContradicted(model, position, all) || (!called.includes(position) && isContradicted(model, position, rest)),
  );
}
