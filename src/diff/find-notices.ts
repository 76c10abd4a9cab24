import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { reportUnknownBriefs } from './brief-names.ts';
import { type DiffOptions, openSides, withComposer } from './compare-states.ts';
import {
  type FoundNotices,
  noticesBetween,
  noticesOfEdition,
  noticesOfReprints,
  type NoticeRequest,
} from './notices.ts';

/**
 * Finds what must be reported about published figures that were wrong: without names, in editions that are printed again in
 * `brief.yaml`; with names, between two states as `compareStates` takes them. Undefined, with diagnostics, if a name does
 * not lead to a state.
 */
export async function findNotices(
  workspace: Workspace,
  [base, head]: readonly [string | undefined, string | undefined],
  options: DiffOptions & NoticeRequest,
  diagnostics: Diagnostics,
): Promise<FoundNotices | undefined> {
  return withComposer(workspace, options, async (composer, closing) => {
    const opened =
      base === undefined ? undefined : await openSides(workspace, [base, head], options, closing, diagnostics);
    if (base !== undefined && !opened) return undefined;
    const sides = opened && 'sides' in opened ? opened.sides.map((side) => side.workspace) : [workspace];
    await reportUnknownBriefs(sides, options.briefs, diagnostics);
    if (!opened) return noticesOfReprints(workspace, options, composer, diagnostics);
    if ('editions' in opened) return noticesOfEdition(workspace, opened.editions, options, composer, diagnostics);
    const [earlier, later] = opened.sides;
    return noticesBetween(earlier.workspace, later.workspace, options, composer, diagnostics);
  });
}
