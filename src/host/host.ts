import type { LocaleId } from '../language/locales.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { Marker, MarkerForm } from './markers.ts';
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
  /** Pictures may be SVG, which follow a dark screen; else they are PNG, twice as dense as a screen and on a white ground. */
  readonly svg: boolean;
  /** Links lead to any block; else to the heading above it. */
  readonly anchors: boolean;
  /** Links lead to any place in a line; else the numbers of sources have no links. */
  readonly places: boolean;
  /** The host makes the contents list; else it is a list of links. */
  readonly contents: boolean;
  /** A part of the page can be closed until a reader opens it, as the annex is; else it is open. */
  readonly folds: boolean;
  /** Files next to the brief, such as its data, can be linked; else the words of the link stay. */
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

/** What a writer needs to know next to the page. */
export interface WritingContext {
  readonly locale: LocaleId;
  readonly files: FlavourFiles;
}

/** How regions are marked in pages that people write. */
export interface Marking {
  readonly form: MarkerForm;
  /** The markers of a page in order. What stands in code, or in another comment, is text. */
  readonly find: (page: string) => Marker[];
  /** Whether blank lines stand around the content of a region: Markdown needs one before a table, wikis would show it. */
  readonly isSpaced: boolean;
  /** Whether a line that starts with a marker is read as HTML, in which no mark counts. */
  readonly hidesLine: boolean;
  /** Whether a line that starts with a dash or a number is an item of a list. */
  readonly hasDashes: boolean;
  /** Where a region ends that has no closing marker; undefined, as of hosts without this, if it needs one. */
  readonly endOf?: (page: string, opening: Marker) => number | undefined;
  /** What counts of a content where the host writes markup in its own way when a page is saved: by default all of it. */
  readonly saved?: {
    readonly letters: (content: string) => string;
    /** The names of files that it shows or links to. */
    readonly files: (content: string) => string;
    /** Whether a reader sees something of it. */
    readonly isSeen: (content: string) => boolean;
  };
}

/** How the pages of a host are recognised among the files of a folder. */
export interface PageSigns {
  /** Endings of its pages, in lower case. */
  readonly endings: readonly string[];
  /** Those that pages of no other host have. */
  readonly own?: readonly string[];
  /** The folder that holds its pages, next to others for pictures. */
  readonly below?: string;
  /** Files and folders one of which stands in a folder around its pages. */
  readonly signs?: readonly string[];
  /** Those of them that stand at its top only. */
  readonly top?: readonly string[];
  /** Whether its pages are in a Git repository with an address. */
  readonly address?: (url: string) => boolean;
  /** From where pages name pictures: the nearest folder with one file, or the topmost with another; else from their own. */
  readonly pictures?: { readonly nearest: string; readonly topmost?: string };
}

/** Where a page stands: from the root of the wiki, and as the wiki lists it. */
export interface PagePlace {
  readonly path: string;
  readonly title: string;
}

/** Where the pages of briefs stand in a wiki, and how they name one another. */
export interface PagePlaces {
  /** Whether the host shows the title of a page above it. */
  readonly showsTitle: boolean;
  /** The file of a list of editions, without its ending, where each page has a folder of its own. */
  readonly listFile?: string;
  /** Where a page of a flavour stands: below a folder or page, and a list of editions above it by its path. */
  readonly path: (
    page: string,
    place: { readonly below: string | undefined; readonly above: string | undefined },
  ) => string;
  /** What the host calls it, if not by the title of the brief. */
  readonly title?: (page: string, below: string | undefined) => string;
  /** The address of a link from one page to another. */
  readonly link: (from: PagePlace, to: PagePlace) => string;
  /** Whether files are known by their names alone, in whatever folder the flavour keeps them. */
  readonly hasFlatFiles?: boolean;
  /** Whether files belong to their page, and the host refuses two pages of one title. */
  readonly hasOwnFiles?: boolean;
  /** Why pages cannot stand below a folder. */
  readonly belowFault?: (below: string) => string | undefined;
  /** The lists of pages that a wiki keeps in files. */
  readonly lists?: PageLists;
}

/** A page as lists of pages have it. */
export interface ListedPage extends PagePlace {
  /** The page above it, if there is one. */
  readonly above?: unknown;
}

/** A list of pages by its path; undefined where the file is not there. */
export type ReadList = (path: string) => Promise<string | undefined>;

/** Files of a wiki that list its pages. */
export interface PageLists {
  /** The lists with new pages in them, by path. */
  readonly withPages: <P extends ListedPage>(
    pages: readonly P[],
    created: ReadonlySet<P>,
    read: ReadList,
  ) => Promise<Map<string, string>>;
  /** The lists without a page that was deleted. */
  readonly withoutPage: (page: string, read: ReadList) => Promise<Map<string, string>>;
}

/** A wiki or host, which reads a Markdown dialect or another markup. */
export interface Host {
  readonly name: FlavourName;
  /** As people call it. */
  readonly called: string;
  readonly can: Abilities;
  readonly files: (names: PageNames) => FlavourFiles;
  /** Prints a page, with a line break at its end. */
  readonly write: (page: Page, context: WritingContext) => string;
  readonly marking: Marking;
  readonly signs: PageSigns;
  readonly places: PagePlaces;
}
