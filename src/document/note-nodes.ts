import type { BlockContent, FootnoteDefinition, PhrasingContent } from 'mdast';
import type { Node } from 'unist';

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

/** The kinds of alerts, as GitHub writes them in capitals: `[!WARNING]`. */
export const ALERT_KINDS = ['note', 'tip', 'important', 'warning', 'caution'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** A remark with a title that says its weight. */
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
