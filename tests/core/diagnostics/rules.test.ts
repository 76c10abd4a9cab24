import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../../src/core/diagnostics/rules.ts';

const SOURCE = path.resolve('src');

test('every rule in the list is one that something reports', async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const others = files.filter((file) => file !== path.join('core', 'rules.ts'));
  const texts = await Promise.all(others.map((file) => readFile(path.join(SOURCE, file), 'utf8')));
  const unused = Object.keys(RULES).filter((rule) => !texts.some((text) => text.includes(`'${rule}'`)));
  expect(unused).toEqual([]);
});
