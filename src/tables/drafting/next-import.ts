import { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { compareText } from '../../core/diagnostics/text-order.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { listBriefs, loadBrief } from '../../brief/brief-folder.ts';
import { loadReadable } from '../../dataset/dataset-folder.ts';
import { dayOf } from '../../dataset/edition.ts';
import type { Release } from '../../dataset/model.ts';
import { comparePeriods, lastDay, parsePeriod, type Period } from '../../dataset/period.ts';
import { newestPeriodIn, type ReleaseFacts } from '../importing/import.ts';
import type { Mapping } from '../importing/mapping.ts';
import { type Draft, draftEdition, nextReleaseId, releasesBefore, replacedPeriod } from './draft.ts';

/** The release that a file holds after those that its mapping made before. */
export interface NextImport {
  readonly facts: ReleaseFacts;
  /** The release before it; undefined if there is none. */
  readonly old: Release | undefined;
}

/**
 * What the next release of a mapping is: its period is the newest of that kind in the file, and its id follows that of the
 * release before. `today` stands for the day of publication until somebody writes it. Undefined if a mistake was reported.
 */
export async function nextImport(
  workspace: Workspace,
  mapping: Mapping,
  { file, today }: { readonly file: string; readonly today: string },
  diagnostics: Diagnostics,
): Promise<NextImport | undefined> {
  const { source, id: ownId, period: ownPeriod } = mapping.input.release;
  const own = new Diagnostics();
  const { dataset, isSound, isUnfinished } = await loadReadable(workspace, mapping.dataset, own);
  if (!dataset || !(isSound || isUnfinished)) {
    diagnostics.include(own);
    return undefined;
  }
  // A source may publish by month and by quarter: those of the mapping are like its own release.
  const kind = parsePeriod(ownPeriod)?.kind;
  const known = [...dataset.releases.values()].filter((one) => one.source.id === source && one.period.kind === kind);
  const old = known.toSorted((a, b) => comparePeriods(a.period, b.period) || compareText(dayOf(a), dayOf(b))).at(-1);
  if (!old) {
    const message = `there is no release of ${source} before ${ownId}`;
    return diagnostics.error('import/period', message, file, 'import the first one without --next');
  }
  // What the tables of the file warn of is said when they are imported.
  const reading = new Diagnostics();
  const newest = await newestPeriodIn(workspace, mapping, { file, kind: old.period.kind }, reading);
  if (!newest) {
    const message = `${file} has no figure of a ${old.period.kind}, as the release ${old.id} before has`;
    const hint = 'say what it is: --release ID --period PERIOD, without --next';
    if (!reading.failed) return diagnostics.error('import/period', message, file, hint);
    diagnostics.include(reading);
    return undefined;
  }
  if (newest.text === old.period.text) {
    // imported before: a run that was cut off may have left its editions out
    const { id, published, period } = old;
    return {
      old: releasesBefore(dataset, old).at(-1),
      facts: { id, source, published: lastDay(published) === undefined ? today : published, period: period.text },
    };
  }
  if (comparePeriods(newest, old.period) < 0) {
    const message = `the newest figures of ${file} are of ${newest.text}, and ${old.id} is of ${old.period.text}`;
    return diagnostics.error(
      'import/period',
      message,
      file,
      'give the newest file, or name its release without --next',
    );
  }
  const ids = { from: old.period.text, id: newest.text };
  const id = nextReleaseId(old, newest, releasesBefore(dataset, old).at(-1), ids);
  return { old, facts: { id, source, published: today, period: newest.text } };
}

/** The editions of the next release, in each brief that has one of the release before and lists its editions. */
export async function nextEditions(
  workspace: Workspace,
  old: Release,
  { id: release, period }: { readonly id: string; readonly period: Period },
  diagnostics: Diagnostics,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const name of await listBriefs(workspace)) {
    const brief = await loadBrief(workspace, name, diagnostics);
    const from = brief?.editions.findLast((edition) => edition.release === old.id);
    if (!brief?.listsEditions || !from || brief.editions.some((edition) => edition.release === release)) continue;
    const id = replacedPeriod(from.id, old.period, period) ?? period.text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const request = { id, from: from.id, briefs: [name], period: period.text, release };
    const draft = await draftEdition(workspace, request, diagnostics);
    if (draft) drafts.push(draft);
  }
  return drafts;
}
