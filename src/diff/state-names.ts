import path from 'node:path';
import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Workspace } from '../core/machine/workspace.ts';
import type { GitReader } from './git-revision.ts';

/** A state that a person named: a commit, another root folder, or an edition of this one. */
export type NamedState =
  | { readonly kind: 'revision'; readonly commit: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'edition'; readonly id: string };

/** Where names are looked up. */
export interface NameSpaces {
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
export async function stateNamed(
  name: string,
  spaces: NameSpaces,
  diagnostics: Diagnostics,
): Promise<NamedState | undefined> {
  const [, edition] = /^edition:(.+)$/.exec(name) ?? [];
  if (edition !== undefined) return { kind: 'edition', id: edition };
  if (name.trim() === '') return report(name, 'an empty name is no state', diagnostics);
  const folder = await folderNamed(name, spaces);
  if (/^\.{0,2}\//.test(name) || name === '.' || name === '..')
    return folder ?? report(name, `${name} is no folder with data/ or templates/ in it`, diagnostics);
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
    return report(name, `${name} is no revision, no folder and no edition${fetched}`, diagnostics);
  }
  if (others.length === 0) return only;
  const kinds = meanings.map(({ kind }) => kind);
  const hint = `write ${kinds.map((kind) => FORMS[kind](name)).join(', or ')}`;
  return diagnostics.error('diff/ambiguous-state', `${name} is both ${kinds.join(' and ')}`, name, hint);
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
