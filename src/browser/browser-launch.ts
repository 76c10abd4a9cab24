import { inXml } from '../core/diagnostics/quoting.ts';
import os from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { FontFace } from '../brief/fonts.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { cacheFolder, disk } from '../core/machine/machine.ts';
import { makeOwnedFolder, removeOwnedFolder } from '../core/machine/owned-folder.ts';
import { findBrowser, type SearchOptions } from './browser-location.ts';
import { type BrowserProcess, startProcess } from './browser-process.ts';
import type { FoundBrowser } from './found-browser.ts';
import { type Attempt, attemptFlags, firstAttempt } from './launch-attempt.ts';
import { FIRST_PAGE } from './open-page.ts';

// This starts the process of a browser, and loads nothing that talks to it: early-browser.ts needs it before all else.

/** Start of the absolute paths of the folders that browsers write to. */
export function profileStart(): string {
  return path.join(path.resolve(os.tmpdir()), 'assay-browser-');
}

/** What every attempt at a start is made with. */
export interface LaunchSetup {
  readonly found: FoundBrowser;
  /** The folder that the browser writes to, absolute. */
  readonly profile: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A browser whose process has started. */
export interface LaunchedProcess extends LaunchSetup {
  readonly attempt: Attempt;
  readonly process: BrowserProcess;
}

/** Finds the browser and starts its process. Throws an EnvironmentError where it cannot. */
export async function launchProcess(search: SearchOptions, fonts: readonly FontFace[]): Promise<LaunchedProcess> {
  const { environment } = search;
  const found = await findBrowser(search);
  const cache = await cacheFolder(environment);
  const profile = await inTemporaryFolder(makeOwnedFolder);
  try {
    const fontconfig = await inTemporaryFolder(() => writeFontconfig(profile, fonts, cache));
    // Pages do not depend on the person's home folder, language or time zone, and the browser's temporary files are
    // removed with the profile.
    const own = { HOME: profile, TMPDIR: profile, TZ: 'UTC', LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: fontconfig };
    return launchAgain({ found, profile, environment: { ...environment, ...own } }, firstAttempt(process.getuid?.()));
  } catch (error) {
    await removeOwnedFolder(profile);
    throw error;
  }
}

/** Starts the process in another way. */
export function launchAgain(setup: LaunchSetup, attempt: Attempt): LaunchedProcess {
  const { found, profile, environment } = setup;
  const flags = attemptFlags(attempt, profile, startsWithoutPage(found));
  const started = startProcess(found, flags, environment, attempt.ownLibraries);
  const write = started.child.stdio[3] as Writable;
  // A process that dies breaks its pipe: its end is reported, not this.
  write.on('error', () => undefined);
  // The process of the page starts before the browser is asked what there is.
  if (startsWithoutPage(found)) write.write(`${FIRST_PAGE}\0`);
  return { ...setup, attempt, process: started };
}

/** Writes what a browser starts with. Throws an EnvironmentError when the disk refuses. */
async function inTemporaryFolder(write: (start: string) => Promise<string>): Promise<string> {
  const start = profileStart();
  try {
    return await write(start);
  } catch (error) {
    const reason = refusalText((error as NodeJS.ErrnoException).code ?? '');
    throw new EnvironmentError(
      `the folder of temporary files ${path.dirname(start)} cannot be written: ${reason}`,
      ['set TMPDIR to a writable folder'],
      { cause: error },
    );
  }
}

/**
 * Whether a browser starts without a page. The packaged one then gets a page that it does not draw, which spares a third of
 * what it does for a page, and another where a picture is drawn. Others may know only pages that they draw.
 */
export function startsWithoutPage({ origin }: FoundBrowser): boolean {
  return origin === 'packaged';
}

/**
 * Writes a fontconfig configuration with these faces and no others into a folder; answers its absolute path, for
 * FONTCONFIG_FILE. Fontconfig keeps its own cache in a folder of `cache`.
 */
export async function writeFontconfig(folder: string, fonts: readonly FontFace[], cache: string): Promise<string> {
  const folders = [...new Set(fonts.map((font) => path.dirname(font.file)))];
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...folders.map((one) => `  <dir>${inXml(one)}</dir>`),
    `  <cachedir>${inXml(path.join(cache, 'fontconfig'))}</cachedir>`,
    '</fontconfig>',
    '',
  ];
  const file = path.join(folder, 'fonts.conf');
  await disk.writeFile(file, lines.join('\n'));
  return file;
}
