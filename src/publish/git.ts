import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { gitEnvironment } from '../core/machine/git-environment.ts';
import { disk, slashed } from '../core/machine/machine.ts';
import { makeTemporaryFolder } from '../core/machine/owned-folder.ts';
import { type FinishedProgram, runProgram } from '../core/machine/process.ts';
import { base64, type Secret, withoutSecrets } from './secrets.ts';

/** A repository elsewhere. */
export interface GitRemote {
  /** Address or path. */
  readonly url: string;
  /** Default: the branch that the repository names as its own. */
  readonly branch: string | undefined;
  /** With the name of the user before it, for addresses that begin with https. */
  readonly token: Secret | undefined;
  readonly user: string;
}

/** Who commits. */
export interface GitAuthor {
  readonly name: string;
  readonly email: string;
}

/** How a push went. `behind`: somebody else was faster. */
export type PushAnswer = 'done' | 'behind';

/** Milliseconds that a command may take. */
const TIME_LIMIT = 300_000;

/** A copy of a repository in a folder of its own, with the newest state only. */
export class GitClone {
  readonly folder: string;
  readonly #remote: GitRemote;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #secrets: readonly Secret[];
  readonly #signal: AbortSignal | undefined;
  /** Where a host sends on to another, that one would get the token with the request. */
  readonly #settings: readonly string[];
  #branch = '';

  private constructor(folder: string, remote: GitRemote, environment: NodeJS.ProcessEnv, signal?: AbortSignal) {
    this.folder = folder;
    this.#remote = remote;
    this.#environment = remoteEnvironment(remote, environment);
    this.#secrets = remote.token ? [remote.token, headerOf(remote, remote.token)] : [];
    this.#signal = signal;
    const keys = ['http.followRedirects', `http.${remote.url}.followRedirects`];
    this.#settings = keys.flatMap((key) => ['-c', `${key}=false`]);
  }

  /** Clones; the caller closes. Throws an EnvironmentError when that cannot be done, with what the host says. */
  static async open(remote: GitRemote, environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<GitClone> {
    const folder = await makeTemporaryFolder('assay-publish-');
    const clone = new GitClone(folder, remote, environment, signal);
    try {
      await clone.#clone();
      return clone;
    } catch (error) {
      await clone.close();
      throw error;
    }
  }

  async #clone(): Promise<void> {
    const { url, branch } = this.#remote;
    // Git makes no shallow copy of a path.
    const from = path.isAbsolute(url) ? `file://${slashed(url).replace(/^(?!\/)/, '/')}` : url;
    const options = [
      '--depth',
      '1',
      '--no-tags',
      '--single-branch',
      ...(branch === undefined ? [] : ['--branch', branch]),
    ];
    // A link in somebody's repository could lead anywhere, and line ends are to stay as they are.
    const settings = ['--config', 'core.symlinks=false', '--config', 'core.autocrlf=false', '--template='];
    const cloned = await this.#run(['clone', '--quiet', ...options, ...settings, '--', from, this.folder]);
    if (cloned.status !== 0) throw this.#failure('cannot be cloned', cloned, cloneRemedies(cloned.errorOutput));
    this.#branch = branch ?? (await this.#line(['symbolic-ref', '--short', 'HEAD']));
  }

  /** Whether the repository has no commit yet. */
  async isEmpty(): Promise<boolean> {
    return (await this.#run(['rev-parse', '--verify', '--quiet', 'HEAD'])).status !== 0;
  }

  /** Commits all changes in the folder; false if there are none. */
  async commit(message: string, { name, email }: GitAuthor): Promise<boolean> {
    await this.#must(['add', '--all', '--force', '--', '.'], 'cannot be changed');
    if ((await this.#run(['diff', '--cached', '--quiet'])).status === 0 && !(await this.isEmpty())) return false;
    const author = ['-c', `user.name=${name}`, '-c', `user.email=${email}`];
    await this.#must([...author, 'commit', '--quiet', '--message', message], 'cannot be changed');
    return true;
  }

  /** Pushes the commits. Throws an EnvironmentError when the host refuses them, with what it says. */
  async push(): Promise<PushAnswer> {
    const pushed = await this.#run(['push', '--porcelain', 'origin', `HEAD:refs/heads/${this.#branch}`]);
    if (pushed.status === 0) return 'done';
    if (
      /^!.*\[(?:rejected|remote rejected)\] \((?:fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|incorrect old value)/m.test(
        pushed.output,
      )
    )
      return 'behind';
    throw this.#failure(`does not take the branch ${this.#branch}`, pushed, pushRemedies(pushed));
  }

  /** Takes the newest state of the other side, and drops what was committed here. */
  async takeTheirs(): Promise<void> {
    const target = `refs/heads/${this.#branch}`;
    await this.#must(['fetch', '--quiet', '--depth', '1', 'origin', target], 'cannot be fetched');
    await this.#must(['reset', '--quiet', '--hard', 'FETCH_HEAD'], 'cannot be fetched');
  }

  /** The newest commit, in short. */
  head(): Promise<string> {
    return this.#line(['rev-parse', '--short', 'HEAD']);
  }

  /** Removes the folder. */
  async close(): Promise<void> {
    await disk.remove(this.folder);
  }

  async #line(parameters: readonly string[]): Promise<string> {
    return (await this.#must(parameters, 'cannot be read')).output.trim();
  }

  async #must(parameters: readonly string[], what: string): Promise<FinishedProgram> {
    const finished = await this.#run(parameters);
    if (finished.status !== 0) throw this.#failure(what, finished, []);
    return finished;
  }

  #run(parameters: readonly string[]): Promise<FinishedProgram> {
    const options = {
      folder: this.folder,
      environment: this.#environment,
      timeLimit: TIME_LIMIT,
      signal: this.#signal,
    };
    return runProgram('git', [...this.#settings, ...parameters], options);
  }

  #failure(
    what: string,
    { failure, output, errorOutput }: FinishedProgram,
    remedies: readonly string[],
  ): EnvironmentError {
    const said = failure === undefined ? complaint(errorOutput + output) : `git: ${failure}`;
    return new EnvironmentError(withoutSecrets(`${this.#remote.url} ${what}: ${said}`, this.#secrets), remedies);
  }
}

/** The environment of Git, with the token where no other program sees it. */
function remoteEnvironment(remote: GitRemote, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // a repository can name a host of its own for large files
  const base = { GIT_SSH_COMMAND: 'ssh -oBatchMode=yes', GIT_LFS_SKIP_SMUDGE: '1', ...gitEnvironment(environment) };
  if (!remote.token) return base;
  const count = Number(environment['GIT_CONFIG_COUNT'] ?? 0) || 0;
  return {
    ...base,
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.${remote.url}.extraHeader`,
    [`GIT_CONFIG_VALUE_${count}`]: headerOf(remote, remote.token).reveal(),
  };
}

function headerOf({ user }: GitRemote, token: Secret): Secret {
  return token.derive((value) => `Authorization: Basic ${base64(`${user}:${value}`)}`);
}

/** Lines of a complaint that say something, without what stands in each. */
function complaint(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^(?:remote|fatal|error|warning|hint):\s*/g, '').trim())
    .filter((line) => line !== '' && !/^(?:Done|To .*|Cloning into .*)$/.test(line));
  return lines.slice(0, 6).join('; ') || 'git does not say why';
}

function cloneRemedies(said: string): string[] {
  if (/redirect|returned error: 30\d/i.test(said))
    return [
      'the host sends on to another address, which is not followed, since it would get the token: write that one',
    ];
  if (/not found in upstream/.test(said)) return ['make the branch, or name one that exists: branch: …'];
  if (/not found|does not exist|not appear to be a git repository/i.test(said))
    return [
      'check the address, and whether the token may read it',
      'the first page of a wiki on GitHub must be made by hand: before that there is no repository',
    ];
  if (/authentication|could not read Username|403|401|denied/i.test(said))
    return ['name the variable of the environment that holds a token: token: …, and let it write'];
  return [];
}

function pushRemedies({ output, errorOutput }: FinishedProgram): string[] {
  const said = output + errorOutput;
  if (/protected branch/i.test(said)) return ['let the token push to that branch, or name another: branch: …'];
  if (/hook declined/.test(said)) return ['a hook of the repository refuses the commit: ask those who look after it'];
  if (/403|401|denied|authentication|could not read Username/i.test(said))
    return ['let the token write to the repository'];
  return [];
}
