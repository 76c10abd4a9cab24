import type { SourceFile } from '../core/source-file.ts';
import type { Value } from '../core/value.ts';

/** A Vega-Lite specification as its author wrote it, read and found harmless. */
export interface ChartSpec {
  /** File name without `.vl.json`. */
  readonly name: string;
  readonly file: SourceFile;
  /** The specification itself, plain JSON. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** One row of a chart's data: a figure and what can be said of it. Keys are what a specification may name as fields. */
export interface ChartRow {
  readonly [field: string]: string | number | boolean | null;
}

/** A chart whose data are filled in. */
export interface BoundChart {
  readonly spec: ChartSpec;
  readonly rows: ReadonlyMap<string, readonly ChartRow[]>;
  /** Every figure in it, in order of the rows. */
  readonly values: readonly Value[];
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
