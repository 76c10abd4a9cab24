import type { LocaleId } from '../language/locales.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { IndicatorKind } from '../dataset/model.ts';
import type { Value } from '../figure/value.ts';
import type { HollowFlag } from './flagged-item.ts';
import type { ChartKey, KindName } from './kinds/keys.ts';

/** A Vega-Lite specification as its author wrote it, which the lint has passed; or a line of a template, for which one is made. */
export interface ChartSpec {
  /** File name without `.vl.json`. */
  readonly name: string;
  readonly file: SourceFile;
  /** Where it begins. */
  readonly place: Place;
  readonly spec: Readonly<Record<string, unknown>>;
  /** JSON pointer → place of that value in the file. */
  readonly places: ReadonlyMap<string, Place>;
  /** Its `data` objects, in the order of the file. */
  readonly data: readonly ChartData[];
  /** Between which heights a page may choose; absent: a page may make it a quarter higher. */
  readonly heights?: HeightRange | undefined;
  /** What is different on a narrow screen: the height of the whole picture, and the columns of small multiples. */
  readonly narrow?: { readonly height: number | undefined; readonly columns: number | undefined } | undefined;
  /** The line of a template that draws it; absent: it is a file. */
  readonly line?: ChartLine | undefined;
}

/** A chart that is drawn by one line of a template: `::chart{kind="line" of="output.copper"}`. */
export interface ChartLine {
  /** The id of its exhibit. */
  readonly name: string;
  readonly kind: KindName;
  readonly file: SourceFile;
  readonly place: Place;
  /** CSS pixels of its exhibit. */
  readonly width: number;
  /** What is written, word by word, with places. */
  readonly words: ReadonlyMap<ChartKey, readonly PlacedText[]>;
  /** Its text without places: two lines that say the same are one chart. */
  readonly text: string;
}

/** The least and the greatest height of a picture, in CSS pixels. */
export interface HeightRange {
  readonly min: number;
  readonly max: number;
}

/** A text in a specification and its place. */
export interface PlacedText {
  readonly text: string;
  readonly place: Place;
}

/** A `data` object of a specification: the figures or events that it asks for. */
export interface ChartData {
  /** JSON pointer of the object: the key of its rows. */
  readonly pointer: string;
  /** As it is written. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly addresses: readonly PlacedText[];
  /** In place of addresses: the ids of events, with `*` for any part. */
  readonly events?: readonly PlacedText[] | undefined;
  /** Unit that the figures are converted to; absent: the one they share. */
  readonly unit?: { readonly code: string; readonly place: Place } | undefined;
  /** Digits after the point that labels show at most; absent: as printed. */
  readonly digits?: number | undefined;
  /** No figure need be found. */
  readonly optional: boolean;
  /** Whether all that the publisher has stated up to the date of the edition is drawn, release by release. */
  readonly vintages: boolean;
  /** Whether the level of the year before, where none is drawn, is worked out from a level and its growth. */
  readonly implied: boolean;
  /** Whether rates of growth stand for the levels that they imply. */
  readonly ahead: boolean;
  /** What is drawn in place of the statements, worked out from them; absent: they are drawn. */
  readonly workedOut?: WorkedOut | undefined;
  /** Place of `"member": true`: only figures about the member that the edition is about. */
  readonly member: Place | undefined;
  readonly place: Place;
}

/**
 * What is worked out of the figures of a chart: levels in per cent of that of a base, or of another indicator; what another
 * is subtracted from; their sum in each period, or each in per cent of that sum.
 */
export type WorkedOut =
  | { readonly as: 'index'; readonly base: PlacedText }
  | { readonly as: 'share' | 'difference'; readonly other: PlacedText }
  | { readonly as: 'sum' }
  | { readonly as: 'part' };

/** One row of a chart's data, by field; `rowOf` lists the fields. */
export interface ChartRow {
  readonly [field: string]: string | number | boolean | null | readonly string[];
}

/** A chart with its rows. */
export interface BoundChart {
  readonly spec: ChartSpec;
  readonly locale: LocaleId;
  /** Pointer of a `data` object → its rows. */
  readonly rows: ReadonlyMap<string, readonly ChartRow[]>;
  /** Of a form for narrow screens: the rows of the wide one, whose series have the same colours. */
  readonly wideRows?: BoundChart['rows'] | undefined;
  /** In order of the rows. */
  readonly values: readonly Value[];
  /** Dimension → its members in the order of the dataset, so that a member keeps its colour in every chart. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What is known of the indicators of the rows, by id. */
  readonly indicators: ReadonlyMap<string, IndicatorTraits>;
  /** Texts of `<title>` and `<desc>`. */
  readonly title: string;
  readonly description: string;
}

/** What decides which figures of an indicator can be compared, and added, in a picture. */
export interface IndicatorTraits {
  readonly kind: IndicatorKind;
  /** Whether it is a count by another source or another definition of what is counted already. */
  readonly isVariant: boolean;
  /** Dimension → member. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** Ids of the indicators that it counts again, by the relations of the dataset. */
  readonly parts: readonly string[];
}

/** What a subtitle says about a drawing: panels have scales of their own; a scale does not begin at zero; figures are left out for what they are. */
export type ScaleNote = 'own' | 'cut' | 'part';

/** How a picture shows the statuses of its figures, and of which nothing is seen. */
export interface Statuses {
  /** Why marks of it are hollow. */
  readonly hollow: readonly HollowFlag[];
  /** In which year they are, for each reason that is about a single one. */
  readonly hollowYears: Readonly<Partial<Record<HollowFlag, number>>>;
  /** Whether a line is broken on its way to a forecast. */
  readonly isDashed: boolean;
  readonly unmarked: readonly Unmarked[];
}

/** A status that figures of a picture have and do not show, with their periods in words; empty: all have it. */
export interface Unmarked {
  readonly flag: 'forecast' | 'derived' | 'provisional';
  readonly when: string;
}

/** A picture of a chart in one size. */
export interface Drawing {
  /** SVG for a page that has the fonts: text is text. */
  readonly svg: string;
  /** SVG that needs no font: glyphs are outlined. Empty in a drawing for paper only, which is not a file. */
  readonly standalone: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** How it shows the statuses of its figures; absent: they have none. */
  readonly statuses?: Statuses | undefined;
  /** What a reader must be reported of its scales; absent: nothing. */
  readonly scales?: readonly ScaleNote[] | undefined;
  /** What else its subtitle says about the drawing, in words of the locale. */
  readonly notes?: readonly string[] | undefined;
  /** Which part of its width the marks of a line span. */
  readonly span?: number | undefined;
  /** Keys of the figures that have a mark. */
  readonly shown?: readonly string[] | undefined;
  /** What is written next to the mark of a figure, on the axis or above the panel that it is in, by address and release. */
  readonly names?: Readonly<Record<string, string>> | undefined;
}

/** A drawn chart. */
export interface RenderedChart extends Drawing {
  readonly name: string;
  /** Between which heights a page may choose. */
  readonly heights?: HeightRange | undefined;
  /** The drawing for narrow screens; absent: the chart is not wider than they are. */
  readonly narrow?: Drawing | undefined;
  /** Texts of `<title>` and `<desc>`. */
  readonly title: string;
  readonly description: string;
  readonly values: readonly Value[];
}
