import { mkdirSync, renameSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { hasContent } from '../../src/cli/root-folder.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { requireUsableUmask } from '../../src/core/machine/machine.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { listBriefs } from '../../src/brief/brief-folder.ts';
import { fileDate } from '../../src/dataset/edition.ts';
import { listDatasets } from '../../src/dataset/dataset-folder.ts';
import { makeRoot, TINY } from './root.ts';

let root: string;
beforeAll(async () => {
  root = await makeRoot(TINY);
});
afterAll(() => fs.rm(root, { recursive: true, force: true }));

test.each(['x\n::error::pwned\nmaterial=true', 'a\rb', 'a\u2028b', '-x', 'a"b', 'a$(b)', 'a;b', 'a\u202Eb'])(
  'a folder called %j is neither a brief nor a dataset',
  async (name) => {
    const workspace = new Workspace(root);
    for (const [folder, list] of [
      ['templates/harbour-ferries', listBriefs],
      ['data/ferry-passengers', listDatasets],
    ] as const) {
      const odd = `${path.dirname(folder)}/${name}`;
      renameSync(path.join(root, folder), path.join(root, odd));
      await expect(list(workspace)).rejects.toThrow('has a name that programs could take for something else');
      // whoever looks for a root folder finds it, and the verb then says what is wrong
      expect(await hasContent(workspace)).toBe(true);
      renameSync(path.join(root, odd), path.join(root, folder));
    }
  },
);

test.each(['Rides & co', "l'énergie", '有色金属', 'a.b_c-d+e (f), g'])('a folder may be called %s', async (name) => {
  renameSync(path.join(root, 'templates/harbour-ferries'), path.join(root, 'templates', name));
  expect(await listBriefs(new Workspace(root))).toEqual([name]);
  renameSync(path.join(root, 'templates', name), path.join(root, 'templates/harbour-ferries'));
});

test.each([
  ['Ferries', 'ferries'],
  ['caf\u00e9', 'cafe\u0301'],
])('folders called %s and %s are one on Windows and macOS', async (one, other) => {
  for (const name of [one, other])
    await fs.cp(path.join(root, 'data/ferry-passengers'), path.join(root, 'data', name), { recursive: true });
  await expect(listDatasets(new Workspace(root))).rejects.toThrow('are the same folder');
  for (const name of [one, other]) await fs.rm(path.join(root, 'data', name), { recursive: true });
});

test('a folder without a brief may be called anything', async () => {
  mkdirSync(path.join(root, 'templates/a\nb'), { recursive: true });
  expect(await listBriefs(new Workspace(root))).toEqual(['harbour-ferries']);
});

test.each(['abc', '-1', '1e9', '1.5', ' 1', '999999999999'])('SOURCE_DATE_EPOCH=%s is refused', async (epoch) => {
  const [source] = await selectEditions(new Workspace(root), [], new Diagnostics());
  if (!source) throw new Error('there is no edition');
  const { release } = source.edition;
  expect(() => fileDate(release, { SOURCE_DATE_EPOCH: epoch })).toThrow(`SOURCE_DATE_EPOCH=${epoch} is not a number`);
  // 1,000,000,000 s since 1970
  expect(fileDate(release, { SOURCE_DATE_EPOCH: '1000000000' }).toISOString()).toBe('2001-09-09T01:46:40.000Z');
  expect(fileDate(release, { SOURCE_DATE_EPOCH: '' })).toEqual(fileDate(release, {}));
});

test.each([
  [0o777, true],
  [0o400, true],
  [0o200, true],
  [0o100, true],
  [0o077, false],
  [0o022, false],
])('a umask of %i (decimal) is refused: %s', (mask, isRefused) => {
  const before = process.umask(mask);
  try {
    if (isRefused) expect(() => requireUsableUmask()).toThrow(/0\d{3}/);
    else requireUsableUmask();
  } finally {
    process.umask(before);
  }
});
