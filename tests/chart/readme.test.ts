import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PURE_FUNCTIONS } from '../../src/chart/vega-expression.ts';
import { EVENT_FIELDS } from '../../src/chart/event-rows.ts';
import { ROW_FIELDS } from '../../src/chart/rows.ts';
import { THEME_NAMES } from '../../src/chart/theme.ts';
import { drawSound, ferries } from './case.ts';

const PAGES = ['charts', 'chart-drawing', 'chart-checks'].map((page) => `docs/reference/${page}.md`);
const CHAPTER = (await Promise.all(PAGES.map((page) => readFile(page, 'utf8')))).join('\n');
const EXAMPLES = [...CHAPTER.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => json);

test.each(EXAMPLES.map((json, index) => [index + 1, json]))(
  'example %i of the pages on charts is drawn',
  async (_, json) => {
    const { rendered } = await drawSound(json, await ferries());
    expect(rendered.values).toHaveLength(json.includes('passengers.*@') ? 4 : 2);
  },
);

test('the pages have examples', () => {
  expect(EXAMPLES).toHaveLength(3);
});

test.each([...ROW_FIELDS, ...EVENT_FIELDS, ...THEME_NAMES, ...PURE_FUNCTIONS])('%s is taught', (name) => {
  expect(CHAPTER).toContain(`\`${name}\``);
});
