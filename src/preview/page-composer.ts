import { memoryCache } from '../build/build-cache.ts';
import { drawCharts } from '../build/edition-charts.ts';
import { selectEditions } from '../build/edition-selection.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { requireFonts } from '../brief/fonts.ts';
import type { Paper } from '../brief/paper.ts';
import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { now } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { composePage, type EditionPage } from './edition-page.ts';
import { briefOf, keyOf } from './listing.ts';
import type { PlaceBook } from './place-book.ts';
import { type ShownProblem, shownFailure, shownProblem } from './problem.ts';

/** An edition as it was last composed: without mistakes, `page` is of now; else the last that had none. */
export interface Composed {
  /** Grows with each page that differs from the one before; 0 where none could be made yet. */
  readonly version: number;
  readonly page: EditionPage | undefined;
  readonly papers: readonly Paper[];
  readonly problems: readonly ShownProblem[];
  /** How long composing took. */
  readonly milliseconds: number;
  /** The fingerprint of what `page` was made from, if that is of now. */
  readonly fingerprint?: string | undefined;
}

/** An edition that was not composed yet. */
export const NEVER: Composed = { version: 0, page: undefined, papers: [], problems: [], milliseconds: 0 };

const GONE = { severity: 'error', location: '', frame: '' } as const;

/** Takes an edition that was composed, by its key, with everything that is wrong with it. */
type Receiver = (key: string, composed: Composed, diagnostics: Diagnostics) => void;

/** Composes editions with what was tested, drawn and composed before. */
export class PageComposer {
  readonly #root: string;
  readonly #book: PlaceBook;
  readonly #cache = memoryCache();
  readonly #charts = openChartThread();

  constructor(root: string, book: PlaceBook) {
    this.#root = root;
    this.#book = book;
  }

  /** The editions of briefs (all, or those named), and what is wrong with these and their datasets. */
  select(names: readonly string[], snapshot: Snapshot, diagnostics: Diagnostics): Promise<EditionSource[]> {
    return selectEditions(snapshot, names, diagnostics, { known: this.#cache.datasets });
  }

  /**
   * Composes editions as the files are now, and passes on each whose files have changed since `last`. Each has the
   * mistakes of its own brief and dataset only.
   */
  async compose(keys: readonly string[], last: (key: string) => Composed, receive: Receiver): Promise<void> {
    const snapshot = new Snapshot(this.#root);
    for (const [brief, own] of groupBy(keys, briefOf)) {
      const started = now();
      const found = new Diagnostics();
      const sources = await this.select([brief], snapshot, found);
      const selecting = now() - started;
      for (const key of own) {
        const begun = now();
        const diagnostics = new Diagnostics();
        diagnostics.include(found);
        const source = sources.find((each) => keyOf(each) === key);
        const composed = await this.#composeOne(key, source, last(key), diagnostics);
        if (composed) receive(key, { ...composed, milliseconds: selecting + now() - begun }, diagnostics);
      }
    }
  }

  /** Undefined where nothing of the edition has changed. */
  async #composeOne(
    key: string,
    source: EditionSource | undefined,
    last: Composed,
    diagnostics: Diagnostics,
  ): Promise<Composed | undefined> {
    const fingerprint = source && (await source.sources()).fingerprint;
    if (fingerprint !== undefined && fingerprint === last.fingerprint) return undefined;
    const failures: ShownProblem[] = [];
    if (!source && !diagnostics.failed) failures.push({ ...GONE, message: `${key} is no edition of a brief any more` });
    let page: EditionPage | undefined;
    try {
      if (source) page = await this.#makePage(source, diagnostics);
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failures.push(shownFailure(error));
    }
    const papers = source?.brief.papers ?? last.papers;
    const problems = [...failures, ...diagnostics.all.map((item) => shownProblem(item, this.#book))];
    const isSame = page === undefined || page.html === last.page?.html;
    const version = last.version + (isSame ? 0 : 1);
    return { ...last, papers, problems, page: page ?? last.page, version, fingerprint: page && fingerprint };
  }

  #makePage(source: EditionSource, diagnostics: Diagnostics): Promise<EditionPage | undefined> {
    requireFonts(source.locale);
    const charts = cachingCharts(this.#charts, this.#cache.charts, this.#cache.specs);
    const drawn = drawCharts(source, charts, diagnostics);
    return composePage(source, drawn, charts, this.#book, diagnostics);
  }

  /** Drops what was not used since the last call. */
  forgetUnused(): void {
    this.#cache.forgetUnused();
  }

  /** Ends its thread. */
  async close(): Promise<void> {
    await this.#charts.close();
  }
}
