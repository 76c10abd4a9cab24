import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { HouseFace } from '../../brief/house-style.ts';
import { inPage, type PageDocument, type PageElement } from '../../browser/in-page.ts';
import { sha256 } from '../../core/machine/hash.ts';

// Where a browser divides a page follows from its elements, its style sheets, and the heights of its boxes and lines. Words
// count only by the lines that they take.

/**
 * A key of all that decides where a page is divided, but for the browser and the program: its style sheets and faces, its
 * elements with the attributes that a style sheet may know, and where its boxes and lines stand if it is one long page.
 * Pages that differ only in words and drawings have the same key as long as each takes the same height.
 */
export async function geometryKey(page: Page, html: string, faces: readonly HouseFace[]): Promise<string> {
  const known = faces.map(({ family, weight, italic, sha256: hash }) => [family, weight, italic, hash]);
  return sha256(JSON.stringify([known, withoutWords(html), await inPage(page, boxesIn)]));
}

/**
 * Attributes that say something, or where a drawing begins inside its box, and that no style sheet of Assay knows.
 */
const SAYING = ['href', 'aria-label', 'data-address', 'data-chapter', 'data-continued', 'viewBox'];

/** The running title stands in the margin of pages, where it moves nothing; elsewhere it would be in a box that is measured. */
const RUNNING_TITLE = /(:root \{ --title: )"[^"]*"/;

/** Lengths and conditions with which a printed page is laid out otherwise than on the screen on which it is measured. */
const KNOWS_PAPER = /\d(?:[sld]?v(?:[whib]|min|max))\b|@media[^{]*(?:width|height|aspect)/i;

const TAG = /<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;
const DRAWING = /(<svg\b[^>]*>)[\s\S]*?<\/svg>/g;

/** A page without its words and drawings. */
export function withoutWords(html: string): string {
  const start = html.indexOf('<body');
  const [head, body] = [html.slice(0, start), html.slice(start)];
  const style = [...head.matchAll(/<style>[\s\S]*?<\/style>/g)].join('\n').replace(RUNNING_TITLE, '$1""');
  if (KNOWS_PAPER.test(style)) return html;
  const unknown = SAYING.filter((name) => !new RegExp(`[[(]\\s*${name}\\b`, 'i').test(style));
  const said = new RegExp(` (${unknown.join('|')})="[^"]*"`, 'g');
  const parts = [style, /<html[^>]*>/.exec(head)?.[0]];
  let end = 0;
  const drawn = body.replace(DRAWING, '$1');
  for (const { 0: tag, index } of drawn.matchAll(TAG)) {
    // Whether an element is empty may decide its style.
    parts.push(index > end ? 't' : '', tag.replace(said, ' $1'));
    end = index + tag.length;
  }
  return parts.join('');
}

/**
 * Where boxes begin and end, and the lines in those whose lines are not all equally high, in 64ths of a CSS pixel, the
 * unit of the browser. Runs in the browser: it can use nothing outside itself.
 */
function boxesIn(document: PageDocument): (number | string)[] {
  const { getComputedStyle } = document.defaultView;
  const found: (number | string)[] = [];
  const range = document.createRange();
  const unit = (length: number): number => Math.round(length * 64);
  const addRects = (rects: PageElement): void => {
    const edges = [...rects].map(({ top, bottom }) => `${unit(top)} ${unit(bottom)}`);
    found.push(...new Set(edges));
  };

  /** Whether all lines of a box have the height that its style gives them. */
  const isEven = (height: number, style: PageElement, texts: readonly PageElement[]): boolean => {
    const lengths = [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth];
    const own = lengths.reduce((rest, length) => rest - Number.parseFloat(length), height);
    const line = Number.parseFloat(style.lineHeight);
    const lines = Math.round(own / line);
    // Lines are rounded down to the unit.
    if (!(Math.abs(own - lines * line) <= (lines + 1) / 64)) return false;
    if (lines === 1) return true;
    const tops = new Set<number>();
    for (const text of texts) {
      range.selectNode(text);
      for (const { top } of range.getClientRects()) tops.add(unit(top));
    }
    return tops.size === lines;
  };

  /** Adds an element; answers whether it stands in a line. */
  const add = (element: PageElement): boolean => {
    const style = getComputedStyle(element);
    const { display } = style;
    if (display === 'none') return false;
    if (/^inline-|^ruby/.test(display)) return true;
    const texts: PageElement[] = [];
    const isInline = display === 'inline' || display === 'contents';
    const at = found.length;
    if (!isInline) found.push(0, 0);
    let hasLines = false;
    if (element.tagName !== 'svg') {
      for (const node of element.childNodes) {
        if (node.nodeType === 1) hasLines = add(node) || hasLines;
        else if (node.nodeType === 3 && /\S/.test(node.data)) texts.push(node);
      }
    }
    if (isInline) return true;
    const { top, bottom } = element.getBoundingClientRect();
    [found[at], found[at + 1]] = [unit(top), unit(bottom)];
    // Classes that were given in the page.
    if (element.matches('.around, .whole')) found.push(element.className);
    if ((hasLines || texts.length > 0) && !isEven(bottom - top, style, texts)) {
      range.selectNodeContents(element);
      addRects(range.getClientRects());
    }
    return false;
  };
  add(document.body);
  return found;
}
