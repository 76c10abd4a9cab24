import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { PdfPlace } from './places.ts';

/** A table that may be split between pages: the id of its exhibit, and one of its last row while places are sought. */
export interface Splittable {
  readonly id: string;
  readonly end: string;
}

/** Whether a page has tables that may be split: exhibits with an id and `data-keep`. */
export function hasSplittables(html: string): boolean {
  return html.includes(' data-keep="');
}

/** The tables of the page that a browser shows which may be split. Gives their last rows ids. */
export function openSplittables(page: Page): Promise<Splittable[]> {
  return page.$$eval('[data-keep]', (exhibits) =>
    exhibits.flatMap((exhibit, at) => {
      const rows = exhibit.querySelectorAll('tr');
      const last = rows[rows.length - 1];
      if (!last) return [];
      last.id = `_end-${at}`;
      return [{ id: exhibit.id, end: last.id }];
    }),
  );
}

/** A larger part of a page than this must not stay empty, and the part that is its foot. */
const LARGEST_HOLE = 0.23;
const FOOT = 0.07;

/**
 * Which of the tables that a print has split are better kept whole, on the next page: those that leave only a small hole
 * behind. One that runs over more than two pages cannot be.
 */
export function wholeTables(tables: readonly Splittable[], places: ReadonlyMap<string, PdfPlace>): string[] {
  return tables
    .filter(({ id, end }) => {
      const [first, last] = [places.get(id), places.get(end)];
      return first && last && last.page === first.page + 1 && first.below - FOOT <= LARGEST_HOLE;
    })
    .map(({ id }) => id);
}

/** Keeps tables of the page that a browser shows whole. */
export async function keepWhole(page: Page, ids: readonly string[]): Promise<void> {
  await page.$$eval(
    '[data-keep]',
    (exhibits, chosen) => {
      for (const exhibit of exhibits) if (chosen.includes(exhibit.id)) exhibit.setAttribute('data-keep', 'whole');
    },
    ids,
  );
}

/** Takes back the ids of last rows. */
export async function closeSplittables(page: Page): Promise<void> {
  await page.$$eval('[id^="_end-"]', (rows) => {
    for (const row of rows) row.removeAttribute('id');
  });
}
