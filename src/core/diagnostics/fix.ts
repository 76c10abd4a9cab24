import { placeAt, type SourceFile } from './source-file.ts';

/** A change of files that fixes a mistake, and what it does, in words. */
export interface Fix {
  readonly says: string;
  readonly edits: readonly Edit[];
}

/** A part of a file, between two offsets in UTF-16 units, and the text that takes its place. */
export interface Edit {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Line and column, both from 1, the column in UTF-16 units. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The first character that an edit replaces, and the one behind the last. */
export function editedRange({ file, start, end }: Edit): { readonly start: Spot; readonly end: Spot } {
  const [{ line, column }, last] = [placeAt(file, start), placeAt(file, end)];
  return { start: { line, column }, end: { line: last.line, column: last.column } };
}
