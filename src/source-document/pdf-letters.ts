import type { Pdfium } from '../readback/pdfium.ts';

/** A letter of a page, turned as the page is shown. */
export interface Letter {
  /** One letter, or those of a ligature. */
  text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of its line: about 1.2 times the size of its font. */
  readonly height: number;
  /** The marked content that it is in; -1 outside of any. */
  readonly content: number;
  /** Whether a space stands before it. */
  readonly isSpaced: boolean;
}

/** The letters of a page in the order in which they are painted. */
export interface LetteredPage {
  readonly letters: readonly Letter[];
  /** How many of them no character of Unicode stands for. */
  readonly unknown: number;
}

/** Bytes of numbers. */
const DOUBLE = 8;
const FLOAT = 4;

/** What PDFium writes for a hyphen that divides a word. */
export const HYPHEN = '\u0002';

/** Reads the letters of a page. With `isTagged`, of which marked content each is. */
export function readLetters(page: number, isTagged: boolean, pdfium: Pdfium): LetteredPage {
  const { calls } = pdfium;
  const texts = calls.FPDFText_LoadPage(page);
  if (texts === 0) return { letters: [], unknown: 0 };
  const turned = turnedBy(page, pdfium);
  const contents = new Map<number, number>();
  const letters: Letter[] = [];
  let unknown = 0;
  let isSpaced = false;
  let lastObject = 0;
  for (let index = 0, end = calls.FPDFText_CountChars(texts); index < end; index += 1) {
    const code = calls.FPDFText_GetUnicode(texts, index);
    if (code === 0x20 || code === 0xa0 || code === 0x0d || code === 0x0a || code === 0x09) {
      isSpaced = true;
      continue;
    }
    const isUnknown = code === 0 || code === 0xfffe || code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff);
    if (isUnknown || calls.FPDFText_HasUnicodeMapError(texts, index) === 1) unknown += 1;
    if (isUnknown || code === 0xad || (code < 0x20 && code !== 2)) continue;
    const object = calls.FPDFText_GetTextObject(texts, index);
    const content = isTagged ? contentOf(object, contents, pdfium) : -1;
    const last = letters.at(-1);
    const letter = { text: String.fromCodePoint(code), content, isSpaced, ...boxOf(texts, index, turned, pdfium) };
    const isLigature = last && !isSpaced && isSamePlace(last, letter) && object === lastObject;
    isSpaced = false;
    lastObject = object;
    if (isLigature) last.text += letter.text;
    // A letter that is painted twice is bold.
    else if (last?.text !== letter.text || Math.abs(last.left - letter.left) > 0.5 || last.baseline !== letter.baseline)
      letters.push(letter);
  }
  calls.FPDFText_ClosePage(texts);
  return { letters, unknown };
}

/** Whether two letters stand at one place, as those of a ligature do. */
function isSamePlace(a: Omit<Letter, 'text'>, b: Omit<Letter, 'text'>): boolean {
  return a.left === b.left && a.right === b.right && a.baseline === b.baseline;
}

function contentOf(object: number, known: Map<number, number>, { calls }: Pdfium): number {
  if (object === 0) return -1;
  const found = known.get(object) ?? calls.FPDFPageObj_GetMarkedContentID(object);
  known.set(object, found);
  return found;
}

/** Turns a point of a page as the page is shown. */
type Turn = (x: number, y: number) => readonly [x: number, y: number];

function turnedBy(page: number, { calls }: Pdfium): Turn {
  const [width, height] = [calls.FPDF_GetPageWidthF(page), calls.FPDF_GetPageHeightF(page)];
  switch (calls.FPDFPage_GetRotation(page)) {
    case 1:
      return (x, y) => [y, height - x];
    case 2:
      return (x, y) => [width - x, height - y];
    case 3:
      return (x, y) => [width - y, x];
    default:
      return (x, y) => [x, y];
  }
}

function boxOf(
  texts: number,
  index: number,
  turn: Turn,
  { calls, room, doubles, floats }: Pdfium,
): Pick<Letter, 'left' | 'right' | 'baseline' | 'height'> {
  calls.FPDFText_GetCharOrigin(texts, index, room, room + 8);
  calls.FPDFText_GetLooseCharBox(texts, index, room + 16);
  const [x = 0, y = 0] = doubles().subarray(room / DOUBLE, room / DOUBLE + 2);
  const box = floats().subarray(room / FLOAT + 4, room / FLOAT + 8);
  const [left = 0, top = 0, right = 0, bottom = 0] = box;
  const [a, b] = [turn(left, bottom), turn(right, top)];
  const [, baseline] = turn(x, y);
  return {
    left: Math.min(a[0], b[0]),
    right: Math.max(a[0], b[0]),
    baseline,
    height: Math.max(1, Math.abs(a[1] - b[1])),
  };
}
