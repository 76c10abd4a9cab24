/** A piece of text as a reader met it in an output. */
export interface ReadPiece {
  readonly text: string;
  /** The page of a PDF, the line of any other output, from 1. */
  readonly at: number;
  /** Whether it is the number of an item in a list. */
  readonly isMarker?: boolean;
}

/** A text that belongs to the page. */
export interface Furniture extends ReadPiece {
  /** Whether it stands among the text of the document and not at the edge of the page. */
  readonly isAmongText: boolean;
}

/** A table as a reader met it. */
export interface ReadTable {
  /** Its rows, those of its head included. */
  readonly rows: number;
  readonly at: number;
}

/** What a reader that knows nothing of the document finds in an output. */
export interface ReadOutput {
  /** Everything that is seen as text, in reading order; paragraphs, cells and the like end with a line break. */
  readonly pieces: readonly ReadPiece[];
  readonly tables: readonly ReadTable[];
  /** Words that stand for pictures, and titles of links. */
  readonly alternatives: readonly ReadPiece[];
  /** All labels in each picture, as far as they are text. */
  readonly drawings: readonly ReadPiece[];
  /** Page or line of every heading. */
  readonly headings: readonly number[];
  /** What belongs to no part of the document, as running heads and folios do. */
  readonly furniture: readonly Furniture[];
  /** How many pages there are; none for what has no pages. */
  readonly pages: number;
}

/** Characters that are not seen: they only say where a line may break. */
const UNSEEN = /[\u00AD\u200B\u2060\uFEFF]/g;

/** Every dash that can be a minus. */
const MINUSES = /[\u2010\u2011\u2212\uFE63\uFF0D]/g;

/** Chinese radicals that look like the characters made of them alone, for which some fonts have one glyph. */
const RADICALS = /[\u2F00-\u2FDF]/g;

/** A text with one kind of minus and nothing unseen, so that what looks the same is the same. */
export function plain(text: string): string {
  return text
    .replaceAll(UNSEEN, '')
    .replaceAll(MINUSES, '-')
    .replaceAll(RADICALS, (radical) => radical.normalize('NFKC'));
}

/** The same without any space: each program sets spaces and lines in its own way. */
export function squeezed(text: string): string {
  return plain(text).replaceAll(/\s+/g, '');
}

/** A number in a text: digits with their points and commas, and the sign before them. */
export interface Numeral {
  readonly digits: string;
  /** Where it starts and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** A sign is none where it joins words or numbers: `2025-12-31`, `Q3-2025`. */
const NUMERAL = /(?:(?<![\p{Script=Latin}\p{N}])[-+])?\p{N}+(?:[.,:]\p{N}+)*/gu;

/** Every number in a text that is `plain`. */
export function numeralsIn(text: string): Numeral[] {
  return Array.from(text.matchAll(NUMERAL), ({ 0: digits, index }) => ({
    digits,
    start: index,
    end: index + digits.length,
  }));
}

/** Pieces of text as one, and the way back from a place in it to the piece. */
export interface Stream<Piece> {
  /** `plain`. */
  readonly text: string;
  readonly numerals: readonly Numeral[];
  /** The piece in which a place of the text lies; undefined in an empty stream. */
  pieceAt(offset: number): Piece | undefined;
  /** Where that piece starts. */
  startAt(offset: number): number;
}

/** Joins pieces of text. */
export function streamOf<Piece extends { readonly text: string }>(pieces: readonly Piece[]): Stream<Piece> {
  const starts: number[] = [];
  let text = '';
  for (const piece of pieces) {
    starts.push(text.length);
    text += plain(piece.text);
  }
  function indexAt(offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  return {
    text,
    numerals: numeralsIn(text),
    pieceAt: (offset) => pieces[indexAt(offset)],
    startAt: (offset) => starts[indexAt(offset)] ?? 0,
  };
}
