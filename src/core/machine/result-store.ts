import { deserialize, serialize } from 'node:v8';
import path from 'node:path';
import { EnvironmentError } from '../diagnostics/environment-error.ts';
import { sha256 } from './hash.ts';
import { cacheFolder, disk, now } from './machine.ts';

/** Bytes that the results on disk may take, unless ASSAY_CACHE_MB says otherwise. */
const LIMIT = 1000 * 2 ** 20;

/** Part of the limit that is left after results were removed because of it. */
const KEPT = 0.8;

/** Milliseconds after which the reading of a result is noted again. */
const DAY = 24 * 3600 * 1000;

/** The start of the file of a result, of any format. */
const MARK = 'assay-result-';

/** The start of the file of a result. Another format of these files must have another one. */
const FORMAT = `${MARK}1`;

/** The name of the file of a result: its key, and while it is written the process and a number. */
const NAME = /^[0-9a-f]{64}(?:\.\d+-\d+)?$/;

/** How much a kind of results takes. */
export interface KindUse {
  readonly kind: string;
  readonly count: number;
  /** Bytes. */
  readonly size: number;
}

/** What resulted from removing results. */
export interface Pruned {
  readonly removed: number;
  /** How many could not be removed. */
  readonly left: number;
}

interface Entry {
  readonly kind: string;
  readonly file: string;
  readonly size: number;
  /** When it was written or last read, in milliseconds since the epoch, to a day. */
  readonly used: number;
}

/**
 * Results on disk that a later run can use, each under a key that identifies everything it was made from. A result that
 * cannot be read, is cut off, was changed, or stands under another key than its own is as if it were not there. What
 * cannot be written is not kept. So no method throws.
 */
export class ResultStore {
  /** The folder of the results, absolute. */
  readonly folder: string;
  /** The most that they may take, in bytes. */
  readonly limit: number;
  #writes = 0;

  constructor(folder: string, limit = LIMIT) {
    this.folder = folder;
    this.limit = limit;
  }

  #fileOf(kind: string, key: string): string {
    return path.join(this.folder, kind, key);
  }

  /** A result; undefined if there is none that can be believed. */
  async get(kind: string, key: string): Promise<Buffer | undefined> {
    const file = this.#fileOf(kind, key);
    // a pipe or device in its place might never end
    const found = disk.sizeAndTime(file);
    const bytes = found && (await disk.readFile(file).catch(() => undefined));
    if (!bytes) return undefined;
    const header = headerOf(kind, key, bytes.subarray(HEADER_LENGTH));
    if (bytes.toString('latin1', 0, HEADER_LENGTH) !== header) return undefined;
    if (now() - found.modified > DAY) await disk.touch(file);
    return bytes.subarray(HEADER_LENGTH);
  }

  /** Keeps a result. It is written alongside and renamed, so that two runs at once do not read halves of it. */
  async set(kind: string, key: string, content: Uint8Array): Promise<void> {
    if (content.length > this.limit) return;
    const file = this.#fileOf(kind, key);
    const nextTo = `${file}.${process.pid}-${(this.#writes += 1)}`;
    try {
      await disk.makeFolders(path.dirname(file));
      await disk.writeFile(nextTo, Buffer.concat([Buffer.from(headerOf(kind, key, content), 'latin1'), content]));
      await disk.rename(nextTo, file);
    } catch {
      // The disk is full, or may not be written: the next run has to do the work again.
      await disk.remove(nextTo).catch(() => undefined);
    }
  }

  /** What the results take, by kind. */
  async use(): Promise<KindUse[]> {
    const entries = await ownIn(await entriesIn(this.folder));
    const kinds = [...new Set(entries.map(({ kind }) => kind))].sort();
    return kinds.map((kind) => {
      const own = entries.filter((entry) => entry.kind === kind);
      return { kind, count: own.length, size: total(own) };
    });
  }

  /** Removes what is over the limit, the longest unused first, if this run has written anything. */
  async keepLimit(): Promise<void> {
    if (this.#writes === 0) return;
    const entries = await entriesIn(this.folder);
    if (total(entries) <= this.limit) return;
    const own = await ownIn(entries);
    if (total(own) > this.limit) await shrink(own, this.limit * KEPT);
  }

  /** Removes results that were not used for some days, with 0 all, and then what is over the limit. */
  async prune(days: number): Promise<Pruned> {
    const entries = await ownIn(await entriesIn(this.folder));
    const old = entries.filter(({ used }) => days === 0 || now() - used > days * DAY);
    const kept = entries.filter((entry) => !old.includes(entry));
    const [unused, over] = [await removeAll(old), await shrink(kept, this.limit)];
    return { removed: unused.removed + over.removed, left: unused.left + over.left };
  }
}

/** Removes entries, the longest unused first, until the others take no more than `limit`. */
function shrink(entries: readonly Entry[], limit: number): Promise<Pruned> {
  let size = total(entries);
  const unneeded: Entry[] = [];
  for (const entry of entries.toSorted((a, b) => a.used - b.used)) {
    if (size <= limit) break;
    size -= entry.size;
    unneeded.push(entry);
  }
  return removeAll(unneeded);
}

async function entriesIn(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const kind of await disk.names(folder)) {
    for (const name of await disk.names(path.join(folder, kind))) {
      if (!NAME.test(name)) continue;
      const file = path.join(folder, kind, name);
      const found = disk.sizeAndTime(file);
      if (found) entries.push({ kind, file, size: found.size, used: found.modified });
    }
  }
  return entries;
}

/** A line with the hash of a result and of its key. It has the same length for all. */
function headerOf(kind: string, key: string, content: Uint8Array): string {
  return `${FORMAT} ${sha256(kind, ' ', key, '\n', content)}\n`;
}

const HEADER_LENGTH = headerOf('', '', Buffer.alloc(0)).length;

function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0);
}

/** Those entries that are not files of somebody else who stores by hashes: whoever sets ASSAY_CACHE may name any folder. */
async function ownIn(entries: readonly Entry[]): Promise<Entry[]> {
  const own: Entry[] = [];
  for (const entry of entries) {
    const start = (await disk.readStart(entry.file, MARK.length)).toString('latin1');
    // one whose writing was cut off may have less
    if (start === MARK || (path.extname(entry.file) !== '' && MARK.startsWith(start))) own.push(entry);
  }
  return own;
}

async function removeAll(entries: readonly Entry[]): Promise<Pruned> {
  let left = 0;
  for (const { file } of entries) await disk.remove(file).catch(() => (left += 1));
  return { removed: entries.length - left, left };
}

/**
 * The store of this user: in the folder that ASSAY_CACHE names, else in the cache folder. Undefined if ASSAY_CACHE is
 * `off`, ASSAY_CACHE_MB is 0, or there is no folder for it. Throws an EnvironmentError if ASSAY_CACHE_MB is not a number.
 */
export async function openStore(environment: NodeJS.ProcessEnv): Promise<ResultStore | undefined> {
  const { ASSAY_CACHE: named = '', ASSAY_CACHE_MB: megabytes = '' } = environment;
  const limit = megabytes === '' ? LIMIT : bytesIn(megabytes);
  if (named === 'off' || limit === 0) return undefined;
  if (named !== '') return new ResultStore(path.resolve(named), limit);
  try {
    return new ResultStore(path.join(await cacheFolder(environment), 'results'), limit);
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined;
    throw error;
  }
}

/** The bytes that ASSAY_CACHE_MB allows. */
function bytesIn(megabytes: string): number {
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(megabytes)) return Math.floor(Number(megabytes) * 2 ** 20);
  throw new EnvironmentError(`ASSAY_CACHE_MB=${megabytes} is not a number of megabytes`, ['ASSAY_CACHE_MB=1000']);
}

/** A result that is plain data; undefined if there is none that can be believed. */
export async function readResult<T>(store: ResultStore, kind: string, key: string): Promise<T | undefined> {
  const bytes = await store.get(kind, key);
  return bytes && (deserialize(bytes) as T);
}

/** Keeps a result that is plain data. */
export async function writeResult(store: ResultStore, kind: string, key: string, content: unknown): Promise<void> {
  await store.set(kind, key, serialize(content));
}
