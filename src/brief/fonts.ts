import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { packageFolder } from '../core/machine/installed-package.ts';

/** A static face of a font: every output is set in these and no other. */
export interface FontFace {
  readonly family: string;
  /** CSS weight, 100 to 900. */
  readonly weight: number;
  readonly italic: boolean;
  /** File name: `SourceSans3_400Regular.ttf`. */
  readonly name: string;
  /** Absolute path of the TrueType file. Asking for it throws an EnvironmentError when its package is not installed. */
  readonly file: string;
}

/** Family for running text. */
export const SERIF = 'Source Serif 4';

/** Family for figures, tables and charts. */
export const SANS = 'Source Sans 3';

/** Family for everything in Chinese. Its letters and digits are drawn to go with its characters. */
export const HAN = 'Noto Sans SC';

const WEIGHT_NAMES = { 400: 'Regular', 600: 'SemiBold' };

/** The faces that come with Assay, in a fixed order. */
export const SHIPPED_FONTS: readonly FontFace[] = [
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, true),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, false),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 600, false),
];

/** A package of faces that some locales need beside the shipped ones. */
interface FontPackage {
  readonly packageName: string;
  readonly faces: readonly FontFace[];
}

/** They weigh much, so whoever prints in such a locale installs the package. */
const LOCALE_FONTS: ReadonlyMap<string, FontPackage> = new Map([
  [
    'zh-CN',
    {
      packageName: '@expo-google-fonts/noto-sans-sc',
      faces: [face(HAN, 'noto-sans-sc', 'NotoSansSC', 400, false), face(HAN, 'noto-sans-sc', 'NotoSansSC', 600, false)],
    },
  ],
]);

/** The faces that a document in a locale may be set in, in a fixed order. */
export function fontsOf(locale: string): readonly FontFace[] {
  return [...SHIPPED_FONTS, ...(LOCALE_FONTS.get(locale)?.faces ?? [])];
}

/** The family that a locale is set in, where it is not one of the shipped ones. */
export function localeFont(locale: string): string | undefined {
  return LOCALE_FONTS.get(locale)?.faces[0]?.family;
}

/** Every face that is installed here, in a fixed order. */
export function installedFonts(): readonly FontFace[] {
  return [...SHIPPED_FONTS, ...[...LOCALE_FONTS.values()].flatMap(({ faces }) => faces).filter(isInstalled)];
}

/** Throws an EnvironmentError, with the command that mends it, when a locale needs a font that is not installed. */
export function requireFonts(locale: string): void {
  const needed = LOCALE_FONTS.get(locale);
  const missing = needed?.faces.find((font) => !isInstalled(font));
  if (!needed || !missing) return;
  throw new EnvironmentError(`briefs in ${locale} are set in ${missing.family}, which is not installed`, [
    `npm install ${needed.packageName}`,
  ]);
}

function isInstalled(font: FontFace): boolean {
  try {
    return font.file !== '';
  } catch {
    return false;
  }
}

function face(
  family: string,
  packageName: string,
  prefix: string,
  weight: keyof typeof WEIGHT_NAMES,
  italic: boolean,
): FontFace {
  const folder = `${weight}${WEIGHT_NAMES[weight]}${italic ? '_Italic' : ''}`;
  const name = `${prefix}_${folder}.ttf`;
  return {
    family,
    weight,
    italic,
    name,
    get file() {
      return path.join(packageFolder(`@expo-google-fonts/${packageName}`), folder, name);
    },
  };
}
