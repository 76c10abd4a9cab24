import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { programFile, useProgram } from '../cli/program.ts';
import { hashesIn, makeRoot, TINY } from '../cli/root.ts';

useProgram();
async function rootOf(...folders: readonly string[]): Promise<string> {
  const root = await makeRoot(...folders);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  return root;
}

/** A disk of a few kilobytes, where this system lets a program mount one. */
const SMALL_DISK = 'mount -t tmpfs -o size=48k none "$1" && shift && exec "$@"';
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', SMALL_DISK, 'sh', '/mnt', 'true']).status === 0;

test.skipIf(!canMount)('a full disk is said so, and nothing is left on it', async () => {
  const root = await rootOf(TINY);
  const out = path.join(root, 'out');
  await fs.mkdir(out);
  const inside = `node "$1" build --quiet --root "$2"; status=$?; find "$3" -type f; exit $status`;
  const command = ['sh', '-c', SMALL_DISK, 'sh', out, 'sh', '-c', inside, 'sh', programFile(), root, out];
  const run = spawnSync('unshare', ['-rm', ...command], { encoding: 'utf8' });
  expect(run.stderr.split('\n')[0]).toMatch(/^error: out\/\S+ cannot be written: the disk is full$/);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(await hashesIn(out)).toEqual({});
});
