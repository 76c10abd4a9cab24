import type { DrawAnswer } from '../chart/chart-thread.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { readResult, type ResultStore, writeResult } from '../core/machine/result-store.ts';
import type { BuildCache } from './build-cache.ts';
import { type Circumstances, keyOfCircumstances } from './circumstances.ts';
import { currentCircumstances } from './current-circumstances.ts';
import { StoredEditions } from './edition-cache.ts';

const CHART = 'chart';

/** A cache on disk, for one build. */
export interface StoredCache extends BuildCache {
  /** What outputs in some locales depend on outside the root folder; undefined if it cannot be told. */
  circumstances(locales: readonly string[]): Promise<Circumstances | undefined>;
  /** Keys of the editions of this build in the store. */
  readonly keys: readonly string[];
  /** Why editions are printed, by their folders. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
}

/** The results of builds in a store. Nothing comes from it, and nothing goes into it, if the circumstances cannot be told. */
export function openStoredCache(store: ResultStore, root: string, environment: NodeJS.ProcessEnv): StoredCache {
  const known = new Map<string, Promise<Circumstances | undefined>>();
  function circumstances(locales: readonly string[]): Promise<Circumstances | undefined> {
    const key = [...new Set(locales)].sort().join(' ');
    const found = known.get(key) ?? ifBrowser(currentCircumstances(environment, key.split(' ')));
    known.set(key, found);
    return found;
  }
  const editions = new StoredEditions(store, root, (locale) => circumstances([locale]));
  const charts: Results<DrawAnswer> = {
    async get(key) {
      const whole = await keyOfChart(key);
      return whole === undefined ? undefined : readResult<DrawAnswer>(store, CHART, whole);
    },
    async set(key, answer) {
      const whole = await keyOfChart(key);
      if (whole !== undefined) await writeResult(store, CHART, whole, answer);
    },
  };
  /** The key of a chart in the store; its key in the cache begins with its locale. */
  async function keyOfChart(key: string): Promise<string | undefined> {
    const under = await circumstances([key.slice(0, key.indexOf(' '))]);
    return under && sha256(`${keyOfCircumstances(under)} ${key}`);
  }
  return {
    circumstances,
    editions,
    charts,
    get keys() {
      return editions.keys;
    },
    get reasons() {
      return editions.reasons;
    },
  };
}

/** Circumstances, if there is a browser. That there is none is reported when it is started. */
async function ifBrowser(circumstances: Promise<Circumstances | undefined>): Promise<Circumstances | undefined> {
  try {
    return await circumstances;
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined;
    throw error;
  }
}
