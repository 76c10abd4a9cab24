import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RULES } from '../../src/core/diagnostics/rules.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { generatedFiles } from '../../src/reference/generated-files.ts';

test.each([...(await generatedFiles(new Workspace('.')))])('%s is what npm run generate writes', async (path, text) => {
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('every page of a rule is one of a rule that there is', () => {
  const pages = readdirSync('docs/rules', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  const rules = Object.keys(RULES).map((rule) => `${rule}.md`);
  expect(pages.map((page) => page.replaceAll('\\', '/')).sort()).toEqual(['README.md', ...rules].sort());
});
