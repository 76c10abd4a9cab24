import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Snapshot } from '../../../src/core/machine/snapshot.ts';

test('a snapshot keeps what was read and listed, whatever is written meanwhile', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-snapshot-'));
  onTestFinished(() => fs.rm(root, { recursive: true }));
  await fs.mkdir(path.join(root, 'data/apples'), { recursive: true });
  await fs.writeFile(path.join(root, 'data/apples/a.yaml'), 'old');
  const snapshot = new Snapshot(root);
  const read = async (name: string): Promise<string | undefined> => (await snapshot.readBytes(name))?.toString();
  expect(await snapshot.files('data/apples')).toEqual(['data/apples/a.yaml']);
  expect([await read('data/apples/a.yaml'), await read('data/apples/b.yaml')]).toEqual(['old', undefined]);
  await fs.writeFile(path.join(root, 'data/apples/a.yaml'), 'new');
  await fs.writeFile(path.join(root, 'data/apples/b.yaml'), 'new');
  expect(await snapshot.files('data')).toEqual(['data/apples/a.yaml']);
  expect(await snapshot.files('data/pears')).toEqual([]);
  expect([await read('data/apples/a.yaml'), await read('data/apples/b.yaml')]).toEqual(['old', undefined]);
});
