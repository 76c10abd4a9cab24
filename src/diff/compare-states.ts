import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
import { EditionPrinter } from '../build/edition-printer.ts';
import { openStoredCache } from '../build/stored-cache.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { Composer } from './composing.ts';
import type { Difference, Side } from './difference.ts';
import { compareEditions } from './edition-difference.ts';
import { GitReader } from './git-revision.ts';
import { compareRoots } from './root-difference.ts';
import { type NamedState, stateNamed } from './state-names.ts';

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
