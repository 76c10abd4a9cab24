import os from 'node:os';
import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { disk, now, processIsAlive } from '../core/machine/machine.ts';

/** How the folders begin that browsers write to, before the id of the process that started them. */
const PROFILE = 'assay-browser-';

/**
 * Milliseconds after which a profile without its owner is discarded: a container that shares the folder has other ids.
 */
const LEFT_AFTER = 3_600_000;

/**
 * Makes the folder that a browser writes to, among the temporary files; answers its absolute path. Throws an
 * EnvironmentError when the disk refuses.
 */
export async function makeProfile(): Promise<string> {
  const folder = path.resolve(os.tmpdir());
  try {
    return await disk.makeTemporaryFolder(path.join(folder, `${PROFILE}${process.pid}-`));
  } catch (error) {
    const says = refusalText((error as NodeJS.ErrnoException).code ?? '');
    throw new EnvironmentError(
      `the folder of temporary files ${folder} cannot be written: ${says}`,
      ['set TMPDIR to a writable folder'],
      { cause: error },
    );
  }
}

/** Removes a profile. One that cannot be removed is the system's to tidy: it lies among the temporary files. */
export async function removeProfile(profile: string): Promise<void> {
  await disk.remove(profile).catch(() => undefined);
}

/** Removes the profiles of programs that were killed before they could. */
export async function discardLeftProfiles(): Promise<void> {
  const folder = os.tmpdir();
  for (const name of await disk.names(folder)) {
    const owner = name.startsWith(PROFILE) ? Number.parseInt(name.slice(PROFILE.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || processIsAlive(owner)) continue;
    const profile = path.join(folder, name);
    if (now() - (await disk.modified(profile)) > LEFT_AFTER) await removeProfile(profile);
  }
}
