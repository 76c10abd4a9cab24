import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Node } from 'unist';
import type {
  FootnoteDefinition,
  FootnoteReference,
  Heading,
  Link,
  List,
  ListItem,
  Paragraph,
  Parents,
  Table,
  Text,
} from 'mdast';
import { defaultHandlers, type Handlers, type State } from 'mdast-util-to-hast';
import type {
  Alert,
  Box,
  CitationNode,
  Columns,
  Contents,
  DefinitionList,
  DefinitionTerm,
  DefinitionText,
  Exhibit,
  Footnotes,
  MarginNote,
  Note,
  Passage,
  Section,
  TrendNode,
  ValueNode,
} from '../../document/nodes.ts';
import { footnoteLetters } from '../../document/footnote-letters.ts';
import { outline, type OutlineEntry } from '../../document/outline.ts';
import { flagText } from '../../document/transforms/flags.ts';
import { plainText } from '../../document/tree-walk.ts';
import type { Trend } from '../../figure/trend.ts';
import type { Locale } from '../../locale/locale.ts';
import { LOCALES, words } from '../../locale/locales.ts';
import { type PageElements, raw, withoutLinks } from './page-elements.ts';
import { memberVariable } from '../style/variables.ts';
import { trendSvg } from '../svg-file.ts';
import { withoutQuotes } from './short-svg.ts';
import { tableElement } from './html-table.ts';
import { boxElement, exhibitElement } from './exhibit-elements.ts';
import { columnsElement, passageElement } from './layout-elements.ts';
import { ended, followed } from './listed-blocks.ts';
import { blocks, inline } from './node-content.ts';

/** Depth of the headings that are printed at the head of pages. */
const CHAPTER_DEPTH = 2;

/** Handlers that make HTML of the nodes of a document, for those that differ from Markdown's own. */
export function documentHandlers(locale: string, elements: PageElements): Handlers {
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
        inline(state, node.children),
      );
    },
    paragraph: (state: State, node: Paragraph) =>
      followed(elements, () =>
        h('p', { className: node.data?.legend ? 'legend' : undefined }, inline(state, node.children)),
      ),
    text: (_state: State, node: Text, parent: Parents | undefined) => textContent(node, parent, elements),
    link: (state: State, node: Link) =>
      h(
        'a',
        {
          href: node.url,
          className: node.data?.isTerm ? 'term' : undefined,
          id: node.data?.id,
          title: node.title ?? undefined,
          ariaLabel: node.data?.label,
        },
        withoutLinks(inline(state, node.children)),
      ),
    citation: (state: State, node: CitationNode, parent: Parents | undefined) => {
      const mark = h('span', { className: node.cited === 'exhibit' ? 'credit' : 'cite' }, inline(state, node.children));
      const before = beforeMark(neighbours(node, parent).before, node).replace('\u00A0', ' ');
      return before === '' ? mark : h('span', { className: 'joined' }, [before, mark]);
    },
    list: (state: State, node: List) => listElement(state, node, elements),
    listItem: (state: State, node: ListItem, parent: Parents | undefined) =>
      ended(elements, () => withId(node, withCheckboxCharacter(defaultHandlers.listItem(state, node, parent)))),
    table: (state: State, node: Table) =>
      followed(elements, () => elements.table(tableElement(state, node, terms.numbers.decimal))),
    exhibit: (state: State, node: Exhibit) => exhibitElement(state, node, terms, elements),
    box: (state: State, node: Box) => followed(elements, () => boxElement(state, node)),
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
    passage: (state: State, node: Passage) => passageElement(state, node),
    alert: (state: State, node: Alert) =>
      h('aside', { className: ['note', 'alert', node.kind], role: 'note' }, [
        h('p', { className: 'alert-title' }, terms.alert[node.kind]),
        ...blocks(state, node),
      ]),
    definitionList: (state: State, node: DefinitionList) =>
      h('dl', { className: node.isGlossary ? 'glossary' : undefined }, blocks(state, node)),
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

function listElement(state: State, node: List, elements: PageElements): Element {
  const name = node.data?.notes ? 'figure-notes' : node.data?.sources && node.ordered ? 'sources' : undefined;
  if (!name) return defaultHandlers.list(state, node);
  const list = elements.unlisted(() => defaultHandlers.list(state, node));
  return { ...list, properties: { className: [name] } };
}

function sectionClass({ depth, opensPage, isAnnex }: Section): string | undefined {
  const names = [opensPage && 'opens', isAnnex && depth === CHAPTER_DEPTH && 'annex'].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

function withId({ data }: ListItem, element: Element): Element {
  return data?.id ? { ...element, properties: { ...element.properties, id: data.id } } : element;
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
  return limit ? undefined : `color:${colourOf(members)}`;
}

/** The colour variable of the first member that has one, as nested fallbacks. */
function colourOf(members: ReadonlyMap<string, string>): string {
  return [...members].reduceRight((other, member) => `var(${memberVariable(...member)}, ${other})`, 'var(--accent)');
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
  return elements.figure(node, [
    number,
    ...(unit === undefined ? [] : [h('span', { className: 'unit' }, breakable(unit))]),
    ...(shown.length > 0 ? [elements.flags(node, flagText(shown))] : []),
  ]);
}

/**
 * Words with no-break spaces between them, and dates that a locale writes without spaces. The look behind makes the search
 * of a long word try its start only.
 */
const UNBROKEN = [/(?<!\S)\S*\u00A0[^ \n]*/u, ...LOCALES.flatMap(({ unspacedDate }) => unspacedDate ?? [])];
const JOINED = new RegExp(`(${UNBROKEN.map(({ source }) => source).join('|')})`, 'u');

/** Text with elements around what must stay on one line. On paper its spaces are plain, on screens there are none else. */
function textContent(node: Text, parent: Parents | undefined, { hasPages }: PageElements): ElementContent[] {
  const { before, after } = neighbours(node, parent);
  return node.value
    .slice(measureWord(before, node).length, node.value.length - beforeMark(node, after).length)
    .split(JOINED)
    .flatMap((part, at): ElementContent[] => {
      const value = hasPages ? part.replaceAll('\u00A0', ' ') : part;
      if (at % 2 === 1 && !value.includes('\u00A0')) return [h('span', { className: 'joined' }, value)];
      return value === '' ? [] : [{ type: 'text', value }];
    });
}

/** A figure, with the Chinese measure word after it, on one line. */
function withMeasureWord(figure: Element, node: ValueNode, parent: Parents | undefined): Element {
  const word = measureWord(node, neighbours(node, parent).after);
  return word === '' ? figure : h('span', { className: 'joined' }, [figure, word]);
}

/** The space and Chinese character that follow a figure, or an empty text. */
function measureWord(figure: Node | undefined, text: Node | undefined): string {
  if (figure?.type !== 'value' || text?.type !== 'text') return '';
  return /^ \p{Script=Han}/u.exec((text as Text).value)?.[0] ?? '';
}

/** What stands on one line with the mark after it: a no-break space, or a Chinese character, after which lines break. */
function beforeMark(text: Node | undefined, mark: Node | undefined): string {
  if (mark?.type !== 'citation' || (mark as CitationNode).cited === 'exhibit' || text?.type !== 'text') return '';
  return /(?:\u00A0|\p{Script=Han})$/u.exec((text as Text).value)?.[0] ?? '';
}

function neighbours(node: Node, parent: Parents | undefined): { before: Node | undefined; after: Node | undefined } {
  const siblings: readonly Node[] = parent?.children ?? [];
  const at = siblings.indexOf(node);
  return { before: siblings[at - 1], after: siblings[at + 1] };
}

/** Text with a possible line break after each space, but not after no-break spaces. */
function breakable(text: string): (Element | string)[] {
  return text.split(/(?<= )/).flatMap((word, at) => {
    const plain = word.replaceAll('\u00A0', ' ');
    return at === 0 ? [plain] : [h('wbr'), plain];
  });
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
    const page = hasPages ? [h('span', { className: 'page', 'data-page-of': id })] : [];
    return h('li', [h('a', { href: `#${id}` }, [words, ...page]), ...contentsList(state, inside, hasPages)]);
  });
  return [h('ol', items)];
}
