/** What a memory holds under a key; it is worked out and kept where there is nothing yet. */
export function kept<K, V>(
  memory: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  calculate: () => V,
): V {
  let found = memory.get(key);
  if (found === undefined) {
    found = calculate();
    memory.set(key, found);
  }
  return found;
}
