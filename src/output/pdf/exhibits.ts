import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import type { PdfPlace } from './places.ts';

/** A table that may be split between pages: the id of its exhibit, and ids of two rows while places are sought. */
export interface Splittable {
  readonly id: string;
  /** What the head of a page says on which it goes on. */
  readonly continued: string;
  /** The last of the rows that stay with its head. */
  readonly start: string;
  /** Its last row. */
  readonly end: string;
}

/** Whether a page has tables that may be split: exhibits with an id and `data-keep`. */
export function hasSplittables(html: string): boolean {
  return html.includes(' data-keep="');
}

/** The tables of the page that a browser shows which may be split. Gives two of their rows ids. */
export function openSplittables(page: Page): Promise<Splittable[]> {
  return inPage(page, (document): Splittable[] =>
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

/** A larger part of a page than this must not stay empty, and the part that is its foot. */
const LARGEST_HOLE = 0.23;
const FOOT = 0.07;

/**
 * Which of the tables that a print has split are better kept whole, on the next page: those that leave only a small
 * hole behind, and those of which hardly more than the head stands before the page ends. One that runs over more than
 * two pages cannot be.
 */
export function wholeTables(tables: readonly Splittable[], places: ReadonlyMap<string, PdfPlace>): string[] {
  return tables
    .filter(({ id, start, end }) => {
      const [first, opening, last] = [id, start, end].map((part) => places.get(part));
      if (!first || !opening || !last || last.page !== first.page + 1) return false;
      return opening.page > first.page || first.below - FOOT <= LARGEST_HOLE;
    })
    .map(({ id }) => id);
}

/** What each page says of the table that goes on at its top; nothing where none does. */
export function continuedTables(
  tables: readonly Splittable[],
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

/** Keeps tables of the page that a browser shows whole. */
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

/** Takes back the ids of rows. */
export async function closeSplittables(page: Page): Promise<void> {
  await inPage(page, (document) => {
    for (const row of document.querySelectorAll('[id^="_row-"]')) row.removeAttribute('id');
  });
}
