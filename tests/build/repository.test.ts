import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { assay, useProgram } from '../cli/program.ts';
import { hashesIn, makeRoot } from '../cli/root.ts';

useProgram();

/** Outputs that are not committed, and the picture of a page, which is not compared. */
const OTHER = /\/([^/]+\.pdf|build\.json|[^/]+\.png)$/;

let root: string;
beforeAll(async () => {
  root = await makeRoot();
  for (const name of ['data', 'templates']) await fs.cp(name, path.join(root, name), { recursive: true });
  expect(await assay(['build', '--quiet', '--root', root])).toMatchObject({ status: 0, stdout: '' });
  return () => fs.rm(root, { recursive: true });
  // All briefs, printed in two languages: a machine with other work takes minutes.
}, 300_000);

const committed = readdirSync('out', { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative('out', path.join(entry.parentPath, entry.name)))
  .filter((file) => !OTHER.test(file))
  .sort();

test('out/ holds the files that the build makes, and no others', async () => {
  const made = Object.keys(await hashesIn(path.join(root, 'out')));
  expect(committed).toEqual(made.filter((file) => !OTHER.test(file)));
});

test.each(committed)('out/%s is what the build makes, byte for byte', async (file) => {
  const made = await fs.readFile(path.join(root, 'out', file), 'utf8');
  expect(made).toBe(await fs.readFile(path.join('out', file), 'utf8'));
});
