import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../src/dataset/period.ts';
import { FLAG_LETTERS, LOCALE_IDS, words } from '../../src/figure/words.ts';

function inBoth(text: string): string[] {
  const period = parsePeriod(text);
  if (!period) throw new Error(`${text} is no period`);
  return [words('en').period(period), words('zh-CN').period(period)];
}

describe('periods in words', () => {
  test.each([
    ['2025', '2025', '2025年'],
    ['2025-S1', 'first half of 2025', '2025年上半年'],
    ['2025-S2', 'second half of 2025', '2025年下半年'],
    ['2025-Q1', 'first quarter of 2025', '2025年第一季度'],
    ['2025-Q4', 'fourth quarter of 2025', '2025年第四季度'],
    ['2025-M01', 'January 2025', '2025年1月'],
    ['2025-M12', 'December 2025', '2025年12月'],
    ['2025-12-31', '31\u00A0December\u00A02025', '2025年12月31日'],
    ['2024-02-29', '29\u00A0February\u00A02024', '2024年2月29日'],
    ['2020..2025', '2020 to 2025', '2020年至2025年'],
    ['2025-M01..2025-M10', 'January to October 2025', '2025年1月至10月'],
    ['2024-M11..2025-M02', 'November 2024 to February 2025', '2024年11月至2025年2月'],
    ['2025-Q1..2025-Q3', 'first quarter to third quarter of 2025', '2025年第一季度至第三季度'],
    ['2024-Q4..2025-Q1', 'fourth quarter of 2024 to first quarter of 2025', '2024年第四季度至2025年第一季度'],
    ['2024-S2..2025-S1', 'second half of 2024 to first half of 2025', '2024年下半年至2025年上半年'],
    ['2025-01-01..2025-03-31', '1\u00A0January to 31\u00A0March\u00A02025', '2025年1月1日至3月31日'],
    [
      '2024-12-25..2025-01-06',
      '25\u00A0December\u00A02024 to 6\u00A0January\u00A02025',
      '2024年12月25日至2025年1月6日',
    ],
  ])('%s', (text, english, chinese) => {
    expect(inBoth(text)).toEqual([english, chinese]);
  });
});

describe('dates in words', () => {
  test.each([
    ['2026', '2026', '2026年'],
    ['2025-10', 'October 2025', '2025年10月'],
    ['2026-02-04', '4\u00A0February\u00A02026', '2026年2月4日'],
    ['2025-12-31', '31\u00A0December\u00A02025', '2025年12月31日'],
  ])('%s', (text, english, chinese) => {
    expect([words('en').date(text), words('zh-CN').date(text)]).toEqual([english, chinese]);
  });
});

test('ranges, without a space between two Chinese characters', () => {
  expect([words('en').range('2020', '2025'), words('en').range('3', '9 Mt')]).toEqual(['2020 to 2025', '3 to 9 Mt']);
  const chinese = [words('zh-CN').range('2020年', '2025年'), words('zh-CN').range('3', '9 万吨')];
  expect(chinese).toEqual(['2020年至2025年', '3 至 9 万吨']);
});

test('lists', () => {
  const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']];
  expect(lists.map((items) => words('en').list(items))).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(lists.map((items) => words('zh-CN').list(items))).toEqual(['', 'a', 'a和b', 'a、b和c']);
});

test('every locale has a word for everything, and every flag a letter of its own', () => {
  expect(LOCALE_IDS).toEqual(['en', 'zh-CN']);
  for (const locale of LOCALE_IDS) {
    const { flag, verb, noun, rank } = words(locale);
    expect(Object.keys(flag).sort()).toEqual(Object.keys(FLAG_LETTERS).sort());
    const all = [flag, verb, noun, ...Object.values(rank)].flatMap((table) => Object.values<string>(table));
    expect(all.filter((word) => word.trim() === '')).toEqual([]);
  }
  expect(new Set(Object.values(FLAG_LETTERS)).size).toBe(Object.keys(FLAG_LETTERS).length);
});
