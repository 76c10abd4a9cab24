import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset, Observation, Source } from '../../src/dataset/model.ts';
import { subjectOf, subjectsOf, printedIn, withinSentence } from '../../src/figure/subject.ts';
import { statementAt, valueOf } from '../document/fill.ts';

const dataset = await loadDataset(new Workspace('tests/fixtures/tiny'), 'ferry-passengers', new Diagnostics());
if (!dataset) throw new Error('the dataset does not load');
const context = { dataset, locale: 'en' as const };

test.each([
  ['passengers@2025-Q4', 'Passengers, fourth quarter of 2025'],
  ['passengers:growth@2025-Q4', 'Passengers, change on a year earlier, fourth quarter of 2025'],
  ['passengers:growth[2025-Q3]@2025-Q4', 'Passengers, change from third quarter of 2025, fourth quarter of 2025'],
  ['passengers:cagr[2020]@2025', 'Passengers, average annual change since 2020, 2025'],
  ['passengers.harbour:share[passengers]@2025', 'Harbour route, share of passengers, 2025'],
  ['passengers.harbour:share[nobody]@2025', 'Harbour route, share of nobody, 2025'],
])('%s is about: %s', (address, subject) => {
  expect(subjectOf(statementAt(address, {}, dataset), context)).toBe(subject);
});

test('several figures are reported once each, and usual growth is not told from its level', () => {
  const at = (address: string) => valueOf('1', [], address, dataset);
  const values = ['passengers@2025', 'passengers:growth@2025', 'passengers.harbour@2025', 'passengers@2025 ÷ 2'].map(
    at,
  );
  expect(subjectsOf(values, context)).toBe('passengers; harbour route, 2025');
  expect(subjectsOf([at('passengers@2025 ÷ 2')], context)).toBe('');
});

test('what a dataset declares as a name keeps its capital, and a longer word does not', () => {
  const named = { dataset: { ...dataset, names: ['Loire', 'North sea'] }, locale: 'en' as const };
  const texts = ['Loire traffic', 'Loire', 'North sea ports', 'Loires', 'Northern ports'];
  expect(texts.map((text) => withinSentence(text, named))).toEqual([
    'Loire traffic',
    'Loire',
    'North sea ports',
    'loires',
    'northern ports',
  ]);
  expect(withinSentence('Loire traffic', context)).toBe('loire traffic');
});

test.each([
  ['Refined copper, 2025', 'refined copper, 2025'],
  ['London copper price', 'London copper price'],
  ['United States exports', 'United States exports'],
  ['U.S. exports', 'U.S. exports'],
])('within a sentence %s is %s, where a label has London within it', (subject, within) => {
  const indicators = new Map([['gold', { label: new Map([['en', 'Gold in London, average']]) }]]);
  const named = { dataset: { indicators } as unknown as Pick<Dataset, 'indicators'>, locale: 'en' as const };
  expect(withinSentence(subject, named)).toBe(within);
});

test('the print of a translation is called one where the text that it translates ranks above it', () => {
  const sources = new Map(
    [
      { id: 'original', language: 'zh-CN', rank: 1, group: 'office' },
      { id: 'translation', language: 'en', rank: 2, group: 'office' },
      { id: 'other', language: 'fr', rank: 1, group: 'paper' },
    ].map((source) => [source.id, source as Source]),
  );
  const called = [...sources.values()].map((source) => {
    const stated = { release: { source } } as unknown as Observation;
    return printedIn(stated, { sources }, 'zh-CN');
  });
  expect(called).toEqual(['来源所印', '译文所印', '来源所印']);
});
