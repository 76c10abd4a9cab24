import type { FSWatcher } from 'chokidar';
import { once } from 'node:events';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';
import { disk, now, wait } from './machine.ts';
import type { Workspace } from './workspace.ts';

/** A watch over files. */
export interface FileWatch {
  /**
   * Waits until a file has changed since the last call and no more changes follow; false once the watch is closed. Throws
   * an EnvironmentError when the system refuses to watch.
   */
  next(): Promise<boolean>;
  /** Ends the watch; a second call awaits the first. */
  close(): Promise<void>;
}

/** Milliseconds without a change after which a save counts as complete, and the most such waits. */
const SETTLE_TIME = 25;
const MAX_WAITS = 20;

/**
 * Milliseconds after which it is looked whether the root is still the same folder: the system says nothing about a root that
 * was deleted and made again. Where much more time has passed, the machine was asleep, and anything may have changed.
 */
const PULSE = 1_000;
const SLEEP = 10_000;

/**
 * Watches some folders directly below the root; they need not exist yet, and the root may be deleted and made again. Names
 * that begin with a dot are ignored, as in reading.
 */
export async function watchFolders({ root }: Workspace, folders: readonly string[]): Promise<FileWatch> {
  let hasChanged = false;
  let failure: EnvironmentError | undefined;
  let closing: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  let folderCameAt: number | undefined;
  const listener: WatchListener = {
    changed: () => {
      hasChanged = true;
      wake?.();
    },
    folderCame: () => (folderCameAt = now()),
    failed: (error: unknown) => {
      failure = watchFailure(error);
      wake?.();
    },
  };
  let identity = await disk.identity(root);
  let watching = openWatcher(root, folders, listener);
  await watching;
  let last = now();
  async function look(): Promise<void> {
    const before = last;
    last = now();
    if (last - before > SLEEP) listener.changed();
    if (folderCameAt !== undefined && last - folderCameAt > PULSE) {
      folderCameAt = undefined;
      listener.changed();
    }
    const present = await disk.identity(root);
    if (present === identity || closing) return;
    identity = present;
    watching = watching.then((old) => old.close()).then(() => openWatcher(root, folders, listener));
    await watching;
    listener.changed();
  }
  const pulse = setInterval(() => void look(), PULSE);
  return {
    async next() {
      if (!hasChanged && !closing && !failure) await new Promise<void>((resolve) => (wake = resolve));
      for (let waits = 0; hasChanged && waits < MAX_WAITS; waits += 1) {
        hasChanged = false;
        await wait(SETTLE_TIME);
      }
      if (failure) throw failure;
      return closing === undefined;
    },
    close() {
      clearInterval(pulse);
      closing ??= watching.then((watcher) => watcher.close());
      wake?.();
      return closing;
    },
  };
}

interface WatchListener {
  readonly changed: () => void;
  /** A file written into a new folder before the system watches that folder causes no event of its own. */
  readonly folderCame: () => void;
  readonly failed: (error: unknown) => void;
}

async function openWatcher(
  root: string,
  folders: readonly string[],
  { changed, folderCame, failed }: WatchListener,
): Promise<FSWatcher> {
  const { watch } = await import('chokidar');
  const isIgnored = (absolute: string): boolean => !isWatched(path.relative(root, absolute).split(path.sep), folders);
  const watcher = watch(root, { ignoreInitial: true, ignored: isIgnored });
  watcher.on('all', changed);
  watcher.on('addDir', folderCame);
  // a second save within 50 ms is not an event of its own, and one that replaces a file comes 100 ms later
  watcher.on('raw', (_event, name: string | null, about) => {
    const { watchedPath } = about as { readonly watchedPath: string };
    if (!isIgnored(path.resolve(watchedPath, name ?? ''))) changed();
  });
  watcher.on('error', failed);
  await once(watcher, 'ready');
  return watcher;
}

/** Whether a path, given in parts, is the root itself or in one of the folders. */
function isWatched(parts: readonly string[], folders: readonly string[]): boolean {
  const [top = ''] = parts;
  return top === '' || (folders.includes(top) && !parts.some((part) => part.startsWith('.')));
}

function watchFailure(error: unknown): EnvironmentError {
  const { code, message } = error as NodeJS.ErrnoException;
  const remedies =
    code === 'ENOSPC' || code === 'EMFILE'
      ? ['let the system watch more files: sysctl fs.inotify.max_user_watches=524288']
      : [];
  return new EnvironmentError(`the files cannot be watched: ${message}`, remedies, { cause: error });
}
