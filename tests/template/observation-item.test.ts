import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import { bindChart } from '../../src/chart/bind.ts';
import { loadChart } from '../../src/chart/spec.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Localised } from '../../src/dataset/localised.ts';
import { openEdition } from '../../src/dataset/edition.ts';
import { fillText, loadTiny } from './case.ts';
import { saying } from '../messages.ts';

test('in a language that the dataset does not have, everything is called as in the first that it has', async () => {
  const tiny = await loadTiny();
  const english = (text: Localised): Localised => new Map([['en', text.get('en') ?? '']]);
  const indicators = new Map(
    [...tiny.indicators].map(([id, indicator]) => [
      id,
      Object.assign(indicator, {
        label: english(indicator.label),
        definition: indicator.definition && english(indicator.definition),
      }),
    ]),
  );
  const dataset = { ...tiny, indicators, locales: ['en'] };
  const template = '{{label "passengers.river"}}: {{definition "punctuality"}}';
  const { shown, diagnostics } = fillText(dataset, template, { locale: 'zh-CN' });
  expect(diagnostics).toEqual([]);
  expect(shown).toMatch(/^⟦River route⟧: ⟦Sailings that leave .*⟧$/);

  const found = new Diagnostics();
  const edition = openEdition(dataset, 'ferry-2025-q4', undefined, found);
  const text = '{"data": {"address": "passengers.river"}, "mark": "bar", "encoding": {"x": {"field": "value"}}}';
  const spec = await loadChart({ path: 'charts/one.vl.json', text }, found);
  const chart = edition && spec && bindChart(spec, edition, 'zh-CN', found);
  expect(found.all).toEqual([]);
  expect(chart?.title).toContain('River route');
  expect([...(chart?.rows.values() ?? [])].flat()).toMatchObject([{ label: 'River route' }]);
});

test('a forecast is printed with what it depends on, in the language of the edition', async () => {
  const dataset = await loadTiny();
  const items =
    '{{#each (figures "passengers:growth@2025..2026")}}{{#if condition}}{{value}}: {{condition}};{{/if}}{{/each}}';
  const template = `${items}{{condition "passengers:growth@2026"}}`;
  const { shown, diagnostics } = fillText(dataset, template, { locale: 'zh-CN' });
  expect(diagnostics).toEqual([]);
  expect(shown.replaceAll(/\s/g, '')).toBe('⟦约3%⟧:⟦冬季偏暖⟧;⟦冬季偏暖⟧');
  const { diagnostics: found } = fillText(dataset, '{{condition "passengers:growth"}}', {});
  expect(found.map(({ message }) => message)).toEqual([saying('passengers:growth@2025-Q4 …')]);
});

test('a figure that no relation tests is listed in the unit in which the document has printed it', async () => {
  const dataset = await loadTiny();
  const untested = ['fuel.used@2025-Q4', 'passengers@2025-Q4'];
  const list = '{{#each tests.untested}}{{value}};{{/each}}';
  const said = (before: string, locale: string): string =>
    fillText(dataset, before + list, { locale: localeOf(locale), untested }).shown.replaceAll('\u00A0', ' ');
  expect(said('', 'zh-CN')).toBe('⟦1,108,000⟧;⟦1,960 吨⟧;');
  expect(said('{{value "fuel.used" unit="kt"}}, {{value "fuel.used@2025-Q3"}}, ', 'zh-CN')).toMatch(/;⟦1.96 千吨⟧;$/);
  expect(said('{{value "fuel.used" unit="kt"}}, ', 'en')).toMatch(/⟦1,108,000⟧;⟦1.96 thousand tonnes⟧;$/);
});
