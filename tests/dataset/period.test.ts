import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePeriods,
  expandPeriods,
  lastDay,
  parsePeriod,
  type Period,
  periodYearEarlier,
  parseRelativePeriod,
} from '../../src/dataset/period.ts';

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed) throw new Error(`${text} is no period`);
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
])('"%s" is no period', (text) => {
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
