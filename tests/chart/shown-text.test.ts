import { expect, test } from 'vitest';
import { readNumber, strangePart } from '../../src/chart/shown-text.ts';
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

test.each([
  ['2025 731 000', '731 000'],
  ['2025 310', '310'],
  ['731 000 310', '731 000'],
])('in %s a space alone parts the figure %s from another number', (text, figure) => {
  expect(strangePart(text, { figures: [figure], names: ['2025', '310'] })).toBe(figure);
});

test.each([
  ['2025: 731 000', '731 000'],
  ['2025\n731 000', '731 000'],
  ['731 000 (2025)', '731 000'],
  ['2025 731,000', '731,000'],
  ['310, 731 000', '731 000'],
])('in %s more parts the figure %s from another number', (text, figure) => {
  expect(strangePart(text, { figures: [figure], names: ['2025', '310'] })).toBeUndefined();
});
