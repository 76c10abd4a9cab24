import type { TestedSides } from '../../assay/constraints/constraint.ts';
import { compare, decimalToNumber } from '../../core/numbers/decimal.ts';
import type { Interval } from '../../core/numbers/interval.ts';
import type { Observation } from '../../dataset/model.ts';
import { convert } from '../../dataset/unit.ts';
import type { LimitMarks, Trend } from '../../figure/trend.ts';
import { words } from '../../language/locales.ts';
import { observation } from '../argument-kinds.ts';
import { defineHelper, type Phrase } from '../helper.ts';
import { labelOf } from '../observation-item.ts';
import { relationsCallingFor } from '../proofs.ts';

const NOTHING: Phrase = { phrase: [] };

/**
 * A small drawing of a corrected figure as printed and as corrected, next to the limit that the plainest relation sets it;
 * nothing where no relation that calls for the correction is a limit.
 */
export const limit = defineHelper({
  takes: [observation],
  run: ({ scope, args: [stated] }): Trend | Phrase => {
    if (!scope.tests) return NOTHING;
    const [found] = relationsCallingFor(stated, scope.tests).flatMap(({ before, after }) => marksOf(before, after));
    if (!found) return { phrase: [], why: 'no rule that calls for this correction sets it a limit' };
    const marks = isTooSmall(stated) ? { printed: inverse(found.printed), corrected: inverse(found.corrected) } : found;
    const { indicator, address } = stated;
    const text = words(scope.locale).beyondLimit(labelOf(indicator, scope));
    return { address, members: indicator.dimensions, points: [], limit: marks, text };
  },
});

/** The sides of the comparison that is broken as printed and holds as corrected. */
function marksOf(before: readonly TestedSides[], after: readonly TestedSides[]): LimitMarks[] {
  return before.flatMap((sides, at) => {
    const [printed, corrected] = [multipleOf(sides), multipleOf(after[at])];
    return printed && corrected && printed[0] >= 1 && corrected[0] <= 1 ? [{ printed, corrected }] : [];
  });
}

/** Whether the print is the smaller number, so that the limit is one from below. */
function isTooSmall({ printed, correction }: Observation): boolean {
  if (!printed || !correction) return false;
  const { decimal, unit } = correction.quantity;
  return compare(convert(printed.decimal, printed.unit, unit), decimal) < 0;
}

function inverse([low, high]: readonly [number, number]): readonly [number, number] {
  return [1 / high, 1 / low];
}

/** The side that must not be larger as a multiple of the other; nothing where either may be zero or has no end. */
function multipleOf(sides: TestedSides | undefined): readonly [number, number] | undefined {
  if (!sides || !/^[<>]=?$/.test(sides.sense)) return undefined;
  const { left, right } = sides;
  const [small, large] = sides.sense.startsWith('<') ? [endsOf(left), endsOf(right)] : [endsOf(right), endsOf(left)];
  return small && large && [small[0] / large[1], small[1] / large[0]];
}

function endsOf({ low, high }: Interval): readonly [number, number] | undefined {
  const [from, to] = [low && decimalToNumber(low), high && decimalToNumber(high)];
  return from !== undefined && to !== undefined && from > 0 ? [from, to] : undefined;
}
