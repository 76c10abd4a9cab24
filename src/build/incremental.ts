import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { requireFonts } from '../brief/fonts.ts';
import { Memory } from '../core/machine/memory.ts';
import type { Snapshot } from '../core/machine/snapshot.ts';
import { wait } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { StageListener } from './compose.ts';
import type { LoadedDataset } from './tested-datasets.ts';
import { type KnownEdition, renderEditions } from './editions.ts';
import { editionFiles, leftFolders, staleFiles } from './files.ts';
import { publish } from './publish.ts';
import type { RenderedEdition } from './edition-rendering.ts';
import type { BuildOptions, BuildResult, BuiltEdition } from './result.ts';
import { selectEditions } from './select.ts';
import type { Workshop } from './workshop.ts';

/** Milliseconds that a browser which has started mostly takes at most to get its first page ready. */
const GREETING = 100;

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

/**
 * As `buildBriefs`, in a workshop that stays open: makes only what earlier builds have not made of the same content.
 */
export async function buildIn(
  workshop: Workshop,
  workspace: Workspace,
  names: readonly string[],
  options: WorkshopOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const { onStage, snapshot, memory } = options;
  const { browser } = workshop;
  // What follows leaves others few turns: without these, the browser would wait until all is composed.
  await browser.launched;
  const sources = await selectEditions(snapshot, names, diagnostics, memory.datasets);
  for (const { locale } of sources) requireFonts(locale);
  onStage('load');
  await Promise.race([browser.running.catch(() => undefined), wait(GREETING)]);
  const rendered = await renderEditions(sources, workshop, { ...options, memory: memory.editions }, diagnostics);
  if (!rendered || diagnostics.failed) return undefined;
  const { notes } = await browser.running;
  const files = (await Promise.all(rendered.map(editionFiles))).flat();
  const changed = await publish(workspace, files, await staleFiles(workspace, sources, files));
  onStage('publish');
  // Where some briefs are left out, those that are not printed may well be there.
  const left = names.length === 0 ? await leftFolders(workspace, sources) : [];
  return { editions: rendered.map(builtEdition), changed, notes: [...notes, ...left.map(leftNote)] };
}

function leftNote(folder: string): string {
  return `${folder}/ was printed for a brief that is gone: remove it if nobody wants it any more`;
}

function builtEdition({ source: { head, folder }, pdfs, values }: RenderedEdition): BuiltEdition {
  const printed = [...pdfs.values()];
  const papers = Object.fromEntries(printed.map(({ paper, pages }) => [paper, pages]));
  return { folder, ...head, pages: printed[0]?.pages ?? 0, papers, values };
}
