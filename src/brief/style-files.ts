import type { DataFile, DataValue } from '../core/files/data-file.ts';
import type { Place } from '../core/diagnostics/source-file.ts';

/** What stands where in a style: a value of one file, or made from those of two. */
interface Origin {
  readonly file: DataFile;
  readonly container: object;
}

/** Values that are taken whole: their parts belong together. */
const WHOLE: ReadonlySet<string> = new Set(['logo', 'series', 'paper', 'widths']);

/** Lists to which another file adds. */
const ADDED: ReadonlySet<string> = new Set(['files']);

/**
 * Two files as one: what the first says counts, and besides what the second says. Both must fit the same schema. The place
 * of an entry is that in the file that has it.
 */
export function mergedFiles(own: DataFile, shared: DataFile): DataFile {
  const origins = new WeakMap<object, readonly Origin[]>();
  const originOf = (container: DataValue, file: DataFile): readonly Origin[] =>
    typeof container === 'object' ? [{ file, container }] : [];
  function merge(first: DataValue, second: DataValue, name: string): DataValue {
    if (typeof first === 'string' || typeof second === 'string' || WHOLE.has(name)) return first;
    if (Array.isArray(first) || Array.isArray(second)) {
      const isAdded = ADDED.has(name) && Array.isArray(first) && Array.isArray(second);
      return isAdded ? keep([...first, ...second], first, second) : first;
    }
    const merged = Object.create(null) as { [key: string]: DataValue };
    for (const [key, value] of [...Object.entries(second), ...Object.entries(first)]) {
      const other = second[key];
      merged[key] = key in first && other !== undefined ? merge(first[key] ?? value, other, key) : value;
    }
    return keep(merged, first, second);
  }
  function keep<T extends object>(merged: T, first: DataValue, second: DataValue): T {
    origins.set(merged, [...originOf(first, own), ...originOf(second, shared)]);
    return merged;
  }
  const value = merge(own.value, shared.value, '');
  function placeOf(container: unknown, entry: string | number, part?: 'key' | 'value'): Place {
    const found = typeof container === 'object' && container !== null ? origins.get(container) : undefined;
    for (const { file, container: inner } of found ?? []) {
      const length = Array.isArray(inner) ? inner.length : 0;
      if (Array.isArray(container) && typeof entry === 'number') {
        const at = file === own ? entry : entry - (container.length - length);
        if (at >= 0 && at < length) return file.placeOf(inner, at, part);
      } else if (entry in inner) return file.placeOf(inner, entry, part);
    }
    // A part of one of the files: the other does not know it, and says the start of the file.
    const place = own.placeOf(container, entry, part);
    return place.line === 1 && place.column === 1 ? shared.placeOf(container, entry, part) : place;
  }
  return { file: own.file, value, reported: new Set([...own.reported, ...shared.reported]), placeOf };
}

/** The path of a file that stands next to another one. */
export function nextTo(path: string, name: string): string {
  return path.replace(/[^/]+$/, name);
}
