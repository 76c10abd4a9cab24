import type { LocaleId } from '../language/locales.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { StyleValues } from './style-keys.ts';
import { type FontFace, localeFont, SANS, SERIF } from './fonts.ts';

/** Colours on white paper. `style-schema.ts` says what each is for. */
const COLOURS = {
  ink: '#1b2733',
  quiet: '#55626f',
  accent: '#0b5d7a',
  signal: '#a3441c',
  context: '#6c98a9',
  band: '#14303d',
  band_title: '#ffffff',
  band_text: '#dfe9ee',
  rule: '#d3dae0',
  wash: '#f1f5f7',
  grid: '#e6eaee',
  axis: '#8a95a1',
};

/** The colours for dark screens, with the background of the page and of sheets on it. */
const DARK = {
  ink: '#e4eaee',
  quiet: '#a5b2bd',
  accent: '#6fbcd8',
  signal: '#f19c72',
  band: '#0d2833',
  band_title: '#ffffff',
  band_text: '#dfe9ee',
  rule: '#2e3a44',
  wash: '#1a242c',
  ground: '#11181e',
  sheet: '#1c2730',
};

/** Colours by purpose, as `#rrggbb`. */
export type StyleColours = Readonly<Record<keyof typeof COLOURS, string>>;

export type DarkColours = Readonly<Record<keyof typeof DARK, string>>;

/** A face of a house's own font. */
export interface HouseFace extends FontFace {
  /** Its name in a PDF. */
  readonly postscriptName: string;
  /** Of the file. */
  readonly sha256: string;
  /** Characters that it does not draw as such: a shipped face prints them. */
  readonly leftOut: string;
}

export interface Logo {
  /** The picture itself, as a `data:` address. */
  readonly address: string;
  /** Alternative text by locale. */
  readonly alt: ReadonlyMap<string, string>;
  /** Millimetres. */
  readonly height: number;
  /** Where style.yaml names its file. */
  readonly place?: Place;
}

/** The look of a house's documents. Style sheets and charts are made from it. */
export interface HouseStyle {
  readonly colours: StyleColours;
  readonly dark: DarkColours;
  /** Colours for the members of a dimension, in order. */
  readonly series: readonly string[];
  /** Fixed colours: dimension → member → colour. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Family for running text. */
  readonly serif: string;
  /** Family for figures, tables and charts. */
  readonly sans: string;
  /** Faces of those families that Assay does not ship. */
  readonly faces: readonly HouseFace[];
  /** Size of running text on paper in points. */
  readonly textSize: number;
  /** The same in languages that have another. */
  readonly textSizes: ReadonlyMap<string, number>;
  /** Sizes, spaces, columns and colours of the parts of a page, as far as the house says them. */
  readonly keys: StyleValues;
  readonly logo: Logo | undefined;
  /** Text at the right of the head of each page, by locale. */
  readonly pageHead: ReadonlyMap<string, string>;
}

/**
 * The default house style. Every colour of its series has a contrast of 4.5:1 on paper, because labels have the colour
 * of their series; and colour-blind readers can tell any two apart. The first is the accent, and the darkest comes last,
 * because a first series is often the largest part of a stack.
 */
export const HOUSE: HouseStyle = {
  colours: COLOURS,
  dark: DARK,
  series: [
    '#0b5d7a',
    '#596774',
    '#ae6225',
    '#1e7bbe',
    '#6819af',
    '#574f0c',
    '#d10759',
    '#0b4b2e',
    '#833d48',
    '#28057e',
    '#432209',
    '#1b2733',
  ],
  members: new Map(),
  serif: SERIF,
  sans: SANS,
  faces: [],
  textSize: 10,
  textSizes: new Map(),
  keys: new Map(),
  logo: undefined,
  pageHead: new Map(),
};

/** The faces of a house for documents in a locale: none if the locale has its own family. */
export function houseFaces({ faces }: HouseStyle, locale: LocaleId): readonly HouseFace[] {
  return localeFont(locale) === undefined ? faces : [];
}

/** The fixed colour of the first member that has one; `of` is dimension → member. */
export function memberColour({ members }: HouseStyle, of: ReadonlyMap<string, string>): string | undefined {
  return [...of].map(([dimension, member]) => members.get(dimension)?.get(member)).find(Boolean);
}
