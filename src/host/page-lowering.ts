import type {
  Blockquote,
  FootnoteDefinition,
  FootnoteReference,
  Link,
  List,
  ListItem,
  Paragraph,
  Parent,
  PhrasingContent,
  Root,
  RootContent,
  Strong,
  Table,
  Text,
} from 'mdast';
import type { Box, Chart, Exhibit } from '../document/exhibit-nodes.ts';
import { footnoteLetters } from '../document/footnote-letters.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import type { BriefDocument, DocumentContent, Section } from '../document/nodes.ts';
import type { Alert, DefinitionList, DefinitionTerm, MarginNote, Note } from '../document/note-nodes.ts';
import { outline, type OutlineEntry } from '../document/outline.ts';
import { flagText } from '../document/transforms/flags.ts';
import { visitDocument } from '../document/tree-walk.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { chartSize, trendName, trendSize } from '../output/svg-file.ts';
import type { Abilities } from './host.ts';
import type { Anchor, Page, Picture, TableParts } from './page.ts';

interface Lowering {
  readonly can: Abilities;
  readonly words: Locale;
  /** The id that a link to an id leads to on this host. */
  readonly targetOf: (id: string) => string;
  /** Numbers of the footnotes that have a mark already: their texts lead back to the first. */
  readonly marked: Set<number>;
}

/** A document as a page of a host: what the host cannot do is turned into something that it can. */
export function pageOf({ root }: BriefDocument, locale: LocaleId, can: Abilities): Page {
  const { headings, targetOf } = linkTargets(root, can.anchors);
  const lowering: Lowering = { can, words: words(locale), targetOf, marked: new Set() };
  const page: Root = { type: 'root', children: blocks(root.children, lowering) };
  const lowered = [...headings].map(([id, line]) => [id, phrasing(line, lowering)] as const);
  return { root: page, headings: new Map(lowered) };
}

function blocks(nodes: readonly DocumentContent[], lowering: Lowering): RootContent[] {
  return joinedTexts(nodes.flatMap((node) => block(node, lowering)));
}

/** Texts side by side are one: a host sees no border between a word and a figure. */
function joinedTexts(nodes: readonly RootContent[]): RootContent[] {
  const joined: RootContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      joined[joined.length - 1] = { ...last, value: last.value + node.value };
    } else joined.push(node);
  }
  return joined;
}

function block(node: DocumentContent, lowering: Lowering): RootContent[] {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- what no host writes in a way of its own stays, with its parts lowered
  switch (node.type) {
    case 'section':
      return [...anchors(node.id, lowering), ...sectionBlocks(node, lowering)];
    case 'exhibit':
      return exhibitBlocks(node, lowering);
    case 'box':
      return [...anchors(node.id, lowering), boxTable(node, lowering)];
    case 'pageStart':
      return [];
    case 'note':
      return noteBlocks(node, lowering);
    case 'margin':
      return marginBlocks(node, lowering);
    case 'alert':
      return [alertBlock(node, lowering)];
    case 'definitionList':
      return [definitionItems(node, lowering)];
    case 'footnotes':
    case 'columns':
    case 'passage':
    case 'citation':
      return blocks(node.children, lowering);
    case 'footnoteReference':
      return footnoteReference(node, lowering);
    case 'footnoteDefinition':
      return footnoteText(node, lowering);
    case 'contents':
      if (lowering.can.contents) return [{ type: 'hostContents' }];
      return [paragraph([strong([text(lowering.words.contents)])]), ...contentsList(outline(node.entries), lowering)];
    case 'value':
      return figure(node);
    case 'trend':
      return [picture(trendName(node.trend), node.trend.text, trendSize(node.trend))];
    case 'link':
      return linkWords(node, lowering);
    case 'listItem':
      return [withPlace(withBlocks(node, lowering), lowering)];
    case 'table':
      return [withParts(node, [], lowering)];
    default:
      return ['children' in node ? withBlocks(node, lowering) : node];
  }
}

/** The heading leads: its id stands on it, too, for hosts that link to headings. */
function sectionBlocks({ id, depth, children: [heading, ...rest] }: Section, lowering: Lowering): RootContent[] {
  const marked = { ...withBlocks(heading, lowering), data: { ...heading.data, id } };
  return [marked, ...(depth === 1 ? withFoldedAnnex(rest, lowering) : blocks(rest, lowering))];
}

/** The parts of a document. The name of the annex stands above it, or on what closes it where the host can. */
function withFoldedAnnex(parts: readonly DocumentContent[], lowering: Lowering): RootContent[] {
  const isAnnex = (part: DocumentContent): boolean => part.type === 'section' && part.isAnnex === true;
  const start = parts.findIndex(isAnnex);
  if (start < 0) return blocks(parts, lowering);
  const end = parts.findLastIndex(isAnnex) + 1;
  const { annex } = lowering.words;
  const before = blocks(parts.slice(0, start), lowering);
  const children = blocks(parts.slice(start, end), lowering);
  return [
    ...before,
    ...(lowering.can.folds
      ? [{ type: 'fold' as const, title: annex, children }]
      : [paragraph([strong([text(annex)])]), ...children]),
    ...blocks(parts.slice(end), lowering),
  ];
}

function linkWords(node: RootContent & { type: 'link' }, lowering: Lowering): RootContent[] {
  const link = withBlocks(node, lowering);
  const { id, label, isBack, isTerm } = node.data ?? {};
  if ((label !== undefined || isTerm) && !lowering.can.places) return isBack ? [] : link.children;
  if (id !== undefined) return [place(id), link];
  if (node.url.startsWith('#')) return [{ ...link, url: `#${lowering.targetOf(node.url.slice(1))}` }];
  const isNextTo = !/^[a-z][a-z\d+.-]*:/i.test(node.url);
  return isNextTo && !lowering.can.files ? link.children : [link];
}

/** A target for links within a line, which Markdown writes like one before a block. */
function place(id: string): Anchor {
  return { type: 'anchor', id };
}

/** An item of a list with its target at its start. */
function withPlace(item: ListItem, { can }: Lowering): ListItem {
  const [first, ...rest] = item.children;
  if (item.data?.id === undefined || !can.places || first?.type !== 'paragraph') return item;
  const words = [place(item.data.id), ...first.children];
  return { ...item, children: [paragraph(words), ...rest] };
}

function marginBlocks({ id, children }: MarginNote, lowering: Lowering): RootContent[] {
  return [
    ...anchors(id, lowering),
    { type: 'blockquote', children: blocks(children, lowering) as Blockquote['children'] },
  ];
}

function noteBlocks(node: Note, lowering: Lowering): RootContent[] {
  const own = blocks(node.children, lowering);
  const children = (node.isNotice ? noticeBlocks(own, lowering.words.colon) : own) as Blockquote['children'];
  const quote: RootContent = lowering.can.notes
    ? { type: 'callout', kind: undefined, title: '', children: children as Note['children'] }
    : { type: 'blockquote', children };
  return [...anchors(node.id, lowering), quote];
}

function alertBlock({ kind, children }: Alert, lowering: Lowering): RootContent {
  const content = blocks(children, lowering) as Blockquote['children'];
  const title = lowering.words.alert[kind];
  if (lowering.can.callouts) return { type: 'callout', kind, title, children: content as Alert['children'] };
  return { type: 'blockquote', children: [paragraph([strong([text(title)])]), ...content] };
}

/** A list in which each term is bold, and each definition a line below it: few hosts have lists of definitions. */
function definitionItems({ children }: DefinitionList, lowering: Lowering): List {
  const items: PhrasingContent[][] = [];
  let before: string | undefined;
  for (const node of children) {
    const line = phrasing(node.children, lowering);
    const shown = node.type === 'definitionTerm' ? [...target(node, lowering), strong(withoutStrong(line))] : line;
    if (node.type === 'definitionTerm' && before !== 'definitionTerm') items.push(shown);
    else items.at(-1)?.push({ type: 'break' }, ...shown);
    before = node.type;
  }
  const listItems = items.map((item): ListItem => ({ type: 'listItem', spread: false, children: [paragraph(item)] }));
  return { type: 'list', ordered: false, spread: false, children: listItems };
}

/** The target of a term that the text leads to. */
function target({ data }: DefinitionTerm, { can }: Lowering): PhrasingContent[] {
  return data?.id !== undefined && can.places ? [place(data.id)] : [];
}

function footnoteReference(node: FootnoteReference, { can, marked }: Lowering): RootContent[] {
  const number = node.data?.footnote?.number ?? 0;
  if (!can.footnotes) return footnoteMark(number, can.places, marked);
  return [{ ...node, identifier: String(number), label: String(number) }];
}

function footnoteText(node: FootnoteDefinition, lowering: Lowering): RootContent[] {
  const number = node.data?.footnote?.number ?? 0;
  const lowered = withBlocks(node, lowering);
  if (lowering.can.footnotes) return [{ ...lowered, identifier: String(number), label: String(number) }];
  const [first, ...rest] = lowered.children;
  const line = first?.type === 'paragraph' ? first.children : [];
  const words = joinedTexts([...footnoteHead(number, lowering.marked), ...line]) as PhrasingContent[];
  return [...anchors(footnoteId(number), lowering), paragraph(words), ...rest];
}

function withBlocks<T extends RootContent & Parent>(node: T, lowering: Lowering): T {
  return { ...node, children: blocks(node.children, lowering) };
}

function phrasing(nodes: readonly PhrasingContent[], lowering: Lowering): PhrasingContent[] {
  return blocks(nodes, lowering) as PhrasingContent[];
}

function exhibitBlocks(node: Exhibit, lowering: Lowering): RootContent[] {
  const { id, number, body } = node;
  const label = `${lowering.words.exhibit[body.type]}\u00A0${number}${lowering.words.colon}`;
  const title = withoutStrong(phrasing(node.title, lowering));
  const lines = [
    joinedTexts([text(label), ...title]) as PhrasingContent[],
    ...(node.subtitle.length > 0 ? [phrasing(node.subtitle, lowering)] : []),
  ];
  const notes = node.notes.map((note) => paragraph(phrasing(note, lowering)));
  if (body.type === 'table' && lowering.can.captions) {
    return [...anchors(id, lowering), withParts(body, lines, lowering), ...notes];
  }
  const above = lines.map((line, at) => paragraph(at === 0 ? [strong(line)] : line));
  const shown = body.type === 'table' ? withParts(body, [], lowering) : paragraph([chartPicture(body)]);
  return [...anchors(id, lowering), ...above, shown, ...notes];
}

function withParts(table: Table, caption: TableParts['caption'], lowering: Lowering): Table {
  const firstIsHead = table.align?.[0] !== 'right';
  const parts = { caption, rowHeads: lowering.can.rowHeads && firstIsHead };
  return { ...withBlocks(table, lowering), data: { ...table.data, parts } };
}

function chartPicture({ name, alt, rendered }: Chart): Picture {
  return picture(name, alt, chartSize(rendered));
}

/** A column for each figure. Head cells without alignment would be centred. */
function boxTable({ items }: Box, lowering: Lowering): Table {
  const notes = Math.max(0, ...items.map((item) => item.notes.length));
  const rows = [
    items.map(({ label }) => phrasing(label, lowering)),
    items.map(({ figure }) => [strong(withoutStrong(phrasing(figure, lowering)))]),
    ...Array.from({ length: notes }, (_, at) => items.map((item) => phrasing(item.notes[at] ?? [], lowering))),
  ];
  return {
    type: 'table',
    align: items.map(() => 'left'),
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: cells.map((children) => ({ type: 'tableCell', children })),
    })),
    data: { parts: { caption: [], rowHeads: false } },
  };
}

/** Nested lists of links. */
function contentsList(entries: readonly OutlineEntry[], lowering: Lowering): RootContent[] {
  if (entries.length === 0) return [];
  const children = entries.map(({ id, title, inside }): ListItem => {
    const link: PhrasingContent = {
      type: 'link',
      url: `#${lowering.targetOf(id)}`,
      children: phrasing(title, lowering),
    };
    const deeper = contentsList(inside, lowering) as ListItem['children'];
    return { type: 'listItem', spread: false, children: [paragraph([link]), ...deeper] };
  });
  return [{ type: 'list', ordered: false, spread: false, children }];
}

function anchors(id: string | undefined, { can }: Lowering): Anchor[] {
  return id === undefined || !can.anchors ? [] : [{ type: 'anchor', id }];
}

// On hosts without footnotes a raised letter leads to a text at the end, whose letter leads back to the first mark.

/**
 * The mark of a footnote. `marked` holds the numbers of the footnotes with a mark, to which this one is added; where the
 * host has targets within a line (`hasPlaces`), the first mark is one.
 */
function footnoteMark(number: number, hasPlaces: boolean, marked: Set<number>): PhrasingContent[] {
  const mark: PhrasingContent = { type: 'raised', children: [numberLink(number, footnoteId(number))] };
  if (marked.has(number) || !hasPlaces) return [mark];
  marked.add(number);
  return [{ type: 'anchor', id: markId(number) }, mark];
}

/** What stands before the text of a footnote: its letter, which leads back to the first of the marks before it. */
function footnoteHead(number: number, marked: ReadonlySet<number>): PhrasingContent[] {
  return marked.has(number) ? [numberLink(number, markId(number)), text(' ')] : [text(`${footnoteLetters(number)} `)];
}

/** The id of the text of a footnote. Ids of the document have no underscore. */
function footnoteId(number: number): string {
  return `footnote_${number}`;
}

function markId(number: number): string {
  return `mark_${number}`;
}

function numberLink(number: number, id: string): Link {
  return { type: 'link', url: `#${id}`, children: [text(footnoteLetters(number))] };
}

interface LinkTargets {
  /** The words of each heading, by the id of its section, in order. */
  readonly headings: ReadonlyMap<string, readonly PhrasingContent[]>;
  /** The id that a link to an id leads to. */
  readonly targetOf: (id: string) => string;
}

/** Where links lead: to every id, or only to headings, each id to the heading above it. */
function linkTargets(root: Root & { children: DocumentContent[] }, anyBlock: boolean): LinkTargets {
  const headings = new Map<string, readonly PhrasingContent[]>();
  const above = new Map<string, string>();
  let last = '';
  visitDocument(root, (node) => {
    if (node.type === 'section') {
      headings.set(node.id, node.children[0].children);
      last = node.id;
    } else if ((node.type === 'exhibit' || node.type === 'box' || node.type === 'note') && node.id !== undefined) {
      above.set(node.id, last);
    }
  });
  return { headings, targetOf: (id) => (anyBlock ? id : (above.get(id) ?? id)) };
}

/** A figure with its flags: letters are raised, symbols need not be. */
function figure({ text: printed, shown }: ValueNode): RootContent[] {
  const flags = flagText(shown);
  if (!/[a-z]/.test(flags)) return [{ type: 'text', value: flags === '' ? printed : `${printed}\u00A0${flags}` }];
  return [
    { type: 'text', value: `${printed}\u00A0` },
    { type: 'raised', children: [{ type: 'text', value: flags }] },
  ];
}

/**
 * The lowered blocks of a notice as every host shows them: its first paragraph is a bold title, and each item of its
 * lists is one line. The colon is that of the language, with its space.
 */
function noticeBlocks([title, ...rest]: readonly RootContent[], colon: string): RootContent[] {
  const words = title?.type === 'paragraph' ? withoutStrong(title.children) : [];
  return [paragraph([strong(words)]), ...rest.map((block) => withLines(block, colon))];
}

/** No host sets the items in columns: paragraphs below one another would take three lines a figure. */
function withLines(block: RootContent, colon: string): RootContent {
  if (block.type !== 'list') return block;
  return { ...block, spread: false, children: block.children.map((item) => inOneLine(item, colon)) };
}

/** A label, a colon and what is said about it; an arrow leads from a text that is struck out to what replaces it. */
function inOneLine(item: ListItem, colon: string): ListItem {
  const paragraphs = item.children.filter((child) => child.type === 'paragraph');
  if (paragraphs.length !== item.children.length) return item;
  const line = paragraphs.flatMap(({ children }, at): PhrasingContent[] => {
    if (at === 0) return children;
    const space = isStruckOut(paragraphs[at - 1]) ? ' → ' : ' ';
    const mark: PhrasingContent[] = [text(at === 1 ? colon : space)];
    return mark.concat(children);
  });
  return { ...item, spread: false, children: [paragraph(line)] };
}

function isStruckOut(block: Paragraph | undefined): boolean {
  return block?.children.length === 1 && block.children[0]?.type === 'delete';
}

/** A paragraph of words. */
function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

/** Words in bold. */
function strong(children: PhrasingContent[]): Strong {
  return { type: 'strong', children };
}

/** Plain words. */
function text(value: string): Text {
  return { type: 'text', value };
}

/** Removes bold from words that will be bold as a whole. */
function withoutStrong(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'strong' ? withoutStrong(node.children) : [node]));
}

/** A chart or sparkline; its size is in CSS pixels. */
function picture(name: string, alt: string, size: { readonly width: number; readonly height: number }): Picture {
  return { type: 'picture', name, alt, ...size };
}
