import { pdfName } from '../build/edition-rendering.ts';
import { contentOf, WATCHED } from '../build/watch.ts';
import type { Paper } from '../brief/paper.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { now, wait } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { watchFolders } from '../core/machine/watcher.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { EditionPage } from './edition-page.ts';
import { openInEditor } from './editor.ts';
import { type ListedPage, listedPage } from './listing.ts';
import { type Composed, NEVER, PageComposer } from './page-composer.ts';
import { PaperPrinter, type PaperState } from './paper-printer.ts';
import { PlaceBook } from './place-book.ts';
import { type ShownProblem, shownFailure, shownProblem } from './problem.ts';

/** The state of a page, which everyone who sees it is sent; of the list of editions, with an empty key. */
export interface PageState extends Pick<Composed, 'version' | 'milliseconds'> {
  readonly problems: readonly ShownProblem[];
  readonly papers: readonly PaperState[];
  readonly editions: readonly ListedPage[];
}

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
 * Has the editions composed that somebody looks at, again after each change of data and templates, and printed when
 * nothing has changed for a while. It writes nothing.
 */
export class Preview {
  readonly #workspace: Workspace;
  readonly #names: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #listener: PreviewListener;
  readonly #book = new PlaceBook();
  readonly #composer: PageComposer;
  readonly #printer: PaperPrinter;
  readonly #composed = new Map<string, Composed>();
  readonly #viewers = new Map<string, Set<(state: object) => void>>();
  #editions: readonly ListedPage[] = [];
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
    this.#composer = new PageComposer(workspace.root, this.#book);
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
    await Promise.all([this.#printer.close(), this.#composer.close()]);
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
    const { page, papers } = await this.#composedOf(key);
    const paper = papers.find((each) => pdfName(each) === name);
    return page && paper && this.#print(key, page, paper);
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
    return this.#lastOf(key);
  }

  #lastOf(key: string): Composed {
    return this.#composed.get(key) ?? NEVER;
  }

  /** Shows what is wrong outside data and templates. Everything else that is thrown is a bug. */
  #fail(error: unknown): undefined {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const key of this.#viewers.keys()) {
      this.#composed.set(key, { ...this.#lastOf(key), problems: [shownFailure(error)], fingerprint: undefined });
      this.#send(key);
    }
  }

  /** Composes what is looked at, then lists all editions, for which nobody waits. */
  async #update(): Promise<void> {
    this.#changes += 1;
    for (const key of this.#composed.keys()) if (key !== '' && !this.#viewers.has(key)) this.#composed.delete(key);
    await this.#compose([...this.#viewers.keys()].filter((key) => key !== ''));
    await this.#list();
    this.#composer.forgetUnused();
  }

  async #compose(keys: readonly string[]): Promise<void> {
    const last = (key: string): Composed => this.#lastOf(key);
    await this.#composer.compose(keys, last, (key, composed, diagnostics) => {
      this.#composed.set(key, composed);
      this.#listener.onComposed(key, composed.milliseconds, diagnostics);
      this.#send(key);
    });
  }

  async #list(): Promise<void> {
    const started = now();
    const diagnostics = new Diagnostics();
    const snapshot = new Snapshot(this.#workspace.root);
    const listed = (await this.#composer.select(this.#names, snapshot, diagnostics)).map(listedPage);
    // briefs that cannot be read now will be there again
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
    const { version, problems, page, papers, milliseconds } = this.#lastOf(key);
    const states = papers.map((paper) => this.#printer.stateOf(page, paper));
    return { version, problems, papers: states, editions: this.#editions, milliseconds };
  }

  /** Prints what is looked at, unless something changes meanwhile. */
  async #printWhenIdle(): Promise<void> {
    const changes = this.#changes;
    await wait(IDLE);
    for (const key of this.#viewers.keys())
      for (const paper of this.#lastOf(key).papers) {
        const { page } = this.#lastOf(key);
        if (changes !== this.#changes || !page || this.#printer.stateOf(page, paper).state === 'failed') return;
        await this.#print(key, page, paper).catch(() => undefined);
      }
  }

  async #print(key: string, page: EditionPage, paper: Paper): Promise<Uint8Array> {
    try {
      return await this.#printer.print(page, paper);
    } finally {
      this.#send(key);
    }
  }
}
