import type { Place, SourceFile } from '../diagnostics/source-file.ts';

/** Mappings have no prototype. */
export type DataValue = string | DataValue[] | { [key: string]: DataValue };

/** The content of a file, whatever it is written in, and the place of each value in it. */
export interface DataFile {
  readonly file: SourceFile;
  readonly value: DataValue;
  /**
   * JSON pointers of the values that were reported while reading. The empty key of a mapping, which no file can hold,
   * stands for keys that could not be read: which keys the mapping has is then not known.
   */
  readonly reported: ReadonlySet<string>;
  /** The place of an entry of a mapping or list, or with `key` of its key; of an absent entry, the start of the file. */
  placeOf(container: unknown, entry: string | number, part?: 'key' | 'value'): Place;
}
