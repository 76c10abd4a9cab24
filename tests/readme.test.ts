import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Folders that a build makes. */
const MADE = /^(?:out|dist|_site)\//;

/** The names in backticks that are paths: they end in a slash or in the ending of a source file. */
function pathsIn(file: string): string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name);
  return names.filter((name) => /\/$|\.(?:ts|schema\.json)$/.test(name) && !MADE.test(name));
}

test.each([
  ['docs/architecture.md', 'readback/'],
  ['CONTRIBUTING.md', 'src/assay/slips/kinds.ts'],
])('%s names only files and folders that exist', (page, one) => {
  const named = pathsIn(page);
  expect(named).toContain(one);
  expect(named.filter((name) => !existsSync(path.join('src', name)) && !existsSync(name))).toEqual([]);
});
