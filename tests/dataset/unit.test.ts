import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, decimal, decimalText, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { contains, interval, meets, point, roundingInterval } from '../../src/core/numbers/interval.ts';
import { LOCALE_IDS } from '../../src/language/locales.ts';
import { formatQuantity } from '../../src/figure/number-text.ts';
import {
  builtinUnits,
  convert,
  convertInterval,
  parseUnit,
  powerBetween,
  sameDimension,
  toBase,
  type Unit,
} from '../../src/dataset/unit.ts';

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
  if (!parsed) throw new Error(`${code} is not a unit`);
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

describe('units of trade are what standards define them to be', () => {
  // From NIST Handbook 44, appendix C, and the weights of bushels of the United States Department of Agriculture.
  test.each([
    ['bbl', 'gal', '42'],
    ['gal', 'l', '3.785411784'],
    ['lb', 'g', '453.59237'],
    ['ozt', 'g', '31.1034768'],
    ['short_ton', 'lb', '2000'],
    ['long_ton', 'lb', '2240'],
    ['cwt', 'lb', '100'],
    ['bale', 'lb', '480'],
    ['bu_wheat', 'lb', '60'],
    ['bu_soybeans', 'lb', '60'],
    ['bu_corn', 'lb', '56'],
    ['bu_barley', 'lb', '48'],
    ['bu_rice', 'lb', '45'],
    ['bu_oats', 'lb', '32'],
    ['ha', 'm2', '10000'],
    ['km2', 'ha', '100'],
    ['acre', 'm2', '4046.8564224'],
    ['mile', 'm', '1609.344'],
    ['million km', 'km', '1000000'],
    ['kWh', 'MJ', '3.6'],
    ['MMBtu', 'GJ', '1.05505585262'],
    ['million Btu', 'MMBtu', '1'],
    ['10^3 m3', 'l', '1000000'],
    ['USD/bbl', 'cent/gal', '2.380952380952380952380952380952380952381'],
    ['cent/lb', 'USD/t', '22.04622621848775807229738013450270338542'],
    ['USD/cwt', 'cent/lb', '1'],
  ])('%s in %s', (from, to, expected) => {
    expect(Number(decimalText(convert(decimal(1), unit(from), unit(to))))).toBe(Number(expected));
  });

  test('what has no end of digits is rounded outwards', () => {
    const { low, high } = convertInterval(point(decimal(1)), unit('GJ'), unit('kWh'));
    expect([low, high].map((end) => end && decimalText(end).slice(-3))).toEqual(['777', '778']);
    const third = toBase(point(decimal(1)), unit('USD/lb'));
    expect(contains(convertInterval(third, unit('USD/t'), unit('USD/lb')), decimal(1))).toBe(true);
  });

  test('every currency of a trade statistic has a name in each language, of one and of several', () => {
    for (const code of ['JPY', 'GBP', 'INR', 'XDR', 'ZAR']) {
      expect([...unit(code).name.keys()].sort()).toEqual([...LOCALE_IDS].sort());
      expect([...unit(code).name.values()]).not.toContain(code);
    }
    expect(unit('bn JPY').name.get('en')).toBe('billion Japanese yen');
    expect(unit('INR/day').name.get('de')).toBe('Indische Rupien je Tag');
    expect(unit('GBP/bbl').symbol).toBe('GBP/bbl');
    expect(unit('10^6 m3').symbol).toBe('10⁶ m³');
  });
});

describe('a unit may be called by its English name', () => {
  test.each([
    ['barrel', 'bbl'],
    ['Barrels', 'bbl'],
    ['troy ounces', 'ozt'],
    ['pounds', 'lb'],
    ['short ton', 'short_ton'],
    ['long tons', 'long_ton'],
    ['hundredweight', 'cwt'],
    ['bales', 'bale'],
    ['hectares', 'ha'],
    ['acres', 'acre'],
    ['cubic metre', 'm3'],
    ['cubic meters', 'm3'],
    ['cubic foot', 'ft3'],
    ['joules', 'J'],
    ['BTU', 'Btu'],
    ['bushels of wheat', 'bu_wheat'],
    ['million bushels of corn', 'million bu_corn'],
    ['cents', 'cent'],
    ['days', 'day'],
    ['people', 'person'],
    ['10^3 barrels/day', '10^3 bbl/day'],
    ['US dollars/troy ounce', 'USD/ozt'],
    ['million tonnes', 'Mt'],
    ['thousand people', '10^3 person'],
    ['thousand t', '10^3 t'],
    ['thousand', '10^3'],
  ])('%s is %s', (name, code) => {
    const named = parseUnit(name, extra);
    expect(named).toEqual(unit(code));
    expect(named?.code).toBe(code);
  });

  test('that of a dataset comes first, and what several units are called is not a name', () => {
    expect(parseUnit('barrel', new Map([['barrel', coal]]))).toBe(coal);
    for (const name of ['bushel', 'tons', 'ounce', 'kt of coal']) expect(parseUnit(name, extra)).toBeUndefined();
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
  'thousand %',
  'thousands',
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
    ['CNY/t', 'yuan per tonne', '元/吨'],
    ['CNY/g', 'yuan per gram', '元/克'],
    ['kWh/t', 'kWh per tonne', '千瓦时/吨'],
    ['kgce/t', 'kgce per tonne', '千克标准煤/吨'],
    ['CNY/USD', 'yuan per US dollar', '元/美元'],
    ['EUR/count', 'euros', '欧元'],
    ['bn EUR/count', 'billion euros', '十亿欧元'],
    ['EUR/year', 'euros per year', '欧元/年'],
    ['count/t', 'per tonne', '/吨'],
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
      if (powerBetween(unit(from), unit(to)) !== undefined) {
        expect(convert(convert(number, unit(from), unit(to)), unit(to), unit(from))).toEqual(number);
      }
      const range = convertInterval(point(number), unit(from), unit(to));
      expect(contains(convertInterval(range, unit(to), unit(from)), number)).toBe(true);
    }),
  );
});

test('a scale alone is a word in tables, too', () => {
  const symbol = (code: string, locale: string): string | undefined => parseUnit(code, new Map())?.symbols?.get(locale);
  expect(['en', 'de'].map((locale) => symbol('10^3', locale))).toEqual(['thousand', 'Tsd.']);
  expect(symbol('10^3 count', 'en')).toBe('thousand');
});

test.each([
  ['10^3 person', 'thousand people', 'Tsd.~Personen'],
  ['million person', 'million people', 'Mio.~Personen'],
  ['EUR/person', 'EUR/person', 'EUR/Person'],
  ['Mt/year', 'Mt/year', 'Mio.~t/Jahr'],
  ['10^3 USD', 'thousand USD', 'Tsd.~USD'],
  ['bn USD', 'bn USD', 'Mrd.~USD'],
  ['10^4 t', undefined, undefined],
])('%s is %s in the tables of English, and %s in those of German', (code, ...expected) => {
  const symbols = parseUnit(code, new Map())?.symbols;
  expect(['en', 'de'].map((locale) => symbols?.get(locale)?.replaceAll('\u00A0', '~'))).toEqual(expected);
});

test('a unit of the dataset has words for one after "per" and below a stroke', () => {
  const train: Unit = {
    code: 'train',
    symbol: 'trains',
    factor: decimal(1),
    dimension: new Map([['train', 1]]),
    name: new Map([['en', 'trains']]),
    singular: new Map([['en', 'train']]),
  };
  const per = parseUnit('t/train', new Map([['train', train]]));
  expect([per?.name.get('en'), per?.symbol, per?.symbols?.get('en')]).toEqual([
    'tonnes per train',
    't/train',
    't/train',
  ]);
  const texts = [1, 2].map((number) => formatQuantity(decimal(number), train, { locale: 'en' }));
  expect(texts).toEqual(['1\u00A0train', '2\u00A0trains']);
});

test('prints that differ in their last digit differ in base units, whatever the unit', () => {
  const atoms = [...builtinUnits.keys()];
  const quotients = [
    'USD/bbl',
    'cent/lb',
    'USD/ozt',
    'USD/gal',
    'bu_corn/acre',
    'lb/acre',
    'USD/bu_wheat',
    'CNY/MMBtu',
  ];
  const anyUnit = fc.oneof(
    fc.constantFrom(...atoms, ...quotients),
    fc.tuple(fc.constantFrom(...atoms), fc.constantFrom(...atoms)).map(([over, under]) => `${over}/${under}`),
  );
  fc.assert(
    fc.property(
      anyUnit,
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: -3, max: 0 }),
      (code, digits, exponent) => {
        const found = parseUnit(code, new Map());
        if (!found) return;
        const [one, next] = [digits, digits + 1].map((value) =>
          toBase(roundingInterval(decimal(value, exponent), decimal(1, exponent)), found),
        );
        expect(one && next && meets(one, next)).toBe(false);
        // 76.05 is the least that rounds to 76.1
        expect(one?.high && next?.low && compare(one.high, next.low)).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});
