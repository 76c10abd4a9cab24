import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { cssString } from '../style/css-string.ts';
import { inPage } from '../../browser/in-page.ts';
import type { PdfPlace } from './destinations.ts';
import { isAtTop } from './layout.ts';

/** A chapter: the id of its heading, and the running head of its pages. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
}

/** Whether a document has chapters: headings with an id and `data-chapter="title"`. */
export function hasChapters(html: string): boolean {
  return html.includes(' data-chapter="');
}

export function findChapters(page: Page): Promise<Chapter[]> {
  return inPage(page, ({ document }): Chapter[] =>
    [...document.querySelectorAll('[data-chapter]')].map((head) => ({
      id: head.id,
      title: head.getAttribute('data-chapter') ?? '',
    })),
  );
}

/** The id of the heading with which the annex begins; undefined where there is none. */
export function findAnnex(page: Page): Promise<string | undefined> {
  return inPage(page, ({ document }) => document.querySelector('.annex > [data-chapter]')?.id);
}

/**
 * The running head of each page: the chapter with which it begins, because the reader looks for that at its head. The
 * first page has the title of the document and no running head; so has a page before the first chapter, unless one
 * begins on it.
 */
export function runningHeads(
  chapters: readonly Chapter[],
  places: ReadonlyMap<string, PdfPlace>,
  pages: number,
): string[] {
  return Array.from({ length: pages }, (_, index) => {
    if (index === 0) return '';
    const before = chapters.findLast(({ id }) => (places.get(id)?.page ?? Infinity) <= index);
    const own = chapters.filter(({ id }) => places.get(id)?.page === index + 1);
    const opens = own.some(({ id }) => isAtTop(places.get(id)));
    const shown = opens ? own[0] : (before ?? own[0]);
    return shown?.title ?? '';
  });
}

/** Characters of a running head on one line; a Han character counts twice. */
const LONGEST_HEAD = 90;

/**
 * Gives each page its running head and, below it, a second line. They are printed where the style sheet has
 * `counter(page, running)`.
 */
export async function fillRunningHeads(page: Page, heads: readonly string[], below: readonly string[]): Promise<void> {
  // A margin box cannot print a text that differs by page, but it can print the page number in a counter style: in
  // this one, the numeral of each page is its text.
  const symbols = heads.map((head, at) => cssString(`${shortened(head)}\n${below[at] || ' '}`)).join(' ');
  const style = `@counter-style running { system: fixed; symbols: ${symbols}; suffix: ''; }`;
  await inPage(
    page,
    ({ document }, text) => {
      const slot = document.querySelector('#_running') ?? document.createElement('style');
      slot.id = '_running';
      slot.textContent = text;
      document.head.append(slot);
    },
    style,
  );
}

function shortened(text: string): string {
  const characters = Array.from(text);
  let room = LONGEST_HEAD;
  const fitting = characters.findIndex((character) => (room -= /\p{Script=Han}/u.test(character) ? 2 : 1) < 0);
  return fitting < 0 ? text : `${characters.slice(0, fitting).join('').trimEnd()} …`;
}
