import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { AssayResult } from '../../assay/results.ts';
import type { RenderedChart } from '../../chart/chart-model.ts';
import type { Dataset } from '../../dataset/model.ts';
import type { ValueNode } from '../../document/nodes.ts';
import { addressOf } from '../../figure/value.ts';
import { provenanceNotes } from './provenance-notes.ts';
import { glyphSheet, inlineSvg, outlinedSvg } from './inline-svg.ts';

/** What differs between a page on paper and one on a screen. */
export interface Medium {
  /** A figure in text or in a cell. */
  figure(node: ValueNode, children: readonly (ElementContent | string)[]): Element;
  /** The letters after a figure. */
  flags(node: ValueNode, letters: string): Element | string;
  /** A drawing with words for it, and the name of the exhibit it stands in. */
  drawing(chart: RenderedChart, alt: string, name: string): Element;
  table(table: Element): Element;
  /** Whether it has pages, between which a table may be split. */
  readonly hasPages: boolean;
  /** Role of the element around a chart and its caption. */
  readonly chartRole: string | undefined;
}

/** Paper: what is read is there, and fonts are those that Assay ships. */
export const PAPER: Medium = {
  figure: ({ value, note }, children) =>
    h('span', { className: 'value', id: note?.id, 'data-address': addressOf(value) }, [...children]),
  flags: ({ note }, letters) => (note ? h('a', { href: `#${note.leadsTo}`, ariaLabel: note.words }, letters) : letters),
  drawing: (chart, alt) => h('div', { className: 'chart' }, [raw(inlineSvg(chart, alt))]),
  table: (table) => table,
  hasPages: true,
  // a figure becomes one picture in a tagged PDF, its caption included
  chartRole: 'group',
};

/** A screen, and what stands at the end of its page once everything else is rendered. */
export interface Screen extends Medium {
  rest(): Element[];
}

/**
 * A screen: each figure opens where it comes from, what is too wide for a phone scrolls by itself, and charts have
 * their letters as outlines, since a reader may not have the fonts that their labels were measured in.
 */
export function openScreen(dataset: Dataset, locale: string, tests?: AssayResult): Screen {
  const notes = provenanceNotes(dataset, locale, tests);
  const glyphs = new Map<string, string>();
  return {
    figure: ({ value }, children) =>
      h('button', { type: 'button', className: 'value', popoverTarget: notes.idOf(value) }, [...children]),
    flags: (_node, letters) => letters,
    drawing: (chart, alt, name) =>
      h('div', { className: 'chart', role: 'group', ariaLabel: name, tabIndex: 0 }, [
        raw(outlinedSvg(chart, alt, glyphs)),
      ]),
    table: (table) => h('div', { className: 'scroll', tabIndex: holdsButton(table) ? undefined : 0 }, [table]),
    hasPages: false,
    chartRole: undefined,
    rest: () => [...notes.elements(), ...(glyphs.size > 0 ? [h('div', [raw(glyphSheet(glyphs))])] : [])],
  };
}

/** Within a link, what opens something else or leads elsewhere is plain text. */
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

/** Markup that is known to be whole. */
export function raw(value: string): ElementContent {
  return { type: 'raw', value } as unknown as ElementContent;
}
