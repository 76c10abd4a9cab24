import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/**
 * Keeps paragraphs of three lines on one page. Orphans and widows of two lines cannot both be kept for them, and
 * Chromium would then move one line to the next page.
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
