import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, decimal, decimalText } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval, isEmpty } from '../../src/core/numbers/interval.ts';
import { givenTexts, intervalText, shownInterval } from '../../src/assay/intervals/interval-digits.ts';
import { convertInterval, parseUnit } from '../../src/dataset/unit.ts';

const BASE = parseUnit('t', new Map());
const units = ['t', 'Mt', '10^4 t'].map((code) => parseUnit(code, new Map()));
const ends = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: -6, max: 6 }))
  .map(([coefficient, exponent]) => decimal(coefficient, exponent));
const intervals = fc
  .tuple(fc.option(ends, { nil: undefined }), fc.option(ends, { nil: undefined }), fc.boolean(), fc.boolean())
  .map(([a, b, lowOpen, highOpen]) =>
    a && b && compare(a, b) > 0 ? interval(b, a, lowOpen, highOpen) : interval(a, b, lowOpen, highOpen),
  );

/**
 * Whether everything in the inner interval lies in the outer one, which may reach its ends where the inner does not.
 */
function covers(outer: Interval, inner: Interval): boolean {
  const low = !outer.low || (inner.low !== undefined && compare(outer.low, inner.low) <= 0);
  const high = !outer.high || (inner.high !== undefined && compare(outer.high, inner.high) >= 0);
  return low && high;
}

test('what is shown of an interval holds it, and the text says the same', () => {
  fc.assert(
    fc.property(intervals, fc.constantFrom(...units), (bounds, unit) => {
      if (!unit || !BASE) throw new Error('no unit');
      fc.pre(!isEmpty(bounds));
      const shown = shownInterval(bounds, unit);
      expect(covers(convertInterval(shown, unit, BASE), bounds)).toBe(true);
      const text = intervalText(bounds, unit);
      for (const end of [shown.low, shown.high]) if (end) expect(text).toContain(decimalText(end));
    }),
  );
});

test.each([
  ['nothing', interval(decimal(0), decimal(0), true, true)],
  ['anything', interval(undefined, undefined)],
  ['below 14.5 Mt', interval(undefined, decimal(145, 5), false, true)],
  ['at least 14.5 Mt', interval(decimal(145, 5), undefined)],
  ['14.5 Mt', interval(decimal(145, 5), decimal(145, 5))],
])('%s is what is shown', (text, bounds) => {
  expect(intervalText(bounds, parseUnit('Mt', new Map()))).toBe(text);
});

const ratio = (low: number, high: number, exponent: number): Interval =>
  interval(decimal(BigInt(low), exponent), decimal(BigInt(high), exponent));

test.each([
  ['no digit below those of the print', ratio(513_971_600, 514_030_300, -9), ratio(4665, 4675, -4), '51.39 to 51.41%'],
  ['three digits of a smaller number', ratio(4_671_088, 4_671_619, -10), ratio(4665, 4675, -4), '0.0467 to 0.0468%'],
  ['all where they would meet', ratio(467_504, 467_596, -6), ratio(4665, 4675, -4), '46.7504 to 46.7596%'],
])('what is given next to a print has %s', (_, given, printed, text) => {
  expect(givenTexts(given, printed, parseUnit('%', new Map()))).toEqual([text, '46.65 to 46.75%']);
});
