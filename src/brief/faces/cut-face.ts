import type { Font, Glyph } from 'fontkit';
import { limitedKerning } from './kerning.ts';
import { KNOWN, NUMERIC } from './likeness.ts';
import { outlineOf, outlineOfText } from './outline.ts';
import { difference, pictureOf } from './picture.ts';
import { makeGlyphsPlain } from './plain-glyphs.ts';
import { readTables, type Tables, words, writeTables } from './sfnt.ts';
import { type Alternates, type Ligature, substitutionTable } from './substitutions.ts';

/** A face as it is printed with. */
export interface CutFace {
  /** A TrueType file. */
  readonly bytes: Buffer;
  readonly font: Font;
  /** The glyphs that are printed for each digit, sign and mark: its own, and those of other numerals. */
  readonly forms: ReadonlyMap<string, readonly number[]>;
}

/** Numerals that a face may have besides its own: of one height or with ascenders, of one width or each of its own. */
const HEIGHTS = ['lnum', 'onum'];
const WIDTHS = ['pnum', 'tnum'];

/** What is kept of the rules of a face; all others are dropped. */
const FEATURES = [...HEIGHTS, ...WIDTHS, 'liga', 'kern'];

/** The tables that a TrueType font needs to be printed. A list of what may be dropped would never be complete. */
const TABLES = new Set(['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post', 'GPOS']);

/** Letters after an f with which it may be one glyph. */
const AFTER_F = ['f', 'i', 'l', 'j', 'b', 'h', 'k', 't', 'fi', 'fl', 'fj', 'fb', 'fh', 'fk', 'ft'];

/** Spaces that numbers and words have between them. */
export const SPACES = [' ', '\u00A0', '\u2007', '\u2009', '\u202F'];

/** Marks of text that no number has. */
const OF_TEXT = '“”"«»‹›!?&@#_^{}\\©®™¶';

/** Scripts that Assay sets in a font of its own. */
const OTHER_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Characters that are printed in a face if it has them; all others are left to the shipped faces. */
function isCut(character: string): boolean {
  const isKnown = KNOWN.includes(character) || SPACES.includes(character) || OF_TEXT.includes(character);
  return isKnown || (/^[\p{L}\p{M}]$/u.test(character) && !OTHER_SCRIPTS.test(character));
}

/** Marks that stand closer to some letters. */
const LOOSE = ".,‚’‘'-–—:;";

/** Far enough for a T before an o. */
const MOST_KERNING = 0.25;

/**
 * A TrueType file with what printing needs: outlines without programs that move their points, widths, pairs of letters
 * that stand closer, numerals of other forms and the ligatures of f. Nothing else that a font can do is left. The
 * characters of `leftOut` are not in it, so that a shipped face prints them. Throws an Error if the file is damaged.
 */
export async function cutFace(bytes: Buffer, leftOut = ''): Promise<CutFace> {
  const [{ default: subsetFont }, fontkit] = await Promise.all([import('subset-font'), import('fontkit')]);
  const whole = fontkit.create(bytes) as Font;
  const characters = whole.characterSet.filter((code) => code <= 0xffff).map((code) => String.fromCodePoint(code));
  const kept = characters.filter((character) => isCut(character) && !leftOut.includes(character));
  const small = await subsetFont(bytes, kept.join(''), {
    targetFormat: 'truetype',
    keepFeatures: FEATURES,
    noHinting: true,
  });
  const tables = readTables(Buffer.from(small));
  makeGlyphsPlain(tables);
  const found = fontkit.create(writeTables(tables)) as Font;
  for (const tag of tables.keys()) if (!TABLES.has(tag)) tables.delete(tag);
  const { alternates, forms } = numeralsOf(found);
  const substitutions = substitutionTable(alternates, ligaturesOf(found));
  if (substitutions) tables.set('GSUB', substitutions);
  limitPositions(tables, found, forms);
  tables.set('cmap', characterTable(found, kept));
  setMetrics(tables);
  const cut = writeTables(tables);
  return { bytes: cut, font: fontkit.create(cut) as Font, forms };
}

/** What a font prints for some characters with some features, as glyphs. */
function shaped(font: Font, text: string, features: readonly string[]): number[] {
  return font.layout(text, [...features]).glyphs.map(({ id }) => id);
}

/** Which numerals a font has besides its own. Whatever rules lead to them, they become one for each glyph. */
function numeralsOf(font: Font): { alternates: Alternates; forms: Map<string, number[]> } {
  const alternates = new Map([...HEIGHTS, ...WIDTHS].map((tag) => [tag, new Map<number, number>()]));
  const forms = new Map<string, number[]>();
  for (const character of NUMERIC) {
    if (!font.hasGlyphForCodePoint(codeOf(character))) continue;
    const own = font.glyphForCodePoint(codeOf(character)).id;
    const all = new Set([own]);
    const follow = (tag: string, from: number, features: readonly string[]): number => {
      const [to = from, ...others] = shaped(font, character, features);
      const rules = alternates.get(tag);
      if (others.length > 0 || to === from || !rules) return from;
      const known = rules.get(from) ?? to;
      rules.set(from, known);
      all.add(known);
      return known;
    };
    const heights = HEIGHTS.map((tag) => [[tag], follow(tag, own, [tag])] as const);
    for (const [before, from] of [[[], own] as const, ...heights])
      for (const tag of WIDTHS) follow(tag, from, [...before, tag]);
    forms.set(character, [...all]);
  }
  return { alternates, forms };
}

/** The ligatures of f that show their letters. */
function ligaturesOf(font: Font): Ligature[] {
  const letters = (text: string): Glyph[] => Array.from(text, (letter) => font.glyphForCodePoint(codeOf(letter)));
  return AFTER_F.flatMap((rest): Ligature[] => {
    const text = `f${rest}`;
    const [ligature, ...others] = font.layout(text, ['liga']).glyphs;
    const apart = letters(text);
    const isOne = ligature && others.length === 0 && !apart.some(({ id }) => id === ligature.id || id === 0);
    if (!isOne || !showsLetters(font, ligature, apart)) return [];
    return [{ glyphs: apart.map(({ id }) => id), ligature: ligature.id }];
  });
}

/** How different a ligature may be from its letters, and how much wider or narrower. */
const LIGATURE_DIFFERENCE = 0.2;
const LIGATURE_WIDTH = 0.3;

function showsLetters(font: Font, ligature: Glyph, letters: readonly Glyph[]): boolean {
  const width = letters.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0);
  if (Math.abs(ligature.advanceWidth - width) > LIGATURE_WIDTH * width) return false;
  const [one, other] = [outlineOf(ligature, font.unitsPerEm, 0), outlineOfText(letters, font.unitsPerEm)].map(
    (outline) => pictureOf(outline, 0.3),
  );
  return one !== undefined && other !== undefined && difference(one, other) < LIGATURE_DIFFERENCE;
}

/** Numbers and all that stands in them are not moved; a comma may still stand closer to a letter. */
function limitPositions(tables: Tables, font: Font, forms: ReadonlyMap<string, readonly number[]>): void {
  const table = tables.get('GPOS');
  if (!table) return;
  const spaces = SPACES.map((space) => font.glyphForCodePoint(codeOf(space)).id);
  const numeric = [...forms].flatMap(([character, glyphs]) => (LOOSE.includes(character) ? [] : glyphs));
  const limits = { fixed: new Set([...numeric, ...spaces]), most: MOST_KERNING * font.unitsPerEm };
  tables.set('GPOS', limitedKerning(table, limits));
}

/** A table `cmap` of one part, so that all programs take the same glyph for a character. */
function characterTable(font: Font, characters: readonly string[]): Buffer {
  const pairs = characters
    .map(codeOf)
    .toSorted((one, other) => one - other)
    .filter((code) => code < 0xffff && font.hasGlyphForCodePoint(code))
    .map((code): [number, number] => [code, font.glyphForCodePoint(code).id]);
  const runs: { first: number; last: number; delta: number }[] = [];
  for (const [code, glyph] of pairs) {
    const run = runs.at(-1);
    if (run && run.last === code - 1 && run.delta === glyph - code) run.last = code;
    else runs.push({ first: code, last: code, delta: glyph - code });
  }
  runs.push({ first: 0xffff, last: 0xffff, delta: 1 });
  const count = runs.length;
  const power = Math.floor(Math.log2(count));
  const search = [2 * count, 2 << power, power, 2 * count - (2 << power)];
  const parts = [runs.map(({ last }) => last), [0], runs.map(({ first }) => first), runs.map(({ delta }) => delta)];
  const segments = words(4, 16 + 8 * count, 0, ...search, ...parts.flat(), ...runs.map(() => 0));
  return Buffer.concat([words(0, 1, 3, 1, 0, 12), segments]);
}

/**
 * The widths of glyphs and the heights of lines, each said once: a program on another system reads other fields, and each
 * glyph is where its outline is.
 */
function setMetrics(tables: Tables): void {
  const [hhea, hmtx, os2, glyf, loca] = ['hhea', 'hmtx', 'OS/2', 'glyf', 'loca'].map((tag) => tables.get(tag));
  if (!hhea || !hmtx || !os2 || !glyf || !loca) throw new RangeError('a table of the font is missing');
  const [count, measured] = [loca.length / 4 - 1, hhea.readUInt16BE(34)];
  const metrics = Array.from({ length: count }, (_none, glyph) => {
    const [start, end] = [loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4)];
    const width = hmtx.readUInt16BE(4 * Math.min(glyph, measured - 1));
    return [width, end > start ? glyf.readInt16BE(start + 2) : 0];
  });
  tables.set('hmtx', words(...metrics.flat()));
  hhea.writeUInt16BE(count, 34);
  const { ascent, descent } = lineOf(hhea, os2);
  hhea.writeInt16BE(ascent, 4);
  hhea.writeInt16BE(descent, 6);
  hhea.writeInt16BE(0, 8);
  os2.writeUInt16BE(os2.readUInt16BE(62) & ~USES_TYPO, 62);
  [ascent, descent, 0].forEach((metric, at) => os2.writeInt16BE(metric, 68 + 2 * at));
  os2.writeUInt16BE(Math.max(0, ascent), 74);
  os2.writeUInt16BE(Math.max(0, -descent), 76);
}

/** A flag of `OS/2`: its own heights count, not those of `hhea`. */
const USES_TYPO = 0x80;

/** The heights of a line, in font units, that Chromium takes on Linux. */
function lineOf(hhea: Buffer, os2: Buffer): { ascent: number; descent: number } {
  const isInHhea = (os2.readUInt16BE(62) & USES_TYPO) === 0 && (hhea.readInt16BE(4) !== 0 || hhea.readInt16BE(6) !== 0);
  const [ascent, descent] = isInHhea
    ? [hhea.readInt16BE(4), hhea.readInt16BE(6)]
    : [os2.readInt16BE(68), os2.readInt16BE(70)];
  return { ascent, descent };
}

export function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
