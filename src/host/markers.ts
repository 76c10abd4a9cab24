/** A marker of a region in a page. Offsets are in UTF-16 units. */
export interface Marker {
  readonly kind: 'opening' | 'closing';
  /** From the first to after the last character that belongs to it. */
  readonly start: number;
  readonly end: number;
  /** What it says after its name, `brief=metals part=exhibit:trade`, and where. */
  readonly words: string;
  readonly wordsAt: number;
  /** Whether it stands within a line of text; undefined where the lines of the page tell. */
  readonly isInLine?: boolean;
  /** Whether the sign that closes its comment is missing. */
  readonly isTorn?: boolean;
}

/** How a host hides a marker in a page. */
export interface MarkerForm {
  /** A marker that says something after its name; `said` is both. */
  readonly text: (said: string, kind: Marker['kind'], words: string) => string;
  /** Where a page has an opening marker of this form. */
  readonly opening: RegExp;
  /** What stands at its end so that nobody sees it, and people need not type. */
  readonly unseen?: string;
}

/** A comment of HTML, which most hosts hide. */
export const COMMENT: MarkerForm = { text: (said) => `<!-- ${said} -->`, opening: /<!--\s*assay\s+[a-z]+=/ };

/** Prints a marker. */
export function markerText(form: MarkerForm, kind: Marker['kind'], words: string): string {
  const name = kind === 'opening' ? 'assay' : '/assay';
  return form.text(words === '' ? name : `${name} ${words}`, kind, words);
}

/** A marker as a person types it, for hints. */
export function typedMarker(form: MarkerForm, kind: Marker['kind'], words = ''): string {
  return markerText(form, kind, words).replace(form.unseen ?? '', '');
}

/** A marker of a page with other words in it, and everything else as it stands. */
export function withWords(
  page: string,
  { start, end, words, wordsAt }: Marker,
  { unseen }: MarkerForm,
  put: string,
): string {
  const after = page.slice(wordsAt + words.length, end);
  const rest = unseen !== undefined && !after.includes(unseen) ? `${unseen}}}` : after;
  return page.slice(start, wordsAt) + put + rest;
}

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

/** Says how lines begin before offsets, which grow; of long lines only the first signs. */
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

/** The offset after the end of an element; where it began, if it is not closed. */
export function elementEnd(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text) ? closing.lastIndex : from;
}
