import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FLAVOUR_NAMES } from '../../src/brief/flavour-names.ts';
import { Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type AssaySettings, loadAssayFile } from '../../src/embedding/assay-file.ts';
import { saying } from '../messages.ts';

const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-file-'));
afterAll(() => fs.rm(root, { recursive: true }));

async function load(yaml: string): Promise<readonly [AssaySettings | undefined, string[]]> {
  await fs.writeFile(path.join(root, 'assay.yaml'), yaml);
  const diagnostics = new Diagnostics();
  const settings = await loadAssayFile(new Workspace(root), diagnostics);
  return [settings, diagnostics.all.map((item) => `${locationOf(item)} ${item.message}`)];
}

test('a root folder needs no assay.yaml', async () => {
  const empty = await fs.mkdtemp(path.join(root, 'empty-'));
  expect(await loadAssayFile(new Workspace(empty), new Diagnostics())).toEqual({ embed: [], source: undefined });
});

test('entries name pages and their flavour', async () => {
  const [settings, mistakes] = await load(
    'embed:\n  - pages: wiki\n    flavour: gitlab-wiki\n  - pages: [docs/**/*.md, a.md]\n',
  );
  expect(mistakes).toEqual([]);
  const entries = settings?.embed.map(({ pages, flavour }) => [flavour, ...pages.map(({ pattern }) => pattern)]);
  expect(entries).toEqual([
    ['gitlab-wiki', 'wiki'],
    [undefined, 'docs/**/*.md', 'a.md'],
  ]);
  expect(settings?.embed[1]?.pages[1]?.place).toMatchObject({ line: 4, column: 27 });
});

test('mistakes have their place', async () => {
  const [settings, mistakes] = await load('embed:\n  - pages: wiki\n    flavor: gitlab\n  - flavour: wiki\nembd: x\n');
  expect(settings).toBeUndefined();
  expect(mistakes).toEqual([
    saying('assay.yaml:3:5 … flavor …'),
    'assay.yaml:4:5 the key "pages" is missing',
    saying(`assay.yaml:4:14 wiki … ${FLAVOUR_NAMES.join(', ')}`),
    saying('assay.yaml:5:1 … embd …'),
  ]);
});
