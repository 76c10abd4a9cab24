import type { Value } from './value.ts';

/** One figure through consecutive like periods. */
export interface Trend {
  /** Its address with the first and the last period: `output.refined_copper:growth@2020..2025`. */
  readonly address: string;
  /** Dimension → member that it is about, from which it takes its colour. */
  readonly members: ReadonlyMap<string, string>;
  /** In order; undefined for a period without a figure. */
  readonly points: readonly (Value | undefined)[];
  /** Alternative text. */
  readonly text: string;
}

export function trendValues({ points }: Trend): Value[] {
  return points.filter((value) => value !== undefined);
}
