/** A text that a person wrote. Its path is relative to the root folder, with `/` between the parts. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A place in a source file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: SourceFile;
  readonly line: number;
  readonly column: number;
  /** UTF-16 units to underline, at least 1. */
  readonly length: number;
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function startsOf(file: SourceFile): readonly number[] {
  let starts = lineStarts.get(file);
  if (!starts) {
    const found = [0];
    for (const newline of file.text.matchAll(/\r\n|\r|\n/g)) found.push(newline.index + newline[0].length);
    starts = found;
    lineStarts.set(file, starts);
  }
  return starts;
}

/**
 * The place of the text between two offsets in UTF-16 units; by default it is one unit long. An offset past the end of
 * the file means its end.
 */
export function placeAt(file: SourceFile, from: number, end = from + 1): Place {
  const start = Math.min(from, file.text.length);
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  return {
    file,
    line: low + 1,
    column: start - (starts[low] ?? 0) + 1,
    length: Math.max(1, Math.min(end, file.text.length) - start),
  };
}

/** The offset at which a line (counting from 1) starts; the end of the text for lines beyond it. */
export function lineStart(file: SourceFile, line: number): number {
  return startsOf(file)[line - 1] ?? file.text.length;
}

/** The text at a place, as far as it is on one line. */
export function textAt({ file, line, column, length }: Place): string {
  return lineText(file, line).slice(column - 1, column - 1 + length);
}

/** `file:line`. */
export function lineOf(place: Place | undefined): string {
  return place ? `${place.file.path}:${place.line}` : '';
}

/** The text of a line (counting from 1), without its line break; empty beyond the end. */
export function lineText(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  const start = starts[line - 1];
  if (start === undefined) return '';
  return file.text.slice(start, starts[line]).replace(/[\r\n]+$/, '');
}
