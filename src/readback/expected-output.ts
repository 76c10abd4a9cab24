import type {
  Code,
  FootnoteDefinition,
  FootnoteReference,
  InlineCode,
  Link,
  List,
  ListItem,
  PhrasingContent,
  Table,
  Text,
} from 'mdast';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Box, Chart, Exhibit } from '../document/exhibit-nodes.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import type { BriefDocument, Contents, Section } from '../document/nodes.ts';
import type { Note } from '../document/note-nodes.ts';
import type { Flag } from '../figure/value.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { withCapital } from '../language/word-forms.ts';
import type { ExpectedOutput, ExpectedPiece, ExpectedTable, ExpectedWords } from './expected-text.ts';
import type { PrintManner } from './print-manner.ts';

/** What an output shows besides its document. */
export interface Setting {
  /** The language of the document, which has words for its parts. */
  readonly locale: LocaleId;
  /** Alternative text of the house's logo, and where its file is named; Markdown has no logo. */
  readonly logo?: ExpectedWords | undefined;
  /** The house's text at the head of each page. */
  readonly pageHead?: string | undefined;
  /** Charts that were drawn at another height than that of the document, by the ids of their exhibits: SVG. */
  readonly drawn?: ReadonlyMap<string, string> | undefined;
}

interface Listing {
  readonly manner: PrintManner;
  readonly terms: Locale;
  readonly placeOf: BriefDocument['placeOf'];
  readonly drawn: Setting['drawn'];
  readonly pieces: (ExpectedPiece & { readonly section?: string })[];
  readonly tables: ExpectedTable[];
  readonly alternatives: ExpectedWords[];
  readonly drawings: ExpectedWords[];
  readonly repeated: string[];
  readonly headings: string[];
  readonly sections: string[];
  annex?: number;
}

type ListedNode = BriefDocument['root']['children'][number] | Exhibit['body'] | Exhibit['title'][number];

/**
 * Lists what an output must print, straight from the tree. It shares no code with the outputs, so that a mistake in one
 * of them does not repeat here.
 */
export function expectedOutput(
  { root, title, placeOf }: BriefDocument,
  manner: PrintManner,
  { locale, logo, pageHead, drawn }: Setting,
): ExpectedOutput {
  const repeated = pageHead === undefined ? [title] : [title, pageHead];
  const listing: Listing = {
    manner,
    terms: words(locale),
    placeOf,
    drawn,
    pieces: [],
    tables: [],
    alternatives: [],
    drawings: [],
    repeated,
    headings: [],
    sections: [],
  };
  if (manner.medium === 'screen') listing.pieces.push({ text: `${listing.terms.provenance.skip}\n` });
  if (logo !== undefined && manner.medium !== 'markdown') listPicture(logo, '', listing);
  listAll(root.children, listing);
  const pieces = listing.pieces.map(({ section, ...piece }) =>
    section === undefined ? piece : { ...piece, pageOf: listing.sections.indexOf(section) },
  );
  return { ...listing, repeated: [...repeated, ...listing.headings], pieces };
}

function listNode(node: ListedNode, listing: Listing): void {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- any other node is read as its parts
  switch (node.type) {
    case 'value':
      listing.pieces.push({ text: node.text + flagsOf(node), value: node.value, place: node.value.place });
      return;
    case 'text':
    case 'inlineCode':
    case 'code':
      listing.pieces.push(...textPieces(node, listing));
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
    case 'alert':
      listing.pieces.push({ text: `${listing.manner.alertHead(node.kind, listing.terms.alert[node.kind])}\n` });
      listAll(node.children, listing);
      break;
    case 'trend':
      listPicture({ text: node.trend.text, place: node.place }, '', listing);
      return;
    case 'footnoteReference':
      listing.pieces.push({ text: footnoteName(node, listing) });
      return;
    case 'footnoteDefinition':
      listing.pieces.push({ text: `${footnoteName(node, listing)}${listing.manner.footnote.colon} ` });
      listAll(node.children, listing);
      break;
    case 'contents':
      listContents(node, listing);
      return;
    case 'heading':
      listing.headings.push(listLine(node.children, listing));
      return;
    case 'section':
      listSection(node, listing);
      break;
    case 'link':
      listLink(node, listing);
      return;
    case 'note':
      if (listing.manner.noteHead !== '') listing.pieces.push({ text: `${listing.manner.noteHead}\n` });
      listAll(noteTexts(node, listing), listing);
      break;
    default:
      if ('children' in node) listAll(node.children, listing);
  }
  if (!INLINE_NODES.has(node.type)) endLine(listing);
}

/** In the annex, the head of a page says so. */
function listSection({ id, children, isAnnex, opensAnnex }: Section, listing: Listing): void {
  const { terms, headings } = listing;
  const first = headings.length;
  if (opensAnnex) listing.pieces.push({ text: `${terms.annex}\n` });
  listing.sections.push(id);
  listAll(children, listing);
  if (!isAnnex) return;
  listing.annex ??= first;
  listing.repeated.push(`${terms.annex}${terms.colon}${headings[first] ?? ''}`);
}

/** A mark of a footnote and the head of its text. */
function footnoteName({ data }: FootnoteReference | FootnoteDefinition, { manner }: Listing): string {
  return manner.footnote.mark(data?.footnote?.number ?? 0);
}

function listLink({ url, title, data, children }: Link, listing: Listing): void {
  if (data?.isBack && !listing.manner.hasWaysBack) return;
  const place = data?.inlineValues?.[0]?.place;
  if (title && listing.manner.linkTitles === 'attribute') listing.alternatives.push({ text: title, place });
  if (data?.isPage && listing.manner.medium === 'paper') {
    const [before, after] = listing.terms.onPage;
    const words = data.isFirst ? withCapital(before) : before;
    listing.pieces.push({ text: words }, { text: '', section: url.slice(1) }, { text: after });
    return;
  }
  listAll(children, listing);
  if (title && listing.manner.linkTitles === 'brackets') listing.pieces.push({ text: ` (${title})` });
}

/** Nodes that do not end a line of text. */
const INLINE_NODES: ReadonlySet<string> = new Set('text inlineCode emphasis strong delete citation'.split(' '));

function listAll(nodes: readonly ListedNode[], listing: Listing): void {
  for (const node of nodes) listNode(node, listing);
}

/** Lists nodes that stand alone on a line, and returns their text. */
function listLine(nodes: readonly ListedNode[], listing: Listing): string {
  const start = listing.pieces.length;
  listAll(nodes, listing);
  const text = listing.pieces.slice(start).map((piece) => piece.text);
  endLine(listing);
  return text.join('');
}

function endLine({ pieces }: Listing): void {
  pieces.push({ text: '\n' });
}

/** A text cut at the figures that were printed into it. */
function textPieces({ value: text, data, position }: Text | InlineCode | Code, { placeOf }: Listing): ExpectedPiece[] {
  const source = position && placeOf(position.start.offset ?? 0);
  const pieces: ExpectedPiece[] = [];
  let end = 0;
  for (const { value, text: printed, role, place } of data?.inlineValues ?? []) {
    const at = role === 'text' ? text.indexOf(printed, end) : -1;
    if (at < 0) continue;
    pieces.push({ text: text.slice(end, at), source }, { text: printed, value, place });
    end = at + printed.length;
  }
  return [...pieces, { text: text.slice(end), source }];
}

function listItems({ ordered, start, children }: List, listing: Listing): void {
  for (const [index, item] of children.entries()) {
    if (ordered) listing.pieces.push({ text: `${(start ?? 1) + index}`, isMarker: true }, { text: '\n' });
    if (typeof item.checked === 'boolean') listing.pieces.push({ text: listing.manner.tasks[item.checked ? 1 : 0] });
    listNode(item, listing);
  }
}

function listTable({ children: rows }: Table, listing: Listing): void {
  const start = listing.pieces.length;
  const texts = rows.map(({ children: cells }) => cells.map((cell) => listLine(cell.children, listing)).join(''));
  listing.tables.push({ rows: rows.length, head: texts[0] ?? '', place: firstPlace(start, listing) });
}

/** Where the box is a table, it is read row by row. */
function listBox({ items }: Box, listing: Listing): void {
  if (!listing.manner.boxIsTable) {
    for (const { label, figure, notes } of items) for (const line of [label, figure, ...notes]) listLine(line, listing);
    return;
  }
  const start = listing.pieces.length;
  const notes = Math.max(0, ...items.map((item) => item.notes.length));
  for (const { label } of items) listLine(label, listing);
  for (const { figure } of items) listLine(figure, listing);
  for (let at = 0; at < notes; at += 1) for (const item of items) listLine(item.notes[at] ?? [], listing);
  listing.tables.push({ rows: 2 + notes, head: '', place: firstPlace(start, listing) });
}

function firstPlace(start: number, { pieces }: Listing): Place | undefined {
  return pieces.slice(start).find(({ value }) => value?.place)?.value?.place;
}

function listExhibit({ id, number, title, subtitle, body, notes }: Exhibit, listing: Listing): void {
  const { terms, manner } = listing;
  const name = `${terms.exhibit[body.type]} ${number}`;
  if (body.type === 'table') listing.repeated.push(terms.continued(name));
  listing.pieces.push({ text: `${name}${manner.hasColon ? terms.colon : ''}\n` });
  listLine(title, listing);
  listLine(subtitle, listing);
  if (body.type === 'chart') listChart(body, listing.drawn?.get(id) ?? body.rendered.svg, listing);
  else listNode(body, listing);
  for (const note of notes) listLine(note, listing);
}

function listChart({ name: chart, alt: text, position }: Chart, svg: string, listing: Listing): void {
  const labels = Array.from(svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs), ([, label = '']) => label);
  const place = position && listing.placeOf(position.start.offset ?? 0);
  listPicture({ text, place, chart }, labels.join('\n').replaceAll(/<[^>]*>|&#?\w+;/g, ' '), listing);
}

function listPicture(words: ExpectedWords, labels: string, { manner, alternatives, drawings }: Listing): void {
  alternatives.push(words);
  if (manner.medium === 'paper') drawings.push({ ...words, text: labels });
}

function listContents({ entries }: Contents, listing: Listing): void {
  if (!listing.manner.hasContents) return;
  listing.pieces.push({ text: `${listing.terms.contents}\n` });
  for (const { id, title } of entries) {
    listAll(title, listing);
    if (listing.manner.medium === 'paper') listing.pieces.push({ text: ' ' }, { text: '', section: id });
    endLine(listing);
  }
}

const FLAG_MARKS: Readonly<Record<Flag, string>> = {
  contradicted: '■',
  corrected: '◆',
  revised: 'r',
  derived: '○',
  forecast: 'f',
  estimated: 'e',
  provisional: 'p',
  break: 'b',
  low_reliability: 'u',
};

/** Flags as a reader sees them after a figure: ` f, p`. */
function flagsOf({ shown }: ValueNode): string {
  return shown.length === 0 ? '' : ` ${shown.map((flag) => FLAG_MARKS[flag]).join(', ')}`;
}

/** How an output prints, and the words of its language. */
interface Printing {
  readonly manner: Pick<PrintManner, 'hasColon'>;
  readonly terms: Pick<Locale, 'colon'>;
}

/**
 * The content of a remark as an output shows it. In Markdown and wikis each item of a notice is a line in which a colon
 * follows the label, and an arrow follows what is struck out; everything else stays as it is.
 */
function noteTexts({ isNotice, children }: Note, { manner, terms }: Printing): Note['children'] {
  if (!isNotice || !manner.hasColon) return children;
  return children.map((child) => (child.type === 'list' ? lines(child, terms.colon) : child));
}

function lines(list: List, colon: string): List {
  return {
    ...list,
    children: list.children.map((item) =>
      item.children.every(({ type }) => type === 'paragraph')
        ? { ...item, children: marked(item.children, colon) }
        : item,
    ),
  };
}

/** The paragraphs of an item, with what stands between two of them at the end of the first. */
function marked(paragraphs: ListItem['children'], colon: string): ListItem['children'] {
  return paragraphs.map((paragraph, at) => {
    if (at === paragraphs.length - 1 || paragraph.type !== 'paragraph') return paragraph;
    const [only, ...others] = paragraph.children;
    const arrow = only?.type === 'delete' && others.length === 0 ? ' → ' : ' ';
    const mark: PhrasingContent = { type: 'text', value: at === 0 ? colon : arrow };
    return { ...paragraph, children: [...paragraph.children, mark] };
  });
}
