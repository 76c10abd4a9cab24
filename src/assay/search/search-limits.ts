/** More expensive explanations would change an incredible number of figures. */
export const MAX_COST = 36;

/**
 * How much a search may do, in steps: figures and slips that are looked at. They are counted, not timed, so that a
 * result does not depend on the machine.
 */
export interface Limits {
  readonly margin: number;
  readonly steps: number;
  /** More expensive explanations are not looked for. */
  readonly cost: number;
}
