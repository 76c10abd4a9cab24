import { listBriefs } from '../brief/brief-folder.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { dayOf } from '../dataset/edition.ts';
import type { Region } from './page-regions.ts';
import type { RegionRequest, RegionWords } from './region-words.ts';

/** The editions of the briefs that regions ask for, and which briefs there are. */
export interface KnownEditions {
  readonly briefs: readonly string[];
  readonly sources: readonly EditionSource[];
}

/** Loads briefs that regions name, with their datasets. Names of no brief are left to `editionOf`, which has their place. */
export async function loadEditions(
  workspace: Workspace,
  names: ReadonlySet<string>,
  diagnostics: Diagnostics,
): Promise<KnownEditions> {
  const briefs = await listBriefs(workspace);
  const wanted = briefs.filter((brief) => names.has(brief));
  const sources = wanted.length > 0 ? await selectEditions(workspace, wanted, diagnostics) : [];
  return { briefs, sources };
}

/** The edition that a region asks for; undefined, with a diagnostic at the attribute, if there is none. */
export function editionOf(
  { briefs, sources }: KnownEditions,
  { request, placeOf }: RegionWords,
  diagnostics: Diagnostics,
): EditionSource | undefined {
  const ofBrief = sources.filter(({ head }) => head.brief === request.brief);
  const [first] = ofBrief;
  if (!briefs.includes(request.brief)) {
    const hint = didYouMean(request.brief, briefs);
    return diagnostics.error('brief/unknown', `there is no brief ${request.brief}`, placeOf('brief'), hint);
  }
  // what is wrong with the brief was reported
  if (!first) return undefined;
  const { brief } = first;
  const edition = request.edition === 'latest' ? newestOf(ofBrief) : request.edition;
  const ofEdition = ofBrief.filter(({ head }) => head.edition === edition);
  if (ofEdition.length === 0) {
    const hint = didYouMean(edition, ['latest', ...brief.editions.map(({ id }) => id)]);
    const message = `the brief ${brief.id} has no edition ${edition}`;
    return diagnostics.error('edition/unknown', message, placeOf('edition'), hint);
  }
  const locale = request.locale ?? brief.locales[0] ?? '';
  const ofLocale = ofEdition.filter((source) => source.locale === locale);
  if (ofLocale.length === 0) {
    const message = `the brief ${brief.id} is not printed in ${locale}`;
    return diagnostics.error('dataset/unknown-locale', message, placeOf('locale'), didYouMean(locale, brief.locales));
  }
  return memberOf(ofLocale, { request, placeOf }, diagnostics);
}

function memberOf(
  sources: readonly EditionSource[],
  { request: { member }, placeOf }: Pick<RegionWords, 'request' | 'placeOf'>,
  diagnostics: Diagnostics,
): EditionSource | undefined {
  const found = sources.find(({ head }) => head.member === member);
  if (found) return found;
  const members = sources.flatMap(({ head }) => head.member ?? []);
  const { id } = sources[0]?.brief ?? {};
  if (members.length === 0) {
    const message = `the brief ${id} is one document, not one for each member`;
    return diagnostics.error('embed/bad-attribute', message, placeOf('member'), 'remove the attribute member');
  }
  if (member === undefined) {
    const message = `the brief ${id} has a document for each member, and this names none`;
    return diagnostics.error('embed/bad-attribute', message, placeOf('brief'), `write member=${members[0]}`);
  }
  const message = `this edition of ${id} has no document for ${member}`;
  return diagnostics.error('dataset/unknown-dimension', message, placeOf('member'), didYouMean(member, members));
}

/** The edition of the newest release, by its day, then by the day as of which it is read. */
function newestOf(sources: readonly EditionSource[]): string {
  const [newest] = sources.toSorted(
    ({ edition: a }, { edition: b }) => compareText(dayOf(b.release), dayOf(a.release)) || compareText(b.asOf, a.asOf),
  );
  return newest?.head.edition ?? '';
}

/** What a region is filled with: a part of an edition, in a flavour. */
export interface RegionOrder {
  readonly source: EditionSource;
  readonly flavour: FlavourName;
  readonly request: RegionRequest;
  readonly isInline: boolean;
}

export function orderOf(source: EditionSource, flavour: FlavourName, region: Region): RegionOrder {
  return { source, flavour, request: region.request, isInline: region.isInline };
}

/**
 * A hash of everything that the content of a region is made from: 16 hexadecimal digits. Regions whose hash is that of
 * their order need not be composed.
 */
export async function inputsOf(order: RegionOrder): Promise<string> {
  const { fingerprint } = await order.source.fingerprint();
  return sha256(`${fingerprint}\n${orderKey(order)}`).slice(0, 16);
}

/** Equal for orders of the same content. */
export function orderKey({ source: { head }, flavour, request: { part, ...request }, isInline }: RegionOrder): string {
  const { brief, edition, locale, member } = head;
  const asked = [request.edition, request.locale, request.member];
  return JSON.stringify([brief, edition, locale, member, part?.kind, part?.id, flavour, isInline, asked]);
}
