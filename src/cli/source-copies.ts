import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { Workspace } from '../core/machine/workspace.ts';
import type { VerbCall } from './verb.ts';

/** The folder that `--sources` names. Throws an EnvironmentError if it is none. */
export async function copiesFolder(given: VerbCall['options'][string]): Promise<Workspace | undefined> {
  if (typeof given !== 'string') return undefined;
  const folder = new Workspace(given);
  if (await folder.isFolder('.')) return folder;
  const isThere = await folder.exists('.');
  throw new EnvironmentError(`--sources ${given}: ${isThere ? 'this is not a folder' : 'there is no such folder'}`, [
    'give the folder that holds copies of sources, under the names that releases have for them',
  ]);
}
