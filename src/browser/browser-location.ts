import os from 'node:os';
import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { disk } from '../core/machine/machine.ts';
import { type FoundBrowser, OTHER_BROWSERS } from './found-browser.ts';
import { unpackChromium } from './packaged-browser.ts';

/** Where to look. All but the environment is for tests. */
export interface SearchOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  /** Absolute paths of browsers that the system may have, best first. */
  readonly systemPaths?: readonly string[];
  /** Resolves to undefined where no browser is packaged for this machine. */
  readonly unpack?: (environment: NodeJS.ProcessEnv) => Promise<FoundBrowser | undefined>;
}

const INSTALL = [
  'npm install --include=optional                        # installs one on Linux x64',
  'npx puppeteer browsers install chrome-headless-shell  # any other machine',
  'sudo apt-get install chromium                         # Debian, Ubuntu',
  'ASSAY_BROWSER=/path/to/chrome assay build             # one that is installed somewhere else',
];

const COMMANDS = [
  'chrome-headless-shell',
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const WINDOWS_PROGRAMS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/**
 * Finds the browser to print with: the one that ASSAY_BROWSER names (a path or a command), else one that puppeteer
 * installed, else the packaged one, else the system's. The packaged one comes before the system's because only the same
 * browser writes the same bytes; with `ASSAY_BROWSER=system` the system's comes first, then the packaged one. Throws an
 * EnvironmentError when there is none.
 */
export async function findBrowser(options: SearchOptions): Promise<FoundBrowser> {
  const { environment, unpack = unpackChromium } = options;
  const named = environment['ASSAY_BROWSER'];
  if (named && named !== 'system') return namedBrowser(named, environment);
  const found =
    named === 'system'
      ? ((await systemBrowser(options)) ?? (await unpack(environment)))
      : ((await puppeteerBrowser(environment)) ?? (await unpack(environment)) ?? (await systemBrowser(options)));
  if (!found) throw new EnvironmentError('no browser was found to print the PDF with', INSTALL);
  return found;
}

async function namedBrowser(named: string, environment: NodeJS.ProcessEnv): Promise<FoundBrowser> {
  const isPath = /[/\\]/.test(named);
  const executable = await firstExecutable(isPath ? [path.resolve(named)] : onSearchPath([named], environment));
  if (executable) return { executable, origin: 'ASSAY_BROWSER' };
  throw new EnvironmentError(`ASSAY_BROWSER names ${named}, which is not a program that can be run`, [
    'unset ASSAY_BROWSER                        # use the packaged browser',
    ...OTHER_BROWSERS,
  ]);
}

/** The newest browser that puppeteer installed for this machine, the headless shell before the full browser. */
async function puppeteerBrowser(environment: NodeJS.ProcessEnv): Promise<FoundBrowser | undefined> {
  const cacheDir = environment['PUPPETEER_CACHE_DIR'] ?? path.join(os.homedir(), '.cache', 'puppeteer');
  // The package takes 50 ms to import: only where there is something to ask it about.
  if (!(await disk.exists(cacheDir))) return undefined;
  const { Browser, getInstalledBrowsers } = await import('@puppeteer/browsers');
  const installed = await getInstalledBrowsers({ cacheDir });
  for (const kind of [Browser.CHROMEHEADLESSSHELL, Browser.CHROME]) {
    const candidates = installed
      .filter((one) => one.browser === kind)
      .sort((a, b) => compareVersions(b.buildId, a.buildId));
    const executable = await firstExecutable(candidates.map((one) => one.executablePath));
    if (executable) return { executable, origin: 'puppeteer' };
  }
  return undefined;
}

/** Orders versions such as 131.0.6778.85. The package's own comparison throws on those of the headless shell. */
function compareVersions(a: string, b: string): number {
  const others = b.split('.').map(Number);
  for (const [index, part] of a.split('.').map(Number).entries()) {
    const other = others[index] ?? 0;
    if (part !== other) return part - other;
  }
  return 0;
}

async function systemBrowser(options: SearchOptions): Promise<FoundBrowser | undefined> {
  const { environment, platform = process.platform, systemPaths = systemCandidates(environment, platform) } = options;
  const executable = await firstExecutable(systemPaths);
  return executable ? { executable, origin: 'system' } : undefined;
}

/** Absolute paths where a system's package managers and installers put browsers, best first. */
export function systemCandidates(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return MAC_APPLICATIONS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const bases = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => environment[name]);
    return bases.flatMap((base) => (base ? WINDOWS_PROGRAMS.map((program) => path.win32.join(base, program)) : []));
  }
  return onSearchPath(COMMANDS, environment);
}

function onSearchPath(commands: readonly string[], environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
}

async function firstExecutable(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) if (await disk.isExecutable(candidate)) return candidate;
  return undefined;
}
