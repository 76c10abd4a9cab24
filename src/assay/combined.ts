import { isContradicted } from './conflict.ts';
import type { Explanation } from './explanation.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import type { SearchResult } from './search.ts';
import { priceOf, type Slip } from './slip.ts';
import { narrowUnknowns } from './unknowns.ts';

/** Most explanations of each part that are tried with those of the others. */
const MOST_EACH = 3;

/** Most combinations that are tried. */
const MOST_TRIED = 81;

/**
 * The result of a search for several groups of conflicts at once, given those for each group. Where it stopped at its limit
 * before it found anything, what explains each group is put together: such explanations contradict nothing hard, but there
 * may be others.
 */
export function resultOfParts(model: Model, result: SearchResult, parts: readonly SearchResult[]): SearchResult {
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
