import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { withoutManyMarks } from '../../src/document/mark-limits.ts';
import { LONG } from '../long.ts';
import { fill } from './fill.ts';

test('a table that would fill hundreds of pages is refused at its first row too many', LONG, () => {
  const rows = '| row | word |\n'.repeat(5_100);
  const diagnostics = new Diagnostics();
  const markdown = `# Title {#top}\n\n:::exhibit{#long}\nLong\n\n| A | B |\n| - | - |\n${rows}:::\n`;
  parseDocument(fill(markdown), new Map(), { locale: 'en', declared: [] }, diagnostics);
  const told = diagnostics.all.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`);
  expect(told).toEqual(['5008:1 document/too-long']);
});

/** What is reported about a text of a template, and the characters of marks that the parser then still reads. */
function limitsOf(text: string): { reported: string[]; marks: number } {
  const diagnostics = new Diagnostics();
  const read = withoutManyMarks(fill(`# Title {#top}\n\nbefore\n\n${text}\n\nafter [x] *y*\n`), diagnostics);
  const reported = diagnostics.all.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`);
  return { reported, marks: read.match(/[[\]*_~`]/g)?.length ?? 0 };
}

test('a word that no line has room for, and a paragraph of many pages, are refused where they stand', () => {
  expect(limitsOf(`It is a${'b'.repeat(1_000)}.`).reported).toEqual(['5:7 document/too-long']);
  expect(limitsOf('Many words. '.repeat(9_000)).reported).toEqual(['5:1 document/too-long']);
  expect(limitsOf(`${'长'.repeat(2_000)} ${'word '.repeat(2_000)}`).reported).toEqual([]);
});

const MARKS_AFTER = 4;

test.each([
  ['open brackets', '['.repeat(20_000)],
  ['brackets in brackets', '['.repeat(300) + ']'.repeat(20_000)],
  ['stars round a letter', `${'*'.repeat(10_000)}a${'*'.repeat(10_000)}`],
  ['backticks that nothing closes', Array.from({ length: 199 }, (_, at) => '`'.repeat(at + 1)).join(' ')],
  ['stars that open and close', 'a**b'.repeat(5_000)],
  ['underlined lines', 'a\n=\n'.repeat(6_000)],
  ['a wide row', `| a |\n| - |\n| ${'[x](y) '.repeat(5_000)} |`],
])('%s are refused at their paragraph, and the parser reads none of them', (_name, text) => {
  const { reported, marks } = limitsOf(text);
  expect(reported).toEqual([expect.stringMatching(/^[5-7]:\d+ document\/too-long$/)]);
  expect(marks).toBe(MARKS_AFTER);
});

test.each([
  ['a table with a link in each of its rows', `| a |\n| - |\n${'| [x](y) |\n'.repeat(5_000)}`],
  ['paragraphs', 'some **bold** words and `code`\n\n'.repeat(5_000)],
  ['a list', '- [x](y)\n'.repeat(1_000)],
  ['a line across the page', '_'.repeat(80)],
])('%s are within the limits', (_name, text) => {
  expect(limitsOf(text).reported).toEqual([]);
});
