import { Diagnostics, didYouMean } from '../core/diagnostic.ts';
import type { Workspace } from '../core/workspace.ts';
import { listDatasets, loadDataset } from '../dataset/load.ts';
import type { Dataset } from '../dataset/model.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';

/** `assay check [dataset…]`: loads and validates datasets. Answers whether nothing is wrong with them. */
export async function check(workspace: Workspace, names: readonly string[], reporter: Reporter): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const known = await listDatasets(workspace);
  if (known.length === 0) {
    diagnostics.error(
      'dataset/none',
      'no dataset stands below data/',
      'data',
      'a dataset is a folder data/<name>/ with a dataset.yaml in it',
    );
  }
  for (const name of names.filter((name) => !known.includes(name))) {
    diagnostics.error('dataset/unknown', `there is no dataset ${name}`, `data/${name}`, didYouMean(name, known));
  }
  const wanted = names.length > 0 ? known.filter((name) => names.includes(name)) : known;
  const datasets: Dataset[] = [];
  for (const name of wanted) {
    reporter.progress(`checking ${name}`);
    const dataset = await loadDataset(workspace, name, diagnostics);
    if (dataset) datasets.push(dataset);
  }
  for (const dataset of datasets) reporter.line(summaryOf(dataset));
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    datasets: datasets.map(countsOf),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

function countsOf(dataset: Dataset): { dataset: string; releases: number; statements: number; corrections: number } {
  const statements = [...dataset.releases.values()].flatMap((release) => release.observations);
  return {
    dataset: dataset.id,
    releases: dataset.releases.size,
    statements: statements.length,
    corrections: statements.filter((statement) => statement.correction).length,
  };
}

function summaryOf(dataset: Dataset): string {
  const { releases, statements, corrections } = countsOf(dataset);
  const counts = [plural(statements, 'statement'), plural(releases, 'release'), plural(corrections, 'correction')];
  return `${dataset.id}: ${counts.join(', ')}; form and evidence checked, arithmetic not yet`;
}
