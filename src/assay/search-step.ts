import type { Assignment, Change } from './operator.ts';
import type { Slip } from './slip.ts';

/** A step of the search. */
export interface Node {
  /** The changes, those of unknown values without limits. */
  readonly assignment: Assignment;
  readonly slips: readonly Slip[];
  readonly unknowns: readonly number[];
  /** Those that are worked out from others of which none is changed yet: their value is what others allow them. */
  readonly settled: readonly number[];
  /** The contradicted constraints, but for those of the figures of which they are not known yet. */
  readonly failing: readonly number[];
  readonly changed: readonly number[];
  /** Broken soft constraints that are paid for. */
  readonly accepted: readonly number[];
  readonly spent: number;
  /** An explanation is worth noting below the cost of those that it extends. */
  readonly below: number;
}

/** Whether a figure is taken as worked out from another one, and might then have any value: nothing shows that it was. */
export function isVague(change: Change | undefined): boolean {
  return change?.operator.kind === 'worked_out' && !(change.interval.low && change.interval.high);
}

/**
 * What it takes to see a node, to visit it, to solve a test for a figure, for each in it, and to look for a point, for each
 * figure of a test that it narrows: to test one takes 1.
 */
export const STEPS = { seen: 20, node: 100, implied: 4, point: 4 };

/** Whether a number is 1, 2, 4, 8 and so on. */
export function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

/** The causes of the slips of a step. */
export function causesOf({ slips }: Node): ReadonlySet<string> {
  return new Set(slips.map(({ cause }) => cause));
}
