import { decimalToNumber } from '../core/numbers/decimal.ts';
import { isAbove } from '../core/numbers/interval.ts';
import { isBound, type Trend, trendValues } from '../figure/trend.ts';
import { loosenessOf } from '../figure/looseness.ts';
import type { Value } from '../figure/value.ts';
import type { Period } from '../dataset/period.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';

/** CSS pixels of a trend, of one with an area, and of the air around the line. */
export const TREND_SIZE = { width: 64, height: 18 } as const;
export const AREA_SIZE = { width: 88, height: 32 } as const;
const AIR = 3;

/** Fewer figures than this show no trend. */
export const FEWEST_POINTS = 3;

/**
 * Words that stand for a trend: of what, when, its first and last figure, and which way it went from one to the other
 * as far as their digits tell. Every number in them is the text of a value.
 */
export function describeTrend(
  label: string,
  points: readonly { readonly period: Period; readonly value: Value }[],
  locale: LocaleId,
): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return label;
  const { period, range, colon, comma, course } = words(locale);
  const when = range(period(first.period), period(last.period));
  const say = course[courseOf(first.value, last.value)];
  return `${label}${comma}${when}${colon}${say(first.value.text, last.value.text)}`;
}

function courseOf({ interval: first }: Value, { interval: last }: Value): keyof Locale['course'] {
  if (isAbove(last, first)) return 'up';
  return isAbove(first, last) ? 'down' : 'open';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The content of a trend's SVG: a line through its figures, dotted where some are missing, and its last figure as a dot,
 * hollow where that is provisional or a forecast. A bound, such as `over 400 bn`, is a hollow dot that the line passes as
 * if it were missing. The line reaches from its lowest to its highest figure: it shows a
 * course, no ratio, and so has no baseline. One with an area reaches from zero, and so shows ratios.
 */
export function trendContent(trend: Trend, colour: string): string {
  const placed = placedPoints(trend);
  const runs = runsOf(trend, placed);
  const lines = runs.filter(({ length }) => length > 1).map((run) => `<polyline points="${run.map(pair).join(' ')}"/>`);
  const gaps = runs.slice(1).map(([to], at) => gap(runs[at]?.at(-1), to));
  const end = runs[runs.length - 1]?.at(-1);
  const alone = runs.filter(([point, ...more]) => point !== end && more.length === 0);
  const dots = alone.map(([point]) => point && dot(point, 1, colour));
  // A range has no dot: it would stand at its middle.
  const bounds = placed.map((point, at) => {
    const value = trend.points[at];
    return point && value && loosenessOf(value) === 'bound' ? dot(point, 1.5, 'none') : '';
  });
  // A bound may follow the figure at which the line ends.
  const flags = trendValues(trend).findLast((value) => !isBound(value))?.flags ?? [];
  const hollow = flags.includes('provisional') || flags.includes('forecast');
  const marked = end ? dot(end, 2, hollow ? 'none' : colour) : '';
  const style = `fill="none" stroke="${colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"`;
  const under = trend.isArea ? areaUnder(runs.flat(), placeIn(trend)(0), colour) : '';
  return `<g ${style}>${[under, ...lines, ...gaps, ...dots, ...bounds, marked].join('')}</g>`;
}

/** Where each figure of a trend lies in its drawing. */
function placedPoints(trend: Trend): (Point | undefined)[] {
  const numbers = trend.points.map((value) => value && decimalToNumber(value.decimal));
  const heightOf = placeIn(trend);
  const { width } = trend.isArea ? AREA_SIZE : TREND_SIZE;
  return numbers.map((number, at) => {
    if (number === undefined) return undefined;
    const x = AIR + ((width - 2 * AIR) * at) / Math.max(1, numbers.length - 1);
    return { x, y: heightOf(number) };
  });
}

/** How far down a number lies in a drawing. */
function placeIn(trend: Trend): (number: number) => number {
  // A range is not drawn, so it has no part in the scale.
  const drawn = trendValues(trend).filter((value) => loosenessOf(value) !== 'range');
  const known = drawn.map(({ decimal }) => decimalToNumber(decimal));
  const ends = trend.isArea ? [0, ...known] : known;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const { height } = trend.isArea ? AREA_SIZE : TREND_SIZE;
  return (number) => height - AIR - (height - 2 * AIR) * (high > low ? (number - low) / (high - low) : 0.5);
}

/** The ground between a line and zero, from its first figure to its last. */
function areaUnder(points: readonly Point[], y: number, colour: string): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  const corners = [...points, { x: last.x, y }, { x: first.x, y }];
  return `<polygon points="${corners.map(pair).join(' ')}" fill="${colour}" fill-opacity="0.12" stroke="none"/>`;
}

/** The points through which the line goes, a list for each stretch without a gap. */
function runsOf({ points }: Trend, placed: readonly (Point | undefined)[]): Point[][] {
  const runs: Point[][] = [];
  let isOpen = false;
  for (const [at, point] of placed.entries()) {
    const passed = point && !isBound(points[at]) ? point : undefined;
    if (passed && isOpen) runs.at(-1)?.push(passed);
    else if (passed) runs.push([passed]);
    isOpen = passed !== undefined;
  }
  return runs;
}

/** A line over years without a figure. */
function gap(from?: Point, to?: Point): string {
  return from && to ? `<path d="M${pair(from)}L${pair(to)}" stroke-width="1" stroke-dasharray="0 2.5"/>` : '';
}

function pair({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

function dot({ x, y }: Point, radius: number, fill: string): string {
  return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${radius}" fill="${fill}"/>`;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
