import { assayDataset } from '../assay/assay.ts';
import { loadRules, type Rules } from '../assay/relations-file.ts';
import type { ReportData } from '../assay/report.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { type Cache, once, onceFor } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadDataset } from '../dataset/dataset-folder.ts';
import type { Dataset } from '../dataset/model.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';
import type { EditionTests } from '../template/scope.ts';
import { hashFiles } from './fingerprint.ts';

/** A dataset that could be read. */
export interface TestedDataset {
  readonly dataset: Dataset;
  /** Tests the figures of an edition when it is first called for one of its release and date: once for all briefs. */
  readonly testsOf: (edition: Dated) => EditionTests;
}

/** What of an edition decides which figures are tested. */
type Dated = Pick<Edition, 'release' | 'asOf'>;

/** A dataset if it could be read, and what is wrong with it; with its figures too, once they were tested. */
export interface LoadedDataset {
  readonly tested?: TestedDataset;
  readonly problems: Diagnostics;
}

/** The same dataset, of which also this build hears what testing it finds. */
export function reporting(tested: TestedDataset, problems: Diagnostics, diagnostics: Diagnostics): TestedDataset {
  return {
    ...tested,
    testsOf(edition) {
      const tests = tested.testsOf(edition);
      diagnostics.include(problems);
      return tests;
    },
  };
}

/**
 * Loads the datasets of briefs, each once, by id; those of which no file has changed come from what is `known`. What is wrong
 * with them is reported.
 */
export async function loadDatasets(
  workspace: Workspace,
  briefs: readonly Brief[],
  known: Cache<LoadedDataset>,
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
    const key = sha256(JSON.stringify(await hashFiles(workspace, await workspace.files(`data/${id}`))));
    const loaded = known.get(key) ?? known.set(key, await loadTested(workspace, id));
    diagnostics.include(loaded.problems);
    datasets.set(id, loaded);
  }
  return datasets;
}

async function loadTested(workspace: Workspace, id: string): Promise<LoadedDataset> {
  const problems = new Diagnostics();
  const dataset = await loadDataset(workspace, id, problems);
  const rules = dataset && (await loadRules(workspace, dataset, problems));
  if (!dataset || !rules) return { problems };
  return { tested: { dataset, testsOf: testsOf(dataset, rules, problems) }, problems };
}

function testsOf(dataset: Dataset, rules: Rules, problems: Diagnostics): TestedDataset['testsOf'] {
  const whole = once(() => {
    const report = assayDataset(dataset, rules, { verdictsOnly: true });
    problems.include({ all: report.diagnostics });
    return report;
  });
  /** What is published later may be neither tested nor a test: an edition prints the same for ever. */
  function mended({ asOf }: Dated): ReportData {
    const all = whole();
    const hasLater = [...dataset.releases.values()].some((release) => dayOf(release) > asOf);
    return hasLater ? assayDataset(dataset, rules, { verdictsOnly: true, asOf }) : all;
  }
  const asPrinted = { asPrinted: true, acceptedOnly: true, verdictsOnly: true };
  const mendedAt = onceFor(mended, ({ asOf }) => asOf);
  const printedIn = onceFor(
    ({ release }: Dated) => assayDataset(dataset, rules, { ...asPrinted, alone: release.id }),
    ({ release }) => release.id,
  );
  return (edition) => ({ mended: mendedAt(edition), printed: printedIn(edition) });
}
