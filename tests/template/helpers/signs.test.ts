import { localeOf } from '../../locale-of.ts';
import { describe, expect, test } from 'vitest';
import { filesOf, loadFiles } from '../../assay/world.ts';
import { fillText } from '../case.ts';

const { dataset } = await loadFiles(
  filesOf({
    indicators: { rides: 'count flow', ready: '% ratio', drawn: 't flow', ore: 'kt flow', buses: 'count flow' },
    releases: {
      office:
        '  rides: [{level: "268,400"}, {level: "268,380", period: 2024}, {growth: 0.0%}]\n' +
        '  buses: [{level: "412"}, {level: "412", period: 2024}, {growth: 0.0%}, {growth: 130%, period: 2024}, {growth: -63%, period: 2023}, {growth: 92%, period: 2022}, {growth: 100%, period: 2021}]\n' +
        '  ready: [{level: 93.6%}, {level: 93.2%, period: 2024}, {growth: 0.0%}, {change: 0.4 pp, base: 2024}]\n' +
        '  drawn: [{level: 64 t}, {level: -37 t, period: 2024}]\n' +
        '  ore: [{level: 123.4 kt}]',
    },
  }),
);

function filled(text: string, locale = 'en'): { readonly shown: string; readonly told: readonly string[] } {
  const { shown, diagnostics } = fillText(dataset, text, { release: 'office', locale: localeOf(locale) });
  const plain = shown
    .replaceAll(/[\u27E6\u27E7]/g, '')
    .replaceAll('\u00A0', ' ')
    .trim();
  return { shown: plain, told: diagnostics.map(({ rule, place }) => `${rule} ${place?.column}`) };
}

describe('percentage points are of differences of rates', () => {
  test.each([
    '{{value "ready" unit="pp"}}',
    '{{cell "ready" unit="pp"}}',
    '{{value "rides:growth" unit="pp"}}',
    '{{over "drawn" "drawn" unit="pp"}}',
    '{{plus "ready" "ready" unit="pp"}}',
    '{{bounds "ready" unit="pp"}}',
  ])('not %s', (text) => {
    expect(filled(text).told).toEqual([`dataset/wrong-dimension ${text.indexOf('unit=') + 1}`]);
  });

  test.each([
    ['{{value "ready:change[2024]" unit="pp"}}', '0.4 percentage points'],
    // 93.55 to 93.65 less 93.15 to 93.25
    ['{{minus "ready" "ready@2024"}}', '0.30 to 0.50 percentage points'],
  ])('but %s', (text, shown) => {
    expect(filled(text)).toEqual({ shown, told: [] });
  });
});

describe('a plus stands before changes', () => {
  test.each([
    '{{value "rides" sign=true}}',
    '{{cell "rides" sign=true}}',
    '{{value "ready" sign=true}}',
    '{{plus "rides" "buses" sign=true}}',
    '{{over "rides" "buses" sign=true}}',
  ])('not before a level: %s', (text) => {
    expect(filled(text).told).toEqual([`template/bad-argument ${text.indexOf('sign=') + 1}`]);
  });

  test.each([
    ['{{value "drawn" sign=true}}', '+64 tonnes'],
    ['{{value "buses:growth@2024" sign=true}}', '+130%'],
    // 268,400 is known to tens, as 268,380 shows
    ['{{minus "rides" "buses" sign=true}}', '+267,990'],
  ])('%s is %s', (text, shown) => {
    expect(filled(text)).toEqual({ shown, told: [] });
  });
});

test('a cell rounds to the digits to which a value does', () => {
  // 123.4 kt to no digit are 123 kt, 12.3 in ten thousand tonnes
  expect(filled('{{value "ore" digits=0}} {{cell "ore" digits=0}}', 'zh-CN').shown).toBe('12.3 万吨 12.3');
  expect(filled('{{value "ore" digits=0}} {{cell "ore" digits=0}}').shown).toBe('123 thousand tonnes 123');
  expect(filled('{{cell "ore" digits=0 unit="10^4 t"}}', 'zh-CN').shown).toBe('12');
});

describe('a rate that is printed as zero', () => {
  test.each([
    // 268,380 to 268,400
    ['{{change "rides"}}, {{change "rides" plural=true}}', 'en', 'was nearly unchanged, were nearly unchanged'],
    ['{{change "rides" noun=true}}', 'en', 'hardly any change'],
    ['{{direction "rides:growth"}}', 'en', 'was nearly unchanged'],
    ['{{change "rides"}}', 'de', 'war nahezu unverändert'],
    ['{{change "rides"}}', 'zh-CN', '基本持平'],
    ['{{change "rides" flat="was basically unchanged"}}', 'en', 'was basically unchanged'],
    ['{{change "buses"}}', 'en', 'was unchanged'],
  ])('says that levels are equal only where they are: %s in %s', (text, locale, shown) => {
    expect(filled(text, locale)).toEqual({ shown, told: [] });
  });

  test.each([
    ['{{change "rides" flat="was unchanged"}}', 'en'],
    ['{{direction "rides:growth" flat="stayed the same"}}', 'en'],
    ['{{change "rides" flat="blieb gleich"}}', 'de'],
  ])('nor in words of the author: %s', (text, locale) => {
    expect(filled(text, locale).told).toEqual([`template/bad-argument ${text.indexOf('flat=') + 1}`]);
  });
});

test.each([
  ['2024', 'stiegen auf mehr als das Doppelte'],
  ['2023', 'sanken auf weniger als die Hälfte'],
  ['2022', 'stiegen auf fast das Doppelte'],
  ['2021', 'verdoppelten sich'],
])('in German, what is near a multiple in %s is said to have been reached: %s', (period, shown) => {
  expect(filled(`{{change "buses:growth@${period}" words=true plural=true}}`, 'de')).toEqual({ shown, told: [] });
});

describe('a word that the brief declares for a direction', () => {
  test('says it without a warning', () => {
    expect(filled('{{change "buses:growth@2023" down="was burnt"}}')).toEqual({ shown: 'was burnt 63%', told: [] });
  });
  test('does not say the other', () => {
    expect(filled('{{change "buses:growth@2024" up="was burnt"}}').told).toEqual(['template/bad-argument 30']);
  });
});
