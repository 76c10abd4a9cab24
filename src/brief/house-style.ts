import { type FontFace, localeFont, SANS, SERIF } from './fonts.ts';

/** Colours by what they are for, as `#rrggbb` on white paper. */
export interface StyleColours {
  /** Text. */
  readonly ink: string;
  /** Lesser text: labels, notes, running heads. */
  readonly quiet: string;
  /** Links, labels of exhibits, what a chart is about. */
  readonly accent: string;
  /** What asks for attention: flags, the bar of a note, what fell. */
  readonly signal: string;
  /** What the accent is compared with in a chart. */
  readonly context: string;
  /** Ground of the cover band, and the title and text on it. */
  readonly band: string;
  readonly band_title: string;
  readonly band_text: string;
  /** Hairlines. */
  readonly rule: string;
  /** Tinted ground. */
  readonly wash: string;
  /** Grid lines of charts; their zero line and the dots that lead to a page number. */
  readonly grid: string;
  readonly axis: string;
}

/** Their counterparts where a reader wants a dark screen, with the ground of the page and of what lies on it. */
export interface DarkColours extends Omit<StyleColours, 'context' | 'grid' | 'axis'> {
  readonly ground: string;
  readonly sheet: string;
}

/** A face that a house brings. */
export interface HouseFace extends FontFace {
  /** As a PDF names it. */
  readonly postscriptName: string;
  /** Of its bytes. */
  readonly sha256: string;
}

/** A picture that stands for the house. */
export interface Logo {
  /** The picture itself, as a `data:` address. */
  readonly address: string;
  /** What it says, by language. */
  readonly alt: ReadonlyMap<string, string>;
  /** Millimetres. */
  readonly height: number;
}

/** How a house's documents look: one plain object from which style sheets and charts are made. */
export interface HouseStyle {
  readonly colours: StyleColours;
  readonly dark: DarkColours;
  /** Colours for the members of a dimension, in order. */
  readonly series: readonly string[];
  /** Dimension → member → colour, where the house fixes one. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Family for running text. */
  readonly serif: string;
  /** Family for figures, tables and charts. */
  readonly sans: string;
  /** Faces of those families that do not come with Assay. */
  readonly faces: readonly HouseFace[];
  /** Points of running text. */
  readonly textSize: number;
  readonly logo: Logo | undefined;
  /** Text at the right of the head of each page, by language. */
  readonly pageHead: ReadonlyMap<string, string>;
}

/**
 * The house style where nobody sets another. Every colour of its series has 4.5:1 on paper, since series are labelled
 * in their own colour, and any two stay apart for colour-blind readers.
 */
export const HOUSE: HouseStyle = {
  colours: {
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
  },
  dark: {
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
  },
  series: [
    '#1b2733',
    '#0b5d7a',
    '#ae6225',
    '#1e7bbe',
    '#6819af',
    '#574f0c',
    '#d10759',
    '#0b4b2e',
    '#873952',
    '#28057e',
    '#432209',
    '#55626f',
  ],
  members: new Map(),
  serif: SERIF,
  sans: SANS,
  faces: [],
  textSize: 10,
  logo: undefined,
  pageHead: new Map(),
};

/** The faces of a house that a document in a locale is set in: none where the locale has a family of its own. */
export function houseFaces({ faces }: HouseStyle, locale: string): readonly HouseFace[] {
  return localeFont(locale) === undefined ? faces : [];
}

/** The colour that a house fixes for the first of some members, given by dimension; undefined if it fixes none. */
export function memberColour({ members }: HouseStyle, of: ReadonlyMap<string, string>): string | undefined {
  return [...of].map(([dimension, member]) => members.get(dimension)?.get(member)).find(Boolean);
}
