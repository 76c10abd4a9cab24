import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../src/core/numbers/decimal.ts';
import { interval } from '../../src/core/numbers/interval.ts';
import { parseUnit } from '../../src/dataset/unit.ts';
import { boundsApart, printedBounds } from '../../src/figure/interval-text.ts';

const Mt = parseUnit('Mt', new Map());

function between(low: string | undefined, high: string | undefined) {
  return interval(
    low === undefined ? undefined : parseDecimal(low),
    high === undefined ? undefined : parseDecimal(high),
  );
}

describe('a range shows as many digits as tell it from another', () => {
  test.each([
    // 45.016 / 1.024 starts from 43.94 to 43.98, where 44.005 was printed.
    [['43.9395', '43.9829'], ['44.0045', '44.0055'], '43.93 to 43.99 Mt'],
    [['43.9395', '43.9999'], ['44', '44.0055'], '43.9395 to 43.9999 Mt'],
    [['13.3258', '13.3409'], ['13.6435', '13.6445'], '13.32 to 13.35 Mt'],
    [['85', '86'], ['200', '300'], '85 to 86 Mt'],
    [['-3.02', '-3.01'], ['3', '4'], '−3.02 to −3.01 Mt'],
    [['7.25', '7.25'], ['7.3', '7.4'], '7.25 Mt'],
    [['5', '6'], ['5.5', '7'], '5 to 6 Mt'],
  ])('%j next to %j', ([low, high], [from, to], text) => {
    const shown = printedBounds(boundsApart(between(low, high), between(from, to)), Mt, 'en');
    expect(shown?.text.replaceAll('\u00A0', ' ')).toBe(text);
  });

  test.each([
    ['195.0', '205.0', '195 to 205 Mt'],
    ['61.90', '61.950', '61.90 to 61.95 Mt'],
    ['6060', '12130', '6,060 to 12,130 Mt'],
    ['-0.50', '0', '−0.5 to 0 Mt'],
  ])('from %s to %s: %s', (low, high, text) => {
    expect(printedBounds(between(low, high), Mt, 'en')?.text.replaceAll('\u00A0', ' ')).toBe(text);
  });

  test('one without an end stays as it is', () => {
    const open = between('3', undefined);
    expect(boundsApart(open, between('1', '2'))).toBe(open);
    expect(printedBounds(between(undefined, undefined), Mt, 'en')).toBeUndefined();
  });
});
