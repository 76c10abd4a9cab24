import type { Heading, PhrasingContent, Root, RootContent } from 'mdast';
import type { Node } from 'unist';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Subject } from '../figure/said.ts';
import type { UnitStyle } from '../figure/token.ts';
import type { Value } from '../figure/value.ts';
import type { Exhibit, Box } from './exhibit-nodes.ts';
import type { ValueNode, TrendNode, CitationNode } from './inline-nodes.ts';
import type {
  Note,
  MarginNote,
  Alert,
  DefinitionList,
  DefinitionTerm,
  DefinitionText,
  Footnotes,
} from './note-nodes.ts';

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

/** Before a section that starts a page, or the annex. It is gone when sections are made. */
export interface PageStart extends Node {
  type: 'pageStart';
  isAnnex: boolean;
}

/** Running text, each block followed by what stands in the margin next to it. */
export interface Passage extends Node {
  type: 'passage';
  children: DocumentContent[];
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
    /** Of a text: it is what was refused and reported, in place of which nothing is printed. */
    isRefused?: boolean;
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
    /** Of a list: it says how figures were proved. */
    proofs?: boolean;
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
    /** Of a text: it is words from the data, said about this. Gone once they are compared with the figures next to them. */
    said?: { readonly of: Subject; readonly place: Place | undefined };
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
