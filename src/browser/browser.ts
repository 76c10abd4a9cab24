import { type FontFace, installedFonts } from '../brief/fonts.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { within } from './browser-process.ts';
import { launchProcess } from './browser-launch.ts';
import { connectTo, finishStart, type Launch, type RunningBrowser, type StartedBrowser } from './browser-start.ts';
import type { EarlyBrowser } from './early-browser.ts';

export type { RunningBrowser } from './browser-start.ts';

export interface BrowserOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds that the start, and then each use, may take before the browser is ended. */
  readonly timeLimit?: number;
  /** The only fonts that it is to know. */
  readonly fonts?: readonly FontFace[];
  /** One that has been started already, with all installed fonts. */
  readonly early?: EarlyBrowser | undefined;
}

/** A browser that is starting, runs, or failed to start. */
export interface BrowserSession {
  /** Rejects with an EnvironmentError when there is no browser or it does not start; may be left unhandled. */
  readonly running: Promise<RunningBrowser>;
  /** Settles when its process has started and only its answers are awaited, or when it does not start. */
  readonly launched: Promise<void>;
  /** Whether it can be used no more: it did not start, ended during a use, or was closed. */
  readonly isSpent: boolean;
  /**
   * Does work with a page of the browser once it runs; each page does one work at a time. Throws an EnvironmentError
   * when the browser did not start, ends meanwhile or passes the time limit; then the session is spent.
   */
  use<T>(work: (browser: RunningBrowser) => Promise<T>): Promise<T>;
  /** The same with a page that is drawn, of which there is one: only of that can a picture be taken. */
  draw<T>(work: (browser: RunningBrowser) => Promise<T>): Promise<T>;
  /** Ends the browser unless it is being used; should it be needed once more, another starts. */
  rest(): void;
  /** Ends the browser, started or not, and removes its files; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

export const TIME_LIMIT = 60_000;

/**
 * Starts the browser and returns at once, because finding and starting it takes time. Who opens a session closes it,
 * whatever happens in between.
 */
export function openBrowser({
  environment,
  timeLimit = TIME_LIMIT,
  fonts = installedFonts(),
  early,
}: BrowserOptions): BrowserSession {
  const launch = (): Promise<Launch> => launchProcess({ environment }, fonts).then(connectTo);
  const launched = early?.take();
  const launching = launched ? connectTo(launched) : launch();
  const finish = (one: Launch): Promise<StartedBrowser> => finishStart(one, timeLimit, fonts);
  let start = launching.then(finish);
  const running = start.then((started) => started.running);
  let isSpent = false;
  let uses = 0;
  let resting: Promise<void> | undefined;
  running.catch(() => (isSpent = true));
  let closing: Promise<void> | undefined;
  async function useFrom<T>(pages: 'pool' | 'drawn', work: (browser: RunningBrowser) => Promise<T>): Promise<T> {
    if (resting && !closing) {
      start = resting.then(launch).then(finish);
      resting = undefined;
    }
    uses += 1;
    try {
      const started = await start;
      return await started[pages].use((page) =>
        within(started.process, timeLimit, () => work({ ...started.running, page })),
      );
    } catch (error) {
      isSpent ||= error instanceof EnvironmentError;
      throw error;
    } finally {
      uses -= 1;
    }
  }
  function end(): Promise<void> {
    return start.then(
      (started) => started.close(),
      () => undefined,
    );
  }
  return {
    running,
    launched: launching.then(
      () => undefined,
      () => undefined,
    ),
    get isSpent() {
      return isSpent;
    },
    rest() {
      if (uses === 0) resting ??= end();
    },
    use: (work) => useFrom('pool', work),
    draw: (work) => useFrom('drawn', work),
    close() {
      isSpent = true;
      return (closing ??= end());
    },
  };
}
