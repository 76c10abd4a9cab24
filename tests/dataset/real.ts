import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';

let loaded: Promise<Dataset> | undefined;

/** The dataset that ships with the repository, which is read once for the test files of a worker. */
export function loadReal(): Promise<Dataset> {
  return (loaded ??= load());
}

async function load(): Promise<Dataset> {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(new Workspace('.'), 'china-nonferrous', diagnostics);
  if (!dataset) throw new Error(diagnostics.all.map((item) => `${item.place?.line} ${item.message}`).join('\n'));
  return dataset;
}
