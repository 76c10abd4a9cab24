import type { Place } from '../core/diagnostics/source-file.ts';

/** A place in a file of the root folder, without its text. */
export interface KnownPlace {
  /** Below the root folder. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Places that pages name. A request to open one has its number, so that it cannot name a file. */
export class PlaceBook {
  readonly #numbers = new Map<string, number>();
  readonly #places: KnownPlace[] = [];

  /** The number of a place, the same for the same line and column. */
  numberOf({ file, line, column }: Place): number {
    const key = `${line}:${column}:${file.path}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#places.push({ path: file.path, line, column }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** The place with a number; undefined where no page has named it. */
  at(number: unknown): KnownPlace | undefined {
    return typeof number === 'number' ? this.#places[number] : undefined;
  }
}
