import type { Diagnostics } from '../core/diagnostic.ts';
import { openStudio } from '../chart/studio.ts';
import { requireFonts } from '../core/fonts.ts';
import { now, wait, type Workspace } from '../core/workspace.ts';
import { lastDay } from '../dataset/period.ts';
import { type BrowserSession, openBrowser } from '../output/pdf/browser.ts';
import { type PrintedPdf, printPdf } from '../output/pdf/print.ts';
import { composeEdition, type Composition, drawCharts, renderTexts, warnOfUnusedCharts } from './compose.ts';
import { editionFiles, staleFiles } from './files.ts';
import { type OutputFile, publish } from './publish.ts';
import { selectEditions } from './select.ts';

/** How a build is done. */
export interface BuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the build early: the browser is ended, what is being published is finished, nothing else is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told when a stage has ended, with its milliseconds: for progress and for the bench. */
  readonly onStage?: ((stage: string, milliseconds: number) => void) | undefined;
}

/** One printed edition. */
export interface BuiltEdition {
  /** Its folder below the root. */
  readonly folder: string;
  readonly pages: number;
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
 * Prints briefs (all, or those named) in every edition and locale into `out/`. With any error in data or templates
 * nothing is written and the result is undefined. Throws an EnvironmentError when there is no browser or the output
 * cannot be written.
 */
export async function buildBriefs(
  workspace: Workspace,
  names: readonly string[],
  { environment, signal, onStage }: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const stageEnded = stopwatch(onStage);
  // Browser and studio start while data are read.
  const browser = openBrowser({ environment });
  const studio = openStudio();
  signal?.addEventListener('abort', () => void browser.close());
  try {
    const sources = await selectEditions(workspace, names, diagnostics);
    for (const { locale } of sources) requireFonts(locale);
    stageEnded('load');
    const drawings = sources.map((source) => drawCharts(source, studio, diagnostics));
    // Awaited in turn below; a failure of one must not go unheard while another is waited for.
    void Promise.allSettled(drawings);
    stageEnded('bind');
    const compositions: Composition[] = [];
    for (const [index, source] of sources.entries()) {
      const drawing = drawings[index];
      if (drawing) compositions.push(await composeEdition(source, drawing, diagnostics, stageEnded));
    }
    warnOfUnusedCharts(compositions, diagnostics);
    if (diagnostics.failed) return undefined;
    const { notes } = await browser.running;
    stageEnded('launch');
    const files: OutputFile[] = [];
    const editions: BuiltEdition[] = [];
    for (const composition of compositions) {
      const [printed, texts] = await printEdition(composition, browser, environment, diagnostics);
      stageEnded('print');
      files.push(...editionFiles(composition, texts, printed));
      editions.push({ folder: composition.folder, pages: printed.pages, values: composition.document.values.length });
    }
    if (diagnostics.failed) return undefined;
    // The browser ends while files are written.
    void browser.close();
    const changed = await publish(workspace, files, await staleFiles(workspace, compositions, files));
    stageEnded('publish');
    return { editions, changed, notes };
  } finally {
    await Promise.all([browser.close(), studio.close()]);
    stageEnded('close');
  }
}

/** Prints the page, and renders the text outputs while the browser is at it. */
function printEdition(
  composition: Composition,
  browser: BrowserSession,
  environment: NodeJS.ProcessEnv,
  diagnostics: Diagnostics,
): Promise<[PrintedPdf, ReadonlyMap<string, string>]> {
  const options = { date: dateOf(composition, environment), path: `${composition.folder}/brief.pdf` };
  const printing = printPdf(browser, composition.html, options, diagnostics);
  return Promise.all([printing, wait(0).then(() => renderTexts(composition))]);
}

/** The date in a file's metadata: `SOURCE_DATE_EPOCH`, in seconds, where a packager sets it; else the day of the release. */
function dateOf({ edition }: Composition, { SOURCE_DATE_EPOCH: epoch }: NodeJS.ProcessEnv): Date {
  if (epoch !== undefined && /^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  return new Date(`${lastDay(edition.release.published)}T00:00:00Z`);
}

function stopwatch(listener: BuildOptions['onStage']): (stage: string) => void {
  let last = now();
  return (stage) => {
    const time = now();
    listener?.(stage, time - last);
    last = time;
  };
}
