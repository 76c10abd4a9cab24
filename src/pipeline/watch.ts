import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import { now } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { watchFolders } from '../core/machine/watcher.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildOptions, BuildResult } from './build-result.ts';
import { memoryCache } from './build-cache.ts';
import { hashFiles } from './fingerprint.ts';
import { type BuildServices, startServices } from './build-services.ts';
import { runBuild } from './schedule.ts';

/** The outcome of one of several builds. */
export interface Rebuilt {
  /** Undefined where nothing was written because of mistakes; editions with errors are left as they were. */
  readonly result: BuildResult | undefined;
  readonly diagnostics: Diagnostics;
  /** The error outside data and templates that stopped the build. */
  readonly failure: EnvironmentError | undefined;
  readonly milliseconds: number;
}

/** The settings of a watch. */
export interface WatchOptions extends Pick<BuildOptions, 'environment' | 'flavours' | 'parts'> {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called before each build. */
  readonly onChange: () => void;
  /** Called after each build. */
  readonly onBuilt: (built: Rebuilt) => void;
}

/** The folders that briefs are made from. */
export const WATCHED = ['data', 'templates', 'sources'];

/**
 * Prints briefs (all, or those named) as `buildBriefs` does, and again whenever the content of a file below `data/`,
 * `templates/` or `sources/` changes, until the signal ends it. A change during a build is in the next build. Throws an
 * EnvironmentError when the first build does; later builds report theirs, and the next change tries again.
 */
export async function watchBriefs(
  workspace: Workspace,
  names: readonly string[],
  { environment, flavours, parts, signal, onChange, onBuilt }: WatchOptions,
): Promise<void> {
  const services = new RestartingServices(environment);
  const changes = await watchFolders(workspace, WATCHED);
  async function end(): Promise<void> {
    await Promise.all([changes.close(), services.close()]);
  }
  signal.addEventListener('abort', () => void end());
  // After an interruption the charts and pages that a build waits for never come.
  const interrupted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  try {
    const build = rebuilder(services, workspace, names, { environment, flavours, parts });
    let known: string | undefined;
    do {
      const snapshot = new Snapshot(workspace.root);
      const content = await contentOf(snapshot);
      if (content === known) continue;
      onChange();
      const built = await Promise.race([interrupted, build(snapshot)]);
      if (!built || signal.aborted) break;
      if (built.failure && known === undefined) throw built.failure;
      onBuilt(built);
      // After a failure the same files are tried again.
      known = built.failure ? '' : content;
    } while (await changes.next());
  } finally {
    await end();
  }
}

/** One hash over the paths and bytes of all watched files. */
export async function contentOf(snapshot: Snapshot): Promise<string> {
  const paths = await Promise.all(WATCHED.map((folder) => snapshot.files(folder)));
  return sha256(JSON.stringify(await hashFiles(snapshot, paths.flat())));
}

/** Builds repeatedly; each build reuses results of the one before it. */
function rebuilder(
  services: RestartingServices,
  workspace: Workspace,
  names: readonly string[],
  settings: Pick<BuildOptions, 'environment' | 'flavours' | 'parts'>,
): (snapshot: Snapshot) => Promise<Rebuilt> {
  const cache = memoryCache();
  return async (snapshot) => {
    const started = now();
    const diagnostics = new Diagnostics();
    let result: BuildResult | undefined;
    let failure: EnvironmentError | undefined;
    try {
      const options = { ...settings, snapshot, cache };
      const run = await services.use((running) => runBuild(running, workspace, names, options, diagnostics));
      result = run?.result;
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failure = error;
    }
    if (result) cache.forgetUnused();
    return { result, diagnostics, failure, milliseconds: now() - started };
  };
}

/** Services that are started again when their browser has ended. */
class RestartingServices {
  readonly #environment: NodeJS.ProcessEnv;
  #services: BuildServices;
  #isClosed = false;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
    this.#services = startServices(environment);
  }

  /** Does the work, and does it again with new services if the browser ended before or meanwhile. */
  async use<T>(work: (services: BuildServices) => Promise<T>): Promise<T> {
    try {
      return await work(this.#services);
    } catch (error) {
      if (this.#isClosed || !this.#services.browser.isSpent) throw error;
      await this.#services.close();
      this.#services = startServices(this.#environment);
      return work(this.#services);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#services.close();
  }
}
