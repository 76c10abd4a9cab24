import type { Dataset, Dimension, EventRecord, Indicator } from './model.ts';
import type { Localised } from './localised.ts';

/** The part of a dataset that has one member of a dimension: what SDMX calls a slice. */
export interface Slice {
  readonly dimension: Dimension;
  /** Id of the member. */
  readonly member: string;
}

/** Whether an indicator or an event is in a slice: without one, all are. */
export function isInSlice({ dimensions }: Pick<Indicator, 'dimensions'>, slice: Slice | undefined): boolean {
  return !slice || dimensions.get(slice.dimension.id) === slice.member;
}

/** The events of a dataset, or of a slice of it, in order of their periods. */
export function eventsIn({ events }: Dataset, slice?: Slice): EventRecord[] {
  return [...events.values()].filter((event) => isInSlice(event, slice));
}

/** What the member of a slice is called. Throws if the dimension has no such member, which no slice is made of. */
export function memberLabel({ dimension, member }: Slice): Localised {
  const label = dimension.members.get(member);
  if (!label) throw new RangeError(`the dimension ${dimension.id} has no member ${member}`);
  return label;
}
