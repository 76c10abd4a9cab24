import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts.ts';

// Projects as users had them with an earlier version. Each later version reads the same figures and verdicts of them:
// docs/stability.md. Where this fails, the change needs a migration, and not a new expectation.
const FOLDER = 'tests/projects';

const names = (await fs.readdir(FOLDER, { withFileTypes: true })).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

test('there are projects of each way to begin', () => {
  expect(names.toSorted()).toEqual([
    'china-nonferrous',
    'starter-de',
    'starter-en',
    'starter-zh-CN',
    'table',
    'us-crops',
  ]);
});

test.each(names)('%s has the figures and verdicts that it had', async (name) => {
  const folder = path.join(FOLDER, name);
  expect(await verdictsOf(folder)).toBe(await fs.readFile(path.join(folder, 'verdicts.tsv'), 'utf8'));
});
