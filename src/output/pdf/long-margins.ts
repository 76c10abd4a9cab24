import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/**
 * Lets notes in the margin that are much longer than the text beside them go on below the block that they explain, as wide
 * as the page: they would keep what follows at a distance. A picture has no lines that could go on, and stays beside its block.
 */
export async function moveLongMargins(page: Page): Promise<void> {
  await inPage(page, (document) => {
    /** How much longer a note may be, in lines of notes: as much white space is better than a torn note. */
    const LINES = 3;
    const { getComputedStyle } = document.defaultView;
    for (const passage of document.querySelectorAll('.passage')) {
      const texts = [...passage.querySelectorAll(':scope > .passage-text')];
      const text = texts.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
      const note = passage.querySelector('.margin');
      const line = note ? Number.parseFloat(getComputedStyle(note).lineHeight) : 0;
      if (passage.offsetHeight > text + LINES * line + 9 && !passage.querySelector('.margins > .exhibit')) {
        passage.classList.add('around');
      }
    }
  });
}
