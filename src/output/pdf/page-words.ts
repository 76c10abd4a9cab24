import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';

/** A link of a page: where it leads, as its author wrote it, and its words or what is said in their stead. */
export interface PageLink {
  readonly href: string;
  readonly text: string;
}

/** What a page says that its print no longer says so plainly, each in reading order. */
export interface PageWords {
  readonly links: readonly PageLink[];
  /** Texts of its headings. */
  readonly headings: readonly string[];
}

/** Reads the words of the page that a browser shows. */
export async function readWords(page: Page): Promise<PageWords> {
  const { links, headings } = await inPage(page, (document): PageWords => ({
    links: [...document.querySelectorAll('a[href]:not([hidden] *)')].map((link) => ({
      href: link.getAttribute('href'),
      text: link.ariaLabel ?? link.textContent,
    })),
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ textContent }) => textContent),
  }));
  return {
    links: links.map(({ href, text }) => ({ href, text: oneLine(text) })),
    headings: headings.map((text) => oneLine(text)),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
