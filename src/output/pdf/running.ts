import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { cssString } from '../style/css-string.ts';

/** A chapter of a page: the id of its heading, and what the heads of its pages say. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
}

/** Whether a page has chapters: headings with an id and `data-chapter="title"`. */
export function hasChapters(html: string): boolean {
  return html.includes(' data-chapter="');
}

/**
 * The chapters of the page that a browser shows. Each is given a link that nobody sees: Chromium writes where an id
 * stands only if a link points to it.
 */
export function openChapters(page: Page): Promise<Chapter[]> {
  return page.$eval('body', (body) => {
    const heads = [...body.querySelectorAll('[data-chapter]')];
    const links = body.ownerDocument.createElement('div');
    links.hidden = true;
    for (const { id } of heads) {
      const link = body.ownerDocument.createElement('a');
      link.href = `#${encodeURIComponent(id)}`;
      links.append(link);
    }
    body.append(links);
    return heads.map((head) => ({ id: head.id, title: head.getAttribute('data-chapter') ?? '' }));
  });
}

/**
 * What the head of each page says: the chapter that begins on it, the first of several, else the one that goes on. The
 * first page has its title and no head.
 */
export function runningHeads(
  chapters: readonly Chapter[],
  pageOf: ReadonlyMap<string, number>,
  pages: number,
): string[] {
  return Array.from({ length: pages }, (_, index) => {
    const begun = chapters.filter(({ id }) => (pageOf.get(id) ?? Infinity) <= index + 1);
    const shown = begun.find(({ id }) => pageOf.get(id) === index + 1) ?? begun[begun.length - 1];
    return index === 0 ? '' : (shown?.title ?? '');
  });
}

/** Longer heads would need a second line. */
const LONGEST_HEAD = 90;

/** Gives the page its heads: it prints them where its style sheet asks for `counter(page, running)`. */
export async function fillRunningHeads(page: Page, heads: readonly string[]): Promise<void> {
  // A margin box has no text of its own page, but the number of its page in a system of numerals: these are ours.
  const symbols = heads.map((head) => cssString(shortened(head))).join(' ');
  const style = `@counter-style running { system: fixed; symbols: ${symbols}; suffix: ''; }`;
  await page.$eval(
    'head',
    (head, text) => {
      const slot = head.querySelector('#_running') ?? head.ownerDocument.createElement('style');
      slot.id = '_running';
      slot.textContent = text;
      head.append(slot);
    },
    style,
  );
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= LONGEST_HEAD ? text : `${characters.slice(0, LONGEST_HEAD).join('').trimEnd()} …`;
}
