import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { type Unit, builtinUnits, parseUnit } from '../../src/dataset/unit.ts';
import { LOCALE_IDS } from '../../src/language/locales.ts';
import {
  formatNumber,
  formatQuantity,
  printedQuantity,
  type QuantityStyle,
  unitText,
} from '../../src/figure/number-text.ts';

function number(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new Error(`${text} is not a numeral`);
  return value;
}

function unit(code: string): Unit {
  const found = parseUnit(code, new Map());
  if (!found) throw new Error(`${code} is not a unit`);
  return found;
}

function printed(text: string, code: string, style: Partial<QuantityStyle> = {}): string {
  // Visible signs for the spaces at which no line breaks.
  const written = formatQuantity(number(text), unit(code), { locale: 'en' as const, ...style });
  return written.replaceAll('\u00A0', '~').replaceAll('\u202F', '_');
}

describe('a number', () => {
  test.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1,000'],
    ['12000', '12,000'],
    ['123456', '123,456'],
    ['1234567', '1,234,567'],
    ['147.20', '147.20'],
    ['1234.56789', '1,234.56789'],
    ['0.0001', '0.0001'],
    ['-0.2', '\u22120.2'],
    ['-1234567.80', '\u22121,234,567.80'],
    ['-0.0', '0.0'],
  ])('%s is printed as %s', (text, expected) => {
    expect(formatNumber(number(text), 'en')).toBe(expected);
  });

  test('may have a plus, which zero never has', () => {
    const signed = ['5', '-5', '0', '0.00', '-0.0', '1234'].map((text) =>
      formatNumber(number(text), 'en', { sign: true }),
    );
    expect(signed).toEqual(['+5', '\u22125', '0', '0.00', '0.0', '+1,234']);
  });

  test('without grouping', () => {
    expect(formatNumber(number('12345.6789'), 'en', { grouping: false })).toBe('12345.6789');
  });

  test('moved by a power of ten shows no point it does not need', () => {
    expect(formatNumber(decimal(1472, 4), 'en')).toBe('14,720,000');
    expect(formatNumber(decimal(0, 3), 'en')).toBe('0');
    expect(formatNumber(decimal(-5, -3), 'en')).toBe('\u22120.005');
  });

  test('reads back as itself, with a comma before each three digits', () => {
    const numbers = fc.tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.integer({ min: -12, max: 0 }));
    fc.assert(
      fc.property(numbers, fc.boolean(), ([coefficient, exponent], sign) => {
        const text = formatNumber(decimal(coefficient, exponent), 'en', { sign });
        expect(text).toMatch(/^[+\u2212]?\d{1,3}(,\d{3})*(\.\d+)?$/);
        expect(parseDecimal(text)).toEqual({ coefficient, exponent });
      }),
    );
  });
});

describe('a quantity', () => {
  test.each<[string, string, Partial<QuantityStyle>, string]>([
    ['14.72', 'Mt', {}, '14.72~million tonnes'],
    ['14.72', 'Mt', { style: 'short' }, '14.72~Mt'],
    ['14.72', 'Mt', { style: 'bare' }, '14.72'],
    ['10.4', '%', {}, '10.4%'],
    ['-8.10', '%', { style: 'short' }, '\u22128.10%'],
    ['10.4', '%', { sign: true }, '+10.4%'],
    ['10.4', '%', { style: 'bare' }, '10.4'],
    ['1.0', 'pp', {}, '1.0~percentage points'],
    ['1.0', 'pp', { style: 'short' }, '1.0~pp'],
    ['-1', 'pp', {}, '\u22121~percentage point'],
    ['1', 't', {}, '1~tonne'],
    ['1', 'USD/t', {}, '1~US dollar per tonne'],
    ['30.05', 'EUR/count', {}, '30.05~euros'],
    ['1', 'EUR/count', {}, '1~euro'],
    ['30.05', 'EUR/count', { style: 'short' }, '30.05~EUR'],
    ['1', 'Mt', {}, '1~million tonnes'],
    ['1', 'CNY', {}, '1~yuan'],
    ['11', 't', {}, '11~tonnes'],
    ['2024', 'year', {}, '2024'],
    ['81.4', 'year', {}, '81.4~years'],
    ['1', 'year', {}, '1~year'],
    ['81.4', 'year', { style: 'bare' }, '81.4'],
    ['12000', 'count', {}, '12,000'],
    ['17000', 'CNY/t', { style: 'short' }, '17,000~CNY/t'],
    ['6.6', 'tn CNY', { qualifier: 'over' }, 'over 6.6~trillion yuan'],
    ['12000', 'count', { qualifier: 'over' }, 'over 12,000'],
    ['5', '%', { qualifier: 'about' }, 'about 5%'],
    ['-5', '%', { qualifier: 'under' }, 'under \u22125%'],
    ['1472', '10^4 t', { style: 'short' }, '1,472~10⁴ t'],
    ['82.7', 'million acre', { style: 'short' }, '82.7~million acres'],
    ['1', 'day', { style: 'short' }, '1~day'],
    ['0.4', 'day', { style: 'short' }, '0.4~days'],
    ['3', 'bale/acre', { style: 'short' }, '3~bales/acre'],
    ['1472', '10^4 t', { locale: 'zh-CN' as const, style: 'short' }, '1,472~万吨'],
    ['1472', '10^4 t', { locale: 'zh-CN' as const }, '1,472~万吨'],
    ['14.72', 'Mt', { locale: 'zh-CN' as const }, '14.72~百万吨'],
    ['-0.2', '%', { locale: 'zh-CN' as const }, '\u22120.2%'],
    ['12000', 'count', { locale: 'zh-CN' as const, qualifier: 'over' }, '超过 12,000'],
    ['5', '%', { locale: 'zh-CN' as const, qualifier: 'about' }, '约 5%'],
    ['5', '%', { locale: 'zh-CN' as const, qualifier: 'under' }, '低于 5%'],
    ['2024', 'year', { locale: 'zh-CN' as const }, '2024'],
    ['81.4', 'year', { locale: 'zh-CN' as const }, '81.4~年'],
    ['17000', 'CNY/t', { locale: 'zh-CN' as const }, '17,000~元/吨'],
    ['14.72', 'Mt', { locale: 'de' as const }, '14,72~Millionen Tonnen'],
    ['14.72', 'Mt', { locale: 'de' as const, style: 'short' }, '14,72~Mio.~t'],
    ['1.0', 'Mt', { locale: 'de' as const }, '1,0~Millionen Tonnen'],
    ['1', 'Mt', { locale: 'de' as const }, '1~Million Tonnen'],
    ['-1', 'pp', { locale: 'de' as const }, '\u22121~Prozentpunkt'],
    ['1', 'pp', { locale: 'de' as const, style: 'short' }, '1~%-Punkt'],
    ['1.5', 'pp', { locale: 'de' as const, style: 'short' }, '1,5~%-Punkte'],
    ['456000', 't', { locale: 'de' as const }, '456_000~Tonnen'],
    ['1234567.89', 't', { locale: 'de' as const, style: 'bare' }, '1_234_567,89'],
    ['6.6', 'tn CNY', { locale: 'de' as const, qualifier: 'over' }, 'über 6,6~Billionen Yuan'],
    ['6.6', 'bn USD', { locale: 'de' as const, style: 'short' }, '6,6~Mrd.~USD'],
    ['1472', '10^4 t', { locale: 'de' as const, style: 'short' }, '1_472~10⁴ t'],
    ['17000', 'CNY/t', { locale: 'de' as const }, '17_000~Yuan je Tonne'],
    ['17000', 'CNY/t', { locale: 'de' as const, style: 'short' }, '17_000~CNY/t'],
    ['8', 'million', { locale: 'de' as const, style: 'short' }, '8~Mio.'],
    ['-8.10', '%', { locale: 'de' as const }, '\u22128,10~%'],
    ['5', '%', { locale: 'de' as const, qualifier: 'about', sign: true }, 'rund +5~%'],
    ['2024', 'year', { locale: 'de' as const }, '2024'],
  ])('%s %s %j is %s', (text, code, style, expected) => {
    expect(printed(text, code, style)).toBe(expected);
  });

  test.each<[string, string, QuantityStyle, number, string]>([
    ['14.720', 'Mt', { locale: 'de' as const }, 3, '\u00A0Millionen Tonnen'],
    ['14.720', 'Mt', { locale: 'en' as const, style: 'short', qualifier: 'over' }, 3, '\u00A0Mt'],
    ['10.4', '%', { locale: 'de' as const }, 1, '\u00A0%'],
    ['10.4', '%', { locale: 'en' as const, style: 'bare' }, 1, ''],
    ['12000', 'count', { locale: 'en' as const, qualifier: 'about' }, 0, ''],
  ])('%s %s in the form %j has %i decimals before "%s"', (text, code, style, decimals, suffix) => {
    expect(printedQuantity(number(text), unit(code), style)).toMatchObject({ decimals, suffix });
  });

  test('no unit is printed as part of a program', () => {
    for (const code of ['constructor', 'toString', '__proto__']) {
      const odd: Unit = { code, symbol: code, factor: decimal(1), dimension: new Map([[code, 1]]), name: new Map() };
      expect(unitText(odd, 'en', 'short')).toBe(code);
      expect(unitText(odd, 'zh-CN', 'long')).toBe(code);
    }
  });

  test('never breaks between number and unit, and never prints a hyphen for a minus', () => {
    const styles = fc.record({
      locale: fc.constantFrom(...LOCALE_IDS),
      style: fc.constantFrom('long', 'short', 'bare'),
      sign: fc.boolean(),
    }) as fc.Arbitrary<QuantityStyle>;
    const units = fc.constantFrom(...builtinUnits.values());
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 9n), 10n ** 9n),
        fc.integer({ min: -4, max: 4 }),
        units,
        styles,
        (c, e, u, style) => {
          expect(formatQuantity(decimal(c, e), u, style)).toMatch(/^[+\u2212]?[\d,.\u202F]+(%|\u00A0\S.*)?$/u);
        },
      ),
    );
  });
});

test.each([
  ['1', 'lb', '1~pound', '1~Pfund (lb)'],
  ['2', 'ft3', '2~cubic feet', '2~Kubikfuß'],
  ['1', 'ft3', '1~cubic foot', '1~Kubikfuß'],
  ['1', 'day', '1~day', '1~Tag'],
  ['1', 'person', '1~person', '1~Person'],
  ['1', 'million GBP', '1~million British pounds', '1~Million Britische Pfund'],
  ['1', 'INR/day', '1~Indian rupee per day', '1~Indische Rupie je Tag'],
  ['3', 'cent/bu_corn', '3~US cents per bushel', '3~US-Cent je Bushel'],
])('%s %s is %s, and in German %s', (text, code, english, german) => {
  expect([printed(text, code), printed(text, code, { locale: 'de' as const })]).toEqual([english, german]);
});
