import type { Value } from './value.ts';

/** One figure through like periods that follow one another. */
export interface Trend {
  /** Its address with the first and the last period: `output.refined_copper:growth@2020..2025`. */
  readonly address: string;
  /** Member of each dimension that it is about: its colour is theirs. */
  readonly members: ReadonlyMap<string, string>;
  /** In order; undefined for a period without a figure. */
  readonly points: readonly (Value | undefined)[];
  /** Words that stand for the picture. */
  readonly text: string;
}

/** The figures of a trend, in order. */
export function trendValues({ points }: Trend): Value[] {
  return points.filter((value) => value !== undefined);
}
