import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { fill } from './fill.ts';

test('a table that would fill hundreds of pages is refused at its first row too many', () => {
  const rows = '| row | word |\n'.repeat(50_000);
  const diagnostics = new Diagnostics();
  const markdown = `# Title {#top}\n\n:::exhibit{#long}\nLong\n\n| A | B |\n| - | - |\n${rows}:::\n`;
  parseDocument(fill(markdown), new Map(), { locale: 'en', declared: [] }, diagnostics);
  const told = diagnostics.all.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`);
  expect(told).toEqual(['5008:1 document/too-long']);
});
