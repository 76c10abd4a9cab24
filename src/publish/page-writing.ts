import { Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { readRegions, type Region } from '../embedding/page-regions.ts';
import { fillRegions, isEdited, newRegion } from '../embedding/region-filling.ts';
import type { RegionRequest } from '../embedding/region-words.ts';
import type { PlannedPage } from './planned-page.ts';

/** What becomes of a page. */
export type Written =
  | { readonly action: 'created' | 'updated'; readonly text: string; readonly before: string | undefined }
  | { readonly action: 'unchanged' }
  | { readonly action: 'refused'; readonly reason: string };

/**
 * Puts a page's region into what stands on the host, and leaves everything outside it as it is. A page without our region
 * is somebody else's, and a region that somebody edited is theirs, unless `force` is set. `existing` is undefined for a
 * page that the host does not have.
 */
export function writePage(
  existing: string | undefined,
  { title, request, text, inputs }: PlannedPage,
  flavour: FlavourName,
  force: boolean,
): Written {
  const problems = new Diagnostics();
  const page = readRegions({ path: title, text: existing ?? newRegion(request, flavour) }, flavour, problems);
  if (!page) {
    const [first] = problems.all;
    return refusal(first ? `${locationOf(first)}: ${first.message}` : 'its markers cannot be read');
  }
  const own = page.regions.filter((region) => isSame(region.request, request));
  if (own.length === 0)
    return refusal('a page of this name is there already, without our markers: rename or remove it');
  if (
    existing !== undefined &&
    !force &&
    own.some((region) => region.written !== undefined && isEdited(page, region))
  ) {
    return refusal('somebody edited it between our markers: move that elsewhere, or overwrite it with --force');
  }
  const isCurrent = own.every((region) => region.inputs === inputs && !isEdited(page, region));
  if (existing !== undefined && isCurrent) return { action: 'unchanged' };
  const filled = fillRegions(page, new Map(own.map((region) => [region, { text, inputs }])));
  return { action: existing === undefined ? 'created' : 'updated', text: filled, before: existing };
}

function refusal(reason: string): Written {
  return { action: 'refused', reason };
}

/** Whether a region is about the same as a page. */
export function isSame(one: RegionRequest, other: RegionRequest): boolean {
  const { brief, edition, locale, member } = other;
  return one.brief === brief && one.edition === edition && one.locale === locale && one.member === member && !one.part;
}

/** The regions of a page that hold a whole brief or a list of its editions; none if its markers cannot be read. */
export function wholeRegions(path: string, text: string, flavour: FlavourName): readonly Region[] {
  return (readRegions({ path, text }, flavour, new Diagnostics())?.regions ?? []).filter(
    ({ request }) => !request.part,
  );
}
