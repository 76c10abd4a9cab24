import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll } from 'vitest';
import { bundleProgram } from '../../esbuild.config.ts';
import { runProgram } from '../../src/cli/program.ts';
import { sharedFolder } from '../shared-folder.ts';

/** Where the bundled program stands, as an installed package does. */
let program = '';

/** Bundles the program, once for all test files: what people run, and what starts quickly. */
export function useProgram(): void {
  beforeAll(async () => {
    program = await sharedFolder('program', async (folder) => {
      for (const name of ['package.json', 'package-lock.json']) await fs.cp(name, path.join(folder, name));
      for (const name of ['starter', 'docs/ci', '.github/actions'])
        await fs.cp(name, path.join(folder, name), { recursive: true });
      await fs.symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
      await bundleProgram(path.join(folder, 'dist'));
    });
  });
}

/** The bundled program, for tests that start it in their own way. */
export function programFile(): string {
  return path.join(program, 'dist/assay.cjs');
}

/** How a run of the program ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program in a process of its own, without colours unless the environment asks for them. */
export function startAssay(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd = process.cwd(),
): ChildProcess {
  return spawn(process.execPath, [programFile(), ...parameters], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until a started program has ended and said its last. */
export async function ended(child: ChildProcess): Promise<Run> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

/** Waits until a started program has said something on its error stream, or has ended. */
export function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let heard = '';
    child.stderr?.on('data', (chunk: string) => {
      heard += chunk;
      if (heard.includes(words)) resolve();
    });
    child.once('close', () => resolve());
  });
}

/**
 * Runs the program in this process, which takes a fraction of the time of a process of its own. For what the process, its
 * environment or the bundle matters to, there is `assay`.
 */
export async function assayHere(parameters: readonly string[]): Promise<Run> {
  const printed = { stdout: '', stderr: '' };
  const status = await runProgram([...parameters], {
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  });
  return { status, ...printed };
}

/** Runs the bundled program, in a process of its own, to its end. */
export function assay(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
  return ended(startAssay(parameters, environment));
}
