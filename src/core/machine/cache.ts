/** Results by a key that identifies everything they were computed from; they may be far away. */
export interface Results<T> {
  get(key: string): T | undefined | Promise<T | undefined>;
  set(key: string, value: T): unknown;
}

/**
 * Results by a key that identifies everything they were computed from. An entry that was neither read nor added between
 * two calls of `forgetUnused` is dropped, so the cache does not grow.
 */
export class Cache<T extends object> implements Results<T> {
  #earlier: ReadonlyMap<string, T> = new Map();
  #used = new Map<string, T>();

  get(key: string): T | undefined {
    const found = this.#used.get(key) ?? this.#earlier.get(key);
    if (found) this.#used.set(key, found);
    return found;
  }

  /** Adds an entry and returns it. */
  set(key: string, value: T): T {
    this.#used.set(key, value);
    return value;
  }

  forgetUnused(): void {
    this.#earlier = this.#used;
    this.#used = new Map();
  }
}

/**
 * The same function, which computes each result once per key: without one, once for each thing that it is given. The result
 * for an object goes with the object.
 */
export function onceFor<Given, T>(work: (given: Given) => T, keyOf: (given: Given) => unknown = (given) => given) {
  const byObject = new WeakMap<object, { readonly result: T }>();
  const byValue = new Map<unknown, { readonly result: T }>();
  return (given: Given): T => {
    const key = keyOf(given);
    const isObject = typeof key === 'object' && key !== null;
    const found = (isObject ? byObject.get(key) : byValue.get(key)) ?? { result: work(given) };
    if (isObject) byObject.set(key, found);
    else byValue.set(key, found);
    return found.result;
  };
}

/** The same function, which computes its result at the first call. */
export function once<T extends object>(work: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= work());
}
