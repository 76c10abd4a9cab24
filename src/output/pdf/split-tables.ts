import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import type { PdfPlace } from './destinations.ts';

/** A table that may be split between pages. */
export interface SplitTable {
  /** Of its exhibit. */
  readonly id: string;
  /** What is printed at the head of a page on which it continues. */
  readonly continued: string;
  /** Id of the last of the rows that stay with its head. */
  readonly start: string;
  /** Id of its last row. */
  readonly end: string;
}

/** Whether a page has tables that may be split: exhibits with an id and `data-keep`. */
export function hasSplitTables(html: string): boolean {
  return html.includes(' data-keep="');
}

/** The tables of a page that may be split. Gives ids to two of their rows. */
export function findSplitTables(page: Page): Promise<SplitTable[]> {
  return inPage(page, (document): SplitTable[] =>
    [...document.querySelectorAll('[data-keep]')].flatMap((exhibit, at) => {
      const rows = exhibit.querySelectorAll('tbody > tr');
      const last = rows[rows.length - 1];
      const opening = rows[2] ?? last;
      if (!last || !opening || opening === last) return [];
      opening.id = `_row-${at}-3`;
      last.id = `_row-${at}-last`;
      const continued = exhibit.getAttribute('data-continued') ?? '';
      return [{ id: exhibit.id, continued, start: opening.id, end: last.id }];
    }),
  );
}

/** The largest part of a page's height that may stay empty. Charts and spaces fill most of it. */
const LARGEST_GAP = 0.15;

/** The part of a page's height that its margins take: places are counted from the top of the text. */
const MARGINS = 0.13;

/**
 * Ids of the tables that a print has split and that should move to the next page as a whole: those that leave only a
 * small gap, and those with little more than their head before the page ends. One on more than two pages cannot move.
 */
export function tablesToMove(tables: readonly SplitTable[], places: ReadonlyMap<string, PdfPlace>): string[] {
  return tables
    .filter(({ id, start, end }) => {
      const [first, opening, last] = [id, start, end].map((part) => places.get(part));
      if (!first || !opening || !last || last.page !== first.page + 1) return false;
      return opening.page > first.page || first.below - MARGINS <= LARGEST_GAP;
    })
    .map(({ id }) => id);
}

/** For each page, the words for the table that continues at its top; empty where none does. */
export function continuationHeads(
  tables: readonly SplitTable[],
  places: ReadonlyMap<string, PdfPlace>,
  pages: number,
): string[] {
  return Array.from({ length: pages }, (_, index) => {
    const continued = tables.find(({ id, end }) => {
      const [first, last] = [places.get(id), places.get(end)];
      return first && last && first.page < index + 1 && index + 1 <= last.page;
    });
    return continued?.continued ?? '';
  });
}

/** Keeps the tables with these ids on one page each. */
export async function keepWhole(page: Page, ids: readonly string[]): Promise<void> {
  await inPage(
    page,
    (document, chosen) => {
      for (const exhibit of document.querySelectorAll('[data-keep]'))
        if (chosen.includes(exhibit.id)) exhibit.setAttribute('data-keep', 'whole');
    },
    ids,
  );
}
