import {
  intersect,
  type Interval,
  isEmpty,
  isSameInterval,
  meets,
  shortenInterval,
} from '../../core/numbers/interval.ts';
import type { Conflict } from './conflict.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import { intervalName } from '../intervals/interval-digits.ts';
import { type Change, operatorText } from '../slips/change.ts';

/** Rounds of narrowing: enough for two unknown values in one relation. */
const ROUNDS = 2;

/** The changes with unknown values narrowed, and the conflicts between constraints that allow such a value nothing. */
interface Narrowed {
  readonly assignment: Assignment;
  readonly conflicts: readonly Conflict[];
}

/**
 * Narrows each unknown value to what every hard constraint allows it; one that was worked out from figures of which none
 * is changed yet (`unfounded`), to what the others do, since it shows what these figures are.
 */
export function narrowUnknowns(
  model: Model,
  given: Assignment,
  unknowns: readonly number[],
  unfounded: readonly number[] = [],
): Narrowed {
  if (unknowns.length === 0) return { assignment: given, conflicts: [] };
  const assignment = new Map<number, Change>(given);
  const conflicts: Conflict[] = [];
  for (let round = 0; round < Math.min(ROUNDS, unknowns.length); round += 1) {
    for (const figure of unknowns) {
      const allowed = allowedBy(model, figure, assignment, unfounded.includes(figure));
      const common = allowed.map(([, each]) => each).reduce(intersect, model.domain(figure));
      const allowance = shortenInterval(common, DIGITS);
      if (isEmpty(allowance)) conflicts.push(tornConflict(model, figure, allowed));
      else if (!isSameInterval(allowance, assignment.get(figure)?.interval ?? allowance)) {
        const change = given.get(figure);
        const name = `${change ? operatorText(change.operator) : ''} ${intervalName(allowance)}`;
        if (change) assignment.set(figure, { ...change, interval: allowance, name });
      }
    }
    if (conflicts.length > 0) break;
  }
  return { assignment, conflicts };
}

/** Digits of the ends of an unknown value. Quotients have many more, and powers of these slow the search down. */
const DIGITS = 15;

type Allowed = readonly (readonly [position: number, interval: Interval])[];

function allowedBy(model: Model, figure: number, assignment: Assignment, isUnfounded: boolean): Allowed {
  const without = isUnfounded ? model.workings.positions(figure) : [];
  const hard = model
    .touching(figure)
    .filter((position) => model.strength(position) === 'hard' && !without.includes(position));
  return hard.map((position) => [position, model.implied(position, figure, assignment)] as const);
}

/** Two constraints that allow a value nothing in common, or one that allows it nothing at all. */
function tornConflict(model: Model, figure: number, allowed: Allowed): Conflict {
  const alone = allowed.find(([, interval]) => isEmpty(interval));
  const first = allowed.find(([, interval]) => allowed.some(([, other]) => !meets(interval, other)));
  const second = first && allowed.find(([, other]) => !meets(first[1], other));
  const constraints = (alone ? [alone] : [first, second].filter((item) => item !== undefined)).map(
    ([position]) => position,
  );
  const figures = new Set(constraints.flatMap((position) => model.constraint(position).figures));
  figures.delete(figure);
  return { constraints, figures: [...figures].sort((a, b) => a - b), isTorn: true };
}
