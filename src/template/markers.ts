import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';

const OPEN = '\uE002';
const CLOSE = '\uE003';
const MARKER = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** The stretch of a template that a stretch of the filled text comes from. */
interface Origin {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** Whether the text stands in the template letter for letter; else all of it comes from one expression. */
  readonly literal: boolean;
}

/** Where an origin's text starts in the filled text. */
interface Stretch {
  readonly at: number;
  readonly origin: Origin;
}

/** Marks that stand in a template while it is filled, so that afterwards each character knows where it came from. */
export class Markers {
  readonly #origins: Origin[] = [];

  /** A mark for text that comes from `file.text.slice(start, end)`, to be put in front of it. */
  mark(file: SourceFile, start: number, end: number, literal: boolean): string {
    return OPEN + (this.#origins.push({ file, start, end, literal }) - 1) + CLOSE;
  }

  /** Takes the marks out of a filled text. `placeOf` takes offsets of what is left. */
  strip(marked: string): { text: string; placeOf: (offset: number) => Place | undefined } {
    const stretches: Stretch[] = [];
    const parts: string[] = [];
    let end = 0;
    let length = 0;
    for (const match of marked.matchAll(MARKER)) {
      const before = marked.slice(end, match.index);
      length += before.length;
      parts.push(before);
      const origin = this.#origins[Number(match[1])];
      if (origin) stretches.push({ at: length, origin });
      end = match.index + match[0].length;
    }
    parts.push(marked.slice(end));
    return { text: parts.join(''), placeOf: (offset) => placeIn(stretches, offset) };
  }
}

function placeIn(stretches: readonly Stretch[], offset: number): Place | undefined {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low - 1] ?? stretches[0];
  if (!stretch) return undefined;
  const { file, start, end, literal } = stretch.origin;
  if (!literal) return placeAt(file, start, end);
  return placeAt(file, Math.min(start + Math.max(0, offset - stretch.at), Math.max(start, end - 1)));
}

const BLANK = new RegExp(`^(?:${OPEN}\\d+${CLOSE})*$`);

/** Indents the lines of a marked text: those of a partial that stands indented on a line of its own. */
export function indented(text: string, indent: string): string {
  if (indent === '') return text;
  const lines = text.split('\n').map((line) => (BLANK.test(line) ? line : indent + line));
  return lines.join('\n');
}
