import { Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { type PageRegions, readRegions, type Region } from '../embedding/page-regions.ts';
import { fillRegions, holds, isEdited, newRegion } from '../embedding/region-filling.ts';
import type { RegionMark, RegionRequest } from '../embedding/region-words.ts';
import type { PublishOptions } from './page-outcome.ts';
import type { PlannedPage } from './planned-page.ts';

/** What becomes of a page. */
export type Written =
  | { readonly action: 'created' | 'updated'; readonly text: string; readonly before: string | undefined }
  | { readonly action: 'unchanged' }
  | { readonly action: 'refused'; readonly reason: string };

/**
 * Puts a page's region into what stands on the host, and leaves everything outside it as it is. A page without our region
 * is somebody else's, and a region that somebody edited is theirs, unless `force` is set. `existing` is undefined for a
 * page that the host does not have; `briefs` are the ids of all briefs of the root folder.
 */
export function writePage(
  existing: string | undefined,
  { title, request, mark, text, inputs }: PlannedPage,
  flavour: FlavourName,
  { force, briefs }: Pick<PublishOptions, 'force' | 'briefs'>,
): Written {
  const problems = new Diagnostics();
  const page = readRegions({ path: title, text: existing ?? newRegion(request, flavour) }, flavour, problems);
  if (!page) {
    const [first] = problems.all;
    return refusal(first ? `${locationOf(first)}: ${first.message}` : 'its markers cannot be read');
  }
  const own = ownRegions(page.regions, request, briefs);
  const fault = existing === undefined ? undefined : takenBy(own, { page, request, mark, force });
  if (fault !== undefined) return refusal(fault);
  const isCurrent = own.every(
    (region) =>
      region.inputs === inputs &&
      region.target !== undefined &&
      region.owner === mark.owner &&
      isSame(region.request, request) &&
      !isEdited(page, region) &&
      holds(page, region, text),
  );
  if (existing !== undefined && isCurrent) return { action: 'unchanged' };
  const filled = fillRegions(page, new Map(own.map((region) => [region, { text, inputs, mark, request }])));
  return { action: existing === undefined ? 'created' : 'updated', text: filled, before: existing };
}

/**
 * The regions of a page that a planned page fills. Where none asks for the same, it is the first one that was published
 * for the same language and member, if it holds the brief in another edition, as before `pages:` changed, or a brief that
 * is gone, as after its folder was renamed.
 */
function ownRegions(regions: readonly Region[], request: RegionRequest, briefs: readonly string[]): readonly Region[] {
  const same = regions.filter((region) => isSame(region.request, request));
  if (same.length > 0) return same;
  return regions
    .filter(({ target, request: { brief, edition, locale, member, part } }) => {
      const isBrief = brief === request.brief || (edition === request.edition && !briefs.includes(brief));
      return target !== undefined && !part && isBrief && locale === request.locale && member === request.member;
    })
    .slice(0, 1);
}

/** Why a page that exists is not to be written; undefined if it may be. */
function takenBy(
  own: readonly Region[],
  { page, request, mark, force }: { page: PageRegions; request: RegionRequest; mark: RegionMark; force: boolean },
): string | undefined {
  const [first] = own;
  if (!first) {
    const other = page.regions.find(({ target, request: { part } }) => target !== undefined && !part);
    return other
      ? `a page of this name is there already, with the brief ${other.request.brief}: give one of the two another title`
      : 'a page of this name is there already, without our markers: rename or remove it';
  }
  const stranger = own.find(({ owner }) => owner !== undefined && owner !== mark.owner);
  if (stranger) {
    const remedy =
      mark.owner === undefined
        ? `if that is this folder, write owner: ${stranger.owner} in assay.yaml`
        : 'give one of the two briefs another title';
    return `it belongs to another folder, ${stranger.owner}: ${remedy}`;
  }
  const { brief } = first.request;
  if (brief !== request.brief && !force)
    return `it holds the brief ${brief}, which is gone: if ${request.brief} is its new name, publish once with --force`;
  const isTheirs = own.some((region) => region.written !== undefined && isEdited(page, region));
  if (isTheirs && !force)
    return 'somebody edited it between our markers: move that elsewhere, or overwrite it with --force';
  return undefined;
}

function refusal(reason: string): Written {
  return { action: 'refused', reason };
}

/** Whether a region is about the same as a page. */
export function isSame(one: RegionRequest, other: RegionRequest): boolean {
  const { brief, edition, locale, member } = other;
  return one.brief === brief && one.edition === edition && one.locale === locale && one.member === member && !one.part;
}
