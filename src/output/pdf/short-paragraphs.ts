import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage, type PageElement } from '../../browser/in-page.ts';

/**
 * Keeps paragraphs of two or three lines on one page. Orphans and widows of two lines cannot both be kept for them, and
 * Chromium would then move one line to the next page. A line alone below a heading keeps what follows it.
 */
export async function keepShortParagraphs(page: Page): Promise<void> {
  await inPage(page, (document) => {
    for (const paragraph of document.querySelectorAll('main p, main li')) {
      const { lineHeight } = document.defaultView.getComputedStyle(paragraph);
      const lines = Math.round(paragraph.clientHeight / Number.parseFloat(lineHeight));
      if (lines === 2 || lines === 3) paragraph.classList.add('whole');
      if (lines === 1 && paragraph.matches('h2 + p, h3 + p')) paragraph.style.breakAfter = 'avoid';
    }
  });
}

/**
 * Gives the last line of a Chinese paragraph that would be one character company: it keeps the two before it on its line.
 * The browser does this for languages with spaces only.
 */
export async function keepLastCharacters(page: Page): Promise<void> {
  await inPage(page, (document) => {
    const PARAGRAPHS = ':lang(zh) body :is(p, li, td, th, caption, figcaption, dd, nav a > span)';
    for (const paragraph of document.querySelectorAll(PARAGRAPHS)) {
      if (paragraph.querySelector('p, li, table, svg')) continue;
      const walker = document.createTreeWalker(paragraph, 4);
      let text: PageElement;
      while (walker.nextNode()) if (/\S/.test(walker.currentNode.data)) text = walker.currentNode;
      const last = /(\p{Script=Han}{2})(\p{Script=Han}[^\p{L}\p{N}]*)$/u.exec(text?.data.trimEnd() ?? '');
      if (!last || text.parentElement.closest('.joined, .value')) continue;
      const from = last.index + (last[1] ?? '').length;
      const lineOf = (at: number): number => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().bottom;
      };
      if (lineOf(from) - lineOf(from - 1) < 4) continue;
      const range = document.createRange();
      range.setStart(text, last.index);
      range.setEnd(text, last.index + last[0].length);
      const joined = document.createElement('span');
      joined.className = 'joined';
      range.surroundContents(joined);
    }
  });
}

/**
 * Keeps the Chinese word before a figure whole: a browser that gives a last line company breaks within it. Of a particle it
 * is the word before that.
 */
export async function keepWordsBeforeFigures(page: Page): Promise<void> {
  await inPage(page, (document) => {
    for (const figure of document.querySelectorAll(':lang(zh) :is(p, li) .value')) {
      const text = (figure.closest('.joined') ?? figure).previousSibling;
      const word = text?.nodeType === 3 && /\p{Script=Han}{2}[的为至达约超由从]?(?= ?$)/u.exec(text.data);
      if (!word) continue;
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length < 2) continue;
      const joined = document.createElement('span');
      joined.className = 'joined';
      range.surroundContents(joined);
    }
  });
}

/** Lets the dots of an entry of the contents begin at the end of its last line; where they have no room there are none. */
export async function leadFromLastWords(page: Page): Promise<void> {
  await inPage(page, (document) => {
    const MIN_ROOM = 14;
    for (const title of document.querySelectorAll('nav a > span:first-child')) {
      const range = document.createRange();
      range.selectNodeContents(title);
      const rects = [...range.getClientRects()];
      const bottom = Math.max(...rects.map((rect) => rect.bottom));
      const end = Math.max(...rects.filter((rect) => rect.bottom > bottom - 4).map((rect) => rect.right));
      title.parentElement.style.setProperty('--short', `${title.getBoundingClientRect().right - end}px`);
      const { width } = document.defaultView.getComputedStyle(title.parentElement, '::after');
      title.parentElement.classList.toggle('filled', Number.parseFloat(width) < MIN_ROOM);
    }
  });
}
