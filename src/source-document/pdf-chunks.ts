import { HYPHEN, type Letter } from './pdf-letters.ts';

/** Letters on one line without a gap that parts cells. */
export interface Chunk {
  text: string;
  /** What stands raised behind a figure or word: the mark of a note. */
  marks: string;
  left: number;
  right: number;
  readonly baseline: number;
  readonly height: number;
}

/** Gaps in heights of a line: between words, between two numerals, and between cells. */
const WORD_GAP = 0.13;
const SPACED_GAP = 0.05;
const NUMERAL_GAP = 0.3;
const CELL_GAP = 0.62;
/** How far letters of one line may be apart in height. */
const SAME_LINE = 0.22;
/** A raised or lowered letter is smaller, and right behind another. */
const SMALLER = 0.87;
const RAISED_MOST = 0.65;
const LOWERED_MOST = 0.35;

/** Joins letters to chunks in the order in which they are painted. */
export function chunksOf(letters: readonly Letter[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const letter of letters) {
    const last = chunks.at(-1);
    if (last && addScript(last, letter)) continue;
    const gap = last ? (letter.left - last.right) / Math.min(last.height, letter.height) : 0;
    if (!last || !isSameLine(last, letter) || gap < -0.5 || gap > CELL_GAP || partsNumerals(last, letter, gap)) {
      chunks.push({ marks: '', ...letter });
      continue;
    }
    const isApart = gap > WORD_GAP || (letter.isSpaced && gap > SPACED_GAP);
    last.text += isApart ? ` ${letter.text}` : letter.text;
    last.right = letter.right;
  }
  // Dots lead the eye from a label to its figures.
  return joinedRanges(chunks).flatMap((chunk) => {
    const text = chunk.text.replace(/(?:\s*[.·…_]){4,}\s*$/u, '').trim();
    return text === '' ? [] : [{ ...chunk, text }];
  });
}

/** Joins the two ends of a range with the dash between them: "1.35 - 1.42". A dash alone in a cell has more room around it. */
function joinedRanges(chunks: readonly Chunk[]): readonly Chunk[] {
  const joined: Chunk[] = [];
  for (const chunk of chunks) {
    const [first, dash] = joined.slice(-2);
    if (first && dash && isRange(first, dash, chunk)) {
      joined.splice(-2, 2, { ...first, text: `${first.text} ${dash.text} ${chunk.text}`, right: chunk.right });
    } else joined.push(chunk);
  }
  return joined;
}

function isRange(first: Chunk, dash: Chunk, last: Chunk): boolean {
  const isNear = (a: Chunk, b: Chunk): boolean =>
    isSameLine(a, b) && b.left > a.left && b.left - a.right < CELL_GAP * Math.min(a.height, b.height);
  return (
    [first, last].every(({ text }) => DECIMAL.test(text)) &&
    DASH.test(dash.text) &&
    isNear(first, dash) &&
    isNear(dash, last)
  );
}

const DECIMAL = /^\d[\d.,]*$/;
const DASH = /^[-\u2013\u2014]$/;

export function isSameLine(a: Pick<Chunk, 'baseline' | 'height'>, b: Pick<Chunk, 'baseline' | 'height'>): boolean {
  return Math.abs(a.baseline - b.baseline) <= Math.min(SAME_LINE * Math.min(a.height, b.height), 2.5);
}

/** Adds a letter that stands raised or lowered behind another: a mark of a note, or a part of a unit or name. */
function addScript(last: Chunk, letter: Letter): boolean {
  const rise = (letter.baseline - last.baseline) / last.height;
  const isSmall = letter.height < SMALLER * last.height;
  const isNear = letter.left - last.right < 0.35 * last.height && letter.left > last.left;
  const isScript = isSmall && isNear && rise < RAISED_MOST && rise > -LOWERED_MOST && Math.abs(rise) > 0.04;
  if (!isScript) return false;
  if (rise < 0 || /(?:^|[^\p{L}])(?:k|c|m)?m$|10$/u.test(last.text)) last.text += letter.text;
  else last.marks += letter.text;
  last.right = Math.max(last.right, letter.right);
  return true;
}

/** Whether a gap stands between two numerals that are not the groups of one. */
function partsNumerals({ text }: Chunk, letter: Letter, gap: number): boolean {
  return gap > NUMERAL_GAP && /^[\d.,%()+\u2212\u2013-]+$/.test(text) && /[\d(+\u2212\u2013-]/.test(letter.text);
}

/** The text of chunks in their order, a line for each baseline, with an empty one where room is left. */
export function linesOf(chunks: readonly Chunk[]): string {
  let text = '';
  let last: Chunk | undefined;
  for (const chunk of chunks) {
    if (last && isSameLine(last, chunk) && chunk.left >= last.right - 1) text += ` ${chunk.text}`;
    else if (text.endsWith(HYPHEN)) text = text.slice(0, -1) + chunk.text;
    else if (last) text += isNextLine(last, chunk) ? `\n${chunk.text}` : `\n\n${chunk.text}`;
    else text = chunk.text;
    last = chunk;
  }
  return text.replaceAll(HYPHEN, '-');
}

/** Whether a chunk stands in the line below. */
function isNextLine(last: Chunk, chunk: Chunk): boolean {
  const drop = last.baseline - chunk.baseline;
  return drop > 0 && drop < 1.7 * Math.max(last.height, chunk.height);
}
