import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePeriods,
  expandPeriods,
  lastDay,
  parsePeriod,
  type Period,
  periodHint,
  periodYearEarlier,
  sdmxPeriod,
  startingIn,
} from '../../src/dataset/period.ts';
import { parseRelativePeriod } from '../../src/dataset/period-offset.ts';
import { mentioning } from '../messages.ts';

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed) throw new Error(`${text} is not a period`);
  return parsed;
}

test.each([
  ['2025', 'year', '2025-01-01/2025-12-31'],
  ['2025-S1', 'half', '2025-01-01/2025-06-30'],
  ['2025-S2', 'half', '2025-07-01/2025-12-31'],
  ['2025-Q3', 'quarter', '2025-07-01/2025-09-30'],
  ['2024-M02', 'month', '2024-02-01/2024-02-29'],
  ['2025-M11', 'month', '2025-11-01/2025-11-30'],
  ['2025-12-31', 'day', '2025-12-31/2025-12-31'],
  ['2025-M01..2025-M10', 'span', '2025-01-01/2025-10-31'],
  ['2021..2025', 'span', '2021-01-01/2025-12-31'],
  ['2024/25', 'split year', '2024-01-01/2025-12-31'],
])('%s is a %s from and to %s', (text, kind, days) => {
  expect(period(text)).toMatchObject({ text, kind });
  const { start, end } = period(text);
  expect(`${start}/${end}`).toBe(days);
});

test.each([
  '',
  '25',
  '2025-',
  '2025-Q5',
  '2025-S3',
  '2025-M13',
  '2025-M1',
  '2025-12',
  '2025-02-29',
  '2025-00-10',
  '2025..2024',
  '2025..2025',
  '2025..2025-Q1',
  '2024..2025..2026',
  ' 2025',
  '2025 ',
  '２０２５',
  '2024/26',
  '2024/2025',
  '9999/00',
  '2024/25-Q1',
  '2024..2024/25',
])('"%s" is not a period', (text) => {
  expect(parsePeriod(text)).toBeUndefined();
});

describe('a year earlier', () => {
  test.each([
    ['2025', '2024'],
    ['2025-Q4', '2024-Q4'],
    ['2024-02-29', '2023-02-28'],
    ['2025-M01..2025-M10', '2024-M01..2024-M10'],
    ['0000', '0000'],
  ])('of %s is %s', (text, earlier) => {
    expect(periodYearEarlier(period(text)).text).toBe(earlier);
  });
});

describe('a range of like periods', () => {
  test.each([
    ['2023', '2025', ['2023', '2024', '2025']],
    ['2024-Q3', '2025-Q2', ['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2']],
    ['2024-S2', '2025-S1', ['2024-S2', '2025-S1']],
    ['2024-M11', '2025-M02', ['2024-M11', '2024-M12', '2025-M01', '2025-M02']],
    ['2024-02-28', '2024-03-01', ['2024-02-28', '2024-02-29', '2024-03-01']],
    ['2024-12-31', '2025-01-01', ['2024-12-31', '2025-01-01']],
    ['9998', '9999', ['9998', '9999']],
    ['2025', '2025', ['2025']],
    ['2025', '2024', []],
    ['2025', '2025-Q4', []],
    ['1998/99', '2000/01', ['1998/99', '1999/00', '2000/01']],
    ['2023', '2024/25', []],
    ['0001-01-01', '2025-01-01', []],
  ])('%s to %s', (from, to, expected) => {
    expect(expandPeriods(period(from), period(to)).map((item) => item.text)).toEqual(expected);
  });
});

test.each([
  ['2025', '2025-12-31'],
  ['2024-02', '2024-02-29'],
  ['2026-02-04', '2026-02-04'],
  ['2026-02-30', undefined],
  ['2026-13', undefined],
  ['soon', undefined],
])('the last day of %s is %s', (date, day) => {
  expect(lastDay(date)).toBe(day);
});

const anyPeriod = fc.oneof(
  fc.integer({ min: 1, max: 9999 }).map((year) => String(year).padStart(4, '0')),
  fc.tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}-Q${q}`),
  fc
    .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 12 }))
    .map(([y, m]) => `${y}-M${String(m).padStart(2, '0')}`),
);

test('the like period a year earlier lies wholly before, and is of the same kind', () => {
  fc.assert(
    fc.property(anyPeriod, (text) => {
      const [later, earlier] = [period(text), periodYearEarlier(period(text))];
      expect(earlier.kind).toBe(later.kind);
      expect(earlier.end < later.start).toBe(true);
      expect(comparePeriods(earlier, later)).toBeLessThan(0);
    }),
  );
});

describe('a period may be counted from another', () => {
  test.each([
    ['-1', '2025', '2024'],
    ['0', '2025', '2025'],
    ['+1', '2025', '2026'],
    ['-5', '2025', '2020'],
    ['0-Q4', '2025', '2025-Q4'],
    ['-1-12-31', '2025', '2024-12-31'],
    ['+1-M06', '2025-Q4', '2026-M06'],
    ['-1', '2025-M01..2025-M10', '2024-M01..2024-M10'],
    ['-1', '2024-02-29', '2023-02-28'],
    ['-4', '2024-02-29', '2020-02-29'],
    ['2020', '2025', '2020'],
    ['-1M', '2025-M03', '2025-M02'],
    ['-1M', '2025-M01', '2024-M12'],
    ['-13M', '2025-M01', '2023-M12'],
    ['+1M', '2025-M12', '2026-M01'],
    ['0M', '2025-M01..2025-M10', '2025-M10'],
    ['-1M', '2025-Q4', '2025-M11'],
    ['-1Q', '2025-Q1', '2024-Q4'],
    ['-1Q', '2025-M02', '2024-Q4'],
    ['0Q', '2025-M02', '2025-Q1'],
    ['-3Q', '2025', '2025-Q1'],
    ['-1S', '2025-S1', '2024-S2'],
    ['-1D', '2024-03-01', '2024-02-29'],
    ['+1D', '2025', '2026-01-01'],
    ['-1Y', '2025-S1', '2024'],
    ['0Y', '2025-M01..2025-M10', '2025'],
    ['+1Y', '2025-M11..2026-M02', '2027'],
  ])('%s from %s is %s', (written, from, expected) => {
    expect(parseRelativePeriod(written, period(from))?.text).toBe(expected);
  });

  test.each(['-1', '0', '0-Q4', '-1M'])('%s is none of its own', (written) => {
    expect(parseRelativePeriod(written, undefined)).toBeUndefined();
  });

  test.each(['-1-Q9', '0-02-30', '-', '+1-', '-1W', '-1m', 'M', '-1M-M02'])(
    '%s is none, whatever it is counted from',
    (written) => {
      expect(parseRelativePeriod(written, period('2025'))).toBeUndefined();
    },
  );
});

describe('a split year', () => {
  function from(month: number, text: string): Period {
    const parsed = parsePeriod(text, month);
    if (!parsed) throw new Error(`${text} is not a period`);
    return parsed;
  }

  test.each([
    [9, '2024/25', '2024-09-01/2025-08-31'],
    [6, '1999/00', '1999-06-01/2000-05-31'],
    [3, '2023/24', '2023-03-01/2024-02-29'],
    [2, '2024/25', '2024-02-01/2025-01-31'],
    [12, '2024/25', '2024-12-01/2025-11-30'],
    [9, '1981/82..2023/24', '1981-09-01/2024-08-31'],
  ])('that starts in month %i: %s is %s', (month, text, days) => {
    const { start, end } = from(month, text);
    expect(`${start}/${end}`).toBe(days);
    const read = startingIn(period(text), month);
    expect([read.start, read.end]).toEqual([start, end]);
  });

  test.each([
    ['-1', 9, '2024/25', '2023/24', '2023-09-01'],
    ['-25', 9, '2024/25', '1999/00', '1999-09-01'],
    ['0-Q4', 9, '2024/25', '2024-Q4', '2024-10-01'],
    ['0-Q1', 9, '2024/25', '2025-Q1', '2025-01-01'],
    ['-1-Q1', 9, '2024/25', '2024-Q1', '2024-01-01'],
    ['0-M09', 9, '2024/25', '2024-M09', '2024-09-01'],
    ['0-M08', 9, '2024/25', '2025-M08', '2025-08-01'],
    ['0-12-01', 6, '2024/25', '2024-12-01', '2024-12-01'],
  ])('%s from the year that starts in month %i, %s, is %s', (written, month, year, expected, start) => {
    expect(parseRelativePeriod(written, from(month, year))).toMatchObject({ text: expected, start });
  });

  test('has no quarter that lies in it only in part, and none before its start is known', () => {
    expect(parseRelativePeriod('0-Q3', from(9, '2024/25'))).toBeUndefined();
    expect(parseRelativePeriod('0-Q3', from(10, '2024/25'))?.text).toBe('2025-Q3');
    expect(parseRelativePeriod('0-Q1', period('2024/25'))).toBeUndefined();
  });

  test('keeps its start in a range of years', () => {
    expect(expandPeriods(from(9, '2022/23'), period('2024/25')).map(({ end }) => end)).toEqual([
      '2023-08-31',
      '2024-08-31',
      '2025-08-31',
    ]);
    expect(expandPeriods(period('2022/23'), from(9, '2024/25'))).toHaveLength(3);
  });

  test.each([
    ['2024/2025', '2024/25'],
    ['2024-25', '2024/25'],
    ['2024\u201325', '2024/25'],
    ['2024/06', '2024-M06'],
    ['2024-2025', '2024..2025'],
  ])('%s is corrected to %s', (written, meant) => {
    expect(periodHint(written)).toEqual(mentioning(`… ${meant}?`));
  });

  test.each([
    [from(9, '2024/25'), '2024-09-01/P12M'],
    [from(9, '2022/23..2024/25'), '2022-09-01/P36M'],
    [period('2025-M01..2025-M10'), '2025-01-01/P10M'],
    [period('2024-02-28..2024-03-01'), '2024-02-28/P3D'],
    [period('2025-Q4'), '2025-Q4'],
  ])('and a span are written in SDMX with their first day and length', (given, expected) => {
    expect(sdmxPeriod(given)).toBe(expected);
  });
});
