import { type BuildCache, memoryCache } from '../build/build-cache.ts';
import { drawCharts } from '../build/edition-charts.ts';
import { pdfName } from '../build/edition-rendering.ts';
import { selectEditions } from '../build/edition-selection.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { contentOf, WATCHED } from '../build/watch.ts';
import { requireFonts } from '../brief/fonts.ts';
import type { Paper } from '../brief/paper.ts';
import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { now, wait } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { watchFolders } from '../core/machine/watcher.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { composePage, type EditionPage } from './edition-page.ts';
import { openInEditor } from './editor.ts';
import { PaperPrinter, type PrintState } from './paper-printer.ts';
import { PlaceBook } from './place-book.ts';
import { type ShownProblem, shownFailure, shownProblem } from './problem.ts';

/** An edition that can be shown. */
export interface ListedPage {
  /** Its folder below `out/`. */
  readonly key: string;
  readonly brief: string;
  readonly title: string;
  readonly edition: string;
  readonly locale: string;
  readonly member: string | undefined;
  /** The names of its PDFs. */
  readonly papers: readonly string[];
}

/** The state of a page, which everyone who sees it is sent; of the list of editions, with an empty key. */
export interface PageState {
  /** Grows with each page that differs from the one before; 0 where none could be made yet. */
  readonly version: number;
  readonly problems: readonly ShownProblem[];
  readonly papers: readonly PaperState[];
  readonly editions: readonly ListedPage[];
  /** How long composing took. */
  readonly milliseconds: number;
}

/** A PDF of a page. */
export interface PaperState {
  readonly name: string;
  readonly state: PrintState | 'failed';
  readonly failure?: string | undefined;
}

/** An edition as it was last composed: without mistakes, `page` is of now; else the last that had none. */
interface Composed {
  readonly version: number;
  readonly page: EditionPage | undefined;
  readonly problems: readonly ShownProblem[];
  readonly milliseconds: number;
  /** The fingerprint of what `page` was made from, if that is of now. */
  readonly fingerprint?: string | undefined;
}

const NEVER: Composed = { version: 0, page: undefined, problems: [], milliseconds: 0 };

/** Milliseconds without a change after which PDFs are printed. */
const IDLE = 1_000;

/** The places that a person clicked, and why they could not be opened. */
export interface OpenedPlaces {
  readonly places: readonly { readonly number: unknown; readonly text: string }[];
  readonly failure: string | undefined;
}

/** What a preview tells the program. */
export interface PreviewListener {
  /** After an edition, or the list of all (with an empty key), was composed. */
  readonly onComposed: (key: string, milliseconds: number, diagnostics: Diagnostics) => void;
}

/**
 * Composes the editions that somebody looks at, again after each change of data and templates, and prints them when
 * nothing has changed for a while. It writes nothing.
 */
export class Preview {
  readonly #workspace: Workspace;
  readonly #names: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #listener: PreviewListener;
  readonly #book = new PlaceBook();
  readonly #cache: BuildCache & { forgetUnused(): void } = memoryCache();
  readonly #charts = openChartThread();
  readonly #printer: PaperPrinter;
  readonly #composed = new Map<string, Composed>();
  readonly #viewers = new Map<string, Set<(state: object) => void>>();
  readonly #failures = new WeakMap<EditionPage, string>();
  #editions: readonly ListedPage[] = [];
  #papers = new Map<string, readonly Paper[]>();
  /** What composes does so one after the other. */
  #work: Promise<unknown> = Promise.resolve();
  /** Counts changes: what was begun before the last one is given up. */
  #changes = 0;

  constructor(
    workspace: Workspace,
    names: readonly string[],
    environment: NodeJS.ProcessEnv,
    listener: PreviewListener,
  ) {
    this.#workspace = workspace;
    this.#names = names;
    this.#environment = environment;
    this.#listener = listener;
    this.#printer = new PaperPrinter(environment);
  }

  get editions(): readonly ListedPage[] {
    return this.#editions;
  }

  /**
   * Follows the files until the signal ends it; `onReady` is called once all editions are listed. Throws an
   * EnvironmentError when the system refuses to watch files.
   */
  async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    const changes = await watchFolders(this.#workspace, WATCHED);
    signal.addEventListener('abort', () => void changes.close());
    try {
      let known = await contentOf(new Snapshot(this.#workspace.root));
      await this.#queue(() => this.#list());
      onReady();
      while (!signal.aborted && (await changes.next())) {
        const content = await contentOf(new Snapshot(this.#workspace.root));
        if (content === known) continue;
        // after a failure the same files are tried again
        known =
          (await this.#queue(() => this.#update()).then(
            () => content,
            (error: unknown) => this.#fail(error),
          )) ?? '';
        void this.#printWhenIdle();
      }
    } finally {
      await changes.close();
    }
  }

  /** Ends its browser and its thread. */
  async close(): Promise<void> {
    await Promise.all([this.#printer.close(), this.#charts.close()]);
  }

  /** The page of an edition, composed at the first call; undefined where there is none without mistakes. */
  async page(key: string): Promise<{ readonly page: EditionPage; readonly version: number } | undefined> {
    const { page, version } = await this.#composedOf(key);
    return page && { page, version };
  }

  /** Sends the state of a page now and after each change, until the function that is answered is called. */
  view(key: string, send: (state: object) => void): () => void {
    const viewers = this.#viewers.get(key) ?? new Set();
    this.#viewers.set(key, viewers.add(send));
    void this.#composedOf(key).then(
      () => {
        if (viewers.has(send)) send(this.#stateOf(key));
        void this.#printWhenIdle();
      },
      (error: unknown) => this.#fail(error),
    );
    return () => {
      viewers.delete(send);
      if (viewers.size === 0) this.#viewers.delete(key);
    };
  }

  /** A PDF of an edition as it is; undefined where there is none of that name. */
  async paper(key: string, name: string): Promise<Uint8Array | undefined> {
    const found = await this.page(key);
    const paper = this.#papers.get(key)?.find((each) => pdfName(each) === name);
    return found && paper && this.#print(key, found.page, paper);
  }

  /** Opens places by their numbers. Answers what and where all that are named are, and why some could not be opened. */
  async open(numbers: readonly unknown[], named: readonly unknown[]): Promise<OpenedPlaces> {
    const opened = numbers.flatMap((number) => this.#book.at(number) ?? []);
    const places = named.flatMap((number) => {
      const place = this.#book.at(number);
      return place ? [{ number, text: `${place.path}:${place.line}` }] : [];
    });
    return { places, failure: await openInEditor(this.#workspace, opened, this.#environment) };
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #composedOf(key: string): Promise<Composed> {
    if (!this.#composed.has(key)) {
      await this.#queue(async () => {
        if (!this.#composed.has(key)) await this.#compose([key]);
      });
    }
    return this.#composed.get(key) ?? NEVER;
  }

  /** Shows what is wrong outside data and templates. Everything else that is thrown is a bug. */
  #fail(error: unknown): undefined {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const key of this.#viewers.keys()) {
      const last = this.#composed.get(key) ?? NEVER;
      this.#composed.set(key, { ...last, problems: [shownFailure(error)], fingerprint: undefined });
      this.#send(key);
    }
  }

  /** Composes what is looked at, then lists all editions, for which nobody waits. */
  async #update(): Promise<void> {
    this.#changes += 1;
    for (const key of this.#composed.keys()) if (key !== '' && !this.#viewers.has(key)) this.#composed.delete(key);
    await this.#compose([...this.#viewers.keys()].filter((key) => key !== ''));
    await this.#list();
    this.#cache.forgetUnused();
  }

  async #compose(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const started = now();
    const found = new Diagnostics();
    const snapshot = new Snapshot(this.#workspace.root);
    const briefs = [...new Set(keys.map((key) => key.split('/', 1)[0] ?? ''))];
    const sources = await selectEditions(snapshot, briefs, found, this.#cache.datasets);
    const selecting = now() - started;
    for (const key of keys) {
      const begun = now();
      const diagnostics = new Diagnostics();
      diagnostics.include(found);
      const source = sources.find((each) => keyOf(each) === key);
      const composed = await this.#composeOne(key, source, diagnostics);
      if (!composed) continue;
      const milliseconds = selecting + now() - begun;
      this.#composed.set(key, { ...composed, milliseconds });
      this.#listener.onComposed(key, milliseconds, diagnostics);
      this.#send(key);
    }
  }

  /** Undefined where nothing of the edition has changed. */
  async #composeOne(
    key: string,
    source: EditionSource | undefined,
    diagnostics: Diagnostics,
  ): Promise<Composed | undefined> {
    const last = this.#composed.get(key) ?? NEVER;
    const fingerprint = source && (await source.fingerprint()).fingerprint;
    if (fingerprint !== undefined && fingerprint === last.fingerprint) return undefined;
    const failures: ShownProblem[] = [];
    if (!source && !diagnostics.failed) failures.push({ ...GONE, message: `${key} is no edition of a brief any more` });
    let page: EditionPage | undefined;
    try {
      if (source) page = await this.#makePage(source, diagnostics);
      if (source) this.#papers.set(key, source.brief.papers);
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failures.push(shownFailure(error));
    }
    const problems = [...failures, ...diagnostics.all.map((item) => shownProblem(item, this.#book))];
    const isSame = page === undefined || page.html === last.page?.html;
    const version = last.version + (isSame ? 0 : 1);
    return { ...last, problems, page: page ?? last.page, version, fingerprint: page && fingerprint };
  }

  #makePage(source: EditionSource, diagnostics: Diagnostics): Promise<EditionPage | undefined> {
    requireFonts(source.locale);
    const charts = cachingCharts(this.#charts, this.#cache.charts);
    const drawn = drawCharts(source, charts, diagnostics);
    return composePage(source, drawn, charts, this.#book, diagnostics);
  }

  async #list(): Promise<void> {
    const started = now();
    const diagnostics = new Diagnostics();
    const snapshot = new Snapshot(this.#workspace.root);
    const sources = await selectEditions(snapshot, this.#names, diagnostics, this.#cache.datasets);
    // briefs that cannot be read now will be there again
    const listed = sources.map(listedPage);
    if (!diagnostics.failed || listed.length > this.#editions.length) this.#editions = listed;
    const problems = diagnostics.all.map((item) => shownProblem(item, this.#book));
    this.#composed.set('', { ...NEVER, problems });
    this.#listener.onComposed('', now() - started, diagnostics);
    for (const key of this.#viewers.keys()) this.#send(key);
  }

  #send(key: string): void {
    const state = this.#stateOf(key);
    for (const send of this.#viewers.get(key) ?? []) send(state);
  }

  #stateOf(key: string): PageState {
    const { version, problems, page, milliseconds } = this.#composed.get(key) ?? NEVER;
    const failure = page && this.#failures.get(page);
    const papers = (this.#papers.get(key) ?? []).map((paper): PaperState => {
      const state = failure ? 'failed' : page ? this.#printer.stateOf(page, paper) : 'waiting';
      return { name: pdfName(paper), state, failure };
    });
    return { version, problems, papers, editions: this.#editions, milliseconds };
  }

  /** Prints what is looked at, unless something changes meanwhile. */
  async #printWhenIdle(): Promise<void> {
    const changes = this.#changes;
    await wait(IDLE);
    for (const key of this.#viewers.keys())
      for (const paper of this.#papers.get(key) ?? []) {
        const page = this.#composed.get(key)?.page;
        if (changes !== this.#changes || !page || this.#failures.has(page)) return;
        await this.#print(key, page, paper).catch(() => undefined);
      }
  }

  async #print(key: string, page: EditionPage, paper: Paper): Promise<Uint8Array> {
    try {
      return await this.#printer.print(page, paper);
    } catch (error) {
      this.#failures.set(page, (error as Error).message);
      throw error;
    } finally {
      this.#send(key);
    }
  }
}

const GONE = { severity: 'error', location: '', frame: '' } as const;

function keyOf({ folder }: EditionSource): string {
  return folder.slice('out/'.length);
}

function listedPage(source: EditionSource): ListedPage {
  const { brief, head, locale } = source;
  return {
    key: keyOf(source),
    brief: brief.id,
    title: brief.title.get(locale) ?? brief.id,
    edition: head.edition,
    locale,
    member: head.member,
    papers: brief.papers.map(pdfName),
  };
}
