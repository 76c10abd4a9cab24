import type { FlavourName } from '../brief/flavour-names.ts';
import type { Page } from './page.ts';

/** What a host can show. What it cannot, `pageOf` turns into something that it can. */
export interface Abilities {
  /** Tables have captions; else the title of a table stands in paragraphs above it. */
  readonly captions: boolean;
  /** Cells can reach over rows and columns. No table of a brief asks for it yet. */
  readonly spans: boolean;
  /** The first cell of a row can be its head, for screen readers; else it is a cell like others. */
  readonly rowHeads: boolean;
  /** Alerts are boxes of the host's own; else they are quotations with their kind in bold. */
  readonly callouts: boolean;
  /** Plain remarks are boxes of the host's own; else they are quotations. */
  readonly notes: boolean;
  /** Footnotes are the host's own; else raised letters lead to their texts at the end. */
  readonly footnotes: boolean;
  /** Pictures may be SVG; else they are PNG, twice as dense as a screen. */
  readonly svg: boolean;
  /** Pictures follow a dark screen; else they keep their white ground. */
  readonly dark: boolean;
  /** Links lead to any block; else to the heading above it. */
  readonly anchors: boolean;
  /** Links lead to any place in a line; else the numbers of sources have no links. */
  readonly places: boolean;
  /** The host makes the contents list; else it is a list of links. */
  readonly contents: boolean;
  /** A part of the page can be closed until a reader opens it, as the annex is; else it is open. */
  readonly folds: boolean;
  /** Files beside the brief, such as its data, can be linked; else the words of the link stay. */
  readonly files: boolean;
}

/** The names that a flavour's files have in its folder, and what leads to them. */
export interface FlavourFiles {
  /** The file of the page. */
  readonly page: string;
  /** The file of a picture. */
  readonly picture: (name: string) => string;
  /** A picture as the page names it. */
  readonly pictureUrl: (name: string) => string;
}

/** What names the files of an edition. */
export interface PageNames {
  /** Title in words, as a wiki lists its pages; each edition, language and member has its own. */
  readonly title: string;
  /** The same in ASCII: lower-case letters, digits, hyphens and underscores. */
  readonly slug: string;
}

/** What a writer needs to know beside the page. */
export interface WritingContext {
  readonly locale: string;
  readonly files: FlavourFiles;
}

/** A Markdown dialect or another markup that a wiki or host reads. */
export interface Flavour {
  readonly name: FlavourName;
  /** As people call it. */
  readonly host: string;
  readonly can: Abilities;
  readonly files: (names: PageNames) => FlavourFiles;
  /** Prints a page, with a line break at its end. */
  readonly write: (page: Page, context: WritingContext) => string;
}
