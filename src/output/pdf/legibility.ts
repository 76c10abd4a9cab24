import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { inPage, type PageDocument, type PageElement } from '../../browser/in-page.ts';

/** Contrast below which text is invisible. The contrast that a house style must have is checked in brief/. */
const LEAST_CONTRAST = 1.5;

/** Least height of text, in CSS pixels. */
const LEAST_HEIGHT = 3;

/** A figure that is invisible. */
interface HiddenFigure {
  readonly text: string;
  readonly why: string;
}

/** Figures that are reported one by one. */
const MAX_REPORTED = 10;

/**
 * Reports the figures that a style sheet makes invisible: cut off, outside the page, too small, or in the colour of
 * their background. Reading the PDF back does not find them, because its text is the same. It does find hidden elements:
 * they are no text of the PDF.
 */
export async function reportIllegible(page: Page, path: string, diagnostics: Diagnostics): Promise<void> {
  await page.emulateMediaType('print');
  const found = await inPage(page, illegibleIn, LEAST_CONTRAST, LEAST_HEIGHT);
  for (const { text, why } of found.slice(0, MAX_REPORTED)) {
    const hint = "look for a rule in the brief's style sheet that does it";
    diagnostics.error('output/illegible', `${text.trim()} cannot be read: it ${why}`, path, hint);
  }
  if (found.length > MAX_REPORTED) {
    diagnostics.error('output/illegible', `${found.length - MAX_REPORTED} more figures cannot be read`, path);
  }
}

/** Runs in the browser: it can use nothing outside itself. */
function illegibleIn(document: PageDocument, leastContrast: number, leastHeight: number): HiddenFigure[] {
  const { getComputedStyle } = document.defaultView;

  /** Red, green, blue and, unless that is 1, alpha; undefined for other notations. */
  const channels = (colour: string): number[] | undefined =>
    /^rgba?\(([^)]*)\)$/.exec(colour)?.[1]?.split(',').map(Number);

  /** The colour behind an element; undefined where that is a picture. */
  const backgroundOf = (element: PageElement): number[] | undefined => {
    if (!element) return [255, 255, 255];
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const own = backgroundImage === 'none' ? channels(backgroundColor) : undefined;
    return own?.[3] === 0 ? backgroundOf(element.parentElement) : own;
  };

  /** Relative luminance plus 0.05, by WCAG 2.2. */
  const lightness = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };

  const isFaint = (element: PageElement, colour: string): boolean => {
    const [text, background] = [channels(colour), backgroundOf(element)];
    if (!text || !background) return false;
    const ratio = lightness(text) / lightness(background);
    return text[3] === 0 || Math.max(ratio, 1 / ratio) < leastContrast;
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
    if (Math.min(size, box.height) < leastHeight) return 'is too small';
    if (isOutside(box, document.documentElement.getBoundingClientRect())) return 'is outside the page';
    if (isCutOff(box, element.parentElement)) return 'is cut off';
    return isFaint(element, color) ? 'has the colour of its background' : undefined;
  };

  return [...document.querySelectorAll('.value')].flatMap((element) => {
    const why = whyIllegible(element);
    return why === undefined ? [] : [{ text: element.textContent, why }];
  });
}
