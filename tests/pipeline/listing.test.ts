import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRoot } from '../../src/pipeline/listing.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { edit, makeRoot, TINY } from '../cli/root.ts';

const FOLDER = 'data/ferry-passengers';

let root: string;
beforeEach(async () => {
  root = await makeRoot(TINY);
});
afterEach(() => fs.rm(root, { recursive: true }));

async function listed() {
  return (await listRoot(new Workspace(root))).datasets;
}

test('releases are counted, whatever files they stand in', async () => {
  const tables = {
    'releases.csv': 'id,source,published,period\nferry-2024-q3,harbour_office,2024-10-21,2024-Q3\n',
    'statements.csv': 'release,indicator,measure,printed\nferry-2024-q3,passengers,level,"1,002,000"\n',
  };
  for (const [name, text] of Object.entries(tables))
    await fs.writeFile(path.join(root, FOLDER, 'releases', name), text);
  await edit(root, `${FOLDER}/dataset.yaml`, (text) =>
    text.replace('locales:', "csv: { delimiter: ',', decimal: '.' }\nlocales:"),
  );
  // Two in YAML, and the one row of releases.csv.
  expect(await listed()).toEqual([{ id: 'ferry-passengers', releases: 3, isSound: true }]);
});

test('of a dataset with mistakes that is said', async () => {
  await edit(root, `${FOLDER}/dataset.yaml`, (text) => text.replace('indicators:', 'indicaters:'));
  expect(await listed()).toMatchObject([{ id: 'ferry-passengers', isSound: false }]);
});
