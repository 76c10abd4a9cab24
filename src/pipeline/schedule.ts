import { requireFonts } from '../brief/fonts.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { wait } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildResult } from './build-result.ts';
import type { BuildServices } from './build-services.ts';
import { finishEditions } from './edition-batch.ts';
import { orphanedFolders } from './edition-files.ts';
import { EditionPublisher } from './edition-publication.ts';
import { selectEditions } from './edition-selection.ts';
import { type EditionSource, topOf } from './edition-source.ts';
import type { RunOptions } from './run-options.ts';
import { isInShard } from './shard.ts';

// The order and the timing of a build: what starts early, what runs side by side, and what waits for what. That of many
// editions is in edition-batch.ts, of one that is composed in compose-edition.ts, of its print in edition-print.ts; the
// other files of this folder do one step each when they are called.

/** Milliseconds within which a started browser usually has its first page ready. */
const FIRST_PAGE_LIMIT = 100;

/** What a build did, and SHA-256 of all files of its editions by their paths. */
export interface BuildRun {
  readonly result: BuildResult;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Does what `buildBriefs` does, with services that stay open, and renders only what is not in the cache. */
export async function runBuild(
  services: BuildServices,
  workspace: Workspace,
  names: readonly string[],
  options: RunOptions,
  diagnostics: Diagnostics,
): Promise<BuildRun | undefined> {
  const { snapshot, cache, flavours, parts = [], isDraft, shard, onStage } = options;
  const top = topOf(isDraft);
  const { browser } = services;
  // Reading and composing seldom let other events in, so the browser must be started before they begin.
  await browser.launched;
  const selected = await selectEditions(snapshot, names, diagnostics, {
    known: cache?.datasets,
    stored: cache?.stored,
    faces: cache?.faces,
    isDraft,
  });
  const all = selected.map((source) => printedAs(source, flavours, parts));
  const sources = shard ? all.filter(({ folder }) => isInShard(folder, shard)) : all;
  for (const { locale } of sources) requireFonts(locale);
  onStage?.('load');
  await Promise.race([browser.running.catch(() => undefined), wait(FIRST_PAGE_LIMIT)]);
  const publisher = new EditionPublisher(workspace, top);
  const editions = await finishEditions(sources, services, options, diagnostics, (edition) =>
    publisher.publish(edition),
  );
  if (!editions || (diagnostics.failed && editions.length === 0)) return undefined;
  const asked = { flavours, parts: parts.length > 0 ? parts.map(({ kind, id }) => `${kind}:${id}`) : undefined };
  // What is left of an edition that has faults now is its last print.
  if (!diagnostics.failed) await publisher.finish({ sources, all, shard, asked });
  onStage?.('publish');
  // A build of some briefs does not know which other briefs there are.
  const briefs = sources.map(({ brief }) => brief.id);
  const orphaned = names.length === 0 && !shard ? await orphanedFolders(workspace, briefs, top) : [];
  const notes = orphaned.map(
    (folder) => `${folder}/ was printed for a brief that no longer exists: remove it if you do not need it`,
  );
  const { changed, outputs } = publisher;
  return { result: { editions, changed, notes }, outputs };
}

/** An edition with the flavours and parts that are asked for. */
export function printedAs(
  source: EditionSource,
  flavours: EditionSource['flavours'] | undefined,
  parts: EditionSource['parts'],
): EditionSource {
  return { ...source, flavours: flavours ?? source.flavours, parts };
}
