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

test('nothing is as in a trace when the answer to any one of its questions is no longer the same', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-snapshot-'));
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const write = async (name: string, text: string): Promise<void> => {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
  };
  const remove = (name: string): Promise<void> => fs.rm(path.join(root, name), { recursive: true });
  await write('data/apples/a.yaml', 'one');
  await write('data/pears/p.yaml', 'one');
  const { atime, mtime } = await fs.stat(path.join(root, 'data/apples/a.yaml'));
  /** Of the same length, and with the date of before. */
  const rewrite = async (text: string): Promise<void> => {
    await write('data/apples/a.yaml', text);
    await fs.utimes(path.join(root, 'data/apples/a.yaml'), atime, mtime);
  };
  for (const [what, ask, change, restore] of [
    ['a file', (s) => s.readBytes('data/apples/a.yaml'), () => rewrite('two'), () => rewrite('one')],
    ['its absence', (s) => s.readBytes('data/b'), () => write('data/b', 'new'), () => remove('data/b')],
    ['a listing', (s) => s.files('data/apples'), () => write('data/apples/b', ''), () => remove('data/apples/b')],
    ['folders', (s) => s.folders('data'), () => write('data/plums/p', ''), () => remove('data/plums')],
    ['existence', (s) => s.exists('data/c'), () => write('data/c', ''), () => remove('data/c')],
  ] as readonly [string, (snapshot: Snapshot) => Promise<unknown>, ...(() => Promise<void>)[]][]) {
    const asked = new Snapshot(root);
    await ask(asked);
    const trace = await asked.trace();
    const isSame = (): Promise<boolean> => new Snapshot(root).isAsIn(trace);
    // nobody has asked about this
    await write('data/pears/q.yaml', what);
    expect(await isSame(), what).toBe(true);
    await change?.();
    expect(await isSame(), what).toBe(false);
    await restore?.();
    expect(await isSame(), what).toBe(true);
  }
});
