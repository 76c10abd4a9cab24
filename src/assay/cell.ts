import type { Observation, Quantity } from '../dataset/model.ts';

/** A figure of a release with the number that it stands for. */
export interface Cell {
  readonly index: number;
  readonly observation: Observation;
  readonly quantity: Quantity;
}
