import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Observation, Release } from '../../src/dataset/model.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { type LocaleId, words } from '../../src/language/locales.ts';
import { fill, statementAt } from './fill.ts';

/** Rules about periods that a document breaks, in which `⟦5||x@2024⟧` is a figure of 2024 and `⟦"2024"⟧` a period. */
function brokenBy(text: string, locale: LocaleId = 'en'): string[] {
  const period = parsePeriod('2025') ?? expect.fail('2025 is a period');
  const observations = ['x@2024', 'x@2025', 'x@2025-Q4', 'x@2024/25'].map((address) => statementAt(address));
  const release = { id: 'r', period, observations } as unknown as Release;
  const dataset = {
    indicators: new Map(),
    releases: new Map([[release.id, release]]),
    sources: new Map(),
    conditions: new Map(),
  };
  const filled = fill(`# Title {#top}\n\n${text}\n`);
  for (const printed of filled.tokens.all) {
    const origin = printed.kind === 'value' ? printed.value.origin : undefined;
    if (origin?.kind === 'stated') (origin.observation as { release: Observation['release'] }).release = release;
  }
  const diagnostics = new Diagnostics();
  parseDocument(filled, new Map(), { locale, declared: ['2000..2030'], dataset }, diagnostics);
  return diagnostics.all.filter(({ rule }) => rule === 'document/period').map(({ severity }) => severity);
}

const table = (head: string, label: string, cell: string): string =>
  `| Name | ${head} |\n|---|---|\n| ${label} | ${cell} |`;
const quarter = words('en').period({ text: '2025-Q4' });

test.each([
  table('2019', 'All', '⟦5||x@2025⟧'),
  table('⟦"2024"⟧', 'All', '⟦5||x@2025⟧'),
  table('⟦"2024"⟧, tonnes', 'All', '⟦5||x@2025⟧'),
  table('Rides', '⟦"2024"⟧', '⟦5||x@2025⟧'),
  table('Change', 'Rides in 2024', '⟦5||x@2025⟧'),
  table('⟦"2024"⟧', 'All', '⟦5%||x:growth@2025⟧'),
  table('⟦"2025"⟧', 'All', '⟦5||x@2024⟧'),
  table(`⟦"${quarter}"⟧`, 'All', '⟦5||x@2025⟧'),
  table('2024', 'All', '⟦5||x@2024/25⟧'),
  ':::box{#b}\n- Rides in ⟦"2024"⟧\n\n  ⟦5||x@2025⟧\n:::',
  'Rides in 2024: ⟦5||x@2025⟧.',
  table('March 2025', 'All', '⟦5||x@2025-M11⟧'),
  table('Mar 2025', 'All', '⟦5||x@2025-M11⟧'),
  table('First quarter of 2025', 'All', '⟦5||x@2025-Q4⟧'),
])('%s is of another period', (text) => {
  expect(brokenBy(text)).toEqual(['error']);
});

test('also in Chinese', () => {
  expect(brokenBy(table('⟦"2024年"⟧', 'A', '⟦5||x@2025⟧'), 'zh-CN')).toEqual(['error']);
  expect(brokenBy(table('2024年', 'A', '⟦5||x@2025⟧'), 'zh-CN')).toEqual(['error']);
  expect(brokenBy(table('2025年3月', 'A', '⟦5||x@2025-M11⟧'), 'zh-CN')).toEqual(['error']);
  expect(brokenBy(table('⟦"2025年"⟧', 'A', '⟦5||x@2025⟧'), 'zh-CN')).toEqual([]);
});

test.each([
  table('2025', 'All', '⟦5||x@2025⟧'),
  table('⟦"2025"⟧', 'All', '⟦5||x@2025-Q4⟧'),
  table('⟦"2024/25"⟧', 'All', '⟦5||x@2024/25⟧'),
  table(`⟦"${quarter}"⟧`, 'All', '⟦5||x@2025-Q4⟧'),
  table('Change on ⟦"2024"⟧', 'All', '⟦5%||x:growth@2025⟧'),
  table('Change', '⟦"2024"⟧', '⟦5%||x:growth@2025⟧'),
  table('November 2025', 'All', '⟦5||x@2025-M11⟧'),
  table('Fourth quarter of 2025', 'All', '⟦5||x@2025-M11⟧'),
  table('November 2025', 'All', '⟦5||x@2025-M01..2025-M11⟧'),
  // a column of a release, where the row says about when the figure is
  table('⟦"2025"⟧', '⟦"2024"⟧', '⟦5||x@2024⟧'),
  table('COVID-2019', 'All', '⟦5||x@2025⟧'),
  'Rides were 5 in 2024, and ⟦5||x@2025⟧ later.',
])('%s is not', (text) => {
  expect(brokenBy(text)).toEqual([]);
});
