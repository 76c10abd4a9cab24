import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Dimension } from '../dataset/model.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Slice } from '../dataset/slice.ts';
import { statementsIn } from '../dataset/statements.ts';
import type { Brief, Each } from '../brief/brief.ts';

/** The members that a brief is printed for, as it names them and as slices of the dataset. */
export interface MemberList {
  readonly each: Each;
  readonly slices: readonly Slice[];
}

/**
 * The slices that a brief is printed for, in the order of brief.yaml, else of the dataset; undefined if the brief is
 * one document. A dimension or member that the dataset does not declare is reported.
 */
export function membersOf(
  { each }: Brief,
  { dataset }: Pick<Edition, 'dataset'>,
  diagnostics: Diagnostics,
): MemberList | undefined {
  if (!each) return undefined;
  const { dimension: named, members } = each;
  const dimension = dataset.dimensions.get(named.id);
  if (!dimension) {
    const message = `the dataset ${dataset.id} has no dimension ${named.id}`;
    diagnostics.error(
      'dataset/unknown-dimension',
      message,
      named.place,
      didYouMean(named.id, dataset.dimensions.keys()),
    );
    return { each, slices: [] };
  }
  const wanted = members?.filter(({ id, place }) => isMember(dimension, id, place, diagnostics)).map(({ id }) => id);
  return { each, slices: [...(wanted ?? dimension.members.keys())].map((member) => ({ dimension, member })) };
}

function isMember(
  { id, members }: Dimension,
  member: string,
  place: Each['dimension']['place'],
  diagnostics: Diagnostics,
): boolean {
  if (members.has(member)) return true;
  const message = `the dimension ${id} has no member ${member}`;
  diagnostics.error('dataset/unknown-dimension', message, place, didYouMean(member, members.keys()));
  return false;
}

/**
 * One edition for each member about which the release states anything. A release that states nothing about any member
 * is reported.
 */
export function sliceEdition(edition: Edition, { each, slices }: MemberList, diagnostics: Diagnostics): Edition[] {
  const sliced = slices.map((slice) => ({ ...edition, slice })).filter((part) => statementsIn(part).length > 0);
  if (slices.length > 0 && sliced.length === 0) {
    const of = each.members ? 'the members named here' : `any ${each.dimension.id}`;
    const message = `the release ${edition.release.id} states nothing about ${of}`;
    const hint = 'print it for another dimension, or other members';
    diagnostics.error('brief/no-members', message, each.members?.[0]?.place ?? each.dimension.place, hint);
  }
  return sliced;
}
