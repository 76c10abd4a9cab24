import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import { now, processIsAlive, wait } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';

/** A file to publish: its path below the root folder, and its content. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const LOCK = 'out/.lock';
const NEXT = /^\.next-(\d+)$/;

/** Files that are written at once: a system lets a program open only so many. */
const AT_ONCE = 32;

/** How long a build waits for another that is publishing, in milliseconds. Publishing takes well under a second. */
const PATIENCE = 20_000;

/** How long a lock may stand without the id of its owner, who writes it at once unless killed at that very moment. */
const NAMELESS = 1_000;

/**
 * Replaces what stands in `out/` by `files` and removes `stale` paths, so that no reader ever meets a half-written
 * file: under an exclusive lock, changed files are written beside their places and then renamed, manifests last.
 * Unchanged files are not touched. Answers the paths that changed. Throws an EnvironmentError when the disk refuses or
 * another build holds the lock for longer than `patience` milliseconds.
 */
export async function publish(
  workspace: Workspace,
  files: readonly OutputFile[],
  stale: readonly string[],
  patience = PATIENCE,
): Promise<string[]> {
  const release = await takeLock(workspace, patience);
  try {
    await discardLeftovers(workspace);
    const changed: OutputFile[] = [];
    for (const file of files) if (!(await isUnchanged(workspace, file))) changed.push(file);
    await replace(workspace, changed, stale);
    return [...changed.map((file) => file.path), ...stale];
  } finally {
    await release();
  }
}

/**
 * Writes all files beside their places first: what the disk refuses, it refuses before anything is replaced. Stale
 * files go before the new manifests come, which do not name them: who is killed in between leaves none for ever.
 */
async function replace(workspace: Workspace, files: readonly OutputFile[], stale: readonly string[]): Promise<void> {
  const next = `out/.next-${process.pid}`;
  const paths = files.map(({ path }) => path);
  try {
    for (let start = 0; start < files.length; start += AT_ONCE) {
      const some = files.slice(start, start + AT_ONCE);
      await Promise.all(some.map(({ path, content }) => workspace.write(besides(next, path), content)));
    }
    for (const path of paths) await makePlace(workspace, path);
    for (const path of paths) if (!isManifest(path)) await workspace.rename(besides(next, path), path);
    for (const path of stale) await workspace.removeFile(path, 'out');
    for (const path of paths) if (isManifest(path)) await workspace.rename(besides(next, path), path);
  } finally {
    await workspace.remove(next);
  }
}

async function makePlace(workspace: Workspace, path: string): Promise<void> {
  await workspace.makeFolderOf(path);
  if (!(await workspace.isFolder(path))) return;
  throw new EnvironmentError(`a folder stands at ${path}, where a file is to be written`, ['move it away']);
}

function isManifest(path: string): boolean {
  return path.endsWith('/manifest.json');
}

function besides(next: string, path: string): string {
  return path.replace(/^out\//, `${next}/`);
}

async function isUnchanged(workspace: Workspace, { path, content }: OutputFile): Promise<boolean> {
  const bytes = await workspace.readBytes(path);
  return bytes !== undefined && sha256(bytes) === sha256(content);
}

/** Removes what builds that were killed half way left beside their places. */
async function discardLeftovers(workspace: Workspace): Promise<void> {
  for (const name of await workspace.folders('out', { hidden: true })) {
    const owner = NEXT.exec(name)?.[1];
    if (owner && (Number(owner) === process.pid || !processIsAlive(Number(owner))))
      await workspace.remove(`out/${name}`);
  }
}

/** Takes the lock of `out/`, waiting for a live owner and taking over from a dead one; answers how to give it back. */
async function takeLock(workspace: Workspace, patience: number): Promise<() => Promise<void>> {
  const started = now();
  while (!(await workspace.writeNew(LOCK, `${process.pid}\n`))) {
    const owner = await ownerOf(workspace, LOCK);
    const waited = now() - started;
    const isDead = owner === 0 ? waited > NAMELESS : owner !== undefined && !processIsAlive(owner);
    if (isDead) await takeOver(workspace, owner);
    else if (waited > patience) throw heldBy(owner);
    else await wait(50);
  }
  return () => workspace.remove(LOCK);
}

/** The process that a lock names: 0 if it names none, undefined if there is no lock (any more). */
async function ownerOf(workspace: Workspace, lock: string): Promise<number | undefined> {
  const bytes = await workspace.readBytes(lock);
  return bytes && (Number(bytes.toString()) || 0);
}

/**
 * Removes the lock of a dead owner. Two builds may both have seen it dead, and the slower must not remove the lock of
 * the faster: so it is moved away first, and looked at again where nobody else can touch it.
 */
async function takeOver(workspace: Workspace, owner: number | undefined): Promise<void> {
  const aside = `${LOCK}-${process.pid}`;
  if (!(await workspace.renameIfThere(LOCK, aside))) return;
  const seen = await ownerOf(workspace, aside);
  if (seen !== owner) await workspace.writeNew(LOCK, `${seen}\n`);
  await workspace.remove(aside);
}

function heldBy(owner: number | undefined): EnvironmentError {
  return new EnvironmentError(`another build${owner ? ` (process ${owner})` : ''} is writing to out/`, [
    'wait until it has ended',
    `if no such build runs, remove ${LOCK}`,
  ]);
}
