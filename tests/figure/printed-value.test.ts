import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { interval, type Interval } from '../../src/core/numbers/interval.ts';
import { type Flag, Value } from '../../src/figure/value.ts';
import { misprintOf, type Observation, type Quantity } from '../../src/dataset/model.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { parseUnit, type Unit } from '../../src/dataset/unit.ts';
import {
  countedValue,
  derivedValue,
  observationValue,
  quotedPrint,
  STEPS_OF_POINT,
  STEPS_OF_SUM,
  typedValue,
  type ValueStyle,
} from '../../src/figure/printed-value.ts';
import { asAddress } from '../dataset/brands.ts';

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

function quantity(text: string, resolution?: string): Quantity {
  const found = parseQuantity(text, new Map(), resolution);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

function plain(text: string | undefined): string | undefined {
  return text?.replaceAll('\u00A0', ' ').replaceAll('\u2212', '-');
}

function observation(printed: string | undefined, change: Partial<Observation> = {}, resolution?: string): Observation {
  return {
    address: 'output.zinc@2025',
    printed: printed === undefined ? undefined : quantity(printed, resolution),
    status: [],
    release: { id: 'r-2025', source: { id: 's' } },
    ...change,
  } as Observation;
}

// n whole numbers that are rounded add up to a sum that is n half-steps away at most; a source prints it to the same digit.
test.each<[parts: number, steps: number | undefined, text: string]>([
  [2, STEPS_OF_SUM, '268,411'],
  [4, STEPS_OF_SUM, '268,411'],
  [6, STEPS_OF_SUM, '268,411'],
  [7, STEPS_OF_SUM, '268,410'],
  [4, STEPS_OF_POINT, '268,411'],
  [6, STEPS_OF_POINT, '268,410'],
  [6, undefined, '268,410'],
])('the sum of %i whole numbers with %s steps is printed as %s', (parts, steps, text) => {
  const half = 5 * parts;
  const bounds = interval(decimal(2684110 - half, -1), decimal(2684110 + half, -1));
  expect(derivedValue(['a + b'], bounds, unit('count'), { locale: 'en', style: 'bare', steps })?.text).toBe(text);
});

describe('an observation', () => {
  test.each<[string, string | undefined, number | undefined, string]>([
    ['14.72 Mt', undefined, undefined, '14.72 Mt'],
    ['147.20 Mt', undefined, undefined, '147.20 Mt'],
    ['147.20 Mt', 'kt', undefined, '147,200 kt'],
    ['147.20 Mt', '10^4 t', undefined, '14,720 10⁴ t'],
    ['147.20 Mt', '10^8 t', undefined, '1.4720 10⁸ t'],
    ['456,000 t', undefined, undefined, '456,000 t'],
    ['456,000 t', 'Mt', undefined, '0.456 Mt'],
    ['456,000 t', 'kt', undefined, '456 kt'],
    ['400 kt', 'Mt', undefined, '0.4 Mt'],
    // Between units that are not powers of ten of each other: 0.01 Mt is 22.05 million lb, so that tens are the last digit.
    ['14.72 Mt', 'million lb', undefined, '32,450 million lb'],
    ['15.1 bn bu_corn', 'Mt', undefined, '384 Mt'], // 0.1 bn is 2.54 Mt
    ['412 cent/bu_corn', 'USD/t', undefined, '162 USD/t'], // 1 cent a bushel is 0.394 USD a tonne, nearer to 1 than to 0.1
    ['over 12.36 million bbl', '10^3 m3', undefined, 'over 1,965 thousand m³'], // 1,965.08
    ['1 lb', 't', undefined, '0.0005 t'],
    ['60%', 'pp', undefined, '60 pp'],
    ['0.0%', undefined, undefined, '0.0%'],
    ['14.72 Mt', undefined, 1, '14.7 Mt'],
    ['14.75 Mt', undefined, 1, '14.8 Mt'],
    ['-14.75%', undefined, 1, '-14.8%'],
    ['14.72 Mt', undefined, 0, '15 Mt'],
    ['14.7 Mt', undefined, 3, '14.7 Mt'],
    ['12,345 t', undefined, -3, '12,000 t'],
    // what is left is never nothing
    ['-2.5 million EUR', 'bn EUR', 1, '-0.0025 bn EUR'],
    ['400 t', undefined, -3, '400 t'],
    ['over 12.36 Mt', undefined, 1, 'over 12.3 Mt'],
    ['under 12.34 Mt', undefined, 1, 'under 12.4 Mt'],
    ['over -12.34%', undefined, 1, 'over -12.4%'],
    ['about 12.36 Mt', undefined, 1, 'about 12.4 Mt'],
  ])('%s in %s with %s digits is %s', (printed, code, digits, expected) => {
    const style: ValueStyle = {
      locale: 'en' as const,
      style: 'short',
      unit: code === undefined ? undefined : unit(code),
      digits,
    };
    expect(plain(observationValue(observation(printed), style)?.text)).toBe(expected);
  });

  test('converted says the same number, whatever resolution was stated', () => {
    const value = observationValue(observation('456,500 t', {}, '1,000 t'), {
      locale: 'en' as const,
      unit: unit('Mt'),
    });
    expect(plain(value?.text)).toBe('0.4565 million tonnes');
  });

  test('keeps its interval in the unit that is printed, and says where it comes from', () => {
    const stated = observation('over 1,500 kt', { status: ['provisional'], at: 'output/2' });
    const value = observationValue(stated, { locale: 'en' as const, unit: unit('Mt') });
    expect(value).toMatchObject({
      origin: { kind: 'stated', observation: stated },
      unit: unit('Mt'),
      qualifier: 'over',
      flags: ['provisional'],
      interval: { low: decimal(1500, -3), high: undefined, lowOpen: true },
    });
  });

  test('is printed as corrected, and remembers the print', () => {
    const correction = {
      quantity: quantity('14.72 Mt'),
      evidence: ['nbs-2025'],
    } as unknown as Observation['correction'];
    const stated = observation('147.20 Mt', { correction, status: ['estimated'] });
    const value = observationValue(stated, { locale: 'en' as const });
    expect(plain(value?.text)).toBe('14.72 million tonnes');
    expect(value?.flags).toEqual(['corrected', 'estimated']);
    expect(value?.origin).toEqual({ kind: 'stated', observation: stated });
  });

  test('the first level under a new definition is flagged as a break, its growth and later levels are not', () => {
    const period = (text: string) => parsePeriod(text) ?? expect.fail(text);
    const indicator = { breaks: [{ period: period('2023') }] };
    const flagsOf = (measure: string, when: string): readonly Flag[] | undefined => {
      const stated = { measure, period: period(when), indicator } as unknown as Partial<Observation>;
      return observationValue(observation('14.72 Mt', stated), { locale: 'en' as const })?.flags;
    };
    expect(flagsOf('level', '2023')).toEqual(['break']);
    expect(flagsOf('level', '2023-Q1')).toEqual(['break']);
    expect([flagsOf('level', '2024'), flagsOf('level', '2023-Q2'), flagsOf('growth', '2023')]).toEqual([[], [], []]);
  });

  test('without a figure has no value', () => {
    expect(observationValue(observation(undefined), { locale: 'en' as const })).toBeUndefined();
  });

  test('in a unit of another dimension is a bug of the caller', () => {
    expect(() => observationValue(observation('1 t'), { locale: 'en' as const, unit: unit('CNY') })).toThrow(
      RangeError,
    );
  });
});

function derived(bounds: Interval, code = '%', locale: LocaleId = 'en'): Value | undefined {
  return derivedValue(['a / b'], bounds, unit(code), { locale, style: 'short' });
}

test('a print with a unit has that of the document, and one without is quoted', () => {
  const misprint = observation('147.20 Mt');
  expect([quotedPrint(misprint, 'en'), quotedPrint(misprint, 'zh-CN')]).toEqual(['147.20 Mt', '1.4720 亿吨']);
  expect(quotedPrint(observation('11,080'), 'de')).toBe('„11,080“');
});

// By hand. A slip of ten is seen where both have one unit: the one in which the language says the right figure.
test.each([
  ['87.4 million t', '874 million t', 'zh-CN', '0.874 亿吨', '8.74 亿吨'],
  ['147.20 Mt', '14.72 Mt', 'zh-CN', '14,720 万吨', '1,472 万吨'],
  ['147.20 Mt', '14.72 Mt', 'de', '147,20 Mio. t', '14,72 Mio. t'],
  ['147.20 Mt', '14,720 kt', 'en', '147,200 kt', '14,720 kt'],
  ['0.47 million', '4.7 million', 'zh-CN', '47 万', '470 万'],
  ['1 to 2 Mt', '10 to 20 Mt', 'zh-CN', '100 至 200 万吨', '1,000 至 2,000 万吨'],
])('the misprint %s of %s is said in one form: %s', (printed, right, locale, misprint, corrected) => {
  const correction = { quantity: quantity(right), evidence: [] } as unknown as Observation['correction'];
  const stated = observation(printed, { correction });
  const said = (one: Observation): string | undefined =>
    observationValue(one, { locale: localeOf(locale), style: 'short' })?.text;
  expect(quotedPrint(stated, localeOf(locale))).toBe(misprint);
  expect([said(misprintOf(stated)), said(stated)].map(plain)).toEqual([misprint, corrected]);
});

test('a misprint in a power of ten has the unit of the indicator as the right figure has, and 0 its own', () => {
  const corrected = (printed: string, right: string): (string | undefined)[] => {
    const correction = { quantity: quantity(right), evidence: [] } as unknown as Observation['correction'];
    const indicator = { unit: unit('CNY') } as Observation['indicator'];
    const stated = observation(printed, { correction, indicator });
    return [misprintOf(stated), stated].map((one) => plain(observationValue(one, { locale: 'en' as const })?.text));
  };
  expect(corrected('0.874 10^8 CNY', '8.74 10^8 CNY')).toEqual(['87,400,000 yuan', '874,000,000 yuan']);
  expect(corrected('0 CNY', '4.68 million CNY')[0]).toBe('0 yuan');
});

describe('a derived figure', () => {
  // By hand: the finest power of ten at which the ends round to one number or to neighbours.
  test.each([
    ['5.1556', '5.2065', '5.2%'], // 5.16, 5.21 are five apart; 5.2, 5.2
    ['21.3', '21.5', '21%'], // 21.3, 21.5 are two apart; 21, 22, and the middle is 21.4
    ['212.3', '214.6', '213%'], // 210, 210 would be none of them, and its zero looks known; the middle is 213.45
    ['515', '527', '520%'], // so would 500
    ['7904700', '7945300', '7,900,000%'], // nor is this one, but 7,930,000 would be 25,000 from an end
    ['21.25', '21.349', '21.3%'], // 21.3, 21.3
    ['21.34', '21.36', '21.4%'], // 21.34, 21.36 are two apart; 21.3, 21.4; the middle 21.35 away from zero
    ['-5.2065', '-5.1556', '-5.2%'],
    ['-21.5', '-21.3', '-21%'],
    ['3', '9', '3.0 to 9.0%'], // 3, 9 are six apart; then 0, 10
    ['-9', '-3', '-9.0 to -3.0%'],
    ['-1', '1', '-1.0 to 1.0%'],
    ['-0.04', '0.04', '-0.040 to 0.040%'],
    ['0', '3', '0.0 to 3.0%'],
    ['0', '10', '0 to 10%'],
    ['2.349', '7.461', '2.3 to 7.5%'], // outwards
    ['-7.461', '-2.349', '-7.5 to -2.3%'],
    ['9', '11', '10%'],
    ['1234', '5678', '1,200 to 5,700%'],
    ['1400', '1600', '1,400 to 1,600%'], // 1400, 1600 are two hundreds apart; 1000 and 2000 stand for neither
    ['7', '7', '7%'],
    ['7.50', '7.50', '7.5%'],
    ['12000', '12000', '12,000%'],
    ['0', '0', '0%'],
    ['0.123456789', '0.123456789', '0.123457%'],
    ['0.00000001', '0.00000001', '0.00000001%'],
    ['0.333333333333', '0.333333333334', '0.333333%'],
  ])('between %s and %s is %s', (low, high, expected) => {
    expect(plain(derived(interval(number(low), number(high)))?.text)).toBe(expected);
  });

  test.each([
    ['26.332', '26.336', 1, '26.3%'],
    ['5.1556', '5.2065', 3, '5.2%'], // never finer than it is known
    ['26.332', '26.336', 0, '26%'],
    ['0.0331', '0.0332', 1, '0.0332%'], // no zero that only rounding makes
    ['3', '9', 0, '3 to 9%'],
    ['0.31', '0.94', 1, '0.3 to 1.0%'], // rounded outwards, so that nothing is lost
    ['0.31', '0.94', 3, '0.31 to 0.94%'],
  ])('between %s and %s with %i digits at most is %s', (low, high, digits, expected) => {
    const bounds = interval(number(low), number(high));
    const value = derivedValue(['a / b'], bounds, unit('%'), { locale: 'en' as const, digits });
    expect([plain(value?.text), value?.interval]).toEqual([expected, bounds]);
  });

  test('is the same number in each unit that a quantity has', () => {
    // 6.2 Mt ÷ 1.19, by hand: 5.146 to 5.274 Mt. 5 Mt lies outside, as 500 × 10^4 t does.
    expect(plain(derived(interval(number('5.146'), number('5.274')), 'Mt')?.text)).toBe('5.2 Mt');
    expect(plain(derived(interval(number('514.6'), number('527.4')), '10^4 t', 'zh-CN')?.text)).toBe('520 万吨');
  });

  test('in Chinese', () => {
    const bounds = interval(number('3'), number('9'));
    expect(plain(derived(bounds, '10^4 t', 'zh-CN')?.text)).toBe('3.0 至 9.0 万吨');
  });

  test.each<[string, Interval]>([
    ['unbounded above', interval(number('1'), undefined)],
    ['unbounded below', interval(undefined, number('1'))],
    ['empty', interval(number('2'), number('1'))],
    ['empty for an open end', interval(number('2'), number('2'), false, true)],
  ])('that is %s has no value', (_, bounds) => {
    expect(derived(bounds)).toBeUndefined();
  });

  test('is as provisional as what it was worked out from', () => {
    const input = (address: string, ...flags: Flag[]): Value =>
      new Value({
        origin: { kind: 'stated', observation: { ...observation('1%'), address: asAddress(address) } },
        decimal: number('1'),
        interval: interval(number('1'), number('1')),
        unit: unit('%'),
        text: '1%',
        decimals: 0,
        suffix: '%',
        flags,
      });
    const formula = [
      input('a', 'provisional', 'corrected'),
      ' + ',
      input('b', 'forecast'),
      ' − ',
      input('c', 'estimated', 'provisional'),
    ];
    const value = derivedValue(formula, interval(number('1'), number('1')), unit('%'), { locale: 'en' as const });
    expect(value?.flags).toEqual(['derived', 'forecast', 'provisional', 'estimated']);
    expect(value?.origin).toEqual({ kind: 'derived', formula });
  });

  const end = fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -4, max: 2 }))
    .map(([coefficient, exponent]) => decimal(coefficient, exponent));
  const fraction = ({ coefficient, exponent }: Decimal): Fraction =>
    exponent < 0
      ? new Fraction(coefficient, 10n ** BigInt(-exponent))
      : new Fraction(coefficient * 10n ** BigInt(exponent));
  const bounds = fc.tuple(end, end).map(([a, b]) => (fraction(a).lte(fraction(b)) ? interval(a, b) : interval(b, a)));
  const read = (text: string): Fraction => new Fraction(text.replaceAll(',', ''));
  const inside = fc.integer({ min: 0, max: 1000 });

  test('never claims more than is known', () => {
    fc.assert(
      fc.property(bounds, inside, (between, part) => {
        const [low, high] = [between.low, between.high].map((x) => fraction(x ?? decimal(0)));
        const value = derived(between);
        if (!low || !high || !value) throw new Error('bounded intervals have a value');
        const [from = '', to] = plain(value.text)?.slice(0, -1).split(' to ') ?? [];
        if (to !== undefined) {
          expect(read(from).lte(low) && read(to).gte(high)).toBe(true);
          return;
        }
        // One number: each number of the interval rounds, half away from zero, to it or to its neighbour, or to the one
        // after that where a coarser number with zeros would lie outside.
        const exponent = value.decimal.exponent;
        const step = exponent < 0 ? new Fraction(1n, 10n ** BigInt(-exponent)) : new Fraction(10n ** BigInt(exponent));
        const member = low.add(high.sub(low).mul(part, 1000)).div(step);
        const rounded = member.abs().add('1/2').floor().mul(member.s);
        expect(
          rounded
            .sub(read(from).div(step))
            .abs()
            .lte(read(from).gte(low) && read(from).lte(high) ? 2 : 1),
        ).toBe(true);
        expect(read(from).equals(0)).toBe(low.equals(0) && high.equals(0));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the mirror of the figure of the opposite sign', () => {
    fc.assert(
      fc.property(bounds, (between) => {
        const opposite = (x: Decimal | undefined): Decimal | undefined => x && decimal(-x.coefficient, x.exponent);
        const mirrored = derived(interval(opposite(between.high), opposite(between.low)));
        const ends = plain(derived(between)?.text)?.slice(0, -1).split(' to ') ?? [];
        const swapped = ends.map((text) => read(text).neg().toString()).sort();
        const theirs = plain(mirrored?.text)?.slice(0, -1).split(' to ') ?? [];
        expect(theirs.map((text) => read(text).toString()).sort()).toEqual(swapped);
      }),
    );
  });
});

test('a typed amount and a count are exact, and say what they are', () => {
  const place = { file: { path: 'brief.md.hbs', text: '' }, offset: 0, length: 0, line: 1, column: 1 };
  const typed = typedValue('2,000 t', quantity('2,000 t'), { locale: 'en' as const, place });
  expect(plain(typed.text)).toBe('2,000 tonnes');
  expect(typed).toMatchObject({
    origin: { kind: 'typed', text: '2,000 t' },
    interval: interval(number('2000'), number('2000')),
    unit: unit('t'),
    flags: [],
    place,
  });
  const counted = countedValue('edition.statements', 1234, { locale: 'en' as const, place });
  expect(counted).toMatchObject({
    origin: { kind: 'counted', name: 'edition.statements' },
    text: '1,234',
    unit: unit('count'),
    interval: interval(number('1234'), number('1234')),
  });
});
