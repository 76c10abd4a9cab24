import type { BlockContent, Heading, PhrasingContent, Root, RootContent, Table } from 'mdast';
import type { Node } from 'unist';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Trend } from '../figure/trend.ts';
import type { Flag, Value } from '../figure/value.ts';

/** One number bound to data, in running text or in a cell. */
export interface ValueNode extends Node {
  type: 'value';
  /** As printed, without its flags. */
  text: string;
  value: Value;
  /** The flags that are printed after it, as letters in brackets. */
  shown: readonly Flag[];
  /** Where its flags lead: from a figure to its note, and from the note back; and the id by which it is found so. */
  note?: NoteLink | undefined;
}

/** A way between a figure and the note on it. */
export interface NoteLink {
  /** Id by which it is found; only the first of several figures with one note has any. */
  readonly id?: string;
  readonly leadsTo: string;
  /** What a reader hears who cannot see where it stands: `note on 73.1%`. */
  readonly words: string;
}

/** A figure through several periods as a small line, within text. */
export interface TrendNode extends Node {
  type: 'trend';
  trend: Trend;
  place: Place | undefined;
}

/** A part of the document under one heading, with the id its author gave it; holds its sub-sections. */
export interface Section extends Node {
  type: 'section';
  id: string;
  depth: 1 | 2 | 3 | 4 | 5 | 6;
  children: [Heading, ...DocumentContent[]];
}

/** A chart or table with its title, subtitle and notes. */
export interface Exhibit extends Node {
  type: 'exhibit';
  id: string;
  kind: 'figure' | 'table';
  /** Counted per kind through the document, from 1. */
  number: number;
  title: PhrasingContent[];
  subtitle: PhrasingContent[];
  body: Chart | Table;
  /** Notes, legend and sources, a paragraph each. */
  notes: PhrasingContent[][];
}

/** A drawn chart. */
export interface Chart extends Node {
  type: 'chart';
  name: string;
  /** Words that stand for the picture, from the data. */
  alt: string;
  /** Every figure in it. */
  values: readonly Value[];
  rendered: RenderedChart;
}

/** The headline box: a few figures with what they are and how they changed. */
export interface Box extends Node {
  type: 'box';
  id: string;
  items: BoxItem[];
}

/** One figure of the headline box: its label, the figure, what is said below it. */
export interface BoxItem {
  label: PhrasingContent[];
  figure: PhrasingContent[];
  notes: PhrasingContent[][];
}

/** A remark set off from the text. */
export interface Note extends Node {
  type: 'note';
  id: string | undefined;
  children: BlockContent[];
}

/** Content set in two columns where the medium has room. */
export interface Columns extends Node {
  type: 'columns';
  children: DocumentContent[];
}

/** The list of sections, with page numbers where there are pages. */
export interface Contents extends Node {
  type: 'contents';
  entries: { id: string; depth: number; title: PhrasingContent[] }[];
}

/** Any block of a document. */
export type DocumentContent = RootContent | Section | Exhibit | Box | Note | Columns | Contents;

/** A figure that the document prints: which, where, and where its template asked for it. */
export interface PrintedValue {
  readonly value: Value;
  readonly text: string;
  /** Id of the section it stands in, and which of that section's values it is, from 1. */
  readonly section: string;
  readonly ordinal: number;
  /** `text` is seen, code included; `alternative` stands for a picture or is the title of a link. */
  readonly role: 'text' | 'alternative';
  readonly place: Place | undefined;
}

/** A document: one tree that every output prints. */
export interface BriefDocument {
  readonly root: Root & { children: DocumentContent[] };
  /** The heading of depth 1, as plain text. */
  readonly title: string;
  /** Every figure printed, in reading order. */
  readonly values: readonly PrintedValue[];
  /** Names of the charts that it shows, those that could not be drawn too. */
  readonly charts: ReadonlySet<string>;
}

/** A figure in a field that holds plain text, where no node can stand for it. */
export type InlineValue = Pick<PrintedValue, 'value' | 'text' | 'role' | 'place'>;

declare module 'unist' {
  interface Data {
    /** Of a heading: the id its author gave it. */
    id?: string;
    /** Figures in the plain text fields of this node. */
    inlineValues?: InlineValue[];
    /** Of a list: it names the sources of the document. */
    sources?: boolean;
    /** Of a list: it explains figures. */
    notes?: boolean;
    /** Of a paragraph: it explains the letters of flags, and was added here. */
    legend?: boolean;
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    value: ValueNode;
    trend: TrendNode;
  }
  interface RootContentMap {
    section: Section;
    exhibit: Exhibit;
    box: Box;
    note: Note;
    columns: Columns;
    contents: Contents;
    value: ValueNode;
    trend: TrendNode;
  }
}
