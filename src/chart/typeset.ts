import type { LocaleId } from '../language/locales.ts';
import type { Font, Glyph, GlyphRun } from 'fontkit';
import { printedFace } from '../brief/faces/printed-face.ts';
import { type FontFace, fontsOf, installedFonts } from '../brief/fonts.ts';
import type { HouseFace } from '../brief/house-style.ts';
import { once } from '../core/machine/cache.ts';

/** Face and size of a text, in CSS pixels. */
export interface TextStyle {
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly size: number;
}

/** A glyph where it stands, in font units from the start of its text. */
export interface PlacedGlyph {
  /** The same id always stands for the same outline. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Around what it paints, in font units from its own place, y upwards; empty for a space. */
  readonly box: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };
  /** SVG path in font units, y upwards; empty for a space. */
  outline(): string;
}

/** A text set in a face. */
export interface SetText {
  /** CSS pixels. */
  readonly width: number;
  /** Multiplies font units to give CSS pixels. */
  readonly scale: number;
  readonly glyphs: readonly PlacedGlyph[];
}

/** Sets text in the shipped fonts as a browser does: with kerning and ligatures. */
export interface Typesetter {
  set(text: string, style: TextStyle): SetText;
  /** The first character of a text that no shipped font has. */
  lacking(text: string): string | undefined;
}

interface LoadedFace extends Pick<FontFace, 'family' | 'weight' | 'italic'> {
  readonly id: string;
  readonly font: Font;
}

const loading = new Map<string, Promise<Typesetter>>();

/** Opens the fonts of a locale and those of a house, once. */
export function loadTypesetter(locale: LocaleId, faces: readonly HouseFace[] = []): Promise<Typesetter> {
  const key = [locale, ...faces.map((face) => face.sha256)].join(' ');
  const opened = loading.get(key) ?? openFonts([...fontsOf(locale), ...faces]);
  loading.set(key, opened);
  return opened;
}

/**
 * The characters of a text that no font here has, each once: neither those of a locale and of a house nor any other that
 * is installed. Such a character is printed as a box.
 */
export async function lackingCharacters(
  text: string,
  locale: LocaleId,
  faces: readonly HouseFace[],
): Promise<string[]> {
  const among = (characters: Iterable<string>, fonts: Typesetter): string[] =>
    [...characters].filter((character) => fonts.lacking(character) !== undefined);
  const rare = among(new Set(text), await loadTypesetter(locale, faces));
  return rare.length === 0 ? rare : among(rare, await openInstalled());
}

const openInstalled = once(() => openFonts(installedFonts()));

async function openFonts(fonts: readonly FontFace[]): Promise<Typesetter> {
  const [fontkit, ...bytes] = await Promise.all([import('fontkit'), ...fonts.map(printedFace)]);
  const faces = fonts.map(({ family, weight, italic }, index) => {
    const font = fontkit.create(bytes[index] ?? Buffer.alloc(0)) as Font;
    return { family, weight, italic, id: `f${index}`, font };
  });
  const cache = new Map<string, SetText>();
  const there = new Map<string, boolean>();
  return {
    set(text, style) {
      const key = `${style.family}\0${style.weight}\0${style.italic}\0${style.size}\0${text}`;
      const known = cache.get(key);
      if (known) return known;
      const set = setText(text, style, faces);
      cache.set(key, set);
      return set;
    },
    lacking(text) {
      return Array.from(text).find((character) => {
        const isThere = there.get(character) ?? faces.some((face) => hasGlyph(face, character));
        there.set(character, isThere);
        return !isThere;
      });
    },
  };
}

/** The family's faces, the nearest in slope and weight first, then all others, for characters that it lacks. */
function facesFor({ family, weight, italic }: TextStyle, faces: readonly LoadedFace[]): LoadedFace[] {
  const distance = (face: LoadedFace): number =>
    (face.family === family ? 0 : 10_000) + (face.italic === italic ? 0 : 1_000) + Math.abs(face.weight - weight);
  return [...faces].sort((a, b) => distance(a) - distance(b));
}

function setText(text: string, style: TextStyle, faces: readonly LoadedFace[]): SetText {
  const candidates = facesFor(style, faces);
  const glyphs: PlacedGlyph[] = [];
  let x = 0;
  for (const { face, characters } of runsOf(text, candidates)) {
    const run = face.font.layout(characters);
    glyphs.push(...placeRun(run, face, x));
    x += run.advanceWidth;
  }
  const scale = style.size / (candidates[0]?.font.unitsPerEm ?? 1000);
  return { width: x * scale, scale, glyphs };
}

/** Splits a text by the face that has its characters; the first face draws a box for a character that none has. */
function runsOf(text: string, candidates: readonly LoadedFace[]): { face: LoadedFace; characters: string }[] {
  const runs: { face: LoadedFace; characters: string }[] = [];
  for (const character of text) {
    const face = candidates.find((candidate) => hasGlyph(candidate, character)) ?? candidates[0];
    if (!face) continue;
    const last = runs[runs.length - 1];
    if (last?.face === face) last.characters += character;
    else runs.push({ face, characters: character });
  }
  return runs;
}

function hasGlyph({ font }: LoadedFace, character: string): boolean {
  return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

function placeRun(run: GlyphRun, face: LoadedFace, start: number): PlacedGlyph[] {
  let x = start;
  return run.glyphs.map((glyph: Glyph, index) => {
    const position = run.positions[index];
    const placed = {
      id: `${face.id}g${glyph.id}`,
      x: x + (position?.xOffset ?? 0),
      y: position?.yOffset ?? 0,
      box: glyph.bbox,
      outline: () => glyph.path.toSVG(),
    };
    x += position?.xAdvance ?? 0;
    return placed;
  });
}
