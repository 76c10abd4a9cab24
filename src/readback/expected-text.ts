import type { Place } from '../core/diagnostics/source-file.ts';
import type { Value } from '../figure/value.ts';

/** A piece of text that an output must print. */
export interface ExpectedPiece {
  readonly text: string;
  /** The figure whose text this is, flags included. */
  readonly value?: Value;
  /** Where the template asked for the figure. */
  readonly place?: Place | undefined;
  /** Where the template has the text, which is not a figure. */
  readonly source?: Place | undefined;
  /** The number of a list item, which not every style shows. */
  readonly isMarker?: true;
  /** The text is the page on which this section (counted from 0) begins. */
  readonly pageOf?: number;
}

/** A table that an output must print, and the first place in the template that fills it. */
export interface ExpectedTable {
  readonly rows: number;
  /** The text of its head, which is repeated on each of its pages. */
  readonly head: string;
  readonly place: Place | undefined;
}

/** Alternative text of a picture, with the chart that it shows, or the title of a link. */
export interface ExpectedWords {
  readonly text: string;
  readonly chart?: string | undefined;
  readonly place: Place | undefined;
}

/** Everything that an output must print of a document. */
export interface ExpectedOutput {
  /** All text, in reading order. */
  readonly pieces: readonly ExpectedPiece[];
  readonly tables: readonly ExpectedTable[];
  readonly alternatives: readonly ExpectedWords[];
  /** The labels of each picture; empty where pictures are separate files or outlines. */
  readonly drawings: readonly ExpectedWords[];
  /** Texts that the edge of a page may repeat: headings, names of tables that continue, the house's page head. */
  readonly repeated: readonly string[];
  /** Texts of the headings. */
  readonly headings: readonly string[];
  /** Ids. */
  readonly sections: readonly string[];
  /** The heading with which the annex begins, counted from 0; its pages are numbered apart. */
  readonly annex?: number;
}
