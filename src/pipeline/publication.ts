import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { now, processIsAlive, wait } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { OutputTop } from './edition-source.ts';

/** A file to publish; its path is below the root folder. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const LOCK = '.lock';
const NEXT = /^\.next-(\d+)$/;

/** Milliseconds to wait for another build that is publishing, which takes well under a second. */
const LOCK_TIMEOUT = 20_000;

/** Where and how long is published. */
export interface PublicationOptions {
  /** Default: `out`. */
  readonly top?: OutputTop | undefined;
  /** Milliseconds to wait for another build. */
  readonly timeout?: number;
}

/** Milliseconds that a lock may lack the id of its owner, who writes it at once unless killed at that moment. */
const OWNER_TIMEOUT = 1_000;

/**
 * Writes `files` into `out/`, or another folder `top`, and removes `stale` ones, and no reader ever sees a half-written file: under an exclusive
 * lock, changed files are written to a folder next to out/ and then renamed, manifests last. Unchanged files are not touched.
 * Returns the paths that changed. Throws an EnvironmentError when a file cannot be written, when a folder in `out/` is a link,
 * or when another build holds the lock for longer than `timeout` milliseconds.
 */
export async function publish(
  workspace: Workspace,
  files: readonly OutputFile[],
  stale: readonly string[],
  { top = 'out', timeout = LOCK_TIMEOUT }: PublicationOptions = {},
): Promise<string[]> {
  const release = await takeLock(workspace, top, timeout);
  try {
    await removeLeftovers(workspace, top);
    const changed: OutputFile[] = [];
    for (const file of files) if (!(await isUnchanged(workspace, file))) changed.push(file);
    await replace(workspace, top, changed, stale);
    return [...changed.map((file) => file.path), ...stale];
  } finally {
    await release();
  }
}

/**
 * Writes all files to the folder next to it first, so that a full disk or a missing permission shows before any old file is replaced. Stale files are
 * removed before the new manifests, which do not name them, are in place: after a kill in between, the next build finds
 * them by the old manifests.
 */
async function replace(
  workspace: Workspace,
  top: OutputTop,
  files: readonly OutputFile[],
  stale: readonly string[],
): Promise<void> {
  const next = `${top}/.next-${process.pid}`;
  const paths = files.map(({ path }) => path);
  // Without the folders of the files, which would have to be made and removed for each edition.
  const numbers = new Map(paths.map((path, at) => [path, at]));
  const stagedPath = (path: string): string => `${next}/${numbers.get(path)}`;
  try {
    for (const { path, content } of files) await workspace.write(stagedPath(path), content);
    await prepareTargets(workspace, paths);
    for (const path of paths) if (!isManifest(path)) await workspace.rename(stagedPath(path), path);
    for (const path of stale) await workspace.removeFile(path, top);
    for (const path of paths) if (isManifest(path)) await workspace.rename(stagedPath(path), path);
  } finally {
    await workspace.remove(next);
  }
}

async function prepareTargets(workspace: Workspace, paths: readonly string[]): Promise<void> {
  // One path of each folder, the first, which a message then names.
  const inFolders = new Map(paths.toReversed().map((path) => [path.slice(0, path.lastIndexOf('/')), path]));
  for (const path of inFolders.values()) await workspace.makeFolderOf(path);
  for (const path of paths) {
    if (!(await workspace.isFolder(path))) continue;
    throw new EnvironmentError(`${path} is a folder, but a file must be written there`, ['move the folder away']);
  }
}

function isManifest(path: string): boolean {
  return path.endsWith('/manifest.json');
}

async function isUnchanged(workspace: Workspace, { path, content }: OutputFile): Promise<boolean> {
  const bytes = await workspace.readBytes(path);
  return bytes !== undefined && bytes.equals(typeof content === 'string' ? Buffer.from(content) : content);
}

/** Removes the folders of builds that were killed while publishing. */
async function removeLeftovers(workspace: Workspace, top: OutputTop): Promise<void> {
  for (const name of await workspace.folders(top, { hidden: true })) {
    const owner = NEXT.exec(name)?.[1];
    if (owner && (Number(owner) === process.pid || !processIsAlive(Number(owner))))
      await workspace.remove(`${top}/${name}`);
  }
}

/** Takes the lock of a folder: waits for a live owner, takes over from a dead one. Returns the function that releases it. */
async function takeLock(workspace: Workspace, top: OutputTop, timeout: number): Promise<() => Promise<void>> {
  const lock = `${top}/${LOCK}`;
  const started = now();
  while (!(await workspace.writeNew(lock, `${process.pid}\n`))) {
    const owner = await ownerOf(workspace, lock);
    const waited = now() - started;
    const isDead = owner === 0 ? waited > OWNER_TIMEOUT : owner !== undefined && !processIsAlive(owner);
    if (isDead) await takeOver(workspace, lock, owner);
    else if (waited > timeout) throw lockedBy(lock, owner);
    else await wait(50);
  }
  return () => workspace.remove(lock);
}

/** Throws an EnvironmentError while another build is writing into a folder: what is read there could be half of it. */
export async function requireIdle(workspace: Workspace, top: OutputTop): Promise<void> {
  const lock = `${top}/${LOCK}`;
  const owner = await ownerOf(workspace, lock);
  if (owner && owner !== process.pid && processIsAlive(owner)) throw lockedBy(lock, owner);
}

/** The process that a lock names; 0 if it names none, undefined if there is no lock. */
async function ownerOf(workspace: Workspace, lock: string): Promise<number | undefined> {
  const bytes = await workspace.readBytes(lock);
  return bytes && (Number(bytes.toString()) || 0);
}

/**
 * Removes the lock of a dead owner. Two builds may do so at once, and the slower must not remove the new lock of the
 * faster: so the lock is moved aside first, read again there, and put back if it is another.
 */
async function takeOver(workspace: Workspace, lock: string, owner: number | undefined): Promise<void> {
  const aside = `${lock}-${process.pid}`;
  if (!(await workspace.renameIfThere(lock, aside))) return;
  const seen = await ownerOf(workspace, aside);
  if (seen !== owner) await workspace.writeNew(lock, `${seen}\n`);
  await workspace.remove(aside);
}

function lockedBy(lock: string, owner: number | undefined): EnvironmentError {
  const folder = lock.slice(0, -LOCK.length);
  return new EnvironmentError(`another build${owner ? ` (process ${owner})` : ''} is writing to ${folder}`, [
    'wait until it has ended',
    `if no such build runs, remove ${lock}`,
  ]);
}
