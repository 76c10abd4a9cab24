import type { Diagnostics } from '../core/diagnostic.ts';
import { requireFonts } from '../core/fonts.ts';
import { Memory } from '../core/memory.ts';
import type { Paper } from '../core/paper.ts';
import { Snapshot } from '../core/snapshot.ts';
import { now, type Workspace } from '../core/workspace.ts';
import type { StageListener } from './compose.ts';
import { type KnownEdition, renderEditions } from './editions.ts';
import { editionFiles, staleFiles } from './files.ts';
import { publish } from './publish.ts';
import type { RenderedEdition } from './render.ts';
import { type LoadedDataset, selectEditions } from './select.ts';
import type { EditionHead } from './source.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** How a build is done. */
export interface BuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the build early: the browser is ended, what is being published is finished, nothing else is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told when a stage has ended, with its milliseconds: for progress and for the bench. */
  readonly onStage?: ((stage: string, milliseconds: number) => void) | undefined;
}

/** One printed edition. */
export interface BuiltEdition extends EditionHead {
  /** Its folder below the root. */
  readonly folder: string;
  /** How many pages it has on its first paper, and on each. */
  readonly pages: number;
  readonly papers: Readonly<Partial<Record<Paper, number>>>;
  /** How many figures it prints. */
  readonly values: number;
}

/** What a build made. */
export interface BuildResult {
  readonly editions: readonly BuiltEdition[];
  /** Paths that were written or removed. */
  readonly changed: readonly string[];
  /** What a person should know about the browser that printed, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Prints briefs (all, or those named) in every edition, locale and for every member into `out/`. With any error in data
 * or templates nothing is written and the result is undefined. Throws an EnvironmentError when there is no browser or
 * the output cannot be written.
 */
export async function buildBriefs(
  workspace: Workspace,
  names: readonly string[],
  options: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const stageEnded = stopwatch(options.onStage);
  const workshop = openWorkshop(options.environment);
  const snapshot = new Snapshot(workspace.root);
  const memory = emptyMemory();
  options.signal?.addEventListener('abort', () => void workshop.close());
  workshop.browser.running.then(
    () => stageEnded('launch'),
    () => undefined,
  );
  try {
    return await buildIn(
      workshop,
      workspace,
      names,
      { ...options, snapshot, memory, onStage: stageEnded },
      diagnostics,
    );
  } finally {
    await workshop.close();
    stageEnded('close');
  }
}

/** What builds leave for the next one, by content: each build takes what it needs and adds what it makes. */
export interface BuildMemory {
  readonly datasets: Memory<LoadedDataset>;
  readonly editions: Memory<KnownEdition>;
}

/** Nothing yet. */
export function emptyMemory(): BuildMemory {
  return { datasets: new Memory(), editions: new Memory() };
}

/** How a build in an open workshop is done, who is told when a stage has ended, and what earlier builds left. */
export interface WorkshopOptions extends Pick<BuildOptions, 'environment'> {
  readonly onStage: StageListener;
  /** Data and templates as they are to be printed. */
  readonly snapshot: Snapshot;
  readonly memory: BuildMemory;
}

/** As `buildBriefs`, in a workshop that stays open. */
export async function buildIn(
  workshop: Workshop,
  workspace: Workspace,
  names: readonly string[],
  options: WorkshopOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const { onStage, snapshot, memory } = options;
  const sources = await selectEditions(snapshot, names, diagnostics, memory.datasets);
  for (const { locale } of sources) requireFonts(locale);
  onStage('load');
  const rendered = await renderEditions(sources, workshop, { ...options, memory: memory.editions }, diagnostics);
  if (!rendered || diagnostics.failed) return undefined;
  const { notes } = await workshop.browser.running;
  const files = (await Promise.all(rendered.map(editionFiles))).flat();
  const changed = await publish(workspace, files, await staleFiles(workspace, sources, files));
  onStage('publish');
  return { editions: rendered.map(builtEdition), changed, notes };
}

function builtEdition({ source: { head, folder }, pdfs, values }: RenderedEdition): BuiltEdition {
  const printed = [...pdfs.values()];
  const papers = Object.fromEntries(printed.map(({ paper, pages }) => [paper, pages]));
  return { folder, ...head, pages: printed[0]?.pages ?? 0, papers, values };
}

function stopwatch(listener: BuildOptions['onStage']): StageListener {
  let last = now();
  return (stage) => {
    const time = now();
    listener?.(stage, time - last);
    last = time;
  };
}
