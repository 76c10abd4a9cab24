import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/**
 * Moves notes in the margin that are longer than the text beside them below it, the last ones first: they would keep
 * what follows at a distance from the text.
 */
export async function moveLongMargins(page: Page): Promise<void> {
  await inPage(page, (document) => {
    /** A note may be a line longer, in CSS pixels. */
    const SLACK = 14;
    for (const passage of document.querySelectorAll('.passage')) {
      const texts = [...passage.querySelectorAll(':scope > .passage-text')];
      const text = texts.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
      const notes = [...passage.querySelectorAll(':scope > .margins')];
      while (notes.length > 0 && passage.offsetHeight > text + SLACK + below(passage)) {
        notes.pop().classList.add('below');
      }
    }
    function below(passage: (typeof document)['body']): number {
      const moved = [...passage.querySelectorAll(':scope > .below')];
      return moved.reduce((sum, { offsetHeight }) => sum + offsetHeight + SLACK, 0);
    }
  });
}
