import type { Dataset, Dimension, EventRecord, Indicator } from './model.ts';
import type { Localised } from './localised.ts';

/** The part of a dataset that belongs to one member of a dimension (a slice in SDMX). */
export interface Slice {
  readonly dimension: Dimension;
  /** Id of the member. */
  readonly member: string;
}

/** Whether an indicator or an event belongs to a slice; without a slice, every one does. */
export function isInSlice({ dimensions }: Pick<Indicator, 'dimensions'>, slice: Slice | undefined): boolean {
  return !slice || dimensions.get(slice.dimension.id) === slice.member;
}

/** The events of a dataset or slice, sorted by period. */
export function eventsIn({ events }: Dataset, slice?: Slice): EventRecord[] {
  return [...events.values()].filter((event) => isInSlice(event, slice));
}

/** Throws a RangeError if the dimension has no such member. */
export function memberLabel({ dimension, member }: Slice): Localised {
  const label = dimension.members.get(member);
  if (!label) throw new RangeError(`the dimension ${dimension.id} has no member ${member}`);
  return label;
}
