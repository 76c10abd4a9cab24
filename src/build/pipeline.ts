import { Diagnostics } from '../core/diagnostic.ts';
import { requireFonts } from '../core/fonts.ts';
import type { Paper } from '../core/paper.ts';
import { now, type Workspace } from '../core/workspace.ts';
import { type DrawnChart, drawCharts, type ShownCharts, warnOfUnusedCharts } from './charts.ts';
import { composeEdition, type StageListener } from './compose.ts';
import { editionFiles, staleFiles } from './files.ts';
import { publish } from './publish.ts';
import { renderEdition, type RenderedEdition } from './render.ts';
import { selectEditions } from './select.ts';
import type { EditionHead, EditionSource } from './source.ts';
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
  options.signal?.addEventListener('abort', () => void workshop.close());
  try {
    return await buildIn(workshop, workspace, names, { ...options, onStage: stageEnded }, diagnostics);
  } finally {
    await workshop.close();
    stageEnded('close');
  }
}

/** How editions are printed, and who is told when a stage has ended. */
interface StageOptions extends Pick<BuildOptions, 'environment'> {
  readonly onStage: StageListener;
}

async function buildIn(
  workshop: Workshop,
  workspace: Workspace,
  names: readonly string[],
  options: StageOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const sources = await selectEditions(workspace, names, diagnostics);
  for (const { locale } of sources) requireFonts(locale);
  options.onStage('load');
  const rendered = await renderEditions(sources, workshop, options, diagnostics);
  if (!rendered || diagnostics.failed) return undefined;
  const { notes } = await workshop.browser.running;
  const files = (await Promise.all(rendered.map(editionFiles))).flat();
  const changed = await publish(workspace, files, await staleFiles(workspace, sources, files));
  options.onStage('publish');
  return { editions: rendered.map(builtEdition), changed, notes };
}

/** Editions whose charts are asked for before their turn comes, so that the thread that draws never waits. */
const AHEAD = 2;

/** Editions that may be printed while the next is composed: as many are held in memory as pages. */
const BEHIND = 2;

/**
 * Composes every edition, and prints each while the next is composed. Undefined as soon as anything is wrong with data
 * or templates: the rest is then composed only to find more mistakes. Whether a page had been printed before a mistake
 * was found is chance, so what is wrong with pages is reported only where nothing else is.
 */
async function renderEditions(
  sources: readonly EditionSource[],
  { studio, browser, reader }: Workshop,
  { environment, onStage }: StageOptions,
  diagnostics: Diagnostics,
): Promise<RenderedEdition[] | undefined> {
  const drawings: Promise<DrawnChart[]>[] = [];
  const rendering: Promise<RenderedEdition>[] = [];
  const ofPages = new Diagnostics();
  const shown: ShownCharts[] = [];
  for (const [index, source] of sources.entries()) {
    for (const next of sources.slice(drawings.length, index + AHEAD)) {
      drawings.push(heard(drawCharts(next, studio, diagnostics)));
    }
    const drawing = drawings[index];
    if (!drawing) continue;
    const composition = await composeEdition(source, drawing, diagnostics, onStage);
    shown.push({ brief: source.brief, charts: composition.document.charts });
    if (diagnostics.failed) continue;
    await Promise.allSettled(rendering.slice(0, -BEHIND));
    rendering.push(heard(renderEdition(composition, { browser, reader, environment }, ofPages)));
  }
  warnOfUnusedCharts(shown, diagnostics);
  if (diagnostics.failed) return undefined;
  const rendered = await Promise.all(rendering);
  onStage('print');
  diagnostics.include(ofPages);
  return rendered;
}

/** A failure of one must not go unheard, and end the program, while another is waited for. */
function heard<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
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
