import type { PhrasingContent } from 'mdast';
import type { Node } from 'unist';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Cited } from '../figure/token.ts';
import type { Trend } from '../figure/trend.ts';
import type { Flag, Value } from '../figure/value.ts';

/** One number bound to data, in running text or in a cell. */
export interface ValueNode extends Node {
  type: 'value';
  /** As printed, without flags. */
  text: string;
  value: Value;
  /** The flags that are printed after it. */
  shown: readonly Flag[];
  /** The link of its flags: from a figure to its note, or from the note back. */
  note?: NoteLink | undefined;
}

/** A link between a figure and the note on it. */
export interface NoteLink {
  /** Id of the figure itself; of several figures with one note only the first has one. */
  readonly id?: string;
  readonly leadsTo: string;
  /** Label for screen readers: `note on 73.1%`. */
  readonly words: string;
}

/** A sparkline in text: one figure in several periods. */
export interface TrendNode extends Node {
  type: 'trend';
  trend: Trend;
  place: Place | undefined;
}

/** The numbers of releases in the list of sources. */
export interface CitationNode extends Node {
  type: 'citation';
  cited: Cited;
  /** Numbers in brackets, each a link. */
  children: PhrasingContent[];
  place: Place | undefined;
}
