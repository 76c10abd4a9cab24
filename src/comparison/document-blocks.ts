import type { PhrasingContent, Table } from 'mdast';
import type { Node } from 'unist';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Box, Chart, Exhibit } from '../document/exhibit-nodes.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { flagText } from '../document/transforms/flags.ts';
import { childrenOf, type DocumentNode, nodesOf, plainText } from '../document/tree-walk.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { type InlinePiece, type Segment, segmentOf, sentencesOf } from './segments.ts';

/** What a block is for a reader. */
export type BlockKind = 'heading' | 'paragraph' | 'title' | 'row' | 'figure' | 'chart' | 'note' | 'code';

/** Where a block stands in its document. */
export interface Whereabouts {
  /** The heading of the innermost section; empty before the first one. */
  readonly section: string;
  /** Its id. */
  readonly sectionId: string;
  /** `Table 2`, with its id; undefined outside exhibits. */
  readonly exhibit?: { readonly id: string; readonly name: string } | undefined;
}

/** A leaf of a document tree: what an output prints as one piece, with nothing else within. */
export interface Block {
  readonly kind: BlockKind;
  /** Equal for two blocks of two documents exactly where a reader sees the same. */
  readonly key: string;
  /** Names its counterpart in another document where the texts differ; undefined where only the text could. */
  readonly identity: string | undefined;
  /** Its sentences, or its cells. */
  readonly segments: readonly Segment[];
  readonly where: Whereabouts;
  /** Of a row of a table, the heads of its columns. */
  readonly columns?: readonly string[] | undefined;
  readonly chart?: Chart | undefined;
}

interface Listing {
  readonly document: BriefDocument;
  readonly terms: Locale;
  readonly blocks: Block[];
}

/** A place during the walk. */
interface Position {
  readonly where: Whereabouts;
  /** Set inside remarks: alerts, notes, margins, footnotes. */
  readonly isNote: boolean;
  /** Set in lists of sources. */
  readonly isCitation?: boolean;
}

/**
 * The blocks of a document in reading order. The contents list is left out: it repeats headings. Addresses of links are
 * not compared, because nobody reads them.
 */
export function blocksOf(document: BriefDocument, locale: LocaleId): Block[] {
  const listing: Listing = { document, terms: words(locale), blocks: [] };
  const start: Position = { where: { section: '', sectionId: '' }, isNote: false };
  for (const child of document.root.children) list(child, start, listing);
  return listing.blocks;
}

function list(node: DocumentNode, at: Position, listing: Listing): void {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- any other node is read as its parts
  switch (node.type) {
    case 'section': {
      const where = { section: plainText([node.children[0]]), sectionId: node.id };
      listAll(node.children, { ...at, where }, listing);
      return;
    }
    case 'heading':
      add(
        { kind: 'heading', identity: at.where.sectionId, segments: [whole(node.children, node, listing)] },
        at,
        listing,
      );
      return;
    case 'list':
      listAll(node.children, node.data?.sources ? { ...at, isCitation: true } : at, listing);
      return;
    case 'paragraph': {
      const pieces = inlinePieces(node.children, listing);
      const segments = sentencesOf(at.isCitation ? cited(pieces) : pieces, placeOf(node, listing));
      add({ kind: at.isNote || node.data?.legend ? 'note' : 'paragraph', segments }, at, listing);
      return;
    }
    case 'definitionTerm':
    case 'definitionText': {
      const segments = sentencesOf(inlinePieces(node.children, listing), placeOf(node, listing));
      add({ kind: 'paragraph', segments }, at, listing);
      return;
    }
    case 'code':
      add({ kind: 'code', segments: [textSegment(node.value, placeOf(node, listing))] }, at, listing);
      return;
    case 'exhibit':
      listExhibit(node, at, listing);
      return;
    case 'table':
      listTable(node, at, listing);
      return;
    case 'chart':
      listChart(node, at, listing, placeOf(node, listing));
      return;
    case 'box':
      listBox(node, at, listing);
      return;
    case 'alert':
      add(
        { kind: 'note', segments: [textSegment(listing.terms.alert[node.kind], placeOf(node, listing))] },
        at,
        listing,
      );
      listAll(node.children, { ...at, isNote: true }, listing);
      return;
    case 'note':
    case 'margin':
    case 'footnotes':
      listAll(childrenOf(node), { ...at, isNote: true }, listing);
      return;
    case 'contents':
    case 'pageStart':
      return;
    default:
      listAll(childrenOf(node), at, listing);
  }
}

function listAll(nodes: readonly DocumentNode[], at: Position, listing: Listing): void {
  for (const node of nodes) list(node, at, listing);
}

type Draft = Pick<Block, 'kind' | 'segments'> &
  Partial<Pick<Block, 'identity' | 'columns' | 'chart'>> & { drawn?: string };

/** Adds a block, unless nothing of it can be read. */
function add({ drawn = '', ...draft }: Draft, { where }: Position, { blocks }: Listing): void {
  const { kind, segments, identity } = draft;
  if (segments.every(({ text }) => text === '')) return;
  // A remark reads like any other paragraph.
  const key = [kind === 'note' ? 'paragraph' : kind, ...segments.map(({ text }) => text), drawn].join('\u0000');
  blocks.push({ ...draft, identity: identity === undefined ? undefined : `${kind} ${identity}`, key, where });
}

function listExhibit(exhibit: Exhibit, at: Position, listing: Listing): void {
  const { id, number, title, subtitle, body, notes } = exhibit;
  const name = `${listing.terms.exhibit[body.type]} ${number}`;
  const inside = { ...at, where: { ...at.where, exhibit: { id, name } } };
  const place = placeOf(exhibit, listing);
  const named: InlinePiece[] = [{ text: `${name}${listing.terms.colon}` }, ...inlinePieces(title, listing)];
  add({ kind: 'title', identity: id, segments: [segmentOf(named, place)] }, inside, listing);
  add(
    { kind: 'title', identity: `${id} subtitle`, segments: [segmentOf(inlinePieces(subtitle, listing), place)] },
    inside,
    listing,
  );
  if (body.type === 'chart') listChart(body, inside, listing, place);
  else listTable(body, inside, listing);
  for (const note of notes)
    add({ kind: 'note', segments: sentencesOf(inlinePieces(note, listing), place) }, inside, listing);
}

function listTable(table: Table, at: Position, listing: Listing): void {
  const [head] = table.children;
  const columns = (head?.children ?? []).map((cell) => plainText(cell.children));
  const { exhibit, sectionId } = at.where;
  for (const [index, row] of table.children.entries()) {
    const segments = row.children.map((cell) => whole(cell.children, cell, listing));
    const name = index === 0 ? 'head' : `row ${segments[0]?.text ?? ''}`;
    add({ kind: 'row', identity: `${exhibit?.id ?? sectionId} ${name}`, segments, columns }, at, listing);
  }
}

function listChart(chart: Chart, at: Position, listing: Listing, place: Place | undefined): void {
  const { name, alt, rendered } = chart;
  const drawn = rendered.svg + (rendered.narrow?.svg ?? '');
  const segments = [textSegment(alt, place)];
  add({ kind: 'chart', identity: name, segments, chart, drawn }, at, listing);
}

function listBox({ id, items }: Box, at: Position, listing: Listing): void {
  for (const { label, figure, notes } of items) {
    const parts = [label, figure, ...notes].map((part) => segmentOf(inlinePieces(part, listing), undefined));
    add({ kind: 'figure', identity: `${id} ${parts[0]?.text ?? ''}`, segments: parts }, at, listing);
  }
}

/** Nodes as one segment, whatever sentences are in them. */
function whole(children: readonly PhrasingContent[], node: Node, listing: Listing): Segment {
  return segmentOf(inlinePieces(children, listing), placeOf(node, listing));
}

function textSegment(text: string, place: Place | undefined): Segment {
  return segmentOf([{ text }], place);
}

function placeOf({ position }: Node, { document }: Listing): Place | undefined {
  return position?.start.offset === undefined ? undefined : document.placeOf(position.start.offset);
}

/** What is read in a line, with the figures in it. Pictures and titles of links are read as their words. */
function inlinePieces(nodes: readonly DocumentNode[], listing: Listing): InlinePiece[] {
  return nodes.flatMap((node): InlinePiece[] => {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- any other node is read as its parts
    switch (node.type) {
      case 'value':
        return [
          { text: node.text + flagText(node.shown), value: node.value, shown: node.text, place: node.value.place },
        ];
      case 'trend':
        return [{ text: node.trend.text, place: node.place }];
      case 'text':
      case 'inlineCode':
        return [{ text: node.value, offset: node.position?.start.offset, placeOf: listing.document.placeOf }];
      case 'break':
        return [{ text: ' ' }];
      case 'image':
        return [{ text: node.alt ?? '' }];
      case 'footnoteReference':
        return cited([{ text: `[${node.data?.footnote?.number}]` }]);
      case 'citation':
        return cited(inlinePieces(node.children, listing));
      case 'link': {
        const inside = inlinePieces(node.children, listing);
        return node.title ? [...inside, { text: ` (${node.title})` }] : inside;
      }
      default:
        return inlinePieces(childrenOf(node), listing);
    }
  });
}

function cited(pieces: readonly InlinePiece[]): InlinePiece[] {
  return pieces.map((piece) => ({ ...piece, isCitation: true }));
}

/** The charts of a document, by name. */
export function chartsIn({ root }: BriefDocument): ReadonlyMap<string, Chart> {
  return new Map(nodesOf(root, 'chart').map((chart) => [chart.name, chart]));
}
