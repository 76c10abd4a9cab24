import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildCache } from './build-cache.ts';
import type { BuildOptions } from './build-result.ts';
import { startServices } from './build-services.ts';
import { openChartFolder } from './chart-folder.ts';
import { finishEditions } from './edition-batch.ts';
import type { EditionSource } from './edition-source.ts';
import type { FinishedEdition } from './finished-edition.ts';
import { openStoredCache } from './stored-cache.ts';

/** What prints that are only compared with what stands somewhere. */
export interface PrintAgainOptions extends Pick<BuildOptions, 'environment' | 'signal'> {
  /** Where the prints are kept for later; nothing is taken from there. */
  readonly store: ResultStore | undefined;
}

/**
 * Prints editions, each from its data and templates alone, reads them back and passes them on; writes nothing into `out/`.
 * What earlier builds left in the store is not used but replaced. None is passed on if there is any mistake.
 */
export async function printAgain(
  workspace: Workspace,
  sources: readonly EditionSource[],
  { environment, store, signal }: PrintAgainOptions,
  diagnostics: Diagnostics,
  receive: (edition: FinishedEdition) => Promise<void>,
): Promise<void> {
  const services = startServices(environment);
  const end = (): void => void services.close();
  signal?.addEventListener('abort', end);
  const { charts, close } = await openChartFolder();
  const editions = store && openStoredCache(store, workspace.root, environment).editions;
  const nothing = { get: async () => undefined, set: async () => undefined };
  const cache: BuildCache = {
    charts,
    drafts: () => nothing,
    pictures: () => nothing,
    editions: { get: async () => undefined, set: async (edition) => editions?.set(edition) },
  };
  const found = new Diagnostics();
  try {
    await finishEditions(sources, services, { environment, cache }, found, async (edition) => receive(await edition()));
    diagnostics.includeNew(found);
  } finally {
    signal?.removeEventListener('abort', end);
    await Promise.all([services.close(), close()]);
  }
}
