import { type Diagnostic, Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { reportFoldersAsFiles, warnOfUnread } from '../core/files/unread-files.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import { sha256 } from '../core/machine/hash.ts';
import { pendingEvents } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { checkDimensions, checkedPeriod, checkPrinted } from './checks.ts';
import { type EventInput, eventsSchema } from './dataset-schema.ts';
import { dayOf } from './edition.ts';
import { checkCompared, checkEvidence } from './evidence.ts';
import { inlineReleases } from './inline-releases.ts';
import { localisedOf } from './localised.ts';
import type { Dataset, EventRecord, Observation, Release } from './model.ts';
import { comparePeriods } from './period.ts';
import { readReleaseTables } from './release-tables.ts';
import { readRelease, type ReleaseDraft } from './release.ts';
import { checkCalculated } from './table-record.ts';
import { releaseId } from './address.ts';

/** The folder that holds the datasets. */
const DATA = 'data';

/** The files that a dataset is read from. */
const FILES = ['dataset.yaml', 'relations.yaml', 'events.yaml', 'releases/*.yaml', 'releases/*.csv', 'imports/*.yaml'];

/**
 * Figures that a dataset states: with those of each dimension, period and release. So many, with half as many tests, take
 * up to 20 s on a small machine (`npm run bench:size`).
 */
export const MAX_STATEMENTS = 50_000;

/** Ids of the datasets below the root folder, sorted: the folders in `data/` with a `dataset.yaml`. */
export function listDatasets(workspace: Workspace): Promise<string[]> {
  return workspace.foldersWith(DATA, ['dataset.yaml']);
}

/**
 * Reads `data/ID/dataset.yaml` with the releases in it, every YAML and CSV file in `data/ID/releases/` and `events.yaml` if it exists. It reports all mistakes
 * in all files. Undefined if any of them is an error, because later stages would report its consequences.
 */
export async function loadDataset(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
): Promise<Dataset | undefined> {
  const { dataset, isSound } = await loadReadable(workspace, id, diagnostics);
  return isSound ? dataset : undefined;
}

/** Files of a dataset as they were read: plain data. */
export interface ReadParts {
  /** The content of `dataset.yaml`. */
  readonly catalogue: Catalogue;
  /** What was read from each YAML file of a release, by its path. */
  readonly releases: ReadonlyMap<string, ReadReleaseFile>;
}

interface ReadReleaseFile {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly draft: ReleaseDraft;
  /** How many figures it states; those that other releases reprint of it follow. */
  readonly stated: number;
  /** Whether there was nothing to report. */
  readonly isClean: boolean;
}

/** A dataset, as far as it could be read. */
export interface ReadableDataset {
  readonly dataset: Dataset | undefined;
  /** Its files, for the next time; undefined if there is anything to report in its `dataset.yaml`, or a release. */
  readonly parts: ReadParts | undefined;
  /** Whether it has no mistake. */
  readonly isSound: boolean;
  /** Whether it has no other mistake than that something is still to be filled in. */
  readonly isUnfinished: boolean;
}

/**
 * Reads a dataset as `loadDataset` does, and returns what could be read of it even if there are mistakes. Files that are as
 * in `known` are not read again; its `dataset.yaml` must be.
 */
export async function loadReadable(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
  known?: ReadParts,
): Promise<ReadableDataset> {
  const own = new Diagnostics();
  const folder = `${DATA}/${id}`;
  const file = known ? { catalogue: known.catalogue, inline: [] } : await readDatasetFile(workspace, folder, own);
  const catalogue = own.all.length === 0 && file.inline?.length === 0 ? file.catalogue : undefined;
  const releases = new Map<string, ReadReleaseFile>();
  const dataset = await readDataset(workspace, id, { ...file, known: known?.releases, releases }, own);
  diagnostics.include({ all: await withImports(own.all, workspace, folder) });
  const isUnfinished = own.all.every(({ rule, severity }) => severity !== 'error' || rule === 'dataset/unfilled');
  return { dataset, parts: catalogue && { catalogue, releases }, isSound: !own.failed, isUnfinished };
}

/** What a `dataset.yaml` declares, and the releases in it; undefined as far as it cannot be read. */
interface DatasetFile {
  readonly catalogue: Catalogue | undefined;
  readonly inline: readonly DataFile[] | undefined;
}

async function readDatasetFile(workspace: Workspace, folder: string, diagnostics: Diagnostics): Promise<DatasetFile> {
  const file = await readFile(workspace, `${folder}/dataset.yaml`, diagnostics);
  const catalogue = file && readCatalogue(file, diagnostics);
  return { catalogue, inline: file && [...inlineReleases(file).values()] };
}

/** What is known of the files of releases, and where it is noted what was read of them now. */
interface ReleaseFiles {
  readonly known: ReadonlyMap<string, ReadReleaseFile> | undefined;
  readonly releases: Map<string, ReadReleaseFile>;
}

async function readDataset(
  workspace: Workspace,
  id: string,
  { catalogue, inline: held, ...read }: DatasetFile & ReleaseFiles,
  diagnostics: Diagnostics,
): Promise<Dataset | undefined> {
  const folder = `${DATA}/${id}`;
  const inline = held ?? [];
  const all = await workspace.files(folder);
  const misnamed = (await workspace.folders(`${folder}/releases`)).map((name) => `${folder}/releases/${name}`);
  reportFoldersAsFiles(misnamed, /\.(?:ya?ml|csv)$/, diagnostics);
  const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);
  const paths = all.filter((path) => path.startsWith(`${folder}/releases/`) && (isYaml(path) || isTable(path)));
  // Mappings of imports are read when something is imported.
  const isOther = (path: string): boolean => isYaml(path) && !path.startsWith(`${folder}/imports/`);
  const others = { folder, files: all.filter((path) => isOther(path) && !paths.includes(path)), known: FILES };
  warnOfUnread(others, 'dataset/unread-file', diagnostics);
  if (held && paths.length === 0 && inline.length === 0) {
    const hint = 'a release is a YAML file in it, with the keys release and observations, or a table';
    diagnostics.error('schema/empty', 'the dataset has no releases', `${folder}/releases`, hint);
  }
  const { drafts, complete } = await readReleases(workspace, { paths, inline, ...read }, catalogue, diagnostics);
  reportDuplicateIds(drafts, diagnostics);
  const byId = new Map(drafts.map((draft) => [draft.id ?? releaseId(''), draft]));
  const citations = drafts.flatMap((draft) => draft.citations);
  checkEvidence(citations, byId, complete, diagnostics);
  if (complete) reportUnknownReprints(drafts, byId, diagnostics);
  addReprints(drafts);
  if (complete)
    checkCompared(
      drafts.flatMap(({ release }) => release?.observations ?? []),
      byId,
      diagnostics,
    );
  const eventsPath = `${folder}/events.yaml`;
  const eventsFile = (await workspace.exists(eventsPath)) && (await readFile(workspace, eventsPath, diagnostics));
  const events = eventsFile ? readEvents(eventsFile, catalogue, byId, complete, diagnostics) : [];
  return catalogue && assemble(id, catalogue, drafts, events);
}

function isTable(path: string): boolean {
  return path.endsWith('.csv');
}

/** Reads the releases in YAML and in tables; `complete` says whether the id of each is known. */
async function readReleases(
  workspace: Workspace,
  {
    paths,
    inline,
    known,
    releases,
  }: ReleaseFiles & { readonly paths: readonly string[]; readonly inline: readonly DataFile[] },
  catalogue: Catalogue | undefined,
  diagnostics: Diagnostics,
): Promise<{ readonly drafts: readonly ReleaseDraft[]; readonly complete: boolean }> {
  const yamls = paths.filter((path) => !isTable(path));
  const drafts = inline.map((file) => readRelease(file, catalogue, diagnostics));
  for (const path of yamls) {
    const read = await readReleaseFile(workspace, path, { catalogue, known: known?.get(path) }, diagnostics);
    if (!read) continue;
    drafts.push(read.draft);
    if (read.isClean) releases.set(path, read);
    if (reportTooMany(drafts, diagnostics)) return { drafts, complete: false };
  }
  const isWhole = drafts.length === inline.length + yamls.length && drafts.every(({ id }) => id !== undefined);
  const read = { drafts, complete: isWhole };
  const tables = paths.filter(isTable);
  if (tables.length === 0) return read;
  if (!catalogue?.csv) return { drafts, complete: false };
  const { csv } = catalogue;
  const texts = await Promise.all(tables.map((path) => workspace.readText(path, diagnostics)));
  const tabled = await readReleaseTables(texts, csv, diagnostics);
  for (const { data, rowOf } of tabled.releases) {
    // what was exported says what each figure stands for
    const saysEnds = [...rowOf.values()].some((row) => row.text('low') !== undefined || row.text('high') !== undefined);
    const draft = readRelease(data, catalogue, diagnostics, saysEnds ? 'own' : 'series');
    for (const { record, observation } of draft.statements) {
      const row = rowOf.get(record);
      if (row) checkCalculated(row, observation, csv, diagnostics);
    }
    drafts.push(draft);
    if (reportTooMany(drafts, diagnostics)) return { drafts, complete: false };
  }
  return { drafts, complete: read.complete && tabled.isWhole };
}

/** Reports more figures than can be tested, at the release with the first one too many. Nothing after it is read. */
function reportTooMany(drafts: readonly ReleaseDraft[], diagnostics: Diagnostics): boolean {
  const stated = drafts.reduce((sum, { statements }) => sum + statements.length, 0);
  const last = drafts.at(-1);
  if (stated <= MAX_STATEMENTS || !last) return false;
  const message = `the releases up to this one state ${stated} figures, and a dataset holds ${MAX_STATEMENTS} at most`;
  diagnostics.error('assay/too-many', message, last.place, 'split the dataset, such as one for each subject');
  return true;
}

/** Reads the file of a release, if it is not as it was. */
async function readReleaseFile(
  workspace: Workspace,
  path: string,
  { catalogue, known }: { readonly catalogue: Catalogue | undefined; readonly known: ReadReleaseFile | undefined },
  diagnostics: Diagnostics,
): Promise<ReadReleaseFile | undefined> {
  const hash = sha256((await workspace.readBytes(path)) ?? '');
  if (known?.hash === hash) {
    known.draft.observations.length = known.stated;
    return known;
  }
  // There may be hundreds, and the browser and the threads that start meanwhile wait for answers.
  await pendingEvents();
  const own = new Diagnostics();
  const file = await readFile(workspace, path, own);
  const draft = file && readRelease(file, catalogue, own);
  diagnostics.include(own);
  return draft && { hash, draft, stated: draft.observations.length, isClean: own.all.length === 0 };
}

async function readFile(workspace: Workspace, path: string, diagnostics: Diagnostics): Promise<DataFile | undefined> {
  const file = await workspace.readText(path, diagnostics);
  return file && readYaml(file, diagnostics);
}

/** Reports figures that are reprinted from a release that does not exist. */
function reportUnknownReprints(
  drafts: readonly ReleaseDraft[],
  known: ReadonlyMap<string, ReleaseDraft>,
  diagnostics: Diagnostics,
): void {
  for (const { asIn, place } of drafts.flatMap(({ release }) => release?.repeats ?? [])) {
    if (asIn === undefined || known.has(asIn)) continue;
    diagnostics.error('dataset/unknown-release', `there is no release ${asIn}`, place, didYouMean(asIn, known.keys()));
  }
}

function reportDuplicateIds(drafts: readonly ReleaseDraft[], diagnostics: Diagnostics): void {
  const first = new Map<string, ReleaseDraft>();
  for (const draft of drafts) {
    if (draft.id === undefined) continue;
    const earlier = first.get(draft.id)?.place;
    if (earlier) {
      const message = `the release ${draft.id} is also in ${earlier.file.path}:${earlier.line}`;
      diagnostics.error('dataset/duplicate-release', message, draft.place, 'give one of them another id');
    } else first.set(draft.id, draft);
  }
}

function assemble(
  id: string,
  catalogue: Catalogue,
  drafts: readonly ReleaseDraft[],
  events: readonly EventRecord[],
): Dataset {
  const { declaredIndicators: _, declaredConditions: __, declaredDimensions: ___, csv: ____, ...declared } = catalogue;
  const releases = drafts.map((draft) => draft.release).filter((release): release is Release => release !== undefined);
  const sorted = releases.sort((a, b) => compareText(a.id, b.id));
  return {
    ...declared,
    id,
    releases: new Map(sorted.map((release) => [release.id, release])),
    events: new Map(events.map((event) => [event.id, event])),
  };
}

/** Shared by the events of a dataset. */
interface Scope {
  readonly yaml: DataFile;
  readonly catalogue: Catalogue;
  readonly releases: ReadonlyMap<string, ReleaseDraft>;
  /** Whether every release could be read: only then a missing one is reported. */
  readonly complete: boolean;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads `events.yaml` and reports every mistake. Events with a mistake are left out; the others are sorted by period,
 * then by id. Without a catalogue only the shape of the file is checked.
 */
function readEvents(
  yaml: DataFile,
  catalogue: Catalogue | undefined,
  releases: ReadonlyMap<string, ReleaseDraft>,
  complete: boolean,
  diagnostics: Diagnostics,
): EventRecord[] {
  const events = checkShape(yaml, eventsSchema, diagnostics).get('events').entries();
  if (!catalogue || !events) return [];
  const scope: Scope = { yaml, catalogue, releases, complete, diagnostics };
  return events
    .map(([id, event]) => event.value && readEvent(scope, id, event, event.value))
    .filter((event) => event !== undefined)
    .sort((a, b) => comparePeriods(a.period, b.period) || compareText(a.id, b.id));
}

function readEvent(scope: Scope, id: string, part: Part<EventInput>, input: EventInput): EventRecord | undefined {
  const { yaml, catalogue, releases, complete, diagnostics } = scope;
  const checks = { ...catalogue, yaml, diagnostics };
  for (const key of ['what', 'by'] as const) checkPrinted(checks, part.get(key));
  checkDimensions(checks, input.dimensions ?? {});
  const period = checkedPeriod(part.get('period'), diagnostics, catalogue.yearStarts);
  const draft = releases.get(input.release);
  if (!draft && complete) {
    const message = `there is no release ${input.release}`;
    const hint = didYouMean(input.release, releases.keys());
    diagnostics.error('dataset/unknown-release', message, part.get('release').place(), hint);
  }
  if (!period || !draft?.release) return undefined;
  return {
    id,
    kind: input.kind,
    what: localisedOf(input.what, catalogue.locales),
    by: input.by === undefined ? undefined : localisedOf(input.by, catalogue.locales),
    period,
    dimensions: new Map(Object.entries(input.dimensions ?? {})),
    release: draft.release,
    at: input.at,
    url: input.url,
    place: part.place('key'),
  };
}

/**
 * Mistakes of units with another hint where an import wrote the release: the unit of its figures stands in the mapping,
 * and what is written into the release itself the next import replaces.
 */
async function withImports(
  all: readonly Diagnostic[],
  workspace: Workspace,
  folder: string,
): Promise<readonly Diagnostic[]> {
  if (!all.some(({ rule }) => rule === 'dataset/wrong-dimension')) return all;
  const mappings = await mappingsByRelease(workspace, folder);
  return all.map((one) => {
    const release = /\/releases\/([^/]+)\.(?:csv|ya?ml)$/.exec(one.place?.file.path ?? '')?.[1] ?? '';
    const mapping = one.rule === 'dataset/wrong-dimension' ? mappings.get(release) : undefined;
    if (mapping === undefined) return one;
    const hint = `an import wrote it: correct the unit in ${mapping}, and run assay import ${mapping}, or the unit in dataset.yaml`;
    return { ...one, hint };
  });
}

/** The mapping that each release was imported by, as far as they can be read. */
async function mappingsByRelease(workspace: Workspace, folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of await workspace.files(`${folder}/imports`)) {
    const unheard = new Diagnostics();
    const file = /\.ya?ml$/.test(path) && (await workspace.readText(path, unheard));
    const value = file ? (await readYaml(file, unheard))?.value : undefined;
    const release = partOf(value, 'release');
    const id = partOf(release, 'id');
    if (typeof id === 'string') found.set(id, path);
  }
  return found;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/**
 * Gives each release the figures that others of its source reprint of it and that its own file lacks, with their places
 * in the others: so a release that was not read is known as far as later ones show it next to their own figures. If
 * several reprint a figure, the one published first counts.
 */
function addReprints(drafts: readonly ReleaseDraft[]): void {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const reprints = drafts
    .flatMap(({ release }) => release?.repeats ?? [])
    .filter(({ asIn }) => asIn !== undefined)
    .sort((a, b) => compareText(dayOf(a.release), dayOf(b.release)));
  const stated = new Set(drafts.flatMap(({ observations }) => observations.map(keyOf)));
  for (const reprint of reprints) {
    const origin = byId.get(reprint.asIn);
    const release = origin?.release;
    if (!release || release === reprint.release || release.source !== reprint.release.source) continue;
    const { asIn: _, ...figure } = reprint;
    const at = [reprint.release.id, reprint.at].filter(Boolean).join(', ');
    const own = { ...figure, release, at, transcribed: release.transcribed ?? false, knownFrom: reprint.release };
    if (stated.has(keyOf(own))) continue;
    stated.add(keyOf(own));
    origin.observations.push(own);
  }
}

function keyOf({ release, address }: Observation): string {
  return `${release.id} ${address}`;
}
