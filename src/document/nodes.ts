import type { BlockContent, FootnoteDefinition, Heading, PhrasingContent, Root, RootContent, Table } from 'mdast';
import type { Node } from 'unist';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
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

/** A part of the document under one heading, sub-sections included. The author gives the id. */
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
  /** Charts and tables are counted separately, from 1. */
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
  /** Alternative text, from the data. */
  alt: string;
  /** Every figure in it. */
  values: readonly Value[];
  rendered: RenderedChart;
}

/** The headline box: a few figures with labels and changes. */
export interface Box extends Node {
  type: 'box';
  id: string;
  items: BoxItem[];
}

/** One figure of the headline box, with its label and the lines below it. */
export interface BoxItem {
  label: PhrasingContent[];
  figure: PhrasingContent[];
  notes: PhrasingContent[][];
}

/** A remark in a box of its own. */
export interface Note extends Node {
  type: 'note';
  id: string | undefined;
  children: BlockContent[];
}

/** The kinds of alerts, as GitHub writes them in capitals: `[!WARNING]`. */
export const ALERT_KINDS = ['note', 'tip', 'important', 'warning', 'caution'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** A remark with a title that tells its weight. */
export interface Alert extends Node {
  type: 'alert';
  kind: AlertKind;
  children: BlockContent[];
}

/** Terms, each group followed by its definitions. */
export interface DefinitionList extends Node {
  type: 'definitionList';
  children: (DefinitionTerm | DefinitionText)[];
}

export interface DefinitionTerm extends Node {
  type: 'definitionTerm';
  children: PhrasingContent[];
}

export interface DefinitionText extends Node {
  type: 'definitionText';
  children: PhrasingContent[];
}

/** The texts of all footnotes, by number. */
export interface Footnotes extends Node {
  type: 'footnotes';
  children: FootnoteDefinition[];
}

/** Content in two columns, where the page is wide enough. */
export interface Columns extends Node {
  type: 'columns';
  children: DocumentContent[];
}

/** The table of contents, with page numbers on paper. */
export interface Contents extends Node {
  type: 'contents';
  entries: { id: string; depth: number; title: PhrasingContent[] }[];
}

/** Any block of a document. */
export type DocumentContent =
  | RootContent
  | Section
  | Exhibit
  | Box
  | Note
  | Alert
  | DefinitionList
  | DefinitionTerm
  | DefinitionText
  | Footnotes
  | Columns
  | Contents;

/** A figure that the document prints, and its place in the template. */
export interface PrintedValue {
  readonly value: Value;
  readonly text: string;
  /** Id of its section. */
  readonly section: string;
  /** Its position among the values of the section, from 1. */
  readonly ordinal: number;
  /** `text` is visible; `alternative` is part of an alternative text or the title of a link. */
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
  /** Names of its charts, including those that could not be drawn. */
  readonly charts: ReadonlySet<string>;
  /** The place in the template of a position in the filled text, as nodes have it. */
  readonly placeOf: (offset: number) => Place | undefined;
}

/** A figure in a field of plain text, which cannot hold a node. */
export type InlineValue = Pick<PrintedValue, 'value' | 'text' | 'role' | 'place'>;

declare module 'unist' {
  interface Data {
    /** Of a heading. */
    id?: string;
    /** Figures in the fields of plain text of this node. */
    inlineValues?: InlineValue[];
    /** Of a list: it is the list of sources. */
    sources?: boolean;
    /** Of a list: it is the list of notes. */
    notes?: boolean;
    /** Of a footnote, its number and the count of its marks; of a mark, that number and which of the marks it is, from 1. */
    footnote?: { readonly number: number; readonly marks: number };
    /** Of a paragraph: it is a legend of flags. */
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
    alert: Alert;
    definitionList: DefinitionList;
    definitionTerm: DefinitionTerm;
    definitionText: DefinitionText;
    footnotes: Footnotes;
    columns: Columns;
    contents: Contents;
    value: ValueNode;
    trend: TrendNode;
  }
}
