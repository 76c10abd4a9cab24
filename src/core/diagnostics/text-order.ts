/** Orders texts by UTF-16 units, independent of the locale of the machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Items by key, in order of first appearance. */
export function groupBy<T, Key extends string>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Items in the order of a text of each, which takes less time than to compare them two by two. */
export function sortedBy<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const groups = groupBy(items, textOf);
  return [...groups.keys()].sort().flatMap((text) => groups.get(text) ?? []);
}
