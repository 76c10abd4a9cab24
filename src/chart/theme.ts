import { HOUSE, type HouseFace, type HouseStyle } from '../brief/house-style.ts';

/** The colours, fonts and sizes that a specification leaves to the house. */
export interface Theme {
  /** Family of all text in charts: a shipped one, or one of the house's. */
  readonly font: string;
  /** The faces that the house brings. */
  readonly faces: readonly HouseFace[];
  /** CSS pixels of a chart's text. */
  readonly fontSize: number;
  /** CSS pixels of a chart as wide as the measure; a specification may ask for less. */
  readonly width: number;
  readonly colours: ThemeColours;
  /** The ground of a dark screen. */
  readonly ground: string;
  /** Colours for the members of a dimension, in order; colour-blind readers must be able to tell them apart. */
  readonly palette: readonly string[];
  /** Dimension → member → colour, where a house fixes one. */
  readonly memberColours: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Colours by their use; expressions of a specification may name them. `ink` and `muted` have 4.5:1 on paper: labels and
 * lesser labels; `context` is for data to compare the accent with, `axis` for the zero line.
 */
type ThemeColours = Readonly<
  Record<'accent' | 'warning' | 'context' | 'ink' | 'muted' | 'grid' | 'axis' | 'paper', string>
>;

/** CSS pixels of the 170 mm measure of an A4 page. */
const FULL_MEASURE = 642;

/** The theme of a house's charts. */
export function themeOf({ colours, dark, series, members, sans, faces }: HouseStyle): Theme {
  const { ink, quiet, accent, signal, context, grid, axis } = colours;
  return {
    font: sans,
    faces,
    fontSize: 11,
    width: FULL_MEASURE,
    colours: { accent, warning: signal, context, ink, muted: quiet, grid, axis, paper: '#ffffff' },
    ground: dark.ground,
    palette: series,
    memberColours: members,
  };
}

/**
 * The theme where nobody sets another. Every colour of the palette has 4.5:1 on paper, since series are labelled in
 * their own colour.
 */
export const HOUSE_THEME: Theme = themeOf(HOUSE);

/**
 * The theme as a Vega-Lite `config`, for a wide or a narrow drawing. Colours go in as parameters, so that a specification names them and no hex codes.
 */
export function themeConfig(theme: Theme, isNarrow = false): Record<string, unknown> {
  const { colours, fontSize } = theme;
  // A family whose name holds a digit is not a CSS identifier: unquoted it would be dropped.
  const font = `"${theme.font}"`;
  const text = { font, fontSize, fontWeight: 'normal', color: colours.ink };
  return {
    aria: false,
    font,
    background: null,
    padding: 0,
    customFormatTypes: false,
    params: [...Object.entries(colours), ['narrow', isNarrow] as const].map(([name, value]) => ({ name, value })),
    view: { stroke: null, continuousWidth: theme.width, continuousHeight: 180, discreteWidth: theme.width },
    axis: {
      domain: false,
      ticks: false,
      title: null,
      grid: false,
      gridColor: colours.grid,
      gridWidth: 0.75,
      labelFont: font,
      labelFontSize: fontSize,
      labelColor: colours.muted,
      labelPadding: 6,
      labelLimit: 0,
      labelOverlap: false,
      labelFlush: false,
      labelAngle: 0,
    },
    axisQuantitative: {
      grid: true,
      tickCount: 5,
      // A phone has no room for every label of a scale; labels of things and periods are left out by nobody.
      labelOverlap: isNarrow,
      gridColor: { condition: { test: 'datum.value === 0', value: colours.axis }, value: colours.grid },
    },
    axisDiscrete: { labelColor: colours.ink },
    axisXDiscrete: { domain: true, domainColor: colours.axis, domainWidth: 0.75 },
    legend: { disable: true },
    header: { title: null, labelFont: font, labelFontSize: fontSize, labelColor: colours.ink, labelFontWeight: 600 },
    bar: { color: colours.accent, cornerRadius: 0 },
    line: { color: colours.accent, strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
    point: { color: colours.accent, filled: true, size: 36, opacity: 1 },
    area: { color: colours.accent, opacity: 0.12 },
    rule: { color: colours.axis, strokeWidth: 1 },
    text,
    style: {
      label: text,
      'label-strong': { ...text, fontWeight: 600 },
      'label-muted': { ...text, color: colours.muted },
    },
    scale: { bandPaddingInner: 0.32, bandPaddingOuter: 0.16, offsetBandPaddingInner: 0.08, zero: true },
  };
}

/** Names of the colours, for expressions. */
export const THEME_NAMES: readonly string[] = Object.keys(HOUSE_THEME.colours);

/** What else expressions may name: whether the drawing is that for narrow screens. */
export const DRAWING_NAMES: readonly string[] = ['narrow'];

/** The colour of each member of a dimension: the one that the house fixes, else by the member's order in the dataset. */
export function memberColours(theme: Theme, dimension: string, members: readonly string[]): readonly string[] {
  const fixed = theme.memberColours.get(dimension);
  return members.map(
    (member, index) => fixed?.get(member) ?? theme.palette[index % theme.palette.length] ?? theme.colours.accent,
  );
}
