import type { Readable, Writable } from 'node:stream';
import type { Browser, Page, Target } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { type FontFace, installedFonts } from '../brief/fonts.ts';
import { cacheFolder } from '../core/machine/machine.ts';
import { attemptFlags, attemptNotes, firstAttempt, nextAttempt, type Attempt } from './launch-attempt.ts';
import { writeFontconfig } from './fontconfig.ts';
import { openPool, type PagePool } from './page-pool.ts';
import { type BrowserProcess, killGroup, OTHER_BROWSERS, startProcess, within } from './process.ts';
import { discardLeftProfiles, makeProfile, removeProfile } from './profile.ts';
import { resolveBrowser, type FoundBrowser } from './browser-location.ts';
import { pipeTransport } from './transport.ts';

/** What a browser is started with. */
export interface BrowserOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds that the start, and then each use, may take before the browser is ended. */
  readonly timeLimit?: number;
  /** The only fonts that it is to know. */
  readonly fonts?: readonly FontFace[];
}

/**
 * A browser that runs, with the page that it began with or the one that a use is given, without scripts and without a
 * network.
 */
export interface RunningBrowser {
  /** As it names itself: `HeadlessChrome/147.0.7727.0`. */
  readonly version: string;
  /** Id of its process. */
  readonly pid: number;
  readonly page: Page;
  readonly fonts: readonly FontFace[];
  /** Whether it finds fonts through fontconfig; where not, pages must carry theirs. */
  readonly readsFontconfig: boolean;
  readonly found: FoundBrowser;
  /** How its start went. */
  readonly attempt: Attempt;
  /** What a person should know about this start, a sentence each. */
  readonly notes: readonly string[];
}

/** A browser that is starting, runs, or failed to start. */
export interface BrowserSession {
  /** Rejects with an EnvironmentError when there is no browser or it does not start; nobody need listen. */
  readonly running: Promise<RunningBrowser>;
  /** Settles when its process is there and only its answers are waited for, or when it does not start. */
  readonly launched: Promise<void>;
  /** Whether it is known to be of no more use: it did not start, ended while it was used, or was closed. */
  readonly isSpent: boolean;
  /**
   * Works with a page of the browser once it runs; a page is in one use after another. Throws an EnvironmentError when
   * it did not start, ends meanwhile or passes the time limit; after that it is of no more use.
   */
  use<T>(work: (browser: RunningBrowser) => Promise<T>): Promise<T>;
  /** Ends the browser, started or not, and removes all that it wrote; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

const TIME_LIMIT = 60_000;

/** Pages that print side by side: more gain nothing on two cores. */
const PAGES = 2;

/** Milliseconds that a browser may take to end when asked to. */
const CLOSE_LIMIT = 3_000;

interface StartedBrowser {
  readonly process: BrowserProcess;
  readonly running: RunningBrowser;
  readonly pool: PagePool;
  /** Ends it and removes all that it wrote. */
  readonly close: () => Promise<void>;
}

interface Connection {
  readonly browser: Browser;
  readonly page: Page;
  readonly pool: PagePool;
  readonly version: string;
}

/**
 * Starts the browser and answers at once: finding and starting it take their time beside other work. Whoever opens it
 * closes it, whatever happens in between.
 */
export function openBrowser(options: BrowserOptions): BrowserSession {
  const { timeLimit = TIME_LIMIT, fonts = installedFonts() } = options;
  let onLaunched: () => void = () => undefined;
  const launched = new Promise<void>((resolve) => (onLaunched = resolve));
  const start = startBrowser({ ...options, timeLimit, fonts }, onLaunched);
  const running = start.then((started) => started.running);
  let isSpent = false;
  running.catch(() => {
    isSpent = true;
    onLaunched();
  });
  let closing: Promise<void> | undefined;
  return {
    running,
    launched,
    get isSpent() {
      return isSpent;
    },
    async use(work) {
      try {
        const started = await start;
        return await started.pool.use((page) =>
          within(started.process, timeLimit, () => work({ ...started.running, page })),
        );
      } catch (error) {
        isSpent ||= error instanceof EnvironmentError;
        throw error;
      }
    },
    close() {
      isSpent = true;
      closing ??= start.then(
        (started) => started.close(),
        () => undefined,
      );
      return closing;
    },
  };
}

async function startBrowser(
  { environment, timeLimit, fonts }: Required<BrowserOptions>,
  onLaunched: () => void,
): Promise<StartedBrowser> {
  const found = await resolveBrowser({ environment });
  const cache = await cacheFolder(environment);
  const profile = await makeProfile();
  try {
    const fontconfig = await writeFontconfig(profile, fonts, cache);
    // Neither the person's home folder nor their language or time has a say in the pages; what a killed browser leaves
    // among temporary files goes with the profile.
    const setting = {
      ...environment,
      HOME: profile,
      TMPDIR: profile,
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      FONTCONFIG_FILE: fontconfig,
    };
    const { started, attempt, connection } = await tryStarts(found, profile, setting, timeLimit, onLaunched);
    const { version, page, pool, browser } = connection;
    const pid = started.child.pid ?? 0;
    const notes = attemptNotes(attempt, process.getuid?.());
    async function close(): Promise<void> {
      await endGently(started, browser);
      await removeProfile(profile);
      await discardLeftProfiles();
    }
    const readsFontconfig = process.platform === 'linux';
    const running = { version, pid, page, fonts, readsFontconfig, found, attempt, notes };
    return { process: started, running, pool, close };
  } catch (error) {
    await removeProfile(profile);
    throw error;
  }
}

async function tryStarts(
  found: FoundBrowser,
  profile: string,
  environment: NodeJS.ProcessEnv,
  timeLimit: number,
  onLaunched: () => void,
): Promise<{ started: BrowserProcess; attempt: Attempt; connection: Connection }> {
  for (let attempt = firstAttempt(process.getuid?.()); ;) {
    const started = startProcess(found, attemptFlags(attempt, profile), environment, attempt.ownLibraries);
    try {
      return { started, attempt, connection: await within(started, timeLimit, () => connectTo(started, onLaunched)) };
    } catch (error) {
      killGroup(started.child);
      await started.ended;
      const { child, complaint } = started;
      const failed = { status: child.exitCode, complaint, hasLibraries: found.libraries !== undefined };
      const next = nextAttempt(attempt, failed);
      if (!next) throw startFailure(found, started, error);
      attempt = next;
    }
  }
}

function startFailure(found: FoundBrowser, { complaint }: BrowserProcess, error: unknown): EnvironmentError {
  const reason = complaint.trim().split('\n').at(-1) || (error as Error).message;
  return new EnvironmentError(`the browser ${found.executable} does not start: ${reason}`, OTHER_BROWSERS, {
    cause: error,
  });
}

/** Connects to the browser's first page: a new one would take another 40 ms. */
async function connectTo(started: BrowserProcess, onLaunched: () => void): Promise<Connection> {
  // The build for browsers takes half the time to import: it lacks only what starts processes and reads files.
  const { connect } = await import('puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js');
  const [, , , write, read] = started.child.stdio;
  const transport = pipeTransport(write as Writable, read as Readable);
  void started.ended.then(() => transport.onclose?.());
  // Time limits are kept here, not there: puppeteer's would leave the browser running.
  const connecting = connect({ transport, defaultViewport: null, protocolTimeout: 0 });
  onLaunched();
  const browser = await connecting;
  const target = await browser.waitForTarget(isPage, { timeout: 0 });
  const page = await target.page();
  if (!page) throw new Error('the browser has no page');
  const [version] = await Promise.all([browser.version(), preparePage(started, page)]);
  const pool = openPool(page, async () => preparePage(started, await openPage(browser)), PAGES);
  return { browser, page, pool, version };
}

function isPage(target: Target): boolean {
  const type: string = target.type();
  return type === 'page';
}

/** Opens another page. Puppeteer's own way waits for it half a minute even where the browser has ended meanwhile. */
async function openPage(browser: Browser): Promise<Page> {
  const known = new Set(browser.targets());
  const opened = browser.waitForTarget((one) => isPage(one) && !known.has(one), { timeout: 0 });
  const session = await browser.target().createCDPSession();
  await session.send('Target.createTarget', { url: 'about:blank' });
  const page = await (await opened).page();
  if (!page) throw new Error('the browser opens no page');
  return page;
}

async function preparePage(started: BrowserProcess, page: Page): Promise<Page> {
  page.setDefaultTimeout(0);
  // A page that crashes leaves its last call without an answer.
  page.once('error', () => killGroup(started.child));
  await page.setJavaScriptEnabled(false);
  return page;
}

async function endGently(started: BrowserProcess, browser: Browser): Promise<void> {
  const late = setTimeout(() => killGroup(started.child), CLOSE_LIMIT);
  browser.close().catch(() => undefined);
  await started.ended;
  clearTimeout(late);
}
