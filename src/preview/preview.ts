import linuxEditors from 'launch-editor/editor-info/linux.js';
import argumentsFor from 'launch-editor/get-args.js';
import guess from 'launch-editor/guess.js';
import path from 'node:path';
import { parse } from 'shell-quote';
import { requireFonts } from '../brief/fonts.ts';
import type { Paper } from '../brief/paper.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { memoryCache } from '../pipeline/build-cache.ts';
import { drawCharts } from '../pipeline/edition-charts.ts';
import { pdfName, printPaper } from '../pipeline/edition-rendering.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { type ListedSource, listSources, viewSource } from '../pipeline/source-views.ts';
import { attachmentsOf } from '../pipeline/pdf-attachments.ts';
import { contentOf, WATCHED } from '../pipeline/watch.ts';
import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
import { codeFrame, type Diagnostic, Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { now, wait } from '../core/machine/machine.ts';
import { runProgram, startProgram } from '../core/machine/process.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { watchFolders } from '../core/machine/watcher.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { composePage, type EditionPage, type ShownFigure } from './edition-page.ts';
import type { Element } from 'hast';
import { briefOf, keyOf, type ListedPage, listedPage } from './listing.ts';
import { sourcePage } from './source-page.ts';
import { type KnownPlace, PlaceBook } from './place-book.ts';

/** The state of a page, which everyone who sees it is sent; of the list of editions, with an empty key. */
export interface PageState extends Pick<Composed, 'version' | 'milliseconds' | 'isDraft'> {
  readonly problems: readonly ShownProblem[];
  /** The figures of its release that the page does not print. */
  readonly unprinted: readonly ShownFigure[];
  readonly papers: readonly PaperState[];
  readonly editions: readonly ListedPage[];
  readonly sources: readonly ListedSource[];
}

/** Milliseconds without a change after which PDFs are printed. */
const IDLE = 1_000;

/** The places that a person clicked, and why they could not be opened. */
export interface OpenedPlaces {
  readonly places: readonly { readonly number: unknown; readonly text: string }[];
  readonly failure: string | undefined;
}

/** What a preview reports to the program. */
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
  readonly #copies: Workspace | undefined;
  #editions: readonly ListedPage[] = [];
  #sources: readonly ListedSource[] = [];
  /** What composes does so one after the other. */
  #work: Promise<unknown> = Promise.resolve();
  /** Counts changes: what was begun before the last one is given up. */
  #changes = 0;

  constructor(
    workspace: Workspace,
    names: readonly string[],
    environment: NodeJS.ProcessEnv,
    listener: PreviewListener,
    copies?: Workspace,
  ) {
    this.#workspace = workspace;
    this.#names = names;
    this.#environment = environment;
    this.#listener = listener;
    this.#copies = copies;
    this.#composer = new PageComposer(workspace.root, this.#book);
    this.#printer = new PaperPrinter(environment);
  }

  get editions(): readonly ListedPage[] {
    return this.#editions;
  }

  /** Releases that name a source. */
  get sources(): readonly ListedSource[] {
    return this.#sources;
  }

  /** The source of a release next to its statements, as the files are now; undefined where it names none. */
  async sourcePage(release: string): Promise<Element | undefined> {
    const view = await this.#queue(() => viewSource(new Snapshot(this.#workspace.root), release, this.#copies));
    return view && sourcePage(view, this.#book);
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

  /** Opens places by their numbers. Returns what and where all that are named are, and why some could not be opened. */
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
    this.#sources = await listSources(snapshot);
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
    const { version, problems, page, papers, milliseconds, isDraft } = this.#lastOf(key);
    const states = papers.map((paper) => this.#printer.stateOf(page, paper));
    const unprinted = page?.unprinted ?? [];
    const listed = { editions: this.#editions, sources: this.#sources };
    return { version, problems, papers: states, unprinted, ...listed, milliseconds, isDraft };
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

// `launch-editor` knows the editors and their arguments. It would start them by itself, past `core/machine/process.ts`,
// with the terminal of the preview; so only its tables are used.

/** Editors that need the terminal, which the preview has. */
const IN_TERMINAL: ReadonlySet<string> = new Set(['vi', 'vim', 'nvim', 'nano', 'micro', 'hx', 'joe', 'emacs']);

/** Milliseconds that the list of running programs may take. */
const LIST_LIMIT = 2_000;

/**
 * Opens places in the editor of the person: that which `LAUNCH_EDITOR` names, else one that runs, else `VISUAL` or
 * `EDITOR`. Answers why it could not; undefined where it was started.
 */
async function openInEditor(
  workspace: Workspace,
  places: readonly KnownPlace[],
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const missing = places.find((place) => !workspace.findFile(place.path));
  if (missing) return `${missing.path} is no longer there`;
  const [editor, ...given] = await editorOf(environment);
  if (editor === undefined) return 'no editor was found: set LAUNCH_EDITOR to its command, such as code';
  const name = path.basename(editor);
  if (IN_TERMINAL.has(name)) return `${name} needs a terminal: set LAUNCH_EDITOR to an editor with a window of its own`;
  for (const { path: file, line, column } of places) {
    const parameters = argumentsFor(editor, workspace.resolve(file), line, column).map(String);
    const failure = await started(editor, [...given, ...parameters], workspace.root, environment);
    if (failure !== undefined) return `${editor} could not be started: ${failure}`;
  }
  return undefined;
}

/** The command of the editor, in words. */
async function editorOf(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { LAUNCH_EDITOR: chosen, VISUAL: visual, EDITOR: usual } = environment;
  if (chosen) return [chosen];
  const running = await runningEditor(environment);
  if (running !== undefined && !IN_TERMINAL.has(running)) return [running];
  return parse(visual || usual || '').filter((word) => typeof word === 'string');
}

async function runningEditor(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const isMac = process.platform === 'darwin';
  if (!isMac && process.platform !== 'linux') return undefined;
  const parameters = isMac ? ['x', '-o', 'comm='] : ['x', '--no-heading', '-o', 'comm', '--sort=comm'];
  const { output } = await runProgram('ps', parameters, { folder: path.sep, environment, timeLimit: LIST_LIMIT });
  return isMac ? guess.getEditorFromMacProcesses(output) : editorAmong(output.split('\n'));
}

/**
 * The command of the first known editor among programs of Linux. `launch-editor` would take any whose name has that of an
 * editor in it: `barcode` for `code`, `spider` for `rider`.
 */
export function editorAmong(programs: readonly string[]): string | undefined {
  return Object.entries(linuxEditors).find(([name]) => programs.includes(name))?.[1];
}

/** Starts an editor, which goes on when the preview ends. Answers why it did not start. */
function started(
  editor: string,
  parameters: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const child = startProgram(editor, parameters, { cwd: folder, env: environment, stdio: 'ignore' });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? 'there is no such program' : error.message),
    );
  });
}

/** An edition as it was last composed. Its page is of now, unless there are other mistakes than contradicted figures. */
interface Composed {
  /** Grows with each page that differs from the one before; 0 where none could be made yet. */
  readonly version: number;
  readonly page: EditionPage | undefined;
  readonly papers: readonly Paper[];
  readonly problems: readonly ShownProblem[];
  /** How long composing took. */
  readonly milliseconds: number;
  /** Whether `page` is of now although figures are contradicted, which it marks. */
  readonly isDraft: boolean;
  /** The fingerprint of what `page` was made from, if that is of now. */
  readonly fingerprint?: string | undefined;
}

/** An edition that was not composed yet. */
export const NEVER: Composed = {
  version: 0,
  page: undefined,
  papers: [],
  problems: [],
  milliseconds: 0,
  isDraft: false,
};

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
        const draft = (): Promise<EditionPage | undefined> => this.#makeDraft(key, snapshot);
        const composed = await this.#composeOne(key, source, { last: last(key), draft }, diagnostics);
        if (composed) receive(key, { ...composed, milliseconds: selecting + now() - begun }, diagnostics);
      }
    }
  }

  /** Undefined where nothing of the edition has changed. */
  async #composeOne(
    key: string,
    source: EditionSource | undefined,
    { last, draft }: { readonly last: Composed; readonly draft: () => Promise<EditionPage | undefined> },
    diagnostics: Diagnostics,
  ): Promise<Composed | undefined> {
    const fingerprint = source && (await source.sources()).fingerprint;
    if (fingerprint !== undefined && fingerprint === last.fingerprint) return undefined;
    const failures: ShownProblem[] = [];
    if (!source && !diagnostics.failed)
      failures.push({ ...GONE, message: `${key} is not an edition of a brief any more` });
    let page: EditionPage | undefined;
    let isDraft = false;
    try {
      const whole = source && (await this.#makePage(source, diagnostics));
      page = whole ?? (source && (await draft()));
      isDraft = page !== whole;
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failures.push(shownFailure(error));
    }
    const papers = source?.brief.papers ?? last.papers;
    const problems = [...failures, ...diagnostics.all.map((item) => shownProblem(item, this.#book))];
    const isSame = page === undefined || page.html === last.page?.html;
    const version = last.version + (isSame ? 0 : 1);
    return { ...last, papers, problems, page: page ?? last.page, version, isDraft, fingerprint: page && fingerprint };
  }

  /** The page of an edition as a draft shows it, with its doubtful figures marked; undefined with other mistakes. */
  async #makeDraft(key: string, snapshot: Snapshot): Promise<EditionPage | undefined> {
    const known = { known: this.#cache.datasets, isDraft: true };
    const sources = await selectEditions(snapshot, [briefOf(key)], new Diagnostics(), known);
    const source = sources.find((each) => keyOf(each) === key);
    return source && this.#makePage(source, new Diagnostics());
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

/** A PDF of a page: whether it has been printed as the page is, is being printed, will be, or why it cannot be. */
interface PaperState {
  readonly name: string;
  readonly state: 'printed' | 'printing' | 'waiting' | 'failed';
  readonly failure?: string | undefined;
}

interface Print {
  readonly pdf: Promise<Uint8Array>;
  state: PaperState['state'];
}

/** Prints pages on paper with one browser, which starts at the first print and stays. */
class PaperPrinter {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #printed = new WeakMap<EditionPage, Map<Paper, Print>>();
  readonly #failures = new WeakMap<EditionPage, string>();
  #browser: BrowserSession | undefined;
  /** Prints follow one another: two at once would slow down the page that a person waits for. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /** The PDF of a page, printed at the first call. Rejects with an EnvironmentError where there is no browser. */
  print(page: EditionPage, paper: Paper): Promise<Uint8Array> {
    const papers = this.#printed.get(page) ?? new Map<Paper, Print>();
    this.#printed.set(page, papers);
    const known = papers.get(paper);
    if (known) return known.pdf;
    const print: Print = { pdf: this.#last.then(() => this.#printNow(page, paper)), state: 'printing' };
    papers.set(paper, print);
    this.#last = print.pdf.then(
      () => {
        print.state = 'printed';
        this.#failures.delete(page);
      },
      (error: unknown) => {
        this.#failures.set(page, (error as Error).message);
        papers.delete(paper);
      },
    );
    return print.pdf;
  }

  /** The state of a PDF; without a page, none is printed yet. */
  stateOf(page: EditionPage | undefined, paper: Paper): PaperState {
    const name = pdfName(paper);
    const failure = page && this.#failures.get(page);
    if (failure !== undefined) return { name, state: 'failed', failure };
    return { name, state: (page && this.#printed.get(page)?.get(paper)?.state) ?? 'waiting' };
  }

  async #printNow({ composition, texts }: EditionPage, paper: Paper): Promise<Uint8Array> {
    if (!this.#browser || this.#browser.isSpent) {
      await this.#browser?.close();
      this.#browser = openBrowser({ environment: this.#environment });
    }
    const options = {
      browser: this.#browser,
      environment: this.#environment,
      attachments: async () => attachmentsOf(composition.source, await texts()),
    };
    return (await printPaper(composition, paper, options, new Diagnostics())).pdf;
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#browser?.close();
  }
}

/** What is wrong, as a page shows it: in the words of the terminal. */
interface ShownProblem {
  readonly severity: 'error' | 'warning';
  /** `file:line:column`; empty where that is not known. */
  readonly location: string;
  /** Number of its place. */
  readonly place?: number;
  readonly message: string;
  readonly rule?: string;
  readonly frame: string;
  readonly hint?: string | undefined;
}

/** A mistake in data or templates. */
function shownProblem(item: Diagnostic, book: PlaceBook): ShownProblem {
  const { severity, message, rule, hint, place } = item;
  const number = place ? { place: book.numberOf(place) } : {};
  return { severity, location: locationOf(item), ...number, message, rule, frame: codeFrame(item), hint };
}

/** Something outside data and templates. */
function shownFailure({ message, remedies }: EnvironmentError): ShownProblem {
  return { severity: 'error', location: '', message, frame: '', hint: remedies.join('; ') || undefined };
}
