import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';

/** The dataset that ships with the repository. */
export async function loadReal(): Promise<Dataset> {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(new Workspace('.'), 'china-nonferrous', diagnostics);
  if (!dataset) throw new Error(diagnostics.all.map((item) => `${item.place?.line} ${item.message}`).join('\n'));
  return dataset;
}
