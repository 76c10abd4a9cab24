import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { State } from 'mdast-util-to-hast';
import type { Box, BoxItem, Exhibit } from '../../document/exhibit-nodes.ts';
import { settingClasses } from '../../document/settings.ts';
import { plainText } from '../../document/tree-walk.ts';
import type { Locale } from '../../locale/locale.ts';
import { tableElement } from './html-table.ts';
import { ended } from './listed-blocks.ts';
import { inline } from './node-content.ts';
import type { PageElements } from './page-elements.ts';

/** A chart or a table with its caption above and its notes below. */
export function exhibitElement(state: State, node: Exhibit, terms: Locale, elements: PageElements): Element {
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

/** The headline box: a list with an item for each of its figures. Those beside one another share the rows of their parts. */
export function boxElement(state: State, { id, items }: Box): Element {
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
      h('p', { className: isBeside(note, index) ? 'beside' : undefined }, inline(state, note)),
    ),
  ]);
}

/** Whether a note is only a line without an area and stands under another note, which has space for it on its right. */
function isBeside(note: BoxItem['notes'][number], index: number): boolean {
  const [drawn] = note;
  return index > 0 && note.length === 1 && drawn?.type === 'trend' && !drawn.trend.isArea;
}
