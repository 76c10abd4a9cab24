import { assayDataset } from '../assay/assay.ts';
import { loadRules } from '../assay/relations/relations-file.ts';
import type { AssayResult } from '../assay/report/results.ts';
import type { SessionOptions } from '../assay/diagnosis/session.ts';
import { selectNames } from '../pipeline/name-selection.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset } from '../dataset/model.ts';
import type { Reporter } from './reporter.ts';
import { releaseId } from '../dataset/address.ts';

/** Loads datasets (all, or those named) and tests their figures. Those that cannot be loaded are only reported. */
export async function testDatasets(
  workspace: Workspace,
  names: readonly string[],
  options: SessionOptions,
  diagnostics: Diagnostics,
  reporter: Reporter,
): Promise<AssayResult[]> {
  const { alone } = options;
  const tested: AssayResult[] = [];
  const withoutRelease: Dataset[] = [];
  for (const name of selectNames('dataset', await listDatasets(workspace), names, diagnostics)) {
    reporter.progress(`checking ${name}`);
    // What somebody has filled in so far can be tested before the rest is.
    const { dataset, isSound, isUnfinished } = await loadReadable(workspace, name, diagnostics);
    const rules = dataset && (isSound || isUnfinished) && (await loadRules(workspace, dataset, diagnostics));
    if (!dataset || !rules) continue;
    if (alone !== undefined && !dataset.releases.has(releaseId(alone))) {
      withoutRelease.push(dataset);
      continue;
    }
    const result = assayDataset(dataset, rules, options);
    diagnostics.include({ all: result.diagnostics });
    tested.push(result);
  }
  // The release belongs to one dataset only.
  if (alone !== undefined && tested.length === 0)
    for (const dataset of withoutRelease) reportUnknownRelease(dataset, alone, diagnostics);
  return tested;
}

function reportUnknownRelease({ id, releases, file }: Dataset, release: string, diagnostics: Diagnostics): void {
  const hint = didYouMean(release, releases.keys());
  diagnostics.error('dataset/unknown-release', `${id} has no release ${release}`, file.path, hint);
}
