import type { PagePicture } from './page-picture.ts';
import { areaOf, type Rectangle, sharedArea, touches } from './rectangle.ts';

/** A letter that a page paints. A ligature counts as several, in one place. */
export interface PageLetter {
  readonly text: string;
  /** Around what is painted. */
  readonly box: Rectangle;
  /** Where the letter begins and the next one may. */
  readonly left: number;
  readonly right: number;
  /** The height of its line from the bottom of the page. */
  readonly baseline: number;
  /** The size of its font. */
  readonly size: number;
  readonly isMirrored: boolean;
  /** Whether its line runs from left to right. */
  readonly isUpright: boolean;
  /** The text object that paints it, by its place among the objects of the page. A ligature is in one. */
  readonly object: number;
  /** The marked content that it is in; -1 outside of marked content. */
  readonly content: number;
  readonly isInFigure: boolean;
  /** Whether it is an artifact that repeats the head of a table on a further page. */
  readonly isRepeated: boolean;
}

/** What keeps a letter from being read. */
export type LetterFault = 'faint' | 'small' | 'cut off' | 'covered' | 'turned';

/**
 * Contrast below which a letter is invisible. It is that of what is drawn: thin strokes are greyer than their colour.
 * The contrast that a house style must have is checked in brief/.
 */
const LEAST_CONTRAST = 1.3;

/** Least size of letters, in points. */
const LEAST_SIZE = 3;

/** The largest part of a letter that may lie on another one. */
const MOST_SHARED = 0.4;

/** The same for letters that follow one another: a comma stands below the arm of a y. */
const MOST_KERNED = 0.7;

/** The smallest part of a letter that must be on the page. */
const LEAST_SHOWN = 0.9;

/** Spaces, and marks that paint nothing, such as a soft hyphen inside a line. */
const UNPAINTED = /^[\s\p{Cf}]*$/u;

/** What keeps each letter of a page from being read, by its index. What paints nothing is not judged. */
export function letterFaults(
  letters: readonly PageLetter[],
  page: Rectangle,
  picture: PagePicture,
): ReadonlyMap<number, LetterFault> {
  const faults = new Map<number, LetterFault>();
  const covered = lettersOnLetters(letters, page);
  for (const [index, letter] of letters.entries()) {
    if (UNPAINTED.test(letter.text)) continue;
    const fault = faultOf(letter, page, picture) ?? (covered.has(index) ? 'covered' : undefined);
    if (fault) faults.set(index, fault);
  }
  return faults;
}

function faultOf(letter: PageLetter, page: Rectangle, picture: PagePicture): LetterFault | undefined {
  const { box, size, isMirrored, isUpright, isInFigure } = letter;
  if (size < LEAST_SIZE) return 'small';
  // labels of a chart may run upwards
  if (isMirrored || !(isUpright || isInFigure)) return 'turned';
  if (sharedArea(box, page) < LEAST_SHOWN * areaOf(box)) return 'cut off';
  return picture.hasContrast(box, LEAST_CONTRAST) ? undefined : 'faint';
}

/** Edge of the squares in which letters are looked for, in points: as large as most letters. */
const SQUARE = 12;

/** More squares than a page has from bottom to top. */
const MOST_SQUARES = 4096;

/** Indexes of the letters that lie on others. Those of a ligature are painted by one object. */
function lettersOnLetters(letters: readonly PageLetter[], page: Rectangle): ReadonlySet<number> {
  const covered = new Set<number>();
  const squares = new Map<number, number[]>();
  for (const [index, letter] of letters.entries()) {
    // accents are drawn on letters
    if (/^[\s\p{M}\p{Cf}]*$/u.test(letter.text) || !touches(letter.box, page)) continue;
    const { box } = letter;
    for (let x = Math.floor(box[0] / SQUARE); x <= box[2] / SQUARE; x += 1) {
      for (let y = Math.floor(box[1] / SQUARE); y <= box[3] / SQUARE; y += 1) {
        const square = squares.get(x * MOST_SQUARES + y);
        if (square === undefined) {
          squares.set(x * MOST_SQUARES + y, [index]);
          continue;
        }
        for (const other of square) {
          const most = other === index - 1 ? mostFollowing(letter, letters[other]) : MOST_SHARED;
          if (isOn(letter, letters[other], most)) covered.add(index).add(other);
        }
        square.push(index);
      }
    }
  }
  return covered;
}

/**
 * The largest part of a letter that may lie on the one before it. In a slanted label the boxes around turned letters reach into each
 * other, that of a hyphen wholly, though the letters do not.
 */
function mostFollowing(letter: PageLetter, before: PageLetter | undefined): number {
  const isSlanted = [letter, before].every((one) => one?.isInFigure && !one.isUpright);
  return isSlanted ? 1 : MOST_KERNED;
}

function isOn(one: PageLetter, other: PageLetter | undefined, most: number): boolean {
  if (!other || one.object === other.object) return false;
  const shared = sharedArea(one.box, other.box);
  return shared > 0 && shared > most * Math.min(areaOf(one.box), areaOf(other.box));
}
