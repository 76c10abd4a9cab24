import type { ShownTests } from '../assay/report/edition-tests.ts';
import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import type { Brief } from '../brief/brief.ts';
import type { KnownFaces } from '../brief/faces/printed-face.ts';
import { checkMembers } from '../brief/style.ts';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { Cache, once } from '../core/machine/cache.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { changesBetween } from '../dataset/changes.ts';
import { checkDueAfter } from '../dataset/due-date.ts';
import { dayOf, type Edition, openEdition } from '../dataset/edition.ts';
import type { Dataset } from '../dataset/model.ts';
import { parsePeriod } from '../dataset/period.ts';
import { statementsIn } from '../dataset/statements.ts';
import { words } from '../language/locales.ts';
import type { PreviousEdition } from '../template/scope.ts';
import { membersOf, sliceEdition } from './brief-members.ts';
import { type EditionSource, folderOf, headOf } from './edition-source.ts';
import { fingerprintOfBrief, fingerprintOfEdition, hashFiles } from './fingerprint.ts';
import { selectNames } from './name-selection.ts';
import { checkTemplates } from './template-check.ts';
import {
  loadDatasets,
  type LoadedDataset,
  reporting,
  type StoredDatasets,
  type TestedDataset,
} from './tested-datasets.ts';
import { filesOfSources, NOTHING_WITNESSED, type ShownWitness, witnessToShow } from '../witness/shown.ts';

/** How editions are selected. */
export interface SelectionOptions {
  /** Datasets of earlier builds, with what was tested of them. */
  readonly known?: Cache<LoadedDataset> | undefined;
  /** The same as they are stored. */
  readonly stored?: StoredDatasets | undefined;
  /** What is known of the faces of houses. */
  readonly faces?: KnownFaces | undefined;
  /** Whether they are printed although figures may be contradicted. */
  readonly isDraft?: boolean | undefined;
}

/**
 * Loads briefs (all, or those named) with their datasets, and lists every edition to be printed, in every locale and
 * for every member. Datasets whose files are unchanged come from the cache, or from those that are stored.
 */
export async function selectEditions(
  workspace: Workspace,
  names: readonly string[],
  diagnostics: Diagnostics,
  { known = new Cache<LoadedDataset>(), stored, faces, isDraft = false }: SelectionOptions = {},
): Promise<EditionSource[]> {
  const selected = selectNames('brief', await listBriefs(workspace), names, diagnostics);
  const loaded = await Promise.all(selected.map((name) => loadReadableBrief(workspace, name, diagnostics, faces)));
  const briefs = loaded.filter((brief) => brief !== undefined);
  const named = briefs.map(({ brief }) => brief).filter(({ dataset }) => dataset.id !== '');
  const datasets = await loadDatasets(workspace, named, { known, stored }, diagnostics);
  for (const loaded of briefs) {
    const { tested, readable } = datasets.get(loaded.brief.dataset.id) ?? {};
    if (!tested || !loaded.isSound) await checkTemplates(loaded, tested?.dataset ?? readable, diagnostics);
  }
  const witnesses = new Map<Dataset, DatasetWitness>();
  return briefs.flatMap(({ brief, isSound }) => {
    const { tested, problems } = datasets.get(brief.dataset.id) ?? {};
    if (!tested || !problems || !isSound) return [];
    checkMembers(brief.house, tested.dataset, diagnostics);
    const witness = witnesses.get(tested.dataset) ?? witnessOf(workspace, tested.dataset);
    witnesses.set(tested.dataset, witness);
    const both = joined(problems, witness.problems);
    const told = isDraft ? warningsOnly(both) : both;
    const reported = { tested: reporting(tested, told, diagnostics), witness, problems: told, isDraft };
    return editionsOf(workspace, isDraft ? draftBrief(brief) : brief, reported, diagnostics);
  });
}

/** A dataset that reports to a build, and everything that was reported about it. */
interface ReportedDataset {
  readonly tested: TestedDataset;
  readonly witness: DatasetWitness;
  readonly problems: Pick<Diagnostics, 'all'>;
  readonly isDraft: boolean;
}

/**
 * Reports editions whose id is an earlier period than theirs, or another one where editions of the brief are called by their
 * periods. A report on 2024 may be called by the year in which it appears.
 */
function reportMisnamed(
  opened: readonly { readonly id: string; readonly edition: Edition }[],
  brief: Brief,
  diagnostics: Diagnostics,
): void {
  const isByPeriod = opened.some(({ id, edition }) => id.toUpperCase() === edition.period.text);
  for (const { id, edition } of opened) {
    const named = parsePeriod(id.toUpperCase());
    const { period } = edition;
    if (!named || (named.start <= period.end && period.start <= named.end)) continue;
    if (named.end >= period.start && !isByPeriod) continue;
    const place = brief.editions.find((one) => one.id === id)?.place;
    const message = `the edition ${id} prints the release ${edition.release.id}, which is of ${period.text}`;
    diagnostics.error(
      'dataset/bad-period',
      message,
      place,
      'give the edition the release of its period, or another id',
    );
  }
}

function editionsOf(
  workspace: Workspace,
  brief: Brief,
  {
    tested: { dataset, wholes, testsOf, testAll, recallTests, keepTests, resultOf },
    witness,
    problems: datasetProblems,
    isDraft,
  }: ReportedDataset,
  diagnostics: Diagnostics,
): EditionSource[] {
  const members = membersOf(brief, { dataset }, diagnostics);
  const fingerprints = new Map(
    brief.locales.map((locale) => [locale, once(() => fingerprintOfBrief(workspace, brief, locale, dataset))]),
  );
  const opened = brief.editions.flatMap(({ id, release, asOf, nextEdition, place }) => {
    const edition = openEdition(dataset, release, asOf, diagnostics, place);
    if (edition && nextEdition) checkDueAfter(nextEdition, edition.release.published, diagnostics);
    return edition ? [{ id, edition }] : [];
  });
  reportMisnamed(opened, brief, diagnostics);
  const sources: EditionSource[] = opened.flatMap(({ id, edition: whole }) => {
    const tests = (): ShownTests => testsOf(whole);
    const editions = members ? sliceEdition(whole, members, diagnostics) : [whole];
    const previous = new Map(editions.map((edition) => [edition, previousOf(edition, opened)]));
    return [...fingerprints].flatMap(([locale, allFiles]) => {
      const fingerprint = once(() => fingerprintOfEdition(workspace, brief, whole, locale));
      return editions.map((edition) => {
        const head = headOf(brief, id, edition, { locale, isDraft });
        const folder = folderOf(head);
        const { flavours } = brief;
        const printed = { ...edition, language: locale };
        const source: EditionSource = {
          brief,
          edition: printed,
          locale,
          head,
          flavours,
          parts: [],
          folder,
          tests,
          readWitness: witness.read,
          witness: witness.shown,
          testDataset: testAll,
          recallTests: () => recallTests(whole),
          keepTests: () => keepTests(whole),
          result: () => resultOf(whole),
          wholes,
          datasetProblems,
          previous: previous.get(edition),
          vintage: () => vintageOf(source, sources),
          fingerprint,
          sources: allFiles,
        };
        return source;
      });
    });
  });
  return sources;
}

/** The newest of the editions of the same release, in the same language and for the same member, that are older. */
function vintageOf(
  { head, edition: { asOf } }: EditionSource,
  sources: readonly EditionSource[],
): EditionSource | undefined {
  return sources
    .filter((other) => other.head.release === head.release && other.locale === head.locale)
    .filter((other) => other.head.member === head.member && other.edition.asOf < asOf)
    .sort((a, b) => compareText(b.edition.asOf, a.edition.asOf))[0];
}

/**
 * The newest of the editions that are older than this one, by the day of their release, then by their date; the release
 * that it reprints counts as an edition. For a slice, only editions whose release states anything about it count.
 */
function previousOf(
  edition: Edition,
  editions: readonly { readonly id: string; readonly edition: Edition }[],
): PreviousEdition | undefined {
  const [before] = [...editions, ...reprinted(edition)]
    .map(({ id, edition: whole }) => ({ id, edition: { ...whole, slice: edition.slice, readOn: edition.asOf } }))
    .filter((other) => compareEditions(other.edition, edition) < 0 && statementsIn(other.edition).length > 0)
    .sort((a, b) => compareEditions(b.edition, a.edition));
  return before && { ...before, changes: once(() => changesBetween(before.edition, edition)) };
}

/** The releases that an edition reprints, each as read on its day: the first edition is compared with the last of them. */
function reprinted({ dataset, release }: Edition): { readonly id: string; readonly edition: Edition }[] {
  const ids = new Set((release.repeats ?? []).flatMap(({ asIn }) => asIn ?? []));
  return [...ids].flatMap((id) => {
    const other = dataset.releases.get(id);
    return other
      ? [{ id: other.id, edition: { dataset, release: other, asOf: dayOf(other), period: other.period } }]
      : [];
  });
}

function compareEditions(a: Edition, b: Edition): number {
  return compareText(dayOf(a.release), dayOf(b.release)) || compareText(a.asOf, b.asOf);
}

/** The same brief with `Draft` at the head of each page, before the text of the house. */
function draftBrief(brief: Brief): Brief {
  const heads = brief.locales.map((locale): [string, string] => {
    const { draft, separator } = words(locale);
    const own = brief.house.pageHead.get(locale);
    return [locale, own === undefined ? draft.name : draft.name + separator + own];
  });
  return { ...brief, house: { ...brief.house, pageHead: new Map(heads) } };
}

/** Problems of two kinds, those too that are found later. */
function joined(...problems: readonly Pick<Diagnostics, 'all'>[]): Pick<Diagnostics, 'all'> {
  return {
    get all() {
      return problems.flatMap(({ all }) => all);
    },
  };
}

/**
 * The same problems as warnings, those too that are found later: a draft is printed in spite of them. What would fix them
 * is offered by a check.
 */
function warningsOnly(problems: Pick<Diagnostics, 'all'>): Pick<Diagnostics, 'all'> {
  return {
    get all() {
      return problems.all.map((problem): Diagnostic => ({ ...problem, severity: 'warning', fix: undefined }));
    },
  };
}

/** The witness of a dataset, from what the repository keeps of its sources. */
interface DatasetWitness {
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

function witnessOf(workspace: Workspace, dataset: Dataset): DatasetWitness {
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
