import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what several test files of a run need, and one of them makes. */
    readonly shared: string;
  }
}

/** Makes the shared folder of a run of the tests, and removes it at its end: vitest calls this. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-tests-'));
  project.provide('shared', folder);
  return () => rm(folder, { recursive: true });
}

/**
 * Where programs that tests start keep results, as they do for people: for tests that are not about what is done, but about
 * what results from it. A folder that no test needs to make.
 */
export function sharedResults(): string {
  return path.join(inject('shared'), 'results');
}

const CHECKED_EVERY = 50;

/**
 * A folder that is made once in a run, by whichever test file asks for it first; the others wait for it. Throws if it
 * cannot be made, in each of them.
 */
export async function sharedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const done = path.join(inject('shared'), name);
  const making = `${done}.making`;
  if (existsSync(done)) return done;
  try {
    mkdirSync(making);
  } catch {
    while (existsSync(making)) await new Promise((resolve) => setTimeout(resolve, CHECKED_EVERY));
    if (!existsSync(done)) throw new Error(`another test file could not make ${name}`);
    return done;
  }
  try {
    await make(making);
    renameSync(making, done);
  } catch (error) {
    rmSync(making, { recursive: true });
    throw error;
  }
  return done;
}
