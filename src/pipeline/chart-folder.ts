import type { ChartAnswer } from '../chart/chart-thread.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { makeTemporaryFolder, removeOwnedFolder } from '../core/machine/owned-folder.ts';
import { readResult, ResultStore, writeResult } from '../core/machine/result-store.ts';

/** The charts of one build, in a folder of their own. */
export interface ChartFolder {
  readonly charts: Results<ChartAnswer>;
  /** Removes the folder. */
  readonly close: () => Promise<void>;
}

/**
 * A place for the charts of a build that composes each edition twice and keeps no results: memory would grow with the
 * number of editions.
 */
export async function openChartFolder(): Promise<ChartFolder> {
  const folder = await makeTemporaryFolder('assay-charts-');
  const store = new ResultStore(folder);
  return {
    charts: {
      get: (key) => readResult<ChartAnswer>(store, 'chart', sha256(key)),
      set: (key, answer) => writeResult(store, 'chart', sha256(key), answer),
    },
    close: () => removeOwnedFolder(folder),
  };
}
