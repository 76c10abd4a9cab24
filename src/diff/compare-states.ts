import { cachingCharts, openChartThread } from '../chart/chart-thread.ts';
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
}

/**
 * Compares two states, as a person names them: revisions of Git, root folders or editions; without the second, the root
 * folder as it is. Undefined, with diagnostics, if a name does not lead to a state. Throws an EnvironmentError where the
 * repository cannot be read.
 */
export async function compareStates(
  workspace: Workspace,
  [baseName, headName]: readonly [string, string | undefined],
  { environment, from, briefs, store, signal }: DiffOptions,
  diagnostics: Diagnostics,
): Promise<Difference | undefined> {
  const git = new GitReader(workspace.root, environment, signal);
  const spaces = { workspace, git, from };
  const base = await stateNamed(baseName, spaces, diagnostics);
  const head = headName === undefined ? HERE : await stateNamed(headName, spaces, diagnostics);
  if (!base || !head) return undefined;
  const cache = store && openStoredCache(store, workspace.root, environment);
  const thread = openChartThread();
  const composer = new Composer(cache ? cachingCharts(thread, cache.charts) : thread, cache?.read);
  const closing: (() => Promise<void>)[] = [() => thread.close()];
  try {
    if (base.kind === 'edition' || head.kind === 'edition')
      return await editionDifference(workspace, [base, head], { briefs, composer }, diagnostics);
    const open = (name: string, state: RootState): Promise<Side> => openSide(workspace, name, state, git, closing);
    const sides = [await open(baseName, base), await open(headName ?? '', head)] as const;
    return await compareRoots(...sides, briefs, composer, diagnostics);
  } finally {
    await Promise.all(closing.map((close) => close()));
    await store?.keepLimit();
  }
}

type RootState = Exclude<NamedState, { readonly kind: 'edition' }> | typeof HERE;

const HERE = { kind: 'here' } as const;

/** Opens a state; what has to be removed at the end is added to `closing`. */
async function openSide(
  workspace: Workspace,
  name: string,
  state: RootState,
  git: GitReader,
  closing: (() => Promise<void>)[],
): Promise<Side> {
  if (state.kind === 'here') return { name: 'the working tree', workspace };
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

async function editionDifference(
  workspace: Workspace,
  [base, head]: readonly [NamedState, NamedState | typeof HERE],
  { briefs, composer }: { readonly briefs: readonly string[]; readonly composer: Composer },
  diagnostics: Diagnostics,
): Promise<Difference | undefined> {
  if (base.kind === 'edition' && head.kind === 'edition')
    return compareEditions({ workspace }, [base.id, head.id], briefs, composer, diagnostics);
  const id = base.kind === 'edition' ? base.id : head.kind === 'edition' ? head.id : '';
  const message = `${id} is an edition, and is compared with another edition`;
  return diagnostics.error('diff/unknown-state', message, id, 'name two editions: assay diff 2024 2025');
}
