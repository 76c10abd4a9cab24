import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { jsonText } from './brief-json.ts';
import type { EditionSource } from './edition-source.ts';
import { staleFiles } from './edition-files.ts';
import { type OutputFile, publish } from './publication.ts';
import { isInShard, type Shard, shardFile, type ShardRecord } from './shard.ts';
import { VERSION } from './version.ts';

/** The editions of a build. */
export interface Printed {
  /** Those that it prints. */
  readonly sources: readonly EditionSource[];
  /** Those of all shards. */
  readonly all: readonly EditionSource[];
  readonly shard: Shard | undefined;
}

/**
 * Writes the files of editions into `out/`, and removes what earlier builds of the same briefs left there; a shard removes
 * only what was left of its own editions. Returns the paths that changed.
 */
export async function publishEditions(
  workspace: Workspace,
  files: readonly OutputFile[],
  { sources, all, shard }: Printed,
): Promise<string[]> {
  const briefs = sources.map(({ brief }) => brief.id);
  if (!shard) return publish(workspace, files, await staleFiles(workspace, briefs, files));
  const record = await shardRecordFile(shard, all);
  const stale = await staleFiles(workspace, briefs, files);
  const own = stale.filter((path) => sources.some(({ folder }) => path.startsWith(`${folder}/`)));
  return publish(workspace, [...files, record], own);
}

/** The record of a shard of all editions, as a file. */
async function shardRecordFile(shard: Shard, all: readonly EditionSource[]): Promise<OutputFile> {
  const lines = await Promise.all(
    all.map(async ({ folder, fingerprint }) => `${folder} ${(await fingerprint()).fingerprint}\n`),
  );
  const folders = all.map(({ folder }) => folder);
  const record: ShardRecord = {
    assay: VERSION,
    ...shard,
    all: sha256(...lines.sort()),
    count: folders.length,
    editions: folders.filter((folder) => isInShard(folder, shard)).sort(),
  };
  return { path: shardFile(shard), content: jsonText(record) };
}
