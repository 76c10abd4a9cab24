import type { FlavourName } from '../brief/flavour-names.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { restoreDiagnostic, storeDiagnostic, type StoredDiagnostic } from '../core/diagnostics/stored-diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { readResult, type ResultStore, writeResult } from '../core/machine/result-store.ts';
import { Snapshot, type Trace } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { PartName } from '../document/part-name.ts';
import type { BuildResult } from './build-result.ts';
import { topOf } from './edition-source.ts';
import { changedCircumstances, type Circumstances } from './circumstances.ts';

// This file decides that there is nothing to do, so it imports nothing that takes long to load.

/** What a build is asked for. */
export interface BuildRequest {
  /** Absolute path of the root folder. */
  readonly root: string;
  /** Briefs; none means all. */
  readonly names: readonly string[];
  readonly flavours?: readonly FlavourName[] | undefined;
  readonly parts?: readonly PartName[] | undefined;
  readonly isDraft?: boolean | undefined;
}

/** All that a build without errors read, wrote and reported: plain data. */
export interface BuildRecord {
  readonly circumstances: Circumstances;
  /** What it read below the root folder. */
  readonly trace: Trace;
  /** SHA-256 of the files that it wrote by their paths. */
  readonly outputs: Readonly<Record<string, string>>;
  /** SHA-256 of the list of all files in the folders of its briefs, or with all briefs of all folders. */
  readonly listing: string;
  readonly result: Omit<BuildResult, 'changed'>;
  readonly warnings: readonly StoredDiagnostic[];
  /** Keys of its editions in the cache. */
  readonly editions: readonly string[];
}

const KIND = 'build';

/** The key of the last build of the same things into the same folder. */
export function keyOfRequest({ root, names, flavours, parts, isDraft }: BuildRequest): string {
  return sha256(JSON.stringify([root, names, flavours ?? null, parts ?? null, ...(isDraft ? ['draft'] : [])]));
}

/** The record of the last build of a request, by its key. */
export function lastBuild(store: ResultStore, key: string): Promise<BuildRecord | undefined> {
  return readResult<BuildRecord>(store, KIND, key);
}

/** Keeps the record of a build. */
export async function recordBuild(
  store: ResultStore,
  request: BuildRequest,
  record: Omit<BuildRecord, 'listing' | 'warnings'>,
  diagnostics: Diagnostics,
): Promise<void> {
  const listing = await listingOf(new Snapshot(request.root), request);
  const warnings = diagnostics.all.map(storeDiagnostic);
  await writeResult(store, KIND, keyOfRequest(request), { ...record, listing, warnings });
}

/** Whether all that a build read, and its circumstances, are as they were. */
export async function areInputsSame(
  record: BuildRecord,
  workspace: Workspace,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  if (!(await new Snapshot(workspace.root).isAsIn(record.trace))) return false;
  return (await changedCircumstances(record.circumstances, environment)).length === 0;
}

/** Whether the files of a build are as it left them, and no others are in their folders. */
export async function areOutputsSame(
  record: BuildRecord,
  request: Pick<BuildRequest, 'root' | 'names' | 'isDraft'>,
): Promise<boolean> {
  const now = new Snapshot(request.root);
  for (const [path, hash] of Object.entries(record.outputs)) {
    const bytes = await now.readBytes(path);
    if (!bytes || sha256(bytes) !== hash) return false;
  }
  return (await listingOf(now, request)) === record.listing;
}

/** The warnings of a build. */
export function warningsOf({ warnings }: BuildRecord): Pick<Diagnostics, 'all'> {
  return { all: warnings.map(restoreDiagnostic) };
}

/** A hash over the files that a build of some briefs would look for remains of earlier builds among. */
async function listingOf(
  snapshot: Snapshot,
  { names, isDraft }: Pick<BuildRequest, 'names' | 'isDraft'>,
): Promise<string> {
  const top = topOf(isDraft);
  const folders = names.length === 0 ? [top] : [...new Set(names)].sort().map((name) => `${top}/${name}`);
  return sha256(JSON.stringify(await Promise.all(folders.map((folder) => snapshot.files(folder)))));
}
