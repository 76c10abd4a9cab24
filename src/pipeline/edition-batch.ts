import { cachingCharts, type ChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { keepHeapSmall } from '../core/machine/optimisation.ts';
import { pendingEvents, rejectionHandled, SIDE_BY_SIDE } from '../core/machine/machine.ts';
import { recallTemplates } from '../template/engine.ts';
import type { BuildCache } from './build-cache.ts';
import type { BuildServices } from './build-services.ts';
import { openChartFolder } from './chart-folder.ts';
import { composeToPrint, keepFindings } from './compose-edition.ts';
import type { Composition } from './composition.ts';
import { cachedEditions, type ComposedEdition, type PrintingEdition, reportCached } from './edition-cache.ts';
import { type DrawnChart, drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import type { EditionSource } from './edition-source.ts';
import { partPages, reportMissingParts } from './flavour-pages.ts';
import { checkGlyphs } from './missing-glyphs.ts';
import type { PrintSettings } from './run-options.ts';
import { printEdition } from './edition-print.ts';
import type { FinishedEdition } from './finished-edition.ts';

// Many editions: which are composed when, and printed meanwhile.

/** Editions whose charts are requested ahead, the current one included, so that the chart thread always has work. */
const CHARTS_AHEAD = 2;

/**
 * Editions that memory may hold before all are known to be free of mistakes. Of more, each is composed once to find
 * mistakes, and again when it is printed.
 */
const HELD = 16;

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
  { sources, cached, services, options: { onStage, cache }, charts: kept }: Batch,
  diagnostics: Diagnostics,
  prints?: Prints<unknown>,
): Promise<readonly ComposedEdition[]> {
  const fresh = sources.filter((source) => !cached.has(source));
  const charts = kept ? cachingCharts(services.charts, kept, cache?.specs) : services.charts;
  const drawings = new Map<EditionSource, Drawing>();
  const editions: ComposedEdition[] = [];
  let composed = 0;
  for (const source of sources) {
    const known = cached.get(source);
    if (known) {
      reportCached(known, diagnostics);
      prints?.add(known);
      editions.push(known);
      await keepFindings(source);
      continue;
    }
    for (const next of fresh.slice(composed, (composed += 1) - 1 + CHARTS_AHEAD))
      if (!drawings.has(next)) drawings.set(next, drawing(next, charts));
    const { drawn, problems } = drawings.get(source) ?? drawing(source, charts);
    // Charts are held no longer than their edition needs them.
    drawings.delete(source);
    // The thread is to draw while figures are tested.
    await Promise.race([drawn, charts.asked]);
    if (cache?.templates) await recallTemplates(source.brief, source.locale, cache.templates);
    const composition = await composeToPrint(source, drawn, problems, onStage);
    await checkGlyphs(composition, charts, problems);
    diagnostics.includeNew(problems);
    if (!diagnostics.failed) {
      const edition = describe(composition, problems);
      await prints?.start(composition, edition, problems);
      editions.push(edition);
    }
    // The browser loads the page meanwhile.
    await pendingEvents();
    source.testDataset();
    await keepFindings(source);
  }
  return editions;
}

function describe(composition: Composition, problems: Diagnostics): ComposedEdition {
  const { source, document } = composition;
  const datasetProblems = {
    get all() {
      source.testDataset();
      return source.datasetProblems.all;
    },
  };
  const shared = { source, problems, composed: problems.all, datasetProblems };
  return { ...shared, shown: document.charts, pages: partPages(composition) };
}

function drawing(source: EditionSource, charts: ChartThread): Drawing {
  const problems = new Diagnostics();
  return { drawn: rejectionHandled(drawCharts(source, charts, problems)), problems };
}

/**
 * Editions that are printed at once, whose documents memory holds: those of all pages of the browser, and one more, because
 * a PDF is read back and kept when its page is free again.
 */
const AT_ONCE = SIDE_BY_SIDE + 1;

/** Takes a finished edition, which may be read from the store only then. */
type Receiver<T> = (edition: () => Promise<FinishedEdition>) => Promise<T>;

const NOTHING = (): void => undefined;

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
  readonly #running = new Set<Promise<unknown>>();
  readonly #printed: Promise<unknown>[] = [];
  #drawn = 0;

  constructor(services: BuildServices, of: number, options: PrintSettings, receive: Receiver<T>) {
    this.#services = services;
    this.#of = of;
    this.#options = options;
    this.#receive = receive;
  }

  /** Settles when all that were started are printed and read back, or cannot be; they may not be kept yet. */
  get printed(): Promise<unknown> {
    return Promise.all(this.#printed);
  }

  /** Adds an edition that is printed already. */
  add({ finished }: PrintingEdition): void {
    this.received.push(rejectionHandled(this.#mayPass.then(() => this.#receive(finished))));
  }

  /** Prints an edition as soon as few enough others are being printed. */
  async start(composition: Composition, edition: ComposedEdition, problems: Diagnostics): Promise<void> {
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    const printing = this.#print(composition, problems);
    this.#printed.push(printing.then(NOTHING, NOTHING));
    const print = printing.then((finished) => this.#keep(finished, edition));
    const running: Promise<unknown> = Promise.allSettled([print]).then(() => this.#running.delete(running));
    this.#running.add(running);
    const passed = async (): Promise<T | undefined> => {
      await Promise.all([print, this.#mayPass]);
      return problems.failed ? undefined : this.#receive(() => print);
    };
    this.received.push(rejectionHandled(passed()));
  }

  #print(composition: Composition, problems: Diagnostics): Promise<FinishedEdition> {
    const { environment, cache } = this.#options;
    const { browser, readback } = this.#services;
    const { locale } = composition.source;
    const { fonts, drafts, pictures } = cache ?? {};
    const kept = { fonts, drafts: drafts?.(locale), pictures: pictures?.(locale) };
    const onDrawn = (): void => {
      this.#drawn += 1;
      if (this.#drawn === this.#of) this.#options.onDrawn?.();
    };
    const options = { browser, readback, environment, ...kept, onDrawn };
    return printEdition(composition, options, problems);
  }

  /** Keeps a finished edition in the cache. */
  async #keep(finished: FinishedEdition, edition: ComposedEdition): Promise<FinishedEdition> {
    const { cache, onStage } = this.#options;
    await cache?.editions.set({ ...edition, finished: () => Promise.resolve(finished) });
    onStage?.('print', { folder: edition.source.folder, of: this.#of });
    return finished;
  }
}
