import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { describeChart } from '../../src/chart/describe.ts';
import type { ChartValue } from '../../src/chart/rows.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { point } from '../../src/core/numbers/interval.ts';
import { parsePeriod } from '../../src/dataset/period.ts';

/** A number as it is stated. */
const exactly = (number: number) => ({
  decimal: decimal(number),
  interval: point(decimal(number)),
  origin: { kind: 'typed' },
});

const RELEASE = { published: '2026-02-04' };

const inLocale = (locale: LocaleId) => ({ dataset: { indicators: new Map() }, locale });

/** The growth of something in 2025, in whole per cent. */
function growth(label: string, percent: number): ChartValue {
  return {
    observation: {
      indicator: { label: new Map([['en', label]]) },
      measure: 'growth',
      period: parsePeriod('2025'),
      release: RELEASE,
    },
    exact: exactly(percent),
    value: { text: `${percent}%`, flags: [], unit: { code: '%' } },
  } as unknown as ChartValue;
}

/** What is said about the highest and the lowest of some figures. */
function extremesOf(...figures: ChartValue[]): string | undefined {
  return /Highest.*?(?=\. )/.exec(describeChart(figures, inLocale('en')).description)?.[0];
}

test('all figures that are highest or lowest are named', () => {
  const figures = [growth('Tin', 5), growth('Zinc', 2), growth('Lead', 5), growth('Gold', 3), growth('Iron', 2)];
  expect(extremesOf(...figures)).toBe('Highest: tin and lead, 5%; lowest: zinc and iron, 2%');
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
  expect(extremesOf(...levels)).toBe('Highest: tin, 2025, 7 t; lowest: tin, 2024, 3 t');
  const both = describeChart([...levels.slice(0, 2), growth('Tin', 9)], inLocale('en')).description;
  expect(both).toBe('Tonnes: tin 3 t (2024), 7 t (2025). Change on a year earlier, 2025: tin 9%.');
});

test('a quarter of its last year does not follow that year', () => {
  const at = (period: string): ChartValue =>
    ({
      ...growth('Tin', 5),
      observation: { ...growth('Tin', 5).observation, period: parsePeriod(period) },
    }) as unknown as ChartValue;
  expect(describeChart([at('2025'), at('2025-Q4')], inLocale('en')).title).toBe('Tin: change on a year earlier, 2025');
  const title = describeChart([at('2024'), at('2025-Q4'), at('2025-Q3')], inLocale('zh-CN')).title;
  expect(title).toMatch(/2024年至2025年第四季度$/);
});

test('of many figures the first and the last of each series are listed, and the extremes of each kind', () => {
  const at = (label: string, year: number, of: Partial<ChartValue['observation']> = {}): ChartValue => {
    const figure = growth(label, label.length + (year % 7));
    return { ...figure, observation: { ...figure.observation, period: parsePeriod(`${year}`), ...of } } as ChartValue;
  };
  const years = Array.from({ length: 6 }, (_, index) => 2020 + index);
  const many = ['Tin', 'Zinc', 'Copper in London'].flatMap((label) => years.map((year) => at(label, year)));
  const { title, description } = describeChart(many, inLocale('en'));
  expect(title).toBe('Tin, zinc and copper in London: change on a year earlier, 2020 to 2025');
  expect(description).toBe(
    'Highest: copper in London, 2022, 22%; lowest: tin, 2023, 3%. Tin: 7% (2020), 5% (2025). Zinc: 8% (2020), 6% (2025). ' +
      'Copper in London: 20% (2020), 18% (2025). Of each series the first and the last figure are listed.',
  );
  expect(describeChart(many.slice(0, 12), inLocale('en')).description).not.toContain('listed');
  const asDerived = (figure: ChartValue): ChartValue =>
    ({
      ...figure,
      value: { text: figure.value.text, flags: ['derived'], unit: figure.value.unit },
    }) as unknown as ChartValue;
  const worked = many.map((figure, index) => (index === 8 ? asDerived(figure) : figure));
  expect(describeChart(worked, inLocale('en')).description).toContain(
    'Zinc: 8% (2020), 10% (2022, worked out here, not published), 6% (2025).',
  );
  const shares = ['Tin', 'Zinc'].map((label) => at(label, 2025, { measure: 'share' }));
  const both = describeChart([...many, ...shares], inLocale('en')).description;
  expect(both).toMatch(
    /^Change on a year earlier: tin 7% \(2020\), 5% \(2025\); zinc .*\. Share, 2025: tin 5%; zinc 6%\. Of each series /,
  );
  const most = Array.from({ length: 9 }, (_, index) => years.map((year) => at(`Metal${'o'.repeat(index)}`, year)));
  expect(describeChart([...most.flat(), ...shares], inLocale('en')).description).toBe(
    'Change on a year earlier (highest: metaloooooooo, 2022, 19%; lowest: metal, 2023, 5%).',
  );
});
