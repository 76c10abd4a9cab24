import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { jsonText } from './brief-json.ts';
import type { EditionSource, OutputTop } from './edition-source.ts';
import type { BuiltEdition } from './build-result.ts';
import { datasetFiles } from './dataset-files.ts';
import { staleFiles, writtenThere } from './edition-files.ts';
import type { FinishedEdition } from './finished-edition.ts';
import { type OutputFile, publish } from './publication.ts';
import { hashOfAll, isInShard, type Shard, shardFile, type ShardRecord } from './shard.ts';
import { VERSION } from './version.ts';

/** The editions of a build. */
export interface Printed {
  /** Those that it prints. */
  readonly sources: readonly EditionSource[];
  /** Those of all shards. */
  readonly all: readonly EditionSource[];
  readonly shard: Shard | undefined;
  readonly asked?: Pick<ShardRecord, 'flavours' | 'parts'> | undefined;
}

/** Publishes the editions of a build one by one, so that memory does not grow with their number. */
export class EditionPublisher {
  /** Paths that were written or removed. */
  readonly changed: string[] = [];
  /** SHA-256 of the files of all published editions, by their paths. */
  readonly outputs = new Map<string, string>();
  readonly #workspace: Workspace;
  readonly #top: OutputTop;
  /** Settles when the editions before are published: the lock of the folder is for other builds. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor(workspace: Workspace, top: OutputTop = 'out') {
    this.#workspace = workspace;
    this.#top = top;
  }

  /**
   * Writes the files of an edition into `out/` or `draft/`, and removes what its last print left in its folder. Editions are read in
   * turn, when they are written.
   */
  publish(edition: () => Promise<FinishedEdition>): Promise<BuiltEdition> {
    const published = this.#idle.then(async () => {
      const { built, files } = await edition();
      const paths = new Set(files.map(({ path }) => path));
      const before = await writtenThere(this.#workspace, built.folder);
      const stale = before.filter((path) => !paths.has(path));
      this.changed.push(...(await publish(this.#workspace, files, stale, { top: this.#top })));
      for (const { path, sha256: hash } of files) this.outputs.set(path, hash);
      return built;
    });
    this.#idle = published.catch(() => undefined);
    return published;
  }

  /**
   * Writes the whole datasets and removes what earlier builds of the same briefs left there, once all editions are
   * published; a shard removes only what was left of its own editions, and writes its record.
   */
  async finish({ sources, all, shard, asked }: Printed): Promise<void> {
    const whole = shard ? [] : datasetFiles(sources);
    for (const { path, content } of whole) this.outputs.set(path, sha256(Buffer.from(content)));
    const briefs = sources.map(({ brief }) => brief.id);
    const stale = await staleFiles(this.#workspace, briefs, this.outputs, this.#top);
    const own = stale.filter((path) => sources.some(({ folder }) => path.startsWith(`${folder}/`)));
    const files = shard ? [await shardRecordFile(shard, all, asked)] : whole;
    this.changed.push(...(await publish(this.#workspace, files, shard ? own : stale, { top: this.#top })));
  }
}

/** The record of a shard of all editions, as a file. */
async function shardRecordFile(
  shard: Shard,
  all: readonly EditionSource[],
  asked: Printed['asked'],
): Promise<OutputFile> {
  const folders = all.map(({ folder }) => folder);
  const record: ShardRecord = {
    assay: VERSION,
    ...shard,
    ...asked,
    all: await hashOfAll(all),
    count: folders.length,
    editions: folders.filter((folder) => isInShard(folder, shard)).sort(),
  };
  return { path: shardFile(shard), content: jsonText(record) };
}
