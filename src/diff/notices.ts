import { noticeOf, plainOf, warnOfLaterEvidence } from '../pipeline/composition.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { noticeBetween, type Vintage } from '../comparison/notice.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Notice } from '../template/scope.ts';
import { aspectOf } from './aspect.ts';
import { type Composer, keyOf } from './composing.ts';
import { MixedWorkspace } from './mixed-workspace.ts';

/** What a print of an edition corrects. */
export interface EditionNotice {
  readonly source: EditionSource;
  readonly notice: Notice;
}

/** The notices of a comparison. */
export interface FoundNotices {
  readonly notices: readonly EditionNotice[];
  /** How many pairs of prints were compared. */
  readonly compared: number;
}

/** Which editions a notice is wanted of. */
export interface NoticeRequest {
  /** None for all briefs. */
  readonly briefs: readonly string[];
  /** Undefined for every language. */
  readonly locale?: string | undefined;
}

/** The notices of all editions that are further prints of others in `brief.yaml`. */
export async function noticesOfReprints(
  workspace: Workspace,
  request: NoticeRequest,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<FoundNotices> {
  const all = await composer.sources(new Snapshot(workspace.root), request.briefs, diagnostics);
  const reprints = wantedOf(all, request, diagnostics).filter(({ vintage }) => vintage?.());
  return {
    notices: reprints.flatMap((source) => noticed(source, noticeOf(source, diagnostics))),
    compared: reprints.length,
  };
}

/** The notices of an edition against another of the same release. */
export async function noticesOfEdition(
  workspace: Workspace,
  [old, current]: readonly [string, string],
  request: NoticeRequest,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<FoundNotices> {
  const all = await composer.sources(new Snapshot(workspace.root), request.briefs, diagnostics);
  const sources = wantedOf(all, request, diagnostics);
  const earlier = new Map(
    sources.filter(({ head }) => head.edition === old).map((source) => [keyOf(source.head, true), source]),
  );
  const pairs = sources
    .filter(({ head }) => head.edition === current)
    .map((source) => ({ source, before: earlier.get(keyOf(source.head, true)) }))
    .filter(({ source, before }) => before?.head.release === source.head.release);
  if (pairs.length === 0 && sources.length > 0) {
    const message = `${old} and ${current} are not two editions of one release`;
    diagnostics.error('diff/unknown-state', message, 'templates', 'a notice is about two prints of the same release');
  }
  const notices = pairs.flatMap(({ source, before }) => noticed(source, noticeOf(source, diagnostics, before)));
  return { notices, compared: pairs.length };
}

/**
 * The notices of all editions whose data were changed in place between two root folders, and of those that are printed
 * again in the later one. The templates are those of the earlier one on both sides, so that only data explain what reads
 * otherwise.
 */
export async function noticesBetween(
  base: Workspace,
  head: Workspace,
  request: NoticeRequest,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<FoundNotices> {
  const sides = [new Snapshot(base.root), new Snapshot(head.root)] as const;
  const { briefs } = request;
  const all = await composer.sources(sides[0], briefs, new Diagnostics());
  const earlier = wantedOf(all, request, diagnostics);
  const before = new Map(earlier.map((source) => [keyOf(source.head), source]));
  const changed = await composer.sources(withDataOf(...sides, false), briefs, diagnostics);
  // What is wrong with the later briefs is reported where they are built.
  const listed = await composer.sources(withDataOf(...sides, true), briefs, new Diagnostics());
  const pairs = [...changed, ...listed.filter((source) => !before.has(keyOf(source.head)))].flatMap((source) => {
    const was = before.get(keyOf(source.head)) ?? printBefore(source, earlier);
    return was ? [{ was, source }] : [];
  });
  const notices: EditionNotice[] = [];
  for (const { was, source } of pairs) {
    if (await isSame(was, source)) continue;
    const [old, current] = [await vintageOf(was, composer), await vintageOf(source, composer)];
    const notice = noticeBetween(old, current, await vintageOf(plainOf(source, was), composer), source.locale);
    if (old.id !== current.id) warnOfLaterEvidence(source, notice, diagnostics);
    notices.push(...noticed(source, notice));
  }
  return { notices, compared: pairs.length };
}

/** A root folder with the data of another, and with its lists where needed of editions. */
function withDataOf(base: Workspace, head: Workspace, hasEditions: boolean): Workspace {
  return new MixedWorkspace(base, head, (path) => {
    return ['data', 'rules'].includes(aspectOf(path)) || (hasEditions && path.endsWith('/brief.yaml'));
  });
}

/** The newest print of the same release that an edition is not older than, else the newest of all. */
export function printBefore(
  { head, edition }: EditionSource,
  sources: readonly EditionSource[],
): EditionSource | undefined {
  const prints = sources
    .filter((other) => keyOf(other.head, true) === keyOf(head, true) && other.head.release === head.release)
    .sort((a, b) => compareText(a.edition.asOf, b.edition.asOf));
  return prints.findLast((other) => other.edition.asOf <= edition.asOf) ?? prints.at(-1);
}

/** The editions in the language that is asked for; it is a mistake if none is printed in it. */
function wantedOf(
  sources: readonly EditionSource[],
  { locale }: NoticeRequest,
  diagnostics: Diagnostics,
): readonly EditionSource[] {
  if (locale === undefined) return sources;
  const known = new Set<string>(sources.flatMap(({ brief }) => brief.locales));
  if (sources.length > 0 && !known.has(locale)) {
    const message = `no brief that is compared is printed in ${locale}`;
    diagnostics.error('dataset/unknown-locale', message, 'templates', didYouMean(locale, known));
  }
  return sources.filter((source) => source.locale === locale);
}

function noticed(source: EditionSource, notice: Notice | undefined): EditionNotice[] {
  return notice ? [{ source, notice }] : [];
}

async function isSame(was: EditionSource, is: EditionSource): Promise<boolean> {
  return (await was.sources()).fingerprint === (await is.sources()).fingerprint;
}

/** A print without the notice in it: that reports the change, and is not part of it. */
export async function vintageOf(source: EditionSource, composer: Composer): Promise<Vintage> {
  const { head, edition } = source;
  const blocks = await composer.blocks({ ...source, vintage: undefined }, new Diagnostics());
  return { id: head.edition, edition, blocks };
}
