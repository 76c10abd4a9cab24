import type { Observation, Quantity } from '../../dataset/model.ts';

/** A figure of a release with the number that it stands for. */
export interface Cell {
  readonly index: number;
  readonly observation: Observation;
  readonly quantity: Quantity;
}

/** The name above that of an indicator: `output` of `output.copper`. */
export function parentOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('.')));
}
