import { oneLine } from '../../core/diagnostics/source-text.ts';
import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/** A link of a page: its address as its author wrote it, and its words or its label. */
export interface PageLink {
  readonly href: string;
  readonly text: string;
}

/** Words of a page that its PDF holds in part or not at all, in reading order. */
export interface PageWords {
  readonly links: readonly PageLink[];
  readonly headings: readonly string[];
  /** All its text, with spaces as in its source. */
  readonly text: string;
}

export async function readPageWords(page: Page): Promise<PageWords> {
  const { links, headings, text } = await inPage(page, ({ document }): PageWords => ({
    links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]:not([hidden] *)')].map((link) => ({
      href: link.getAttribute('href') ?? '',
      text: link.ariaLabel ?? link.textContent,
    })),
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ textContent }) => textContent),
    text: document.body.textContent,
  }));
  return {
    links: links.map(({ href, text }) => ({ href, text: oneLine(text) })),
    headings: headings.map((heading) => oneLine(heading)),
    text,
  };
}
