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

test('a trace of a snapshot names everything that is no longer as it was answered', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-snapshot-'));
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const write = async (name: string, text: string): Promise<void> => {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
  };
  await write('data/apples/a.yaml', 'one');
  await write('data/apples/unread.yaml', 'one');
  await write('data/pears/p.yaml', 'one');
  const asked = new Snapshot(root);
  await asked.readBytes('data/apples/a.yaml');
  await asked.readBytes('data/apples/absent.yaml');
  await asked.files('data/apples');
  await asked.folders('data');
  await asked.exists('data/apples/events.yaml');
  const trace = await asked.trace();
  const changes = (): Promise<string[]> => new Snapshot(root).changesSince(trace);
  expect(await changes()).toEqual([]);
  // nobody has asked about these
  await write('data/apples/unread.yaml', 'two');
  await write('data/pears/q.yaml', 'new');
  expect(await changes()).toEqual([]);
  // of the same length, and with the date of before
  const { atime, mtime } = await fs.stat(path.join(root, 'data/apples/a.yaml'));
  await write('data/apples/a.yaml', 'two');
  await fs.utimes(path.join(root, 'data/apples/a.yaml'), atime, mtime);
  expect(await changes()).toEqual(['data/apples/a.yaml']);
  await write('data/apples/a.yaml', 'one');
  for (const [name, changed] of [
    ['data/apples/absent.yaml', ['data/apples/', 'data/apples/absent.yaml']],
    ['data/apples/events.yaml', ['data/apples/', 'data/apples/events.yaml']],
    ['data/apples/other.yaml', ['data/apples/']],
    ['data/plums/p.yaml', ['data/']],
  ] as const) {
    await write(name, 'new');
    expect(await changes(), name).toEqual(changed);
    await fs.rm(path.join(root, name));
  }
  await fs.rm(path.join(root, 'data/plums'), { recursive: true });
  await fs.rm(path.join(root, 'data/apples/a.yaml'));
  expect(await changes()).toEqual(['data/apples/', 'data/apples/a.yaml']);
});
