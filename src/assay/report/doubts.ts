import type { Observation } from '../../dataset/model.ts';
import { failingAmong } from './overview.ts';
import type { AssayResult, ComponentResult, FigureResult, RelationResult } from './results.ts';

/** A figure that contradictions leave in doubt, and the relations that contradict it. */
export interface Doubt {
  readonly observation: Observation;
  readonly relations: readonly RelationResult[];
}

/**
 * The figures that contradictions leave in doubt: of each those that every repair changes; where no figure is certain to
 * be wrong, those that a repair would change; where there is no repair, all of them.
 */
export function doubtsOf({ components, suspicions, figures }: AssayResult): Doubt[] {
  const doubts = new Map<Observation, Doubt>();
  function add({ observation, relations }: FigureResult, contradicted: readonly RelationResult[]): void {
    const own = failingAmong(relations).filter((relation) => contradicted.includes(relation));
    doubts.set(observation, { observation, relations: own.length > 0 ? own : contradicted });
  }
  for (const component of components)
    for (const figure of doubtfulIn(component, figures)) add(figure, component.contradicted);
  for (const { contradicted, slips } of suspicions()) {
    const suspected = new Set(slips.flatMap((changes) => changes.map(({ observation }) => observation)));
    for (const figure of figures) if (suspected.has(figure.observation)) add(figure, contradicted);
  }
  return [...doubts.values()];
}

function doubtfulIn(
  { accused, repairs, contradicted }: ComponentResult,
  figures: readonly FigureResult[],
): readonly FigureResult[] {
  if (accused.length > 0) return accused;
  const changed = new Set(repairs.flatMap(({ changes }) => changes.map(({ figure }) => figure)));
  if (changed.size > 0) return [...changed];
  return [
    ...new Set(contradicted.flatMap((relation) => relation.figures.flatMap(({ index }) => figures[index] ?? []))),
  ];
}
