import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchFolders } from '../../../src/core/machine/watcher.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';

test('a watch tells of files below its folders, of folders that come later too, and of no others', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-watcher-'));
  const changes = await watchFolders(new Workspace(root), ['data']);
  onTestFinished(async () => {
    await changes.close();
    await fs.rm(root, { recursive: true });
  });
  let tells = 0;
  const told = async (): Promise<boolean> => {
    const isOpen = await changes.next();
    tells += 1;
    return isOpen;
  };
  let next = told();
  await fs.mkdir(path.join(root, 'out'));
  await fs.writeFile(path.join(root, 'out/brief.md'), '');
  await fs.mkdir(path.join(root, 'data/apples'), { recursive: true });
  expect(await next).toBe(true);
  next = told();
  await fs.writeFile(path.join(root, 'data/apples/.swap'), '');
  await fs.writeFile(path.join(root, 'out/brief.md'), 'new');
  await fs.writeFile(path.join(root, 'data/apples/a.yaml'), '');
  expect(await next).toBe(true);
  next = told();
  await fs.writeFile(path.join(root, 'out/brief.md'), 'newer');
  await fs.writeFile(path.join(root, 'data/.swap'), '');
  await changes.close();
  expect([await next, tells]).toEqual([false, 3]);
});
