import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { readRegions } from '../embedding/page-regions.ts';
import type { RegionMark, RegionRequest } from '../embedding/region-words.ts';
import { HOSTS } from '../host/hosts.ts';
import type { PublishOptions } from './page-outcome.ts';
import { isSame } from './page-writing.ts';
import type { PlannedPage } from './planned-page.ts';

/** A page whose brief is gone from the folder that publishes, or stands on another page now. */
export interface Orphan {
  /** Whether it is for `--prune` to delete: it says that this folder published it, and nobody wrote on it too. */
  readonly isOurs: boolean;
  /** What is gone. */
  readonly gone: string;
  /** The same, and what a person can do. */
  readonly reason: string;
}

/** What a page keeps of what was published on it. */
export interface PublishedBrief extends RegionMark {
  readonly request: RegionRequest;
  /** Whether people wrote on the page, too. */
  readonly isShared: boolean;
}

/** What the folder that publishes has: its pages, its briefs, and what it calls itself. */
export interface OwnBriefs extends Pick<PublishOptions, 'briefs'> {
  readonly owner: string | undefined;
  readonly pages: readonly PlannedPage[];
}

/**
 * Judges what was published on a page that is not planned; undefined if its brief is there, or if it belongs to another
 * folder, which has other briefs. A page that names no owner may be anybody's, so it is reported but never deleted.
 */
export function orphanOf(
  { request, target, owner, isShared }: PublishedBrief,
  { briefs, owner: own, pages }: OwnBriefs,
): Orphan | undefined {
  const { brief } = request;
  if (owner !== undefined && owner !== own) return undefined;
  if (owner === undefined) {
    if (briefs.includes(brief)) return undefined;
    const hint = 'and the page does not say whose it is: if no other folder publishes it, remove it';
    return { isOurs: false, gone: '', reason: `there is no brief ${brief} here, ${hint}` };
  }
  const now = pages.find((page) => page.mark.target === target && isSame(request, page.request));
  if (briefs.includes(brief) && !now) return undefined;
  const gone = now ? `the brief ${brief} is on ${now.title} now` : `there is no brief ${brief} any more`;
  const remedy = isShared ? 'people wrote on the page too, so it is theirs to remove' : '--prune deletes the page';
  return { isOurs: !isShared, gone, reason: `${gone}: ${remedy}` };
}

/** What was published on a page, whole briefs and lists of editions; none if its markers cannot be read. */
export function publishedOn(at: string, text: string, flavour: FlavourName): readonly PublishedBrief[] {
  const regions = readRegions({ path: at, text }, flavour, new Diagnostics())?.regions ?? [];
  const published = regions.filter(({ target, request }) => target !== undefined && !request.part);
  const outside = published.reduceRight(
    (rest, { opening, closing, end }) => rest.slice(0, opening.start) + rest.slice(closing?.end ?? end),
    text,
  );
  const isShared = HOSTS[flavour].marking.saved?.isSeen(outside) ?? outside.trim() !== '';
  return published.map(({ request, target, owner }) => ({ request, target, owner, isShared }));
}
