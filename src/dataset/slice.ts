import type { Dimension, Indicator, Localised, Observation } from './model.ts';
import type { Edition } from './resolve.ts';

/** The part of a dataset that has one member of a dimension: what SDMX calls a slice. */
export interface Slice {
  readonly dimension: Dimension;
  /** Id of the member. */
  readonly member: string;
}

/** Whether an indicator or an event has that member. */
export function isInSlice({ dimensions }: Pick<Indicator, 'dimensions'>, { dimension, member }: Slice): boolean {
  return dimensions.get(dimension.id) === member;
}

/** What the release of an edition states: of its slice, where it has one. */
export function statementsIn({ release, slice }: Edition): readonly Observation[] {
  return slice ? release.observations.filter(({ indicator }) => isInSlice(indicator, slice)) : release.observations;
}

/** What the member of a slice is called. Throws if the dimension has no such member, which no slice is made of. */
export function memberLabel({ dimension, member }: Slice): Localised {
  const label = dimension.members.get(member);
  if (!label) throw new RangeError(`the dimension ${dimension.id} has no member ${member}`);
  return label;
}
