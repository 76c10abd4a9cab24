import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';

export type { ChildProcess } from 'node:child_process';

/**
 * Starts a program in a process group of its own, so that its children can be ended with it. Windows has no process
 * groups.
 */
export function startProgram(
  program: string,
  parameters: readonly string[],
  options: Pick<SpawnOptions, 'env' | 'stdio' | 'cwd'>,
): ChildProcess {
  return spawn(program, parameters, { ...options, detached: process.platform !== 'win32' });
}

/** Milliseconds from one look at the process that started this one to the next. */
const PARENT_INTERVAL = 500;

/**
 * Calls `end` when the `npx` or npm script that started this process is gone: they do not pass on the signal that ends them. A
 * process that a shell started goes on when the shell ends. Returns what stops looking.
 */
export function endWithRunner(environment: NodeJS.ProcessEnv, end: () => void): () => void {
  if (environment['npm_command'] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => process.ppid !== parent && end(), PARENT_INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

/** Ends a process and all processes that it started: as a group, or on Windows as the tree that `taskkill` knows. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** A program that has ended. */
export interface FinishedProgram {
  /** Exit status; undefined if it could not be started, was killed, or took too long. */
  readonly status: number | undefined;
  /** Why there is no status. */
  readonly failure: string | undefined;
  readonly output: string;
  readonly errorOutput: string;
}

export interface ProgramOptions {
  /** Absolute path of the folder in which it runs. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which it is ended. */
  readonly timeLimit: number;
  /** Ends it, too. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end, without input. Never throws. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  { folder, environment, timeLimit, signal }: ProgramOptions,
): Promise<FinishedProgram> {
  const child = startProgram(program, parameters, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => complained.push(chunk));
  let failure: string | undefined;
  const end = (why: string): void => {
    failure ??= why;
    killGroup(child);
  };
  const timer = setTimeout(() => end(`it was not done after ${timeLimit / 1000} s and was ended`), timeLimit);
  const interrupt = (): void => end('it was interrupted');
  signal?.addEventListener('abort', interrupt, { once: true });
  const status = await new Promise<number | undefined>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure ??= error.code === 'ENOENT' ? 'there is no such program' : error.message;
      resolve(undefined);
    });
    child.once('close', (code, killed) => {
      if (code === null) failure ??= `it was killed (${killed})`;
      resolve(code ?? undefined);
    });
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', interrupt);
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
  return {
    status: failure === undefined ? status : undefined,
    failure,
    output: text(printed),
    errorOutput: text(complained),
  };
}
