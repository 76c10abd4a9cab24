import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { interval, point } from '../../src/core/numbers/interval.ts';
import { claimText, parseClaim, quantityOfClaim } from '../../src/dataset/claim.ts';
import type { Claim } from '../../src/dataset/model.ts';

function claim(text: string): Claim {
  const parsed = parseClaim(text, 'level', new Map());
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

test('what is first above a threshold lies over it, and not on it', () => {
  expect(quantityOfClaim(claim('first above 80 Mt'))).toMatchObject({
    text: 'first above 80 Mt',
    qualifier: 'over',
    decimal: decimal(80),
    interval: interval(decimal(80), undefined, true),
  });
});

test('a count of years is exact', () => {
  expect(quantityOfClaim(claim('6 years before 2030'))).toMatchObject({ interval: point(decimal(6)) });
  expect(claim('6 years before 2030')).toMatchObject({ kind: 'years before', period: { text: '2030' } });
});

describe('a claim reads back in its own words', () => {
  test.each([
    ['record high', 'record high'],
    ['  first   above  80 Mt', 'first above 80 Mt'],
    ['1 year before 2030', '1 year before 2030'],
    ['unchanged', 'unchanged'],
  ])('%s', (written, words) => {
    expect(claimText(claim(written))).toBe(words);
  });
});

test('a claim without a number has no quantity', () => {
  expect(['rises', 'falls', 'unchanged', 'record high'].map((text) => quantityOfClaim(claim(text)))).toEqual(
    Array<undefined>(4).fill(undefined),
  );
});

describe('a claim with a period, a count or a whole reads back in its own words', () => {
  test.each(['highest since 2019', 'lowest since 2019-Q1', '2nd consecutive fall', '11th consecutive rise', 'doubled'])(
    '%s',
    (words) => {
      expect(claimText(claim(words))).toBe(words);
    },
  );
  test('more than half of another indicator', () => {
    expect(claim('more than half of output.all')).toEqual({ kind: 'more than half', of: 'level', whole: 'output.all' });
  });
  test.each(['1st consecutive rise', '3th consecutive rise', 'highest since spring', 'more than half'])(
    '%s is none',
    (text) => {
      expect(parseClaim(text, 'level', new Map())).toHaveProperty('problem');
    },
  );
  test('growth has no streaks, halves and multiples', () => {
    expect(parseClaim('doubled', 'growth', new Map())).toMatchObject({ rule: 'dataset/bad-claim' });
  });
});
