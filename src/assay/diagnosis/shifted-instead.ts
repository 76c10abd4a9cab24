import { isContradicted } from '../search/conflict.ts';
import type { Explanation } from '../search/explanation.ts';
import type { Model } from '../search/figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import { priceOf, type Slip } from '../slips/slip.ts';

/**
 * The figures of an explanation in place of whose slips a shift of rows elsewhere, or a turn of these and more rows, fixes as
 * much, for no more than the margin above them: a search tries only rows each of which is contradicted, but no more than one
 * of them need be. `slips` are those of the cheapest explanations of all that is contradicted.
 */
export function shiftedInstead(
  model: Model,
  { repair, slips: own }: Explanation,
  slips: readonly Slip[],
): ReadonlySet<number> {
  const replaceable = own.filter((slip) => {
    const causes = new Set(slips.filter((other) => other !== slip).map(({ cause }) => cause));
    return mayBeShifted(model, repair, slip, priceOf(slip, causes) + model.slips.margin);
  });
  return new Set(replaceable.flatMap(({ changes }) => Array.from(changes.keys())));
}

function mayBeShifted(model: Model, repair: Assignment, { changes, isTyped }: Slip, most: number): boolean {
  const rest: Assignment = new Map([...repair].filter(([figure]) => !changes.has(figure)));
  const touched = [...new Set([...changes.keys()].flatMap((figure) => model.touching(figure)))];
  const called = touched.filter(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, rest),
  );
  // what fixes all of them changes a figure of each, though perhaps not the same
  const [fewest = []] = called
    .map((position) => model.constraint(position).figures)
    .toSorted((a, b) => a.length - b.length);
  const near = fewest.filter((figure) => !repair.has(figure));
  const mayRepair = called.map((position) => model.mayRepair(position, rest));
  const isFree = (shift: Slip): boolean => ![...shift.changes.keys()].some((each) => repair.has(each));
  // of rows that change places, which turned with which may be open
  const turned =
    isTyped && changes.size > 1 ? model.slips.shiftsOver([...changes.keys()]).filter(isTurnOver(changes, rest)) : [];
  return [...model.slips.shiftsOver(near).filter(isFree), ...turned]
    .filter((shift) => shift.cost <= most)
    .filter(({ changes: shifted }) => mayRepair.every((may) => may(shifted)))
    .some((shift) => fixes(model, rest, shift.changes, called));
}

/** Finds slips that turn all figures of some changes and more, to values that are known, but none of some others. */
function isTurnOver(changes: Assignment, rest: Assignment): (slip: Slip) => boolean {
  return (turn) =>
    turn.isTyped &&
    turn.changes.size > changes.size &&
    [...changes.keys()].every((each) => turn.changes.has(each)) &&
    ![...turn.changes.keys()].some((each) => rest.has(each));
}

/** Whether changes fix some constraints, and contradict no others. */
function fixes(model: Model, rest: Assignment, changes: Assignment, called: readonly number[]): boolean {
  const all: Assignment = new Map([...rest, ...changes]);
  const touched = new Set([...called, ...[...changes.keys()].flatMap((figure) => model.touching(figure))]);
  return [...touched].every(
    (position) =>
      !isContradicted(model, position, all) || (!called.includes(position) && isContradicted(model, position, rest)),
  );
}
