import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/**
 * Keeps paragraphs of three lines whole, in the page that a browser shows: two lines may neither be left nor sent
 * alone, and Chromium sends one where both cannot be.
 */
export async function keepThreeLines(page: Page): Promise<void> {
  await inPage(page, (document) => {
    for (const paragraph of document.querySelectorAll('main p, main li')) {
      const { lineHeight } = document.defaultView.getComputedStyle(paragraph);
      const lines = Math.round(paragraph.clientHeight / Number.parseFloat(lineHeight));
      if (lines === 3) paragraph.classList.add('whole');
    }
  });
}
