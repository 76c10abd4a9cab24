import { describe, expect, test } from 'vitest';
import { drawingFault } from '../../src/chart/trend-truth.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import type { Trend } from '../../src/figure/trend.ts';
import type { Flag, Value } from '../../src/figure/value.ts';
import { trendSvg } from '../../src/output/svg-file.ts';
import { withoutQuotes } from '../../src/output/html/short-svg.ts';
import { readDrawings } from '../../src/readback/output-parsers.ts';
import { valueOf } from '../document/fill.ts';

const COLOURS = { ink: 'currentColor', signal: 'var(--signal)' };

/** A figure of a number; a bound from below if it is `over`. */
function figure(number: number, flags: readonly Flag[] = [], over = false, exponent = 0): Value {
  const value = valueOf(`${number} t`).with({ decimal: decimal(number, exponent), flags });
  return over
    ? value.with({ interval: { low: decimal(number), high: undefined, lowOpen: true, highOpen: true } })
    : value;
}

function trendOf(points: Trend['points'], more: Partial<Trend> = {}): Trend {
  return { address: 'a@2020..2025', members: new Map(), points, text: 'A', ...more };
}

/** The fault of a trend that is drawn and then altered. */
function faultOf(trend: Trend, alter: (svg: string) => string = (svg) => svg): string | undefined {
  const svg = trendSvg(trend, COLOURS);
  const altered = alter(svg);
  const [drawing] = readDrawings(withoutQuotes(altered));
  return drawing ? drawingFault(trend, drawing) : 'no drawing';
}

function change(from: string | RegExp, to: string): (svg: string) => string {
  return (svg) => {
    const changed = svg.replace(from, to);
    expect(changed).not.toBe(svg);
    return changed;
  };
}

const RISING = trendOf([figure(10), figure(40), figure(20), figure(30)]);
const BROKEN = trendOf([figure(1), figure(2), undefined, figure(4), undefined, figure(3), figure(5)]);

describe('the drawing of a trend is read back', () => {
  test.each<[string, Trend]>([
    ['a line', RISING],
    ['one with gaps and a dot alone', BROKEN],
    ['an area over zero', trendOf([figure(10), figure(40), figure(30)], { isArea: true })],
    ['an area under zero', trendOf([figure(-10), figure(-40), figure(-30)], { isArea: true })],
    ['a constant', trendOf([figure(7), figure(7), figure(7)])],
    ['zeros', trendOf([figure(0), figure(0), figure(0)], { isArea: true })],
    ['the smallest and the largest', trendOf([figure(1, [], false, -9), figure(1e15), figure(-1e15), figure(5e14)])],
    ['two hundred periods', trendOf(Array.from({ length: 200 }, (_, at) => figure((at * 37) % 101)))],
    ['a bound', trendOf([figure(1), figure(3), figure(2, [], true), figure(4)])],
    ['a provisional end', trendOf([figure(1), figure(3), figure(2, ['provisional'])])],
    [
      'a provisional figure and a final bound after it',
      trendOf([figure(1), figure(3, ['forecast']), figure(4, [], true)]),
    ],
    ['bounds alone', trendOf([figure(1, [], true), figure(3, [], true), figure(4, [], true)])],
  ])('%s is true', (_name, trend) => {
    expect(faultOf(trend)).toBeUndefined();
  });

  test('the marks of a range that nothing shows do not stretch the scale', () => {
    const range = figure(900).with({ origin: { kind: 'derived', formula: [figure(1, [], true)] } });
    const [line] = /points="[^"]*"/.exec(trendSvg(trendOf([figure(1), figure(2), range]), COLOURS)) ?? [];
    // the lowest at the bottom, the highest at the top
    expect(line).toBe('points="3,15 32,3"');
  });

  // 10 to 40 are 12 pixels: a pixel is 2.5
  test.each<[string, RegExp | string, string, RegExp]>([
    ['a figure a pixel too high', '41.67,11', '41.67,10', /line shows \S+ \(20 t\) at 22\.5$/],
    ['two figures exchanged', '22.33,3 41.67,11', '22.33,11 41.67,3', /line shows \S+ \(40 t\) at 20$/],
    ['a figure of another year', '22.33,3', '28,3', /between figures/],
    [
      'years out of order',
      '22.33,3 41.67,11',
      '41.67,11 22.33,3',
      /line is drawn at \S+ \(10 t\) to \S+ \(30 t\), .*none$/,
    ],
    ['a figure left out', '22.33,3 ', '', /line is drawn at \S+ \(10 t\) to \S+ \(30 t\), .*none$/],
    ['a line that is missing', /<polyline[^>]*>/, '', /line is not drawn at \S+ \(10 t\)/],
    ['an end at another height', /cy="7"/, 'cy="9"', /dot shows \S+ \(30 t\) at 25$/],
    ['an end that is hollow', 'r="2" fill="currentColor"', 'r="2" fill="none"', /hollow dot is drawn at \S+ \(30 t\)/],
    ['no end', /<circle[^>]*>/, '', /a dot is not drawn at \S+ \(30 t\)/],
    ['a figure twice', /(<polyline[^>]*>)/, '$1$1', /line is drawn/],
    ['what moves it', '<polyline ', '<polyline transform="scale(1,-1)" ', /polyline in it cannot be read back/],
    ['what hides it', '<g ', '<g style="display:none" ', /g in it cannot be read back/],
    ['another element', '</g>', '<image href="x"/></g>', /image in it cannot be read back/],
    ['a part of it', 'viewBox="0 0 64 18"', 'viewBox="0 0 40 18"', /cut off/],
  ])('with %s it is not', (_name, from, to, fault) => {
    expect(faultOf(RISING, change(from, to))).toMatch(fault);
  });

  test.each<[string, Trend, RegExp | string, string, RegExp]>([
    ['a line over a gap', BROKEN, /stroke-dasharray="[^"]*"/, '', /path in it shows no figure/],
    ['a gap that is not drawn', BROKEN, /<path[^>]*>/, '', /dotted line is not drawn at \S+ \(2 t\) to \S+ \(4 t\)/],
    [
      'a dot alone that is hollow',
      BROKEN,
      'r="1" fill="currentColor"',
      'r="1" fill="none"',
      /hollow dot is drawn at \S+ \(4 t\)/,
    ],
    [
      'a dot for a missing figure',
      BROKEN,
      '</g>',
      '<circle cx="22.33" cy="9" r="1" fill="currentColor"/></g>',
      /figure 3 of 7\b/,
    ],
    [
      'a bound that is solid',
      trendOf([figure(1), figure(3), figure(2, [], true), figure(4)]),
      'r="1.5" fill="none"',
      'r="1.5" fill="currentColor"',
      /a dot is drawn at \S+ \(2 t\)/,
    ],
    [
      'an area that does not reach zero',
      trendOf([figure(10), figure(40), figure(30)], { isArea: true }),
      / 85,29 3,29"/,
      ' 85,25 3,25"',
      /polygon in it shows no figure/,
    ],
  ])('%s is found', (_name, trend, from, to, fault) => {
    expect(faultOf(trend, change(from, to))).toMatch(fault);
  });
});

describe('the drawing of a limit is read back', () => {
  const LIMIT = trendOf([], { limit: { printed: [2, 4], corrected: [0.5, 0.8] } });
  const BELOW = trendOf([], { limit: { printed: [0.2, 0.3], corrected: [1.5, 1.5] } });

  test.each([
    ['one from above', LIMIT],
    ['one from below', BELOW],
    ['one beyond the scale', trendOf([], { limit: { printed: [5000, 6000], corrected: [0.001, 0.9] } })],
  ])('%s is true', (_name, trend) => {
    expect(faultOf(trend)).toBeUndefined();
  });

  // each power of ten is 61 / 1.1 pixels to the side of 66: log10 √8 and log10 √0.4
  const [printed, corrected] = [Math.log10(8) / 2, Math.log10(0.4) / 2].map((power) =>
    String(Number((66 + (power * 61) / 1.1).toFixed(2))),
  );

  test.each<[string, Trend, RegExp | string, string, RegExp]>([
    [
      'another corrected figure',
      LIMIT,
      `cx="${corrected}"`,
      'cx="66"',
      /^the corrected figure .* at 1 times .* 0\.632$/,
    ],
    ['another printed figure', LIMIT, `M${printed},4l`, 'M66,4l', /^the figure as printed .* at 1 times .* 2\.83$/],
    ['the limit elsewhere', LIMIT, 'M66,-200V', 'M90,-200V', /^the line of the limit/],
    ['the ground on the other side', LIMIT, 'rect x="66"', 'rect x="0"', /^the ground beyond the limit/],
    ['another range', LIMIT, /(M[\d.]+,9H)[\d.]+(?="[^>]*stroke-width="4")/, '$1120', /^what a figure may stand for/],
    ['a mark moved up', LIMIT, 'cy="9"', 'cy="4"', /^the corrected figure is not drawn/],
    ['one more mark', LIMIT, '</svg>', '<circle cx="20" cy="9" r="3"/></svg>', /circle in it shows nothing/],
    ['the marks exchanged', BELOW, /cx="[\d.]+"/, 'cx="30"', /^the corrected figure/],
  ])('%s is found', (_name, trend, from, to, fault) => {
    expect(faultOf(trend, change(from, to))).toMatch(fault);
  });
});
