import { requireFonts } from '../brief/fonts.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { cachingCharts, type ChartThread, openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { keepHeapSmall } from '../core/machine/optimisation.ts';
import { wait } from '../core/machine/machine.ts';
import type { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { PageStore } from '../readback/known-pages.ts';
import { openReadbackThread, type ReadbackThread } from '../readback/readback-thread.ts';
import type { BuildOptions, BuildResult, PrintedOne } from './build-result.ts';
import { composeDocument, type Composition, fillEdition } from './composition.ts';
import type { BuildCache } from './build-cache.ts';
import { openChartFolder } from './chart-folder.ts';
import { cachedEditions, type ComposedEdition, type PrintingEdition, reportCached } from './edition-cache.ts';
import { type DrawnChart, drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import { orphanedFolders } from './edition-files.ts';
import { printEdition } from './edition-print.ts';
import { type FinishedEdition, finishEdition } from './finished-edition.ts';
import { selectEditions } from './edition-selection.ts';
import { type EditionSource, topOf } from './edition-source.ts';
import { partPages, reportMissingParts } from './flavour-pages.ts';
import { checkGlyphs } from './missing-glyphs.ts';
import { isInShard } from './shard.ts';
import { EditionPublisher } from './edition-publication.ts';

// The order and the timing of a build: what starts early, what runs side by side, and what waits for what. That of one
// edition's print is in edition-print.ts; the other files of this folder do one step each when they are called.

/** Milliseconds within which a started browser usually has its first page ready. */
const FIRST_PAGE_LIMIT = 100;

/** Editions whose charts are requested ahead, the current one included, so that the chart thread always has work. */
const CHARTS_AHEAD = 2;

/** Editions that are printed at once. Memory holds their documents and pages until they are published. */
const PRINTED_AT_ONCE = 2;

/**
 * Editions that memory may hold before all are known to be free of mistakes. Of more, each is composed once to find
 * mistakes, and again when it is printed.
 */
const HELD = 16;

/** The browser and the threads that a build uses. They can serve several builds. */
export interface BuildServices {
  readonly browser: BrowserSession;
  readonly charts: ChartThread;
  readonly readback: ReadbackThread;
  /** Called when nothing more will be printed, and files remain to be written: the browser may end. */
  printed(): void;
  /** Ends them; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

/** What is kept of earlier builds. */
interface Kept {
  /** Whether most charts are likely to be kept: the thread that draws starts when one is not. */
  readonly hasCharts?: boolean;
  readonly pages?: PageStore | undefined;
}

/** Starts the services and returns at once: they load beside other work. The caller closes them. */
export function startServices(environment: NodeJS.ProcessEnv, { hasCharts = false, pages }: Kept = {}): BuildServices {
  const browser = openBrowser({ environment });
  const charts = openChartThread({ isLate: hasCharts });
  const readback = openReadbackThread(pages);
  return {
    browser,
    charts,
    readback,
    printed: () => void browser.close(),
    async close() {
      await Promise.all([browser.close(), charts.close(), readback.close()]);
    },
  };
}

/** Called at the end of each stage, for progress and for the bench; that of a print says of which edition. */
export type StageListener = (stage: string, printed?: PrintedOne) => void;

/** The settings of one build. */
export interface RunOptions extends Pick<BuildOptions, 'environment' | 'flavours' | 'parts' | 'isDraft' | 'shard'> {
  readonly onStage?: StageListener;
  /** Called when nothing more will be printed, and files remain to be written. */
  readonly onPrinted?: () => void;
  /** Data and templates as they are to be printed. */
  readonly snapshot: Snapshot;
  /** What earlier builds leave for this one. */
  readonly cache?: BuildCache | undefined;
}

/** The settings of the prints of a build. */
export type PrintSettings = Pick<RunOptions, 'environment' | 'cache' | 'parts' | 'shard' | 'onStage' | 'onPrinted'>;

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
  // What is left of an edition that has faults now is its last print.
  if (!diagnostics.failed) await publisher.finish({ sources, all, shard });
  onStage?.('publish');
  // A build of some briefs does not know which other briefs there are.
  const briefs = sources.map(({ brief }) => brief.id);
  const orphaned = names.length === 0 && !shard ? await orphanedFolders(workspace, briefs, top) : [];
  const notes = orphaned.map(
    (folder) => `${folder}/ was printed for a brief that no longer exists: remove it if you do not need it`,
  );
  const { changed, outputs } = publisher;
  return { result: { editions, changed, notes: [...(await browser.running).notes, ...notes] }, outputs };
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
 * Prints every edition that is not in the cache, and passes each to `receive` as soon as it is finished, but none before
 * all are known to be free of mistakes. Undefined if anything is wrong with data or templates: the other editions are then
 * composed only to find more mistakes. Whether a page was printed before a mistake was found depends on timing, so
 * problems of pages are reported only where there are no others; an edition whose pages have errors is not passed on.
 */
export async function finishEditions<T>(
  sources: readonly EditionSource[],
  services: BuildServices,
  options: PrintSettings,
  diagnostics: Diagnostics,
  receive: Receiver<T>,
): Promise<T[] | undefined> {
  const cached = await cachedEditions(sources, options.cache?.editions);
  const batch = { sources, cached, services, options, charts: options.cache?.charts };
  if (!isMany(batch) || batch.charts) return finishBatch(batch, diagnostics, receive);
  const { charts, close } = await openChartFolder();
  return finishBatch({ ...batch, charts }, diagnostics, receive).finally(close);
}

function isMany({ sources, cached }: Batch): boolean {
  return sources.length - cached.size > HELD;
}

async function finishBatch<T>(batch: Batch, diagnostics: Diagnostics, receive: Receiver<T>): Promise<T[] | undefined> {
  const { sources, cached, services, options } = batch;
  const isComposedTwice = isMany(batch);
  if (isComposedTwice) keepHeapSmall();
  if (isComposedTwice && !areSound(await composeEach(batch, diagnostics), options, diagnostics)) return undefined;
  const prints = new Prints(services, sources.length - cached.size, options, receive);
  if (isComposedTwice) prints.passOn();
  const editions = await composeEach(batch, diagnostics, prints);
  if (!isComposedTwice && !areSound(editions, options, diagnostics)) return undefined;
  void prints.printed.then(options.onPrinted);
  prints.passOn();
  const received = await Promise.all(prints.received);
  for (const edition of editions) diagnostics.includeNew(edition.problems);
  return received.filter((one) => one !== undefined);
}

/** Whether editions have no mistakes, alone and together. */
function areSound(
  editions: readonly ComposedEdition[],
  { parts = [], shard }: PrintSettings,
  diagnostics: Diagnostics,
): boolean {
  // It is not known which charts and parts an edition with mistakes would show, and another shard may have them.
  if (diagnostics.failed || shard) return !diagnostics.failed;
  warnOfUnusedCharts(editions, diagnostics);
  reportMissingParts(parts, editions, diagnostics);
  return !diagnostics.failed;
}

/** Editions to compose. */
interface Batch {
  readonly sources: readonly EditionSource[];
  readonly cached: ReadonlyMap<EditionSource, PrintingEdition>;
  readonly services: BuildServices;
  readonly options: PrintSettings;
  /** Charts that were drawn before. */
  readonly charts: BuildCache['charts'] | undefined;
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
async function composeEach(
  { sources, cached, services, options: { onStage }, charts: kept }: Batch,
  diagnostics: Diagnostics,
  prints?: Prints<unknown>,
): Promise<readonly ComposedEdition[]> {
  const fresh = sources.filter((source) => !cached.has(source));
  const charts = kept ? cachingCharts(services.charts, kept) : services.charts;
  const drawings = new Map<EditionSource, Drawing>();
  const editions: ComposedEdition[] = [];
  let composed = 0;
  for (const source of sources) {
    const known = cached.get(source);
    if (known) {
      reportCached(known, diagnostics);
      prints?.add(known);
      editions.push(known);
      continue;
    }
    for (const next of fresh.slice(composed, (composed += 1) - 1 + CHARTS_AHEAD))
      if (!drawings.has(next)) drawings.set(next, drawing(next, charts));
    const { drawn, problems } = drawings.get(source) ?? drawing(source, charts);
    // Charts are held no longer than their edition needs them.
    drawings.delete(source);
    const composition = await composeEdition(source, drawn, problems, onStage);
    await checkGlyphs(composition, charts, problems);
    diagnostics.includeNew(problems);
    if (diagnostics.failed) continue;
    const edition = describe(composition, problems);
    await prints?.start(composition, edition, problems);
    editions.push(edition);
  }
  return editions;
}

function describe(composition: Composition, problems: Diagnostics): ComposedEdition {
  const { source, document } = composition;
  const { datasetProblems } = source;
  const shared = { source, problems, composed: problems.all, datasetProblems };
  return { ...shared, shown: document.charts, pages: partPages(composition) };
}

/** Takes a finished edition, which may be read from the store only then. */
type Receiver<T> = (edition: () => Promise<FinishedEdition>) => Promise<T>;

/** Editions that are printed. They are held no longer than until they are passed on. */
class Prints<T> {
  /** What was made of each that was passed on, in their order; undefined for those with faults. */
  readonly received: Promise<T | undefined>[] = [];
  /** Lets those pass on that are finished or will be. */
  passOn!: () => void;
  readonly #services: BuildServices;
  readonly #of: number;
  readonly #options: PrintSettings;
  readonly #receive: Receiver<T>;
  readonly #mayPass = new Promise<void>((resolve) => (this.passOn = resolve));
  #running: Promise<unknown>[] = [];

  constructor(services: BuildServices, of: number, options: PrintSettings, receive: Receiver<T>) {
    this.#services = services;
    this.#of = of;
    this.#options = options;
    this.#receive = receive;
  }

  /** Settles when all that were started are printed, or cannot be. */
  get printed(): Promise<unknown> {
    return Promise.allSettled(this.#running);
  }

  /** Adds an edition that is printed already. */
  add({ finished }: PrintingEdition): void {
    this.received.push(rejectionHandled(this.#mayPass.then(() => this.#receive(finished))));
  }

  /** Prints an edition as soon as few enough others are being printed. */
  async start(composition: Composition, edition: ComposedEdition, problems: Diagnostics): Promise<void> {
    await Promise.allSettled(this.#running.slice(0, 1 - PRINTED_AT_ONCE));
    const print = this.#print(composition, edition, problems);
    const passed = async (): Promise<T | undefined> => {
      await Promise.all([print, this.#mayPass]);
      return problems.failed ? undefined : this.#receive(() => print);
    };
    this.#running = [...this.#running.slice(1 - PRINTED_AT_ONCE), print];
    this.received.push(rejectionHandled(passed()));
  }

  /** Prints an edition, and keeps it in the cache as soon as it is finished. */
  async #print(composition: Composition, edition: ComposedEdition, problems: Diagnostics): Promise<FinishedEdition> {
    const { environment, cache, onStage } = this.#options;
    const { browser, readback } = this.#services;
    const { fonts, drafts } = cache ?? {};
    const options = { browser, readback, environment, fonts, drafts: drafts?.(composition.source.locale) };
    const finished = await printEdition(composition, options, problems).then(finishEdition);
    await cache?.editions.set({ ...edition, finished: () => Promise.resolve(finished) });
    onStage?.('print', { folder: composition.source.folder, of: this.#of });
    return finished;
  }
}

function drawing(source: EditionSource, charts: ChartThread): Drawing {
  const problems = new Diagnostics();
  return { drawn: rejectionHandled(drawCharts(source, charts, problems)), problems };
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
  // A notice compares the edition with its print before.
  const printed = [source, source.vintage?.()].filter((one) => one !== undefined);
  await Promise.all(printed.map((one) => one.recallTests()));
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
  await Promise.all(printed.map((one) => one.keepTests()));
  await pendingEvents();
  return composition;
}

/** Lets answers of the browser and of threads be handled between two long stretches of synchronous work. */
function pendingEvents(): Promise<void> {
  return wait(0);
}
