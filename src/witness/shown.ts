import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import type { NumeralKind } from '../source-document/source-document.ts';
import type { SourceRecord } from '../source-document/source-record.ts';
import type { SourcePlace } from './source-place.ts';
import type { Witnessed } from './witness.ts';

/** Reads the records of sources. A project whose releases name none loads nothing that reads them. */
const recordReader = once(() => import('../source-document/source-record.ts'));

/** What the witness says about the releases of a dataset, as far as documents and outputs show it. */
export interface ShownWitness {
  readonly releases: ReadonlyMap<Release['id'], ShownRelease>;
  /** Where statements were read again. */
  readonly places: ReadonlyMap<Observation, SourcePlace>;
}

/** A release that names what it was typed from. */
export interface ShownRelease {
  readonly source: string;
  readonly keep: SourceRecord['keep'];
  readonly url?: string | undefined;
  readonly retrieved?: string | undefined;
  readonly licence?: string | undefined;
  /** What was read again; undefined where the repository keeps nothing that can be read. */
  readonly read?: ShownReading | undefined;
}

/** How a release and its source agree. */
export interface ShownReading {
  /** Statements of the release, those of them that were found, and those of these that stand under heads in doubt. */
  readonly statements: number;
  readonly found: number;
  readonly doubted: number;
  /** Numerals of the source that nothing takes: by kind, left out with a reason, and figures. */
  readonly ignored: ReadonlyMap<NumeralKind, number>;
  readonly leftOut: number;
  readonly unread: number;
}

export const NOTHING_WITNESSED: ShownWitness = { releases: new Map(), places: new Map() };

/**
 * Reads sources again from what the repository keeps of them alone: a copy elsewhere changes nothing of what is printed. What
 * does not agree is reported.
 */
export async function witnessToShow(
  workspace: Workspace,
  dataset: Dataset,
  diagnostics: Diagnostics,
): Promise<ShownWitness> {
  const named = [...dataset.releases.values()].filter(({ sourceFile }) => sourceFile);
  if (named.length === 0) return NOTHING_WITNESSED;
  const [{ witnessDataset }, { placesIn }, { readSourceRecord }] = await Promise.all([
    import('./witness.ts'),
    import('./source-place.ts'),
    recordReader(),
  ]);
  const releases = new Map(named.map((release) => [release.id, release]));
  const witnessed = await witnessDataset(workspace, { ...dataset, releases }, { isAsKept: true }, diagnostics);
  const shown = new Map<Release['id'], ShownRelease>();
  const places = new Map<Observation, SourcePlace>();
  for (const one of witnessed) {
    const path = one.release.sourceFile?.path ?? '';
    const record = one.reading?.record ?? (await readSourceRecord(workspace, path, new Diagnostics()));
    if (!record) continue;
    const { keep, url, retrieved, licence } = record;
    shown.set(one.release.id, { source: path, keep, url, retrieved, licence, read: readingOf(one) });
    const found = one.reading ? placesIn(one.reading, url ?? one.release.url) : [];
    for (const [statement, place] of found) places.set(statement, place);
  }
  return { releases: shown, places };
}

function readingOf({ statements, read, doubted, ignored, notTaken, unread }: Witnessed): ShownReading | undefined {
  return read === undefined ? undefined : { statements, found: read, doubted, ignored, leftOut: notTaken, unread };
}

/** The files of the repository that decide what the witness says about releases: records, and the texts that are kept. */
export async function filesOfSources(
  workspace: Workspace,
  releases: Iterable<Pick<Release, 'sourceFile'>>,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { sourceFile } of releases) {
    if (!sourceFile) continue;
    const { readSourceRecord, recordPath } = await recordReader();
    const record = await recordPath(workspace, sourceFile.path);
    if (await workspace.exists(record)) files.push(record);
    const { keep = 'text' } = (await readSourceRecord(workspace, sourceFile.path, new Diagnostics())) ?? {};
    if (keep === 'text' && (await workspace.exists(sourceFile.path))) files.push(sourceFile.path);
  }
  return files;
}
