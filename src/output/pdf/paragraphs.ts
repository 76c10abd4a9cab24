import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

/**
 * Keeps paragraphs of three lines whole, in the page that a browser shows: two lines may neither be left nor sent
 * alone, and Chromium sends one where both cannot be.
 */
export async function keepThreeLines(page: Page): Promise<void> {
  await page.$$eval('main p, main li', (paragraphs) => {
    for (const paragraph of paragraphs) {
      const style = paragraph.ownerDocument.defaultView?.getComputedStyle(paragraph);
      const lines = Math.round(paragraph.clientHeight / Number.parseFloat(style?.lineHeight ?? ''));
      if (lines === 3) paragraph.classList.add('whole');
    }
  });
}
