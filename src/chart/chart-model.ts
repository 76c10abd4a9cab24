import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { Value } from '../figure/value.ts';

/** A Vega-Lite specification as its author wrote it, read and found harmless. */
export interface ChartSpec {
  /** File name without `.vl.json`. */
  readonly name: string;
  readonly file: SourceFile;
  /** The specification itself, plain JSON. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** JSON pointer → where that value stands in the file. */
  readonly places: ReadonlyMap<string, Place>;
  /** Everything in it that names data, in the order of the file. */
  readonly data: readonly ChartData[];
}

/** A `data` object of a specification: which figures it asks for. */
export interface ChartData {
  /** JSON pointer of the object: the key of its rows. */
  readonly pointer: string;
  readonly addresses: readonly { readonly text: string; readonly place: Place }[];
  /** Unit that the figures are converted to; absent: the one they share. */
  readonly unit?: { readonly code: string; readonly place: Place } | undefined;
  /** Digits after the point that labels show at most; absent: as printed. */
  readonly digits?: number | undefined;
  /** Whether finding no figure is fine. */
  readonly optional: boolean;
  /** Whether only figures about the member that the edition is about are meant, and where it says so. */
  readonly member: Place | undefined;
  readonly place: Place;
}

/** One row of a chart's data: a figure and what can be said of it. Keys are what a specification may name as fields. */
export interface ChartRow {
  readonly [field: string]: string | number | boolean | null;
}

/** A chart whose data are filled in. */
export interface BoundChart {
  readonly spec: ChartSpec;
  readonly locale: string;
  /** Pointer of a `data` object → its rows. */
  readonly rows: ReadonlyMap<string, readonly ChartRow[]>;
  /** Every figure in it, in order of the rows. */
  readonly values: readonly Value[];
  /** Dimension → its members in the order of the dataset, so that a member keeps its colour in every chart. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What `<title>` and `<desc>` say: what is shown, and what the data are. */
  readonly title: string;
  readonly description: string;
}

/** A drawn chart. */
export interface RenderedChart {
  readonly name: string;
  /** SVG to stand inside a page that has the shipped fonts: text is text. */
  readonly svg: string;
  /** SVG to stand alone: glyphs are outlined, so no font is needed. */
  readonly standalone: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What `<title>` and `<desc>` say: what is shown, and what the data are. */
  readonly title: string;
  readonly description: string;
  readonly values: readonly Value[];
}
