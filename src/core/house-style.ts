import { SANS, SERIF } from './fonts.ts';

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
  /** Points of running text. */
  readonly textSize: number;
}

/** The house style where nobody sets another. The first four of its series stay apart for readers who do not tell red from green. */
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
    '#a8650f',
    '#3a77a6',
    '#7a5aa6',
    '#4c7a34',
    '#007a74',
    '#2f3f9e',
    '#b0306a',
    '#7b5b3a',
    '#8a7000',
    '#55626f',
  ],
  members: new Map(),
  serif: SERIF,
  sans: SANS,
  textSize: 10,
};
