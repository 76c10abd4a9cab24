import { stringify } from 'yaml';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { DELIMITERS } from '../core/files/csv-file.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { editionId } from '../brief/brief-defaults.ts';
import { loadDataset } from '../dataset/dataset-folder.ts';
import { newestDay, openEdition } from '../dataset/edition.ts';
import { inlineReleases } from '../dataset/inline-releases.ts';
import type { Dataset, Release } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';
import { RELEASES_CSV } from '../dataset/release-tables.ts';
import { type Gap, gapsIn, olderEdition } from './asked-figures.ts';
import { withEdition } from './brief-entry.ts';
import { briefsWith, checkName, checkOne, type EditionRequest, type Found, periodOf } from './edition-request.ts';
import { type FixedPeriods, fixedPeriods } from './fixed-periods.ts';
import { type NextRelease, nextFileName, nextReleaseId, releasesBefore } from './next-release.ts';
import { releaseSkeleton } from './release-skeleton.ts';
import { withStandIn } from './stand-in-release.ts';
import { tableSkeleton, withReleaseRow } from './table-skeleton.ts';

/** A new edition with its release, before anything is written. */
export interface Draft {
  readonly dataset: string;
  readonly edition: string;
  readonly from: string;
  readonly release: string;
  readonly period: Period;
  /** The period of the release that it is modelled on. */
  readonly before: Period;
  readonly files: readonly DraftFile[];
  /** Briefs whose older edition gets the date that ends it, and the date. */
  readonly ended: readonly { readonly brief: string; readonly asOf: string }[];
  /** What the briefs ask for and the release will not state, even when all of its skeleton is filled in. */
  readonly gaps: readonly Gap[];
  /** What the briefs write out of the period of the older edition, and the new one would print unchanged. */
  readonly fixed: readonly FixedPeriods[];
}

export interface DraftFile {
  readonly path: string;
  readonly text: string;
  /** Whether the file does not exist yet. */
  readonly isNew: boolean;
  /** What a file held that is replaced; without it the draft does not rest on that. */
  readonly before?: string | undefined;
}

/**
 * Drafts a new edition: its entries in `brief.yaml`, the skeleton of its release, and the list of what the briefs ask
 * for and the release will not state. Writes nothing. Undefined, with diagnostics, where it cannot be made.
 */
export async function draftEdition(
  workspace: Workspace,
  request: EditionRequest,
  diagnostics: Diagnostics,
): Promise<Draft | undefined> {
  const { id, from } = request;
  if (!checkName('an edition', id, diagnostics)) return undefined;
  const found = await briefsWith(workspace, from, request.briefs, diagnostics);
  if (!found || !checkOne(found, from, diagnostics)) return undefined;
  for (const { brief } of found) {
    const known = brief.editions.find((edition) => edition.id === id);
    if (known) diagnostics.error('edition/exists', `${brief.id} already has an edition ${id}`, known.place, EXISTS);
  }
  const [first] = found;
  if (!first || diagnostics.failed) return undefined;
  const dataset = await loadDataset(workspace, first.brief.dataset.id, diagnostics);
  const old = dataset && openEdition(dataset, first.edition.release, undefined, diagnostics, first.edition.place);
  const next = old && nextOf(old.dataset, old.release, request, diagnostics);
  const release = next && (await releaseFiles(workspace, next, diagnostics));
  if (!dataset || !next || !release) return undefined;
  const newest = newestDay(dataset);
  const listed = found.filter(({ brief }) => brief.listsEditions);
  checkUnlisted(found, id, next, diagnostics);
  if (diagnostics.failed) return undefined;
  const open = listed.filter(({ edition }) => edition.asOf === undefined);
  const entries = listed.map(({ brief, edition }): DraftFile => {
    const entry = { from, id, release: next.id, endsOld: edition.asOf === undefined ? newest : undefined };
    return { path: brief.file.path, text: withEdition(brief.file.text, entry), isNew: false };
  });
  return {
    dataset: dataset.id,
    edition: id,
    from,
    release: next.id,
    period: next.period,
    before: next.old.period,
    files: [...release, ...entries],
    ended: open.map(({ brief }) => ({ brief: brief.id, asOf: newest })),
    gaps: (await Promise.all(found.map((one) => gapsOf(one, dataset, next)))).flat(),
    fixed: fixedIn(found, next),
  };
}

const EXISTS =
  'nothing is overwritten: give the new edition another id, or see what this one still asks for without --from';

/** Reports briefs that list no editions, and would name that on the new release otherwise. */
function checkUnlisted(found: readonly Found[], id: string, next: NextRelease, diagnostics: Diagnostics): void {
  const own = editionId(next);
  for (const { brief } of found) {
    if (brief.listsEditions || own === id) continue;
    const message = `the brief ${brief.id} lists no editions, so that on ${next.id} is ${own}, not ${id}`;
    diagnostics.error('edition/bad-name', message, brief.file.path, `write ${own}, or list its editions in brief.yaml`);
  }
}

function nextOf(
  dataset: Dataset,
  old: Release,
  request: EditionRequest,
  diagnostics: Diagnostics,
): NextRelease | undefined {
  const earlier = releasesBefore(dataset, old);
  const period = periodOf(request, old, earlier.at(-1), diagnostics);
  if (!period) return undefined;
  const id = request.release ?? nextReleaseId(old, period, earlier.at(-1), request);
  if (!checkName('a release', id, diagnostics)) return undefined;
  const known = dataset.releases.get(id);
  if (!known) return { old, id, period, earlier };
  const hint =
    'nothing is overwritten: give the new release another id with --release, or another period with --period';
  diagnostics.error('edition/exists', `${dataset.id} already has a release ${id}`, known.file.path, hint);
  return undefined;
}

/** The files of the skeleton. A file that exists is reported. */
async function releaseFiles(
  workspace: Workspace,
  next: NextRelease,
  diagnostics: Diagnostics,
): Promise<DraftFile[] | undefined> {
  const { path, text } = await ownFile(next.old);
  const [folder, name, ending] = [path.replace(/[^/]*$/, ''), path.replace(/^.*\//, ''), path.replace(/^.*\./, '')];
  const own = `${folder}${nextFileName(name.slice(0, -ending.length - 1), next)}.${ending}`;
  if (await workspace.exists(own)) {
    const hint = 'nothing is overwritten: move that file, or give the release another id with --release';
    diagnostics.error('edition/exists', `there is already a file ${own}`, own, hint);
    return undefined;
  }
  if (ending !== 'csv') return [{ path: own, text: releaseSkeleton(text, next), isNew: true }];
  const heads = await workspace.readText(`${folder}${RELEASES_CSV}`, diagnostics);
  if (!heads) return undefined;
  const delimiter = delimiterOf(text);
  return [
    { path: own, text: tableSkeleton({ delimiter, text }, next), isNew: true },
    { path: heads.path, text: withReleaseRow({ delimiter, text: heads.text }, next), isNew: false },
  ];
}

/** The file of a release; of one that stands in `dataset.yaml`, the file that it would have. */
async function ownFile({ id, file }: Release): Promise<{ readonly path: string; readonly text: string }> {
  if (!file.path.endsWith('/dataset.yaml')) return file;
  const yaml = await readYaml(file, new Diagnostics());
  const own = yaml && inlineReleases(yaml).get(id);
  return { path: file.path.replace('dataset.yaml', `releases/${id}.yaml`), text: stringify(own?.value) };
}

/** The delimiter of a table that could be read. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n');
  return Object.values(DELIMITERS).find((sign) => head.split(sign).length > 2) ?? ',';
}

/** What briefs write out, once where they share a partial. */
function fixedIn(found: readonly Found[], { old, period }: NextRelease): FixedPeriods[] {
  const all = found.flatMap(({ brief }) => fixedPeriods(brief, old.period, period));
  return [...new Map(all.map((one) => [`${one.file}:${one.line}`, one])).values()];
}

async function gapsOf({ brief, edition }: Found, dataset: Dataset, next: NextRelease): Promise<readonly Gap[]> {
  const planned = withStandIn(dataset, next);
  const diagnostics = new Diagnostics();
  const opened = openEdition(planned, next.id, undefined, diagnostics);
  const older = openEdition(dataset, edition.release, edition.asOf, diagnostics, edition.place);
  return opened && older ? gapsIn(brief, opened, olderEdition(edition.id, older, opened)) : [];
}
