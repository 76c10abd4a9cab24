import type { List, Table } from 'mdast';
import type { Node } from 'unist';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Value } from '../figure/value.ts';
import type { Box, BriefDocument, Chart, Contents, Exhibit, InlineValue, PrintedValue } from '../document/nodes.ts';
import { flagText } from '../document/transforms/flags.ts';
import { childrenOf, type DocumentNode, plainText, visitDocument } from '../document/walk.ts';

/** What an output is printed on: each has its own order of some parts, and prints some that others do not. */
export type PrintMedium = 'markdown' | 'screen' | 'paper';

/** A piece of text that an output must print. */
export interface ExpectedPiece {
  readonly text: string;
  /** The figure that it is, flags included. */
  readonly value?: Value;
  /** Where the template asked for that. */
  readonly place?: Place | undefined;
  /** Whether it is the number of an item in a list, which not every style shows. */
  readonly isMarker?: true;
  /** It is the page on which the section with this number (from 0) begins; then `text` is empty until that is known. */
  readonly pageOf?: number;
}

/** Something that an output must hold, and where the template asked for it. */
export interface ExpectedTable {
  readonly rows: number;
  readonly place: Place | undefined;
}

/** Words that must stand for a picture or tell of a link. */
export interface ExpectedWords {
  readonly text: string;
  readonly place: Place | undefined;
}

/** What an output must print of a document. */
export interface ExpectedOutput {
  /** All text, in reading order. */
  readonly pieces: readonly ExpectedPiece[];
  readonly tables: readonly ExpectedTable[];
  /** Words for pictures, and titles of links where a medium has them. */
  readonly alternatives: readonly ExpectedWords[];
  /** All labels in each picture; none where they are outlines or stand in a file of their own. */
  readonly drawings: readonly ExpectedWords[];
  /** What pages may repeat at their edges: words of headings, numbers of exhibits, heads of tables, what the house has. */
  readonly repeated: readonly string[];
  /** Numbers that may be typed by hand, in a style sheet too. */
  readonly declared: readonly string[];
}

/** What an output shows beside its document. */
export interface Setting {
  /** Words for the house's logo at its head; Markdown shows none. */
  readonly logo?: string | undefined;
  /** What the house has at the head of each page. */
  readonly pageHead?: string | undefined;
  /** Numbers that may be typed by hand. */
  readonly declared?: readonly string[] | undefined;
}

/** Lists what an output must print, straight from the tree: figures, other text, tables and the words for pictures. */
export function expectedOutput(
  { root }: BriefDocument,
  medium: PrintMedium,
  { logo, pageHead, declared = [] }: Setting = {},
): ExpectedOutput {
  const sections = new Map<string, number>();
  const repeated = pageHead === undefined ? [] : [pageHead];
  visitDocument(root, (node) => {
    if (node.type === 'section') sections.set(node.id, sections.size);
    if (node.type === 'heading') repeated.push(plainText([node]));
    if (node.type === 'exhibit') repeated.push(String(node.number));
    if (node.type === 'table') repeated.push(...(node.children[0]?.children ?? []).map((cell) => plainText([cell])));
  });
  const listing: Listing = { medium, sections, pieces: [], tables: [], alternatives: [], drawings: [] };
  if (logo !== undefined && medium !== 'markdown') listPicture({ text: logo, place: undefined }, '', listing);
  listAll(root.children, listing);
  return { ...listing, repeated, declared };
}

interface Listing {
  readonly medium: PrintMedium;
  /** Turn of each section by its id, from 0. */
  readonly sections: ReadonlyMap<string, number>;
  readonly pieces: ExpectedPiece[];
  readonly tables: ExpectedTable[];
  readonly alternatives: ExpectedWords[];
  readonly drawings: ExpectedWords[];
}

function listNode(node: DocumentNode, listing: Listing): void {
  switch (node.type) {
    case 'value': {
      const flags = node.shown.length > 0 ? ` ${flagText(node.shown)}` : '';
      listing.pieces.push({ text: node.text + flags, value: node.value, place: node.value.place });
      return;
    }
    case 'text':
    case 'inlineCode':
    case 'code':
      listing.pieces.push(...textPieces(node.value, node.data?.inlineValues ?? []));
      break;
    case 'list':
      listItems(node, listing);
      return;
    case 'table':
      listTable(node, listing);
      return;
    case 'box':
      listBox(node, listing);
      return;
    case 'exhibit':
      listExhibit(node, listing);
      return;
    case 'chart':
      listChart(node, listing);
      return;
    case 'trend':
      listPicture({ text: node.trend.text, place: node.place }, '', listing);
      return;
    case 'contents':
      listContents(node, listing);
      return;
    case 'link':
      if (node.title && listing.medium !== 'paper') {
        listing.alternatives.push({ text: node.title, place: node.data?.inlineValues?.[0]?.place });
      }
      listAll(node.children, listing);
      break;
    default:
      listAll(childrenOf(node), listing);
  }
  if (!WITHIN_LINES.has(node.type)) endLine(listing);
}

/** Nodes that stand within a line of text; all others stand alone. */
const WITHIN_LINES: ReadonlySet<string> = new Set(['text', 'inlineCode', 'emphasis', 'strong', 'delete', 'link']);

function listAll(nodes: readonly DocumentNode[], listing: Listing): void {
  for (const node of nodes) listNode(node, listing);
}

function listLine(nodes: readonly DocumentNode[], listing: Listing): void {
  listAll(nodes, listing);
  endLine(listing);
}

function endLine({ pieces }: Listing): void {
  pieces.push({ text: '\n' });
}

/** A text with the figures that were printed into it. */
function textPieces(text: string, values: readonly InlineValue[]): ExpectedPiece[] {
  const pieces: ExpectedPiece[] = [];
  let end = 0;
  for (const { value, text: printed, role, place } of values) {
    const at = role === 'text' ? text.indexOf(printed, end) : -1;
    if (at < 0) continue;
    pieces.push({ text: text.slice(end, at) }, { text: printed, value, place });
    end = at + printed.length;
  }
  return [...pieces, { text: text.slice(end) }];
}

function listItems({ ordered, start, children }: List, listing: Listing): void {
  for (const [index, item] of children.entries()) {
    if (ordered) listing.pieces.push({ text: `${(start ?? 1) + index}`, isMarker: true }, { text: '\n' });
    listNode(item, listing);
  }
}

function listTable(table: Table, listing: Listing): void {
  listing.tables.push({
    rows: table.children.length,
    place: firstPlace(table),
  });
  for (const row of table.children) for (const cell of row.children) listLine(cell.children, listing);
}

/** In Markdown the box is a table, which is read row by row. */
function listBox(box: Box, listing: Listing): void {
  const { items } = box;
  if (listing.medium !== 'markdown') {
    for (const { label, figure, notes } of items) for (const line of [label, figure, ...notes]) listLine(line, listing);
    return;
  }
  const notes = Math.max(0, ...items.map((item) => item.notes.length));
  listing.tables.push({
    rows: 2 + notes,
    place: firstPlace(box),
  });
  for (const { label } of items) listLine(label, listing);
  for (const { figure } of items) listLine(figure, listing);
  for (let at = 0; at < notes; at += 1) for (const item of items) listLine(item.notes[at] ?? [], listing);
}

function listExhibit({ number, title, subtitle, body, notes }: Exhibit, listing: Listing): void {
  listing.pieces.push({ text: `${number}\n` });
  listLine(title, listing);
  listLine(subtitle, listing);
  listNode(body, listing);
  for (const note of notes) listLine(note, listing);
}

function listChart({ alt, values, rendered }: Chart, listing: Listing): void {
  const labels = Array.from(rendered.svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs), ([, label = '']) => label);
  const words = labels.join('\n').replaceAll(/<[^>]*>|&#?\w+;/g, ' ');
  listPicture({ text: alt, place: values.find(({ place }) => place)?.place }, words, listing);
}

function listPicture(words: ExpectedWords, labels: string, { medium, alternatives, drawings }: Listing): void {
  alternatives.push(words);
  if (medium === 'paper') drawings.push({ ...words, text: labels });
}

function listContents({ entries }: Contents, listing: Listing): void {
  for (const { id, title } of entries) {
    listAll(title, listing);
    const section = listing.sections.get(id);
    if (listing.medium === 'paper' && section !== undefined) {
      listing.pieces.push({ text: ' ' }, { text: '', pageOf: section });
    }
    endLine(listing);
  }
}

function firstPlace(node: Node): PrintedValue['place'] {
  let place: Place | undefined;
  visitDocument(node, (inner) => {
    if (inner.type === 'value') place ??= inner.value.place;
  });
  return place;
}
