import { localeOf } from '../../locale-of.ts';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/model.ts';
import { filesOf, loadFiles } from '../../assay/world.ts';
import { fillText } from '../case.ts';

// Each month of calls: Jan 90, Feb 80, Mar 99, Apr 85, May 87, June 90, and growth of three months.
const { dataset } = await loadFiles(
  filesOf({
    indicators: { calls: 't flow', cars: 't flow', part: '% ratio', total: 't flow' },
    releases: {
      office: `
  calls:
    - {level: 90.0 t, period: 2025-M01}
    - {level: 80.0 t, period: 2025-M02}
    - {level: 99.0 t, period: 2025-M03}
    - {level: 85.0 t, period: 2025-M04}
    - {level: 87.0 t, period: 2025-M05}
    - {level: 90.0 t, period: 2025-M06}
    - {growth: -0.3%, period: 2025-M03}
    - {growth: 1.5%, period: 2025-M04}
    - {growth: 0.2%, period: 2025-M05}
    - {growth: 6.0%, period: 2025-M06}
    - {growth: 2.0%, period: 2025-M08}
  cars:
    - {growth: 100.0%, period: 2025-M01}
    - {growth: 130%, period: 2025-M02}
    - {growth: 95.4%, period: 2025-M03}
    - {growth: -50.2%, period: 2025-M04}
    - {growth: -60%, period: 2025-M05}
    - {growth: 0.4%, period: 2025-M06}
    - {growth: -0.4%, period: 2025-M07}
    - {growth: about 100%, period: 2025-M08}
    - {growth: 0.6%, period: 2025-M09}
  part:
    - {level: 33.3%, period: 2025-M01}
    - {level: 50.9%, period: 2025-M02}
    - {level: 24%, period: 2025-M03}
    - {level: 66%, period: 2025-M04}
    - {level: 45%, period: 2025-M05}
    - {level: 49.6%, period: 2025-M06}
  total:
    - {level: 90.0 t, period: 2025-M01..2025-M02}
    - {level: 80.0 t, period: 2024-M01..2024-M02}`,
    },
  }),
);

function print(text: string, locale = 'en') {
  const { shown, diagnostics } = fillText(dataset, text, { release: 'office', locale: localeOf(locale) });
  const plain = shown
    .replaceAll(/[\u27E6\u27E7]/g, '')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .trim();
  return { plain, messages: diagnostics.map(({ message }) => message) };
}

test.each([
  ['{{streak "calls:growth@2025-M06"}}', 'for the third month in a row'],
  ['{{streak "calls:growth@2025-M03"}}', 'for at least one month'],
  ['{{streak "calls:growth@2025-M08"}}', 'for at least one month'],
  ['{{streak "calls:growth@2025-M04"}}', 'for one month'],
  ['{{#if (atLeast (streak "calls:growth@2025-M06") 3)}}yes{{/if}}', 'yes'],
  ['{{#if (atLeast (streak "calls:growth@2025-M06") 4)}}yes{{else}}no{{/if}}', 'no'],
  ['{{highest "calls@2025-M06"}}', 'the highest since March 2025'],
  ['{{highest "calls@2025-M03"}}', 'the highest since the series began (January 2025)'],
  ['{{lowest "calls@2025-M04"}}', 'the lowest since February 2025'],
  ['{{lowest "calls@2025-M02"}}', 'the lowest since the series began (January 2025)'],
  ['{{highest "total@2025-M01..2025-M02"}}', 'the highest since the series began (January to February 2024)'],
  ['{{#if (isHighest "calls@2025-M06")}}yes{{else}}no{{/if}}', 'no'],
  ['{{#if (isHighest "calls@2025-M06" since="2025-M03")}}yes{{else}}no{{/if}}', 'yes'],
  ['{{#if (isHighest "calls@2025-M06" since="2025-M02")}}yes{{else}}no{{/if}}', 'no'],
  ['{{#if (isHighest "calls@2025-M03")}}yes{{/if}}', 'yes'],
  ['{{#if (isHighest "calls@2025-M03" since="2024-M12")}}yes{{else}}no{{/if}}', 'no'],
  ['{{#if (isHighest "calls@2025-M06" since="2025-M05")}}yes{{else}}no{{/if}}', 'no'],
  ['{{#if (isHighest "calls@2025-M04" since="2025-M09")}}yes{{else}}no{{/if}}', 'no'],
  ['{{#if (isLowest "calls@2025-M01")}}yes{{else}}no{{/if}}', 'no'],
])('what a figure is among its earlier ones: %s is %s', (text, expected) => {
  expect(print(text)).toEqual({ plain: expected, messages: [] });
});

test.each([
  ['{{highest "calls@2025-M05"}}', 'the highest since March 2025'],
  ['{{highest "calls@2025-M04"}}', 'calls@2025-M04 is not the highest: compare calls@2025-M03'],
  ['{{highest "calls@2025-M01"}}', 'no figure is known before calls@2025-M01'],
])('a record that is none is a mistake: %s', (text, expected) => {
  const { plain, messages } = print(text);
  expect([plain, ...messages]).toContain(expected);
});

test('a tie of rounded figures is not a record', () => {
  // June and January print 90.0 t, and either may be larger
  expect(print('{{#if (isHighest "calls@2025-M06" since="2024-M12")}}yes{{else}}no{{/if}}').plain).toBe('no');
});

test.each([
  ['{{change "cars:growth@2025-M01" words=true}}', 'doubled'],
  ['{{change "cars:growth@2025-M02" words=true}}', 'more than doubled'],
  ['{{change "cars:growth@2025-M03" words=true}}', 'nearly doubled'],
  ['{{change "cars:growth@2025-M04" words=true}}', 'halved'],
  ['{{change "cars:growth@2025-M05" words=true}}', 'more than halved'],
  ['{{change "calls:growth@2025-M06" words=true}}', 'rose 6.0%'],
  ['{{change "cars:growth@2025-M08" words=true}}', 'rose about 100%'],
  ['{{change "cars:growth@2025-M07" nearly="0.5 %"}}', 'was nearly unchanged'],
  ['{{change "cars:growth@2025-M06" nearly="0.5 %" plural=true}}', 'were nearly unchanged'],
  ['{{change "cars:growth@2025-M09" nearly="0.5 %"}}', 'rose 0.6%'],
  ['{{change "cars:growth@2025-M07" up="widened by" down="narrowed by"}}', 'narrowed by 0.4%'],
  ['{{fraction "part@2025-M01"}}', 'a third'],
  ['{{fraction "part@2025-M02"}}', 'just over half'],
  ['{{fraction "part@2025-M03"}}', 'just under a quarter'],
  ['{{fraction "part@2025-M04"}}', 'just under two thirds'],
  ['{{fraction "part@2025-M06"}}', 'just under half'],
  ['{{fraction (shareOf "calls@2025-M02" "calls@2025-M01")}}', 'just under nine tenths'],
])('figures in words: %s is %s', (text, expected) => {
  expect(print(text).plain).toBe(expected);
});

test('a share near no fraction is a mistake', () => {
  const { messages } = print('{{fraction "part@2025-M05"}}');
  expect(messages).toEqual(['part@2025-M05, 45%, is not near a fraction that has a name']);
});

test('lists of what rose and what fell', () => {
  const figures = '(figures "calls:growth@2025-M03" "calls:growth@2025-M04" "calls:growth@2025-M05")';
  const list = (name: string) => `{{#each (${name} ${figures})}}{{period}} {{/each}}`;
  expect(print(list('risen')).plain).toBe('April 2025 May 2025');
  expect(print(list('fallen')).plain).toBe('March 2025');
  expect(print(`${list('unchanged')}none`).plain).toBe('none');
});

test.each([
  ['de', '{{streak "calls:growth@2025-M06"}}', 'den dritten Monat in Folge'],
  ['de', '{{highest "calls@2025-M06"}}', 'der höchste Wert seit März 2025'],
  ['de', '{{change "cars:growth@2025-M02" words=true}}', 'stieg auf mehr als das Doppelte'],
  ['de', '{{fraction "part@2025-M02"}}', 'gut die Hälfte'],
  ['zh-CN', '{{streak "calls:growth@2025-M06"}}', '连续第三个月'],
  ['zh-CN', '{{highest "calls@2025-M06"}}', '2025年3月以来最高'],
  ['zh-CN', '{{change "cars:growth@2025-M02" words=true}}', '增长逾一倍'],
  ['zh-CN', '{{fraction "part@2025-M01"}}', '三分之一'],
])('in %s %s is %s', (locale, text, expected) => {
  expect(print(text, locale)).toEqual({ plain: expected, messages: [] });
});

const MONTHS = '(figures "calls:growth@2025-M03" "calls:growth@2025-M04" "calls:growth@2025-M05")';

test.each([
  ['de', '{{change "cars:growth@2025-M07" nearly="0.5 %"}}', 'war nahezu unverändert'],
  [
    'de',
    '{{change "cars:growth@2025-M07" up="weitete sich aus um" down="verengte sich um"}}',
    'verengte sich um 0,4 %',
  ],
  ['en', '{{list (fallen (figures "calls:growth@2025-M03" "cars:growth@2025-M04"))}} fell', 'calls and cars fell'],
  ['de', '{{list (fallen (figures "calls:growth@2025-M03" "cars:growth@2025-M04"))}} fielen', 'calls und cars fielen'],
  ['zh-CN', '{{list (fallen (figures "calls:growth@2025-M03" "cars:growth@2025-M04"))}}', 'calls和cars'],
  ['zh-CN', '{{change "cars:growth@2025-M07" nearly="0.5 %"}}', '基本持平'],
  ['zh-CN', '{{change "cars:growth@2025-M07" up="扩大" down="收窄"}}', '收窄 0.4%'],
])('more words in %s: %s is %s', (locale, text, expected) => {
  expect(print(text, locale)).toEqual({ plain: expected, messages: [] });
});

// each with what it says, and with a little more than that
test.each([
  ['(atLeast (streak "calls:growth@2025-M06") 3)', '(atLeast (streak "calls:growth@2025-M06") 4)'],
  ['(isHighest "calls@2025-M06" since="2025-M03")', '(isHighest "calls@2025-M06" since="2025-M02")'],
  ['(isLowest "calls@2025-M02")', '(isLowest "calls@2025-M04")'],
  ['(above (fraction "part@2025-M02") "50 %")', '(above (fraction "part@2025-M02") "51 %")'],
  ['(above (change "cars:growth@2025-M02" words=true) "100 %")', '(above "cars:growth@2025-M03" "100 %")'],
  ['(between "cars:growth@2025-M07" "-0.5 %" "0.5 %")', '(between "cars:growth@2025-M09" "-0.5 %" "0.5 %")'],
  [`(not (unchanged ${MONTHS}))`, `(unchanged ${MONTHS})`],
  [`(risen ${MONTHS})`, '(risen (figures "cars:growth@2025-M05"))'],
])('a condition holds a sentence to %s, and not to %s', (holds, fails) => {
  expect(print(`{{assert ${holds} "it is so"}}`).messages).toEqual([]);
  expect(print(`{{assert ${fails} "it is so"}}`).messages).toEqual([expect.stringContaining('it is so')]);
});

describe('where figures are missing between, or the series breaks', () => {
  const gaps = async (): Promise<Dataset> =>
    (
      await loadFiles(
        filesOf({
          indicators: { higher: 'kt flow', lower: 'kt flow', broken: 'kt flow', monthly: 'kt flow' },
          releases: {
            office: `  higher:
    - {level: 100.0 kt, period: 2021}
    - {level: 10.0 kt, period: 2023}
    - {level: 12.0 kt, period: 2024}
  lower:
    - {level: 5.0 kt, period: 2021}
    - {level: 10.0 kt, period: 2023}
    - {level: 12.0 kt, period: 2024}
  monthly:
    - {level: 50.0 kt, period: 2024-M12}
    - {level: 10.0 kt, period: 2025-M11}
    - {level: 12.0 kt, period: 2025-M12}`,
          },
        }),
      )
    ).dataset;

  test.each([
    ['{{highest "higher@2024"}}', 'the highest since at least 2023'],
    ['{{highest "lower@2024"}}', 'the highest since at least 2023'],
    ['{{highest "monthly@2025-M12"}}', 'the highest since at least November 2025'],
    ['{{#if (isHighest "higher@2024")}}yes{{/if}}', ''],
    ['{{#unless (isHighest "higher@2024")}}no{{/unless}}', 'no'],
    ['{{#if (isHighest "monthly@2025-M12")}}yes{{/if}}', ''],
    // No figure of 2022 is known: it is not said either way.
    ['{{#if (isHighest "lower@2024")}}yes{{/if}}', ''],
    ['{{#if (isHighest "lower@2024" since="2022")}}yes{{/if}}', ''],
  ])('%s says %j', async (text, expected) => {
    const { shown } = fillText(await gaps(), text, { release: 'office', locale: 'en' });
    const plain = shown.replaceAll(/[\u27E6\u27E7]/g, '').replaceAll(/[\u00A0\u202F]/g, ' ');
    expect(plain.trim()).toBe(expected);
  });
});
