import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { now } from '../core/machine/machine.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import {
  areInputsSame,
  areOutputsSame,
  type BuildRecord,
  type BuildRequest,
  keyOfRequest,
  lastBuild,
  recordBuild,
  warningsOf,
} from './build-record.ts';
import type { BuildOptions, BuildResult } from './build-result.ts';
import type { BuildServices, startServices } from './build-services.ts';
import { storedEdition } from './edition-cache.ts';
import { orphanedFolders, staleFiles } from './edition-files.ts';
import { EditionPublisher } from './edition-publication.ts';
import { topOf } from './edition-source.ts';
import { changedFigures, type FigureChange } from './figure-changes.ts';
import { publish } from './publication.ts';
import type { StageListener } from './run-options.ts';
import { type BuildRun, runBuild } from './schedule.ts';
import { openStoredCache, type StoredCache } from './stored-cache.ts';

/** Does what `buildBriefs` does, with services that `start` starts where they are needed. They are closed at the end. */
export async function buildWith(
  start: typeof startServices,
  workspace: Workspace,
  names: readonly string[],
  options: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const { store, environment, flavours, parts, isDraft, shard } = options;
  const request = { root: workspace.root, names, flavours, parts, isDraft };
  // editions of a shard come from the store one by one
  const last = store && !shard && (await lastBuild(store, keyOfRequest(request)));
  const same = last && (await areInputsSame(last, workspace, environment)) ? last : undefined;
  const repeated = store && same && (await repeatBuild(store, same, request, workspace));
  const starting = (): BuildServices => start(environment, { hasCharts: Boolean(last) });
  if (!repeated) return printBriefs(starting, workspace, request, options, diagnostics);
  diagnostics.include(warningsOf(same));
  return repeated;
}

/** The result of a build whose input is unchanged. What of its outputs is missing comes from the store, if it is all there. */
async function repeatBuild(
  store: ResultStore,
  record: BuildRecord,
  request: BuildRequest,
  workspace: Workspace,
): Promise<BuildResult | undefined> {
  const changed = (await areOutputsSame(record, request))
    ? []
    : await restoreOutputs(store, record, request, workspace);
  return changed && { ...record.result, changed, reasons: {} };
}

async function printBriefs(
  start: () => BuildServices,
  workspace: Workspace,
  request: BuildRequest,
  { environment, flavours, parts, isDraft, shard, signal, store, explains, onStage: listener }: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const onStage = stopwatch(listener);
  const services = start();
  signal?.addEventListener('abort', () => void services.close());
  services.browser.running.then(
    () => onStage('launch'),
    () => undefined,
  );
  try {
    const snapshot = new Snapshot(workspace.root);
    const cache = store && openStoredCache(store, workspace.root, environment);
    const options = {
      environment,
      flavours,
      parts,
      isDraft,
      shard,
      onStage,
      onDrawn: () => services.browser.rest(),
      onPrinted: () => services.printed(),
      snapshot,
      cache,
    };
    const run = await runBuild(services, workspace, request.names, options, diagnostics);
    const figures = run && store && cache && explains ? await figuresSince(cache.earlier, store, workspace) : undefined;
    if (run) await cache?.keepLast(new Set(run.result.editions.map(({ folder }) => folder)));
    const isWhole = run && !diagnostics.failed;
    if (isWhole && store && cache && !shard) await keepRecord(store, request, { run, cache, snapshot }, diagnostics);
    await store?.keepLimit();
    return run && { ...run.result, reasons: cache?.reasons, figures };
  } finally {
    await services.close();
    onStage('close');
  }
}

/** The figures of published editions that differ from earlier prints, whose keys in the store are given by their folders. */
async function figuresSince(
  earlier: ReadonlyMap<string, string>,
  store: ResultStore,
  workspace: Workspace,
): Promise<Record<string, readonly FigureChange[]>> {
  const found: Record<string, readonly FigureChange[]> = {};
  for (const [folder, key] of earlier) {
    const path = `${folder}/brief.json`;
    const before = (await storedEdition(store, key))?.files.find((file) => file.path === path);
    const after = await workspace.readBytes(path);
    if (before && after) found[folder] = changedFigures(Buffer.from(before.content).toString(), after.toString());
  }
  return found;
}

/** Keeps what is needed to see that there is nothing to do next time. */
async function keepRecord(
  store: ResultStore,
  request: BuildRequest,
  {
    run: { result, outputs },
    cache,
    snapshot,
  }: { readonly run: BuildRun; readonly cache: StoredCache; readonly snapshot: Snapshot },
  diagnostics: Diagnostics,
): Promise<void> {
  const circumstances = await cache.circumstances(result.editions.map(({ locale }) => locale));
  if (!circumstances) return;
  const { editions, notes } = result;
  const record = {
    circumstances,
    trace: await snapshot.trace(),
    outputs: Object.fromEntries(outputs),
    result: { editions, notes },
    editions: cache.keys,
  };
  await recordBuild(store, request, record, diagnostics);
}

function stopwatch(listener: BuildOptions['onStage']): StageListener {
  let last = now();
  return (stage, printed) => {
    const time = now();
    listener?.(stage, time - last, printed);
    last = time;
  };
}

/**
 * Publishes again what a build printed, and removes what a build would remove. Returns the paths that changed; undefined
 * if an edition is no longer in the store or a file is not the one that the build wrote.
 */
async function restoreOutputs(
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
