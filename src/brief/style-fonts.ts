import type { Font } from 'fontkit';
import { type Diagnostics, nearestHint } from '../core/diagnostics/diagnostic.ts';
import { type KnownFaces, reportOfFace } from './faces/printed-face.ts';
import { NEEDED } from './faces/face-check.ts';
import { LOCALE_FAMILIES, SHIPPED_FONTS } from './fonts.ts';
import { sha256 } from '../core/machine/hash.ts';
import { HOUSE, type HouseFace } from './house-style.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { nextTo } from './style-files.ts';
import type { StyleInput } from './style-schema.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';

/** Limit for a font file: ten times a face with Latin, Greek and Cyrillic letters. */
export const MAX_BYTES = 4 * 1024 * 1024;

const SHIPPED_FAMILIES = new Set([...LOCALE_FAMILIES, ...SHIPPED_FONTS.map(({ family }) => family)]);

/** Files that are not TrueType fonts, by their first four bytes. */
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['OTTO', 'an OpenType font with PostScript outlines, which would be printed as Type 3'],
  ['ttcf', 'a collection of fonts'],
  ['wOFF', 'a WOFF font'],
  ['wOF2', 'a WOFF 2 font'],
]);

/** What to do about a face that cannot be trusted. */
const OTHER_FILE = 'take the file that the makers of the font publish, or another font';

/** Reads the font files next to a style; a file that cannot be used is reported at its name. */
export async function loadFaces(
  workspace: Workspace,
  yaml: DataFile,
  files: readonly string[],
  known: KnownFaces | undefined,
  diagnostics: Diagnostics,
): Promise<readonly HouseFace[]> {
  const faces = await Promise.all(
    files.map(async (name, index) => {
      const place = yaml.placeOf(files, index);
      const path = nextTo(place.file.path, name);
      const bytes = await workspace.readNamed(path, MAX_BYTES, place, diagnostics);
      const face = bytes && (await readFace(bytes, workspace.resolve(path), known, place, diagnostics));
      return face && { ...face, name };
    }),
  );
  const found = faces.map((face, index) => face && { face, place: yaml.placeOf(files, index) });
  const sound = found.filter((one) => one !== undefined);
  reportRepeated(sound, diagnostics);
  return sound.map(({ face }) => face);
}

/** Of two equal faces, the browser and the typesetter of charts might choose different ones. */
function reportRepeated(found: readonly { face: HouseFace; place: Place }[], diagnostics: Diagnostics): void {
  const seen = new Map<string, string>();
  for (const { face, place } of found) {
    const what = `${face.family} ${faceText(face)}`;
    const earlier = seen.get(what);
    seen.set(what, face.name);
    if (earlier === undefined) continue;
    diagnostics.error('style/font', `this file is ${what}, as ${earlier} is`, place, 'remove one of the two');
  }
}

async function readFace(
  bytes: Buffer,
  file: string,
  known: KnownFaces | undefined,
  place: Place,
  diagnostics: Diagnostics,
): Promise<Omit<HouseFace, 'name'> | undefined> {
  const kind = OTHER_KINDS.get(bytes.toString('latin1', 0, 4));
  const font = kind ? undefined : await openFont(bytes);
  const problem = font && problemOf(font, tablesIn(bytes));
  const report = font && !problem ? await reportOfFace(bytes, known).catch(() => undefined) : undefined;
  if (!font || !report) {
    const says = `this file ${problem ?? `is ${kind ?? 'no font, or a damaged one'}`}`;
    return diagnostics.error('style/font', says, place, 'take a static TrueType file of the family');
  }
  for (const text of report.errors) diagnostics.error('style/font', `this file ${text}`, place, OTHER_FILE);
  for (const text of report.warnings) diagnostics.warn('style/font', `this file ${text}`, place, OTHER_FILE);
  if (report.errors.length > 0) return undefined;
  const os2 = font['OS/2'];
  return {
    family: familyOf(font),
    weight: os2.usWeightClass,
    italic: os2.fsSelection.italic || os2.fsSelection.oblique,
    file,
    postscriptName: font.postscriptName,
    sha256: sha256(bytes),
    leftOut: report.leftOut,
  };
}

/** Undefined if it is not a sound font: it reads all tables that printing needs, because a damaged one may fail in any. */
async function openFont(bytes: Buffer): Promise<Font | undefined> {
  const fontkit = await import('fontkit');
  try {
    const font = fontkit.create(bytes) as Font;
    const { glyphs } = font.layout(NEEDED.join(''));
    for (const glyph of glyphs) glyph.path.toSVG();
    return font['OS/2'] && font.postscriptName && font.unitsPerEm > 0 ? font : undefined;
  } catch {
    return undefined;
  }
}

function familyOf(font: Font): string {
  return font.getName('preferredFamily', DEFAULT_LOCALE) ?? font.familyName;
}

/** Names of the tables of a font, from the table directory of the OpenType specification. */
function tablesIn(bytes: Buffer): string[] {
  return Array.from({ length: bytes.readUInt16BE(4) }, (_, index) => {
    const record = 12 + 16 * index;
    return bytes.toString('latin1', record, record + 4);
  });
}

/** Explains why a font cannot be used; undefined if it can. */
function problemOf(font: Font, tables: readonly string[]): string | undefined {
  if (tables.includes('fvar')) return 'is a variable font, which would be printed as Type 3';
  const { fsType } = font['OS/2'];
  if (fsType.noEmbedding || fsType.bitmapOnly) return 'may not be embedded in documents: it says so itself';
  const lacking = NEEDED.find((character) => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  if (lacking !== undefined) return `has no glyph for ${lacking}`;
  const family = familyOf(font);
  if (SHIPPED_FAMILIES.has(family)) return `is of the family ${family}, which Assay itself ships`;
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(family)) return 'has a family name that is not plain text';
  return undefined;
}

/** The families of a style; reports one without a regular, a bold and an italic face. */
export function chooseFamilies(
  yaml: DataFile,
  fonts: NonNullable<StyleInput['fonts']>,
  faces: readonly HouseFace[],
  diagnostics: Diagnostics,
): { serif: string; sans: string } {
  const shipped = new Set(SHIPPED_FONTS.map(({ family }) => family));
  const own = new Set(faces.map(({ family }) => family));
  for (const role of ['serif', 'sans'] as const) {
    const family = fonts[role];
    // If a file was refused, its family is not known.
    if (family === undefined || shipped.has(family) || faces.length < (fonts.files ?? []).length) continue;
    const place = yaml.placeOf(fonts, role);
    if (!own.has(family)) {
      const known = `write ${[...own, ...shipped].join(' or ')}, or list the files of the family under files`;
      const hint = nearestHint(family, [...own, ...shipped]) ?? known;
      diagnostics.error('style/font', `no font file is of the family ${family}, and Assay ships none`, place, hint);
    } else reportMissingFaces(faces, family, place, diagnostics);
  }
  return { serif: fonts.serif ?? HOUSE.serif, sans: fonts.sans ?? HOUSE.sans };
}

/** In place of a missing face the browser distorts another one and prints it as Type 3. */
function reportMissingFaces(faces: readonly HouseFace[], family: string, place: Place, diagnostics: Diagnostics): void {
  const found = faces.filter((face) => face.family === family);
  const wanted: readonly [string, (face: HouseFace) => boolean][] = [
    ['a regular face (weight 400)', ({ weight, italic }) => weight === 400 && !italic],
    ['a bold face (weight 600 or 700)', ({ weight, italic }) => (weight === 600 || weight === 700) && !italic],
    ['an italic face (weight 400)', ({ weight, italic }) => weight === 400 && italic],
  ];
  for (const [name, is] of wanted) {
    if (found.some(is)) continue;
    const hint = `add its file to files; found: ${found.map(faceText).join(', ')}`;
    diagnostics.error('style/font', `the family ${family} lacks ${name}`, place, hint);
  }
}

function faceText({ weight, italic }: HouseFace): string {
  return `${weight}${italic ? ' italic' : ''}`;
}
