import { sha256 } from '../core/machine/hash.ts';
import { programIdentity } from '../core/machine/program-identity.ts';
import { readResult, ResultStore, writeResult } from '../core/machine/result-store.ts';
import type { PageText } from './page-letters.ts';
import type { Artifact } from './read-text.ts';

// To load and draw a page and look at its letters takes most of the time of reading it, and a new print differs from the
// last one in few pages.

/** What is read of a page besides its structure. */
export interface PageReading {
  /** Texts by the number of their marked content. */
  readonly contents: ReadonlyMap<number, PageText>;
  readonly artifacts: readonly Omit<Artifact, 'at'>[];
}

/** Where the pages of prints outlast the process: a `ResultStore` of which outputs of one root folder are kept. */
export interface PageStore extends Pick<ResultStore, 'folder' | 'limit'> {
  /** Absolute path of the root folder. */
  readonly root: string;
}

/** The output whose last print may be known. */
export interface LastPrint {
  /** The path of the output below the root folder. */
  readonly path: string;
  /** Without it, this process alone knows it. */
  readonly store?: PageStore | undefined;
}

/** What was read of the pages of an output, under a key of all that it was read from. */
type Readings = ReadonlyMap<string, unknown>;

const KIND = 'pages';

/** Outputs whose pages memory holds, where there is no store. */
const HELD = 100;

const held = new Map<string, Readings>();

/** The pages of the last print of an output as far as they are known, and those of the print that is read now. */
export class KnownPages {
  readonly #last: LastPrint;
  readonly #before: Readings;
  readonly #now = new Map<string, unknown>();
  #isNew = false;

  constructor(last: LastPrint, before: Readings) {
    this.#last = last;
    this.#before = before;
  }

  /** What `read` reads from some digests and nothing else, if that is not known. */
  reading<T>(from: readonly (string | number)[], read: () => T): T {
    const key = sha256(JSON.stringify(from));
    const known = this.#now.get(key) ?? this.#before.get(key);
    this.#isNew ||= !known;
    const reading = known ?? read();
    this.#now.set(key, reading);
    return reading as T;
  }

  /** Keeps the pages of this print in place of those of the last one. */
  async keep(): Promise<void> {
    const { path, store } = this.#last;
    if (!this.#isNew) return;
    if (store) return writeResult(opened(store), KIND, await keyOf(store, path), this.#now);
    held.delete(path);
    held.set(path, this.#now);
    const [oldest = path] = held.keys();
    if (held.size > HELD) held.delete(oldest);
  }
}

/** The pages that are known of the last print of an output. */
export async function knownPages(last: LastPrint): Promise<KnownPages> {
  const { path, store } = last;
  const before = store ? await readResult<Readings>(opened(store), KIND, await keyOf(store, path)) : held.get(path);
  return new KnownPages(last, before ?? new Map());
}

function opened({ folder, limit }: PageStore): ResultStore {
  return new ResultStore(folder, limit);
}

/** Another version of the program may read the same page in another way. */
async function keyOf({ root }: PageStore, path: string): Promise<string> {
  const { version, platform, arch } = process;
  return sha256(JSON.stringify([await programIdentity(), version, platform, arch, root, path]));
}
