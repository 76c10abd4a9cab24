import { noticeOf } from '../build/composition.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { noticeBetween, type Vintage } from '../comparison/notice.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { asIfPrinted } from '../dataset/known-then.ts';
import type { Notice } from '../template/scope.ts';
import { aspectOf } from './aspect.ts';
import { type Composer, keyOf } from './composing.ts';
import { MixedWorkspace } from './mixed-workspace.ts';

/** What a print of an edition corrects. */
export interface EditionNotice {
  readonly source: EditionSource;
  readonly notice: Notice;
}

/** The notices of all editions that are further prints of others in `brief.yaml`. */
export async function noticesOfReprints(
  workspace: Workspace,
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<EditionNotice[]> {
  const sources = await composer.sources(new Snapshot(workspace.root), names, diagnostics);
  return sources.flatMap((source) => noticed(source, noticeOf(source, diagnostics)));
}

/** The notices of an edition against another of the same release. */
export async function noticesOfEdition(
  workspace: Workspace,
  [old, current]: readonly [string, string],
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<EditionNotice[]> {
  const sources = await composer.sources(new Snapshot(workspace.root), names, diagnostics);
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
  return pairs.flatMap(({ source, before }) => noticed(source, noticeOf(source, diagnostics, before)));
}

/**
 * The notices of all editions whose data were changed in place between two root folders. The templates are those of the
 * earlier one on both sides, so that only data explain what reads otherwise.
 */
export async function noticesBetween(
  base: Workspace,
  head: Workspace,
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<EditionNotice[]> {
  const sides = [new Snapshot(base.root), new Snapshot(head.root)] as const;
  const mixed = new MixedWorkspace(sides[0], sides[1], (path) => ['data', 'rules'].includes(aspectOf(path)));
  const earlier = await composer.sources(sides[0], names, new Diagnostics());
  const before = new Map(earlier.map((source) => [keyOf(source.head), source]));
  const found: EditionNotice[] = [];
  for (const source of await composer.sources(mixed, names, diagnostics)) {
    const was = before.get(keyOf(source.head));
    if (!was || (await isSame(was, source))) continue;
    const plain = { ...source, edition: asIfPrinted(source.edition, was.edition) };
    const [old, current] = [await vintageOf(was, composer), await vintageOf(source, composer)];
    found.push(...noticed(source, noticeBetween(old, current, await vintageOf(plain, composer), source.locale)));
  }
  return found;
}

function noticed(source: EditionSource, notice: Notice | undefined): EditionNotice[] {
  return notice ? [{ source, notice }] : [];
}

async function isSame(was: EditionSource, is: EditionSource): Promise<boolean> {
  return (await was.fingerprint()).fingerprint === (await is.fingerprint()).fingerprint;
}

/** A print without the notice in it: that tells of the change, and is no part of it. */
async function vintageOf(source: EditionSource, composer: Composer): Promise<Vintage> {
  const { head, edition } = source;
  const blocks = await composer.blocks({ ...source, vintage: undefined }, new Diagnostics());
  return { id: head.edition, edition, blocks };
}
