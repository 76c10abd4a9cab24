import type { Observation, Quantity } from '../../dataset/model.ts';

/** A figure of a release with the number that it stands for. */
export interface Cell {
  readonly index: number;
  readonly observation: Observation;
  readonly quantity: Quantity;
}

/** What the figures of one column of a table share: figures in other units stand in another column. */
export function columnKey({ release, measure, period, base, counterpart }: Observation, unit: string): string {
  return [release.id, measure, period.text, base?.text, counterpart?.text, unit].join(' ');
}

/** The name above that of an indicator: `output` of `output.copper`. */
export function parentOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('.')));
}
