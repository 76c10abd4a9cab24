import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from './case.ts';

const records = `  hay: [{change: 'down slightly over 300,000 t'}]
  crop: [{level: just below 14.2 Mt}]
  share: [{growth: up nearly 5%}]`;
const { dataset } = await loadFiles(
  filesOf({
    indicators: { hay: 't flow', crop: 'Mt flow', share: 't flow' },
    releases: { office: records },
  }),
);

test.each([
  ['en', '⟦fell⟧ ⟦slightly over 300,000 tonnes⟧; ⟦slightly under 14.2 million tonnes⟧; ⟦rose⟧ ⟦slightly under 5%⟧'],
  ['de', '⟦sank um⟧ ⟦knapp über 300 000 Tonnen⟧; ⟦knapp unter 14,2 Millionen Tonnen⟧; ⟦stieg um⟧ ⟦knapp unter 5 %⟧'],
  ['zh-CN', '⟦下降⟧⟦略高于 30 万吨⟧; ⟦略低于 1,420 万吨⟧; ⟦增长⟧⟦略低于 5%⟧'],
])('words about a figure are printed in %s, and its sign by the verb', (locale, expected) => {
  const text = '{{change "hay:change"}}; {{value "crop"}}; {{change "share"}}';
  const { shown, diagnostics } = fillText(dataset, text, { locale: localeOf(locale), release: 'office' });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  expect(shown.replaceAll(/[\u00A0\u202F]/g, ' ')).toBe(expected);
});
