import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { fileOfBundle, packageFolder } from '../core/machine/installed-package.ts';
import type { LocaleFont } from '../language/locale.ts';
import { type LocaleId, LOCALES, words } from '../language/locales.ts';

/** A static face of a font. Outputs use no other fonts. */
export interface FontFace {
  readonly family: string;
  /** CSS weight, 100 to 900. */
  readonly weight: number;
  readonly italic: boolean;
  /** File name: `SourceSans3_400Regular.ttf`. */
  readonly name: string;
  /** Absolute path of the TrueType file. Reading it throws an EnvironmentError if the package is not installed. */
  readonly file: string;
}

/** A face that comes with Assay or with a package. */
export interface InstalledFace extends FontFace {
  /** Absolute path of the folder that it was installed with: its package, or the fonts of the bundle. Throws as `file`. */
  readonly home: string;
}

/** Family for running text. */
export const SERIF = 'Source Serif 4';

/** Family for figures, tables and charts. */
export const SANS = 'Source Sans 3';

const WEIGHT_NAMES = { 400: 'Regular', 600: 'SemiBold' };

/** The faces that Assay installs, in a fixed order. */
export const SHIPPED_FONTS: readonly InstalledFace[] = [
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, true),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, false),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 600, false),
];

/** Families that some locales use in place of the shipped ones, Latin letters and digits included. */
export const LOCALE_FAMILIES: readonly string[] = LOCALES.flatMap(({ font }) => font?.family ?? []);

/** Their faces by locale. The packages are large: only who prints in such a locale installs them. */
const LOCALE_FONTS: ReadonlyMap<string, readonly InstalledFace[]> = new Map(
  LOCALES.flatMap(({ id, font }) => (font ? [[id, facesOf(font)]] : [])),
);

/** The faces for documents in a locale, in a fixed order. */
export function fontsOf(locale: LocaleId): readonly InstalledFace[] {
  return [...SHIPPED_FONTS, ...(LOCALE_FONTS.get(locale) ?? [])];
}

/** The family of a locale that does not use the shipped ones. */
export function localeFont(locale: LocaleId): string | undefined {
  return words(locale).font?.family;
}

/** The name under which a page has the Latin letters of a family whose other letters are the reader's own. */
export function embeddedName(family: string): string {
  return `${family} Latin`;
}

/** All installed faces, in a fixed order. */
export function installedFonts(): readonly InstalledFace[] {
  return [...SHIPPED_FONTS, ...optionalFaces().filter(isFaceInstalled)];
}

/** The faces of packages that only some locales need, in a fixed order. */
export function optionalFaces(): readonly InstalledFace[] {
  return [...LOCALE_FONTS.values()].flat();
}

/** The packages of fonts that a project in a locale has to install itself, with their versions. */
export function fontsToInstall(locale: LocaleId): Readonly<Record<string, string>> {
  const { font } = words(locale);
  if (!font || facesOf(font).every(({ name }) => fileOfBundle(`fonts/${name}`) !== undefined)) return {};
  return { [`@expo-google-fonts/${font.packageName}`]: font.version };
}

/** Names of the packages of fonts that only some locales need. */
export function fontPackages(): readonly string[] {
  return [...new Set(LOCALES.flatMap(({ font }) => (font ? [`@expo-google-fonts/${font.packageName}`] : [])))];
}

/** Throws an EnvironmentError, with the command to run, if a locale needs a font that is not installed. */
export function requireFonts(locale: LocaleId): void {
  const { font } = words(locale);
  if (!font || facesOf(font).every(isFaceInstalled)) return;
  throw new EnvironmentError(
    `briefs in ${locale} are set in ${font.family} (${font.megabytes} MB), which is not installed`,
    [`npm install @expo-google-fonts/${font.packageName}`],
  );
}

function facesOf({ family, packageName, prefix }: LocaleFont): InstalledFace[] {
  return [face(family, packageName, prefix, 400, false), face(family, packageName, prefix, 600, false)];
}

function isFaceInstalled(font: InstalledFace): boolean {
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
): InstalledFace {
  const folder = `${weight}${WEIGHT_NAMES[weight]}${italic ? '_Italic' : ''}`;
  const name = `${prefix}_${folder}.ttf`;
  const bundled = (): string | undefined => fileOfBundle(`fonts/${name}`);
  const installed = (): string => packageFolder(`@expo-google-fonts/${packageName}`);
  return {
    family,
    weight,
    italic,
    name,
    get file() {
      return bundled() ?? path.join(installed(), folder, name);
    },
    get home() {
      const file = bundled();
      return file === undefined ? installed() : path.dirname(file);
    },
  };
}
