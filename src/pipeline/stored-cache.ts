import { type LocaleId, parseLocale } from '../language/locales.ts';
import type { FaceReport } from '../brief/faces/face-check.ts';
import { fontPackages, fontsOf, installedFonts } from '../brief/fonts.ts';
import { knownBrowser } from '../browser/browser-identity.ts';
import { findBrowser } from '../browser/browser-location.ts';
import type { ChartSpec } from '../chart/chart-model.ts';
import type { ChartAnswer } from '../chart/chart-thread.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';
import { readResult, type ResultStore, writeResult } from '../core/machine/result-store.ts';
import type { SettledDrafts } from '../output/pdf/settled-print.ts';
import type { ParsedTemplate } from '../template/handlebars-syntax.ts';
import type { BuildCache } from './build-cache.ts';
import { type Circumstances, hashOfFont, keyOfCircumstances, runningProgram } from './circumstances.ts';
import { StoredEditions } from './edition-cache.ts';
import type { ReadDataset, ReadFiles, StoredTests } from './tested-datasets.ts';

/** A cache on disk, for one build. */
export interface StoredCache extends BuildCache {
  /** What outputs in some locales depend on outside the root folder; undefined if it cannot be known. */
  circumstances(locales: readonly LocaleId[]): Promise<Circumstances | undefined>;
  /** Keys of the editions of this build in the store. */
  readonly keys: readonly string[];
  /** Why editions are printed, by their folders. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  /** The keys of the last prints of editions whose data changed since, by their folders. */
  readonly earlier: ReadonlyMap<string, string>;
  /** Notes what the editions in some folders, which have been published, were made from. */
  keepLast(published: ReadonlySet<string>): Promise<void>;
}

/** The results of builds in a store. Nothing comes from it, and nothing goes into it, if the circumstances cannot be known. */
export function openStoredCache(store: ResultStore, root: string, environment: NodeJS.ProcessEnv): StoredCache {
  const known = new Map<string, Promise<Circumstances | undefined>>();
  function circumstances(locales: readonly LocaleId[]): Promise<Circumstances | undefined> {
    const own = [...new Set(locales)].sort();
    const key = own.join(' ');
    const found = known.get(key) ?? ifBrowser(currentCircumstances(environment, own));
    known.set(key, found);
    return found;
  }
  const editions = new StoredEditions(store, root, (locale) => circumstances([locale]));
  const underLocale = async (locale: LocaleId): Promise<string | undefined> => {
    const under = await circumstances([locale]);
    return under && keyOfCircumstances(under);
  };
  // The key of a chart begins with its locale.
  const charts = storedResults<ChartAnswer>(store, 'chart', async (key) => {
    const locale = parseLocale(key.slice(0, key.indexOf(' ')));
    return locale && underLocale(locale);
  });
  const ofProgram = async (): Promise<string> => {
    const { program, node } = await runningProgram(environment);
    return `${program} ${node}`;
  };
  const stored = {
    read: storedResults<ReadDataset>(store, 'dataset', ofProgram),
    files: storedResults<ReadFiles>(store, 'files', ofProgram),
    tests: storedResults<StoredTests>(store, 'tests', ofProgram),
  };
  const specs = storedResults<ChartSpec>(store, 'spec', ofProgram);
  const templates = storedResults<ParsedTemplate>(store, 'template', ofProgram);
  const fonts = storedResults<string>(store, 'font', ofProgram);
  const faces = storedResults<FaceReport>(store, 'face', ofProgram);
  return {
    circumstances,
    editions,
    keepLast: (published) => editions.keepLast(published),
    charts,
    specs,
    stored,
    templates,
    fonts,
    faces,
    drafts: (locale) => storedResults<SettledDrafts>(store, 'drafts', () => underLocale(locale)),
    pictures: (locale) => storedResults<Uint8Array>(store, 'picture', () => underLocale(locale)),
    get keys() {
      return editions.keys;
    },
    get reasons() {
      return editions.reasons;
    },
    get earlier() {
      return editions.earlier;
    },
  };
}

/** Results of one kind, which depend on something besides their key; there are none where it is undefined. */
function storedResults<T>(
  store: ResultStore,
  kind: string,
  under: (key: string) => Promise<string | undefined>,
): Results<T> {
  async function keyOf(key: string): Promise<string | undefined> {
    const other = await under(key);
    return other && sha256(`${other} ${key}`);
  }
  return {
    async get(key) {
      const whole = await keyOf(key);
      return whole === undefined ? undefined : readResult<T>(store, kind, whole);
    },
    async set(key, value) {
      const whole = await keyOf(key);
      if (whole !== undefined) await writeResult(store, kind, whole, value);
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

/**
 * What outputs in some locales depend on outside the root folder. Undefined if it cannot be known, because the browser is
 * started by another program. Throws an EnvironmentError when there is no browser.
 */
export async function currentCircumstances(
  environment: NodeJS.ProcessEnv,
  locales: readonly LocaleId[],
): Promise<Circumstances | undefined> {
  const browser = await knownBrowser(await findBrowser({ environment }), environment);
  if (!browser) return undefined;
  const printed = new Set(locales.flatMap((locale) => fontsOf(locale).map(({ file }) => file)));
  const unprinted = installedFonts().flatMap(({ file }) => (printed.has(file) ? [] : [file]));
  return {
    ...(await runningProgram(environment)),
    browser,
    fonts: Object.fromEntries(
      await Promise.all([...printed].map(async (file) => [file, (await hashOfFont(file)) ?? ''])),
    ) as Record<string, string>,
    otherFonts: Object.fromEntries(
      await Promise.all(unprinted.map(async (file) => [file, (await disk.size(file)) ?? 0])),
    ) as Record<string, number>,
    missingFonts: fontPackages().filter((name) => installedPackage(name) === undefined),
  };
}
