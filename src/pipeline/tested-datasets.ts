import { assayDataset } from '../assay/assay.ts';
import { loadRules, type Rules } from '../assay/relations/relations-file.ts';
import { type Wholes, wholesIn } from '../assay/constraints/wholes.ts';
import type { AssayResult } from '../assay/report/results.ts';
import {
  type EditionTests,
  shownCalls,
  type ShownTests,
  shownTests,
  statementsOf,
} from '../assay/report/edition-tests.ts';
import { type Diagnostic, Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { type Cache, once, onceFor, type Results } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable, type ReadParts } from '../dataset/dataset-folder.ts';
import type { Dataset } from '../dataset/model.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';

/** A dataset that could be read. */
export interface TestedDataset {
  readonly dataset: Dataset;
  /** Tests the figures of an edition when it is first called for one of its release and date: once for all briefs. */
  readonly testsOf: (edition: Dated) => ShownTests;
  /** Tests all figures at the first call, those too that were published after an edition, and reports their problems. */
  readonly testAll: () => void;
  /** Finds the tests of an edition in the store. */
  readonly recallTests: (edition: Dated) => Promise<void>;
  /** Stores what was read, and the tests of an edition, if there are no errors and they are not there. */
  readonly keepTests: (edition: Dated) => Promise<void>;
  /** Which indicators count again what others count, by its relations. */
  readonly wholes: () => Wholes;
  /** The whole result of testing the figures up to the date of an edition, which is not stored. */
  readonly resultOf: (edition: Pick<Edition, 'asOf'>) => AssayResult;
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

/** Files of a dataset as they were read, with its rules, which depend on no release: plain data. */
export interface ReadFiles {
  readonly parts: ReadParts;
  readonly rules: Rules;
}

/** The same dataset, whose problems found by testing are reported to this build too. */
export function reporting(
  tested: TestedDataset,
  problems: Pick<Diagnostics, 'all'>,
  diagnostics: Diagnostics,
): TestedDataset {
  return {
    ...tested,
    testAll() {
      tested.testAll();
      diagnostics.include(problems);
    },
  };
}

/** The tests of an edition as they are kept. */
export interface StoredTests {
  readonly tests: EditionTests;
  /** What was reported of the figures. */
  readonly problems: readonly Diagnostic[];
}

/** What earlier builds know of datasets: as they were read, and how their figures stand. */
export interface StoredDatasets {
  readonly read: Results<ReadDataset>;
  /** By what a dataset declares and its rules: the last releases that were read under these. */
  readonly files: Results<ReadFiles>;
  readonly tests: Results<StoredTests>;
}

/** Datasets of earlier builds: with what was tested of them, and as they are stored. */
export interface KnownDatasets {
  readonly known: Cache<LoadedDataset>;
  readonly stored?: StoredDatasets | undefined;
}

/**
 * Loads the datasets of briefs, each once, by id; those whose files have not changed come from `known`. Mistakes in them
 * are reported.
 */
export async function loadDatasets(
  workspace: Workspace,
  briefs: readonly Brief[],
  { known, stored }: KnownDatasets,
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
    const loaded = known.get(key) ?? known.set(key, await loadTested(workspace, id, `${id} ${key}`, stored));
    diagnostics.include(loaded.problems);
    datasets.set(id, loaded);
  }
  return datasets;
}

/** A hash over all files of a folder. */
async function keyOf(workspace: Workspace, folder: string): Promise<string> {
  return keyOfFiles(workspace, await workspace.files(folder));
}

/** The same over some files: one that cannot be read is not the same as an empty one. */
async function keyOfFiles(workspace: Workspace, paths: readonly string[]): Promise<string> {
  const hashes = paths.map(async (path) => {
    const bytes = await workspace.readBytes(path);
    return [path, bytes ? sha256(bytes) : null];
  });
  return sha256(JSON.stringify(await Promise.all(hashes)));
}

/** Loads a dataset; `key` identifies all its files. */
async function loadTested(
  workspace: Workspace,
  id: string,
  key: string,
  stored: StoredDatasets | undefined,
): Promise<LoadedDataset> {
  const problems = new Diagnostics();
  const known = await stored?.read.get(key);
  if (known) {
    problems.include({ all: known.warnings });
    return { tested: testedDataset(known, problems, storedUnder(key, stored)), problems };
  }
  const { dataset, rules, keep } = await readFiles(workspace, id, stored?.files, problems);
  if (!dataset || !rules) return { problems, readable: dataset };
  const isKept = !problems.failed;
  const warnings = [...problems.all];
  const keepRead = once(async () => {
    await keep();
    if (isKept) await stored?.read.set(key, { dataset, rules, warnings });
  });
  const tested = testedDataset({ dataset, rules }, problems, isKept ? storedUnder(key, stored) : undefined);
  const keepTests: TestedDataset['keepTests'] = async (edition) => {
    await keepRead();
    await tested.keepTests(edition);
  };
  return { tested: { ...tested, keepTests }, problems };
}

/**
 * Reads the files of a dataset: those of releases that changed, and what it declares and its rules where either changed,
 * with all that depends on them.
 */
async function readFiles(
  workspace: Workspace,
  id: string,
  stored: Results<ReadFiles> | undefined,
  problems: Diagnostics,
): Promise<FilesRead> {
  const paths = DECLARATIONS.map((name) => `data/${id}/${name}`);
  const key = `${id} ${await keyOfFiles(workspace, paths)}`;
  const known = await stored?.get(key);
  const { dataset, parts, isSound } = await loadReadable(workspace, id, problems, known?.parts);
  if (!dataset || !isSound) return { dataset, keep: async () => undefined };
  const own = new Diagnostics();
  const rules = known?.rules ?? (await loadRules(workspace, dataset, own));
  problems.include(own);
  const files = parts && rules && own.all.length === 0 ? { parts, rules } : undefined;
  return { dataset, rules, keep: async () => files && stored?.set(key, files) };
}

/** What resulted from the files of a dataset. */
interface FilesRead {
  readonly dataset: Dataset | undefined;
  readonly rules?: Rules | undefined;
  /** Keeps them as they were read, for later builds. */
  readonly keep: () => Promise<unknown>;
}

/** The files that declare what the releases of a dataset state. */
const DECLARATIONS = ['dataset.yaml', 'relations.yaml'];

/** The stored tests of one dataset. */
function storedUnder(key: string, stored: StoredDatasets | undefined): Results<StoredTests> | undefined {
  return (
    stored && {
      get: (edition) => stored.tests.get(`${key} ${edition}`),
      set: (edition, tests) => stored.tests.set(`${key} ${edition}`, tests),
    }
  );
}

function testedDataset(
  { dataset, rules }: Pick<ReadDataset, 'dataset' | 'rules'>,
  problems: Diagnostics,
  stored: Results<StoredTests> | undefined,
): TestedDataset {
  /** What testing all figures found, which is the same for all editions. */
  let found: readonly Diagnostic[] | undefined;
  function report(all: readonly Diagnostic[]): void {
    if (!found) problems.include({ all });
    found ??= all;
  }
  const whole = once(() => assayDataset(dataset, rules));
  function testAll(): readonly Diagnostic[] {
    const all = found ?? whole().diagnostics;
    report(all);
    return all;
  }
  /** What is published later takes no part in the tests, so that an edition always prints the same. */
  function corrected({ asOf }: Pick<Edition, 'asOf'>): AssayResult {
    const hasLater = [...dataset.releases.values()].some((release) => dayOf(release) > asOf);
    return hasLater ? assayDataset(dataset, rules, { asOf }) : whole();
  }
  const correctedAt = onceFor(corrected, ({ asOf }) => asOf);
  const printedIn = onceFor(
    ({ release }: Dated) =>
      assayDataset(dataset, rules, { asPrinted: true, acceptedOnly: true, alone: release.id, withEarlier: true }),
    ({ release }) => release.id,
  );
  const shownOf = onceFor(shownTests, (result) => result);
  const known = new Map<string, ShownTests>();
  const kept = new Set<string>();
  function testsOf(edition: Dated): ShownTests {
    const key = keyOfEdition(edition);
    const tests = known.get(key) ?? { ...shownOf(correctedAt(edition)), calls: shownCalls(printedIn(edition)) };
    known.set(key, tests);
    return tests;
  }
  async function recallTests(edition: Dated): Promise<void> {
    const key = keyOfEdition(edition);
    if (known.has(key)) return;
    const found = await stored?.get(key);
    if (!found) return;
    report(found.problems);
    known.set(key, { ...found.tests, statements: statementsOf(dataset) });
    kept.add(key);
  }
  async function keepTests(edition: Dated): Promise<void> {
    const key = keyOfEdition(edition);
    const tests = known.get(key);
    if (!stored || !tests || kept.has(key)) return;
    kept.add(key);
    const all = testAll();
    const { statements: _, ...plain } = tests;
    if (all.every(({ severity }) => severity !== 'error')) await stored.set(key, { tests: plain, problems: all });
  }
  return {
    dataset,
    wholes: once(() => wholesIn(rules)),
    testsOf,
    testAll,
    recallTests,
    keepTests,
    resultOf: correctedAt,
  };
}

function keyOfEdition({ release, asOf }: Dated): string {
  return `${release.id} ${asOf}`;
}
