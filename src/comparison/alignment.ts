import { diffArrays } from 'diff';

/** One item of two lists: in both, or in one only. */
export interface Aligned<T> {
  readonly before?: T;
  readonly after?: T;
}

/**
 * Two lists side by side, with as few items as possible that are in one only (E. Myers, *An O(ND) difference algorithm
 * and its variations*, 1986). Items that are in one only stand as they do there.
 */
export function align<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Aligned<T>[] {
  const aligned: Aligned<T>[] = [];
  let [old, current] = [0, 0];
  for (const { value, added, removed } of diffArrays(before.map(keyOf), after.map(keyOf))) {
    for (let count = 0; count < value.length; count += 1) {
      const [was, is] = [before[old], after[current]];
      if (!added) old += 1;
      if (!removed) current += 1;
      if (added) aligned.push({ after: is as T });
      else if (removed) aligned.push({ before: was as T });
      else aligned.push({ before: was as T, after: is as T });
    }
  }
  return aligned;
}

/** Whether an aligned item is in both lists. */
export function isInBoth<T>(aligned: Aligned<T>): aligned is { readonly before: T; readonly after: T } {
  return aligned.before !== undefined && aligned.after !== undefined;
}

/** The part of their words that two texts share, from 0 to 1 (L. Dice, 1945). */
export function similarity(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length + right.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const rest = counts.get(word) ?? 0;
    if (rest > 0) shared += 1;
    counts.set(word, rest - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

/** Words and numbers; Chinese by characters. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}.,%]+/gu) ?? [];
}
