import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import type { FoundBrowser } from './browser-location.ts';

/** Milliseconds that the last words of a browser may take to arrive when it is dead. */
const LAST_WORDS_LIMIT = 200;

/** What may help where a browser does not. */
export const OTHER_BROWSERS = [
  'ASSAY_BROWSER=system assay build           # take the one that the system has',
  'ASSAY_BROWSER=/path/to/chrome assay build  # take this one',
];

/** The process of a browser. */
export interface BrowserProcess {
  readonly child: ChildProcess;
  /** Settles once the process has ended and said its last; never rejects. */
  readonly ended: Promise<void>;
  /** Why it ended; undefined while it runs. */
  readonly ending: string | undefined;
  /** The last it wrote to its error stream. */
  readonly complaint: string;
}

/**
 * Starts a browser, which talks over two pipes, the fourth and fifth of its streams. With `ownLibraries` it takes those
 * that came with it before the system's.
 */
export function startProcess(
  found: FoundBrowser,
  flags: readonly string[],
  environment: NodeJS.ProcessEnv,
  ownLibraries: boolean,
): BrowserProcess {
  const libraries = [found.libraries, environment['LD_LIBRARY_PATH']].filter(Boolean).join(path.delimiter);
  const child = spawn(found.executable, flags, {
    env: ownLibraries ? { ...environment, LD_LIBRARY_PATH: libraries } : environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that its children end with it; Windows has no groups.
    detached: process.platform !== 'win32',
  });
  return watchProcess(child);
}

function watchProcess(child: ChildProcess): BrowserProcess {
  let ending: string | undefined;
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4096);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ending = error.message;
      resolve();
    });
    child.once('exit', (status, signal) => {
      ending = signal ? `it was killed (${signal})` : `it exited with status ${status}`;
      killGroup(child);
      // Where a child that outlives it holds the stream open, `close` would not come.
      setTimeout(resolve, LAST_WORDS_LIMIT).unref();
    });
    child.once('close', () => resolve());
  });
  return {
    child,
    ended,
    get ending() {
      return ending;
    },
    get complaint() {
      return complaint;
    },
  };
}

/**
 * Does a step, which outlasts neither the browser nor the time limit in milliseconds, after which the browser is ended:
 * throws an EnvironmentError then.
 */
export async function within<T>(started: BrowserProcess, timeLimit: number, step: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<never>((_resolve, reject) => {
    void started.ended.then(() => reject(endedError(started)));
    timer = setTimeout(() => {
      reject(
        new EnvironmentError(`the browser was not done after ${timeLimit / 1000} s and was ended`, [
          'a very long brief takes long: print it in parts',
          ...OTHER_BROWSERS,
        ]),
      );
      killGroup(started.child);
    }, timeLimit);
  });
  try {
    return await Promise.race([cut, step()]);
  } catch (error) {
    throw started.ending === undefined || error instanceof EnvironmentError ? error : endedError(started);
  } finally {
    clearTimeout(timer);
  }
}

function endedError({ ending }: BrowserProcess): EnvironmentError {
  return new EnvironmentError(`the browser ended while it was needed: ${ending}`, [
    'build again; if it ends again, the machine may lack memory',
    ...OTHER_BROWSERS,
  ]);
}

/** Ends a process and all that it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // already gone
  }
}
