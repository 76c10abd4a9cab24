import { oneLine } from '../core/diagnostics/source-text.ts';
import type { ExpectedPiece } from './expected-text.ts';
import { plain, type ReadPiece, type Stream, streamOf } from './read-text.ts';

/** The first words that differ between what an output must print and what it prints. */
export interface WordDifference {
  readonly problem: string;
  /** The page or line. */
  readonly at: number | undefined;
  /** What should be printed there. */
  readonly wanted: ExpectedPiece | undefined;
}

/**
 * Compares all words, in order. Spaces, upper and lower case, ligatures and hyphens inside words, which may stand for a
 * line break, count for nothing; numbers of list items are not compared.
 */
export function firstDifference(
  expected: readonly ExpectedPiece[],
  read: readonly ReadPiece[],
): WordDifference | undefined {
  const wanted = streamOf(expected.filter(({ isMarker }) => !isMarker));
  const found = streamOf(read.filter(({ isMarker }) => !isMarker));
  const [left, right] = [folded(wanted.text), folded(found.text)];
  if (left === right) return undefined;
  let start = 0;
  while (left.charAt(start) === right.charAt(start)) start += 1;
  const [removed, added] = changeAt(left, right, start);
  const [from, here] = [offsetOf(wanted.text, start), offsetOf(found.text, start)];
  const to = offsetOf(wanted.text, start + removed);
  const end = offsetOf(found.text, start + added);
  // no cut words
  const cutStart = isInWord(wanted.text, from) || isInWord(found.text, here) ? partBefore(wanted.text, from) : 0;
  const cutEnd = isInWord(wanted.text, to) || isInWord(found.text, end) ? partAfter(wanted.text, to) : 0;
  const missing = oneLine(wanted.text.slice(from - cutStart, to + cutEnd));
  const printed = oneLine(found.text.slice(here - cutStart, end + cutEnd));
  return {
    problem: said(missing, printed, before(found, here - cutStart)),
    at: found.pieceAt(here)?.at,
    wanted: wanted.pieceAt(from),
  };
}

/** What is printed by the piece at an index of an output that has the same words. */
export function wantedAt(
  index: number,
  expected: readonly ExpectedPiece[],
  read: readonly ReadPiece[],
): ExpectedPiece | undefined {
  const lengthOf = (pieces: readonly (ExpectedPiece | ReadPiece)[]): number =>
    pieces.reduce((sum, { text, isMarker }) => sum + (isMarker ? 0 : folded(plain(text)).length), 0);
  let rest = lengthOf(read.slice(0, index));
  return expected.find((piece) => (rest -= lengthOf([piece])) < 0);
}

function said(missing: string, printed: string, last: string): string {
  const after = last === '' ? '' : ` after "${last}"`;
  if (missing === '') return `the document has no "${printed}"${after}`;
  return printed === '' ? `"${missing}" is not printed${after}` : `"${missing}" is printed as "${printed}"${after}`;
}

/** Without what two programs may write in different ways. */
function folded(text: string): string {
  return text
    .replaceAll(/(?<=\p{L})-\s*(?=\p{L})|\s+/gu, '')
    .replaceAll(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize('NFKC'))
    .toUpperCase()
    .toLowerCase();
}

/** The offset in a text at which its folded text has a length. */
function offsetOf(text: string, length: number): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (folded(text.slice(0, middle)).length > length) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}

/** Length of the texts that show where two outputs agree again. */
const AGREEMENT = 8;

/** Longest change that is reported whole. */
const LONGEST = 60;

/** How many characters from a place on differ in the first text and in the second. */
function changeAt(left: string, right: string, start: number): [removed: number, added: number] {
  for (let length = 1; length <= LONGEST; length += 1) {
    for (let removed = 0; removed <= length; removed += 1) {
      const added = length - removed;
      const next = left.slice(start + removed, start + removed + AGREEMENT);
      if (next !== '' && right.startsWith(next, start + added)) return [removed, added];
    }
  }
  return [Math.min(LONGEST, left.length - start), Math.min(LONGEST, right.length - start)];
}

/** Letters, of scripts that have spaces between words, and digits. */
const WORD = /[\p{Script=Latin}\p{N}]/u;

function isInWord(text: string, offset: number): boolean {
  return WORD.test(text.charAt(offset - 1)) && WORD.test(text.charAt(offset));
}

/** Length of the part of a word before an offset. */
function partBefore(text: string, offset: number): number {
  return /[\p{Script=Latin}\p{N}]*$/u.exec(text.slice(Math.max(0, offset - LONGEST), offset))?.[0].length ?? 0;
}

function partAfter(text: string, offset: number): number {
  return /^[\p{Script=Latin}\p{N}]*/u.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 0;
}

const CONTEXT = 24;

/** A few words before an offset. */
function before({ text }: Stream<unknown>, offset: number): string {
  const words = text.slice(Math.max(0, offset - CONTEXT), offset);
  return oneLine(words.length < CONTEXT ? words : words.replace(/^\S*/, ''));
}
