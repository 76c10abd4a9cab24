import type { BlockContent, Link, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { Node } from 'unist';

// A page is a document as one host can show it: Markdown's own nodes and the few below, and no others. Writers print a
// page; what a host cannot do was decided before.

/** A target for links, where the next block begins. */
export interface Anchor extends Node {
  type: 'anchor';
  id: string;
}

/** A box of the host's own for a remark; without a kind it is the brief's plain remark. */
export interface Callout extends Node {
  type: 'callout';
  kind: 'note' | 'tip' | 'important' | 'warning' | 'caution' | undefined;
  title: string;
  children: BlockContent[];
}

/** The place where the host prints its own contents list. */
export interface HostContents extends Node {
  type: 'hostContents';
}

/** A chart or sparkline, in a file of its own. */
export interface Picture extends Node {
  type: 'picture';
  /** Name of its file, without folder and extension. */
  name: string;
  alt: string;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** A part of the page that is closed until a reader opens it. */
export interface Fold extends Node {
  type: 'fold';
  /** What readers see of it while it is closed. */
  title: string;
  children: RootContent[];
}

/** Raised text: the flags of a figure, and the mark of a footnote on hosts without footnotes. */
export interface Raised extends Node {
  type: 'raised';
  children: (Link | Text)[];
}

/** What a table has besides its cells. */
export interface TableParts {
  /** Lines of the caption; empty where it stands in paragraphs above. */
  readonly caption: readonly (readonly PhrasingContent[])[];
  /** Whether the first cell of each row is its head. */
  readonly rowHeads: boolean;
}

/** A page, and where the links in it lead. */
export interface Page {
  readonly root: Root;
  /** The words of each heading that is a target of links, by id, in order. */
  readonly headings: ReadonlyMap<string, readonly PhrasingContent[]>;
}

declare module 'unist' {
  interface Data {
    /** Of a link whose address is the name of another page of the wiki, or of a file in it. */
    within?: 'page' | 'file';
    /** Of a table on a page. */
    parts?: TableParts;
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    anchor: Anchor;
    picture: Picture;
    raised: Raised;
  }
  interface RootContentMap {
    anchor: Anchor;
    callout: Callout;
    fold: Fold;
    hostContents: HostContents;
    picture: Picture;
    raised: Raised;
  }
}

const BLOCKS = [
  'anchor',
  'blockquote',
  'callout',
  'code',
  'fold',
  'footnoteDefinition',
  'heading',
  'hostContents',
  'list',
  'paragraph',
  'table',
  'thematicBreak',
] as const;

const INLINE = [
  'anchor',
  'break',
  'delete',
  'emphasis',
  'footnoteReference',
  'inlineCode',
  'link',
  'picture',
  'raised',
  'strong',
  'text',
] as const;

/** A block of a page: each host has markup for it, or says in `Abilities` that it has none. */
export type PageBlock = Extract<RootContent, { readonly type: (typeof BLOCKS)[number] }>;

/** What a line of a page may hold. */
export type PageInline = Extract<PhrasingContent, { readonly type: (typeof INLINE)[number] }>;

/** A node as a block of a page. Throws a RangeError for any that pages do not hold. */
export function asBlock(node: RootContent): PageBlock {
  if (isOneOf(node, BLOCKS)) return node;
  throw new RangeError(`a page has no ${node.type} among its blocks`);
}

/** A node as a part of a line. Throws a RangeError for any that lines do not hold. */
export function asInline(node: PhrasingContent): PageInline {
  if (isOneOf(node, INLINE)) return node;
  throw new RangeError(`a line of a page has no ${node.type}`);
}

function isOneOf<N extends RootContent, Type extends string>(
  node: N,
  types: readonly Type[],
): node is Extract<N, { readonly type: Type }> {
  return types.some((type) => type === node.type);
}
