import type { LocaleId } from '../../language/locales.ts';
import { printedFace } from '../../brief/faces/printed-face.ts';
import { embeddedName, type FontFace, fontsOf, localeFont } from '../../brief/fonts.ts';
import { type HouseStyle, houseFaces } from '../../brief/house-style.ts';
import { Cache, once, type Results } from '../../core/machine/cache.ts';
import { sha256 } from '../../core/machine/hash.ts';
import { keyInProgram, openProgramStore } from '../../core/machine/program-store.ts';

/** Characters that any page may have. Pages with no others share their fonts, which take longer to cut than a page. */
const COMMON = [
  ...Array.from({ length: 95 }, (_none, at) => String.fromCharCode(32 + at)),
  ...Array.from('\u00A0©«°±²³·»×÷–—‘’‚“”„†•…′″−≈≤≥→←↑↓◆○☐☑¹⁰⁴⁵⁶⁷⁸⁹€ÄÖÜäöüßé\u00AD\u2007\u2009\u2011\u202F'),
];

const COMMON_ONLY = inOrder(COMMON);

function inOrder(letters: Iterable<string>): string {
  return [...new Set(letters)].sort().join('');
}

/** What a page requires of its fonts: kerning, figures of one height and one width, raised marks. */
const FEATURES = ['ccmp', 'kern', 'liga', 'lnum', 'locl', 'mark', 'mkmk', 'sups', 'tnum'];

/** Characters that a page leaves to the fonts of its reader: the faces that have them are too large for it. */
const LEFT_OUT = /[\p{Script=Han}\u2E80-\u2FFF\u3000-\u30FF\uFF00-\uFFEF]/u;

/**
 * The `@font-face` rules of a page for the screen, with the letters that it needs as WOFF: those of the house or of
 * Assay, or of the family of its locale. `html` is what the page shows. Italics are
 * there where the page has any. Throws an EnvironmentError where a font is not installed.
 */
export async function fontRules(html: string, { locale, house, cutFonts }: FontOptions): Promise<string> {
  const own = localeFont(locale);
  const families = own === undefined ? [house.serif, house.sans] : [own];
  const installed = fontsOf(locale);
  const faces = [...houseFaces(house, locale), ...installed].filter(
    ({ family, italic }) => families.includes(family) && (!italic || hasItalics(html, family === house.sans)),
  );
  const others = new Set(Array.from(html).filter((letter) => letter > '~' && !LEFT_OUT.test(letter)));
  const letters = inOrder([...COMMON, ...others]);
  const isCommon = letters === COMMON_ONLY;
  const rules = faces.map(async (face) => {
    const ofProgram = isCommon && installed.some(({ file }) => file === face.file) ? await programFonts() : undefined;
    const data = await cutFont(face, letters, ofProgram ?? cutFonts);
    return faceRule(face, own === undefined ? face.family : embeddedName(own), data);
  });
  return (await Promise.all(rules)).join('\n');
}

interface FontOptions {
  readonly locale: LocaleId;
  readonly house: HouseStyle;
  /** Fonts that earlier runs cut. */
  readonly cutFonts?: CutFonts | undefined;
}

/** Fonts with only some letters, as WOFF in base 64, by what they were cut from. */
export type CutFonts = Results<string>;

/** Fonts that come with Assay, cut to what any page may have: each version of it does that once on a machine. */
const programFonts = once(async (): Promise<CutFonts | undefined> => {
  const store = await openProgramStore();
  return (
    store && {
      get: async (key) => (await store.get('fonts', await keyInProgram(key)))?.toString('latin1'),
      set: async (key, font) => store.set('fonts', await keyInProgram(key), Buffer.from(font, 'latin1')),
    }
  );
});

/** Charts write their style into their letters, in a page without quotation marks; running text has elements for it. */
function hasItalics(html: string, isSans: boolean): boolean {
  return /font-style:\s*italic/.test(html) || (isSans ? /font-style="?italic/ : /<(?:em|i|dfn)\b/).test(html);
}

function faceRule({ weight, italic }: FontFace, name: string, data: string): string {
  const style = italic ? 'italic' : 'normal';
  return `@font-face {font-family: '${name}';font-weight: ${weight};font-style: ${style};src: url(data:font/woff;base64,${data});}`;
}

/** Fonts that are kept in memory until so many others were cut; then those go that were not used. */
const KEPT = 60;

/** Fonts that this run cut or found, by file and letters: many editions have letters of their own. */
const cut = new Cache<Promise<string>>();
let added = 0;

function cutFont(face: FontFace, letters: string, stored: CutFonts | undefined): Promise<string> {
  const key = `${face.file}\n${letters}`;
  const known = cut.get(key);
  if (known) return known;
  added += 1;
  if (added % KEPT === 0) cut.forgetUnused();
  return cut.set(key, storedOrCut(face, letters, stored));
}

async function storedOrCut(face: FontFace, letters: string, stored: CutFonts | undefined): Promise<string> {
  const bytes = await printedFace(face);
  const key = sha256(sha256(bytes), letters);
  const known = await stored?.get(key);
  if (known !== undefined) return known;
  const found = await subset(bytes, letters);
  await stored?.set(key, found);
  return found;
}

/** A TrueType file with only some letters, as WOFF in base 64. */
async function subset(bytes: Buffer, letters: string): Promise<string> {
  const { default: subsetFont } = await import('subset-font');
  const small = await subsetFont(bytes, letters, { targetFormat: 'woff', keepFeatures: FEATURES, noHinting: true });
  return Buffer.from(small).toString('base64');
}
