import { expect, test } from 'vitest';
import { describeChart } from '../../src/chart/describe.ts';
import type { ChartValue } from '../../src/chart/rows.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { parsePeriod } from '../../src/dataset/period.ts';

const RELEASE = { published: parsePeriod('2026-02-04') };

/** The growth of something in 2025, in whole per cent. */
function growth(label: string, percent: number): ChartValue {
  return {
    observation: {
      indicator: { label: new Map([['en', label]]) },
      measure: 'growth',
      period: parsePeriod('2025'),
      release: RELEASE,
    },
    exact: { decimal: decimal(percent) },
    value: { text: `${percent}%`, flags: [], unit: { code: '%' } },
  } as unknown as ChartValue;
}

/** What is said of the highest and the lowest of some figures. */
function extremesOf(...figures: ChartValue[]): string | undefined {
  return /Highest.*?(?=\. )/.exec(describeChart(figures, 'en').description)?.[0];
}

test('all figures that are highest or lowest are named', () => {
  const figures = [growth('Tin', 5), growth('Zinc', 2), growth('Lead', 5), growth('Gold', 3), growth('Iron', 2)];
  expect(extremesOf(...figures)).toBe('Highest: Tin and Lead, 5%; lowest: Zinc and Iron, 2%');
});

test('among equal figures none is', () => {
  expect(extremesOf(growth('Tin', 5), growth('Zinc', 5), growth('Lead', 5))).toBeUndefined();
});

test('one that stands twice in a chart is named once, and a level with its unit alone', () => {
  const level = (year: string, mass: number): ChartValue =>
    ({
      ...growth('Tin', mass),
      observation: { ...growth('Tin', 0).observation, measure: 'level', period: parsePeriod(year) },
      value: { text: `${mass} t`, flags: [], unit: { code: 't', name: new Map([['en', 'tonnes']]) } },
    }) as unknown as ChartValue;
  const levels = [level('2024', 3), level('2025', 7), level('2025', 7)];
  expect(extremesOf(...levels)).toBe('Highest: Tin, 2025, 7 t; lowest: Tin, 2024, 3 t');
  const both = describeChart([...levels.slice(0, 2), growth('Tin', 9)], 'en').description;
  expect(both).toBe('Tin: 3 t (2024), 7 t (2025), 9% (2025, change on a year earlier).');
});

test('a quarter of its last year does not follow that year', () => {
  const at = (period: string): ChartValue =>
    ({
      ...growth('Tin', 5),
      observation: { ...growth('Tin', 5).observation, period: parsePeriod(period) },
    }) as unknown as ChartValue;
  expect(describeChart([at('2025'), at('2025-Q4')], 'en').title).toBe('Tin: change on a year earlier, 2025');
  const title = describeChart([at('2024'), at('2025-Q4'), at('2025-Q3')], 'zh-CN').title;
  expect(title).toMatch(/2024年至2025年第四季度$/);
});
