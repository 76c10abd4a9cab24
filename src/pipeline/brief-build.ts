import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildOptions, BuildResult } from './build-result.ts';
import { buildWith } from './cached-build.ts';
import { startServices } from './build-services.ts';

/**
 * Prints briefs (all, or those named) in every edition, locale and for every member into `out/`. With any error in data
 * or templates nothing is written and the result is undefined; an edition whose page has an error is not written, and not
 * in the result. With a store, what an earlier build printed from the same input is not printed again. Throws an
 * EnvironmentError when there is no browser or an edition cannot be written.
 */
export function buildBriefs(
  workspace: Workspace,
  names: readonly string[],
  options: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  return buildWith(startServices, workspace, names, options, diagnostics);
}
