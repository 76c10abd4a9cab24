/**
 * What was worked out before, by a key that names all it was worked out from. What was neither asked for nor added
 * between two calls of `forgetUnused` is dropped, so that it does not grow.
 */
export class Memory<T extends object> {
  #earlier: ReadonlyMap<string, T> = new Map();
  #used = new Map<string, T>();

  get(key: string): T | undefined {
    const found = this.#used.get(key) ?? this.#earlier.get(key);
    if (found) this.#used.set(key, found);
    return found;
  }

  /** Keeps what was worked out, and answers with it. */
  set(key: string, value: T): T {
    this.#used.set(key, value);
    return value;
  }

  forgetUnused(): void {
    this.#earlier = this.#used;
    this.#used = new Map();
  }
}

/** Works something out once for each key. */
export function onceFor<Given, T extends object>(work: (given: Given) => T, keyOf: (given: Given) => string) {
  const known = new Map<string, T>();
  return (given: Given): T => {
    const key = keyOf(given);
    const found = known.get(key) ?? work(given);
    known.set(key, found);
    return found;
  };
}

/** Works something out when it is first asked for. */
export function once<T extends object>(work: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= work());
}
