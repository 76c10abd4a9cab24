import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/** A chart whose letters are small because its exhibit is narrower than it was drawn. */
export interface ShrunkChart {
  /** Id of its exhibit. */
  readonly exhibit: string;
  /** How wide it was drawn, and how wide it stands on the page, in CSS pixels. */
  readonly drawn: number;
  readonly room: number;
  /** The height of its smallest letters, in points. */
  readonly points: number;
}

/** The least height of letters in print, in points: smaller ones are hard to read. */
const LEAST_POINTS = 6;

/** Lists the charts of a page for paper that were made so small that their letters are hard to read. */
export function findShrunkCharts(page: Page): Promise<ShrunkChart[]> {
  return inPage(
    page,
    (document, least): ShrunkChart[] => {
      const { getComputedStyle } = document.defaultView;
      const POINTS = 0.75;
      return [...document.querySelectorAll('.exhibit .chart > svg')].flatMap((svg) => {
        const drawn = Number(svg.getAttribute('width'));
        const room = Math.round(svg.getBoundingClientRect().width);
        // Most charts have their own width: their letters are as large as the house wants them.
        if (room >= drawn - 1) return [];
        const sizes = [...svg.querySelectorAll('text')].map((text) =>
          Number.parseFloat(getComputedStyle(text).fontSize),
        );
        const points = Math.round((10 * Math.min(...sizes) * POINTS * room) / drawn) / 10;
        return points < least ? [{ exhibit: svg.closest('.exhibit').id, drawn, room, points }] : [];
      });
    },
    LEAST_POINTS,
  );
}
