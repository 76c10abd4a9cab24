import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
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
  const dimension = dataset.dimensions.get(each.dimension.id);
  if (!dimension) {
    const { id, place } = each.dimension;
    const hint = didYouMean(id, dataset.dimensions.keys());
    diagnostics.error('dataset/unknown-dimension', `the dataset ${dataset.id} has no dimension ${id}`, place, hint);
    return { each, slices: [] };
  }
  const { id, members } = dimension;
  for (const { id: member, place } of each.members ?? []) {
    if (members.has(member)) continue;
    const hint = didYouMean(member, members.keys());
    diagnostics.error('dataset/unknown-dimension', `the dimension ${id} has no member ${member}`, place, hint);
  }
  const named = each.members?.map((member) => member.id).filter((member) => members.has(member));
  return { each, slices: [...(named ?? members.keys())].map((member) => ({ dimension, member })) };
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
