import type { Part } from '../core/files/shape.ts';

/** The entries of one part of the file by id; those with a mistake have no value. */
export type Entries<T> = ReadonlyMap<string, Part<T>>;

/** The entries of a part; undefined where it is none. */
export function entriesOf<T>(part: Part<Readonly<Record<string, T>>>): Entries<NonNullable<T>> | undefined {
  const entries = part.entries();
  return entries && new Map(entries);
}

/** Ids and values of the entries without a mistake. */
export function validEntries<T>(entries: Entries<T>): [string, T][] {
  return [...entries].flatMap(([id, { value }]) => (value === undefined ? [] : [[id, value]]));
}
