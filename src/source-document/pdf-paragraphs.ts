import { type Chunk, isSameLine } from './pdf-chunks.ts';
import { HYPHEN } from './pdf-letters.ts';

/** A line of text in one column. */
interface Line {
  text: string;
  readonly left: number;
  right: number;
  readonly baseline: number;
  readonly height: number;
}

/** Lines that stand below one another in one column and one size. */
type Column = Line[];

/** Gaps in heights of a line: within a line, and from a line to the next in its column. */
const LINE_GAP = 1.2;
const NEXT_LINE = 1.9;
/** How far sizes of one text may differ, and how much of the narrower line stands below the other. */
const SAME_SIZE = 1.25;
const BELOW = 0.6;
/** A paragraph begins further right, in heights of a line, or behind a line that leaves so much of the width. */
const INDENT = 0.7;
const SHORT = 0.2;
/** A paragraph begins below more room than so many times the usual. */
const MORE_ROOM = 1.35;

const BULLET = /^(?:[•▪●■◦‣–—*-]|\(?\d{1,2}[.)])\s/u;
/** What begins or ends with the number of a page. */
const NUMBERED = /^(?:\p{L}+ )?\d{1,4}(?:\s|$)|(?:^|\s)\d{1,4}$/u;
/** Where a sentence ends, and where one goes on. */
const STOP = /[.:!?。：！？；][”"’)]*$/u;
const GOES_ON = /^(?:\p{Ll}|[\d(]|\p{Sc}\d)/u;

/** A paragraph of a page. */
export interface PageParagraph {
  text: string;
  /** Whether it is the head or foot of the page. */
  readonly isFurniture: boolean;
}

/** The paragraphs of letters that stand in no table, in the order in which they are painted; columns are read one by one. */
export function paragraphsOf(chunks: readonly Chunk[]): PageParagraph[] {
  const columns = columnsOf(linesOf(chunks));
  const size = usualSize(columns);
  const paragraphs: PageParagraph[] = [];
  const [top, bottom] = edgesOf(columns);
  // The paragraph of the text that may go on in the next column.
  let open: number | undefined;
  for (const column of columns) {
    const [first = '', ...rest] = paragraphsIn(column);
    const isText = column.length > 1 && isSameSize(column[0]?.height ?? 0, size);
    const before = open === undefined ? undefined : paragraphs[open];
    const goesOn = isText && before !== undefined && /^\p{Ll}/u.test(first);
    const isEdge = column.length === 1 && [top, bottom].includes(column[0]?.baseline ?? Number.NaN);
    // A running head or foot is smaller than the text, and has the number of its page.
    const isFurniture = isEdge && !isSameSize(column[0]?.height ?? 0, size) && NUMBERED.test(first);
    if (goesOn) before.text = joined(before.text, first);
    else paragraphs.push({ text: first, isFurniture });
    paragraphs.push(...rest.map((text) => ({ text, isFurniture })));
    if (!isText) continue;
    const last = goesOn && rest.length === 0 ? open : paragraphs.length - 1;
    open = STOP.test(paragraphs[last ?? 0]?.text ?? '') ? undefined : last;
  }
  for (const one of paragraphs) one.text = one.text.replaceAll(HYPHEN, '-');
  return paragraphs;
}

/** The highest and the lowest line of a page. */
function edgesOf(columns: readonly Column[]): [top: number, bottom: number] {
  let [top, bottom] = [-Infinity, Infinity];
  for (const { baseline } of columns.flat()) [top, bottom] = [Math.max(top, baseline), Math.min(bottom, baseline)];
  return [top, bottom];
}

function linesOf(chunks: readonly Chunk[]): Line[] {
  const lines: Line[] = [];
  for (const { text, left, right, baseline, height } of chunks) {
    const last = lines.at(-1);
    const gap = last ? (left - last.right) / Math.min(last.height, height) : 0;
    if (last && isSameLine(last, { baseline, height }) && gap > -0.2 && gap < LINE_GAP) {
      last.text += ` ${text}`;
      last.right = right;
    } else lines.push({ text, left, right, baseline, height });
  }
  return lines;
}

/** The columns of a page. What stands alone far behind a line is a part of it, as the amount behind a label is. */
function columnsOf(lines: readonly Line[]): Column[] {
  const columns: Column[] = [];
  for (const line of lines) {
    const above = columns.findLast((column) => isBelow(column.at(-1), line));
    if (above) above.push(line);
    else columns.push([line]);
  }
  return columns.filter((column) => {
    const [line, second] = column;
    if (!line || second) return true;
    const before = columns.flat().find((one) => one !== line && isSameLine(one, line) && one.right <= line.left);
    if (!before) return true;
    before.text += ` ${line.text}`;
    before.right = line.right;
    return false;
  });
}

function isBelow(above: Line | undefined, line: Line): boolean {
  if (!above || !isSameSize(above.height, line.height)) return false;
  const drop = above.baseline - line.baseline;
  const shared = Math.min(above.right, line.right) - Math.max(above.left, line.left);
  const narrower = Math.min(above.right - above.left, line.right - line.left);
  return drop > 0 && drop < NEXT_LINE * line.height && shared >= BELOW * narrower;
}

function isSameSize(a: number, b: number): boolean {
  return Math.max(a, b) <= SAME_SIZE * Math.min(a, b);
}

/** The height of most letters of a page. */
function usualSize(columns: readonly Column[]): number {
  const letters = new Map<number, number>();
  for (const { height, text } of columns.flat()) {
    const size = Math.round(height * 2) / 2;
    letters.set(size, (letters.get(size) ?? 0) + text.length);
  }
  return [...letters].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

function paragraphsIn(column: Column): string[] {
  const left = Math.min(...column.map((line) => line.left));
  const right = Math.max(...column.map((line) => line.right));
  const drops = column.slice(1).map((line, at) => (column[at]?.baseline ?? 0) - line.baseline);
  const usual = drops.toSorted((a, b) => a - b)[Math.floor(drops.length / 2)] ?? 0;
  const paragraphs: string[] = [];
  for (const [at, line] of column.entries()) {
    const before = column[at - 1];
    const last = paragraphs.at(-1);
    if (!before || last === undefined || begins(line, before)) paragraphs.push(line.text);
    else paragraphs[paragraphs.length - 1] = joined(last, line.text);
  }
  return paragraphs;

  function begins(line: Line, before: Line): boolean {
    if (BULLET.test(line.text) || before.baseline - line.baseline > MORE_ROOM * usual) return true;
    const isShort = before.right < right - SHORT * (right - left);
    const isIndented = line.left > left + INDENT * line.height && before.left <= left + INDENT * line.height;
    return (isShort || isIndented) && (STOP.test(before.text) || !GOES_ON.test(line.text));
  }
}

/** Two lines as one text; a hyphen that divides a word goes. */
function joined(before: string, next: string): string {
  return before.endsWith(HYPHEN) ? before.slice(0, -1) + next : `${before} ${next}`;
}
