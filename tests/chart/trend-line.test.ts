import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { AREA_SIZE, describeTrend, TREND_SIZE, trendContent } from '../../src/chart/trend-line.ts';
import { type Decimal, decimal } from '../../src/core/numbers/decimal.ts';
import { point } from '../../src/core/numbers/interval.ts';
import type { Flag } from '../../src/figure/value.ts';
import { Value } from '../../src/figure/value.ts';
import { type Period, parsePeriod } from '../../src/dataset/period.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';

function figure(number: number, flags: readonly Flag[] = [], worth = 0): Value {
  const end = (by: number): Decimal => decimal(number + by);
  const interval = { low: end(-worth), high: end(worth), lowOpen: false, highOpen: true };
  const printed = { text: `${number}\u00A0Mt`, decimals: 0, suffix: '\u00A0Mt' };
  const origin = { kind: 'typed', text: printed.text } as const;
  return new Value({ ...printed, origin, decimal: decimal(number), interval, unit: builtinUnit('Mt'), flags });
}

function year(text: string): Period {
  return parsePeriod(text) ?? expect.fail(`${text} is not a period`);
}

function drawn(points: readonly (Value | undefined)[], isArea = false): { lines: number[][][]; dots: string[] } {
  const svg = trendContent({ address: 'a@2020..2025', members: new Map(), points, text: '', isArea }, '#123456');
  const lines = [...svg.matchAll(/points="([^"]*)"/g)].map(([, line = '']) =>
    line.split(' ').map((pair) => pair.split(',').map(Number)),
  );
  return { lines, dots: [...svg.matchAll(/<circle [^>]*>/g)].map(([circle]) => circle) };
}

describe('a trend', () => {
  test('goes through its figures from the left, the lowest at the bottom and the highest at the top', () => {
    const { lines } = drawn([figure(10), figure(30), figure(20)]);
    const [[first = [], second = [], third = []] = []] = lines;
    expect(lines).toHaveLength(1);
    expect([first[0], second[0], third[0]]).toEqual([3, TREND_SIZE.width / 2, TREND_SIZE.width - 3]);
    expect([first[1], second[1], third[1]]).toEqual([TREND_SIZE.height - 3, 3, TREND_SIZE.height / 2]);
  });

  test('is broken where a figure is missing; one alone is a dot', () => {
    const { lines, dots } = drawn([figure(1), undefined, figure(2), figure(3), undefined, undefined]);
    expect(lines.map((line) => line.length)).toEqual([2]);
    expect(dots).toHaveLength(2);
  });

  test('passes a range as if it were missing: nothing stands at its middle', () => {
    const part = figure(5);
    const over = part.with({ interval: {} as never });
    const range = part.with({ origin: { kind: 'derived', formula: [over] } });
    const { lines, dots } = drawn([figure(1), figure(2), range, figure(3), figure(4)]);
    expect(lines.map((line) => line.length)).toEqual([2, 2]);
    expect(dots).toHaveLength(1);
  });

  test('marks its last figure, hollow where that is not final', () => {
    const marked = (flags: readonly Flag[]): string | undefined => drawn([figure(1), figure(2, flags)]).dots.at(-1);
    expect(marked([])).toContain('fill="#123456"');
    expect(marked(['provisional'])).toContain('fill="none"');
    expect(marked(['forecast'])).toContain('fill="none"');
    expect(marked(['corrected'])).toContain('fill="#123456"');
  });

  test('passes a bound, which is a hollow dot, and ends in no solid one', () => {
    const bound = figure(2).with({ interval: { low: decimal(2), high: undefined, lowOpen: true, highOpen: true } });
    const { lines, dots } = drawn([figure(1), figure(3), bound, figure(4)]);
    expect(lines.map((line) => line.length)).toEqual([2]);
    expect(dots.map((dot) => dot.includes('fill="none"'))).toEqual([true, false]);
  });

  test('with an area stands on zero, so that half is half as high, and its area reaches there from end to end', () => {
    const [left, right, top, bottom] = [3, AREA_SIZE.width - 3, 3, AREA_SIZE.height - 3];
    const corners = [
      [left, (top + bottom) / 2],
      [right, top],
    ];
    const zero = [
      [right, bottom],
      [left, bottom],
    ];
    const [area, line] = drawn([figure(10), figure(20)], true).lines;
    expect(line).toEqual(corners);
    expect(area).toEqual([...corners, ...zero]);
    const [below] = drawn([figure(-10), figure(10)], true).lines;
    expect(below?.map(([, y]) => y)).toEqual([bottom, top, (top + bottom) / 2, (top + bottom) / 2]);
  });

  test('of figures that are all the same is level', () => {
    const { lines } = drawn([figure(5), figure(5), figure(5)]);
    expect(lines[0]?.map(([, y]) => y)).toEqual([9, 9, 9]);
  });
});

describe('its words', () => {
  const say = (first: Value, last: Value, locale: LocaleId = 'en'): string =>
    describeTrend(
      'Copper',
      [first, last].map((value, at) => ({ period: year(String(2020 + at)), value })),
      locale,
    );

  test('say when, the first figure, the last, and which way it went', () => {
    expect(say(figure(10), figure(14))).toBe('Copper, 2020 to 2021: rose from 10\u00A0Mt to 14\u00A0Mt');
    expect(say(figure(14), figure(10))).toBe('Copper, 2020 to 2021: fell from 14\u00A0Mt to 10\u00A0Mt');
    expect(say(figure(10), figure(14), 'zh-CN')).toMatch(/^Copper，2020.*2021.*：由 10\u00A0Mt 升至 14\u00A0Mt$/);
  });

  test('say no way from a number that is known exactly to the same', () => {
    const exact = figure(2024).with({ interval: point(decimal(2024)) });
    expect(say(exact, exact)).toBe('Copper, 2020 to 2021: from 2024\u00A0Mt to 2024\u00A0Mt');
  });

  test('say a way where what the figures may stand for touches and does not meet', () => {
    const halves = (low: number): Value =>
      figure(low).with({ interval: { low: decimal(low), high: decimal(low + 1), lowOpen: false, highOpen: true } });
    expect(say(halves(1), halves(2))).toContain('rose');
    expect(say(halves(2), halves(1))).toContain('fell');
  });

  test('say no way where the digits tell none', () => {
    expect(say(figure(10, [], 3), figure(14, [], 3))).toBe('Copper, 2020 to 2021: from 10\u00A0Mt to 14\u00A0Mt');
  });
});
