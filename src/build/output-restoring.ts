import { sha256 } from '../core/machine/hash.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildRecord, BuildRequest } from './build-record.ts';
import { storedEdition } from './edition-cache.ts';
import { orphanedFolders, staleFiles } from './edition-files.ts';
import { EditionPublisher } from './edition-publication.ts';
import { topOf } from './edition-source.ts';
import { publish } from './publication.ts';

/**
 * Publishes again what a build printed, and removes what a build would remove. Returns the paths that changed; undefined
 * if an edition is no longer in the store or a file is not the one that the build wrote.
 */
export async function restoreOutputs(
  store: ResultStore,
  record: BuildRecord,
  { names, isDraft }: BuildRequest,
  workspace: Workspace,
): Promise<string[] | undefined> {
  const top = topOf(isDraft);
  const briefs = record.result.editions.map(({ brief }) => brief);
  // Another folder of an earlier brief may have come or gone, of which the notes of that build say nothing.
  const orphans = names.length === 0 ? await orphanedFolders(workspace, briefs, top) : [];
  if (orphans.length > 0 || record.result.notes.some((note) => note.startsWith(`${top}/`))) return undefined;
  const publisher = new EditionPublisher(workspace, top);
  for (const key of record.editions) {
    const edition = await storedEdition(store, key);
    if (!edition) return undefined;
    await publisher.publish(() => Promise.resolve(edition));
  }
  // the whole datasets, which no edition holds
  for (const [path, hash] of Object.entries(record.outputs)) {
    if (publisher.outputs.has(path)) continue;
    const bytes = await workspace.readBytes(path);
    if (!bytes || sha256(bytes) !== hash) return undefined;
    publisher.outputs.set(path, hash);
  }
  const stale = await staleFiles(workspace, briefs, publisher.outputs, top);
  return [...publisher.changed, ...(await publish(workspace, [], stale, { top }))];
}
