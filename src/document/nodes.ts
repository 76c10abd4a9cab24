import type { BlockContent, FootnoteDefinition, Heading, PhrasingContent, Root, RootContent, Table } from 'mdast';
import type { Node } from 'unist';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Cited, UnitStyle } from '../figure/token.ts';
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

/** A part of the document under one heading, sub-sections included. The author gives the id. */
export interface Section extends Node {
  type: 'section';
  id: string;
  depth: 1 | 2 | 3 | 4 | 5 | 6;
  /** What contents lists and links call it, if that is shorter than its heading. */
  name?: PhrasingContent[] | undefined;
  /** Whether it starts a page. */
  opensPage?: boolean;
  /** Whether it is a part of the annex, whose pages are numbered apart. */
  isAnnex?: boolean;
  /** Whether it is the first chapter of the annex: its name stands above the heading. */
  opensAnnex?: boolean;
  children: [Heading, ...DocumentContent[]];
}

/** The widths of the grid: the page, the text beside the margin, half a page, the margin, a quarter of a page. */
export const EXHIBIT_WIDTHS = ['full', 'text', 'half', 'note', 'quarter'] as const;

export type ExhibitWidth = (typeof EXHIBIT_WIDTHS)[number];

/** The widths of the grid in millimetres, without what lies between exhibits beside one another. */
export const GRID_WIDTHS: Readonly<Record<ExhibitWidth, number>> = {
  full: 170,
  text: 110,
  half: 82,
  note: 54,
  quarter: 38,
};

/** Millimetres between exhibits beside one another. */
export const GRID_GUTTER = 6;

/** Before a section that starts a page, or the annex. It is gone when sections are made. */
export interface PageStart extends Node {
  type: 'pageStart';
  isAnnex: boolean;
}

/** A chart or table with its title, subtitle and notes. */
export interface Exhibit extends Node {
  type: 'exhibit';
  id: string;
  /** Charts and tables are counted separately, from 1. */
  number: number;
  /** By default as wide as its content needs. */
  width?: ExhibitWidth | undefined;
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
  /** Whether it is the notice of what a reader must know first: it has a title, and its list stands in columns. */
  isNotice?: boolean;
  id: string | undefined;
  children: BlockContent[];
}

/** The kinds of notes in the margin that explain figures, by what these are. */
export const MARGIN_KINDS = ['corrected', 'derived', 'estimated', 'forecast', 'disputed'] as const;

export type MarginKind = (typeof MARGIN_KINDS)[number];

/** A note in the margin, on the text before it. */
export interface MarginNote extends Node {
  type: 'margin';
  /** Of a note that figures lead to. */
  id?: string;
  kind: MarginKind | undefined;
  children: BlockContent[];
}

/** Running text, each block followed by what stands in the margin beside it. */
export interface Passage extends Node {
  type: 'passage';
  children: DocumentContent[];
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
  /** Whether the first use of each term in the text leads to it. */
  isGlossary?: boolean;
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

/** How far down a contents list goes. */
export const CONTENTS_DEPTHS = ['chapters', 'sections'] as const;

/** The table of contents, with page numbers on paper. */
export interface Contents extends Node {
  type: 'contents';
  /** By default both levels below the title. */
  depth?: (typeof CONTENTS_DEPTHS)[number] | undefined;
  entries: { id: string; depth: number; title: PhrasingContent[] }[];
}

/** Any block of a document. */
export type DocumentContent =
  | RootContent
  | PageStart
  | Section
  | Exhibit
  | Box
  | Note
  | MarginNote
  | Passage
  | Alert
  | DefinitionList
  | DefinitionTerm
  | DefinitionText
  | Footnotes
  | Columns
  | Contents;

/**
 * Where the cover ends among the parts of the title's section: after the title, the paragraphs right below it, and the
 * band of shares below these. The list right after that has the facts of the edition.
 */
export function coverEnd(children: readonly DocumentContent[]): number {
  const found = children.findIndex((node, at) => {
    if (node.type === 'paragraph') return node.data?.boxTitle === true;
    return at > 0 && !(node.type === 'list' && node.data?.shares);
  });
  return found < 0 ? children.length : found;
}

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
  /** The heading of depth 1, as plain text; of a draft it says so first. */
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
    /** Of a heading, of a link that something leads back to, and of an item in the list of sources. */
    id?: string;
    /** Of a paragraph: it stands above the title. */
    kicker?: boolean;
    /** Of a paragraph: it says what the box below it shows. */
    boxTitle?: boolean;
    /** Of words inside a heading: they are its short name. They are gone when sections are made. */
    isName?: boolean;
    /** Of a link: on paper it prints the page of its section in place of its words. */
    isPage?: boolean;
    /** Whether it stands at the start of a sentence. */
    isFirst?: boolean;
    /** Of a link, what a screen reader says in place of its words. */
    label?: string;
    /** Of a link: it leads from the list of sources back to the text. */
    isBack?: boolean;
    /** Of a link: it leads from the first use of a term to its definition in the glossary. */
    isTerm?: boolean;
    /** Figures in the fields of plain text of this node. */
    inlineValues?: InlineValue[];
    /** Of an item in the numbered list of sources: the release. */
    release?: string;
    /** Of a list: it is the list of sources. */
    sources?: boolean;
    /** Of a list: its items are the parts of a whole, drawn as one band. */
    shares?: boolean;
    /** Of such an item, how much of the whole it is, and the members that it is about; of a rest, none. */
    share?: { readonly percent: number; readonly members: ReadonlyMap<string, string> | undefined };
    /** Of a list: it is the list of notes. */
    notes?: boolean;
    /** Of a footnote, its number and the count of its marks; of a mark, that number and which of the marks it is, from 1. */
    footnote?: { readonly number: number; readonly marks: number };
    /** Of a text: it is the unit of the exhibit around it, which is not known before that. */
    exhibitUnit?: {
      readonly style: UnitStyle;
      readonly isCapital: boolean | undefined;
      readonly place: Place | undefined;
    };
    /** Of a paragraph: it is a legend of flags. */
    legend?: boolean;
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    value: ValueNode;
    trend: TrendNode;
    citation: CitationNode;
  }
  interface RootContentMap {
    pageStart: PageStart;
    section: Section;
    exhibit: Exhibit;
    box: Box;
    note: Note;
    margin: MarginNote;
    passage: Passage;
    alert: Alert;
    definitionList: DefinitionList;
    definitionTerm: DefinitionTerm;
    definitionText: DefinitionText;
    footnotes: Footnotes;
    columns: Columns;
    contents: Contents;
    value: ValueNode;
    trend: TrendNode;
    citation: CitationNode;
  }
}
