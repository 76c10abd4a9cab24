import path from 'node:path';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { type PrintRecord, readJson, staleFiles, writtenBeside } from './edition-files.ts';
import type { EditionHead } from './edition-source.ts';
import { type OutputFile, publish } from './publication.ts';
import { MAX_SHARDS, type ShardRecord } from './shard.ts';

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
 * it, or holds such folders, as hosts of artifacts unpack them. Undefined, and nothing is written, where a shard is
 * missing, stands there twice, comes from other data or another program, or where an output is not as it was printed.
 */
export async function mergeShards(
  workspace: Workspace,
  folders: readonly string[],
  diagnostics: Diagnostics,
): Promise<MergeResult | undefined> {
  const everywhere = (await Promise.all(folders.map((folder) => shardsIn(folder, diagnostics)))).flat();
  // a folder may be named beside one that holds it
  const found = [...new Map(everywhere.map((shard) => [shard.name, shard])).values()];
  checkTogether(found, diagnostics);
  for (const shard of found) await checkOutputs(shard, diagnostics);
  if (diagnostics.failed) return undefined;
  const changed: string[] = [];
  const paths: string[] = [];
  // one edition after the other, so that memory does not grow with their number
  for (const shard of found) {
    for (const folder of shard.record.editions) {
      const files = await outputsOf(shard, folder);
      paths.push(...files.map((file) => file.path));
      changed.push(...(await publish(workspace, files, [])));
    }
  }
  const editions = found.flatMap(({ record }) => record.editions).sort();
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
    const hint = 'assay build --shard 1/2 writes one into out/, beside the outputs';
    diagnostics.error('shard/none', 'no shard was printed into this folder', folder, hint);
  }
  return found;
}

function isRecord(record: Partial<ShardRecord>): record is ShardRecord {
  const { assay, all, index, of, count, editions } = record;
  const isNumbered = [index, of, count].every((number) => Number.isInteger(number));
  const isPossible = isNumbered && Number(of) <= MAX_SHARDS;
  return typeof assay === 'string' && typeof all === 'string' && isPossible && areFolders(editions);
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
  return a.all === b.all ? undefined : 'data, templates or editions are others';
}

const KEEP_ALL = 'keep the whole of out/ of each shard, also what .gitignore names';

/** Reports outputs of a shard that are missing or not as they were printed. */
async function checkOutputs(shard: FoundShard, diagnostics: Diagnostics): Promise<void> {
  for (const folder of shard.record.editions) {
    const expected = await hashesOf(shard, folder);
    if (expected === 'draft' || !expected) {
      const message = expected ? `${folder} holds a draft` : `manifest.json or build.json of ${folder} is missing`;
      diagnostics.error('shard/damaged', message, shard.name, KEEP_ALL);
      continue;
    }
    for (const [name, hash] of Object.entries(expected)) {
      // whoever may change a manifest could name a file elsewhere
      const isWithin = !name.split('/').includes('..');
      const bytes = isWithin ? await shard.workspace.readBytes(`${placeOf(shard, folder)}/${name}`) : undefined;
      if (bytes && sha256(bytes) === hash) continue;
      const message = `${folder}/${name} is ${bytes ? 'not as it was printed' : 'missing'}`;
      diagnostics.error('shard/damaged', message, shard.name, KEEP_ALL);
    }
  }
}

/** The hashes of an edition's files as its manifest and build.json name them; undefined without one of these. */
async function hashesOf(shard: FoundShard, folder: string): Promise<Record<string, unknown> | 'draft' | undefined> {
  const read = <T extends object>(name: string): Promise<Partial<T>> =>
    readJson<T>(shard.workspace, `${placeOf(shard, folder)}/${name}`);
  const { outputs, draft } = await read<{ outputs: Record<string, unknown> } & EditionHead>('manifest.json');
  if (draft) return 'draft';
  const { pdfs, pictures } = await read<PrintRecord>('build.json');
  if (!outputs || !pdfs) return undefined;
  const printed = Object.entries(pdfs).map(([name, pdf]) => [name, pdf?.sha256]);
  return { ...outputs, ...(Object.fromEntries(printed) as Record<string, unknown>), ...pictures };
}

/** The files of an edition, to be written into `out/`. */
async function outputsOf(shard: FoundShard, folder: string): Promise<OutputFile[]> {
  const from = placeOf(shard, folder);
  const files = await writtenBeside(shard.workspace, `${from}/manifest.json`);
  const read = await Promise.all(files.map(async (file) => [file, await shard.workspace.readBytes(file)] as const));
  return read.flatMap(([file, content]) => (content ? [{ path: folder + file.slice(from.length), content }] : []));
}

/** The folder of an edition where its shard was found. */
function placeOf({ prefix }: FoundShard, folder: string): string {
  return prefix + folder.slice('out/'.length);
}
