import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { inPage, type PageDocument, type PageElement } from '../../browser/in-page.ts';

/** Contrast below which nobody reads anything. What a house style must reach is measured where it is read. */
const LEAST_CONTRAST = 1.5;

/** In CSS pixels: less is no letter. */
const LEAST_HEIGHT = 3;

/** A figure that nobody would see, and why. */
interface Illegible {
  readonly text: string;
  readonly why: string;
}

/** Figures that are told one by one. */
const TOLD = 10;

/**
 * Reports the figures that a style sheet keeps from being seen in the page that a browser shows: cut off, outside the
 * page, smaller than letters, or in the colour of their ground. Reading a PDF back does not tell that, for its text is
 * the same whether anybody sees it. What is hidden is no text of the PDF, so reading it back does tell, and where.
 */
export async function reportIllegible(page: Page, path: string, diagnostics: Diagnostics): Promise<void> {
  await page.emulateMediaType('print');
  const found = await inPage(page, illegibleIn, LEAST_CONTRAST, LEAST_HEIGHT);
  for (const { text, why } of found.slice(0, TOLD)) {
    const hint = "look for a rule in the brief's style sheet that does it";
    diagnostics.error('output/illegible', `${text.trim()} cannot be read: it ${why}`, path, hint);
  }
  if (found.length > TOLD) {
    diagnostics.error('output/illegible', `${found.length - TOLD} more figures cannot be read`, path);
  }
}

/** Runs in the browser, where all that it uses must be within it. */
function illegibleIn(document: PageDocument, leastContrast: number, leastHeight: number): Illegible[] {
  const { getComputedStyle } = document.defaultView;

  /** Red, green, blue and, unless that is 1, alpha; undefined for a colour that is written in another way. */
  const channels = (colour: string): number[] | undefined =>
    /^rgba?\(([^)]*)\)$/.exec(colour)?.[1]?.split(',').map(Number);

  /** What is seen behind an element; undefined where that is a picture. */
  const groundOf = (element: PageElement): number[] | undefined => {
    if (!element) return [255, 255, 255];
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const own = backgroundImage === 'none' ? channels(backgroundColor) : undefined;
    return own?.[3] === 0 ? groundOf(element.parentElement) : own;
  };

  /** Relative luminance by WCAG 2.2, a twentieth added. */
  const lightness = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };

  const isFaint = (element: PageElement, colour: string): boolean => {
    const [ink, ground] = [channels(colour), groundOf(element)];
    if (!ink || !ground) return false;
    const ratio = lightness(ink) / lightness(ground);
    return ink[3] === 0 || Math.max(ratio, 1 / ratio) < leastContrast;
  };

  const isOutside = (box: PageElement, edge: PageElement): boolean =>
    box.bottom <= edge.top || box.top >= edge.bottom || box.right <= edge.left || box.left >= edge.right;

  const isCutOff = (box: PageElement, around: PageElement): boolean =>
    around !== null &&
    ((getComputedStyle(around).overflow !== 'visible' && isOutside(box, around.getBoundingClientRect())) ||
      isCutOff(box, around.parentElement));

  const whyIllegible = (element: PageElement): string | undefined => {
    const { color, fontSize } = getComputedStyle(element);
    const size = Number.parseFloat(fontSize);
    const box = element.getBoundingClientRect();
    if (size === 0 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return undefined;
    if (Math.min(size, box.height) < leastHeight) return 'is smaller than letters';
    if (isOutside(box, document.documentElement.getBoundingClientRect())) return 'stands outside the page';
    if (isCutOff(box, element.parentElement)) return 'is cut off';
    return isFaint(element, color) ? 'has the colour of its ground' : undefined;
  };

  return [...document.querySelectorAll('.value')].flatMap((element) => {
    const why = whyIllegible(element);
    return why === undefined ? [] : [{ text: element.textContent, why }];
  });
}
