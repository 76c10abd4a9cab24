import type { Observation } from '../../dataset/model.ts';
import { failingAmong } from './overview.ts';
import {
  type AssayResult,
  type ComponentResult,
  figureAt,
  type FigureResult,
  type RelationResult,
  relationsAt,
} from './results.ts';

/** A figure that contradictions leave in doubt, and the relations that contradict it. */
export interface Doubt {
  readonly observation: Observation;
  readonly relations: readonly RelationResult[];
}

/**
 * The figures that contradictions leave in doubt: of each those that every repair changes; where no figure is certain to
 * be wrong, those that a repair would change; where there is no repair, all of them.
 */
export function doubtsOf(result: AssayResult): Doubt[] {
  const { components, suspicions } = result;
  const doubts = new Map<Observation, Doubt>();
  function add({ observation, relations }: FigureResult, contradicted: readonly number[]): void {
    const own = relations.filter((relation) => contradicted.includes(relation));
    const failing = failingAmong(relationsAt(result, own));
    doubts.set(observation, {
      observation,
      relations: failing.length > 0 ? failing : relationsAt(result, contradicted),
    });
  }
  for (const component of components)
    for (const figure of doubtfulIn(component, result)) add(figureAt(result, figure), component.contradicted);
  for (const { contradicted, slips } of suspicions()) {
    const suspected = new Set(slips.flatMap(({ changes }) => Array.from(changes.keys())));
    for (const figure of [...suspected].toSorted((a, b) => a - b)) add(figureAt(result, figure), contradicted);
  }
  return [...doubts.values()];
}

function doubtfulIn({ accused, repairs, contradicted }: ComponentResult, result: AssayResult): readonly number[] {
  if (accused.length > 0) return accused;
  const changed = new Set(repairs.flatMap(({ changes }) => changes.map(({ figure }) => figure)));
  if (changed.size > 0) return [...changed];
  return [...new Set(relationsAt(result, contradicted).flatMap(({ figures }) => figures))];
}
