import { expect, test } from 'vitest';
import { fillText, loadTiny } from './case.ts';

const dataset = await loadTiny();
const LIST = '{{#each events}}{{what}} {{period}};{{/each}}';

test('an edition knows the events that were reported up to its date, in its language', () => {
  const shown = (setting: Parameters<typeof fillText>[2]) => fillText(dataset, LIST, setting).shown;
  expect(shown({ release: 'ferry-2025-q3', asOf: '2025-12-31' })).toBe('⟦One fare for both routes⟧ ⟦2025 to 2027⟧;');
  expect(shown({ release: 'ferry-2025-q3', asOf: '2026-01-19', locale: 'zh-CN' })).toBe(
    '⟦两条航线票价统一⟧ ⟦2025年至2027年⟧;⟦首班夜航⟧ ⟦2025年10月4日⟧;',
  );
});

test('a dataset without events has an empty list', () => {
  const { shown, diagnostics } = fillText({ ...dataset, events: new Map() }, '{{#each events}}x{{else}}none{{/each}}');
  expect([shown, diagnostics]).toEqual(['none', []]);
});
