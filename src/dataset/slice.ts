import { groupBy } from '../core/diagnostics/text-order.ts';
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

/** What is stated about an indicator. */
type Stated = { readonly indicator: Pick<Indicator, 'dimensions'> };

const parts = new WeakMap<readonly Stated[], Map<string, ReadonlyMap<string, readonly Stated[]>>>();

/**
 * The statements of a list that belong to a slice, in their order. A list is parted once for all members, because each of
 * a thousand sheets would read all of it.
 */
export function inSlice<T extends Stated>(list: readonly T[], slice: Slice | undefined): readonly T[] {
  if (!slice) return list;
  const { id } = slice.dimension;
  const known = parts.get(list) ?? new Map<string, ReadonlyMap<string, readonly Stated[]>>();
  const members = known.get(id) ?? groupBy(list, ({ indicator }) => indicator.dimensions.get(id) ?? '');
  parts.set(list, known.set(id, members));
  return (members.get(slice.member) ?? []) as readonly T[];
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
