import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/** A chart of a page whose height may change. Heights are CSS pixels of its drawing. */
export interface FlexibleChart {
  /** Id of its exhibit. */
  readonly exhibit: string;
  readonly height: number;
  readonly least: number;
  readonly most: number;
}

/** A part of a column, in CSS pixels. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** The least and the most that spaces between blocks are multiplied with (`--air`). */
export const LEAST_AIR = 0.5;
export const MOST_AIR = 1.5;

/** Something that stands in the column of a page: a heading, a paragraph, an exhibit, a row of exhibits. */
export interface PageBlock {
  readonly id: string;
  /** Where it begins and ends if the document is one long page, in CSS pixels. */
  readonly top: number;
  readonly bottom: number;
  /** The same with the least and the most space between blocks. */
  readonly tight: Extent;
  readonly loose: Extent;
  /** Whether it begins a page in any case. */
  readonly startsPage: boolean;
  /** Whether it may not end a page: a heading. */
  readonly keepsNext: boolean;
  /** Whether a page may end inside it. */
  readonly breaks: boolean;
  /** Whether it is better not to: a table, which a reader sees whole. */
  readonly isTable: boolean;
  /** The height of what a page may not divide where it begins: two lines, or the head of a table and its first rows. */
  readonly opening: number;
  /** Charts that stand side by side change their height together. */
  readonly rows: readonly (readonly FlexibleChart[])[];
}

/** The margins above and below the column of a page, in CSS pixels. */
export interface PageMargins {
  /** Of the first page. */
  readonly first: number;
  readonly top: number;
  readonly bottom: number;
}

/** A block by its id. */
export interface NamedBlock {
  readonly id: string;
  /** How many elements outwards is the outermost that it is the first content of; 0: itself. */
  readonly levels: number;
}

/** The blocks of a page, top to bottom. Those without an id get one that begins with an underscore. */
export function nameBlocks(page: Page): Promise<NamedBlock[]> {
  return inPage(page, ({ document }): NamedBlock[] => {
    const found: NamedBlock[] = [];
    const collect = (parent: Element, outerLevels: number): void => {
      let levels = outerLevels;
      for (const child of parent.children as HTMLCollectionOf<HTMLElement>) {
        if (child.hidden || child.matches('style, script') || child.offsetHeight === 0) continue;
        if (child.matches('main, section, header')) collect(child, levels + 1);
        else found.push({ id: (child.id ||= `_block-${found.length}`), levels });
        levels = 0;
      }
    };
    collect(document.body, 0);
    return found;
  });
}

/** Measures blocks, which must all be named. */
export function measureBlocks(page: Page, named: readonly NamedBlock[]): Promise<PageBlock[]> {
  return inPage(page, blocksIn, named, [LEAST_AIR, MOST_AIR]);
}

/** Where blocks begin and end now; this takes a third of the time of finding them again. */
export function findExtents(page: Page, blocks: readonly PageBlock[]): Promise<Extent[]> {
  return inPage(
    page,
    ({ document }, ids) =>
      ids.map((id): Extent => {
        const block = document.getElementById(id);
        if (!block) throw new Error(`no block ${id}`);
        const { top, bottom } = block.getBoundingClientRect();
        return { top, bottom };
      }),
    blocks.map(({ id }) => id),
  );
}

/** Runs in the browser: it can use nothing outside itself. */
function blocksIn(
  window: Window,
  named: readonly NamedBlock[],
  airs: readonly [least: number, most: number],
): PageBlock[] {
  const { document } = window;
  const found = named.map(({ id, levels }) => {
    const block = document.getElementById(id);
    if (!block) throw new Error(`no block ${id}`);
    let outer = block;
    for (let level = 0; level < levels; level += 1) outer = outer.parentElement ?? outer;
    return { block, outer };
  });

  const isInAnnex = (block: Element): boolean => block.closest('.annex, .annex ~ .footnotes') !== null;
  /** Whether anything from a block outwards to the element that it opens begins a page, or is the first of the annex. */
  const startsPage = (block: Element, outer: Element, before: Element | undefined): boolean => {
    if (before && isInAnnex(block) !== isInAnnex(before)) return true;
    for (let at: Element | null = block; at; at = at.parentElement) {
      if (/^(?:page|always|left|right)$/.test(window.getComputedStyle(at).breakBefore)) return true;
      if (at === outer) break;
    }
    return before !== undefined && /^(?:page|always)$/.test(window.getComputedStyle(before).breakAfter);
  };

  const chartsOf = (block: Element): FlexibleChart[][] => {
    const rows = new Map<number, FlexibleChart[]>();
    for (const chart of block.querySelectorAll<HTMLElement>('[data-heights]')) {
      const exhibit = chart.closest('.exhibit');
      if (!exhibit || chart.closest('.margins')) continue;
      const [least = 0, most = 0] = (chart.dataset['heights'] ?? '').split(' ').map(Number);
      const height = Number(chart.querySelector('svg')?.getAttribute('height'));
      const top = Math.round(exhibit.getBoundingClientRect().top);
      const row = rows.get(top) ?? [];
      rows.set(top, row);
      row.push({ exhibit: exhibit.id, height, least, most });
    }
    return [...rows.values()];
  };

  /** Lines below which a block is not divided: two stay on each page. */
  const FEWEST_LINES = 4;
  /** Three rows stay with the head of a table, and three with its end: one of fewer than six is not divided. */
  const openingOf = (block: Element, top: number, lineHeight: number): number => {
    const row = block.querySelector('tbody > tr:nth-child(3):nth-last-child(n + 4), tbody > tr:last-child');
    return row ? row.getBoundingClientRect().bottom - top : 2 * lineHeight;
  };
  const extents = (): Extent[] =>
    found.map(({ block }) => {
      const { top, bottom } = block.getBoundingClientRect();
      return { top, bottom };
    });
  const now = extents();
  const blocks = found.map(({ block, outer }, at) => {
    const own = now[at] ?? { top: 0, bottom: 0 };
    const { breakInside, breakAfter, lineHeight } = window.getComputedStyle(block);
    const line = Number.parseFloat(lineHeight);
    return {
      id: block.id,
      top: own.top,
      bottom: own.bottom,
      startsPage: startsPage(block, outer, found[at - 1]?.block),
      keepsNext: breakAfter === 'avoid',
      breaks: breakInside === 'auto' && own.bottom - own.top >= FEWEST_LINES * line,
      isTable: block.matches('[data-keep]'),
      opening: openingOf(block, own.top, line),
      rows: chartsOf(block),
    };
  });

  // Last, so that the page need not be laid out again as it was: the next print does that.
  const airOf = found.map(({ block }) => block.style.getPropertyValue('--air'));
  const extentsWith = (air: number): Extent[] => {
    for (const { block } of found) block.style.setProperty('--air', String(air));
    return extents();
  };
  const [tight, loose] = [extentsWith(airs[0]), extentsWith(airs[1])];
  for (const [at, { block }] of found.entries()) block.style.setProperty('--air', airOf[at] ?? '');
  const NONE = { top: 0, bottom: 0 };
  return blocks.map((block, at): PageBlock =>
    Object.assign(block, { tight: tight[at] ?? NONE, loose: loose[at] ?? NONE }),
  );
}

/** The margins of pages, as the last style sheet that sets them has them. */
export function findMargins(page: Page): Promise<PageMargins> {
  return inPage(page, ({ document }): PageMargins => {
    const probe = document.createElement('div');
    document.body.append(probe);
    const pixels = (length: string): number | undefined => {
      probe.style.height = length;
      return length === '' ? undefined : probe.getBoundingClientRect().height;
    };
    const isForPrint = (rule: CSSRule): rule is CSSMediaRule =>
      'media' in rule && (rule as CSSMediaRule).media.mediaText === 'print';
    const isOfPages = (rule: CSSRule): rule is CSSPageRule => rule.constructor.name === 'CSSPageRule';
    const rules: CSSRule[] = [];
    for (const sheet of document.styleSheets)
      for (const rule of sheet.cssRules) rules.push(...(isForPrint(rule) ? rule.cssRules : [rule]));
    const margins = { first: 0, top: 0, bottom: 0 };
    let isFirstSet = false;
    for (const rule of rules) {
      if (!isOfPages(rule)) continue;
      const top = pixels(rule.style.getPropertyValue('margin-top'));
      if (rule.selectorText === ':first') {
        isFirstSet ||= top !== undefined;
        margins.first = top ?? margins.first;
      } else if (rule.selectorText === '') {
        margins.top = top ?? margins.top;
        margins.bottom = pixels(rule.style.getPropertyValue('margin-bottom')) ?? margins.bottom;
      }
    }
    probe.remove();
    return isFirstSet ? margins : { ...margins, first: margins.top };
  });
}
