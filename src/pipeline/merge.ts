import path from 'node:path';
import type { Paper } from '../brief/paper.ts';
import { FLAVOUR_NAMES, type FlavourName } from '../brief/flavour-names.ts';
import { type LateBrowser, lateBrowser } from '../browser/late-browser.ts';
import { Diagnostics, printable } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { parsePart } from '../document/part-name.ts';
import { compareSurroundings } from '../output/pdf/surroundings.ts';
import { openReadbackThread, type ReadbackThread } from '../readback/readback-thread.ts';
import type { BuildOptions } from './build-result.ts';
import { composeEach, type ComposedFiles } from './composed-files.ts';
import type { Composition } from './composition.ts';
import { datasetFiles } from './dataset-files.ts';
import { type PrintedPdfRecord, printRecord, type PrintRecord, readJson, staleFiles } from './edition-files.ts';
import { pdfName, readRendering, redrawnCharts, surroundingsOf } from './edition-rendering.ts';
import { selectEditions } from './edition-selection.ts';
import type { EditionHead, EditionSource } from './edition-source.ts';
import { drawFlavourPictures } from './flavour-pages.ts';
import { type OutputFile, publish } from './publication.ts';
import { printedAs } from './schedule.ts';
import { hashOfAll, MAX_SHARDS, type ShardRecord } from './shard.ts';
import { VERSION } from './version.ts';

/** What was joined. */
export interface MergeResult {
  /** How many shards there were. */
  readonly shards: number;
  /** The folders of all editions, sorted. */
  readonly editions: readonly string[];
  /** Paths that were written or removed. */
  readonly changed: readonly string[];
}

/** A record with the place where it was found. */
interface FoundShard {
  readonly workspace: Workspace;
  /** What stands in place of `out/` there. */
  readonly prefix: string;
  /** Path of the record for messages. */
  readonly name: string;
  readonly record: ShardRecord;
}

const RECORD = /^shard-\d+-of-\d+\.json$/;

/**
 * Joins into `out/` what builds with `--shard` printed into folders elsewhere: each folder is the `out/` of a shard, holds
 * it, or holds such folders, as hosts of artifacts unpack them. What a shard says about itself is not believed: each edition is
 * composed from the data and templates of the root folder and its text files compared, its PDFs are read back against it,
 * and its pictures drawn again. Undefined, and nothing is written, where a shard is missing, stands there twice, comes from
 * other data or another program, or where an output is not what it should be.
 */
export async function mergeShards(
  workspace: Workspace,
  folders: readonly string[],
  { environment, signal }: Pick<BuildOptions, 'environment' | 'signal'>,
  diagnostics: Diagnostics,
): Promise<MergeResult | undefined> {
  const everywhere = (await Promise.all(folders.map((folder) => shardsIn(folder, diagnostics)))).flat();
  // a folder may be named together with one that holds it
  const found = [...new Map(everywhere.map((shard) => [shard.name, shard])).values()];
  checkTogether(found, diagnostics);
  for (const shard of found) await checkPrinted(shard, diagnostics);
  const sources = diagnostics.failed ? undefined : await expectedSources(workspace, found, diagnostics);
  if (!sources) return undefined;
  const merged = await confirmedEditions(sources, found, { environment, signal }, diagnostics);
  if (diagnostics.failed) return undefined;
  const changed: string[] = [];
  const paths: string[] = [];
  // one edition after the other, so that memory does not grow with their number
  for (const edition of merged) {
    const files = await filesOf(edition);
    paths.push(...files.map((file) => file.path));
    changed.push(...(await publish(workspace, files, [])));
  }
  const whole = datasetFiles(sources);
  paths.push(...whole.map((file) => file.path));
  changed.push(...(await publish(workspace, whole, [])));
  const editions = sources.map(({ folder }) => folder).sort();
  changed.push(...(await publish(workspace, [], await leftovers(workspace, editions, paths))));
  return { shards: found.length, editions, changed };
}

/** Outputs of earlier builds of the same briefs, and records of shards, which are done with. */
async function leftovers(
  workspace: Workspace,
  editions: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  const briefs = editions.map((folder) => folder.split('/')[1] ?? '');
  const stale = await staleFiles(workspace, briefs, new Set(paths));
  const records = (await workspace.files('out')).filter((file) => RECORD.test(file.slice('out/'.length)));
  return [...stale, ...records];
}

/** The shards in a folder, in its `out/`, or one level below. */
async function shardsIn(folder: string, diagnostics: Diagnostics): Promise<FoundShard[]> {
  const workspace = new Workspace(folder);
  const below = await workspace.folders('.');
  const places = ['', 'out/', ...below.flatMap((name) => (name === 'out' ? [] : [`${name}/`, `${name}/out/`]))];
  const found: FoundShard[] = [];
  for (const prefix of places) {
    const files = await workspace.files(prefix === '' ? '.' : prefix.slice(0, -1));
    for (const file of files.filter((each) => RECORD.test(each.slice(prefix.length)))) {
      const name = path.join(folder, file);
      const record = await readJson<ShardRecord>(workspace, file);
      if (isRecord(record)) found.push({ workspace, prefix, name, record });
      else diagnostics.error('shard/damaged', 'this is not the record of a shard', name, 'print the shard again');
    }
  }
  if (found.length === 0 && !diagnostics.failed) {
    const hint = 'assay build --shard 1/2 writes one into out/, next to the outputs';
    diagnostics.error('shard/none', 'no shard was printed into this folder', folder, hint);
  }
  return found;
}

function isRecord(record: Partial<ShardRecord>): record is ShardRecord {
  const { assay, all, index, of, count, editions, flavours, parts } = record;
  const isNumbered = [index, of, count].every((number) => Number.isInteger(number));
  const isPossible = isNumbered && Number(of) <= MAX_SHARDS;
  const isAsked = areNames(flavours, isFlavour) && areNames(parts, (part) => parsePart(part) !== undefined);
  return typeof assay === 'string' && typeof all === 'string' && isPossible && isAsked && areFolders(editions);
}

function areNames(names: unknown, isKnown: (name: string) => boolean): boolean {
  return (
    names === undefined || (Array.isArray(names) && names.every((name) => typeof name === 'string' && isKnown(name)))
  );
}

function isFlavour(name: string): name is FlavourName {
  return FLAVOUR_NAMES.some((known) => known === name);
}

/** Whether these are folders of editions. Whoever may change a record could name a folder elsewhere. */
function areFolders(editions: unknown): editions is string[] {
  const isFolder = (folder: unknown): boolean =>
    typeof folder === 'string' && /^out\/[^/]+\/./.test(folder) && path.posix.normalize(folder) === folder;
  return Array.isArray(editions) && editions.every(isFolder);
}

/** Reports shards that do not belong together, that are missing and that are there twice. */
function checkTogether(found: readonly FoundShard[], diagnostics: Diagnostics): void {
  const [first] = found;
  if (!first) return;
  for (const { name, record } of found) {
    const what = differenceOf(first.record, record);
    if (what === undefined) continue;
    const hint = 'print all shards from one commit, with the same program';
    return diagnostics.error('shard/different', `${what} than in ${first.name}`, name, hint);
  }
  const names = new Map<number, string>();
  for (const { name, record } of found) {
    const before = names.get(record.index);
    if (before !== undefined)
      diagnostics.error(
        'shard/double',
        `shard ${record.index} of ${record.of} is also in ${before}`,
        name,
        'merge one of them',
      );
    names.set(record.index, name);
  }
  const missing = Array.from({ length: first.record.of }, (_, at) => at + 1).filter((index) => !names.has(index));
  if (missing.length > 0) {
    const message = `of ${first.record.of} shards these are missing: ${missing.join(', ')}`;
    return diagnostics.error(
      'shard/missing',
      message,
      path.dirname(first.name),
      `print them: assay build --shard ${missing[0]}/${first.record.of}`,
    );
  }
  const editions = new Set(found.flatMap(({ record }) => record.editions));
  if (editions.size === first.record.count || diagnostics.failed) return undefined;
  const message = `the shards have ${editions.size} editions, and there are ${first.record.count}`;
  return diagnostics.error('shard/damaged', message, path.dirname(first.name), 'print all shards again');
}

function differenceOf(a: ShardRecord, b: ShardRecord): string | undefined {
  if (a.assay !== b.assay) return `Assay ${b.assay} printed this, another version`;
  if (a.of !== b.of) return `this is one of ${b.of} shards, of another number`;
  const isSame = a.all === b.all && JSON.stringify([a.flavours, a.parts]) === JSON.stringify([b.flavours, b.parts]);
  return isSame ? undefined : 'data, templates or editions are others';
}

const KEEP_ALL = 'keep the whole of out/ of each shard, also what .gitignore names';

/** Reports editions of a shard that are drafts or were not printed, before any is composed. */
async function checkPrinted(shard: FoundShard, diagnostics: Diagnostics): Promise<void> {
  for (const folder of shard.record.editions) {
    const read = <T extends object>(name: string): Promise<Partial<T>> =>
      readJson<T>(shard.workspace, `${placeOf(shard, folder)}/${name}`);
    const { outputs, draft } = await read<{ outputs: unknown } & EditionHead>('manifest.json');
    const { pdfs } = await read<PrintRecord>('build.json');
    if (draft) diagnostics.error('shard/damaged', `${folder} holds a draft`, shard.name, KEEP_ALL);
    else if (!outputs || !pdfs) {
      const message = `manifest.json or build.json of ${folder} is missing`;
      diagnostics.error('shard/damaged', message, shard.name, KEEP_ALL);
    }
  }
}

/**
 * The editions of the root folder that the shards are to have, in the flavours and with the parts that were asked for.
 * Undefined after a report if they are not those of the shards.
 */
async function expectedSources(
  workspace: Workspace,
  found: readonly FoundShard[],
  diagnostics: Diagnostics,
): Promise<readonly EditionSource[] | undefined> {
  const [first] = found;
  if (!first) return undefined;
  const { record, name } = first;
  const briefs = new Set(found.flatMap((shard) => shard.record.editions.map((folder) => folder.split('/')[1] ?? '')));
  // no names would mean all briefs
  if (briefs.size === 0) return [];
  const selected = await selectEditions(new Snapshot(workspace.root), [...briefs].sort(), diagnostics);
  if (diagnostics.failed) return undefined;
  const parts = (record.parts ?? []).flatMap((part) => parsePart(part) ?? []);
  const sources = selected.map((source) => printedAs(source, record.flavours, parts));
  const held = new Set(found.flatMap((shard) => shard.record.editions));
  const isWhole = sources.length === held.size && sources.every(({ folder }) => held.has(folder));
  if (isWhole && record.assay === VERSION && record.all === (await hashOfAll(sources))) return sources;
  const what =
    record.assay === VERSION ? 'data, templates or editions are others' : `Assay ${record.assay} printed this`;
  const hint = 'merge in a checkout of the commit from which the shards were printed, with the same program';
  return diagnostics.error('shard/different', `${what} than in ${workspace.root}`, name, hint);
}

/** An edition of a shard that is as it should be. */
interface ConfirmedEdition {
  readonly shard: FoundShard;
  readonly folder: string;
  /** SHA-256 of the files that are taken from the shard, by their names in the folder of the edition, the manifest last. */
  readonly taken: ReadonlyMap<string, string>;
  /** Those that were made here. */
  readonly made: ReadonlyMap<string, string | Uint8Array>;
}

/** Composes all editions, and reports what shards have of them that is not as it should be. */
async function confirmedEditions(
  sources: readonly EditionSource[],
  found: readonly FoundShard[],
  { environment, signal }: Pick<BuildOptions, 'environment' | 'signal'>,
  diagnostics: Diagnostics,
): Promise<readonly ConfirmedEdition[]> {
  const shards = new Map(found.flatMap((shard) => shard.record.editions.map((folder) => [folder, shard])));
  const readback = openReadbackThread();
  const browser = lateBrowser(environment);
  const end = (): void => void Promise.all([readback.close(), browser.close()]);
  signal?.addEventListener('abort', end);
  const merged: ConfirmedEdition[] = [];
  const differences = new Diagnostics();
  try {
    await composeEach(sources, diagnostics, async (edition) => {
      const shard = shards.get(edition.composition.source.folder);
      if (shard) merged.push(await confirmEdition(edition, shard, { readback, browser }, differences));
    });
  } finally {
    signal?.removeEventListener('abort', end);
    await Promise.all([readback.close(), browser.close()]);
  }
  diagnostics.include(differences);
  return merged;
}

interface ConfirmationServices {
  readonly readback: ReadbackThread;
  readonly browser: LateBrowser;
}

async function confirmEdition(
  { composition, files }: ComposedFiles,
  shard: FoundShard,
  { readback, browser }: ConfirmationServices,
  differences: Diagnostics,
): Promise<ConfirmedEdition> {
  const { source } = composition;
  const { folder } = source;
  const place = placeOf(shard, folder);
  const read = (name: string): Promise<Buffer | undefined> => shard.workspace.readBytes(`${place}/${name}`);
  const report = (name: string, fault: string): undefined =>
    differences.error('shard/damaged', `${folder}/${name} ${fault}`, shard.name, KEEP_ALL);
  const taken = new Map<string, string>();
  const texts = new Map(files.map(({ path: file, content }) => [file.slice(folder.length + 1), content]));
  for (const [name, content] of texts) {
    const bytes = await read(name);
    if (bytes?.equals(Buffer.from(content))) taken.set(name, sha256(bytes));
    else report(name, bytes ? 'is not what is composed here' : 'is missing');
  }
  const record = await readJson<PrintRecord>(shard.workspace, `${place}/build.json`);
  const pdfs = new Map<string, PrintedPdfRecord>();
  for (const paper of source.brief.papers) {
    const name = pdfName(paper);
    const content = await read(name);
    if (!content) {
      report(name, 'is missing');
      continue;
    }
    const heights = await redrawnCharts(composition, record.pdfs?.[name]?.heights);
    const pages = await readPdfBack(
      composition,
      { paper, content, drawn: heights.drawn, texts },
      readback,
      differences,
    );
    taken.set(name, sha256(content));
    pdfs.set(name, { paper, pages, sha256: sha256(content), heights: heights.known });
  }
  // to draw them takes less than to tell whether another browser drew them
  const pictures = await drawFlavourPictures(composition, browser, undefined);
  const hashes = Object.fromEntries([...pictures].map(([name, png]) => [name, sha256(png)]));
  const circumstances = { browser: oneLine(record.browser), node: oneLine(record.node) };
  const made = new Map<string, string | Uint8Array>([
    ...pictures,
    ['build.json', printRecord(pdfs, hashes, circumstances)],
  ]);
  return { shard, folder, taken, made };
}

/** A PDF of a shard, the charts that it has at other heights, and the text outputs that are composed here. */
interface ShardPdf {
  readonly paper: Paper;
  readonly content: Uint8Array;
  readonly drawn: ReadonlyMap<string, string>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads a PDF back as after its print, and all that it has around its pages. Returns the number of its pages. */
async function readPdfBack(
  composition: Composition,
  { paper, content, drawn, texts }: ShardPdf,
  readback: ReadbackThread,
  differences: Diagnostics,
): Promise<number> {
  const name = pdfName(paper);
  const path = `${composition.source.folder}/${name}`;
  try {
    await readRendering(composition, { name, content, drawn }, readback)(differences);
    const { pages, faults } = compareSurroundings(content, surroundingsOf(composition, paper, texts));
    for (const { isChanged, problem } of faults.slice(0, MAX_FAULTS)) {
      const rule = isChanged ? 'output/readback-changed' : 'output/readback-extra';
      differences.error(rule, `${path}: ${problem}`, path, 'build it here: assay build');
    }
    return pages;
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    // what no parser can open is not a PDF of ours
    differences.error('shard/damaged', `${path} cannot be read`, path, KEEP_ALL);
    return 0;
  }
}

/** Things around the pages of one PDF that are reported. */
const MAX_FAULTS = 5;

/** What a shard says about the machine that printed it: a text on one line. */
function oneLine(text: unknown): string {
  return typeof text === 'string' ? printable(text).slice(0, 100) : '';
}

/** The files of an edition, to be written into `out/`. Throws an EnvironmentError if the shard changes meanwhile. */
async function filesOf({ shard, folder, taken, made }: ConfirmedEdition): Promise<OutputFile[]> {
  const files: OutputFile[] = [...made].map(([name, content]) => ({ path: `${folder}/${name}`, content }));
  for (const [name, hash] of taken) {
    const content = await shard.workspace.readBytes(`${placeOf(shard, folder)}/${name}`);
    if (!content || sha256(content) !== hash) {
      const remedies = ['merge again when nothing writes there'];
      throw new EnvironmentError(
        `${path.join(path.dirname(shard.name), folder, name)} changed while it was merged`,
        remedies,
      );
    }
    files.push({ path: `${folder}/${name}`, content });
  }
  return files;
}

/** The folder of an edition where its shard was found. */
function placeOf({ prefix }: FoundShard, folder: string): string {
  return prefix + folder.slice('out/'.length);
}
