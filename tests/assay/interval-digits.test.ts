import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, decimal } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval, isEmpty } from '../../src/core/numbers/interval.ts';
import { intervalText, readIntervalText } from '../../src/assay/interval-digits.ts';
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

test('what is shown of an interval is read again as one that holds it, in its unit', () => {
  fc.assert(
    fc.property(intervals, fc.constantFrom(...units), (bounds, unit) => {
      fc.pre(!isEmpty(bounds) && unit !== undefined);
      const read = readIntervalText(intervalText(bounds, unit));
      if (!bounds.low && !bounds.high) expect(read).toBeUndefined();
      else {
        if (!read || !unit || !BASE) throw new Error('not read');
        expect(read.unit).toBe(unit.code);
        expect(covers(convertInterval(read.interval, unit, BASE), bounds)).toBe(true);
      }
    }),
  );
});

test.each(['nothing', 'anything', '', '12..5 t', 'about 3 t'])('%j holds no number to read', (text) => {
  expect(readIntervalText(text)).toBeUndefined();
});
