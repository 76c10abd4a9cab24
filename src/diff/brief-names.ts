import { listBriefs } from '../brief/brief-folder.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';

/** The briefs of a root folder: all, or those named that it has. */
export async function loadBriefNames(workspace: Workspace, names: readonly string[]): Promise<readonly string[]> {
  const known = await listBriefs(workspace);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}

/** Reports names that none of the root folders has. */
export async function reportUnknownBriefs(
  workspaces: readonly Workspace[],
  names: readonly string[],
  diagnostics: Diagnostics,
): Promise<void> {
  const known = new Set((await Promise.all(workspaces.map((workspace) => listBriefs(workspace)))).flat());
  for (const name of names.filter((wanted) => !known.has(wanted)))
    diagnostics.error('brief/unknown', `there is no brief ${name}`, `templates/${name}`, didYouMean(name, known));
}
