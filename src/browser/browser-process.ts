import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { type ChildProcess, killGroup, startProgram } from '../core/machine/process.ts';
import { type FoundBrowser, OTHER_BROWSERS, TRY_AGAIN } from './found-browser.ts';

/** Milliseconds to wait for the last error output of a browser that has ended. */
const LAST_OUTPUT_LIMIT = 200;

/** The process of a browser. */
export interface BrowserProcess {
  readonly child: ChildProcess;
  /** Settles once the process has ended and its error output is complete; never rejects. */
  readonly ended: Promise<void>;
  /** Why it ended; undefined while it runs. */
  readonly ending: string | undefined;
  /** The end of its error output. */
  readonly errorOutput: string;
}

/**
 * Starts a browser, which is controlled over the fourth and fifth of its streams. `ownLibraries`: it prefers the
 * libraries that came with it to the system's.
 */
export function startProcess(
  found: FoundBrowser,
  flags: readonly string[],
  environment: NodeJS.ProcessEnv,
  ownLibraries: boolean,
): BrowserProcess {
  const libraries = [found.libraries, environment['LD_LIBRARY_PATH']].filter(Boolean).join(path.delimiter);
  const child = startProgram(found.executable, flags, {
    env: ownLibraries ? { ...environment, LD_LIBRARY_PATH: libraries } : environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  return watchProcess(child);
}

function watchProcess(child: ChildProcess): BrowserProcess {
  let ending: string | undefined;
  let errorOutput = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errorOutput = (errorOutput + chunk.toString()).slice(-4096);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ending = error.message;
      resolve();
    });
    child.once('exit', (status, signal) => {
      ending = signal ? `it was killed (${signal})` : `it exited with status ${status}`;
      killGroup(child);
      // While a child of it holds the stream open, `close` does not come.
      setTimeout(resolve, LAST_OUTPUT_LIMIT).unref();
    });
    child.once('close', () => resolve());
  });
  return {
    child,
    ended,
    get ending() {
      return ending;
    },
    get errorOutput() {
      return errorOutput;
    },
  };
}

/** Parts of a time limit. One in which this thread reads no answers, because it has other work, counts once however long. */
const PARTS = 20;

/**
 * Does a step with a browser. Throws an EnvironmentError when the browser ends before the step does, and when the step
 * takes longer than `timeLimit` milliseconds, without those in which this thread is busy: then the browser is ended.
 */
export async function within<T>(started: BrowserProcess, timeLimit: number, step: () => Promise<T>): Promise<T> {
  let fail: ((error: Error) => void) | undefined;
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  void started.ended.then(() => fail?.(endedError(started)));
  let left = PARTS;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    fail?.(
      new EnvironmentError(`the browser was not done after ${timeLimit / 1000} s and was ended`, [
        'a very long brief takes long: print it in parts',
        ...OTHER_BROWSERS,
      ]),
    );
    killGroup(started.child);
  }, timeLimit / PARTS);
  try {
    return await Promise.race([failure, step()]);
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    if (started.ending !== undefined) throw endedError(started);
    throw PAGE_ENDED.test(String(error)) ? pageEndedError(error as Error) : error;
  } finally {
    clearInterval(timer);
    // What waits for the end of the browser must not hold what this step answered until then.
    fail = undefined;
  }
}

/** What the browser says about a page whose own process ended, as where memory runs out. */
const PAGE_ENDED = /Printing failed|Target crashed|Target closed|Session closed|Page crashed/;

function pageEndedError({ message }: Error): EnvironmentError {
  const hints = ['give it more memory, or print fewer editions at once', TRY_AGAIN, ...OTHER_BROWSERS];
  return new EnvironmentError(`a page of the browser ended while it was needed: ${message}`, hints);
}

function endedError({ ending }: BrowserProcess): EnvironmentError {
  return new EnvironmentError(`the browser ended while it was needed: ${ending}`, [TRY_AGAIN, ...OTHER_BROWSERS]);
}
