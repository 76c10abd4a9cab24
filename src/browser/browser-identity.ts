import os from 'node:os';
import path from 'node:path';
import { sha256 } from '../core/machine/hash.ts';
import { disk } from '../core/machine/machine.ts';
import type { FoundBrowser } from './found-browser.ts';
import { packagedVersion } from './packaged-version.ts';

/** A browser that was used, and everything that decided that it was this one. */
export interface KnownBrowser {
  readonly found: FoundBrowser;
  /** Its build. */
  readonly identity: string;
  /** What the search for it depends on. */
  readonly search: string;
}

/**
 * Recognises the build of a browser without starting it: the packaged one by its version, another one by path, size and
 * date of its program. Undefined for a program that starts another one, as scripts and snaps do, which may be updated
 * without it.
 */
export async function knownBrowser(
  found: FoundBrowser,
  environment: NodeJS.ProcessEnv,
): Promise<KnownBrowser | undefined> {
  const identity = await identityOf(found);
  return identity === undefined ? undefined : { found, identity, search: await searchOf(environment) };
}

/** Whether a search would find the same build of a browser again. */
export async function isStillFound(known: KnownBrowser, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if ((await searchOf(environment)) !== known.search) return false;
  return (await identityOf(known.found)) === known.identity;
}

async function identityOf({ executable, origin }: FoundBrowser): Promise<string | undefined> {
  // Its folder has the version in its name.
  if (origin === 'packaged') return `packaged ${path.basename(path.dirname(executable))}`;
  const real = await disk.realPath(executable).catch(() => undefined);
  if (real === undefined || path.basename(real) === 'snap' || (await isScript(real))) return undefined;
  return [real, await disk.size(real), await disk.modified(real)].join(' ');
}

async function isScript(file: string): Promise<boolean> {
  const start = await disk.firstBytes(file, 2).catch(() => undefined);
  return start === undefined || start.toString('latin1') === '#!';
}

/** A hash over what `findBrowser` looks at before it decides. */
async function searchOf(environment: NodeJS.ProcessEnv): Promise<string> {
  const { ASSAY_BROWSER = '', PUPPETEER_CACHE_DIR = path.join(os.homedir(), '.cache', 'puppeteer') } = environment;
  const { PATH = '' } = environment;
  const hasPackaged = process.platform === 'linux' && process.arch === 'x64';
  const installed: string[] = [];
  for (const kind of (await disk.names(PUPPETEER_CACHE_DIR)).sort())
    installed.push(kind, ...(await disk.names(path.join(PUPPETEER_CACHE_DIR, kind))).sort());
  const isNamed = ASSAY_BROWSER !== '';
  // A path that is not absolute starts at the current folder.
  const names = isNamed ? [ASSAY_BROWSER, process.cwd()] : [];
  const searched = isNamed || !hasPackaged ? [PATH] : [];
  const packaged = hasPackaged ? await packagedVersion().catch(() => '') : '';
  return sha256(
    JSON.stringify([process.platform, process.arch, names, searched, PUPPETEER_CACHE_DIR, installed, packaged]),
  );
}
