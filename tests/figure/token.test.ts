import { PRIVATE_USE } from '../../src/core/diagnostics/source-text.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Printed, TokenRegistry } from '../../src/figure/token.ts';

function text(words: string): Printed {
  return { kind: 'text', text: words };
}

test('a text with tokens splits into what was written and what was printed', () => {
  const tokens = new TokenRegistry();
  const [copper, zinc] = [text('copper'), { kind: 'link', text: 'https://zinc.org' } as const];
  const [a, b] = [tokens.add(copper), tokens.add(zinc)];
  expect(tokens.split(`Of ${a}, ${b}${a}.`)).toEqual(['Of ', copper, ', ', zinc, copper, '.']);
  expect(tokens.split(a)).toEqual([copper]);
  expect(tokens.split('')).toEqual([]);
  expect(tokens.split('none 0 1')).toEqual(['none 0 1']);
  expect(tokens.all).toEqual([copper, zinc]);
});

test('what is printed stays one opaque word, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string())), (pairs) => {
      const tokens = new TokenRegistry();
      const clean = pairs.map(([label, between]) => [text(label), between.replace(PRIVATE_USE, '')] as const);
      const filled = clean.map(([label, between]) => tokens.add(label) + between).join('');
      expect(filled).not.toMatch(/[<>*_[\]|`](?=\uE001)/);
      const expected = clean.flatMap(([label, between]) => (between ? [label, between] : [label]));
      expect(tokens.split(filled)).toEqual(expected);
    }),
  );
});

test('tokens of ten and more are not mistaken for shorter ones', () => {
  const tokens = new TokenRegistry();
  const printed = Array.from({ length: 120 }, (_, index) => text(`n${index}`));
  const filled = printed.map((item) => tokens.add(item)).join('1');
  expect(tokens.split(filled).filter((part) => typeof part === 'object')).toEqual(printed);
});

test.each([
  ['\uE000', true],
  ['\uF8FF', true],
  ['\u{F0000}', true],
  ['\u{FFFFD}', true],
  ['\u{100000}', true],
  ['\u{10FFFD}', true],
  ['\uD7FF', false],
  ['\uF900', false],
  ['\u{EFFFF}', false],
  ['\u{1F600}', false],
  ['铜', false],
])('private use: %j is %j', (character, expected) => {
  expect(PRIVATE_USE.test(`a${character}b`)).toBe(expected);
});
