import { type DrawnBefore, rememberingStudio } from '../chart/chart-thread.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import { Memory } from '../core/machine/memory.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { watchFolders } from '../core/machine/watcher.ts';
import { now } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { hashFiles } from './fingerprint.ts';
import { buildIn, emptyMemory } from './incremental.ts';
import type { BuildOptions, BuildResult } from './result.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** What came of one build of many. */
export interface Rebuilt {
  /** Undefined where anything is wrong: what an earlier build printed is then left as it is. */
  readonly result: BuildResult | undefined;
  readonly diagnostics: Diagnostics;
  /** What outside data and templates stopped it. */
  readonly failure: EnvironmentError | undefined;
  readonly milliseconds: number;
}

/** How briefs are watched. */
export interface WatchOptions extends Pick<BuildOptions, 'environment'> {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Told before each build. */
  readonly onChange: () => void;
  /** Told after each build. */
  readonly onBuilt: (built: Rebuilt) => void;
}

/** The folders that briefs are made from. */
const WATCHED = ['data', 'templates'];

/**
 * Prints briefs (all, or those named) as `buildBriefs` does, and again whenever a file below `data/` or `templates/`
 * has another content, until the signal ends it. What changes while a build runs is in the next one. Throws an
 * EnvironmentError when the first build does: later ones tell of theirs, and the next change tries again.
 */
export async function watchBriefs(
  workspace: Workspace,
  names: readonly string[],
  { environment, signal, onChange, onBuilt }: WatchOptions,
): Promise<void> {
  const press = new Press(environment);
  const changes = await watchFolders(workspace, WATCHED);
  async function end(): Promise<void> {
    await Promise.all([changes.close(), press.close()]);
  }
  signal.addEventListener('abort', () => void end());
  // What is drawn or printed when it is interrupted never comes.
  const interrupted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  try {
    const build = rebuilder(press, workspace, names, environment);
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

/** One hash over the paths and bytes of all that is watched. */
async function contentOf(snapshot: Snapshot): Promise<string> {
  const paths = await Promise.all(WATCHED.map((folder) => snapshot.files(folder)));
  return sha256(JSON.stringify(await hashFiles(snapshot, paths.flat())));
}

/** Builds again and again, each time only what the builds before have not made of the same content. */
function rebuilder(
  press: Press,
  workspace: Workspace,
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): (snapshot: Snapshot) => Promise<Rebuilt> {
  const charts = new Memory<DrawnBefore>();
  const memory = emptyMemory();
  function buildFrom(snapshot: Snapshot, diagnostics: Diagnostics): Promise<BuildResult | undefined> {
    const options = { environment, snapshot, memory, onStage: () => undefined };
    return press.use((workshop) => {
      const studio = rememberingStudio(workshop.studio, charts);
      return buildIn({ ...workshop, studio }, workspace, names, options, diagnostics);
    });
  }
  return async (snapshot) => {
    const started = now();
    const diagnostics = new Diagnostics();
    let result: BuildResult | undefined;
    let failure: EnvironmentError | undefined;
    try {
      result = await buildFrom(snapshot, diagnostics);
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failure = error;
    }
    if (result) for (const each of [charts, memory.datasets, memory.editions]) each.forgetUnused();
    return { result, diagnostics, failure, milliseconds: now() - started };
  };
}

/** A workshop that is opened anew when its browser has ended. */
class Press {
  readonly #environment: NodeJS.ProcessEnv;
  #workshop: Workshop;
  #isClosed = false;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
    this.#workshop = openWorkshop(environment);
  }

  /** Works in the workshop, and once more in a new one if the browser ended meanwhile or before. */
  async use<T>(work: (workshop: Workshop) => Promise<T>): Promise<T> {
    try {
      return await work(this.#workshop);
    } catch (error) {
      if (this.#isClosed || !this.#workshop.browser.isSpent) throw error;
      await this.#workshop.close();
      this.#workshop = openWorkshop(this.#environment);
      return work(this.#workshop);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#workshop.close();
  }
}
