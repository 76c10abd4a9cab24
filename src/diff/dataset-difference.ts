import { assayDataset } from '../assay/assay.ts';
import { loadRules } from '../assay/relations-file.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { type DatasetChanges, datasetChanges, isUnchanged, type RuledState } from '../comparison/dataset-changes.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import { newestDay } from '../dataset/edition.ts';
import type { DatasetDifference } from './difference.ts';

/** A root folder with the editions that were opened in it. */
export interface OpenedRoot {
  readonly workspace: Workspace;
  readonly sources: readonly EditionSource[];
}

/**
 * Compares the datasets of the briefs that are compared; without names, all datasets. One that only one side has, or
 * whose files cannot be read there, is left out.
 */
export async function datasetDifferences(
  base: OpenedRoot,
  head: OpenedRoot,
  names: readonly string[],
): Promise<DatasetDifference[]> {
  const [old, current] = await Promise.all([base, head].map(({ workspace }) => listDatasets(workspace)));
  const used = new Set([...base.sources, ...head.sources].map(({ edition }) => edition.dataset.id));
  const both = (current ?? []).filter((id) => old?.includes(id) && (names.length === 0 || used.has(id)));
  const found: DatasetDifference[] = [];
  for (const id of both) {
    const folder = `data/${id}`;
    if ((await hashOf(base.workspace, folder)) === (await hashOf(head.workspace, folder))) continue;
    const [before, after] = [await stateOf(base, id), await stateOf(head, id)];
    if (!before || !after) continue;
    const compared = datasetChanges(before, after);
    const changes = before.isWhole && after.isWhole ? compared : certainIn(compared);
    if (!isUnchanged(changes)) found.push({ ...changes, briefs: briefsOf(id, head) });
  }
  return found;
}

function briefsOf(dataset: string, { sources }: OpenedRoot): string[] {
  const using = sources.filter(({ edition }) => edition.dataset.id === dataset);
  return [...new Set(using.map(({ head }) => head.brief))];
}

/** What differs for certain where one state has mistakes: what cannot be read there is not gone, and not new. */
function certainIn(changes: DatasetChanges): DatasetChanges {
  return {
    ...changes,
    statements: changes.statements.filter(({ nature }) => nature !== 'gone' && nature !== 'new'),
    coverage: [],
    counts: { before: changes.counts.after, after: changes.counts.after },
  };
}

async function hashOf(workspace: Workspace, folder: string): Promise<string> {
  const paths = await workspace.files(folder);
  const hashes = paths.map(async (path) => `${path} ${sha256((await workspace.readBytes(path)) ?? '')}`);
  return sha256((await Promise.all(hashes)).join('\n'));
}

/** A dataset with its tests; those of an edition that knows all of it are not done again. */
async function stateOf(
  { workspace, sources }: OpenedRoot,
  id: string,
): Promise<(RuledState & { readonly isWhole: boolean }) | undefined> {
  const problems = new Diagnostics();
  const tested = sources.find(
    ({ edition }) => edition.dataset.id === id && edition.asOf === newestDay(edition.dataset),
  );
  const dataset = tested?.edition.dataset ?? (await loadReadable(workspace, id, problems)).dataset;
  const rules = dataset && (await loadRules(workspace, dataset, problems));
  if (!dataset || !rules) return undefined;
  const isWhole = !problems.failed;
  return { dataset, rules, isWhole, result: tested?.result() ?? assayDataset(dataset, rules) };
}
