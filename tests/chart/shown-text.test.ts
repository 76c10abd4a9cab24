import { expect, test } from 'vitest';
import { readNumber } from '../../src/chart/shown-text.ts';
import { words } from '../../src/language/locales.ts';

test.each([
  ['en', '1,209', 1209],
  ['en', '1.209', 1.209],
  ['de', '1,209', 1.209],
  ['de', '1.209', undefined],
  ['de', '0.5', undefined],
  ['zh-CN', '1.209', 1.209],
] as const)('in %s the label %s of an axis is %s', (locale, text, number) => {
  expect(readNumber(text, words(locale).numbers)?.number).toBe(number);
});
