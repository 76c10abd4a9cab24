import { expect, test } from 'vitest';
import { contrast } from '../../src/brief/colour.ts';
import { leastDifference } from '../../src/brief/colour-vision.ts';
import { HOUSE } from '../../src/brief/house-style.ts';

// Ratios that contrast checkers and the WCAG literature give, to two decimals.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#595959', '#ffffff', 7.0],
  ['#949494', '#ffffff', 3.03],
  ['#ff0000', '#ffffff', 4.0],
  ['#0000ff', '#ffffff', 8.59],
  ['#008000', '#ffffff', 5.14],
  ['#ff0000', '#0000ff', 2.15],
])('%s on %s has a contrast of %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('black and white are a hundred apart for every eye', () => {
  // CIEDE2000 is scaled so
  expect(leastDifference('#000000', '#ffffff').difference).toBeCloseTo(100, 1);
  expect(leastDifference('#0b5d7a', '#0b5d7a').difference).toBe(0);
});

// Colours on confusion lines, as textbooks show them: apart for most readers, alike for some.
test.each([
  ['#4c7a34', '#7b5b3a', 'deuteranopia'],
  ['#a01010', '#3a2a1a', 'protanopia'],
  ['#d10759', '#c2410c', 'tritanopia'],
])('%s and %s are hard to tell apart with %s', (one, other, vision) => {
  expect(leastDifference(one, other).vision).toBe(vision);
});

test('a pair that one simulation keeps apart and another does not is alike', () => {
  // magenta and a grey of the same blue: what a deuteranope sees of them is the same grey
  expect(leastDifference('#b40077', '#55626f')).toMatchObject({ vision: 'deuteranopia' });
  expect(leastDifference('#b40077', '#55626f').difference).toBeLessThan(5);
});

test('any two colours of the built-in series are apart for every reader', () => {
  for (const [index, one] of HOUSE.series.entries()) {
    for (const other of HOUSE.series.slice(0, index)) {
      expect([one, other, leastDifference(one, other).difference > 8]).toEqual([one, other, true]);
    }
  }
});
