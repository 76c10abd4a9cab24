import type { Place } from '../core/diagnostics/source-file.ts';
import type { Value } from '../figure/value.ts';

/** A piece of a line: text, or a figure. */
export interface InlinePiece {
  readonly text: string;
  readonly value?: Value;
  /** Of a figure, its text without flags. */
  readonly shown?: string;
  readonly place?: Place | undefined;
  /** It says where something comes from: the mark of a citation or footnote, or a list of sources. */
  readonly isCitation?: boolean;
  /** Where its text starts in the filled template, and the way from there to the template. */
  readonly offset?: number | undefined;
  readonly placeOf?: (offset: number) => Place | undefined;
}

/** A figure in a segment. */
export interface ShownFigure {
  readonly value: Value;
  /** Without flags. */
  readonly text: string;
}

/** A sentence or a cell as a reader sees it. */
export interface Segment {
  /** With single spaces. */
  readonly text: string;
  /** Without citations, where it has any. */
  readonly uncited?: string;
  readonly figures: readonly ShownFigure[];
  /** The place in the template that it comes from. */
  readonly place: Place | undefined;
}

/**
 * The end of a sentence. A small letter after it shows that it was an abbreviation: `e.g. copper`. Chinese has no space
 * after it.
 */
const END = /[.!?]["”’)\]◆]*\s+(?=[^\s\p{Ll}])|[。！？]["”’）]*/gu;

/** Pieces as one segment. */
export function segmentOf(pieces: readonly InlinePiece[], place: Place | undefined): Segment {
  const figures = pieces.flatMap(({ value, shown }) => (value && shown !== undefined ? [{ value, text: shown }] : []));
  const segment = { text: joined(pieces), figures, place: placeOfPieces(pieces) ?? place };
  const others = pieces.filter(({ isCitation }) => !isCitation);
  return others.length === pieces.length ? segment : { ...segment, uncited: joined(others) };
}

function joined(pieces: readonly InlinePiece[]): string {
  const text = pieces.map((piece) => piece.text).join('');
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Where a figure is asked for, else where the first text stands: that of text after a figure is known less well. */
function placeOfPieces(pieces: readonly InlinePiece[]): Place | undefined {
  const figure = pieces.find(({ value, place }) => value && place);
  if (figure) return figure.place;
  const first = pieces.find(({ text, offset }) => text.trim() !== '' && offset !== undefined);
  return first?.placeOf?.((first.offset ?? 0) + first.text.length - first.text.trimStart().length);
}

/** The sentences of a paragraph. A figure is never cut. */
export function sentencesOf(pieces: readonly InlinePiece[], place: Place | undefined): Segment[] {
  const text = pieces.map((piece) => piece.text).join('');
  const ends = [...text.matchAll(END)].map((match) => match.index + match[0].length);
  const sentences: InlinePiece[][] = [[]];
  let at = 0;
  for (const piece of pieces) {
    const cuts = piece.value ? [] : ends.filter((end) => end > at && end < at + piece.text.length);
    let from = 0;
    for (const cut of cuts) {
      sentences.at(-1)?.push(partOf(piece, from, cut - at));
      sentences.push([]);
      from = cut - at;
    }
    sentences.at(-1)?.push(partOf(piece, from, piece.text.length));
    at += piece.text.length;
    if (ends.includes(at)) sentences.push([]);
  }
  return sentences.map((parts) => segmentOf(parts, place)).filter((segment) => segment.text !== '');
}

function partOf(piece: InlinePiece, from: number, to: number): InlinePiece {
  if (from === 0 && to === piece.text.length) return piece;
  const { offset } = piece;
  return { ...piece, text: piece.text.slice(from, to), ...(offset === undefined ? {} : { offset: offset + from }) };
}
