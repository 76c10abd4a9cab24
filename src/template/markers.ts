import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';

const OPEN = '\uE002';
const CLOSE = '\uE003';
const MARKER = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** The part of a template that a part of the filled text comes from; offsets in UTF-16 units. */
interface TemplatePart {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** Whether the filled text is the same, letter for letter; otherwise one expression makes all of it. */
  readonly literal: boolean;
}

/** The start of what a call printed, or the end of it. */
interface CallEdge {
  readonly call: Place | undefined;
}

/** A part of the filled text, which starts at `at`. */
interface FilledPart {
  readonly at: number;
  readonly source: TemplatePart;
  /** The outermost of the enclosed calls that it stands in. */
  readonly call: Place | undefined;
}

/** A filled text without marks, and the ways back from offsets in it. */
export interface Stripped {
  readonly text: string;
  readonly placeOf: (offset: number) => Place | undefined;
  readonly callOf: (offset: number) => Place | undefined;
}

/** Marks in a template while it is filled. They lead each character of the filled text back to the template. */
export class Markers {
  readonly #sources: (TemplatePart | CallEdge)[] = [];
  /** The marks of calls by their places: a call in a loop needs but one. */
  readonly #calls = new Map<string, string>();
  readonly #end = this.#add({ call: undefined });

  /** The mark to put before text that comes from `file.text.slice(start, end)`. */
  mark(file: SourceFile, start: number, end: number, literal: boolean): string {
    return this.#add({ file, start, end, literal });
  }

  /** Marks what a call printed. Where such calls stand in one another, `callOf` returns the outermost. */
  enclose(call: Place, printed: string): string {
    const key = `${call.line}:${call.column}:${call.file.path}`;
    const start = this.#calls.get(key) ?? this.#add({ call });
    this.#calls.set(key, start);
    return start + printed + this.#end;
  }

  #add(source: TemplatePart | CallEdge): string {
    return OPEN + (this.#sources.push(source) - 1) + CLOSE;
  }

  /** Removes the marks from a filled text. `placeOf` and `callOf` take offsets in the remaining text. */
  strip(marked: string): Stripped {
    const parts: FilledPart[] = [];
    const texts: string[] = [];
    const calls: Place[] = [];
    let end = 0;
    let length = 0;
    for (const match of marked.matchAll(MARKER)) {
      const before = marked.slice(end, match.index);
      length += before.length;
      texts.push(before);
      const source = this.#sources[Number(match[1])];
      if (source && 'file' in source) parts.push({ at: length, source, call: calls[0] });
      else if (source?.call) calls.push(source.call);
      else calls.pop();
      end = match.index + match[0].length;
    }
    texts.push(marked.slice(end));
    return {
      text: texts.join(''),
      placeOf: (offset) => placeIn(parts, offset),
      callOf: (offset) => partAt(parts, offset)?.call,
    };
  }
}

function partAt(parts: readonly FilledPart[], offset: number): FilledPart | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1] ?? parts[0];
}

function placeIn(parts: readonly FilledPart[], offset: number): Place | undefined {
  const part = partAt(parts, offset);
  if (!part) return undefined;
  const { file, start, end, literal } = part.source;
  if (!literal) return placeAt(file, start, end);
  return placeAt(file, Math.min(start + Math.max(0, offset - part.at), Math.max(start, end - 1)));
}

const BLANK = new RegExp(`^(?:${OPEN}\\d+${CLOSE})*$`);

/** Indents the lines of a marked text, for a partial call that is indented on a line of its own. */
export function indented(text: string, indent: string): string {
  if (indent === '') return text;
  const lines = text.split('\n').map((line) => (BLANK.test(line) ? line : indent + line));
  return lines.join('\n');
}
