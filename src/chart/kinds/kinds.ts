import { bar } from './bar.ts';
import { change } from './change.ts';
import { gap } from './gap.ts';
import type { KindName } from './keys.ts';
import type { ChartKind } from './kind.ts';
import { interval } from './interval.ts';
import { line } from './line.ts';
import { panels } from './panels.ts';
import { share } from './share.ts';
import { slope } from './slope.ts';
import { stack } from './stack.ts';

/** Every kind of chart that a line draws, in the order of the gallery. */
export const KINDS: Readonly<Record<KindName, ChartKind>> = {
  line,
  gap,
  panels,
  bar,
  change,
  slope,
  stack,
  share,
  interval,
};

/** What is drawn in place of kinds that are not. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['pie', 'lengths are compared more exactly than angles: use kind="share"'],
  ['donut', 'lengths are compared more exactly than angles: use kind="share"'],
  ['column', 'use kind="bar" for things, kind="line" for a course'],
  ['area', 'areas that overlap hide one another: use kind="line"'],
  ['map', 'use kind="bar": lengths are compared more exactly than shades'],
]);

/** What to write in place of a kind that is not drawn. */
export function proposedFor(word: string): string | undefined {
  return INSTEAD.get(word);
}
