import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts.ts';
import { LONG } from '../long.ts';

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

// Two grew large.
const isLarge = (name: string): boolean => ['china-nonferrous', 'us-crops'].includes(name);

async function expectVerdicts(name: string): Promise<void> {
  const folder = path.join(FOLDER, name);
  expect(await verdictsOf(folder)).toBe(await fs.readFile(path.join(folder, 'verdicts.tsv'), 'utf8'));
}

const SAME = '%s has the figures and verdicts that it had';
test.each(names.filter((name) => !isLarge(name)))(SAME, expectVerdicts);
test.each(names.filter(isLarge))(SAME, LONG, expectVerdicts);
