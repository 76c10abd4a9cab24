import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { readRegions } from '../embedding/page-regions.ts';
import type { RegionMark } from '../embedding/region-words.ts';
import { storageLetters } from '../embedding/storage-words.ts';
import type { PublishOptions } from './page-outcome.ts';

/** A page whose brief is gone from the folder that publishes. */
export interface Orphan {
  /** Whether it is for `--prune` to delete: it says that this folder published it, and nobody wrote on it too. */
  readonly isOurs: boolean;
  /** What is gone. */
  readonly gone: string;
  /** The same, and what a person can do. */
  readonly reason: string;
}

/** What a page keeps of what was published on it. */
export interface PublishedBrief extends Pick<RegionMark, 'owner'> {
  readonly brief: string;
  /** Whether people wrote on the page, too. */
  readonly isShared: boolean;
}

/**
 * Judges what was published on a page; undefined if its brief is there, or if it belongs to another folder, which has
 * other briefs. A page that names no owner may be anybody's, so it is reported but never deleted.
 */
export function orphanOf(
  { brief, owner, isShared }: PublishedBrief,
  own: string | undefined,
  { briefs }: Pick<PublishOptions, 'briefs'>,
): Orphan | undefined {
  if (briefs.includes(brief) || (owner !== undefined && owner !== own)) return undefined;
  const gone = `there is no brief ${brief}${owner === undefined ? ' here' : ' any more'}`;
  if (owner === undefined) {
    const hint = 'and the page does not say whose it is: if no other folder publishes it, remove it';
    return { isOurs: false, gone, reason: `${gone}, ${hint}` };
  }
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
  const isShared = flavour === 'confluence' ? hasStorage(outside) : outside.trim() !== '';
  return published.map(({ request: { brief }, owner }) => ({ brief, owner, isShared }));
}

/** Whether something can be seen of a text in storage format, in which empty paragraphs remain when people write. */
function hasStorage(text: string): boolean {
  return storageLetters(text) !== '' || /<(?:ac:image|ac:structured-macro|ri:)/.test(text);
}
