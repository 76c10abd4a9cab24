import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/core/diagnostics/text-order.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { builtinUnits } from '../../src/dataset/unit.ts';
import type { Flag } from '../../src/figure/value.ts';
import { flagText } from '../../src/document/transforms/flags.ts';
import { localeOf } from '../locale-of.ts';
import { numbersInWords } from '../../src/language/number-words.ts';
import { DEFAULT_LOCALE, LOCALE_IDS, LOCALES, parseLocale, words } from '../../src/language/locales.ts';

const [english, chinese, german] = (['en', 'zh-CN', 'de'] as const).map(words);
if (!english || !chinese || !german) throw new Error('a locale is missing');

describe('periods in words', () => {
  test.each([
    ['2025', '2025', '2025年', '2025'],
    ['2025-S1', 'first half of 2025', '2025年上半年', '1.\u00A0Halbjahr 2025'],
    ['2025-S2', 'second half of 2025', '2025年下半年', '2.\u00A0Halbjahr 2025'],
    ['2025-Q1', 'first quarter of 2025', '2025年第一季度', '1.\u00A0Quartal 2025'],
    ['2025-Q4', 'fourth quarter of 2025', '2025年第四季度', '4.\u00A0Quartal 2025'],
    ['2025-M01', 'January 2025', '2025年1月', 'Januar 2025'],
    ['2025-M12', 'December 2025', '2025年12月', 'Dezember 2025'],
    ['2025-12-31', '31\u00A0December\u00A02025', '2025年12月31日', '31.\u00A0Dezember\u00A02025'],
    ['2024-02-29', '29\u00A0February\u00A02024', '2024年2月29日', '29.\u00A0Februar\u00A02024'],
    ['2024/25', '2024/25', '2024/25年度', '2024/25'],
    ['1999/00..2024/25', '1999/00 to 2024/25', '1999/00年度至2024/25年度', '1999/00 bis 2024/25'],
    ['2020..2025', '2020 to 2025', '2020年至2025年', '2020 bis 2025'],
    ['2025-M01..2025-M10', 'January to October 2025', '2025年1月至10月', 'Januar bis Oktober 2025'],
    ['2023-M01..2023-M09', 'January to September 2023', '2023年前三季度', 'Januar bis September 2023'],
    ['2024-M11..2025-M02', 'November 2024 to February 2025', '2024年11月至2025年2月', 'November 2024 bis Februar 2025'],
    [
      '2025-Q1..2025-Q3',
      'first quarter to third quarter of 2025',
      '2025年第一季度至第三季度',
      '1. bis 3.\u00A0Quartal 2025',
    ],
    [
      '2024-Q4..2025-Q1',
      'fourth quarter of 2024 to first quarter of 2025',
      '2024年第四季度至2025年第一季度',
      '4.\u00A0Quartal 2024 bis 1.\u00A0Quartal 2025',
    ],
    [
      '2024-S2..2025-S1',
      'second half of 2024 to first half of 2025',
      '2024年下半年至2025年上半年',
      '2.\u00A0Halbjahr 2024 bis 1.\u00A0Halbjahr 2025',
    ],
    [
      '2025-01-01..2025-03-31',
      '1\u00A0January to 31\u00A0March\u00A02025',
      '2025年1月1日至3月31日',
      '1.\u00A0Januar bis 31.\u00A0März\u00A02025',
    ],
    [
      '2024-12-25..2025-01-06',
      '25\u00A0December\u00A02024 to 6\u00A0January\u00A02025',
      '2024年12月25日至2025年1月6日',
      '25.\u00A0Dezember\u00A02024 bis 6.\u00A0Januar\u00A02025',
    ],
  ])('%s', (text, ...expected) => {
    const period = parsePeriod(text);
    if (!period) throw new Error(`${text} is not a period`);
    expect([english, chinese, german].map((locale) => locale.period(period))).toEqual(expected);
  });
});

describe('numbers in words that carry a scale', () => {
  test.each([
    ['en', 'passed six hundred million tonnes', ['six hundred million']],
    [
      'en',
      'Two thousand\nand twenty-five, half a million, a hundred',
      ['Two thousand\nand twenty-five', 'half a million', 'a hundred'],
    ],
    [
      'en',
      'forty-five percent, three per cent, five percentage points',
      ['forty-five percent', 'three per cent', 'five percentage points'],
    ],
    [
      'en',
      'two crore, a lakh, hundred-thousand tonnes, one point five',
      ['two crore', 'a lakh', 'hundred-thousand', 'one point five'],
    ],
    ['en', 'lakhs of people, a point five away, hundred-thousands', []],
    ['en', 'ten metals, two thirds, million tonnes in per cent, hundreds of millions, parts per million', []],
    ['en', 'one hundredth, the third, two hundred thousand times, one hundred-fold', []],
    [
      'de',
      'rund dreihundert Millionen, eine Million, zweihunderttausend Tonnen',
      ['dreihundert Millionen', 'eine Million', 'zweihunderttausend'],
    ],
    ['de', 'hunderttausend Tonnen, fünfzigprozentige Zunahme', ['hunderttausend', 'fünfzigprozentige']],
    ['de', 'einige Hunderttausend, Hunderttausende', []],
    ['de', 'Einundzwanzig Prozent', ['Einundzwanzig Prozent']],
    [
      'de',
      'zehn Metalle, tausend Tonnen, Hunderte, dreihundertmal, der dreihundertste, zehn Millionen Mal, keine Million',
      [],
    ],
    ['zh-CN', '突破六亿吨，百分之七点五，三成，六成五', ['六亿', '百分之七点五', '三成', '六成五']],
    ['zh-CN', '五千一百七十五百万吨，三个百分点', ['五千一百七十五百万', '三个百分点']],
    ['zh-CN', '廿万吨，卅万', ['廿万', '卅万']],
    ['zh-CN', '六亿次、两千次、壹佰次，一九九九年', ['六亿', '两千', '壹佰', '一九九九年']],
    ['zh-CN', '十种金属，万吨，百万吨，十亿元，第一百，数十万，几百，一百万倍，百分点，三成员，三分之一，十四五', []],
  ])('%s: %s', (locale, text, expected) => {
    expect(text.match(numbersInWords(localeOf(locale))) ?? []).toEqual(expected);
  });
});

describe('dates in words', () => {
  test.each([
    ['2026', '2026', '2026年', '2026'],
    ['2025-10', 'October 2025', '2025年10月', 'Oktober 2025'],
    ['2026-02-04', '4\u00A0February\u00A02026', '2026年2月4日', '4.\u00A0Februar\u00A02026'],
    ['2025-12-31', '31\u00A0December\u00A02025', '2025年12月31日', '31.\u00A0Dezember\u00A02025'],
  ])('%s', (text, ...expected) => {
    expect([english, chinese, german].map((locale) => locale.date(text))).toEqual(expected);
  });
});

test('ranges, without a space between two Chinese characters', () => {
  expect([english.range('2020', '2025'), english.range('3', '9 Mt')]).toEqual(['2020 to 2025', '3 to 9 Mt']);
  expect([chinese.range('2020年', '2025年'), chinese.range('3', '9 万吨')]).toEqual(['2020年至2025年', '3 至 9 万吨']);
  expect([german.range('2020', '2025'), german.range('3', '9 Mio. t')]).toEqual(['2020 bis 2025', '3 bis 9 Mio. t']);
});

test('lists', () => {
  const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']];
  expect(lists.map(english.list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(lists.map(chinese.list)).toEqual(['', 'a', 'a和b', 'a、b和c']);
  expect(lists.map(german.list)).toEqual(['', 'a', 'a und b', 'a, b und c']);
});

test('in a list whose items have joints of their own, stronger ones stand between them', () => {
  expect(english.list(['a', 'b, south', 'c'])).toBe('a; b, south; and c');
  expect(chinese.list(['a', 'b和c', 'd'])).toBe('a、b和c以及d');
  expect(german.list(['a und b', 'c'])).toBe('a und b sowie c');
});

test.each([
  ['Refined copper', 'refined copper'],
  ['Ångström', 'ångström'],
  ['LME price of copper', 'LME price of copper'],
  ['CO2 of smelters', 'CO2 of smelters'],
  ['精炼铜', '精炼铜'],
])('%s is %s within a sentence; a German noun keeps its capital', (label, inside) => {
  expect([english.inSentence(label), chinese.inSentence(label)]).toEqual([inside, inside]);
  expect(german.inSentence('Kupfer')).toBe('Kupfer');
});

test('German is sorted with ä as a and ß as ss', () => {
  // The order of DIN 5007, variant 1, of which code points know nothing.
  const labels = ['Zink', 'Ölschiefer', 'Osmium', 'Straße', 'Strasse A', 'Äpfel', 'Apatit', 'Übersee', 'Uran'];
  const sorted = labels.toSorted((a, b) => compareText(german.sortKey(a), german.sortKey(b)));
  expect(sorted).toEqual(['Apatit', 'Äpfel', 'Ölschiefer', 'Osmium', 'Straße', 'Strasse A', 'Übersee', 'Uran', 'Zink']);
});

test('after a German preposition only what begins with an ordinal number takes an article', () => {
  const { changeFrom, averageSince } = german.measure;
  expect(changeFrom(german.date('2020'))).toBe('Veränderung gegenüber 2020');
  expect(changeFrom(german.date('2025-10'))).toBe('Veränderung gegenüber Oktober 2025');
  expect(changeFrom(german.date('2025-Q3'))).toBe('Veränderung gegenüber dem 3.\u00A0Quartal 2025');
  expect(averageSince(german.date('2024-12-31'))).toContain('seit dem 31.\u00A0Dezember\u00A02024');
});

/** Every text in a table of words, with what its functions say about two texts. */
function textsIn(table: unknown): string[] {
  if (typeof table === 'string') return [table];
  if (typeof table === 'function') return textsIn((table as (...given: string[]) => unknown)('α', 'ω'));
  return typeof table === 'object' && table !== null ? Object.values(table).flatMap(textsIn) : [];
}

describe.each(LOCALES.map((locale) => [locale.id, locale] as const))('%s', (_, locale) => {
  test('has a word for everything', () => {
    const { verb, noun, rank, flag, missing, qualifier, measure, provenance, chart, attached, calendar, course } =
      locale;
    const tables = [verb, noun, rank, flag, missing, qualifier, measure, provenance, chart, attached, calendar, course];
    expect(tables.flatMap(textsIn).filter((text) => text.trim() === '')).toEqual([]);
    expect([rank.largest, rank.smallest].map((places) => new Set(places).size)).toEqual([10, 10]);
    expect([calendar.months, calendar.shortMonths].map((names) => new Set(names).size)).toEqual([12, 12]);
    expect([calendar.days, calendar.shortDays].map((names) => new Set(names).size)).toEqual([7, 7]);
  });

  test('names every unit that is built in', () => {
    expect([...builtinUnits.values()].filter(({ name }) => !name.has(locale.id))).toEqual([]);
  });

  test('says what it is given', () => {
    const { provenance, measure, course, range, continued, qualifier } = locale;
    const said = [
      ...Object.values(course).map((say) => say('α', 'ω')),
      range('α', 'ω'),
      locale.chart.extremes('α', 'ω'),
    ];
    expect(said.filter((text) => !/α.*ω/su.test(text))).toEqual([]);
    const of = [continued, ...Object.values(qualifier), ...Object.values(measure.comparedWith)].map((say) => say('α'));
    const ends = [provenance.low('α', true), provenance.low('α', false), provenance.high('α', true)];
    const links = [provenance.noteOn('α'), provenance.backTo('α'), measure.changeFrom('α'), measure.averageSince('α')];
    expect([...of, ...ends, ...links].filter((text) => !text.includes('α'))).toEqual([]);
    expect(provenance.low('1', true)).not.toBe(provenance.low('1', false));
    expect(provenance.high('1', true)).not.toBe(provenance.high('1', false));
  });
});

test('a tag is a locale only if Assay has words for it', () => {
  expect(LOCALE_IDS[0]).toBe(DEFAULT_LOCALE);
  expect(new Set(LOCALE_IDS).size).toBe(LOCALE_IDS.length);
  expect(['xx', 'constructor', '', 'de'].map(parseLocale)).toEqual([undefined, undefined, undefined, 'de']);
});

test('every flag has a mark of its own', () => {
  const flags = Object.keys(english.flag) as Flag[];
  expect(new Set(flags.map((flag) => flagText([flag]))).size).toBe(flags.length);
});

// A pattern without a limit takes the square of the length of such a row.
test.each([
  ['en', `${'one '.repeat(50)}hundred`, `${'one '.repeat(10)}hundred`],
  ['en', `one ${'hundred '.repeat(50)}times`, undefined],
  ['zh-CN', `三${'百'.repeat(100)}倍`, undefined],
])('a number in words of %s has a limited length', (locale, row, found) => {
  expect(row.match(numbersInWords(localeOf(locale)))?.[0]).toBe(found);
});
