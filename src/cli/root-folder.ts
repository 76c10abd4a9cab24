import path from 'node:path';
import { listBriefs } from '../brief/brief-folder.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { slashed } from '../core/machine/machine.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { listDatasets } from '../dataset/dataset-folder.ts';

/**
 * The root folder that is given, or else the current folder or the nearest above it that holds datasets or briefs; where
 * none does, the current one. A text if it cannot be opened, which says why.
 */
export async function openRoot(given: string | undefined): Promise<Workspace | string> {
  try {
    const workspace = new Workspace(given ?? '.');
    if (await workspace.isFolder('.')) return given === undefined ? await nearestRoot(workspace) : workspace;
    return `--root ${given}: ${(await workspace.exists('.')) ? 'this is a file, not a folder' : 'there is no such folder'}`;
  } catch {
    // A relative path is resolved against the current folder.
    return 'the current folder no longer exists';
  }
}

/** The path of a root folder that lies in the current one, with `/`; elsewhere, and for the current folder itself, nothing. */
export function folderWithin({ root }: Workspace): string {
  const folder = path.relative('.', root);
  return folder.startsWith('..') || path.isAbsolute(folder) ? '' : slashed(folder);
}

async function nearestRoot(here: Workspace): Promise<Workspace> {
  let workspace = here;
  while (!(await hasContent(workspace))) {
    const above = new Workspace(path.dirname(workspace.root));
    if (above.root === workspace.root) return here;
    workspace = above;
  }
  return workspace;
}

/** Whether a folder holds a dataset or a brief. What one is called is said by the verb that reads it. */
export async function hasContent(workspace: Workspace): Promise<boolean> {
  try {
    return (await listDatasets(workspace)).length > 0 || (await listBriefs(workspace)).length > 0;
  } catch (error) {
    if (error instanceof EnvironmentError) return true;
    throw error;
  }
}
