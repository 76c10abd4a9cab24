import path from 'node:path';
import { packageFolder } from './workspace.ts';

/** A static face of a font that is shipped with Assay: every output is set in these and no other. */
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

const WEIGHT_NAMES = { 400: 'Regular', 600: 'SemiBold' };

/** The faces that are shipped, in a fixed order. */
export const SHIPPED_FONTS: readonly FontFace[] = [
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 400, true),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, false),
  face(SERIF, 'source-serif-4', 'SourceSerif4', 600, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, false),
  face(SANS, 'source-sans-3', 'SourceSans3', 400, true),
  face(SANS, 'source-sans-3', 'SourceSans3', 600, false),
];

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
