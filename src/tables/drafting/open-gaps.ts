import { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { loadReadable } from '../../dataset/dataset-folder.ts';
import { openEdition } from '../../dataset/edition.ts';
import { type Gap, gapsIn, olderEdition } from './asked-figures.ts';
import { briefsWith } from './edition-request.ts';

/**
 * Lists what the briefs that have an edition ask for and no release states, as far as its release is filled in. What is
 * still to be filled in is reported. Undefined, with diagnostics, if there is no such edition.
 */
export async function openGaps(
  workspace: Workspace,
  id: string,
  names: readonly string[],
  diagnostics: Diagnostics,
): Promise<readonly Gap[] | undefined> {
  const found = await briefsWith(workspace, id, names, diagnostics);
  if (!found) return undefined;
  const gaps: Gap[] = [];
  for (const { brief, edition } of found) {
    const { dataset, isSound, isUnfinished } = await loadReadable(workspace, brief.dataset.id, diagnostics);
    if (!dataset || !(isSound || isUnfinished)) continue;
    const opened = openEdition(dataset, edition.release, edition.asOf, diagnostics, edition.place);
    const before = brief.editions[brief.editions.indexOf(edition) - 1];
    const older = before && openEdition(dataset, before.release, before.asOf, new Diagnostics());
    if (opened) gaps.push(...(await gapsIn(brief, opened, older && olderEdition(before.id, older, opened))));
  }
  return gaps;
}
