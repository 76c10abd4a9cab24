import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { discardLeftProfiles, makeProfile } from '../../src/browser/profile.ts';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-profiles-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await fs.rm(folder, { recursive: true });
});

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('profiles of killed programs go after an hour, and nothing else does', async () => {
  const own = path.basename(await makeProfile());
  const dead = `assay-browser-${deadProcess()}-old`;
  const young = `assay-browser-${deadProcess()}-new`;
  const others = ['assay-browser-note', 'assay-program-1-x'];
  for (const name of [dead, young, ...others]) await fs.mkdir(path.join(folder, name));
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const name of [own, dead, ...others]) await fs.utimes(path.join(folder, name), longAgo, longAgo);
  await discardLeftProfiles();
  expect((await fs.readdir(folder)).sort()).toEqual([own, young, ...others].sort());
});
