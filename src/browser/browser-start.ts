import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer-core';
import type { Browser, Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { FontFace } from '../brief/fonts.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { once } from '../core/machine/cache.ts';
import { SIDE_BY_SIDE } from '../core/machine/machine.ts';
import { removeOrphanedFolders, removeOwnedFolder } from '../core/machine/owned-folder.ts';
import { killGroup } from '../core/machine/process.ts';
import { launchAgain, type LaunchedProcess, profileStart, startsWithoutPage } from './browser-launch.ts';
import { type BrowserProcess, within } from './browser-process.ts';
import { type FoundBrowser, OTHER_BROWSERS, TRY_AGAIN } from './found-browser.ts';
import { type Attempt, nextAttempt } from './launch-attempt.ts';
import { isPage, openPage } from './open-page.ts';

/** A browser that runs, with one of its pages, which has neither scripts nor a network. */
export interface RunningBrowser {
  /** As it names itself: `HeadlessChrome/147.0.7727.0`. */
  readonly version: string;
  /** Process id. */
  readonly pid: number;
  readonly page: Page;
  readonly fonts: readonly FontFace[];
  /** Whether it finds fonts through fontconfig; where not, pages must contain theirs. */
  readonly readsFontconfig: boolean;
  readonly found: FoundBrowser;
  /** The attempt at which it started. */
  readonly attempt: Attempt;
}

/** A browser that runs, its pages, and what ends it. */
export interface StartedBrowser {
  readonly process: BrowserProcess;
  readonly running: RunningBrowser;
  readonly pool: PagePool;
  readonly drawn: PagePool;
  /** Ends it and removes its files. */
  readonly close: () => Promise<void>;
}

/** A browser whose process has started, and which is being talked to. */
export interface Launch extends LaunchedProcess {
  /** Resolves when the browser answers. */
  readonly connecting: Promise<Browser>;
}

/** Begins to talk to a browser. */
export async function connectTo(launched: LaunchedProcess): Promise<Launch> {
  const { child, ended } = launched.process;
  // The build for browsers takes half the time to import: it lacks only what starts processes and reads files.
  const { connect } = await import('puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js');
  const [, , , write, read] = child.stdio;
  const transport = pipeTransport(write as Writable, read as Readable);
  void ended.then(() => transport.onclose?.());
  // Puppeteer's own time limits would leave the browser running: `within` keeps them.
  const connecting = connect({ transport, defaultViewport: null, protocolTimeout: 0 });
  return { ...launched, connecting };
}

/** Waits until the browser answers; a start that fails for a known reason is tried again without that reason. */
export async function finishStart(
  first: Launch,
  timeLimit: number,
  fonts: readonly FontFace[],
): Promise<StartedBrowser> {
  const { found, profile } = first;
  try {
    for (let current = first; ;) {
      const { process: started, attempt } = current;
      try {
        return await within(started, timeLimit, () => startedBrowser(current, fonts));
      } catch (error) {
        const { ending } = started;
        killGroup(started.child);
        await started.ended;
        const { child, errorOutput } = started;
        const failed = { status: child.exitCode, errorOutput, hasLibraries: found.libraries !== undefined };
        const next = nextAttempt(attempt, failed);
        if (!next) throw startError(found, errorOutput, ending, error as Error);
        current = await connectTo(launchAgain(first, next));
      }
    }
  } catch (error) {
    await removeOwnedFolder(profile);
    throw error;
  }
}

function startError(
  { executable, origin }: FoundBrowser,
  errorOutput: string,
  ending: string | undefined,
  cause: Error,
): EnvironmentError {
  const lastLine = errorOutput.trim().split('\n').at(-1);
  if (ending?.includes('killed')) {
    const message = `the browser ${executable} died while it started: ${[ending, lastLine].filter(Boolean).join(': ')}`;
    const unpack = `rm -r ${path.dirname(executable)}  # if it is damaged: the next build unpacks it again`;
    return new EnvironmentError(message, [TRY_AGAIN, ...(origin === 'packaged' ? [unpack] : []), ...OTHER_BROWSERS], {
      cause,
    });
  }
  const message = `the browser ${executable} does not start: ${lastLine || cause.message}`;
  return new EnvironmentError(message, OTHER_BROWSERS, { cause });
}

async function startedBrowser(
  { process: started, connecting, found, attempt, profile }: Launch,
  fonts: readonly FontFace[],
): Promise<StartedBrowser> {
  const browser = await connecting;
  const canHide = startsWithoutPage(found);
  const open = async (isHidden: boolean): Promise<Page> => preparePage(started, await openPage(browser, isHidden));
  const [version, page] = await Promise.all([
    browser.version(),
    firstPage(browser).then((first) => preparePage(started, first)),
  ]);
  const running: RunningBrowser = {
    version,
    pid: started.child.pid ?? 0,
    page,
    fonts,
    readsFontconfig: process.platform === 'linux',
    found,
    attempt,
  };
  async function close(): Promise<void> {
    await endBrowser(started);
    await removeOwnedFolder(profile);
    await removeOrphanedFolders(profileStart());
  }
  const pool = openPool(page, () => open(canHide), SIDE_BY_SIDE);
  const drawn = canHide ? openPool(undefined, () => open(false), 1) : pool;
  return { process: started, running, pool, drawn, close: once(close) };
}

/** The page that a browser starts with, or was asked for first. */
async function firstPage(browser: Browser): Promise<Page> {
  const target = await browser.waitForTarget(isPage, { timeout: 0 });
  const page = await target.page();
  if (!page) throw new Error('the browser has no page');
  return page;
}

async function preparePage(started: BrowserProcess, page: Page): Promise<Page> {
  page.setDefaultTimeout(0);
  // A page that crashes does not answer its last call.
  page.once('error', () => killGroup(started.child));
  await page.setJavaScriptEnabled(false);
  return page;
}

/** It is not asked to end: it has nothing to keep, and would take several times as long. */
async function endBrowser(started: BrowserProcess): Promise<void> {
  killGroup(started.child);
  await started.ended;
}

/** Pages of one browser. Each does one work at a time. */
interface PagePool {
  /** Does work with the page that has the least to do. */
  use<T>(work: (page: Page) => Promise<T>): Promise<T>;
}

interface Lane {
  page: Promise<Page> | undefined;
  /** Settles when the page has done all its work; never rejects. */
  idle: Promise<unknown>;
  waiting: number;
}

/** A pool of up to `size` pages, which starts with one or none and opens the others when they are needed. */
export function openPool(first: Page | undefined, open: () => Promise<Page>, size: number): PagePool {
  const lanes = Array.from({ length: size }, (_, index): Lane => {
    return { page: index === 0 && first ? Promise.resolve(first) : undefined, idle: Promise.resolve(), waiting: 0 };
  });
  return {
    use(work) {
      const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
      lane.waiting += 1;
      const result = lane.idle.then(async () => work(await (lane.page ??= open())));
      lane.idle = result.then(
        () => (lane.waiting -= 1),
        () => (lane.waiting -= 1),
      );
      return result;
    },
  };
}

/**
 * The DevTools protocol over a pair of pipes: JSON messages, each followed by a NUL. With pipes, no port is open on the
 * machine, and a browser whose parent has ended ends by itself. The owner of the process calls `onclose` when it ends.
 */
function pipeTransport(write: Writable, read: Readable): ConnectionTransport {
  const transport: ConnectionTransport = {
    send: (message) => void write.write(`${message}\0`),
    close: () => void write.end(),
  };
  let parts: Buffer[] = [];
  read.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
      transport.onmessage?.(message);
    }
    parts.push(chunk.subarray(start));
  });
  // A process that dies breaks its pipes: its end is reported, not this.
  read.on('error', () => undefined);
  write.on('error', () => undefined);
  return transport;
}
