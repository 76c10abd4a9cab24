import { expect, test } from 'vitest';
import { describeChart } from '../../src/chart/describe.ts';
import type { ChartValue } from '../../src/chart/rows.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { parsePeriod } from '../../src/dataset/period.ts';

/** The growth of something in 2025, in whole per cent. */
function growth(label: string, percent: number): ChartValue {
  return {
    observation: { indicator: { label: new Map([['en', label]]) }, measure: 'growth', period: parsePeriod('2025') },
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
