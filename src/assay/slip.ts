import type { Assignment } from './operator.ts';

/** A slip that may have happened: a change of one figure or several, with what it costs to assume it. */
export interface Slip {
  readonly changes: Assignment;
  /** Slips with the same cause share its first cost. */
  readonly cause: string;
  readonly cost: number;
  readonly further: number;
}

/** The price of a slip beside others with some causes. */
export function priceOf(slip: Slip, causes: ReadonlySet<string>): number {
  return causes.has(slip.cause) ? slip.further : slip.cost;
}

/** The slips that may repair a conflict. */
export interface Choice {
  readonly slips: readonly Slip[];
  /** The price of the cheapest slip that cannot be paid. */
  readonly dearer: number;
}

/**
 * The least cost of repairing some conflicts. Those without a figure in common each need a slip of their own, which may
 * share its cause with the others: each at its further price, and the greatest first price that one of them needs.
 */
export function leastCost(choices: readonly Choice[], causes: ReadonlySet<string>): number {
  const taken = new Set<number>();
  let sum = 0;
  let first = 0;
  for (const { slips, dearer } of [...choices].sort((a, b) => a.slips.length - b.slips.length)) {
    if (slips.length === 0) return dearer;
    const figures = slips.flatMap(({ changes }) => [...changes.keys()]);
    if (figures.some((figure) => taken.has(figure))) continue;
    for (const figure of figures) taken.add(figure);
    sum += Math.min(...slips.map(({ further }) => further));
    first = Math.max(first, Math.min(...slips.map((slip) => priceOf(slip, causes) - slip.further)));
  }
  return sum + first;
}

/** The changes of a repair in a text: equal for equal changes. */
export function namesOf(repair: Assignment): string {
  return [...repair].map(([figure, { name }]) => `${figure} ${name}`).join(', ');
}

/** Whether all figures of one repair are in another that has more. */
export function isWithin(part: Assignment, whole: Assignment): boolean {
  return part.size < whole.size && [...part.keys()].every((figure) => whole.has(figure));
}
