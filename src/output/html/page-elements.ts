import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { RenderedChart } from '../../chart/chart-model.ts';
import type { NoteLink, ValueNode } from '../../document/inline-nodes.ts';
import { addressOf, type Value } from '../../figure/value.ts';
import { words } from '../../language/locales.ts';
import { type FigureListSources, figureLists } from './figure-lists.ts';
import { inlineSvg, screenDrawings } from './inline-svg.ts';
import type { PlaceMarks } from './place-marks.ts';

/** A block of a page, and the list of its figures, which follows it or stands at its end. */
export interface Listed<T> {
  readonly block: T;
  readonly figures: readonly Element[];
}

/** The elements that differ between a page for paper and one for the screen. */
export interface PageElements {
  /** A figure in text or in a cell. */
  figure(node: ValueNode, children: readonly (ElementContent | string)[]): Element;
  /** The flags after a figure, with the space before them. */
  flags(node: ValueNode, text: string): Element;
  /** A chart, with its alternative text and the name of its exhibit. */
  chart(chart: RenderedChart, alt: string, name: string): Element;
  /** Links to the files of a chart: its data and its picture. */
  chartFiles(chart: RenderedChart): Element[];
  table(table: Element): Element;
  /** Makes a block that lists its figures, those of a chart in it included. */
  listed<T>(make: () => T, drawn?: readonly Value[]): Listed<T>;
  /** Makes a block whose figures are not listed: it repeats others, or says itself where they come from. */
  unlisted<T>(make: () => T): T;
  /** Whether it has pages, between which a table may be split. */
  readonly hasPages: boolean;
  /** Role of the element around a chart and its caption. */
  readonly chartRole: string | undefined;
  /** Role of a note in the margin. */
  readonly marginRole: string;
  /** Marks elements with where they come from: for a preview only. */
  readonly marks?: PlaceMarks | undefined;
}

/** Characters of a figure that a line on a phone has room for. */
const LINE = 30;

/** A figure stays on one line, unless that might be too short for it. */
function figureClass(text: string): string {
  return text.length > LINE ? 'value long' : 'value';
}

/** Only what was corrected, or is contradicted in a draft, has the colour of a signal. */
function flagClass(shown: ValueNode['shown']): string {
  return shown.includes('corrected') || shown.includes('contradicted') ? 'flag signal' : 'flag';
}

/** For paper, where text is set in the fonts that Assay ships. */
export const PAPER_ELEMENTS: PageElements = {
  figure: ({ value, text, note, shown }, children) => {
    const linked = note && shown.length === 0 ? [noteLink(note, children)] : [...children];
    return h('span', { className: figureClass(text), id: note?.id, 'data-address': addressOf(value) }, linked);
  },
  flags: ({ note, shown }, text) =>
    h('span', { className: flagClass(shown) }, [' ', note ? noteLink(note, [text]) : text]),
  chart: (chart, alt) => {
    const { heights } = chart;
    const range = heights && `${heights.min} ${heights.max}`;
    return h('div', { className: 'chart', 'data-heights': range }, [raw(inlineSvg(chart, alt))]);
  },
  chartFiles: () => [],
  table: (table) => table,
  listed: (make) => ({ block: make(), figures: [] }),
  unlisted: (make) => make(),
  hasPages: true,
  // In a tagged PDF a figure would become one picture, with its caption.
  chartRole: 'group',
  // Chromium tags this one as what stands aside, but has no tag for the role of a note.
  marginRole: 'complementary',
};

function noteLink({ leadsTo, words }: NoteLink, children: readonly (ElementContent | string)[]): Element {
  return h('a', { className: 'noted', href: `#${leadsTo}`, ariaLabel: words }, [...children]);
}

/**
 * For the screen: each block of text, chart and table is followed by a closed list of its figures, and what is too wide
 * for a phone scrolls by itself.
 */
export function screenElements(sources: FigureListSources): PageElements {
  const lists = figureLists(sources);
  const terms = words(sources.locale);
  /** The figures so far that no list has. Those of a heading wait for the block below it. */
  let found: Value[] = [];
  /** How many blocks are open that list or hide what is in them: only the outermost does. */
  let depth = 0;
  function within<T>(make: () => T): T {
    depth += 1;
    try {
      return make();
    } finally {
      depth -= 1;
    }
  }
  return {
    figure: ({ value, text }, children) => {
      found.push(value.text === text ? value : value.with({ text }));
      return h('span', { className: figureClass(text) }, [...children]);
    },
    // named: a screen reader says the meaning of a mark, not its shape
    flags: ({ shown }, text) =>
      h(
        'span',
        {
          className: flagClass(shown),
          role: 'img',
          ariaLabel: shown
            .map((flag) => (flag === 'derived' ? terms.drawn.derived : terms.flag[flag]))
            .join(terms.comma),
        },
        ` ${text}`,
      ),
    chart: (chart, alt, name) => {
      const drawings = screenDrawings(chart, alt).map(raw);
      // Two drawings are one picture. Only what a phone has to scroll can be focused.
      const named =
        drawings.length > 1 ? { role: 'img', ariaLabel: alt } : { role: 'group', ariaLabel: name, tabIndex: 0 };
      return h('div', { className: 'chart', ...named }, drawings);
    },
    chartFiles: ({ name }) => [
      h('p', { className: 'files' }, [
        h('a', { href: `charts/${name}.csv` }, terms.provenance.chartData),
        ' ',
        h('a', { href: `charts/${name}.svg` }, terms.provenance.chartPicture),
      ]),
    ],
    table: (table) => h('div', { className: 'scroll', tabIndex: 0 }, [table]),
    listed: (make, drawn) => {
      const block = within(make);
      if (depth > 0) return { block, figures: [] };
      const own = found;
      found = [];
      return { block, figures: drawn ? lists.chartListOf([...own, ...drawn]) : lists.listOf(own) };
    },
    unlisted: (make) => {
      const before = found;
      const block = within(make);
      found = before;
      return block;
    },
    hasPages: false,
    chartRole: undefined,
    marginRole: 'note',
  };
}

/** Content for a link: without links of its own. */
export function withoutLinks(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((node) => {
    if (node.type !== 'element') return node;
    const children = withoutLinks(node.children);
    return node.tagName === 'a' ? children : { ...node, children };
  });
}

/** Markup that is known to be well-formed. */
export function raw(value: string): ElementContent {
  return { type: 'raw', value } as unknown as ElementContent;
}
