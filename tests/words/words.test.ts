import fs from 'node:fs';
import { expect, test } from 'vitest';
import { findWords, readWords } from './words.ts';

const PAGE = `# Words

| Say | Do not say | Found by |
| --- | --- | --- |
| next to | beside | \`beside\` |
| is reported | is told | \`(is\\|are) told\` |
| is not a | is no | \`(?<!there )is no (?!longer)[a-z]+\` |

| Term | Meaning |
| --- | --- |
| beside | not a word that is out |
`;

const words = readWords(PAGE);

test.each([
  ['A note beside it.', ['1:8 beside: next to']],
  ['One.\nBeside that', ['2:1 Beside: next to']],
  ['const isBesidePage = 1;', ['1:7 isBesidePage: next to']],
  ['besides, besiders', []],
  ['there is no mark, it is no longer one', []],
  ['it is no mark', ['1:4 is no mark: is not a']],
  ['/**\n * What is\n * told here.\n */', ['2:9 is told: is reported']],
])('%j', (text, expected) => {
  expect(findWords(text, words).map((one) => `${one.line}:${one.column} ${one.text}: ${one.say}`)).toEqual(expected);
});

test('every row of the page has patterns that can be read', () => {
  const rows = readWords(fs.readFileSync('docs/contributing/words.md', 'utf8'));
  expect(rows.length).toBeGreaterThan(20);
  // "mended" is out in every form
  for (const form of ['mend', 'mends', 'mended', 'mending', 'isMended'])
    expect(findWords(form, rows).map(({ text }) => text)).toEqual([form]);
});

test('a page without the table is an error', () => {
  expect(() => readWords('# Words\n')).toThrow();
});
