import { groupBy } from '../core/diagnostics/text-order.ts';
import { decimalToNumber } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import { type Watched, WATCHERS } from '../watch/watch.ts';
import type { Component, ExplanationSet } from './component.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';

/** Differences below this decide nothing: they are those of rounding. */
const TELLING = 0.05;

/**
 * A component whose explanations that cost the same as the first stand in the order in which watchers look at their figures:
 * first those that bring figures nearer to the periods around them, of equals those nearer to their row and column, and so on.
 * Nothing is accused by it, and what costs more stays behind.
 */
export function tiesBroken(model: Model, component: Component, watched: () => readonly Watched[]): Component {
  const { explanations } = component;
  const tied = explanations.filter(({ dearer }) => dearer <= 0);
  if (tied.length < 2) return component;
  const seen = groupBy(watched(), ({ statement }) => `${statement.release.id} ${statement.address}`);
  const gains = new Map(tied.map((set) => [set, gainsOf(model, set.variants[0].repair, seen)]));
  const inOrder = tied.toSorted((a, b) => compareGains(gains.get(b) ?? [], gains.get(a) ?? []));
  const rest: readonly ExplanationSet[] = explanations.filter(({ dearer }) => dearer > 0);
  return { ...component, explanations: [...inOrder, ...rest] };
}

function compareGains(a: readonly number[], b: readonly number[]): number {
  return a.map((gain, index) => gain - (b[index] ?? 0)).find((gap) => Math.abs(gap) >= TELLING) ?? 0;
}

/** By watcher, how much nearer a repair brings the figures to what it lets expect, in parts of its limit for each. */
function gainsOf(
  { figures }: Model,
  repair: Assignment,
  seen: ReadonlyMap<string, readonly Watched[]>,
): readonly number[] {
  return WATCHERS.map(({ id }) => {
    let gain = 0;
    for (const [index, { interval }] of repair) {
      const figure = figures[index];
      if (!figure) continue;
      const { release, address } = figure.observation;
      for (const { by, says, gap, limit } of seen.get(`${release.id} ${address}`) ?? []) {
        if (by !== id) continue;
        gain +=
          gap === undefined || limit === undefined
            ? Number(says !== undefined)
            : (Math.abs(gap) - Math.abs(gap + movedBy(figure.interval, interval))) / Math.log(limit);
      }
    }
    return gain / repair.size;
  });
}

/** The logarithm of the factor by which a change moves a figure; 0 where an end of either is missing, or they differ in sign. */
function movedBy(from: Interval | undefined, to: Interval): number {
  const [before, after] = [middleOf(from), middleOf(to)];
  const factor = before === undefined || after === undefined ? 1 : after / before;
  return factor > 0 && Number.isFinite(factor) ? Math.log(factor) : 0;
}

function middleOf(interval: Interval | undefined): number | undefined {
  if (!interval?.low || !interval.high) return undefined;
  return (decimalToNumber(interval.low) + decimalToNumber(interval.high)) / 2;
}
