import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { gitEnvironment } from '../core/machine/git-environment.ts';
import { disk } from '../core/machine/machine.ts';
import { makeTemporaryFolder } from '../core/machine/owned-folder.ts';
import { type FinishedProgram, runProgram } from '../core/machine/process.ts';

/** Milliseconds that a command may take. */
const TIME_LIMIT = 120_000;

/** What of a root folder is compared. */
const COMPARED = ['data', 'templates'];

/** Files that tell which program prints, in the root folder or at the top of its repository. */
const LOCK_FILES = ['package.json', 'package-lock.json'];

/** A revision of the repository around a root folder, as files in a folder of its own. */
export interface CheckedOut {
  readonly folder: string;
  /** Its commit. */
  readonly commit: string;
  /** Removes the folder. */
  close(): Promise<void>;
}

/** Reads a repository; it changes nothing in it, not even its index. */
export class GitReader {
  readonly #root: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal | undefined;

  constructor(root: string, environment: NodeJS.ProcessEnv, signal?: AbortSignal) {
    this.#root = root;
    this.#environment = gitEnvironment(environment);
    this.#signal = signal;
  }

  /**
   * The commit that a revision names: `main`, `HEAD~1`, a tag, or `main...` for the commit in which this state and
   * `main` part. Undefined if it names none.
   */
  async commitOf(revision: string): Promise<string | undefined> {
    const [, one, other] = /^(.+)\.\.\.(.*)$/.exec(revision) ?? [];
    if (one !== undefined) {
      const ends = await Promise.all([one, other || 'HEAD'].map((name) => this.commitOf(name)));
      if (ends.includes(undefined)) return undefined;
      return line(await this.#run(['merge-base', ...(ends as string[])]));
    }
    if (revision === '' || revision.startsWith('-')) return undefined;
    return line(await this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]));
  }

  /** Whether the root folder is in a repository, of which not all commits may be there. */
  async isShallow(): Promise<boolean> {
    return line(await this.#run(['rev-parse', '--is-shallow-repository'])) === 'true';
  }

  /** The commit that is checked out, if data and templates are as they are in it. */
  async unchangedSince(): Promise<string | undefined> {
    const changed = await this.#run(['status', '--porcelain', '--', ...COMPARED]);
    return line(changed) === '' ? this.commitOf('HEAD') : undefined;
  }

  /** Writes the data and templates of a commit into a folder of their own; the caller closes it. */
  async checkOut(commit: string): Promise<CheckedOut> {
    const folder = await makeTemporaryFolder('assay-diff-');
    const close = (): Promise<void> => disk.remove(folder);
    try {
      const said = (await this.#must(['rev-parse', '--show-toplevel', '--show-prefix'])).output.split('\n');
      const [top = this.#root, prefix = ''] = said;
      const index = { GIT_INDEX_FILE: path.join(folder, 'index') };
      await this.#fillIndex(await this.#objectsOf(commit, prefix), prefix, index);
      // below the top it would skip what does not stand below the same folder of the index
      await this.#must(['-C', top, '-c', 'core.symlinks=false', ...CHECKOUT, `--prefix=${folder}/root/`], index);
      await disk.makeFolders(path.join(folder, 'root'));
      return { folder: path.join(folder, 'root'), commit, close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** What a commit has of all that is needed: hashes by kind and path from the top, as `blob package.json`. */
  async #objectsOf(commit: string, prefix: string): Promise<ReadonlyMap<string, string>> {
    const names = [...COMPARED, ...LOCK_FILES].map((name) => prefix + name);
    const listing = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', ...names, ...LOCK_FILES];
    const { output } = await this.#must(listing);
    const entries = output.matchAll(/\d+ (\w+) (\w+)\t([^\0]+)\0/g);
    return new Map(Array.from(entries, ([, kind, hash = '', name]) => [`${kind} ${name}`, hash]));
  }

  /** Puts these objects into an index, as if the root folder were the top. */
  async #fillIndex(objects: ReadonlyMap<string, string>, prefix: string, index: NodeJS.ProcessEnv): Promise<void> {
    for (const name of COMPARED) {
      const tree = objects.get(`tree ${prefix}${name}`);
      if (tree !== undefined) await this.#must(['read-tree', `--prefix=${name}/`, tree], index);
    }
    const files = LOCK_FILES.flatMap((name) => {
      const hash = objects.get(`blob ${prefix}${name}`) ?? objects.get(`blob ${name}`);
      return hash === undefined ? [] : ['--cacheinfo', `100644,${hash},${name}`];
    });
    if (files.length > 0) await this.#must(['update-index', '--add', ...files], index);
  }

  async #must(parameters: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<FinishedProgram> {
    const finished = await this.#run(parameters, variables);
    if (finished.status === 0) return finished;
    const said = finished.failure ?? finished.errorOutput.trim().split('\n').slice(0, 3).join('; ');
    throw new EnvironmentError(`the repository cannot be read: ${said}`, ['is Git installed, and may it be read?']);
  }

  #run(parameters: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<FinishedProgram> {
    const environment = { ...this.#environment, ...variables };
    const options = { folder: this.#root, environment, timeLimit: TIME_LIMIT, signal: this.#signal };
    return runProgram('git', parameters, options);
  }
}

/** Line ends stay as they are committed. */
const CHECKOUT = ['-c', 'core.autocrlf=false', 'checkout-index', '--all', '--quiet'];

function line({ status, output }: FinishedProgram): string | undefined {
  return status === 0 ? output.trim() : undefined;
}
