import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { referencePages } from '../../src/reference/reference-pages.ts';

test.each([...referencePages()])('%s is what npm run docs writes', async (path, text) => {
  expect(await readFile(path, 'utf8')).toBe(text);
});
