import type { LocaleId } from '../language/locales.ts';
import type { Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { restoreDiagnostic, storeDiagnostic, type StoredDiagnostic } from '../core/diagnostics/stored-diagnostic.ts';
import type { Cache } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { readResult, type ResultStore, writeResult } from '../core/machine/result-store.ts';
import { type Circumstances, differences, keyOfCircumstances } from './circumstances.ts';
import type { EditionSource } from './edition-source.ts';
import type { FinishedEdition } from './finished-edition.ts';
import type { Input } from './fingerprint.ts';

/** What is known of an edition once it is composed. */
export interface ComposedEdition {
  readonly source: EditionSource;
  /** The names of the charts that it shows. */
  readonly shown: ReadonlySet<string>;
  /** Paths of its files, those of the parts that are printed alone at least. */
  readonly pages: readonly string[];
  /** What was reported about it; problems of its pages are complete once it has been printed. */
  readonly problems: Pick<Diagnostics, 'all' | 'failed'>;
  /** Those of them that were known before it was printed. */
  readonly composed: readonly Diagnostic[];
  /** What is reported about its dataset when it is tested. */
  readonly datasetProblems: Pick<Diagnostics, 'all'>;
}

/** An edition that is being printed or has been. */
export interface PrintingEdition extends ComposedEdition {
  /** Reads it where it is kept. */
  readonly finished: () => Promise<FinishedEdition>;
}

/** Editions that earlier builds printed. */
export interface EditionCache {
  /** An edition that was printed from the same files. */
  get(source: EditionSource): Promise<PrintingEdition | undefined>;
  /** Keeps a printed edition for later builds, unless it or its dataset has errors. */
  set(edition: PrintingEdition): Promise<void>;
}

/** The editions that are in a cache. */
export async function cachedEditions(
  sources: readonly EditionSource[],
  cache: EditionCache | undefined,
): Promise<ReadonlyMap<EditionSource, PrintingEdition>> {
  const cached = new Map<EditionSource, PrintingEdition>();
  for (const source of sources) {
    const edition = await cache?.get(source);
    if (edition) cached.set(source, edition);
  }
  return cached;
}

/** Reports what composing an edition would report, so that a build with a cache says the same as one without. */
export function reportCached({ datasetProblems, composed }: PrintingEdition, diagnostics: Diagnostics): void {
  diagnostics.include(datasetProblems);
  diagnostics.includeNew({ all: composed });
}

/** A cache that lasts as long as the program runs. */
export function cacheInMemory(cache: Cache<PrintingEdition>): EditionCache {
  // Equal fingerprints mean equal outputs and reports in one place.
  const keyOf = async ({ folder, sources }: EditionSource): Promise<string> =>
    `${folder} ${(await sources()).fingerprint}`;
  return {
    get: async (source) => cache.get(await keyOf(source)),
    async set(edition) {
      if (isSound(edition)) cache.set(await keyOf(edition.source), edition);
    },
  };
}

/** Whether neither an edition nor its dataset, which may be tested while it is printed, has errors. */
function isSound({ problems, datasetProblems }: PrintingEdition): boolean {
  return !problems.failed && datasetProblems.all.every(({ severity }) => severity !== 'error');
}

/** An edition on disk. */
export interface StoredEdition extends FinishedEdition {
  readonly shown: ReadonlySet<string>;
  readonly problems: readonly StoredDiagnostic[];
  readonly composed: readonly StoredDiagnostic[];
  /** Of its dataset, which are found by testing. */
  readonly datasetProblems: readonly StoredDiagnostic[];
}

/** What an edition is printed from. */
interface Print {
  /** Of the printed edition in the store. */
  readonly key: string;
  readonly inputs: readonly Input[];
  readonly circumstances: Circumstances;
}

const KIND = 'edition';

/** Results of this kind say what the edition that is in a folder was made from: printed or taken from the cache. */
const LAST = 'last';

/** Reads an edition from disk. */
export function storedEdition(store: ResultStore, key: string): Promise<StoredEdition | undefined> {
  return readResult<StoredEdition>(store, KIND, key);
}

/** Editions on disk, for one root folder. */
export class StoredEditions implements EditionCache {
  readonly #store: ResultStore;
  readonly #root: string;
  readonly #circumstances: (locale: LocaleId) => Promise<Circumstances | undefined>;
  readonly #keys = new Map<EditionSource, string>();
  readonly #reasons = new Map<string, readonly string[]>();
  readonly #earlier = new Map<string, string>();
  readonly #prints = new Map<EditionSource, Print>();

  /** `circumstances` are those of outputs in one locale. */
  constructor(
    store: ResultStore,
    root: string,
    circumstances: (locale: LocaleId) => Promise<Circumstances | undefined>,
  ) {
    this.#store = store;
    this.#root = root;
    this.#circumstances = circumstances;
  }

  /** The keys of all editions that were asked for. */
  get keys(): readonly string[] {
    return [...this.#keys.values()];
  }

  /** Why editions that were asked for are printed, by their folders; nothing for one that was found. */
  get reasons(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#reasons);
  }

  /** The keys of the last prints of editions whose data changed since, by their folders. */
  get earlier(): ReadonlyMap<string, string> {
    return this.#earlier;
  }

  async get(source: EditionSource): Promise<PrintingEdition | undefined> {
    const print = await this.#printOf(source);
    if (!print) {
      this.#reasons.set(source.folder, ['its browser cannot be recognised']);
      return undefined;
    }
    this.#keys.set(source, print.key);
    this.#prints.set(source, print);
    const stored = await storedEdition(this.#store, print.key);
    if (!stored) {
      this.#reasons.set(source.folder, await this.#reasonsFor(source, print));
      return undefined;
    }
    return {
      source,
      finished: () => this.#read(print.key),
      shown: stored.shown,
      pages: stored.files.map(({ path }) => path),
      problems: { all: stored.problems.map(restoreDiagnostic), failed: false },
      composed: stored.composed.map(restoreDiagnostic),
      datasetProblems: { all: stored.datasetProblems.map(restoreDiagnostic) },
    };
  }

  /** The files of a stored edition, which memory need not hold until they are published. */
  async #read(key: string): Promise<FinishedEdition> {
    const stored = await storedEdition(this.#store, key);
    if (stored) return stored;
    throw new EnvironmentError('results of earlier builds were removed during the build', ['build again']);
  }

  async set(edition: PrintingEdition): Promise<void> {
    const { source, finished, shown, problems, composed, datasetProblems } = edition;
    const print = await this.#printOf(source);
    if (!print || !isSound(edition)) return;
    const stored: StoredEdition = {
      ...(await finished()),
      shown,
      problems: problems.all.map(storeDiagnostic),
      composed: composed.map(storeDiagnostic),
      datasetProblems: datasetProblems.all.map(storeDiagnostic),
    };
    await writeResult(this.#store, KIND, print.key, stored);
  }

  /** Notes what the editions in these folders, which have been published, were made from. */
  async keepLast(published: ReadonlySet<string>): Promise<void> {
    for (const [source, print] of this.#prints) {
      if (!published.has(source.folder) || (await this.#last(source))?.key === print.key) continue;
      await writeResult(this.#store, LAST, this.#keyOfLast(source), print);
    }
  }

  #last(source: EditionSource): Promise<Print | undefined> {
    return readResult<Print>(this.#store, LAST, this.#keyOfLast(source));
  }

  /** What an edition is printed from; undefined if the circumstances cannot be known. */
  async #printOf({ folder, flavours, parts, locale, sources }: EditionSource): Promise<Print | undefined> {
    const { inputs } = await sources();
    const circumstances = await this.#circumstances(locale);
    if (!circumstances) return undefined;
    const key = sha256(JSON.stringify([folder, flavours, parts, inputs, keyOfCircumstances(circumstances)]));
    return { key, inputs, circumstances };
  }

  #keyOfLast({ folder, flavours, parts }: EditionSource): string {
    return sha256(JSON.stringify([this.#root, folder, flavours, parts]));
  }

  async #reasonsFor(source: EditionSource, { key, inputs, circumstances }: Print): Promise<string[]> {
    const last = await this.#last(source);
    if (!last) return ['no earlier print of it is known'];
    if (last.key === key) return ['it is no longer in the cache'];
    const changed = differences(last.circumstances, circumstances);
    const files = changedFiles(last.inputs, inputs);
    if (files.some((file) => file.startsWith('data/'))) this.#earlier.set(source.folder, last.key);
    return [...changed.map((what) => `${what} changed`), ...files];
  }
}

function changedFiles(before: readonly Input[], now: readonly Input[]): string[] {
  const [old, current] = [before, now].map((inputs) => new Map(inputs.map(({ path, sha256 }) => [path, sha256])));
  const paths = [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old?.get(path), current?.get(path)];
    if (was === is) return [];
    return [was === undefined ? `${path} is new` : is === undefined ? `${path} is gone` : `${path} changed`];
  });
}
