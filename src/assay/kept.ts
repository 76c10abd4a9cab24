/** What a memory holds under a key; it is worked out and kept where there is nothing yet. */
export function kept<K, V>(memory: Map<K, V>, key: K, calculate: () => V): V {
  let found = memory.get(key);
  if (found === undefined) {
    found = calculate();
    memory.set(key, found);
  }
  return found;
}
