import { once } from 'node:events';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';
import { wait } from './machine.ts';
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
 * Watches some folders directly below the root; they need not exist yet. Names that begin with a dot are ignored, as in
 * reading.
 */
export async function watchFolders({ root }: Workspace, folders: readonly string[]): Promise<FileWatch> {
  const { watch } = await import('chokidar');
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (absolute) => !isWatched(path.relative(root, absolute).split(path.sep), folders),
  });
  let hasChanged = false;
  let failure: EnvironmentError | undefined;
  let closing: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  watcher.on('all', () => {
    hasChanged = true;
    wake?.();
  });
  watcher.on('error', (error) => {
    failure = watchFailure(error);
    wake?.();
  });
  await once(watcher, 'ready');
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
      closing ??= watcher.close();
      wake?.();
      return closing;
    },
  };
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
