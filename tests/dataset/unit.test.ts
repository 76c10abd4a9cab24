import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, decimalText, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { interval } from '../../src/core/numbers/interval.ts';
import { builtinUnits, convert, convertInterval, parseUnit, sameDimension, type Unit } from '../../src/dataset/unit.ts';

const coal: Unit = {
  code: 'kgce',
  symbol: 'kgce',
  factor: decimal(1),
  dimension: new Map([['coal_equivalent', 1]]),
  name: new Map([
    ['en', 'kgce'],
    ['zh-CN', '千克标准煤'],
  ]),
};
const extra = new Map([['kgce', coal]]);

function unit(code: string): Unit {
  const parsed = parseUnit(code, extra);
  if (!parsed) throw new Error(`${code} is no unit`);
  return parsed;
}

describe('one of a unit in another', () => {
  test.each([
    ['Mt', 't', '1000000'],
    ['10^4 t', 'Mt', '0.01'],
    ['10^8 CNY', 'bn CNY', '0.1'],
    ['tn CNY', 'bn CNY', '1000'],
    ['million USD', 'bn USD', '0.001'],
    ['CNY/g', 'CNY/t', '1000000'],
    ['CNY/t', 'CNY/kg', '0.001'],
    ['TWh', 'kWh', '1000000000'],
    ['MWh/t', 'kWh/t', '1000'],
    ['10^4 kgce', 'kgce', '10000'],
    ['million', 'count', '1000000'],
    ['%', 't/t', '0.01'],
    ['%', 'pp', '1'],
  ])('%s in %s', (from, to, expected) => {
    expect(decimalText(convert(decimal(1), unit(from), unit(to)))).toBe(expected);
  });
});

test('a conversion keeps the digits of the print', () => {
  expect(decimalText(convert(decimal(14720, -2), unit('Mt'), unit('kt')))).toBe('147200');
  expect(decimalText(convert(decimal(14720, -2), unit('t'), unit('kt')))).toBe('0.14720');
  expect(convertInterval(interval(decimal(5), undefined, true), unit('kt'), unit('Mt'))).toEqual(
    interval(decimal(5, -3), undefined, true),
  );
});

test.each([
  '',
  ' ',
  'mt',
  'Mt ',
  'bn',
  'bn%',
  'bn %',
  '10^4 year',
  't/',
  '/t',
  't/t/t',
  '10^0 t',
  '10^100 t',
  'bn bn t',
  'tce',
])('"%s" is %s', (code) => {
  const known = code === 'bn';
  expect(parseUnit(code, extra) !== undefined).toBe(known);
});

test('what differs in dimension is not converted', () => {
  expect(sameDimension(unit('t'), unit('kWh'))).toBe(false);
  expect(sameDimension(unit('CNY/USD'), unit('USD/CNY'))).toBe(false);
  expect(sameDimension(unit('count'), unit('%'))).toBe(false);
  expect(() => convert(decimal(1), unit('t'), unit('CNY'))).toThrow(RangeError);
});

describe('words after a number', () => {
  test.each([
    ['Mt', 'million tonnes', '百万吨'],
    ['10^4 t', undefined, '万吨'],
    ['bn USD', 'billion US dollars', '十亿美元'],
    ['10^8 CNY', undefined, '亿元'],
    ['10^8 USD', undefined, '亿美元'],
    ['tn CNY', 'trillion yuan', '万亿元'],
    ['CNY/t', 'yuan/t', '元/吨'],
    ['CNY/g', 'yuan/g', '元/克'],
    ['kWh/t', 'kWh/t', '千瓦时/吨'],
    ['kgce/t', 'kgce/t', '千克标准煤/吨'],
    ['CNY/USD', 'yuan/US dollar', '元/美元'],
    ['pp', 'percentage points', '个百分点'],
    ['%', '%', '%'],
    ['count', '', ''],
    ['million', 'million', '百万'],
    ['bn Mt', undefined, undefined],
  ])('%s: %s, %s', (code, english, chinese) => {
    expect([unit(code).name.get('en'), unit(code).name.get('zh-CN')]).toEqual([english, chinese]);
  });

  test('the short form shows a power of ten as one', () => {
    expect(unit('10^4 t').symbol).toBe('10⁴ t');
    expect(unit('10^12 CNY').symbol).toBe('10¹² CNY');
    expect(unit('bn USD').symbol).toBe('bn USD');
  });
});

test('there and back is the same number, in every pair of units', () => {
  const codes = [...builtinUnits.keys(), 'bn USD', '10^4 t', 'CNY/t', 'CNY/g'];
  const value = fc.integer().map((number) => parseDecimal(String(number)) ?? decimal(0));
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.constantFrom(...codes), value, (from, to, number) => {
      fc.pre(sameDimension(unit(from), unit(to)));
      const back = convert(convert(number, unit(from), unit(to)), unit(to), unit(from));
      expect(back).toEqual(number);
    }),
  );
});
