import path from 'node:path';
import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import { EditionPrinter } from '../pipeline/edition-printer.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { openStoredCache } from '../pipeline/stored-cache.ts';
import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
import { editionDatasetChanges, isUnchanged } from '../comparison/dataset-changes.ts';
import { documentChanges, gravestFirst } from '../comparison/document-changes.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { listText } from '../core/diagnostics/source-text.ts';
import { gitEnvironment } from '../core/machine/git-environment.ts';
import { disk } from '../core/machine/machine.ts';
import { makeTemporaryFolder } from '../core/machine/owned-folder.ts';
import { type FinishedProgram, runProgram } from '../core/machine/process.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { changesBetween } from '../dataset/changes.ts';
import { reportUnknownBriefs } from './brief-names.ts';
import { withCause } from './causes.ts';
import { Composer, keyOf } from './composing.ts';
import type { Difference, EditionDifference, Side } from './difference.ts';
import { hasMoved } from './page-moves.ts';
import { compareRoots } from './root-difference.ts';

/** The settings of a comparison. */
export interface DiffOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that relative paths start from, absolute. */
  readonly from: string;
  /** Briefs to compare; none for all. */
  readonly briefs: readonly string[];
  /** Where charts and datasets of earlier runs are found, and those of this one kept. */
  readonly store?: ResultStore | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the later state is called; default: as it is named, or by its commit. */
  readonly headName?: string | undefined;
  /** Whether editions that differ are printed, to tell what moves to another page. */
  readonly isPrinted?: boolean | undefined;
}

/**
 * Compares two states, as a person names them: revisions of Git, root folders or editions; without the second, the root
 * folder as it is. Undefined, with diagnostics, if a name does not lead to a state. Throws an EnvironmentError where the
 * repository cannot be read.
 */
export async function compareStates(
  workspace: Workspace,
  names: readonly [string, string | undefined],
  options: DiffOptions,
  diagnostics: Diagnostics,
): Promise<Difference | undefined> {
  return withComposer(workspace, options, async (composer, closing) => {
    const opened = await openSides(workspace, names, options, closing, diagnostics);
    if (!opened) return undefined;
    const { briefs } = options;
    if ('editions' in opened) return compareEditions({ workspace }, opened.editions, briefs, composer, diagnostics);
    return compareRoots(...opened.sides, briefs, composer, diagnostics);
  });
}

/** What is done at the end of a comparison. */
type Closing = (() => Promise<void>)[];

/** Works with a composer, whose charts and datasets come from the store, and closes all that was opened. */
export async function withComposer<T>(
  workspace: Workspace,
  { environment, store, signal, isPrinted = false }: DiffOptions,
  work: (composer: Composer, closing: Closing) => Promise<T>,
): Promise<T> {
  const cache = store && openStoredCache(store, workspace.root, environment);
  const thread = openChartThread();
  const printer = isPrinted ? new EditionPrinter({ environment, store, signal }) : undefined;
  const composer = new Composer(cache ? cachingCharts(thread, cache.charts) : thread, cache?.stored, printer);
  const closing: Closing = [() => thread.close(), async () => printer?.close()];
  try {
    return await work(composer, closing);
  } finally {
    await Promise.all(closing.map((close) => close()));
    await store?.keepLimit();
  }
}

/** Two states that are compared: root folders, or editions of one. */
export type OpenedStates =
  { readonly sides: readonly [Side, Side] } | { readonly editions: readonly [before: string, after: string] };

/** Opens two named states; what has to be removed at the end is added to `closing`. */
export async function openSides(
  workspace: Workspace,
  [baseName, headName]: readonly [string, string | undefined],
  { environment, from, signal, headName: called }: DiffOptions,
  closing: Closing,
  diagnostics: Diagnostics,
): Promise<OpenedStates | undefined> {
  const git = new GitReader(workspace.root, environment, signal);
  const spaces = { workspace, git, from };
  const base = await stateNamed(baseName, spaces, diagnostics);
  const head = headName === undefined ? HERE : await stateNamed(headName, spaces, diagnostics);
  if (!base || !head) return undefined;
  if (base.kind === 'edition' && head.kind === 'edition') return { editions: [base.id, head.id] };
  if (base.kind === 'edition' || head.kind === 'edition') {
    const id = base.kind === 'edition' ? base.id : head.kind === 'edition' ? head.id : '';
    const message = `${id} is an edition, and is compared with another edition`;
    return diagnostics.error('diff/unknown-state', message, id, 'name two editions: assay diff 2024 2025');
  }
  const open = (name: string, state: RootState): Promise<Side> => openSide(workspace, name, state, git, closing);
  const [earlier, later] = [await open(baseName, base), await open(headName ?? '', head)];
  return { sides: [earlier, called === undefined ? later : { ...later, name: called }] };
}

type RootState = Exclude<NamedState, { readonly kind: 'edition' }> | typeof HERE;

const HERE = { kind: 'here' } as const;

async function openSide(
  workspace: Workspace,
  name: string,
  state: RootState,
  git: GitReader,
  closing: Closing,
): Promise<Side> {
  if (state.kind === 'here') {
    const commit = await git.unchangedSince();
    return { name: commit === undefined ? 'the working tree' : nameOfCommit('HEAD', commit), workspace };
  }
  if (state.kind === 'folder') return { name, workspace: new Workspace(state.folder) };
  const checkedOut = await git.checkOut(state.commit);
  closing.push(() => checkedOut.close());
  return { name: nameOfCommit(name, state.commit), workspace: new Workspace(checkedOut.folder) };
}

/** `main (3f2a9c1)`; a commit that is named by its hash has no other name. */
function nameOfCommit(name: string, commit: string): string {
  const short = commit.slice(0, 7);
  return commit.startsWith(name) ? short : `${name} (${short})`;
}

/**
 * Compares two editions of one root folder, in every brief (all, or those named), language and member that has both. Only
 * data can differ between them: template, charts and style are the same.
 */
async function compareEditions(
  { workspace }: Pick<Side, 'workspace'>,
  [old, current]: readonly [string, string],
  names: readonly string[],
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<Difference> {
  const snapshot = new Snapshot(workspace.root);
  await reportUnknownBriefs([snapshot], names, diagnostics);
  const sources = await composer.sources(snapshot, names, diagnostics);
  reportUnknownEditions([old, current], sources, diagnostics);
  const earlier = new Map(
    sources.filter(({ head }) => head.edition === old).map((source) => [keyOf(source.head, true), source]),
  );
  const pairs = sources
    .filter(({ head }) => head.edition === current)
    .flatMap((is): [EditionSource, EditionSource][] => {
      const was = earlier.get(keyOf(is.head, true));
      return was ? [[was, is]] : [];
    });
  const editions: EditionDifference[] = [];
  for (const [was, is] of pairs) editions.push(await compareDocuments(was, is, composer, diagnostics));
  return { base: old, head: current, packages: [], datasets: datasetsOf(pairs), editions, failures: [] };
}

async function compareDocuments(
  was: EditionSource,
  is: EditionSource,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<EditionDifference> {
  const before = await composer.blocks(was, diagnostics);
  const after = await composer.blocks(is, diagnostics);
  const found = gravestFirst(documentChanges(before, after, is.locale));
  const changes = found.map((change) => withCause(change, ['data']));
  const pages = await composer.pages(was, is, after);
  const state = changes.length > 0 || hasMoved(pages) ? 'changed' : 'unchanged';
  return { head: is.head, comparedWith: was.head.edition, state, aspects: ['data'], changes, pages };
}

/** What the editions of each dataset state otherwise; slices of one edition share a dataset. */
function datasetsOf(pairs: readonly [EditionSource, EditionSource][]): Difference['datasets'] {
  const byDataset = new Map(pairs.map((pair) => [pair[1].edition.dataset.id, pair]));
  return [...byDataset.values()].flatMap(([was, is]) => {
    const [before, after] = [
      { ...was.edition, slice: undefined },
      { ...is.edition, slice: undefined },
    ];
    const results = { before: was.result(), after: is.result() };
    const changes = editionDatasetChanges(is.edition.dataset, changesBetween(before, after), results);
    return isUnchanged(changes) ? [] : [changes];
  });
}

function reportUnknownEditions(
  wanted: readonly string[],
  sources: readonly EditionSource[],
  diagnostics: Diagnostics,
): void {
  const known = new Set(sources.map(({ head }) => head.edition));
  if (known.size === 0) return;
  for (const id of wanted.filter((name) => !known.has(name)))
    diagnostics.error('diff/unknown-state', `no brief has an edition ${id}`, 'templates', didYouMean(id, known));
}

/** A state that a person named: a commit, another root folder, or an edition of this one. */
type NamedState =
  | { readonly kind: 'revision'; readonly commit: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'edition'; readonly id: string };

/** Where names are looked up. */
interface NameSpaces {
  readonly workspace: Workspace;
  readonly git: GitReader;
  /** The folder that relative paths start from, absolute. */
  readonly from: string;
}

/** How each kind is written where a name alone could mean another one. */
const FORMS: Readonly<Record<NamedState['kind'], (name: string) => string>> = {
  revision: (name) => `refs/heads/${name} or refs/tags/${name}`,
  folder: (name) => `./${name}`,
  edition: (name) => `edition:${name}`,
};

/**
 * What a name means; undefined, with a diagnostic, if it means nothing, or more than one thing. `edition:2025` is always
 * an edition, and what has a path's form, `./old` or `/tmp/old`, a folder.
 */
async function stateNamed(name: string, spaces: NameSpaces, diagnostics: Diagnostics): Promise<NamedState | undefined> {
  const [, edition] = /^edition:(.+)$/.exec(name) ?? [];
  if (edition !== undefined) return { kind: 'edition', id: edition };
  if (name.trim() === '') return report(name, 'an empty name is not a state', diagnostics);
  const folder = await folderNamed(name, spaces);
  if (/^\.{0,2}\//.test(name) || name === '.' || name === '..')
    return folder ?? report(name, `${name} is not a folder with data/ or templates/ in it`, diagnostics);
  const commit = await spaces.git.commitOf(name);
  const isEdition = (await editionIds(spaces.workspace)).has(name);
  const meanings: NamedState[] = [
    ...(commit === undefined ? [] : [{ kind: 'revision', commit } as const]),
    ...(folder ? [folder] : []),
    ...(isEdition ? [{ kind: 'edition', id: name } as const] : []),
  ];
  const [only, ...others] = meanings;
  if (!only) {
    const fetched = (await spaces.git.isShallow()) ? '; this copy of the repository is shallow: fetch its history' : '';
    return report(name, `${name} is not a revision, a folder or an edition${fetched}`, diagnostics);
  }
  if (others.length === 0) return only;
  const kinds = meanings.map(({ kind }) => kind);
  const hint = `write ${kinds.map((kind) => FORMS[kind](name)).join(', or ')}`;
  return diagnostics.error(
    'diff/ambiguous-state',
    `${name} is ${kinds.length > 2 ? '' : 'both '}${listText(kinds)}`,
    name,
    hint,
  );
}

function report(name: string, message: string, diagnostics: Diagnostics): undefined {
  const hint = 'name a revision of Git (main, HEAD~1, main...), a folder (./other), or an edition (edition:2025)';
  return diagnostics.error('diff/unknown-state', message, name, hint);
}

async function folderNamed(name: string, { from }: NameSpaces): Promise<NamedState | undefined> {
  const folder = path.resolve(from, name);
  const workspace = new Workspace(folder);
  const isRoot = (await workspace.isFolder('data')) || (await workspace.isFolder('templates'));
  return isRoot ? { kind: 'folder', folder } : undefined;
}

async function editionIds(workspace: Workspace): Promise<ReadonlySet<string>> {
  const briefs = (await listBriefs(workspace)).map((name) => loadReadableBrief(workspace, name, new Diagnostics()));
  return new Set((await Promise.all(briefs)).flatMap((loaded) => loaded?.brief.editions.map(({ id }) => id) ?? []));
}

/** Milliseconds that a command may take. */
const TIME_LIMIT = 120_000;

/** What of a root folder is compared. */
const COMPARED = ['data', 'templates', 'sources'];

/** Files that tell which program prints, in the root folder or at the top of its repository. */
const LOCK_FILES = ['package.json', 'package-lock.json'];

/** A revision of the repository around a root folder, as files in a folder of its own. */
interface CheckedOut {
  readonly folder: string;
  /** Its commit. */
  readonly commit: string;
  /** Removes the folder. */
  close(): Promise<void>;
}

/** Reads a repository; it changes nothing in it, not even its index. */
class GitReader {
  readonly #root: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal | undefined;

  constructor(root: string, environment: NodeJS.ProcessEnv, signal?: AbortSignal) {
    this.#root = root;
    this.#environment = gitEnvironment(environment);
    this.#signal = signal;
  }

  /**
   * The commit that a revision names: `main`, `HEAD~1`, a tag, or `main...` for the commit in which this state and
   * `main` part. Undefined if it names none.
   */
  async commitOf(revision: string): Promise<string | undefined> {
    const [, one, other] = /^(.+)\.\.\.(.*)$/.exec(revision) ?? [];
    if (one !== undefined) {
      const ends = await Promise.all([one, other || 'HEAD'].map((name) => this.commitOf(name)));
      if (ends.includes(undefined)) return undefined;
      return line(await this.#run(['merge-base', ...(ends as string[])]));
    }
    if (revision === '' || revision.startsWith('-')) return undefined;
    return line(await this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]));
  }

  /** Whether the root folder is in a repository, of which not all commits may be there. */
  async isShallow(): Promise<boolean> {
    return line(await this.#run(['rev-parse', '--is-shallow-repository'])) === 'true';
  }

  /** The commit that is checked out, if data and templates are as they are in it. */
  async unchangedSince(): Promise<string | undefined> {
    const changed = await this.#run(['status', '--porcelain', '--', ...COMPARED]);
    return line(changed) === '' ? this.commitOf('HEAD') : undefined;
  }

  /** Writes the data and templates of a commit into a folder of their own; the caller closes it. */
  async checkOut(commit: string): Promise<CheckedOut> {
    const folder = await makeTemporaryFolder('assay-diff-');
    const close = (): Promise<void> => disk.remove(folder);
    try {
      const said = (await this.#must(['rev-parse', '--show-toplevel', '--show-prefix'])).output.split('\n');
      const [top = this.#root, prefix = ''] = said;
      const index = { GIT_INDEX_FILE: path.join(folder, 'index') };
      await this.#fillIndex(await this.#objectsOf(commit, prefix), prefix, index);
      // below the top it would skip what does not stand below the same folder of the index
      await this.#must(['-C', top, '-c', 'core.symlinks=false', ...CHECKOUT, `--prefix=${folder}/root/`], index);
      await disk.makeFolders(path.join(folder, 'root'));
      return { folder: path.join(folder, 'root'), commit, close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** What a commit has of all that is needed: hashes by kind and path from the top, as `blob package.json`. */
  async #objectsOf(commit: string, prefix: string): Promise<ReadonlyMap<string, string>> {
    const names = [...COMPARED, ...LOCK_FILES].map((name) => prefix + name);
    const listing = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', ...names, ...LOCK_FILES];
    const { output } = await this.#must(listing);
    const entries = output.matchAll(/\d+ (\w+) (\w+)\t([^\0]+)\0/g);
    return new Map(Array.from(entries, ([, kind, hash = '', name]) => [`${kind} ${name}`, hash]));
  }

  /** Puts these objects into an index, as if the root folder were the top. */
  async #fillIndex(objects: ReadonlyMap<string, string>, prefix: string, index: NodeJS.ProcessEnv): Promise<void> {
    for (const name of COMPARED) {
      const tree = objects.get(`tree ${prefix}${name}`);
      if (tree !== undefined) await this.#must(['read-tree', `--prefix=${name}/`, tree], index);
    }
    const files = LOCK_FILES.flatMap((name) => {
      const hash = objects.get(`blob ${prefix}${name}`) ?? objects.get(`blob ${name}`);
      return hash === undefined ? [] : ['--cacheinfo', `100644,${hash},${name}`];
    });
    if (files.length > 0) await this.#must(['update-index', '--add', ...files], index);
  }

  async #must(parameters: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<FinishedProgram> {
    const finished = await this.#run(parameters, variables);
    if (finished.status === 0) return finished;
    const said = finished.failure ?? finished.errorOutput.trim().split('\n').slice(0, 3).join('; ');
    throw new EnvironmentError(`the repository cannot be read: ${said}`, ['is Git installed, and may it be read?']);
  }

  #run(parameters: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<FinishedProgram> {
    const environment = { ...this.#environment, ...variables };
    const options = { folder: this.#root, environment, timeLimit: TIME_LIMIT, signal: this.#signal };
    return runProgram('git', parameters, options);
  }
}

/** Line ends stay as they are committed. */
const CHECKOUT = ['-c', 'core.autocrlf=false', 'checkout-index', '--all', '--quiet'];

function line({ status, output }: FinishedProgram): string | undefined {
  return status === 0 ? output.trim() : undefined;
}
