import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type DiffOptions, openSides, withComposer } from './compare-states.ts';
import { type EditionNotice, noticesBetween, noticesOfEdition, noticesOfReprints } from './notices.ts';

/**
 * Finds what must be told about published figures that were wrong: without names, in editions that are printed again in
 * `brief.yaml`; with names, between two states as `compareStates` takes them. Undefined, with diagnostics, if a name does
 * not lead to a state.
 */
export async function findNotices(
  workspace: Workspace,
  [base, head]: readonly [string | undefined, string | undefined],
  options: DiffOptions,
  diagnostics: Diagnostics,
): Promise<EditionNotice[] | undefined> {
  return withComposer(workspace, options, async (composer, closing) => {
    const { briefs } = options;
    if (base === undefined) return noticesOfReprints(workspace, briefs, composer, diagnostics);
    const opened = await openSides(workspace, [base, head], options, closing, diagnostics);
    if (!opened) return undefined;
    if ('editions' in opened) return noticesOfEdition(workspace, opened.editions, briefs, composer, diagnostics);
    const [earlier, later] = opened.sides;
    return noticesBetween(earlier.workspace, later.workspace, briefs, composer, diagnostics);
  });
}
