import { assayDataset } from '../assay/assay.ts';
import { loadRules, type Rules } from '../assay/relations-file.ts';
import type { AssayResult, EditionTests } from '../assay/results.ts';
import { type Diagnostic, Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { type Cache, once, onceFor, type Results } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset } from '../dataset/model.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';

/** A dataset that could be read. */
export interface TestedDataset {
  readonly dataset: Dataset;
  /** Tests the figures of an edition when it is first called for one of its release and date: once for all briefs. */
  readonly testsOf: (edition: Dated) => EditionTests;
}

/** The parts of an edition that decide which figures are tested. */
type Dated = Pick<Edition, 'release' | 'asOf'>;

/** A dataset, if it could be read, with its problems; those of its figures are added when they are tested. */
export interface LoadedDataset {
  readonly tested?: TestedDataset;
  /** What could be read of a dataset with mistakes. */
  readonly readable?: Dataset | undefined;
  readonly problems: Diagnostics;
}

/** A dataset without mistakes, as it was read: plain data. */
export interface ReadDataset {
  readonly dataset: Dataset;
  readonly rules: Rules;
  /** What was warned of. */
  readonly warnings: readonly Diagnostic[];
}

/** The same dataset, whose problems found by testing are reported to this build too. */
export function reporting(
  tested: TestedDataset,
  problems: Pick<Diagnostics, 'all'>,
  diagnostics: Diagnostics,
): TestedDataset {
  return {
    ...tested,
    testsOf(edition) {
      const tests = tested.testsOf(edition);
      diagnostics.include(problems);
      return tests;
    },
  };
}

/** Datasets of earlier builds: with what was tested of them, and as they were read. */
export interface KnownDatasets {
  readonly known: Cache<LoadedDataset>;
  readonly read?: Results<ReadDataset> | undefined;
}

/**
 * Loads the datasets of briefs, each once, by id; those whose files have not changed come from `known`. Mistakes in them
 * are reported.
 */
export async function loadDatasets(
  workspace: Workspace,
  briefs: readonly Brief[],
  { known, read }: KnownDatasets,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, LoadedDataset>> {
  const ids = await listDatasets(workspace);
  const datasets = new Map<string, LoadedDataset>();
  for (const { id, place } of briefs.map(({ dataset }) => dataset)) {
    if (datasets.has(id)) continue;
    if (!ids.includes(id)) {
      const hint = didYouMean(id, ids) ?? `write data/${id}/dataset.yaml`;
      diagnostics.error('dataset/unknown', `there is no dataset ${id}`, place, hint);
      continue;
    }
    const key = await keyOf(workspace, `data/${id}`);
    const loaded = known.get(key) ?? known.set(key, await loadTested(workspace, id, key, read));
    diagnostics.include(loaded.problems);
    datasets.set(id, loaded);
  }
  return datasets;
}

/** A hash over all files of a folder: a file that cannot be read is not the same as an empty one. */
async function keyOf(workspace: Workspace, folder: string): Promise<string> {
  const paths = await workspace.files(folder);
  const hashes = paths.map(async (path) => {
    const bytes = await workspace.readBytes(path);
    return [path, bytes ? sha256(bytes) : null];
  });
  return sha256(JSON.stringify(await Promise.all(hashes)));
}

async function loadTested(
  workspace: Workspace,
  id: string,
  key: string,
  stored: Results<ReadDataset> | undefined,
): Promise<LoadedDataset> {
  const problems = new Diagnostics();
  const known = await stored?.get(`${id} ${key}`);
  if (known) {
    problems.include({ all: known.warnings });
    return { tested: { dataset: known.dataset, testsOf: testsOf(known.dataset, known.rules, problems) }, problems };
  }
  const { dataset, isSound } = await loadReadable(workspace, id, problems);
  const rules = dataset && isSound && (await loadRules(workspace, dataset, problems));
  if (!dataset || !rules) return { problems, readable: dataset };
  if (!problems.failed) await stored?.set(`${id} ${key}`, { dataset, rules, warnings: problems.all });
  return { tested: { dataset, testsOf: testsOf(dataset, rules, problems) }, problems };
}

function testsOf(dataset: Dataset, rules: Rules, problems: Diagnostics): TestedDataset['testsOf'] {
  const whole = once(() => {
    const result = assayDataset(dataset, rules);
    problems.include({ all: result.diagnostics });
    return result;
  });
  /** What is published later takes no part in the tests, so that an edition always prints the same. */
  function corrected({ asOf }: Dated): AssayResult {
    const all = whole();
    const hasLater = [...dataset.releases.values()].some((release) => dayOf(release) > asOf);
    return hasLater ? assayDataset(dataset, rules, { asOf }) : all;
  }
  const correctedAt = onceFor(corrected, ({ asOf }) => asOf);
  const printedIn = onceFor(
    ({ release }: Dated) => assayDataset(dataset, rules, { asPrinted: true, acceptedOnly: true, alone: release.id }),
    ({ release }) => release.id,
  );
  return (edition) => ({ corrected: correctedAt(edition), printed: printedIn(edition) });
}
