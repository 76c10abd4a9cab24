import type { Marker } from './markers.ts';

/** A marker whose content, between the signs of its form, starts at an offset; undefined if it is something else. */
export function markerOf(content: string, contentAt: number, start: number, end: number): Marker | undefined {
  const [head, name] = /^\s*(\/?assay)(?=\s|$)\s*/.exec(content) ?? [''];
  if (name === undefined) return undefined;
  const words = content.slice(head.length).trimEnd();
  const wordsAt = contentAt + (words === '' ? head.trimEnd().length : head.length);
  return { kind: name === 'assay' ? 'opening' : 'closing', start, end, words, wordsAt };
}

/** A comment that starts with the name of a marker and is not closed: the rest of the page is hidden with it. */
export function tornMarker(text: string, contentAt: number, start: number): Marker | undefined {
  const marker = markerOf(text.slice(contentAt, lineEnd(text, contentAt)), contentAt, start, text.length);
  return marker && { ...marker, isTorn: true };
}

/** Tells how lines begin before offsets, which grow; of long lines only the first signs. */
export class LineStarts {
  readonly #text: string;
  #start = 0;
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  before(at: number): string {
    while (this.#next !== -1 && this.#next < at) {
      this.#start = this.#next + 1;
      this.#next = this.#text.indexOf('\n', this.#start);
    }
    return this.#text.slice(this.#start, Math.min(at, this.#start + 1000));
  }
}

/** A marker with the paragraph that holds nothing else; else it stands in a line of text, or between blocks. */
export function inItsLine(
  text: string,
  marker: Marker,
  line: { readonly start: number; readonly contentAt: number } | undefined,
): Marker {
  if (!line) return { ...marker, isInLine: false };
  const after = /^\s*<\/p>/.exec(text.slice(marker.end, marker.end + 200));
  const isAlone = after && text.slice(line.contentAt, marker.start).trim() === '';
  return isAlone
    ? { ...marker, start: line.start, end: marker.end + after[0].length, isInLine: false }
    : { ...marker, isInLine: true };
}

/** Offset of the end of the line at an offset, without its line break. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
