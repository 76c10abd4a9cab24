import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeOwnedFolder, removeOrphanedFolders, removeOwnedFolder } from '../../src/browser/owned-folder.ts';

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
