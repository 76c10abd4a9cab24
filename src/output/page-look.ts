import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { BrowserSession } from '../browser/browser.ts';
import { inPage } from '../browser/in-page.ts';
import { showOnScreen } from '../browser/page-medium.ts';
import { faultsIn, type PageFault } from './look-in-page.ts';
import { MAX_PAGES } from './pdf/page-print.ts';

/** The height of the highest paper in CSS pixels. */
const PAGE_HEIGHT = 1123;
const MAX_HEIGHT = MAX_PAGES * PAGE_HEIGHT;

/** What is wrong with a page that is printed on more pages than a document may have, of which the first begins in a part. */
export function tooLong(part: string | undefined): PageFault {
  return { text: '', why: 'is too long', ...(part !== undefined && { part }) };
}

/** Whether a page is not worth printing: it would take minutes. */
export function isTooLong({ why }: PageFault): boolean {
  return why === 'is too long';
}

/** Faults of a page as it is to be printed, in the medium of print. */
export function paperFaults(page: Page): Promise<readonly PageFault[]> {
  return inPage(page, faultsIn, { isPaper: true, maxHeight: MAX_HEIGHT });
}

/** What is wrong with a page on one screen, such as `360 pixels wide, dark`. */
export interface ScreenLook {
  readonly screen: string;
  readonly faults: readonly PageFault[];
}

/** The widths of a desktop and of a phone in CSS pixels, light and dark. */
const WIDTHS = [1280, 360];
const SCHEMES = ['light', 'dark'] as const;

/** The height of a screen in CSS pixels. */
const HEIGHT = 800;

/** How many times longer a page may be on a phone than on paper. */
const PHONE_FACTOR = 8;

/** Puts a page into the browser and looks at it on screens. */
export function lookAtScreens(browser: BrowserSession, html: string): Promise<ScreenLook> {
  return browser.use(({ page }) => screenFaults(page, html));
}

/** Faults of a page on a screen, at all widths, light and dark; those of the first screen that has any. */
async function screenFaults(page: Page, html: string): Promise<ScreenLook> {
  let isLoaded = false;
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await showOnScreen(page, { width, height: HEIGHT }, scheme);
      if (!isLoaded) await page.setContent(html);
      isLoaded = true;
      const faults = await inPage(page, faultsIn, { isPaper: false, maxHeight: MAX_HEIGHT * PHONE_FACTOR });
      if (faults.length > 0) return { screen: `${width} pixels wide, ${scheme}`, faults };
    }
  }
  return { screen: '', faults: [] };
}
