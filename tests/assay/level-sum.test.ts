import { expect, test } from 'vitest';
import { sumText } from '../../src/assay/constraints/level-sum.ts';
import type { Indicator } from '../../src/dataset/model.ts';
import { filesOf, loadFiles } from './world.ts';

test('names that repeat in a sum have the ids by which they are distinguished', async () => {
  const { dataset } = await loadFiles(
    filesOf({
      indicators: { one: 'count flow' },
      releases: { office: '  one: [{ level: 3 }]' },
    }),
  );
  const [known] = dataset.indicators.values();
  if (!known) throw new Error('no indicator');
  const called = (id: string, name: string): Indicator => ({ ...known, id, label: new Map([['en', name]]) });
  const parts = [called('women.all', 'All'), called('other', 'Other')].map((indicator) => ({
    indicator,
    sign: 1 as const,
  }));
  expect(sumText({ total: called('men.all', 'All'), parts }, 'en')).toBe('All (men.all) is All (women.all) + Other');
});
