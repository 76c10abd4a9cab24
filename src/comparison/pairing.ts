import { groupBy } from '../core/diagnostics/text-order.ts';
import { type Aligned, align, isInBoth, similarity } from './alignment.ts';

/** How items that differ find their counterparts. */
export interface Pairing<T> {
  /** Equal where a reader sees the same. */
  readonly keyOf: (item: T) => string;
  /** The name of an item, whatever it says; undefined for one without. */
  readonly nameOf: (item: T) => string | undefined;
  /** The text of its line in the template, or whatever else tells that two items come from one place. */
  readonly originOf: (item: T) => string | undefined;
  /** Its words. */
  readonly textOf: (item: T) => string;
}

/** An item of two lists. `isMoved`: it is in both, in another order. */
export interface Pair<T> extends Aligned<T> {
  readonly isMoved?: boolean;
}

/** How like two texts must be to count as two states of one. */
const LIKE = 0.5;

/** Most comparisons of words between two lists. */
const MOST_COMPARED = 40_000;

/**
 * Two lists side by side. Items that are in one only as `align` finds are paired with their counterparts in the other:
 * those that say the same elsewhere, those of one name, those from one place of the template, then the most alike. What
 * is equal and in order is left as `align` has it, so nothing is paired that is the same.
 */
export function pair<T extends object>(before: readonly T[], after: readonly T[], how: Pairing<T>): Pair<T>[] {
  const aligned = align(before, after, how.keyOf);
  const found = new Map<T, T>();
  const moved = new Set<T>();
  const rest = (): [T[], T[]] => [
    aligned.flatMap((item) => (!isInBoth(item) && item.before && !found.has(item.before) ? [item.before] : [])),
    aligned.flatMap((item) => (!isInBoth(item) && item.after && !found.has(item.after) ? [item.after] : [])),
  ];
  const join = (was: T, is: T): void => {
    found.set(was, is);
    found.set(is, was);
  };
  for (const [was, is] of sameIn(rest(), how.keyOf)) {
    join(was, is);
    moved.add(is);
  }
  for (const [was, is] of sameIn(rest(), how.nameOf)) join(was, is);
  for (const [was, is] of sameIn(rest(), how.originOf)) join(was, is);
  for (const [was, is] of likeIn(rest(), how.textOf)) join(was, is);
  return aligned.flatMap((item): Pair<T>[] => {
    if (isInBoth(item)) return [item];
    if (item.after) {
      const was = found.get(item.after);
      return [was ? { before: was, after: item.after, isMoved: moved.has(item.after) } : item];
    }
    return item.before && found.has(item.before) ? [] : [item];
  });
}

/** Items with equal keys, the first with the first; where there are more on one side than on the other, none is sure. */
function sameIn<T>([before, after]: [T[], T[]], keyOf: (item: T) => string | undefined): [T, T][] {
  const named = (items: T[]): ReadonlyMap<string, T[]> =>
    groupBy(
      items.filter((item) => keyOf(item) !== undefined),
      (item) => keyOf(item) ?? '',
    ) as ReadonlyMap<string, T[]>;
  const others = named(after);
  return [...named(before)].flatMap(([key, items]) => {
    const counterparts = others.get(key) ?? [];
    if (counterparts.length !== items.length) return [];
    return items.map((item, index): [T, T] => [item, counterparts[index] as T]);
  });
}

/** The most alike first. */
function likeIn<T>([before, after]: [T[], T[]], textOf: (item: T) => string): [T, T][] {
  if (before.length * after.length > MOST_COMPARED) return [];
  const candidates = before.flatMap((was, row) =>
    after.map((is, column) => ({ was, is, apart: Math.abs(row - column), like: similarity(textOf(was), textOf(is)) })),
  );
  const used = new Set<T>();
  const pairs: [T, T][] = [];
  for (const { was, is, like } of candidates.toSorted((a, b) => b.like - a.like || a.apart - b.apart)) {
    if (like < LIKE || used.has(was) || used.has(is)) continue;
    used.add(was).add(is);
    pairs.push([was, is]);
  }
  return pairs;
}
