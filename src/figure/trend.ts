import { loosenessOf } from './looseness.ts';
import type { Value } from './value.ts';

/**
 * A corrected figure next to the limit that a relation sets it: the sides of the relation as multiples of one another, with
 * the ends of what they may stand for. What is printed lies beyond the limit: above 1, or below it if the figure is too small.
 */
export interface LimitMarks {
  readonly printed: readonly [low: number, high: number];
  readonly corrected: readonly [low: number, high: number];
}

/** A small drawing in a line of text: one figure through consecutive like periods, or next to its limit. */
export interface Trend {
  /** Its address with the first and the last period: `output.refined_copper:growth@2020..2025`. */
  readonly address: string;
  /** Dimension → member that it is about, from which it takes its colour. */
  readonly members: ReadonlyMap<string, string>;
  /** In order; undefined for a period without a figure. */
  readonly points: readonly (Value | undefined)[];
  /** Whether it is drawn from zero, higher and with a pale area. */
  readonly isArea?: boolean | undefined;
  /** Set if it shows no course but a limit; it then has no points. */
  readonly limit?: LimitMarks | undefined;
  /** Alternative text. */
  readonly text: string;
}

export function trendValues({ points }: Trend): Value[] {
  return points.filter((value) => value !== undefined);
}

/** Whether a figure is only a bound, such as `over 400 bn`, or a range, so that no line ends at it. */
export function isBound(value: Value | undefined): boolean {
  return value !== undefined && loosenessOf(value) !== undefined;
}

/** Whether the line of a trend is dotted anywhere: where a figure is missing or no more than a bound. */
export function isDotted({ points }: Trend): boolean {
  const known = points.flatMap((value, at) => (value && !isBound(value) ? [at] : []));
  return known.some((at, index) => index > 0 && at - (known[index - 1] ?? at) > 1);
}
