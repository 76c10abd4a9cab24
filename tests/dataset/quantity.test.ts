import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, decimalText, normalise, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { contains, type Interval } from '../../src/core/numbers/interval.ts';
import type { Quantity } from '../../src/dataset/model.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { saying } from '../messages.ts';

function quantity(text: string, resolution?: string): Quantity {
  const parsed = parseQuantity(text, new Map(), resolution);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

function text(end: Decimal | undefined): string {
  return end ? decimalText(normalise(end)) : '∞';
}

function intervalText({ low, high, lowOpen, highOpen }: Interval): string {
  return `${lowOpen || !low ? '(' : '['}${low ? text(low) : '-∞'}, ${text(high)}${highOpen || !high ? ')' : ']'}`;
}

describe('what a print may stand for', () => {
  test.each([
    ['81.75 Mt', 'Mt', '[81.745, 81.755)'],
    ['147.20 Mt', 'Mt', '[147.195, 147.205)'],
    ['456,000 t', 't', '[455500, 456500)'],
    ['13,202 kWh/t', 'kWh/t', '[13201.5, 13202.5)'],
    ['200 Mt', 'Mt', '[150, 250)'],
    ['60%', '%', '[59.5, 60.5)'],
    ['60 %', '%', '[59.5, 60.5)'],
    ['100%', '%', '[99.5, 100.5)'],
    ['-0.2%', '%', '(-0.25, -0.15]'],
    ['\u22120.2%', '%', '(-0.25, -0.15]'],
    ['1.0 pp', 'pp', '[0.95, 1.05)'],
    ['over 12,000', 'count', '(12000, ∞)'],
    ['over 6.6 tn CNY', 'tn CNY', '(6.6, ∞)'],
    ['under 5%', '%', '(-∞, 5)'],
    ['about 5%', '%', '[4.5, 5.5)'],
    ['near 34%', '%', '[33.5, 34.5)'],
    ['about -800 kWh/t', 'kWh/t', '(-850, -750]'],
    ['more than 12,000', 'count', '(12000, ∞)'],
    ['less than 5%', '%', '(-∞, 5)'],
    ['slightly over 300,000 t', 't', '(300000, 400000)'],
    ['just over 1.5 Mt', 'Mt', '(1.5, 1.6)'],
    ['just below 14.2 Mt', 'Mt', '(14.1, 14.2)'],
    ['slightly less than 31%', '%', '(30, 31)'],
    ['nearly 14.3 Mt', 'Mt', '(14.2, 14.3)'],
    ['almost -5%', '%', '(-6, -5)'],
    ['down 17 Mt', 'Mt', '(-17.5, -16.5]'],
    ['up 17 Mt', 'Mt', '[16.5, 17.5)'],
    ['down slightly over 300,000 t', 't', '(-400000, -300000)'],
    ['down over 10%', '%', '(-∞, -10)'],
    ['down 4 to 5%', '%', '(-5.5, -3.5]'],
    ['2024 year', 'year', '[2024, 2024]'],
    ['2020 year', 'year', '[2020, 2020]'],
    // an amount of years is rounded like any other
    ['81.4 year', 'year', '[81.35, 81.45)'],
    ['81 year', 'year', '[80.5, 81.5)'],
    ['0 t', 't', '(-0.5, 0.5)'],
    ['  over   6.6   tn   CNY ', 'tn CNY', '(6.6, ∞)'],
    ['4 to 5%', '%', '[3.5, 5.5)'],
    ['4% to 5 %', '%', '[3.5, 5.5)'],
    ['4.5 to 5.25 Mt', 'Mt', '[4.495, 5.255)'],
    ['-2 to 1%', '%', '(-2.5, 1.5)'],
    ['9,500 to 10,000', 'count', '[9450, 10050)'],
  ])('%s', (print, code, expected) => {
    expect(quantity(print).unit.code).toBe(code);
    expect(intervalText(quantity(print).interval)).toBe(expected);
  });

  test.each([
    ['200 Mt', '10 Mt', '[195, 205)'],
    ['200 Mt', '1 Mt', '[199.5, 200.5)'],
    ['200 Mt', '10 kt', undefined],
    ['14.72 Mt', '0.001 Mt', undefined],
    ['200 Mt', 'about 10 Mt', undefined],
    ['14.72 Mt', '0.01 Mt', '[14.715, 14.725)'],
    ['14.72 Mt', '500 kt', '[14.47, 14.97)'],
    ['about 33.3%', '1%', '[32.8, 33.8)'],
    ['over 200 Mt', '10 Mt', '(200, ∞)'],
    ['9,500 to 10,000 t', '1,000 t', '[9000, 10500)'],
  ])('%s with a resolution of %s', (print, resolution, expected) => {
    const parsed = parseQuantity(print, new Map(), resolution);
    if (expected === undefined) expect(parsed).toMatchObject({ rule: saying('dataset/resolution-too-fine') });
    else expect('problem' in parsed || intervalText(parsed.interval)).toBe(expected);
  });
});

test('the zeros of a percentage and of a year are digits', () => {
  const worth = ['20%', '20 pp', '2020 year', '20 t'].map((print) => decimalText(quantity(print).resolution));
  expect(worth).toEqual(['1', '1', '1', '10']);
});

test('a print keeps its digits and its words', () => {
  expect(decimalText(quantity('147.20 Mt').decimal)).toBe('147.20');
  expect(quantity(' over  12,000 ').text).toBe('over 12,000');
  expect(quantity('over 12,000').qualifier).toBe('over');
});

test.each([
  '',
  '12e3',
  '0x1F',
  'NaN',
  'Infinity',
  '1,00 t',
  '1.2.3 t',
  '.5 t',
  '5. t',
  '--5 t',
  '+',
  'over',
  '=1+1',
  '５ t',
  '1 2 t',
  'up',
  'down up 5 t',
  'down -5 t',
  'down -4 to -5 t',
  'nearly about 5 t',
])('"%s" is not a quantity', (print) => {
  expect(parseQuantity(print, new Map())).toHaveProperty('problem');
});

test('a hint writes out an exponent, but no figure that nobody types', () => {
  const hintOf = (print: string): unknown =>
    'hint' in parseQuantity(print, new Map()) && parseQuantity(print, new Map());
  expect(hintOf('12e3 t')).toMatchObject({ hint: 'write "12000 t"' });
  expect(hintOf('1e400 t')).toMatchObject({ hint: expect.stringMatching(/^write a plain numeral/) });
  expect(hintOf('9e99 t')).toMatchObject({ hint: expect.stringMatching(/^write a plain numeral/) });
});

test.each([
  ['rund 80 Mt', 'about 80 Mt'],
  ['超过 80 Mt', 'over 80 Mt'],
  ['at most 20%', 'under 20%'],
  ['≈ 5 t', 'about 5 t'],
  ['7 Mrd. EUR', '7 bn EUR'],
  ['5 Prozent', '5%'],
  ['5 mio EUR', '5 million EUR'],
])('"%s" is "%s" in the words of data', (print, meant) => {
  expect(parseQuantity(print, new Map())).toMatchObject({ hint: expect.stringContaining(`write "${meant}"`) });
});

test('the true value is never lost: what rounds to a print lies in its interval', () => {
  const digits = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  fc.assert(
    fc.property(digits, fc.integer({ min: 1, max: 6 }), fc.bigInt({ min: -49n, max: 49n }), (whole, places, rest) => {
      const print = decimalText(decimal(whole, -places));
      const truth = parseDecimal(decimalText(decimal(whole * 100n + rest, -places - 2))) ?? decimal(0);
      expect(contains(quantity(`${print} Mt`).interval, truth)).toBe(true);
    }),
  );
});

test('a long or hostile text is answered, not run', () => {
  const long = '9'.repeat(60);
  expect(decimalText(quantity(`${long} t`).decimal)).toBe(long);
  for (const digits of ['9'.repeat(61), '9'.repeat(19_000), `0.${'3'.repeat(60)}`, `1,${'000,'.repeat(20)}000`]) {
    expect(parseQuantity(`${digits} t`, new Map())).toMatchObject({
      rule: saying('dataset/not-a-decimal'),
      problem: expect.stringMatching(/\d+\D*60 /) as string,
    });
  }
  expect(parseQuantity(`1 ${'x'.repeat(20_000)}`, new Map())).toHaveProperty('problem');
  expect(parseQuantity(' '.repeat(20_000), new Map())).toHaveProperty('problem');
});
