import { firstDay, type OpenDue, openDue } from '../dataset/due-date.ts';
import { dayOf } from '../dataset/edition.ts';
import type { Dataset } from '../dataset/model.ts';
import type { Brief, BriefEdition } from './brief.ts';
import type { Day } from '../dataset/brands.ts';
import { releaseId } from '../dataset/address.ts';

/**
 * The editions of a brief that it still waits for on a day: those after the ones that say when, as long as the brief has
 * no later edition whose release is published. A dataset without the release of an edition says nothing about it.
 */
export function openEditions({ id, editions }: Brief, { releases }: Dataset, today: Day): OpenDue[] {
  const here = editions.flatMap((edition) => {
    const release = releases.get(releaseId(edition.release));
    return release && firstDay(release.published) <= today ? [{ edition, day: dayOf(release) }] : [];
  });
  return here.flatMap(({ edition, day }) => {
    const { nextEdition } = edition;
    const isFollowed = here.some((other) => other.day > day || (other.day === day && isLater(other.edition, edition)));
    return nextEdition && !isFollowed ? [openDue('edition', `${id}/${edition.id}`, nextEdition)] : [];
  });
}

/** Whether an edition reads the same release on a later date. */
function isLater({ asOf: a, release }: BriefEdition, { asOf: b, release: other }: BriefEdition): boolean {
  return release === other && b !== undefined && (a === undefined || a > b);
}
