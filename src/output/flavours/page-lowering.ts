import type {
  Blockquote,
  FootnoteDefinition,
  FootnoteReference,
  List,
  ListItem,
  Parent,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from 'mdast';
import type { Box, Chart, Exhibit } from '../../document/exhibit-nodes.ts';
import type { BriefDocument, DocumentContent, Section } from '../../document/nodes.ts';
import type { Alert, DefinitionList, DefinitionTerm, MarginNote, Note } from '../../document/note-nodes.ts';
import { outline, type OutlineEntry } from '../../document/outline.ts';
import type { Locale } from '../../locale/locale.ts';
import { words } from '../../locale/locales.ts';
import { chartSize, trendName, trendSize } from '../svg-file.ts';
import type { Abilities } from './flavour.ts';
import { footnoteHead, footnoteId, footnoteMark } from './footnote-lowering.ts';
import { figure } from './lowered-figure.ts';
import { linkTargets } from './link-targets.ts';
import { noticeBlocks } from './notice-lowering.ts';
import type { Anchor, Page, Picture, TableParts } from './page.ts';
import { paragraph, picture, strong, text, withoutStrong } from './page-words.ts';

interface Lowering {
  readonly can: Abilities;
  readonly words: Locale;
  /** The id that a link to an id leads to on this host. */
  readonly targetOf: (id: string) => string;
  /** Numbers of the footnotes that have a mark already: their texts lead back to the first. */
  readonly marked: Set<number>;
}

/** A document as a page of a host: what the host cannot do is turned into something that it can. */
export function pageOf({ root }: BriefDocument, locale: string, can: Abilities): Page {
  const { headings, targetOf } = linkTargets(root, can.anchors);
  const lowering: Lowering = { can, words: words(locale), targetOf, marked: new Set() };
  const page: Root = { type: 'root', children: blocks(root.children, lowering) };
  const lowered = [...headings].map(([id, line]) => [id, phrasing(line, lowering)] as const);
  return { root: page, headings: new Map(lowered) };
}

function blocks(nodes: readonly DocumentContent[], lowering: Lowering): RootContent[] {
  return joinedTexts(nodes.flatMap((node) => block(node, lowering)));
}

/** Texts beside one another are one: a host sees no border between a word and a figure. */
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
  const isBeside = !/^[a-z][a-z\d+.-]*:/i.test(node.url);
  return isBeside && !lowering.can.files ? link.children : [link];
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
