import type { Font, Glyph } from 'fontkit';
import { KNOWN, NUMERIC } from './likeness.ts';
import { outlineOf, outlineOfText } from './outline.ts';
import { difference, pictureOf } from './picture.ts';
import { readTables, type Tables, withOffsets, words, writeTables } from './sfnt.ts';

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

/** What of the positions of a font is kept. */
interface KerningLimits {
  /** Glyphs that are never moved, and that nothing is moved to. */
  readonly fixed: ReadonlySet<number>;
  /** The most that two other glyphs are moved, in font units. */
  readonly most: number;
}

/** Types of lookups of the OpenType specification. */
const PAIRS = 2;
const EXTENSION = 9;

/** Of the parts of a value, the one that moves what follows along the line. */
const ADVANCE = 0x0004;

/**
 * A table `GPOS` in which only pairs of glyphs are left, moved along the line and not far; all other rules have no part.
 * Throws a RangeError if it is damaged.
 */
function limitedKerning(table: Buffer, limits: KerningLimits): Buffer {
  const kept = Buffer.from(table);
  // Without what makes a font vary, which a later version may have.
  kept.writeUInt32BE(0x00010000, 0);
  const list = kept.readUInt16BE(8);
  for (let at = 0; at < kept.readUInt16BE(list); at += 1) {
    const lookup = list + kept.readUInt16BE(list + 2 + 2 * at);
    const type = kept.readUInt16BE(lookup);
    const subtables = Array.from({ length: kept.readUInt16BE(lookup + 4) }, (_none, index) => {
      const start = lookup + kept.readUInt16BE(lookup + 6 + 2 * index);
      if (type !== EXTENSION) return type === PAIRS ? start : undefined;
      return kept.readUInt16BE(start + 2) === PAIRS ? start + kept.readUInt32BE(start + 4) : undefined;
    });
    if (subtables.includes(undefined)) kept.writeUInt16BE(0, lookup + 4);
    else for (const start of subtables) if (start !== undefined) limitPairs(kept, start, limits);
  }
  return kept;
}

function limitPairs(table: Buffer, start: number, { fixed, most }: KerningLimits): void {
  const format = table.readUInt16BE(start);
  const formats = [table.readUInt16BE(start + 4), table.readUInt16BE(start + 6)] as const;
  const covered = coveredBy(table, start + table.readUInt16BE(start + 2));
  if (format === 1) {
    covered.forEach((first, index) => {
      const set = start + table.readUInt16BE(start + 10 + 2 * index);
      const size = 2 + 2 * (bits(formats[0]) + bits(formats[1]));
      for (let pair = 0; pair < table.readUInt16BE(set); pair += 1) {
        const record = set + 2 + size * pair;
        const isFixed = fixed.has(first) || fixed.has(table.readUInt16BE(record));
        limitValues(table, record + 2, formats, isFixed ? 0 : most);
      }
    });
  } else {
    const [classOfFirst, classOfSecond] = [8, 10].map((at) => classesIn(table, start + table.readUInt16BE(start + at)));
    const [firsts, seconds] = [table.readUInt16BE(start + 12), table.readUInt16BE(start + 14)];
    const fixedFirsts = new Set(
      covered.filter((glyph) => fixed.has(glyph)).map((glyph) => classOfFirst?.get(glyph) ?? 0),
    );
    const fixedSeconds = new Set([...fixed].map((glyph) => classOfSecond?.get(glyph) ?? 0));
    const size = 2 * (bits(formats[0]) + bits(formats[1]));
    for (let first = 0; first < firsts; first += 1) {
      for (let second = 0; second < seconds; second += 1) {
        const isFixed = fixedFirsts.has(first) || fixedSeconds.has(second);
        limitValues(table, start + 16 + size * (first * seconds + second), formats, isFixed ? 0 : most);
      }
    }
  }
}

function bits(format: number): number {
  let count = 0;
  for (let rest = format; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** Leaves of the two values of a pair only how far what follows is moved, and that only if it is not far. */
function limitValues(table: Buffer, start: number, formats: readonly [number, number], most: number): void {
  let at = start;
  formats.forEach((format, side) => {
    for (let bit = 1; bit <= 0x8000; bit <<= 1) {
      if ((format & bit) === 0) continue;
      const isKept = side === 0 && bit === ADVANCE && Math.abs(table.readInt16BE(at)) <= most;
      if (!isKept) table.writeInt16BE(0, at);
      at += 2;
    }
  });
}

function coveredBy(table: Buffer, start: number): number[] {
  const count = table.readUInt16BE(start + 2);
  if (table.readUInt16BE(start) === 1)
    return Array.from({ length: count }, (_none, index) => table.readUInt16BE(start + 4 + 2 * index));
  return Array.from({ length: count }, (_none, index) => rangeAt(table, start + 4 + 6 * index)).flatMap(
    ({ glyphs }) => glyphs,
  );
}

function rangeAt(table: Buffer, at: number): { glyphs: number[]; value: number } {
  const [first, last] = [table.readUInt16BE(at), table.readUInt16BE(at + 2)];
  const glyphs = Array.from({ length: Math.max(0, last - first + 1) }, (_none, index) => first + index);
  return { glyphs, value: table.readUInt16BE(at + 4) };
}

/** The classes of glyphs; those that are not named are of class 0. */
function classesIn(table: Buffer, start: number): Map<number, number> {
  const classes = new Map<number, number>();
  if (table.readUInt16BE(start) === 1) {
    const first = table.readUInt16BE(start + 2);
    for (let index = 0; index < table.readUInt16BE(start + 4); index += 1)
      classes.set(first + index, table.readUInt16BE(start + 6 + 2 * index));
  } else {
    for (let index = 0; index < table.readUInt16BE(start + 2); index += 1) {
      const { glyphs, value } = rangeAt(table, start + 4 + 6 * index);
      for (const glyph of glyphs) classes.set(glyph, value);
    }
  }
  return classes;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

/** The contours of a glyph. */
type Contours = readonly (readonly Point[])[];

/** Flags of a part of a glyph that is made of others, as the OpenType specification has them. */
const WORDS = 0x1;
const IS_PLACED = 0x2;
const ONE_SCALE = 0x8;
const MORE = 0x20;
const TWO_SCALES = 0x40;
const MATRIX = 0x80;
const SCALED_PLACE = 0x800;

/** Flags of a point. */
const ON_CURVE = 0x1;
const SHORT_X = 0x2;
const SHORT_Y = 0x4;
const REPEAT = 0x8;
const SAME_X = 0x10;
const SAME_Y = 0x20;

/** Parts of parts that a font may have. */
const DEEPEST = 8;

/** Points of a font file that is read, at the most: a small file can repeat a part without end. */
const MOST_POINTS = 20_000;

/**
 * Makes each glyph that consists of others into one with an outline of its own: programs differ in how they turn and place
 * the parts. Throws a RangeError if a glyph is damaged.
 */
function makeGlyphsPlain(tables: Tables): void {
  const [glyf, loca, head, maxp] = ['glyf', 'loca', 'head', 'maxp'].map((tag) => tables.get(tag));
  if (!glyf || !loca || !head || !maxp) throw new RangeError('a table of the font is missing');
  const isLong = head.readUInt16BE(50) === 1;
  const startOf = (glyph: number): number => (isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  const count = maxp.readUInt16BE(4);
  const records = Array.from({ length: count }, (_none, glyph) => glyf.subarray(startOf(glyph), startOf(glyph + 1)));
  const plain = records.map((record) =>
    record.length > 0 && record.readInt16BE(0) < 0 ? written(contoursOf(record, records, 0)) : record,
  );
  const parts = plain.map((record) => Buffer.concat([record, Buffer.alloc(-record.length & 3)]));
  const places = Buffer.alloc(4 * (count + 1));
  let offset = 0;
  parts.forEach((part, at) => {
    offset += part.length;
    places.writeUInt32BE(offset, 4 * (at + 1));
  });
  tables.set('glyf', Buffer.concat(parts));
  tables.set('loca', places);
  head.writeUInt16BE(1, 50);
  // the most points and contours of a glyph, and no parts
  const points = plain.map((record) => (record.length === 0 ? 0 : pointsIn(record)));
  maxp.writeUInt16BE(Math.max(0, ...points), 6);
  maxp.writeUInt16BE(Math.max(0, ...plain.map((record) => (record.length === 0 ? 0 : record.readInt16BE(0)))), 8);
  for (const at of [10, 12, 28, 30]) maxp.writeUInt16BE(0, at);
}

function pointsIn(record: Buffer): number {
  const contours = record.readInt16BE(0);
  return contours === 0 ? 0 : record.readUInt16BE(10 + 2 * (contours - 1)) + 1;
}

function contoursOf(record: Buffer, records: readonly Buffer[], depth: number): Contours {
  if (record.length === 0) return [];
  if (depth > DEEPEST) throw new RangeError('a glyph has parts of parts without end');
  return record.readInt16BE(0) < 0 ? partsOf(record, records, depth) : ownContours(record);
}

function partsOf(record: Buffer, records: readonly Buffer[], depth: number): Contours {
  const contours: (readonly Point[])[] = [];
  let at = 10;
  let flags = MORE;
  const next = (isWord: boolean, isSigned: boolean): number => {
    const size = isWord ? 2 : 1;
    at += size;
    return isSigned ? record.readIntBE(at - size, size) : record.readUIntBE(at - size, size);
  };
  const scale = (): number => next(true, true) / 0x4000;
  while ((flags & MORE) !== 0) {
    flags = next(true, false);
    const part = records[next(true, false)];
    if (!part) throw new RangeError('a glyph has a part that is not there');
    const isPlaced = (flags & IS_PLACED) !== 0;
    const [first, second] = [next((flags & WORDS) !== 0, isPlaced), next((flags & WORDS) !== 0, isPlaced)];
    let [xx, yx, xy, yy] = [1, 0, 0, 1];
    if ((flags & ONE_SCALE) !== 0) xx = yy = scale();
    else if ((flags & TWO_SCALES) !== 0) [xx, yy] = [scale(), scale()];
    else if ((flags & MATRIX) !== 0) [xx, yx, xy, yy] = [scale(), scale(), scale(), scale()];
    const turned = contoursOf(part, records, depth + 1).map((contour) =>
      contour.map(({ x, y, isOnCurve }) => ({ x: xx * x + xy * y, y: yx * x + yy * y, isOnCurve })),
    );
    let [dx, dy] = [first, second];
    if (!isPlaced) {
      const [fixed, moved] = [contours.flat()[first], turned.flat()[second]];
      if (!fixed || !moved) throw new RangeError('a glyph has a part that is fixed to no point');
      [dx, dy] = [fixed.x - moved.x, fixed.y - moved.y];
    } else if ((flags & SCALED_PLACE) !== 0) {
      dx *= Math.sqrt(xx * xx + xy * xy);
      dy *= Math.sqrt(yy * yy + yx * yx);
    }
    for (const contour of turned)
      contours.push(
        contour.map(({ x, y, isOnCurve }) => ({ x: Math.round(x + dx), y: Math.round(y + dy), isOnCurve })),
      );
    if (contours.flat().length > MOST_POINTS) throw new RangeError('a glyph has points without end');
  }
  return contours;
}

function ownContours(record: Buffer): Contours {
  const count = record.readInt16BE(0);
  const ends = Array.from({ length: count }, (_none, at) => record.readUInt16BE(10 + 2 * at));
  const total = pointsIn(record);
  let at = 10 + 2 * count;
  at += 2 + record.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = record.readUInt8(at);
    at += 1;
    const times = (flag & REPEAT) === 0 ? 1 : record.readUInt8(at) + 1;
    if ((flag & REPEAT) !== 0) at += 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  const along = (short: number, same: number): number[] => {
    let value = 0;
    return flags.slice(0, total).map((flag) => {
      if ((flag & short) !== 0) {
        value += (flag & same) === 0 ? -record.readUInt8(at) : record.readUInt8(at);
        at += 1;
      } else if ((flag & same) === 0) {
        value += record.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const [xs, ys] = [along(SHORT_X, SAME_X), along(SHORT_Y, SAME_Y)];
  const points = xs.map((x, index) => ({ x, y: ys[index] ?? 0, isOnCurve: ((flags[index] ?? 0) & ON_CURVE) !== 0 }));
  return ends.map((end, contour) => points.slice((ends[contour - 1] ?? -1) + 1, end + 1));
}

/** A glyph with these contours, as the table `glyf` has it. */
function written(contours: Contours): Buffer {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  let end = -1;
  const ends = contours.map((contour) => (end += contour.length));
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const steps = (values: readonly number[]): number[] => values.map((value, at) => value - (values[at - 1] ?? 0));
  const flags = Buffer.from(points.map(({ isOnCurve }) => (isOnCurve ? ON_CURVE : 0)));
  return Buffer.concat([words(contours.length, ...box, ...ends, 0), flags, words(...steps(xs), ...steps(ys))]);
}

/** Which glyph stands for another under a feature: feature → glyph → glyph. */
type Alternates = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** A glyph for several: they begin with the same one. */
interface Ligature {
  readonly glyphs: readonly number[];
  readonly ligature: number;
}

/** Scripts for which the rules hold: any, and those that Assay's fonts have. */
const SCRIPTS = ['DFLT', 'cyrl', 'grek', 'latn'];

/** In this order one rule works on what another gave: tabular numerals have old-style forms, not the other way round. */
const ORDER = ['lnum', 'onum', 'pnum', 'tnum', 'liga'];

/** A table `GSUB` of these rules and no others; undefined if there are none. */
export function substitutionTable(alternates: Alternates, ligatures: readonly Ligature[]): Buffer | undefined {
  const lookups = new Map<string, Buffer>();
  for (const tag of ORDER) {
    const single = alternates.get(tag);
    if (single && single.size > 0) lookups.set(tag, lookup(1, singles(single)));
    if (tag === 'liga' && ligatures.length > 0) lookups.set(tag, lookup(4, ligatureSet(ligatures)));
  }
  if (lookups.size === 0) return undefined;
  const order = [...lookups.keys()];
  const features = order.toSorted();
  return withOffsets(
    (at) => words(1, 0, ...at),
    [
      listOf(SCRIPTS.map((tag) => [tag, words(4, 0, 0, 0xffff, features.length, ...features.keys())])),
      listOf(features.map((tag) => [tag, words(0, 1, order.indexOf(tag))])),
      withOffsets((at) => words(at.length, ...at), [...lookups.values()]),
    ],
  );
}

/** A list of scripts or features: tags with offsets. */
function listOf(entries: readonly (readonly [tag: string, content: Buffer])[]): Buffer {
  return withOffsets(
    (at) =>
      Buffer.concat([
        words(at.length),
        ...entries.flatMap(([tag], index) => [Buffer.from(tag), words(at[index] ?? 0)]),
      ]),
    entries.map(([, content]) => content),
  );
}

function lookup(type: number, subtable: Buffer): Buffer {
  return withOffsets((at) => words(type, 0, 1, ...at), [subtable]);
}

function coverage(glyphs: readonly number[]): Buffer {
  return words(1, glyphs.length, ...glyphs);
}

function singles(rules: ReadonlyMap<number, number>): Buffer {
  const sorted = [...rules].sort(([one], [other]) => one - other);
  const targets = sorted.map(([, target]) => target);
  return withOffsets(
    ([at = 0]) => words(2, at, targets.length, ...targets),
    [coverage(sorted.map(([glyph]) => glyph))],
  );
}

/** The longest first: a program takes the first that fits. */
function ligatureSet(ligatures: readonly Ligature[]): Buffer {
  const sorted = ligatures.toSorted((one, other) => other.glyphs.length - one.glyphs.length);
  const set = withOffsets(
    (at) => words(at.length, ...at),
    sorted.map(({ glyphs, ligature }) => words(ligature, glyphs.length, ...glyphs.slice(1))),
  );
  return withOffsets(([covered = 0, at = 0]) => words(1, covered, 1, at), [coverage([sorted[0]?.glyphs[0] ?? 0]), set]);
}
