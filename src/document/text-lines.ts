import type { Nodes, Parents, Root } from 'mdast';
import type { Printed } from '../figure/token.ts';
import { type Context, placeOfNode } from './document-context.ts';
import type { Place } from '../core/diagnostics/source-file.ts';

/** A figure in a line of text. */
export type ValuePiece = Extract<Printed, { kind: 'value' }>;

/**
 * A part of a line as a reader sees it: text that was typed or printed, a figure, or a picture. `offset` is where typed
 * text stands in the filled template, where that is known.
 */
export type Piece =
  | { readonly kind: 'typed'; readonly text: string; readonly offset: number | undefined }
  | { readonly kind: 'printed'; readonly text: string; readonly isTyped: boolean; readonly place?: Place | undefined }
  | ValuePiece
  | { readonly kind: 'picture' };

/** What a reader reads in one go: a paragraph, heading or cell, a line of code, or the title of a link. */
export interface TextLine {
  readonly pieces: readonly Piece[];
  /** The row that it is a cell of. */
  readonly row: Nodes | undefined;
  readonly isHeading: boolean;
  readonly place: Place | undefined;
}

/**
 * The lines of a document with tokens, in order. Emphasis, links and code within a line are marks that a reader does not
 * read, so they part nothing; neither does the number of a source or of a footnote.
 */
export function textLines(root: Root, context: Context): TextLine[] {
  const lines: TextLine[] = [];
  collect(root, undefined, context, lines);
  return lines;
}

const LINES: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell']);

function collect(node: Nodes, row: Nodes | undefined, context: Context, lines: TextLine[]): void {
  const place = placeOfNode(context, node);
  if (node.type === 'code') {
    for (const line of node.value.split('\n'))
      lines.push({ pieces: splitText(line, undefined, context), row, isHeading: false, place });
    return;
  }
  if (LINES.has(node.type)) {
    const isHeading = node.type === 'heading';
    lines.push({ pieces: piecesIn(node as Parents, context), row, isHeading, place });
    for (const apart of apartIn(node as Parents, context))
      lines.push({ pieces: apart, row: undefined, isHeading, place });
    return;
  }
  if (!('children' in node)) return;
  for (const child of node.children) collect(child, node.type === 'tableRow' ? node : row, context, lines);
}

/** In place of the words that a link without any gets later: the name or the page of its target. */
export const LINK_NAME = '\uFDD0';

function piecesIn(parent: Parents, context: Context): Piece[] {
  return parent.children.flatMap((child): Piece[] => {
    if (child.data?.isRefused) return [];
    if (child.type === 'text') return splitText(child.value, child.position?.start.offset, context);
    if (child.type === 'inlineCode') return splitText(child.value, undefined, context);
    if (child.type === 'break') return [{ kind: 'typed', text: ' ', offset: undefined }];
    if (child.type === 'link' && child.children.length === 0)
      return [{ kind: 'printed', text: LINK_NAME, isTyped: false }];
    return 'children' in child && !child.data?.isName ? piecesIn(child, context) : [];
  });
}

/** What is read apart from its line: titles of links, and the short name of a heading. */
function apartIn(parent: Parents, context: Context): Piece[][] {
  return parent.children.flatMap((child): Piece[][] => {
    if (!('children' in child)) return [];
    if (child.data?.isName) return [piecesIn(child, context)];
    const own = child.type === 'link' && child.title ? [splitText(child.title, undefined, context)] : [];
    return own.concat(apartIn(child, context));
  });
}

function splitText(text: string, offset: number | undefined, { filled: { tokens } }: Context): Piece[] {
  return tokens.split(text).flatMap((part): Piece[] => {
    if (typeof part === 'string') return [{ kind: 'typed', text: part, offset }];
    if (part.kind === 'value') return [part];
    if (part.kind === 'trend') return [{ kind: 'picture' }];
    if (part.kind === 'text')
      return [{ kind: 'printed', text: part.text, isTyped: part.isTyped ?? false, place: part.place }];
    return part.kind === 'link' ? [{ kind: 'printed', text: part.text, isTyped: false }] : [];
  });
}
