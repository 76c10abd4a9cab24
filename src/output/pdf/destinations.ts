import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { inPage } from '../../browser/in-page.ts';
import { openObjects, type PdfObjects } from './pdf-objects.ts';

/** Where an element begins in a PDF. */
export interface PdfPlace {
  /** Counted from 1. */
  readonly page: number;
  /** The part of the page's height that is below it, from 0 to 1. */
  readonly below: number;
}

/** Adds a hidden link to each id: Chromium writes the place of an id only if a link leads to it. */
export async function linkPlaces(page: Page, ids: readonly string[]): Promise<void> {
  await inPage(
    page,
    ({ document }, targets) => {
      const links = document.createElement('div');
      links.className = '_places';
      links.hidden = true;
      for (const id of targets) {
        const link = document.createElement('a');
        link.href = `#${encodeURIComponent(id)}`;
        links.append(link);
      }
      document.body.append(links);
    },
    ids,
  );
}

/** Whether an id is Assay's own, and not one of the document. */
export function isOwnPlace(id: string): boolean {
  return id.startsWith('_');
}

/** Removes the links to ids that the document does not have itself, so that they are not named in the PDF. */
export async function unlinkOwnPlaces(page: Page): Promise<void> {
  await inPage(page, ({ document }) => {
    for (const link of document.querySelectorAll('._places > [href^="#_"]')) link.remove();
  });
}

/** The place of each id that a link leads to. Chromium writes them as named destinations, tagged or not. */
export function destinationPlaces(pdf: Uint8Array): Map<string, PdfPlace> {
  const objects = openObjects(pdf);
  const { root, object, pages } = objects;
  const found = new Map<string, PdfPlace>();
  const names = /\/Dests (\d+) 0 R/.exec(object(root).text)?.[1];
  if (names === undefined) return found;
  const destinations = /\/([^\s/[\]<>()]+)\s*\[(\d+) 0 R \/XYZ \S+ (\S+)/g;
  for (const [, name = '', page, y] of object(Number(names)).text.matchAll(destinations)) {
    const below = Number(y) / heightOf(Number(page), objects);
    found.set(plainName(name), { page: pages.indexOf(Number(page)) + 1, below });
  }
  return found;
}

function heightOf(page: number, { object }: PdfObjects): number {
  return Number(/\/MediaBox \[\S+ \S+ \S+ ([\d.]+)\]/.exec(object(page).text)?.[1]);
}

/** A PDF name without its escapes: first those of names (`#20`), which give UTF-8, then those of addresses (`%20`). */
export function plainName(name: string): string {
  const bytes = Buffer.from(
    name.replace(/#([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  const address = bytes.toString();
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
