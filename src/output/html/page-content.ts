import { widthOf } from './columns.ts';
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type {
  FootnoteDefinition,
  FootnoteReference,
  Heading,
  Link,
  List,
  ListItem,
  Paragraph,
  Parents,
  PhrasingContent,
  Table,
  Text,
} from 'mdast';
import { defaultHandlers, type Handlers, type State } from 'mdast-util-to-hast';
import type { Data, Node } from 'unist';
import { type Box, type BoxItem, type Exhibit, GRID_WIDTHS } from '../../document/exhibit-nodes.ts';
import { footnoteLetters } from '../../document/footnote-letters.ts';
import type { CitationNode, TrendNode, ValueNode } from '../../document/inline-nodes.ts';
import type { Columns, Contents, DocumentContent, Passage, Section } from '../../document/nodes.ts';
import type {
  Alert,
  DefinitionList,
  DefinitionTerm,
  DefinitionText,
  Footnotes,
  MarginNote,
  Note,
} from '../../document/note-nodes.ts';
import { outline, type OutlineEntry } from '../../document/outline.ts';
import { settingClasses } from '../../document/settings.ts';
import { flagText } from '../../document/transforms/flags.ts';
import { isMarginal } from '../../document/transforms/margins.ts';
import { nodesOf, plainText } from '../../document/tree-walk.ts';
import type { Trend } from '../../figure/trend.ts';
import type { Value } from '../../figure/value.ts';
import type { Locale } from '../../language/locale.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { memberVariable } from '../style/variables.ts';
import { trendSvg } from '../svg-file.ts';
import { tableElement } from './html-table.ts';
import { type PageElements, raw, withoutLinks } from './page-elements.ts';
import { withoutQuotes } from './short-svg.ts';
import { beforeMark, breakable, breakableTitle, neighbours, textContent, withMeasureWord } from './text-content.ts';

/** Depth of the headings that are printed at the head of pages. */
const CHAPTER_DEPTH = 2;

/** Handlers that make HTML of the nodes of a document, for those that differ from Markdown's own. */
export function documentHandlers(locale: LocaleId, elements: PageElements): Handlers {
  const terms = words(locale);
  return {
    section: (state: State, node: Section) =>
      h('section', { className: sectionClass(node) }, [
        ...(node.opensAnnex ? [h('p', { className: 'part' }, terms.annex)] : []),
        ...blocks(state, node),
      ]),
    heading: (state: State, node: Heading, parent: Parents | undefined) => {
      const annex = parent?.type === 'section' && parent.isAnnex ? `${terms.annex}${terms.colon}` : '';
      const chapter = node.depth === CHAPTER_DEPTH ? annex + plainText(node.children) : undefined;
      return h(
        `h${node.depth}`,
        {
          id: node.data?.id,
          className: LONG_PHRASE.test(plainText(node.children)) ? 'long' : undefined,
          'data-chapter': elements.hasPages ? chapter : undefined,
        },
        node.depth === 1 ? breakableTitle(inline(state, node.children)) : inline(state, node.children),
      );
    },
    paragraph: (state: State, node: Paragraph, parent: Parents | undefined) =>
      node.data?.legend && isExplained(neighbours(node, parent).before)
        ? []
        : followed(elements, () => paragraphElement(state, node)),
    text: (_state: State, node: Text, parent: Parents | undefined) => textContent(node, parent, elements),
    link: (state: State, node: Link) =>
      h(
        'a',
        {
          href: node.url,
          className: node.data?.isTerm ? 'term' : node.data?.isPage ? 'go' : undefined,
          id: node.data?.id,
          title: node.title ?? undefined,
          ariaLabel: node.data?.label,
        },
        node.data?.isPage && elements.hasPages ? pageWords(node, terms) : withoutLinks(inline(state, node.children)),
      ),
    citation: (state: State, node: CitationNode, parent: Parents | undefined) => {
      const before = beforeMark(neighbours(node, parent).before, node).replace('\u00A0', ' ');
      const words = inline(state, node.children);
      return node.cited === 'exhibit'
        ? words
        : h('span', { className: 'cite' }, before === '' ? words : [before, ...words]);
    },
    list: (state: State, node: List) =>
      node.data?.shares
        ? followed(elements, () => h('ul', { className: 'shares', role: 'list' }, blocks(state, node)))
        : listElement(state, node, elements),
    listItem: (state: State, node: ListItem, parent: Parents | undefined) =>
      node.data?.share
        ? partElement(state, node, node.data.share)
        : ended(elements, () => withId(node, withCheckboxCharacter(defaultHandlers.listItem(state, node, parent)))),
    table: (state: State, node: Table, parent: Parents | undefined) =>
      explained(state, node, parent, elements, () => elements.table(tableElement(state, node, terms.numbers.decimal))),
    exhibit: (state: State, node: Exhibit) => exhibitElement(state, node, terms, elements),
    box: (state: State, node: Box, parent: Parents | undefined) =>
      explained(state, node, parent, elements, () => boxElement(state, node)),
    note: (state: State, node: Note) =>
      ended(elements, () =>
        h('div', { className: node.isNotice ? 'notice' : 'note', role: 'note', id: node.id }, blocks(state, node)),
      ),
    margin: (state: State, node: MarginNote) => {
      const className = ['margin', node.kind ?? ''].filter(Boolean);
      return ended(elements, () =>
        h('aside', { className, role: elements.marginRole, id: node.id }, blocks(state, node)),
      );
    },
    passage: (state: State, node: Passage) => passageElement(state, node, elements),
    alert: (state: State, node: Alert) =>
      h('aside', { className: ['note', 'alert', node.kind], role: 'note' }, [
        h('p', { className: 'alert-title' }, terms.alert[node.kind]),
        ...blocks(state, node),
      ]),
    definitionList: (state: State, node: DefinitionList) =>
      withClasses(
        h('dl', { className: node.isGlossary ? 'glossary' : undefined }, blocks(state, node)),
        settingClasses(node.data?.settings),
      ),
    definitionTerm: (state: State, node: DefinitionTerm) =>
      h('dt', { id: node.data?.id }, inline(state, node.children)),
    definitionText: (state: State, node: DefinitionText) => h('dd', inline(state, node.children)),
    footnoteReference: (_state: State, node: FootnoteReference) => footnoteMark(node),
    footnotes: (state: State, node: Footnotes) =>
      h('ul', { className: 'footnotes', ariaLabel: terms.footnotes }, blocks(state, node)),
    footnoteDefinition: (state: State, node: FootnoteDefinition) => footnoteItem(state, node),
    columns: (state: State, node: Columns) => columnsElement(state, node),
    contents: (state: State, node: Contents) =>
      elements.unlisted(() => contentsElement(state, node, terms, elements.hasPages)),
    trend: (_state: State, { trend }: TrendNode) =>
      raw(withoutQuotes(trendSvg(trend, { ink: 'currentColor', signal: 'var(--signal)' }, trendStyle(trend)))),
    value: (_state: State, node: ValueNode, parent: Parents | undefined) =>
      withMeasureWord(valueElement(node, elements), node, parent),
  };
}

/** Chinese characters without a mark between them, more than a line of a heading has on a phone. */
const LONG_PHRASE = /(?:\p{Script=Han}|\d){14}/u;

function paragraphElement(state: State, node: Paragraph): Element {
  const { legend, kicker, boxTitle } = node.data ?? {};
  const className = legend ? 'legend' : kicker ? 'kicker' : boxTitle ? 'lead' : undefined;
  return withClasses(h('p', { className }, inline(state, node.children)), settingClasses(node.data?.settings));
}

/** A box or table, the legend that stands after it in the document, and the list of its figures. */
function explained(
  state: State,
  node: Box | Table,
  parent: Parents | undefined,
  elements: PageElements,
  make: () => Element,
): Element[] {
  const { after } = neighbours(node, parent);
  const [block, ...figures] = followed(elements, make);
  const legend = after?.type === 'paragraph' && (after as Paragraph).data?.legend ? [after as Paragraph] : [];
  return [...(block ? [block] : []), ...legend.map((one) => paragraphElement(state, one)), ...figures];
}

function isExplained(node: Node | undefined): boolean {
  return node?.type === 'box' || node?.type === 'table';
}

function listElement(state: State, node: List, elements: PageElements): Element {
  const name = node.data?.notes ? 'figure-notes' : node.data?.sources && node.ordered ? 'sources' : undefined;
  const settings = settingClasses(node.data?.settings);
  if (!name) return withClasses(defaultHandlers.list(state, node), settings);
  const list = elements.unlisted(() => defaultHandlers.list(state, node));
  return { ...list, properties: { className: [name, ...settings] } };
}

function withClasses(element: Element, names: readonly string[]): Element {
  if (names.length === 0) return element;
  const { className } = element.properties;
  const own = Array.isArray(className) ? className : [];
  return { ...element, properties: { ...element.properties, className: [...own, ...names] } };
}

function sectionClass({ depth, opensPage, isAnnex }: Section): string | undefined {
  const names = [opensPage && 'opens', isAnnex && depth === CHAPTER_DEPTH && 'annex'].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

function withId({ data }: ListItem, element: Element): Element {
  return data?.id ? { ...element, properties: { ...element.properties, id: data.id } } : element;
}

/** The page that a link leads to, with a slot for its number. */
function pageWords({ url, data }: Link, { onPage: [before, after] }: Locale): ElementContent[] {
  const words = data?.isFirst ? withCapital(before) : before;
  return h(null, [words, pageSlot(url.slice(1)), after]).children as ElementContent[];
}

function pageSlot(id: string): Element {
  return h('span', { className: 'page', 'data-page-of': id });
}

/** The mark of a footnote. Ids of the document never begin with an underscore. */
function footnoteMark({ data }: FootnoteReference): Element {
  const { number = 0, marks = 0 } = data?.footnote ?? {};
  const link = h('a', { href: `#_footnote-${number}`, id: `_mark-${number}-${marks}` }, footnoteLetters(number));
  return h('sup', { className: 'footnote-mark' }, link);
}

/** A footnote, whose letter leads back to its first mark. */
function footnoteItem(state: State, node: FootnoteDefinition): Element {
  const number = node.data?.footnote?.number ?? 0;
  const back = h('a', { href: `#_mark-${number}-1` }, footnoteLetters(number));
  const [first, ...rest] = node.children;
  const words = first?.type === 'paragraph' ? inline(state, first.children) : [];
  return h('li', { id: `_footnote-${number}` }, [h('p', [back, ' ', ...words]), ...blocks(state, { children: rest })]);
}

/** A course has the colour of what it is about, a limit that of text. */
function trendStyle({ limit, members }: Trend): string | undefined {
  return limit ? undefined : `color:${colourOf(members, 'var(--accent)')}`;
}

/** A part of a band, as wide as its share. The style sheet has other colours for what has no colour of its own. */
function partElement(state: State, node: ListItem, { percent, members }: NonNullable<Data['share']>): Element {
  const colour = members && colourOf(members);
  const style = `width:${Number(percent.toFixed(2))}%${colour ? `;--part:${colour}` : ''}`;
  return h(
    'li',
    { className: members ? undefined : 'rest', style },
    defaultHandlers.listItem(state, node, undefined).children,
  );
}

/** The colour variable of the first member that has one, as nested fallbacks. */
function colourOf(members: ReadonlyMap<string, string>, otherwise = ''): string {
  return [...members].reduceRight(
    (other, member) => `var(${memberVariable(...member)}${other && `, ${other}`})`,
    otherwise,
  );
}

/** Replaces the checkbox of a task with a character: in a PDF a form control has no text. */
function withCheckboxCharacter(element: Element): Element {
  const children = element.children.map((child): ElementContent => {
    if (child.type !== 'element') return child;
    if (child.tagName === 'p') return withCheckboxCharacter(child);
    return child.tagName === 'input' ? { type: 'text', value: child.properties.checked ? '☑' : '☐' } : child;
  });
  return { ...element, children };
}

/**
 * A figure with its unit and flags. The style sheet keeps it on one line, except between the words of a long unit.
 * Spaces are plain: Chromium prints a no-break space as separate content, after which some readers of tagged PDF lose
 * text.
 */
function valueElement(node: ValueNode, elements: PageElements): Element {
  const { text, shown } = node;
  const [, number = text, unit] = /^([^\u00A0]*)(\u00A0.*)$/su.exec(text) ?? [];
  const flags = shown.length > 0 ? [elements.flags(node, flagText(shown))] : [];
  const [, first, last] = (flags.length > 0 && unit !== undefined && /^(.+ )(\S+)$/su.exec(unit)) || [];
  const isHeld = first !== undefined && last !== undefined;
  const units = unit === undefined ? [] : [unitElement(isHeld ? first : unit)];
  const marked = isHeld ? [h('wbr'), h('span', { className: 'held' }, [unitElement(last), ...flags])] : flags;
  return elements.figure(node, [...rangeEnds([number, ...units]), ...marked]);
}

function unitElement(words: string): Element {
  return h('span', { className: 'unit' }, breakable(words));
}

/** A Chinese range in two parts, between which a line may break: a wide one would leave half of the line before it empty. */
function rangeEnds([number = '', ...unit]: (Element | string)[]): (Element | string)[] {
  const [, from, to] = (typeof number === 'string' && /^(.*\d \p{Script=Han}) (.+)$/u.exec(number)) || [];
  if (from === undefined || to === undefined) return [number, ...unit];
  return [h('span', { className: 'end' }, from), ' ', h('span', { className: 'end' }, to, ...unit)];
}

function contentsElement(state: State, { entries }: Contents, terms: Locale, hasPages: boolean): Element {
  return h('nav', { role: 'doc-toc', ariaLabel: terms.contents }, [
    h('p', { className: 'contents-title' }, terms.contents),
    ...contentsList(state, outline(entries), hasPages),
  ]);
}

/** Nested lists of links; where there are pages, with slots for their numbers. */
function contentsList(state: State, entries: readonly OutlineEntry[], hasPages: boolean): Element[] {
  if (entries.length === 0) return [];
  const items = entries.map(({ id, title, inside }) => {
    const words = h('span', withoutLinks(inline(state, title)));
    const page = hasPages ? [pageSlot(id)] : [];
    return h('li', [h('a', { href: `#${id}` }, [words, ...page]), ...contentsList(state, inside, hasPages)]);
  });
  return [h('ol', items)];
}

/** A chart or a table with its caption above and its notes below. */
function exhibitElement(state: State, node: Exhibit, terms: Locale, elements: PageElements): Element {
  const { body } = node;
  if (body.type === 'table') return ended(elements, () => tableExhibit(state, node, terms, elements));
  return ended(elements, () => chartExhibit(state, node, terms, elements), body.values);
}

function tableExhibit(state: State, node: Exhibit, terms: Locale, elements: PageElements): Element {
  const { id, width, body } = node;
  const name = nameOf(node, terms);
  const caption = h('caption', captionOf(state, node, name));
  const isSplit = node.data?.settings?.keep !== 'together';
  const split = {
    'data-keep': isSplit ? '' : undefined,
    'data-continued': elements.hasPages ? terms.continued(name) : undefined,
  };
  const table =
    body.type === 'table' ? [elements.table(tableElement(state, body, terms.numbers.decimal, caption))] : [];
  return h('div', { className: classOf(node), id, 'data-width': width, ...split }, [
    ...table,
    ...notesBelow(state, node),
  ]);
}

function chartExhibit(state: State, node: Exhibit, terms: Locale, elements: PageElements): Element {
  const { id, width, body } = node;
  const name = nameOf(node, terms);
  const caption = h('figcaption', captionOf(state, node, name));
  const chart = body.type === 'chart' ? [elements.chart(body.rendered, body.alt, name)] : [];
  const files = body.type === 'chart' ? elements.chartFiles(body.rendered) : [];
  const content = [caption, ...chart, ...notesBelow(state, node), ...files];
  return h('figure', { className: classOf(node), role: elements.chartRole, id, 'data-width': width }, content);
}

function classOf({ data }: Exhibit): string[] {
  return ['exhibit', ...settingClasses(data?.settings)];
}

function nameOf({ body, number }: Exhibit, terms: Locale): string {
  return `${terms.exhibit[body.type]} ${number}`;
}

/** Lines are separated with <br>: Chromium does not recognise a caption with blocks in it. */
function captionOf(state: State, { title, subtitle }: Exhibit, name: string): (ElementContent | string)[] {
  return [
    h('span', { className: 'label' }, name),
    ' ',
    h('span', { className: 'title' }, inline(state, title)),
    ...(subtitle.length > 0 ? [h('br'), h('span', { className: 'subtitle' }, inline(state, subtitle))] : []),
  ];
}

function notesBelow(state: State, { notes }: Exhibit): Element[] {
  const paragraphs = notes.map((note) => h('p', inline(state, note)));
  return paragraphs.length > 0 ? [h('div', { className: 'notes' }, paragraphs)] : [];
}

/** The headline box: a list with an item for each of its figures. Those side by side share the rows of their parts. */
function boxElement(state: State, { id, items }: Box): Element {
  const rows = 2 + Math.max(0, ...items.map(({ notes }) => notes.length));
  const style = `--rows: ${rows}; --letters: ${longestNumber(items)}`;
  const attributes = { className: 'box', role: 'list', id, 'data-count': items.length, style };
  return h(
    'ul',
    attributes,
    items.map((item) => boxItem(state, item)),
  );
}

/** Letters of the longest number, of which none goes to a next line; Han characters are two wide. */
function longestNumber(items: readonly BoxItem[]): number {
  const parts = items.flatMap(({ figure }) => plainText(figure).split(/[\s\u2013\u2014-]/u));
  const lengths = parts
    .filter((part) => /\p{N}/u.test(part))
    .map((part) => part.length + (part.match(/\p{Script=Han}/gu)?.length ?? 0));
  return Math.max(1, ...lengths);
}

function boxItem(state: State, { label, figure, notes }: BoxItem): Element {
  return h('li', [
    h('p', { className: 'label' }, inline(state, label)),
    h('p', { className: 'figure' }, inline(state, figure)),
    ...notes.map((note, index) =>
      h('p', { className: isNextTo(note, index) ? 'beside' : undefined }, inline(state, note)),
    ),
  ]);
}

/** Whether a note is only a line without an area and stands under another note, which has space for it on its right. */
function isNextTo(note: BoxItem['notes'][number], index: number): boolean {
  const [drawn] = note;
  return index > 0 && note.length === 1 && drawn?.type === 'trend' && !drawn.trend.isArea;
}

/** Columns of text; of exhibits, a row in which each has its width. */
function columnsElement(state: State, node: Columns): Element {
  const exhibits = node.children.filter((child) => child.type === 'exhibit');
  const isRow = exhibits.length === node.children.length && exhibits.some(({ width }) => width !== undefined);
  const settings = settingClasses(node.data?.settings);
  if (!isRow) return h('div', { className: ['columns', ...settings] }, blocks(state, node));
  const widths = exhibits.map(({ width = 'half' }) => `minmax(0, ${GRID_WIDTHS[width]}fr)`);
  const style = `--widths: ${widths.join(' ')}`;
  return h('div', { className: ['columns', 'row', ...settings], style }, blocks(state, node));
}

/**
 * Text with notes next to it, in groups: the notes on a block stand next to it and the blocks up to the next one with notes.
 * On a screen notes that are by an estimate much longer than that go on below their block; on paper this is measured
 * (`output/pdf/long-margins.ts`).
 */
function passageElement(state: State, { children }: Passage, { hasPages }: PageElements): Element[] {
  return groupsOf(children).map(({ texts, notes }) => {
    const [first, ...others] = texts.map((text, at) =>
      h('div', { className: 'passage-text', style: `--row: ${at + 1}` }, blocks(state, { children: [text] })),
    );
    const nextTo = h(
      'div',
      { className: 'margins', style: `--row: 1 / ${texts.length + 1}` },
      blocks(state, { children: notes }),
    );
    const isLong = !hasPages && areLonger(notes, texts);
    // What notes need next to several blocks is added below the last of them.
    const rows = texts.length > 1 ? `--rows: ${'auto '.repeat(texts.length - 1)}1fr` : undefined;
    const content = [...(first ? [first] : []), ...(notes.length > 0 ? [nextTo] : []), ...others];
    return h('div', { className: ['passage', ...(isLong ? ['around'] : [])], style: rows }, content);
  });
}

interface PassageGroup {
  readonly texts: DocumentContent[];
  readonly notes: DocumentContent[];
}

/** A group begins with each block that has notes, the first one with the passage. */
function groupsOf(children: readonly DocumentContent[]): PassageGroup[] {
  const groups: PassageGroup[] = [];
  for (const [at, child] of children.entries()) {
    const next = children[at + 1];
    const last = groups.at(-1);
    if (last && isMarginal(child)) last.notes.push(child);
    else if (last && !(next && isMarginal(next))) last.texts.push(child);
    else groups.push({ texts: [child], notes: [] });
  }
  return groups;
}

/** A kind of text on a wide screen: letters in a line, and the heights of a line and of the space below, in pixels. */
interface Setting {
  readonly letters: number;
  readonly line: number;
  readonly space: number;
}
const TEXT: Setting = { letters: 80, line: 27, space: 15 };
const NOTE: Setting = { letters: 40, line: 20, space: 18 };

/** Lines by which notes may be longer than the text next to them: a gap in the text is less of a fault than a note in two places. */
const MORE_LINES = 5;

/** Whether notes are much longer than the text next to them. An exhibit has no lines that could go on. */
function areLonger(notes: readonly DocumentContent[], texts: readonly DocumentContent[]): boolean {
  if (notes.some(({ type }) => type === 'exhibit')) return false;
  return heightOf(notes, NOTE) > heightOf(texts, TEXT) + MORE_LINES * NOTE.line;
}

function heightOf(content: readonly DocumentContent[], { letters, line, space }: Setting): number {
  const paragraphs = content.flatMap((block) => nodesOf(block, 'paragraph'));
  const lines = paragraphs.map(({ children }) => Math.ceil(widthOf(plainText(children)) / letters));
  return lines.reduce((sum, count) => sum + count * line, 0) + content.length * space;
}

/** A block, followed by the list of its figures. */
function followed(elements: PageElements, make: () => Element): Element[] {
  const { block, figures } = elements.listed(make);
  return [block, ...figures];
}

/** A block with the list of its figures at its end; `drawn` are those of a chart in it. */
function ended(elements: PageElements, make: () => Element, drawn?: readonly Value[]): Element {
  const { block, figures } = elements.listed(make, drawn);
  return figures.length > 0 ? { ...block, children: [...block.children, ...figures] } : block;
}

/** The words of a line. */
function inline(state: State, children: readonly PhrasingContent[]): ElementContent[] {
  return state.all({ type: 'paragraph', children: [...children] });
}

/** The blocks in a node of Assay's, which the library does not know as a parent. */
function blocks(state: State, { children }: { children: readonly unknown[] }): ElementContent[] {
  return state.all({ type: 'root', children: children as [] });
}
