import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Heading, Link, Paragraph, PhrasingContent, Table } from 'mdast';
import type { Handlers, State } from 'mdast-util-to-hast';
import type {
  Box,
  BoxItem,
  Chart,
  Columns,
  Contents,
  Exhibit,
  Note,
  Section,
  ValueNode,
} from '../../document/nodes.ts';
import { outline, type OutlineEntry } from '../../document/outline.ts';
import { flagText } from '../../document/transforms/flags.ts';
import { type Words, words } from '../../format/words.ts';
import { inlineSvg } from './svg.ts';
import { hasClass, tableElement } from './table.ts';

const NO_BREAK_SPACE = '\u00A0';

/** How each node of a document becomes HTML, beside what Markdown itself has. */
export function documentHandlers(locale: string): Handlers {
  const terms = words(locale);
  return {
    section: (state: State, node: Section) => h('section', blocks(state, node)),
    heading: (state: State, node: Heading) => h(`h${node.depth}`, { id: node.data?.id }, inline(state, node.children)),
    paragraph: (state: State, node: Paragraph) =>
      h('p', { className: node.data?.legend ? 'legend' : undefined }, inline(state, node.children)),
    link: (state: State, node: Link) =>
      h('a', { href: node.url, title: node.title ?? undefined }, inline(state, node.children)),
    table: (state: State, node: Table) => tableElement(state, node),
    exhibit: (state: State, node: Exhibit) => exhibitElement(state, node, terms),
    box: (state: State, node: Box) => boxElement(state, node),
    note: (state: State, node: Note) => h('div', { className: 'note', role: 'note', id: node.id }, blocks(state, node)),
    columns: (state: State, node: Columns) => h('div', { className: 'columns' }, blocks(state, node)),
    contents: (state: State, node: Contents) => contentsElement(state, node, terms),
    value: (_state: State, node: ValueNode) => valueElements(node),
  };
}

function inline(state: State, children: readonly PhrasingContent[]): ElementContent[] {
  return state.all({ type: 'paragraph', children: [...children] });
}

/** The blocks in a node of ours, which the library does not know to be a parent. */
function blocks(state: State, { children }: { children: readonly unknown[] }): ElementContent[] {
  return state.all({ type: 'root', children: children as [] });
}

/** A figure, and its flags in brackets smaller after it. */
function valueElements({ text, value, shown }: ValueNode): Element[] {
  const figure = h('span', { className: 'value', 'data-address': value.address }, text);
  return shown.length > 0 ? [figure, h('span', { className: 'flag' }, NO_BREAK_SPACE + flagText(shown))] : [figure];
}

function exhibitElement(state: State, node: Exhibit, terms: Words): Element {
  const { id, kind, number, title, subtitle, body, notes } = node;
  const caption = [
    h('span', { className: 'label' }, `${terms[kind]}${NO_BREAK_SPACE}${number}`),
    h('span', { className: 'title' }, inline(state, title)),
    ...(subtitle.length > 0 ? [h('span', { className: 'subtitle' }, inline(state, subtitle))] : []),
  ];
  const below = notes.map((note) => h('p', { className: 'source' }, inline(state, note)));
  if (body.type === 'table') {
    return h('div', { className: 'exhibit', id }, [tableElement(state, body, h('caption', caption)), ...below]);
  }
  return h('figure', { className: 'exhibit', role: 'group', id }, [
    h('figcaption', caption),
    chartElement(body),
    ...below,
  ]);
}

/** The drawing itself; text in it is text, set in the fonts of the page. */
function chartElement({ rendered, alt }: Chart): Element {
  const drawing = { type: 'raw', value: inlineSvg(rendered, alt) } as unknown as ElementContent;
  return h('div', { className: 'chart' }, [drawing]);
}

function boxElement(state: State, { id, items }: Box): Element {
  return h(
    'div',
    { className: 'box', id, 'data-count': items.length },
    items.map((item) => boxItem(state, item)),
  );
}

function boxItem(state: State, { label, figure, notes }: BoxItem): Element {
  return h('div', [
    h('p', { className: 'label' }, inline(state, label)),
    h('p', { className: 'figure' }, inline(state, figure).map(withSmallUnit)),
    ...notes.map((note) => h('p', inline(state, note))),
  ]);
}

/** Sets the unit of a headline figure apart, so that it can be smaller than the number. */
function withSmallUnit(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  if (!hasClass(node, 'value')) return { ...node, children: node.children.map(withSmallUnit) };
  const [text] = node.children;
  const match = text?.type === 'text' ? /^(.*?\d)(\u00A0.+)$/su.exec(text.value) : null;
  return match ? h('span', node.properties, [match[1] ?? '', h('span', { className: 'unit' }, match[2])]) : node;
}

function contentsElement(state: State, { entries }: Contents, terms: Words): Element {
  return h('nav', { role: 'doc-toc', ariaLabel: terms.contents }, [
    h('p', { className: 'contents-title' }, terms.contents),
    ...contentsList(state, outline(entries)),
  ]);
}

/** Nested lists of links; each page number is filled in once the pages are known. */
function contentsList(state: State, entries: readonly OutlineEntry[]): Element[] {
  if (entries.length === 0) return [];
  const items = entries.map(({ id, title, inside }) => {
    const words = h('span', inline(state, title));
    const page = h('span', { className: 'page', 'data-page-of': id });
    return h('li', [h('a', { href: `#${id}` }, [words, page]), ...contentsList(state, inside)]);
  });
  return [h('ol', items)];
}
