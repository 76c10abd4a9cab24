import { localeOf } from '../locale-of.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, decimal, decimalText } from '../../src/core/numbers/decimal.ts';
import { interval } from '../../src/core/numbers/interval.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { convert, parseUnit, type Unit } from '../../src/dataset/unit.ts';
import { unitText } from '../../src/figure/number-text.ts';
import { columnUnit, displayedQuantity, displayUnit } from '../../src/figure/scale.ts';
import { derivedValue, observationValue } from '../../src/figure/printed-value.ts';

function unit(code: string): Unit {
  const found = parseUnit(code, new Map());
  if (!found) throw new Error(`${code} is not a unit`);
  return found;
}

/** Units that a dataset declares, with their words. */
const DECLARED = new Map(
  [
    { code: 'tkm', name: '吨公里', factor: decimal(1) },
    { code: 'ktkm', name: '千吨公里', factor: decimal(1000) },
    { code: 'crate', name: '箱', factor: decimal(25) },
  ].map(({ code, name, factor }): [string, Unit] => [
    code,
    { code, symbol: code, factor, dimension: new Map([['work', 1]]), name: new Map([['zh-CN', name]]) },
  ]),
);

function observed(printed: string): Observation {
  const quantity = parseQuantity(printed, DECLARED);
  if ('problem' in quantity) throw new Error(quantity.problem);
  const [release, indicator] = [
    { id: 'r', source: { id: 's' } },
    { breaks: [], unit: quantity.unit },
  ];
  const stated = { address: 'a@2025', measure: 'level', status: [], release, indicator, printed: quantity };
  return stated as unknown as Observation;
}

function chinese(printed: string, style: { digits?: number } = {}): string | undefined {
  return observationValue(observed(printed), { locale: 'zh-CN' as const, ...style })?.text.replaceAll('\u00A0', ' ');
}

describe('Chinese counts in steps of its own', () => {
  // By hand, or as Chinese releases print them.
  test.each([
    ['81.75 Mt', '8,175 万吨'],
    ['14.72 Mt', '1,472 万吨'],
    ['45.016 Mt', '4,501.6 万吨'],
    ['412.24 bn USD', '4,122.4 亿美元'],
    ['528.45 bn CNY', '5,284.5 亿元'],
    ['10.2 tn CNY', '10.2 万亿元'],
    ['6.6 tn CNY', '6.6 万亿元'],
    ['about 8 tn CNY', '约 8 万亿元'],
    ['200 Mt', '2 亿吨'],
    ['201.0 Mt', '2.010 亿吨'],
    ['456,000 t', '45.6 万吨'],
    ['456,001 t', '45.6001 万吨'],
    ['456,000.0 t', '45.60000 万吨'],
    ['over 80 Mt', '超过 8,000 万吨'],
    ['62.6 kt', '6.26 万吨'],
    ['9,999 t', '9,999 吨'],
    ['10,000 t', '1 万吨'],
    ['-12.5 bn CNY', '\u2212125 亿元'],
    ['0 t', '0 吨'],
    ['81,000 CNY/t', '81,000 元/吨'],
    ['10.4%', '10.4%'],
    ['1.0 pp', '1.0 个百分点'],
    ['12,000', '12,000'],
    ['4.68 million', '468 万'],
    ['4.70 million', '470 万'],
    ['1.2 bn', '12 亿'],
    ['0.005 million', '5,000'],
    ['800 kWh/t', '800 千瓦时/吨'],
    ['0.5 g', '0.5 克'],
    ['1.5 million bbl', '150 万桶'],
    ['13.4 million lb', '1,340 万磅'],
    ['412 cent/bu_corn', '412 美分/蒲式耳'],
    ['4.2 bn person', '42 亿人'],
    // Units that a dataset declares; only money is counted in 万亿.
    ['3,586.2 bn tkm', '35,862 亿吨公里'],
    ['2,077 thousand tkm', '207.7 万吨公里'],
    ['62.5 million crate', '6,250 万箱'],
    ['19,392 tkm', '19,392 吨公里'],
    ['20 million ktkm', '20 百万千吨公里'],
    ['10.0 tn kWh', '100,000 亿千瓦时'],
    ['350 bn JPY', '3,500 亿日元'],
  ])('%s is %s', (printed, expected) => {
    expect(chinese(printed)).toBe(expected);
  });

  test('a whole number gets no digit that its source did not print, however finely it is known', () => {
    const figure = observed('200 Mt');
    const known = { ...figure, printed: { ...figure.printed, resolution: decimal(10) } } as unknown as Observation;
    expect(observationValue(known, { locale: 'zh-CN' as const })?.text).toBe('2\u00A0亿吨');
  });

  test('a figure keeps its own unit, number and interval', () => {
    const [here, there] = ['en', 'zh-CN'].map((locale) =>
      observationValue(observed('81.75 Mt'), { locale: localeOf(locale) }),
    );
    const plain = { text: '', decimals: 0, suffix: '' };
    expect(there?.with(plain)).toEqual(here?.with(plain));
    expect(there?.unit.code).toBe('Mt');
  });

  test('a figure printed with fewer digits has no more of them in another unit', () => {
    expect(chinese('81.75 Mt', { digits: 1 })).toBe('8,180 万吨');
  });

  test('a unit that is asked for is kept', () => {
    const value = observationValue(observed('81.75 Mt'), {
      locale: 'zh-CN' as const,
      unit: unit('10^8 t'),
      style: 'bare',
    });
    expect(value?.text).toBe('0.8175');
  });

  test('both ends of a range are in the unit of the greater', () => {
    const value = derivedValue(['a / b'], interval(decimal(3), decimal(230)), unit('Mt'), { locale: 'zh-CN' as const });
    expect(value?.text.replaceAll('\u00A0', ' ')).toBe('0.0 至 2.3 亿吨');
  });
});

describe('figures in columns', () => {
  // Below one name of their unit, whatever they are.
  test.each([
    ['Mt', '万吨', '8,175'],
    ['kt', '万吨', '8,175'],
    ['t', '吨', '81,750,000'],
    ['bn CNY', '亿元', ''],
    ['bn tkm', '亿吨公里', ''],
    ['10^3 tkm', '万吨公里', ''],
    ['tkm', '吨公里', ''],
    ['ktkm', '千吨公里', ''],
    ['million', '万', ''],
    ['bn', '亿', ''],
    ['CNY/t', '元/吨', ''],
    ['%', '%', ''],
  ])('of %s are in %s', (code, name, printed) => {
    const own = parseUnit(code, DECLARED);
    const shown = own && columnUnit(own, 'zh-CN');
    expect(shown && unitText(shown, 'zh-CN')).toBe(name);
    expect(own && columnUnit(own, 'en')).toBe(own);
    if (own && printed !== '') {
      const stated = observed(`${decimalText(convert(decimal(8175, -2), unit('Mt'), own))} ${code}`);
      expect(observationValue(stated, { locale: 'zh-CN' as const, style: 'bare' })?.text).toBe(printed);
    }
  });
});

test('no digit is gained or lost, and English keeps the unit of the source', () => {
  const figure = fc.record({ coefficient: fc.bigInt(1n, 10n ** 12n), exponent: fc.integer({ min: -4, max: 4 }) });
  fc.assert(
    fc.property(figure, fc.constantFrom('t', 'Mt', 'bn USD', '10^4 t', 'tn CNY'), (value, code) => {
      const own = unit(code);
      const shown = displayUnit(value, own, 'zh-CN');
      const converted = convert(value, own, shown);
      expect(compare(convert(converted, shown, own), value)).toBe(0);
      expect(converted.coefficient).toBe(value.coefficient);
      const number = displayedQuantity(value, own, { locale: 'zh-CN' as const }).text.replace(/\u00A0.*/, '');
      expect(number.replaceAll(',', '')).toBe(decimalText(converted));
      expect(displayUnit(value, own, 'en')).toBe(own);
    }),
  );
});
