import type { Font, Glyph } from 'fontkit';
import { once } from '../../core/machine/cache.ts';
import { disk } from '../../core/machine/machine.ts';
import { SHIPPED_FONTS } from '../fonts.ts';
import { DRAWN_FORMS } from './drawn-forms.ts';
import { type Box, inkOnLines, type Outline, outlineOf } from './outline.ts';
import { difference, type Picture, pictureOf } from './picture.ts';

/** A character, and those that it must not be taken for. */
interface Reading {
  /** Characters that read the same, itself among them. */
  readonly same: string;
  /** Characters that read otherwise. */
  readonly others: string;
  /** A glyph is taken for another if its difference from that is less than this part of the difference from its own. */
  readonly margin: number;
  /** Characters of another kind, that it would be taken for only if it looked just like them. */
  readonly foreign: string;
  /** Whether place and size tell them apart besides the shape, as a comma from an apostrophe. */
  readonly isPlaced: boolean;
}

/** How a face draws its letters, by which its glyphs are made comparable with those of others. */
export interface Manner {
  /** To the right, on a height of 1. */
  readonly lean: number;
  /** Height of a capital in em. */
  readonly capital: number;
  /** Width of a digit as part of its height. */
  readonly aspect: number;
}

/** A glyph as it is compared. */
interface Drawn {
  readonly outline: Outline;
  /** Its box in heights of a capital. */
  readonly box: Box;
  /** With its width and height alike. */
  shape(): Picture | undefined;
  /** With its own proportions. */
  whole(): Picture | undefined;
}

interface Reference extends Drawn {
  readonly character: string;
}

export const DIGITS = '0123456789';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
const LETTERS = LOWER + UPPER;
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Marks in and around numbers, by what they say. */
const MARKS = ['.', ',‚', "'’‘′", ':;', '·', '-‐‑–—−', '+', '±', '×', '÷', '=', '≈~', '/', '()[]'];

/** Marks that are a straight line in some faces: only the same outline makes a 1 of them. */
export const UPRIGHT = '/()[]';

/** Of these, those that differ by little in some faces. */
const CLOSE = '≈~=·+';

/** Signs, each with those that it might be taken for besides digits and marks, and letters that it may look like. */
const SIGNS: readonly (readonly [same: string, others: string])[] = [
  ['%‰', '/'],
  ['<≤', '>≥+='],
  ['>≥', '<≤+='],
  ['$S', '€£¥'],
  ['€', '$£¥'],
  ['£', '$€¥'],
  ['¥Y', '$€£'],
  ['↑', '↓←→'],
  ['↓', '↑←→'],
  ['←', '→↑↓'],
  ['→', '←↑↓'],
  ['°oO', "·'"],
];

/** All of them: no digit, letter or other sign is drawn as one. */
const ALL_SIGNS = SIGNS.map(([same]) => same.replaceAll(/\p{L}/gu, '')).join('');

/** A zero is larger, which its height says. */
const DEGREE = '°';

/** Those that are a letter with a stroke. */
function signsLike(letter: string): string {
  return SIGNS.map(([same]) => (same.includes(letter) ? same : '')).join('');
}

/** Marks of notes: none of them may look like a digit. */
const NOTES = '*†‡§';

/** Letters, with digits, that look alike in many faces: each may look like any other of its group. */
const ALIKE = [
  'cCG6',
  'kKR',
  'oO0QD',
  'pP',
  'sS5',
  's4',
  'uUvVyY',
  'wW',
  'xX',
  'zZ2',
  'jJ',
  'lI1i|',
  'fFt',
  'gq9',
  'B8',
  'b6',
  'A4R',
  'T7',
];

/** The letters of units, currencies and flags; all others are of text alone. */
export const UNIT_LETTERS = 'abcdeghiklmnoprstuy' + UPPER;

function without(all: string, some: string): string {
  return Array.from(all)
    .filter((one) => !some.includes(one))
    .join('');
}

/** The characters of its group or groups with which a letter or digit is alike, and itself. */
function alike(character: string): string {
  return character + ALIKE.filter((group) => group.includes(character)).join('');
}

/** Signs that have the height of letters and digits, or nearly. */
const TALL = '+±×÷=%';

/** Letters that look like marks and signs. */
const LIKE_MARKS = 'lIijxXtToOvVcCrJfLY';

/** A glyph is taken for a character of another kind if its difference from that is less than this part of its own. */
const FOREIGN = 0.35;

const READINGS: ReadonlyMap<string, Reading> = new Map([
  ...Array.from(DIGITS, (digit): [string, Reading] => [
    digit,
    {
      same: digit,
      others: without(DIGITS, digit),
      margin: 0.75,
      foreign: without(TALL + ALL_SIGNS + NOTES + ':;', DEGREE) + without(LETTERS, alike(digit)),
      isPlaced: false,
    },
  ]),
  ...Array.from(RAISED, (raised, digit): [string, Reading] => [
    raised,
    { same: `${digit}`, others: without(DIGITS, `${digit}`), margin: 0.6, foreign: '', isPlaced: false },
  ]),
  ...MARKS.flatMap((same) =>
    Array.from(same, (mark): [string, Reading] => [
      mark,
      {
        same,
        others: without(MARKS.join('') + DIGITS, UPRIGHT.includes(mark) ? `${UPRIGHT}1` : same),
        margin: CLOSE.includes(mark) ? 0.45 : 0.65,
        foreign: without(LETTERS, LIKE_MARKS),
        isPlaced: true,
      },
    ]),
  ),
  ...SIGNS.flatMap(([same, others]) =>
    Array.from(without(same, LETTERS + DIGITS), (sign): [string, Reading] => [
      sign,
      {
        same,
        others: without(others + MARKS.join('') + DIGITS, same),
        margin: 0.4,
        foreign: without(ALL_SIGNS, same + others) + without(LETTERS, same),
        isPlaced: false,
      },
    ]),
  ),
  ...Array.from(NOTES, (note): [string, Reading] => [
    note,
    { same: NOTES, others: DIGITS, margin: 0.3, foreign: '', isPlaced: false },
  ]),
  ...Array.from(LETTERS, (letter): [string, Reading] => {
    const same = alike(letter);
    const foreign = without(LIKE_MARKS.includes(letter) ? ALL_SIGNS : TALL + ALL_SIGNS, signsLike(letter));
    return [letter, { same, others: without(LETTERS + DIGITS, same), margin: 0.4, foreign, isPlaced: false }];
  }),
]);

/** All characters whose reading is known. */
export const KNOWN: readonly string[] = [...READINGS.keys()];

/** Those of numbers and of what stands in and next to them: all but letters. */
export const NUMERIC: readonly string[] = KNOWN.filter((character) => !LETTERS.includes(character));

/** How upright a face may be made: what claims to lean more is a trick. */
const STEEPEST = 0.36;

/** Part of the height of a capital at which its stem is looked at, from below and from above. */
const STEM = 0.2;

/** As a face says, or as the left stem of its H stands if it says nothing: some leaning faces do not. */
function leanOf(font: Font): number {
  const radians = (-(font.italicAngle || 0) * Math.PI) / 180;
  // the tangent, exact enough for such angles, in operations that give the same everywhere
  const said = radians + radians ** 3 / 3 + (2 * radians ** 5) / 15;
  return Math.max(-STEEPEST, Math.min(STEEPEST, said === 0 ? leanOfStem(font) : said));
}

function leanOfStem(font: Font): number {
  const outline = outlineOf(font.glyphForCodePoint('H'.charCodeAt(0)), font.unitsPerEm, 0);
  const height = outline.box.top;
  const [[low = 0] = [], [high = 0] = []] = inkOnLines(outline, 2, STEM * height, (1 - 2 * STEM) * height);
  return height > 0 ? (high - low) / ((1 - 2 * STEM) * height) : 0;
}

/** How a face draws. */
export function mannerOf(font: Font): Manner {
  const lean = leanOf(font);
  const boxOf = (character: string): Box =>
    outlineOf(font.glyphForCodePoint(character.codePointAt(0) ?? 0), font.unitsPerEm, lean).box;
  const aspects = Array.from('023456789', (digit) => {
    const { left, right, bottom, top } = boxOf(digit);
    return top > bottom ? (right - left) / (top - bottom) : 0;
  });
  return { lean, capital: Math.max(boxOf('H').top, 0.01), aspect: aspects.sort((a, b) => a - b)[4] ?? 0 };
}

/** Of the usual width of a digit, the least that a shape stands for: a 1 is not made as wide as an 8. */
const NARROWEST = 0.8;

/** A glyph with proportions of its own is not drawn higher or wider than this part of the other. */
const SQUARE = 0.55;

function drawn(outline: Outline, { capital, aspect }: Omit<Manner, 'lean'>): Drawn {
  const { left, right, bottom, top } = outline.box;
  const pictures = new Map<number, Picture | undefined>();
  const picture = (narrowest: number): Picture | undefined => {
    if (!pictures.has(narrowest)) pictures.set(narrowest, pictureOf(outline, narrowest));
    return pictures.get(narrowest);
  };
  return {
    outline,
    box: { left: left / capital, right: right / capital, bottom: bottom / capital, top: top / capital },
    shape: () => picture(NARROWEST * aspect),
    whole: () => picture(SQUARE),
  };
}

/** Files of the shipped faces with which others are compared: without and with serifs, upright, leaning and bold. */
const COMPARED = new Set(
  ['400', '400 italic', '600'].flatMap((face) => [`Source Sans 3 ${face}`, `Source Serif 4 ${face}`]),
);

/** The features of numerals that the shipped faces have. */
const FORMS = [[], ['onum'], ['tnum'], ['zero']];

/** The shipped faces, drawn, by character. */
const references = once(async (): Promise<ReadonlyMap<string, readonly Reference[]>> => {
  const fontkit = await import('fontkit');
  const found: Reference[] = [];
  for (const { family, weight, italic, file } of SHIPPED_FONTS) {
    if (!COMPARED.has(`${family} ${weight}${italic ? ' italic' : ''}`)) continue;
    const font = fontkit.create(await disk.readFile(file)) as Font;
    const manner = mannerOf(font);
    const seen = new Set<number>();
    for (const character of KNOWN) {
      if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) continue;
      for (const features of DIGITS.includes(character) ? FORMS : [[]]) {
        const [glyph] = font.layout(character, features).glyphs;
        if (!glyph || seen.has(glyph.id)) continue;
        seen.add(glyph.id);
        found.push({ character, ...drawn(outlineOf(glyph, font.unitsPerEm, manner.lean), manner) });
      }
    }
  }
  for (const { character, outline } of DRAWN_FORMS)
    found.push({ character, ...drawn(outline, { capital: 0.7, aspect: 0.625 }) });
  const byCharacter = new Map<string, Reference[]>();
  for (const one of found) byCharacter.set(one.character, [...(byCharacter.get(one.character) ?? []), one]);
  return byCharacter;
});

/** Compares glyphs with those of the shipped faces. */
export interface Comparison {
  /**
   * The character that a glyph would be taken for if it is not the one it stands for; undefined if it reads as that.
   * `also` are characters that it may look like too.
   */
  takenFor(character: string, glyph: Glyph, also?: string): string | undefined;
}

/** A comparison of the glyphs of a face. */
export async function compareFace(font: Font, manner: Manner): Promise<Comparison> {
  const known = await references();
  return {
    takenFor(character, glyph, also = '') {
      const reading = READINGS.get(character);
      if (!reading) return undefined;
      const { others, margin, foreign, isPlaced } = reading;
      const mine = drawn(outlineOf(glyph, font.unitsPerEm, manner.lean), manner);
      const same = nearest(mine, reading.same + also, known, isPlaced);
      const other = nearest(mine, without(others, also), known, isPlaced);
      const isTaken = other.difference < margin * same.difference;
      if (isTaken && !isOtherCase(character, other.character, mine.box)) return other.character;
      const far = nearest(mine, without(foreign, also), known, isPlaced);
      return far.difference < FOREIGN * same.difference ? far.character : undefined;
    },
  };
}

/** Small letters may reach so high, in heights of a capital. */
const CAPITAL = 0.85;

/** Whether a letter looks like its other case, as in scripts, but has the height of its own. */
function isOtherCase(character: string, other: string, { top }: Box): boolean {
  if (character.toLowerCase() !== other.toLowerCase()) return false;
  return LOWER.includes(character) ? top < CAPITAL : top >= CAPITAL;
}

function nearest(
  glyph: Drawn,
  characters: string,
  known: ReadonlyMap<string, readonly Reference[]>,
  isPlaced: boolean,
): { difference: number; character: string } {
  let best = { difference: Infinity, character: '' };
  for (const character of new Set(characters)) {
    for (const reference of known.get(character) ?? []) {
      const found = isPlaced ? placedDifference(glyph, reference) : shapeDifference(glyph, reference);
      if (found < best.difference) best = { difference: found, character };
    }
  }
  return best;
}

function shapeDifference(one: Drawn, other: Drawn): number {
  const [a, b] = [one.shape(), other.shape()];
  return a && b ? difference(a, b) : Infinity;
}

/** How much place and size count besides shape. */
const PLACE = 0.5;
const WIDTH = 0.1;

function placedDifference(one: Drawn, other: Drawn): number {
  const [a, b] = [one.whole(), other.whole()];
  if (!a || !b) return Infinity;
  const place = Math.abs(one.box.bottom - other.box.bottom) + Math.abs(one.box.top - other.box.top);
  const width = Math.abs(one.box.right - one.box.left - other.box.right + other.box.left);
  return difference(a, b) + PLACE * place + WIDTH * Math.min(1, width);
}
