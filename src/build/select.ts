import { assayDataset } from '../assay/assay.ts';
import { loadRules, type Rules } from '../assay/load.ts';
import { Diagnostics, didYouMean } from '../core/diagnostic.ts';
import { sha256 } from '../core/hash.ts';
import { Memory } from '../core/memory.ts';
import { compareText } from '../core/order.ts';
import { placeAt } from '../core/source-file.ts';
import type { Workspace } from '../core/workspace.ts';
import { changesBetween } from '../dataset/changes.ts';
import { listDatasets, loadDataset } from '../dataset/load.ts';
import type { Dataset } from '../dataset/model.ts';
import { dayOf, type Edition, openEdition } from '../dataset/resolve.ts';
import { statementsIn } from '../dataset/slice.ts';
import { type Brief, listBriefs, loadBrief } from '../template/brief.ts';
import type { PreviousEdition } from '../template/changes.ts';
import { checkMembers } from '../template/style.ts';
import type { EditionTests } from '../template/tests.ts';
import { type Fingerprint, fingerprintOf, hashFiles } from './fingerprint.ts';
import { membersOf, sliceEdition } from './members.ts';
import { type EditionSource, folderOf, headOf } from './source.ts';

/** A dataset that could be read. */
interface TestedDataset {
  readonly dataset: Dataset;
  /** Tests the figures of a release, by its id, when it is first called for it: once for all briefs. */
  readonly testsOf: (release: string) => EditionTests;
}

/** A dataset if it could be read, and what is wrong with it; with its figures too, once they were tested. */
export interface LoadedDataset {
  readonly tested?: TestedDataset;
  readonly problems: Diagnostics;
}

/**
 * Loads the briefs (all, or those named) with their datasets, and lists every edition and locale to be printed. Figures
 * are tested when their edition is composed. Of datasets whose files are as they were, those that `known` holds are
 * taken.
 */
export async function selectEditions(
  workspace: Workspace,
  names: readonly string[],
  diagnostics: Diagnostics,
  known = new Memory<LoadedDataset>(),
): Promise<EditionSource[]> {
  const briefs = await selectBriefs(workspace, names, diagnostics);
  const datasets = await loadDatasets(workspace, briefs, known, diagnostics);
  return briefs.flatMap((brief) => {
    const loaded = datasets.get(brief.dataset);
    if (!loaded?.tested) return [];
    checkMembers(brief.house, loaded.tested.dataset, diagnostics);
    return editionsOf(workspace, brief, reporting(loaded.tested, loaded.problems, diagnostics), diagnostics);
  });
}

/** The same dataset, of which also this build hears what testing it finds. */
function reporting(tested: TestedDataset, problems: Diagnostics, diagnostics: Diagnostics): TestedDataset {
  return {
    ...tested,
    testsOf(release) {
      const tests = tested.testsOf(release);
      diagnostics.include(problems);
      return tests;
    },
  };
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
  known: Memory<LoadedDataset>,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, LoadedDataset>> {
  const ids = await listDatasets(workspace);
  const datasets = new Map<string, LoadedDataset>();
  for (const { dataset: id, file } of briefs) {
    if (datasets.has(id)) continue;
    if (!ids.includes(id)) {
      const place = placeAt(file, file.text.indexOf(id), file.text.indexOf(id) + id.length);
      diagnostics.error('dataset/unknown', `there is no dataset ${id}`, place, didYouMean(id, ids));
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
  const mended = once(() => {
    const report = assayDataset(dataset, rules, { verdictsOnly: true });
    problems.include({ all: report.diagnostics });
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
  { dataset, testsOf }: TestedDataset,
  diagnostics: Diagnostics,
): EditionSource[] {
  const members = membersOf(brief, { dataset }, diagnostics);
  const fingerprints = new Map(
    brief.locales.map((locale) => [locale, once(() => fingerprint(workspace, brief, locale))]),
  );
  const opened = brief.editions.flatMap(({ id, release, asOf, place }) => {
    const edition = openEdition(dataset, release, asOf, diagnostics, place);
    return edition ? [{ id, edition }] : [];
  });
  return opened.flatMap(({ id, edition: whole }) => {
    const tests = (): EditionTests => testsOf(whole.release.id);
    const editions = members ? sliceEdition(whole, members, diagnostics) : [whole];
    const previous = new Map(editions.map((edition) => [edition, previousOf(edition, opened)]));
    return [...fingerprints].flatMap(([locale, fingerprint]) =>
      editions.map((edition) => {
        const head = headOf(brief, id, edition, locale);
        const folder = folderOf(head);
        return { brief, edition, locale, head, folder, tests, previous: previous.get(edition), fingerprint };
      }),
    );
  });
}

/**
 * The newest of the editions that are older than this one, by the day of their release, then by their date; for a
 * slice, of those whose release states anything about it.
 */
function previousOf(
  edition: Edition,
  editions: readonly { readonly id: string; readonly edition: Edition }[],
): PreviousEdition | undefined {
  const [before] = editions
    .map(({ id, edition: whole }) => ({ id, edition: { ...whole, slice: edition.slice } }))
    .filter((other) => compareEditions(other.edition, edition) < 0 && statementsIn(other.edition).length > 0)
    .sort((a, b) => compareEditions(b.edition, a.edition));
  return before && { ...before, changes: once(() => changesBetween(before.edition, edition)) };
}

function compareEditions(a: Edition, b: Edition): number {
  return compareText(dayOf(a.release), dayOf(b.release)) || compareText(a.asOf, b.asOf);
}

/** Hashes what the brief is made from in a locale: of its templates, only that of the locale. */
async function fingerprint(workspace: Workspace, brief: Brief, locale: string): Promise<Fingerprint> {
  const own = brief.templates.get(locale)?.path;
  const others = new Set([...brief.templates.values()].map(({ path }) => path).filter((path) => path !== own));
  const files = brief.files.filter((path) => !others.has(path));
  return fingerprintOf(workspace, [...files, ...(await workspace.files(`data/${brief.dataset}`))], locale);
}

/** Works something out when it is first asked for. */
function once<T extends object>(work: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= work());
}
