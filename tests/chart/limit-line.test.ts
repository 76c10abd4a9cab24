import { expect, test } from 'vitest';
import { LIMIT_SIZE, limitContent } from '../../src/chart/limit-line.ts';

const COLOURS = { ink: '#111111', signal: 'var(--signal)' };

/** Where the dot and the diamond stand, in parts of the width from the limit to the edge: a power of ten is 1/1.1. */
function placesOf(content: string): [dot: number, diamond: number] {
  const [, dot = ''] = /<circle cx="([\d.]+)"/.exec(content) ?? [];
  const [, diamond = ''] = /d="M([\d.]+),4l5,5/.exec(content) ?? [];
  const half = LIMIT_SIZE.width / 2;
  return [(Number(dot) - half) / (half - 5), (Number(diamond) - half) / (half - 5)];
}

test('what is printed stands beyond the limit, what is corrected within, each power of ten as far as the other', () => {
  const [dot, diamond] = placesOf(limitContent({ printed: [10, 10], corrected: [0.1, 0.1] }, COLOURS));
  expect(diamond).toBeCloseTo(1 / 1.1, 3);
  expect(dot).toBeCloseTo(-1 / 1.1, 3);
});

test('the ground beyond a limit from below is to its left, and so is what is printed', () => {
  const content = limitContent({ printed: [0.1, 0.1], corrected: [10, 10] }, COLOURS);
  const [dot, diamond] = placesOf(content);
  expect([dot, diamond]).toEqual([expect.closeTo(1 / 1.1, 3), expect.closeTo(-1 / 1.1, 3)]);
  expect(content).toContain(`<rect x="0" y="-200" width="${LIMIT_SIZE.width / 2}"`);
  const [, joined = ''] = /H([\d.]+)"[^>]*stroke-dasharray/.exec(content) ?? [];
  expect(Number(joined)).toBeGreaterThan(LIMIT_SIZE.width / 2 - (LIMIT_SIZE.width / 2 - 5) / 1.1);
});

test('what is beyond the scale stands at its end', () => {
  const [dot, diamond] = placesOf(limitContent({ printed: [5000, 6000], corrected: [0.0001, 0.0001] }, COLOURS));
  expect([dot, diamond]).toEqual([-1, 1]);
});

test('what a figure may stand for is a bar to either side of the diamond only where it can be seen', () => {
  const bars = (printed: [number, number]): number =>
    [...limitContent({ printed, corrected: [0.5, 0.5] }, COLOURS).matchAll(/stroke-width="4"/g)].length;
  expect([bars([2, 2.001]), bars([2, 4])]).toEqual([0, 2]);
});

test('variables stand in styles, colours in attributes', () => {
  const content = limitContent({ printed: [2, 4], corrected: [0.2, 0.4] }, COLOURS);
  expect(content).toContain('style="stroke:var(--signal)"');
  expect(content).toContain('stroke="#111111"');
  expect(content).not.toMatch(/(?:fill|stroke)="var/);
});
