import type { Font, Glyph } from 'fontkit';
import { listText } from '../../core/diagnostics/source-text.ts';
import { codeOf, type CutFace, SPACES } from './cut-face.ts';
import {
  compareFace,
  type Comparison,
  DIGITS,
  KNOWN,
  LOWER,
  type Manner,
  mannerOf,
  NUMERIC,
  UNIT_LETTERS,
  UPPER,
  UPRIGHT,
} from './likeness.ts';
import { type Box, inkOnLines, type Outline, outlineOf } from './outline.ts';
import { difference, type Hole, type Picture, pictureOf } from './picture.ts';

/** Characters that every brief needs. */
export const NEEDED: readonly string[] = Array.from(`${UPPER}${LOWER}${DIGITS}.,:;()[]%+−–/`);

/** What there is to say about a face. */
export interface FaceReport {
  /** Each goes on from "this file": `draws 2 like 7`. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Characters that it does not draw as such, and that a shipped face can print. */
  readonly leftOut: string;
}

/** One character that is not drawn as it should be. */
interface Misdrawn {
  readonly character: string;
  /** Goes on from "draws". */
  readonly says: string;
}

/** Draws what a face prints, and says what a reader would take for something else or would not see. */
export async function examineFace(face: CutFace): Promise<FaceReport> {
  const { font } = face;
  const manner = mannerOf(font);
  const size = sizeFault(font, manner);
  if (size !== undefined) return { errors: [size], warnings: [], leftOut: '' };
  const comparison = await compareFace(font, manner);
  const isUnicase = hasSmallCapitals(font, comparison);
  const all = [
    ...mistaken(face, comparison, isUnicase),
    ...misplaced(face, manner),
    ...likeDigits(face, manner),
    ...closedOtherwise(face, manner),
    ...percentSigns(face, manner),
    ...unlikeTheirLetters(face),
  ];
  const misdrawn = all.filter((one, at) => all.findIndex(({ character }) => character === one.character) === at);
  const needed = misdrawn.filter(({ character }) => NEEDED.includes(character));
  const ofFigures = needed.filter(({ character }) => isOfFigures(character));
  const ofText = needed.filter((one) => !ofFigures.includes(one));
  const others = misdrawn.filter((one) => !needed.includes(one));
  return {
    errors: [...listed(ofFigures), ...spaceFaults(face), ...collisions(face)],
    warnings: [
      ...listed(ofText),
      ...(isUnicase ? ['draws small letters as capitals: mW, a thousandth of a watt, looks like MW'] : []),
    ],
    leftOut: [...new Set(others.map(({ character }) => character))].join(''),
  };
}

function isOfFigures(character: string): boolean {
  return NUMERIC.includes(character) || UNIT_LETTERS.includes(character);
}

/** How many characters a message names. */
const NAMED = 8;

function listed(misdrawn: readonly Misdrawn[]): string[] {
  const all = misdrawn.map(({ says }) => says);
  return all.length === 0 ? [] : [`draws ${listText(all, NAMED)}`];
}

/** Heights of a capital in em, and of a line, that are usual. */
const CAPITALS = [0.35, 1.05] as const;
const LINES = [0.7, 2.6] as const;

/** How far the middle of a line may be from the middle of a capital, in em: else rows of a table change places. */
const OFF_MIDDLE = 0.35;

function sizeFault(font: Font, { capital }: Manner): string | undefined {
  if (capital < CAPITALS[0] || capital > CAPITALS[1]) return `draws capitals ${inEm(capital)} high`;
  const [ascent, descent] = [font.ascent / font.unitsPerEm, font.descent / font.unitsPerEm];
  const height = ascent - descent;
  const isUsual = height >= LINES[0] && height <= LINES[1];
  const off = (ascent + descent - capital) / 2;
  if (isUsual && Math.abs(off) <= OFF_MIDDLE) return undefined;
  return `says that its lines reach from ${inEm(descent)} to ${inEm(ascent)}, where capitals are ${inEm(capital)} high`;
}

function inEm(size: number): string {
  return `${Math.round(size * 100) / 100} em`;
}

/** Characters that look like others or like nothing. */
function mistaken({ font, forms }: CutFace, comparison: Comparison, isUnicase: boolean): Misdrawn[] {
  return KNOWN.flatMap((character): Misdrawn[] => {
    if (!font.hasGlyphForCodePoint(codeOf(character))) return [];
    const glyphs = forms.get(character) ?? [font.glyphForCodePoint(codeOf(character)).id];
    for (const id of glyphs) {
      const says = faultOf(font, character, font.getGlyph(id), comparison, isUnicase);
      if (says !== undefined) return [{ character, says }];
    }
    return [];
  });
}

function faultOf(
  font: Font,
  character: string,
  glyph: Glyph,
  comparison: Comparison,
  isUnicase: boolean,
): string | undefined {
  if (outlineOf(glyph, font.unitsPerEm, 0).pieces.length === 0) return `nothing for ${character}`;
  const other = comparison.takenFor(character, glyph, isUnicase ? character.toUpperCase() : '');
  return other === undefined ? undefined : `${character} like ${other}`;
}

/** Small letters that do not look like their capitals. */
const UNLIKE = 'abdeghilmnqrt';

/** Whether a face has capitals, large or small, in place of all small letters, as faces for posters do. */
function hasSmallCapitals(font: Font, comparison: Comparison): boolean {
  return Array.from(UNLIKE).every((letter) => {
    const glyph = font.glyphForCodePoint(codeOf(letter));
    return comparison.takenFor(letter.toUpperCase(), glyph) === undefined;
  });
}

/** Digits as parts of the height of a capital: old-style ones are as low as small letters, and reach below the line. */
const DIGIT = { lowest: -0.5, highest: 1.45, leastHeight: 0.45, highestFoot: 0.15 };

/** Raised digits stand above the middle of small letters. */
const RAISED = { leastFoot: 0.15, mostHeight: 0.85 };

/** How far ink and its middle may be out of its width, in em. */
const OVERHANG = { middle: 0.1, other: 0.3, letter: 0.7 };

/** By how much a comma reaches lower than a point, in heights of a capital. */
const COMMA = 0.06;

function misplaced({ font, forms }: CutFace, manner: Manner): Misdrawn[] {
  const glyphsOf = (character: string): readonly number[] =>
    forms.get(character) ?? [font.glyphForCodePoint(codeOf(character)).id];
  const drawn = KNOWN.filter((character) => font.hasGlyphForCodePoint(codeOf(character)));
  const zero = font.glyphForCodePoint(codeOf('0')).advanceWidth / font.unitsPerEm;
  const found = drawn.filter((character) =>
    glyphsOf(character).some((id) => {
      const glyph = font.getGlyph(id);
      const { box } = outlineOf(glyph, font.unitsPerEm, 0);
      const width = glyph.advanceWidth / font.unitsPerEm;
      return isNextTo(character, box, { width, zero, lean: manner.lean }) || !hasHeightOf(character, box, manner);
    }),
  );
  const lowest = (mark: string): number =>
    outlineOf(font.glyphForCodePoint(codeOf(mark)), font.unitsPerEm, 0).box.bottom;
  const isComma = lowest(',') < lowest('.') - COMMA * manner.capital;
  return [
    ...found.map((character) => ({ character, says: `${character} out of place` })),
    ...(isComma ? [] : [{ character: ',', says: 'a comma that reaches no lower than a point' }]),
  ];
}

/** White next to ink: as part of an em, or where all is wide as part of a zero; more looks like a space. */
const WHITE = { ofEm: 0.35, ofZero: 0.85 };

/** Whether ink stands out of its width, or so far from its end that it looks like a word of its own. */
function isNextTo(
  character: string,
  { left, right, bottom, top }: Box,
  { width, zero, lean }: { width: number; zero: number; lean: number },
): boolean {
  const middle = (left + right) / 2 - (lean * (top + bottom)) / 2;
  const white = Math.max(WHITE.ofEm, WHITE.ofZero * zero);
  // letters may have swashes
  const overhang = /\p{L}/u.test(character) ? OVERHANG.letter : OVERHANG.other;
  const isOut = middle < -OVERHANG.middle || middle > width + OVERHANG.middle;
  return isOut || left < -overhang || right > width + overhang || left > white || width - right > white;
}

function hasHeightOf(character: string, box: Box, { capital }: Manner): boolean {
  const [bottom, top] = [box.bottom / capital, box.top / capital];
  if (DIGITS.includes(character)) {
    const isOnLine = bottom >= DIGIT.lowest && bottom <= DIGIT.highestFoot && top <= DIGIT.highest;
    return isOnLine && top - bottom >= DIGIT.leastHeight;
  }
  if (/[\p{No}°]/u.test(character)) return bottom >= RAISED.leastFoot && top - bottom <= RAISED.mostHeight;
  if (/\p{L}/u.test(character))
    return bottom >= LETTER.lowest && bottom <= LETTER.highestFoot && top >= LETTER.leastTop && top <= LETTER.highest;
  return bottom >= -1 && top <= 2;
}

/** Letters, as parts of the height of a capital: from those with tails to those of scripts. */
const LETTER = { lowest: -0.8, highestFoot: 0.25, leastTop: 0.4, highest: 1.7 };

/** How many areas a digit encloses, at least and at the most: in 223 faces of 46 free families, 2,700 numerals, all of them do. */
const CLOSED: readonly (readonly [least: number, most: number])[] = [
  [1, 1],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 1],
  [0, 0],
  [0, 1],
  [0, 0],
  [2, 2],
  [0, 1],
];

/** Signs of the same kind by the areas that they enclose: two by a per cent sign in 497 faces of 42 free families, three or four by the other. */
const PERCENT = { most: 2, other: { '%': '‰', '‰': '%' } } as const;

/** A per cent sign with a third ring, which makes a tenth of a figure, and the other without. */
function percentSigns({ font }: CutFace, manner: Manner): Misdrawn[] {
  return (['%', '‰'] as const).flatMap((sign): Misdrawn[] => {
    if (!font.hasGlyphForCodePoint(codeOf(sign))) return [];
    const outline = outlineOf(font.glyphForCodePoint(codeOf(sign)), font.unitsPerEm, manner.lean);
    const { length } = pictureOf(outline, manner.aspect / 2)?.holes ?? [];
    const isOther = sign === '%' ? length > PERCENT.most : length > 0 && length <= PERCENT.most;
    return isOther ? [{ character: sign, says: `${sign} like ${PERCENT.other[sign]}` }] : [];
  });
}

/** How far apart the halves of a zero with a stroke through it are, as part of its width: a bar across it makes an 8 of it. */
const SLANTED = 0.1;

/** So low is the loop of a 2 in scripts, as part of its height. */
const LOOP = 0.4;

/** Digits that enclose more or fewer areas than they do in any face: a 3 with closed gaps is read as an 8. */
function closedOtherwise({ font, forms }: CutFace, manner: Manner): Misdrawn[] {
  return CLOSED.flatMap(([least, most], digit) =>
    (forms.get(String(digit)) ?? []).flatMap((id): Misdrawn[] => {
      const holes = pictureOf(outlineOf(font.getGlyph(id), font.unitsPerEm, manner.lean), manner.aspect / 2)?.holes;
      if (!holes || (holes.length >= least && holes.length <= most) || isOtherForm(digit, holes)) return [];
      const areas = holes.length === 1 ? 'one closed area' : `${holes.length === 0 ? 'no' : holes.length} closed areas`;
      return [{ character: String(digit), says: `${digit} with ${areas}` }];
    }),
  );
}

/** A zero with a slanted stroke through it, and a 2 with a loop at its foot. */
function isOtherForm(digit: number, [first, second, ...others]: readonly Hole[]): boolean {
  if (!first || others.length > 0) return false;
  if (digit === 2) return second === undefined && first.y < LOOP;
  return digit === 0 && second !== undefined && Math.abs(first.x - second.x) > SLANTED;
}

/** How different a glyph may be from a digit of the same face, in shape and in heights of a capital, to be taken for it. */
const SAME_SHAPE = 0.008;
const SAME_PLACE = 0.1;

/** Digits that look like letters of some script anywhere: О, І, З, б. */
const NATURAL = '0136';

/** Letters and marks, other than known ones, that look just like a digit. */
function likeDigits({ font, forms }: CutFace, manner: Manner): Misdrawn[] {
  const drawn = (id: number): { box: Box; picture: () => Picture | undefined } => {
    const outline = outlineOf(font.getGlyph(id), font.unitsPerEm, manner.lean);
    let known: Picture | undefined;
    return { box: outline.box, picture: () => (known ??= pictureOf(outline, manner.aspect / 2)) };
  };
  const all = Array.from(DIGITS).flatMap((digit) => (forms.get(digit) ?? []).map((id) => ({ digit, own: drawn(id) })));
  return font.characterSet.flatMap((code): Misdrawn[] => {
    const character = String.fromCodePoint(code);
    if (SPACES.includes(character) || (KNOWN.includes(character) && !UPRIGHT.includes(character))) return [];
    const { box, picture } = drawn(font.glyphForCodePoint(code).id);
    const digits = /[\p{L}©®]/u.test(character) ? all.filter(({ digit }) => !NATURAL.includes(digit)) : all;
    const like = digits.find((digit) => {
      const off = Math.abs(digit.own.box.bottom - box.bottom) + Math.abs(digit.own.box.top - box.top);
      if (off > SAME_PLACE * manner.capital) return false;
      const [one, other] = [picture(), digit.own.picture()];
      return one !== undefined && other !== undefined && difference(one, other) < SAME_SHAPE;
    });
    return like ? [{ character, says: `${character} like ${like.digit}` }] : [];
  });
}

/**
 * How much of the ink of a letter an accented one may have otherwise, and how much wider it may be, in em: of 35,412 in 178
 * faces of free families 20 have more, all of them carons and rings that stand next to their letter.
 */
const ACCENTED = { otherwise: 0.3, wider: 0.3 };

/** Rows in which a letter is looked at, as parts of its height. */
const LETTER_ROWS = { count: 24, first: 0.08, last: 0.92 };

/** Accented letters that are not their letter of the same face with something above, below or at it: é drawn as 1, or −. */
function unlikeTheirLetters({ font }: CutFace): Misdrawn[] {
  return font.characterSet.flatMap((code): Misdrawn[] => {
    const character = String.fromCodePoint(code);
    const [letter = '', ...marks] = character.normalize('NFD');
    if (marks.length === 0 || !(UPPER + LOWER).includes(letter)) return [];
    const dotless = DOTLESS[letter];
    const plain = dotless !== undefined && font.hasGlyphForCodePoint(codeOf(dotless)) ? dotless : letter;
    const [own, base] = [codeOf(character), codeOf(plain)].map((one) =>
      outlineOf(font.glyphForCodePoint(one), font.unitsPerEm, 0),
    );
    return own && base && isItsLetter(own, base) ? [] : [{ character, says: `${character} unlike ${letter}` }];
  });
}

/** What stands below an accent in place of a letter with a dot. */
const DOTLESS: Readonly<Record<string, string>> = { i: 'ı', j: 'ȷ' };

function isItsLetter(own: Outline, letter: Outline): boolean {
  const { left, right, bottom, top } = letter.box;
  if (own.box.right - own.box.left > right - left + ACCENTED.wider) return false;
  const { count, first, last } = LETTER_ROWS;
  const height = top - bottom;
  const rowsOf = (outline: Outline): number[][] =>
    inkOnLines(outline, count, bottom + first * height, ((last - first) * height) / (count - 1));
  const [mine, its] = [rowsOf(own), rowsOf(letter)];
  const startOf = (rows: number[][]): number => Math.min(...rows.map(([start = Infinity]) => start));
  const ink = its.reduce((sum, row) => sum + lengthOf(row), 0);
  return [0, startOf(mine) - startOf(its)].some((shift) => {
    const other = mine.reduce((sum, row, at) => sum + otherwise(row, its[at] ?? [], shift), 0);
    return other <= ACCENTED.otherwise * ink;
  });
}

function lengthOf(row: readonly number[]): number {
  let length = 0;
  for (let at = 0; at + 1 < row.length; at += 2) length += (row[at + 1] ?? 0) - (row[at] ?? 0);
  return length;
}

/** The length of the ink that one of two rows has alone, the second moved to the right. */
function otherwise(one: readonly number[], other: readonly number[], shift: number): number {
  let both = 0;
  for (let a = 0; a + 1 < one.length; a += 2) {
    for (let b = 0; b + 1 < other.length; b += 2) {
      const from = Math.max(one[a] ?? 0, (other[b] ?? 0) + shift);
      const to = Math.min(one[a + 1] ?? 0, (other[b + 1] ?? 0) + shift);
      both += Math.max(0, to - from);
    }
  }
  return lengthOf(one) + lengthOf(other) - 2 * both;
}

/** The least and the most that a space is wide, in em: a thin one keeps groups of digits apart, a full one words. */
const SPACE = { thin: 0.04, full: 0.09, most: 1.2 };

function spaceFaults({ font }: CutFace): string[] {
  return SPACES.flatMap((space) => {
    if (!font.hasGlyphForCodePoint(codeOf(space))) return [];
    const glyph = font.glyphForCodePoint(codeOf(space));
    const width = glyph.advanceWidth / font.unitsPerEm;
    const name = `U+${codeOf(space).toString(16).toUpperCase().padStart(4, '0')}`;
    if (outlineOf(glyph, font.unitsPerEm, 0).pieces.length > 0) return [`draws something for the space ${name}`];
    const least = space === ' ' || space === '\u00A0' ? SPACE.full : SPACE.thin;
    return width < least || width > SPACE.most ? [`has a space ${name} that is ${inEm(width)} wide`] : [];
  });
}

/** How far the ink of two digits may overlap, in em; as far as in leaning faces with swashes. */
const OVERLAP = 0.06;

/** Rows in which the ends of ink are looked at, from below the line to above capitals: how many, and where in em. */
const ROWS = { count: 48, first: -0.4, step: 1.6 / 47 };

/** Numbers whose digits run into each other. */
function collisions({ font, forms }: CutFace): string[] {
  const edges = Array.from(DIGITS, (digit) =>
    (forms.get(digit) ?? []).map((id) => {
      const glyph = font.getGlyph(id);
      return { digit, ink: edgesOf(outlineOf(glyph, font.unitsPerEm, 0), glyph.advanceWidth / font.unitsPerEm) };
    }),
  ).flat();
  for (const one of edges) {
    for (const other of edges) {
      const isOver = one.ink.after.some((after, row) => after + (other.ink.before[row] ?? 0) < -OVERLAP);
      if (isOver) return [`draws ${one.digit} and ${other.digit} over each other`];
    }
  }
  return [];
}

/** For each row the white before ink and after it, in em. */
function edgesOf(outline: Outline, width: number): { before: number[]; after: number[] } {
  const rows = inkOnLines(outline, ROWS.count, ROWS.first, ROWS.step);
  return {
    before: rows.map(([first = Infinity]) => first),
    after: rows.map((ends) => width - (ends.at(-1) ?? -Infinity)),
  };
}
