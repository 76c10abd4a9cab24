import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { AssayResult } from '../../assay/results.ts';
import type { RenderedChart } from '../../chart/chart-model.ts';
import type { Dataset } from '../../dataset/model.ts';
import type { NoteLink, ValueNode } from '../../document/nodes.ts';
import { addressOf } from '../../figure/value.ts';
import { words } from '../../locale/locales.ts';
import { provenanceNotes } from './provenance-notes.ts';
import { glyphSheet, inlineSvg, outlinedSvg } from './inline-svg.ts';

/** The elements that differ between a page for paper and one for the screen. */
export interface PageElements {
  /** A figure in text or in a cell. */
  figure(node: ValueNode, children: readonly (ElementContent | string)[]): Element;
  /** The flags after a figure. */
  flags(node: ValueNode, text: string): Element | string;
  /** A chart, with its alternative text and the name of its exhibit. */
  chart(chart: RenderedChart, alt: string, name: string): Element;
  table(table: Element): Element;
  /** Whether it has pages, between which a table may be split. */
  readonly hasPages: boolean;
  /** Role of the element around a chart and its caption. */
  readonly chartRole: string | undefined;
}

/** Characters of a figure that a line on a phone has room for. */
const LINE = 30;

/** A figure stays on one line, unless that might be too short for it. */
function figureClass(text: string): string {
  return text.length > LINE ? 'value long' : 'value';
}

/** For paper, where text is set in the fonts that Assay ships. */
export const PAPER_ELEMENTS: PageElements = {
  figure: ({ value, text, note, shown }, children) => {
    const linked = note && shown.length === 0 ? [noteLink(note, children)] : [...children];
    return h('span', { className: figureClass(text), id: note?.id, 'data-address': addressOf(value) }, linked);
  },
  flags: ({ note }, text) => (note ? noteLink(note, [text]) : text),
  chart: (chart, alt) => {
    const { heights } = chart;
    const range = heights && `${heights.min} ${heights.max}`;
    return h('div', { className: 'chart', 'data-heights': range }, [raw(inlineSvg(chart, alt))]);
  },
  table: (table) => table,
  hasPages: true,
  // In a tagged PDF a figure would become one picture, with its caption.
  chartRole: 'group',
};

function noteLink({ leadsTo, words }: NoteLink, children: readonly (ElementContent | string)[]): Element {
  return h('a', { className: 'noted', href: `#${leadsTo}`, ariaLabel: words }, [...children]);
}

/** The elements of a page for the screen. */
export interface ScreenElements extends PageElements {
  /** The notes and definitions that the elements so far refer to, for the end of the page. */
  appendix(): Element[];
}

/**
 * For the screen: each figure opens its provenance, what is too wide for a phone scrolls by itself, and charts have
 * outlines for letters, because a reader may lack the fonts with which their labels were measured.
 */
export function screenElements(dataset: Dataset, locale: string, tests?: AssayResult): ScreenElements {
  const notes = provenanceNotes(dataset, locale, tests);
  const terms = words(locale);
  const glyphs = new Map<string, string>();
  return {
    figure: ({ value, text }, children) =>
      h('button', { type: 'button', className: figureClass(text), popoverTarget: notes.idOf(value) }, [...children]),
    // named: a screen reader says the meaning of a mark, not its shape
    flags: ({ shown }, text) =>
      h('span', { role: 'img', ariaLabel: shown.map((flag) => terms.flag[flag]).join(terms.comma) }, text),
    chart: (chart, alt, name) =>
      h('div', { className: 'chart', role: 'group', ariaLabel: name, tabIndex: 0 }, [
        raw(outlinedSvg(chart, alt, glyphs)),
      ]),
    table: (table) => h('div', { className: 'scroll', tabIndex: holdsButton(table) ? undefined : 0 }, [table]),
    hasPages: false,
    chartRole: undefined,
    appendix: () => [...notes.elements(), ...(glyphs.size > 0 ? [h('div', [raw(glyphSheet(glyphs))])] : [])],
  };
}

/** Content for a link: without links and buttons of its own. */
export function withoutLinks(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((node) => {
    if (node.type !== 'element') return node;
    const children = withoutLinks(node.children);
    if (node.tagName === 'button') return h('span', { className: 'value' }, children);
    return node.tagName === 'a' ? children : { ...node, children };
  });
}

function holdsButton({ children }: Element): boolean {
  return children.some((node) => node.type === 'element' && (node.tagName === 'button' || holdsButton(node)));
}

/** Markup that is known to be well-formed. */
export function raw(value: string): ElementContent {
  return { type: 'raw', value } as unknown as ElementContent;
}
