import { once } from '../core/machine/cache.ts';
import type { ReadDrawing } from '../chart/trend-truth.ts';
import type { LetterFault } from './letter-faults.ts';
import type { Navigation } from './pdf-navigation.ts';

/** A piece of text that was read from an output. */
export interface ReadPiece {
  readonly text: string;
  /** The page of a PDF or the line of another output, counted from 1. */
  readonly at: number;
  /** Whether it is the number of a list item. */
  readonly isMarker?: boolean;
  /** The parts of it that cannot be read. */
  readonly illegible?: readonly Illegible[];
}

/** Letters that cannot be read on a page. */
export interface Illegible {
  readonly text: string;
  readonly fault: LetterFault;
}

/** Text of a page that is not part of the document, such as a running head: PDF calls it an artifact. */
export interface Artifact extends ReadPiece {
  /** Whether it stands among the text of the document and not at the edge of the page. */
  readonly isAmongText: boolean;
  /** Whether it repeats the head of a table on a further page. */
  readonly isRepeated: boolean;
}

/** A table that was read from an output. */
export interface ReadTable {
  /** Rows, those of the head included. */
  readonly rows: number;
  readonly at: number;
}

/** What was read from an output, by a reader that knows nothing of the document. */
export interface ReadOutput {
  /** All visible text, in reading order; paragraphs, cells and other blocks end with a line break. */
  readonly pieces: readonly ReadPiece[];
  readonly tables: readonly ReadTable[];
  /** Alternative texts of pictures, and titles of links. */
  readonly alternatives: readonly ReadPiece[];
  /** The labels of each picture, as far as they are text. */
  readonly drawings: readonly ReadPiece[];
  /** Page or line of each heading. */
  readonly headings: readonly number[];
  readonly artifacts: readonly Artifact[];
  /** Number of pages; 0 for an output without pages. */
  readonly pages: number;
  /** Of an output with pages. */
  readonly navigation?: Navigation;
  /** Of an output that was read for them alone: trends and limits. */
  readonly trends?: readonly ReadDrawing[];
}

/** Invisible characters: they only tell where a line may break. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/g;

/** Every dash that may be a minus sign. */
const MINUSES = /[\u2010\u2011\u2212\uFE63\uFF0D]/g;

/** Chinese radicals that look like a character: some fonts draw both with one glyph. */
const RADICALS = /[\u2F00-\u2FDF]/g;

/** All of these: most texts have none, and there are thousands of texts. */
const REPLACED = /[\u00AD\u200B\u2060\uFEFF\u2010\u2011\u2212\uFE63\uFF0D\u2F00-\u2FDF]/;

/** The text without invisible characters and with one kind of minus, so that texts that look the same are equal. */
export function plain(text: string): string {
  if (!REPLACED.test(text)) return text;
  return text
    .replaceAll(INVISIBLE, '')
    .replaceAll(MINUSES, '-')
    .replaceAll(RADICALS, (radical) => radical.normalize('NFKC'));
}

/** The same without spaces: each program sets spaces and lines in its own way. */
export function squeezed(text: string): string {
  return plain(text).replaceAll(/\s+/g, '');
}

/** A number in a text. */
export interface Numeral {
  /** With points, commas and a sign before it. */
  readonly digits: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** A dash between words or numbers is not a sign: `2025-12-31`, `Q3-2025`. */
const NUMERAL = /(?:(?<![\p{Script=Latin}\p{N}])[-+])?\p{N}+(?:[.,:]\p{N}+)*/gu;

/** The numbers in a `plain` text. */
export function numeralsIn(text: string): Numeral[] {
  return Array.from(text.matchAll(NUMERAL), ({ 0: digits, index }) => ({
    digits,
    start: index,
    end: index + digits.length,
  }));
}

/** Pieces of text joined, and the way back from an offset to the piece. */
export interface Stream<Piece> {
  /** `plain`. */
  readonly text: string;
  readonly numerals: readonly Numeral[];
  /** The piece at an offset; undefined in an empty stream. */
  pieceAt(offset: number): Piece | undefined;
  /** The offset at which that piece starts. */
  startAt(offset: number): number;
}

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
  const numerals = once(() => numeralsIn(text));
  return {
    text,
    get numerals() {
      return numerals();
    },
    pieceAt: (offset) => pieces[indexAt(offset)],
    startAt: (offset) => starts[indexAt(offset)] ?? 0,
  };
}
