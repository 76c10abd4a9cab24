import { requireFonts } from '../brief/fonts.ts';
import type { Paper } from '../brief/paper.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { cachingCharts, type ChartThread, openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import { wait } from '../core/machine/machine.ts';
import type { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { openReadbackThread, type ReadbackThread } from '../readback/readback-thread.ts';
import type { BuildOptions, BuildResult } from './build-result.ts';
import { composeDocument, type Composition, fillEdition } from './composition.ts';
import type { BuildCache } from './build-cache.ts';
import { cachedEditions, type PrintingEdition, reportCached } from './edition-cache.ts';
import { type DrawnChart, drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import { orphanedFolders } from './edition-files.ts';
import {
  checkRendering,
  type PaperPdf,
  pdfName,
  printPaper,
  type RenderedEdition,
  renderTexts,
} from './edition-rendering.ts';
import { type FinishedEdition, finishEdition } from './finished-edition.ts';
import { selectEditions } from './edition-selection.ts';
import type { EditionSource } from './edition-source.ts';
import { checkFlavours, drawFlavourPictures, reportMissingParts } from './flavour-pages.ts';
import { checkGlyphs } from './missing-glyphs.ts';
import { warnOfEmptyPages } from './page-feet.ts';
import { checkScreens, reportPaperFaults } from './page-faults.ts';
import { attachmentsOf } from './pdf-attachments.ts';
import { checkPrint } from './print-check.ts';
import type { OutputFile } from './publication.ts';
import { isInShard } from './shard.ts';
import { publishEditions } from './edition-publication.ts';

// The order and the timing of a build: what starts early, what runs side by side, and what waits for what. The other
// files of this folder do one step each when they are called.

/** Milliseconds within which a started browser usually has its first page ready. */
const FIRST_PAGE_LIMIT = 100;

/** Editions whose charts are requested ahead, the current one included, so that the chart thread always has work. */
const CHARTS_AHEAD = 2;

/** Editions that are printed at once. Memory holds their pages, so it does not grow with the number of editions. */
const PRINTED_AT_ONCE = 2;

/** The browser and the threads that a build uses. They can serve several builds. */
export interface BuildServices {
  readonly browser: BrowserSession;
  readonly charts: ChartThread;
  readonly readback: ReadbackThread;
  /** Ends them; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

/** Starts the services and returns at once: they load beside other work. The caller closes them. */
export function startServices(environment: NodeJS.ProcessEnv): BuildServices {
  const browser = openBrowser({ environment });
  const charts = openChartThread();
  const readback = openReadbackThread();
  return {
    browser,
    charts,
    readback,
    async close() {
      await Promise.all([browser.close(), charts.close(), readback.close()]);
    },
  };
}

/** Called at the end of each stage, for progress and for the bench. */
export type StageListener = (stage: string) => void;

/** The settings of one build. */
export interface RunOptions extends Pick<BuildOptions, 'environment' | 'flavours' | 'parts' | 'shard'> {
  readonly onStage?: StageListener;
  /** Data and templates as they are to be printed. */
  readonly snapshot: Snapshot;
  /** What earlier builds leave for this one. */
  readonly cache?: BuildCache | undefined;
}

/** What a build did, and all files of its editions. */
export interface BuildRun {
  readonly result: BuildResult;
  readonly files: readonly OutputFile[];
}

/** Does what `buildBriefs` does, with services that stay open, and renders only what is not in the cache. */
export async function runBuild(
  services: BuildServices,
  workspace: Workspace,
  names: readonly string[],
  options: RunOptions,
  diagnostics: Diagnostics,
): Promise<BuildRun | undefined> {
  const { snapshot, cache, flavours, parts = [], shard, onStage } = options;
  const { browser } = services;
  // Reading and composing seldom let other events in, so the browser must be started before they begin.
  await browser.launched;
  const selected = await selectEditions(snapshot, names, diagnostics, cache?.datasets, cache?.read);
  const all = selected.map((source) => printedAs(source, flavours, parts));
  const sources = shard ? all.filter(({ folder }) => isInShard(folder, shard)) : all;
  for (const { locale } of sources) requireFonts(locale);
  onStage?.('load');
  await Promise.race([browser.running.catch(() => undefined), wait(FIRST_PAGE_LIMIT)]);
  const finished = await finishEditions(sources, services, options, diagnostics);
  const files = (finished ?? []).flatMap((edition) => edition.files);
  // another shard may have the part
  if (finished && !shard) reportMissingParts(parts, sources, new Set(files.map(({ path }) => path)), diagnostics);
  if (!finished || diagnostics.failed) return undefined;
  const changed = await publishEditions(workspace, files, { sources, all, shard });
  onStage?.('publish');
  // A build of some briefs does not know which other briefs there are.
  const briefs = sources.map(({ brief }) => brief.id);
  const orphaned = names.length === 0 && !shard ? await orphanedFolders(workspace, briefs) : [];
  const notes = orphaned.map(
    (folder) => `${folder}/ was printed for a brief that no longer exists: remove it if you do not need it`,
  );
  const editions = finished.map(({ built }) => built);
  return { result: { editions, changed, notes: [...(await browser.running).notes, ...notes] }, files };
}

/** An edition with the flavours and parts that are asked for. */
export function printedAs(
  source: EditionSource,
  flavours: EditionSource['flavours'] | undefined,
  parts: EditionSource['parts'],
): EditionSource {
  return { ...source, flavours: flavours ?? source.flavours, parts };
}

/**
 * Prints every edition that is not in the cache. Undefined as soon as anything is wrong with data or templates: the
 * other editions are then composed only to find more mistakes. Whether a page was printed before a mistake was found
 * depends on timing, so problems of pages are reported only where there are no others.
 */
async function finishEditions(
  sources: readonly EditionSource[],
  services: BuildServices,
  options: RunOptions,
  diagnostics: Diagnostics,
): Promise<FinishedEdition[] | undefined> {
  const printing = await startPrinting(sources, services, options, diagnostics);
  // It is not known which charts an edition with mistakes would show.
  if (diagnostics.failed) return undefined;
  if (!options.shard) warnOfUnusedCharts(printing, diagnostics);
  const finished = await Promise.all(printing.map((edition) => edition.finished));
  for (const edition of printing) diagnostics.includeNew(edition.problems);
  return finished;
}

/** Charts that are being drawn. */
interface Drawing {
  readonly drawn: Promise<DrawnChart[]>;
  readonly problems: Diagnostics;
}

/**
 * Composes editions that are not in the cache, and has each printed while the next is composed. Problems of pages are
 * not reported yet. Nothing is printed once a mistake was found. Editions that are cached report in their turn.
 */
async function startPrinting(
  sources: readonly EditionSource[],
  services: BuildServices,
  options: RunOptions,
  diagnostics: Diagnostics,
): Promise<readonly PrintingEdition[]> {
  const { cache, onStage } = options;
  const cached = await cachedEditions(sources, cache?.editions);
  const fresh = sources.filter((source) => !cached.has(source));
  const charts = cache ? cachingCharts(services.charts, cache.charts) : services.charts;
  const drawings = new Map<EditionSource, Drawing>();
  const printing: PrintingEdition[] = [];
  for (const source of sources) {
    const known = cached.get(source);
    if (known) {
      reportCached(known, diagnostics);
      printing.push(known);
      continue;
    }
    for (const next of fresh.slice(fresh.indexOf(source)).slice(0, CHARTS_AHEAD))
      if (!drawings.has(next)) drawings.set(next, drawing(next, charts));
    const { drawn, problems } = drawings.get(source) ?? drawing(source, charts);
    // Charts are held no longer than their edition needs them.
    drawings.delete(source);
    const composition = await composeEdition(source, drawn, problems, onStage);
    await checkGlyphs(composition, charts, problems);
    diagnostics.includeNew(problems);
    if (diagnostics.failed) continue;
    const started = printing.filter((edition) => !cached.has(edition.source)).map(({ finished }) => finished);
    await Promise.allSettled(started.slice(0, 1 - PRINTED_AT_ONCE));
    printing.push(startPrint(composition, services, options, problems));
  }
  return printing;
}

function drawing(source: EditionSource, charts: ChartThread): Drawing {
  const problems = new Diagnostics();
  return { drawn: rejectionHandled(drawCharts(source, charts, problems)), problems };
}

/** Prints an edition, and keeps it in the cache as soon as it is finished. */
function startPrint(
  composition: Composition,
  services: BuildServices,
  { environment, cache, onStage }: RunOptions,
  problems: Diagnostics,
): PrintingEdition {
  const { source, document } = composition;
  const { datasetProblems } = source;
  const edition = { source, shown: document.charts, problems, composed: problems.all, datasetProblems };
  const printed = printEdition(composition, services, environment, problems).then(finishEdition);
  async function finish(): Promise<FinishedEdition> {
    const finished = await printed;
    onStage?.('print');
    await cache?.editions.set({ ...edition, finished: printed });
    return finished;
  }
  return { ...edition, finished: rejectionHandled(finish()) };
}

/** The same promise. Should it reject before anything awaits it, Node does not end the program. */
function rejectionHandled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/**
 * Tests the figures of an edition, fills its template and makes the document with its charts. Mistakes are reported and
 * do not end the work.
 */
export async function composeEdition(
  source: EditionSource,
  drawing: Promise<readonly DrawnChart[]>,
  diagnostics: Diagnostics,
  onStage?: StageListener,
): Promise<Composition> {
  source.tests();
  onStage?.('assay');
  const { fingerprint } = await source.fingerprint();
  await pendingEvents();
  const filled = fillEdition(source, fingerprint, diagnostics);
  onStage?.('template');
  const drawn = await drawing;
  onStage?.('charts');
  const composition = composeDocument(source, filled, drawn, diagnostics);
  onStage?.('document');
  await pendingEvents();
  return composition;
}

/** Lets answers of the browser and of threads be handled between two long stretches of synchronous work. */
function pendingEvents(): Promise<void> {
  return wait(0);
}

/**
 * Prints an edition on each of its papers. The text outputs are made while the browser is busy with the first tagged
 * print. Each output is read back as soon as it is there.
 */
async function printEdition(
  composition: Composition,
  { browser, readback }: BuildServices,
  environment: NodeJS.ProcessEnv,
  diagnostics: Diagnostics,
): Promise<RenderedEdition> {
  const { source, document } = composition;
  const pathOf = (name: string): string => `${source.folder}/${name}`;
  const check = (name: string, content: string | Uint8Array): Promise<void> =>
    checkRendering(composition, { name, content }, readback, diagnostics);
  const makeTexts = once(async () => {
    const texts = await renderTexts(composition);
    for (const name of ['brief.md', 'brief.html']) await check(name, texts.get(name) ?? '');
    await checkFlavours(composition, texts, readback, diagnostics);
    return texts;
  });
  const attachments = once(async () => attachmentsOf(source, await makeTexts()));
  async function print(paper: Paper): Promise<[string, PaperPdf]> {
    const printed = await printPaper(composition, paper, { browser, environment, attachments }, diagnostics);
    const { faults } = printed;
    warnOfEmptyPages(composition, printed, diagnostics);
    // A page on which words cannot be read is not compared with them as well.
    if (faults.length === 0) await checkPrint(composition, printed, { browser, readback, environment }, diagnostics);
    else await reportPaperFaults(composition, { paper, path: pathOf(pdfName(paper)), faults }, browser, diagnostics);
    return [pdfName(paper), printed];
  }
  const pdfs = new Map(await Promise.all(source.brief.papers.map(print)));
  const texts = await makeTexts();
  const pictures = await drawFlavourPictures(composition, browser);
  const screen = { path: pathOf('brief.html'), html: texts.get('brief.html') ?? '' };
  // What is wrong on paper is usually wrong on a screen too.
  const isRead = [...pdfs.values()].every(({ faults }) => faults.length === 0);
  if (isRead) await checkScreens(composition, screen, browser, diagnostics);
  return { source, texts, pdfs, pictures, values: document.values.length };
}
