import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { cssString } from '../style/css-string.ts';
import { inPage } from '../../browser/in-page.ts';
import type { PdfPlace } from './places.ts';

/** A chapter of a page: the id of its heading, and what the heads of its pages say. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
}

/** Whether a page has chapters: headings with an id and `data-chapter="title"`. */
export function hasChapters(html: string): boolean {
  return html.includes(' data-chapter="');
}

/** The chapters of the page that a browser shows. */
export function chaptersOf(page: Page): Promise<Chapter[]> {
  return inPage(page, (document): Chapter[] =>
    [...document.querySelectorAll('[data-chapter]')].map((head) => ({
      id: head.id,
      title: head.getAttribute('data-chapter'),
    })),
  );
}

/**
 * What the head of each page says: the chapter that begins on it, the first of several, else the one that goes on. The
 * first page has its title and no head.
 */
export function runningHeads(
  chapters: readonly Chapter[],
  places: ReadonlyMap<string, PdfPlace>,
  pages: number,
): string[] {
  return Array.from({ length: pages }, (_, index) => {
    const begun = chapters.filter(({ id }) => (places.get(id)?.page ?? Infinity) <= index + 1);
    const shown = begun.find(({ id }) => places.get(id)?.page === index + 1) ?? begun[begun.length - 1];
    return index === 0 ? '' : (shown?.title ?? '');
  });
}

/** Letters of a head on one line; a Han character takes the room of two. */
const LONGEST_HEAD = 90;

/**
 * Gives each page its head, and a second line that stands right above its text. They are printed where the style sheet
 * asks for `counter(page, running)`.
 */
export async function fillRunningHeads(page: Page, heads: readonly string[], below: readonly string[]): Promise<void> {
  // A margin box has no text of its own page, but the number of its page in a system of numerals: these are ours.
  const symbols = heads.map((head, at) => cssString(`${shortened(head)}\n${below[at] || ' '}`)).join(' ');
  const style = `@counter-style running { system: fixed; symbols: ${symbols}; suffix: ''; }`;
  await inPage(
    page,
    (document, text) => {
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
