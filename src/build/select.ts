import { assayDataset } from '../assay/assay.ts';
import { loadRules, type Rules } from '../assay/load.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostic.ts';
import { placeAt } from '../core/source-file.ts';
import type { Workspace } from '../core/workspace.ts';
import { listDatasets, loadDataset } from '../dataset/load.ts';
import type { Dataset } from '../dataset/model.ts';
import { openEdition } from '../dataset/resolve.ts';
import { type Brief, listBriefs, loadBrief } from '../template/brief.ts';
import type { EditionTests } from '../template/tests.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { membersOf, sliceEdition } from './members.ts';
import { type EditionSource, folderOf, headOf } from './source.ts';

/** A dataset, its rules, and what testing it with its corrections finds. */
interface LoadedDataset {
  readonly dataset: Dataset;
  /** Tests the figures of a release, by its id, when it is first called for it: once for all briefs. */
  readonly testsOf: (release: string) => EditionTests;
}

/**
 * Loads the briefs (all, or those named) with their datasets, and lists every edition and locale to be printed. Figures
 * are tested when their edition is composed.
 */
export async function selectEditions(
  workspace: Workspace,
  names: readonly string[],
  diagnostics: Diagnostics,
): Promise<EditionSource[]> {
  const briefs = await selectBriefs(workspace, names, diagnostics);
  const datasets = await loadDatasets(workspace, briefs, diagnostics);
  return briefs.flatMap((brief) => {
    const loaded = datasets.get(brief.dataset);
    return loaded ? editionsOf(workspace, brief, loaded, diagnostics) : [];
  });
}

async function selectBriefs(
  workspace: Workspace,
  names: readonly string[],
  diagnostics: Diagnostics,
): Promise<Brief[]> {
  const known = await listBriefs(workspace);
  if (known.length === 0) {
    const hint = 'a brief is a folder templates/<name>/ with a brief.yaml in it';
    diagnostics.error('brief/none', 'no brief stands below templates/', 'templates', hint);
  }
  for (const name of names.filter((wanted) => !known.includes(wanted))) {
    diagnostics.error('brief/unknown', `there is no brief ${name}`, `templates/${name}`, didYouMean(name, known));
  }
  const wanted = names.length > 0 ? known.filter((name) => names.includes(name)) : known;
  const loaded = await Promise.all(wanted.map((name) => loadBrief(workspace, name, diagnostics)));
  return loaded.filter((brief) => brief !== undefined);
}

async function loadDatasets(
  workspace: Workspace,
  briefs: readonly Brief[],
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, LoadedDataset>> {
  const known = await listDatasets(workspace);
  const datasets = new Map<string, LoadedDataset>();
  for (const { dataset: id, file } of briefs) {
    if (datasets.has(id)) continue;
    if (!known.includes(id)) {
      const place = placeAt(file, file.text.indexOf(id), file.text.indexOf(id) + id.length);
      diagnostics.error('dataset/unknown', `there is no dataset ${id}`, place, didYouMean(id, known));
      continue;
    }
    const dataset = await loadDataset(workspace, id, diagnostics);
    const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
    if (!dataset || !rules) continue;
    datasets.set(id, { dataset, testsOf: testsOf(dataset, rules, diagnostics) });
  }
  return datasets;
}

function testsOf(dataset: Dataset, rules: Rules, diagnostics: Diagnostics): LoadedDataset['testsOf'] {
  const mended = once(() => {
    const report = assayDataset(dataset, rules, { verdictsOnly: true });
    diagnostics.include({ all: report.diagnostics });
    return report;
  });
  const settings = { asPrinted: true, acceptedOnly: true, verdictsOnly: true };
  const known = new Map<string, EditionTests>();
  return (release) => {
    const tests = known.get(release) ?? {
      mended: mended(),
      printed: assayDataset(dataset, rules, { ...settings, alone: release }),
    };
    known.set(release, tests);
    return tests;
  };
}

function editionsOf(
  workspace: Workspace,
  brief: Brief,
  { dataset, testsOf }: LoadedDataset,
  diagnostics: Diagnostics,
): EditionSource[] {
  const members = membersOf(brief, { dataset }, diagnostics);
  const fingerprints = new Map(
    brief.locales.map((locale) => [locale, once(() => fingerprint(workspace, brief, locale))]),
  );
  return brief.editions.flatMap(({ id, release, asOf, place }) => {
    const whole = openEdition(dataset, release, asOf, diagnostics, place);
    if (!whole) return [];
    const tests = (): EditionTests => testsOf(release);
    const editions = members ? sliceEdition(whole, members, diagnostics) : [whole];
    return [...fingerprints].flatMap(([locale, fingerprint]) =>
      editions.map((edition) => {
        const head = headOf(brief, id, edition, locale);
        return { brief, edition, locale, head, folder: folderOf(head), tests, fingerprint };
      }),
    );
  });
}

async function fingerprint(workspace: Workspace, { files, dataset }: Brief, locale: string): Promise<Fingerprint> {
  return fingerprintOf(workspace, [...files, ...(await workspace.files(`data/${dataset}`))], locale);
}

/** Works something out when it is first asked for. */
function once<T extends object>(work: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= work());
}
