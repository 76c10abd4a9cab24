import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayingAll } from '../messages.ts';
import { BASE, expectedIn, loadChanged, summaryOf, textOf, yamlFiles } from './case.ts';

const CASES = path.dirname(BASE);
const names = (await readdir(CASES)).filter((name) => name !== path.basename(BASE));

describe('each mistake is reported once, at its line, in words that help', () => {
  test.each(names)('%s', async (name) => {
    const folder = path.join(CASES, name);
    const loaded = await loadChanged((target) => cp(folder, target, { recursive: true }));
    const files = await yamlFiles(folder);
    const expected = await Promise.all(files.map(async (file) => expectedIn(file, await textOf(folder, file))));
    expect(loaded.diagnostics.map(summaryOf)).toEqual(sayingAll(expected.flat()));
    expect(loaded.dataset === undefined).toBe(expected.flat().length > 0);
  });
});

test('the dataset that the cases change is sound', async () => {
  const { dataset, diagnostics } = await loadChanged(async () => {});
  expect(diagnostics).toEqual([]);
  expect(dataset?.releases.size).toBe(2);
});
