import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { once } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Dataset } from '../dataset/model.ts';
import { filesOfSources, NOTHING_WITNESSED, type ShownWitness, witnessToShow } from '../witness/shown.ts';
import { hashFiles } from './fingerprint.ts';

/** The witness of a dataset, from what the repository keeps of its sources. */
export interface DatasetWitness {
  /** Reads the sources at the first call. */
  readonly read: () => Promise<void>;
  /** Nothing before they are read. */
  readonly shown: () => ShownWitness;
  /** What does not agree, once they are read. */
  readonly problems: Pick<Diagnostics, 'all'>;
}

interface Read {
  /** Of the files of its sources. */
  readonly key: string;
  readonly shown: ShownWitness;
  readonly problems: readonly Diagnostic[];
}

/** What was read for a dataset last, which a preview asks for again and again. */
const last = new WeakMap<Dataset, Read>();

export function witnessOf(workspace: Workspace, dataset: Dataset): DatasetWitness {
  let found: Read | undefined;
  return {
    read: once(async () => {
      const files = await filesOfSources(workspace, dataset.releases.values());
      const key = JSON.stringify(await hashFiles(workspace, files));
      const known = last.get(dataset);
      found = known?.key === key ? known : await readAgain(workspace, dataset, key);
      last.set(dataset, found);
    }),
    shown: () => found?.shown ?? NOTHING_WITNESSED,
    problems: {
      get all() {
        return found?.problems ?? [];
      },
    },
  };
}

async function readAgain(workspace: Workspace, dataset: Dataset, key: string): Promise<Read> {
  const diagnostics = new Diagnostics();
  const shown = await witnessToShow(workspace, dataset, diagnostics);
  return { key, shown, problems: diagnostics.all };
}
