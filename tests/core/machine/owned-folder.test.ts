import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  makeOwnedFolder,
  makeTemporaryFolder,
  removeOrphanedFolders,
  removeOwnedFolder,
} from '../../../src/core/machine/owned-folder.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-owned-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('the folders of processes that have ended are removed, and nothing else is', async () => {
  const prefix = path.join(folder, 'x-');
  const own = path.basename(await makeOwnedFolder(prefix));
  const dead = own.replace(String(process.pid), String(deadProcess()));
  const elsewhere = dead.replace(/-\d+-/, '-17-');
  const others = ['x-note', `x-${deadProcess()}-old`, dead.replace('x-', 'y-')];
  for (const name of [dead, elsewhere, ...others]) fs.mkdirSync(path.join(folder, name, 'deep'), { recursive: true });
  await removeOrphanedFolders(prefix);
  expect(fs.readdirSync(folder).sort()).toEqual([own, elsewhere, ...others].sort());
  await removeOwnedFolder(path.join(folder, own));
  expect(fs.existsSync(path.join(folder, own))).toBe(false);
});

test('a temporary folder of a run that was killed is removed by the next run that makes one', async () => {
  vi.spyOn(os, 'tmpdir').mockReturnValue(folder);
  onTestFinished(() => void vi.restoreAllMocks());
  const left = path.basename(await makeTemporaryFolder('x-')).replace(String(process.pid), String(deadProcess()));
  fs.mkdirSync(path.join(folder, left, 'deep'), { recursive: true });
  const made = fs.readdirSync(folder).filter((name) => name !== left);
  const next = path.basename(await makeTemporaryFolder('x-'));
  expect(fs.readdirSync(folder).sort()).toEqual([...made, next].sort());
});
