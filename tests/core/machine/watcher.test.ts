import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type FileWatch, watchFolders } from '../../../src/core/machine/watcher.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';

let root: string;
beforeEach(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-watcher-'));
});
afterEach(() => fs.rm(root, { recursive: true }));

/** Watches `data/` until the end of the test. */
async function watched(): Promise<FileWatch> {
  const changes = await watchFolders(new Workspace(root), ['data']);
  onTestFinished(() => changes.close());
  return changes;
}

test('a watch reports files below its folders, and of folders that come later', async () => {
  const changes = await watched();
  const first = changes.next();
  await fs.mkdir(path.join(root, 'data/apples'), { recursive: true });
  expect(await first).toBe(true);
  const second = changes.next();
  await fs.writeFile(path.join(root, 'data/apples/a.yaml'), '');
  expect(await second).toBe(true);
});

test('what was written into a new folder before that folder was watched is looked at once more', async () => {
  const changes = await watched();
  await fs.mkdir(path.join(root, 'data/apples'), { recursive: true });
  expect(await changes.next()).toBe(true);
  expect(await changes.next()).toBe(true);
});

test('a watch reports no others', async () => {
  for (const folder of ['data/apples', 'out']) await fs.mkdir(path.join(root, folder), { recursive: true });
  const changes = await watched();
  const next = changes.next();
  for (const file of ['out/brief.md', 'data/.swap', 'data/apples/.swap', 'notes.md'])
    await fs.writeFile(path.join(root, file), 'new');
  await changes.close();
  expect(await next).toBe(false);
});

test('a watch follows a root that is deleted and made again', async () => {
  const file = path.join(root, 'data/a.yaml');
  const changes = await watched();
  await fs.rm(root, { recursive: true });
  expect(await changes.next()).toBe(true);
  await fs.mkdir(path.dirname(file), { recursive: true });
  expect(await changes.next()).toBe(true);
  await fs.writeFile(file, 'new');
  expect(await changes.next()).toBe(true);
});

test('a second save right after the first is reported, too', async () => {
  const file = path.join(root, 'data/a.yaml');
  await fs.mkdir(path.dirname(file));
  await fs.writeFile(file, '');
  const changes = await watched();
  await fs.writeFile(file, 'first');
  await changes.next();
  await fs.writeFile(file, 'second');
  for (let seen = ''; seen !== 'second'; seen = await fs.readFile(file, 'utf8'))
    expect(await changes.next()).toBe(true);
});

test('after the machine was asleep, anything may have changed', async () => {
  const changes = await watched();
  const time = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => time() + 3_600_000);
  onTestFinished(() => clock.mockRestore());
  expect(await changes.next()).toBe(true);
});
