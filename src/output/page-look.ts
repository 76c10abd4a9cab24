import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { BrowserSession } from '../browser/browser.ts';
import { inPage } from '../browser/in-page.ts';
import { faultsIn, type PageFault } from './look-in-page.ts';

/** Most pages of a document, and the height of the highest paper in CSS pixels. */
export const MAX_PAGES = 500;
const PAGE_HEIGHT = 1123;
const MAX_HEIGHT = MAX_PAGES * PAGE_HEIGHT;

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
const SCREENS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 360, scheme: 'dark' },
];

/** How many times longer a page may be on a phone than on paper. */
const PHONE_FACTOR = 8;

/** Puts a page into the browser and looks at it on screens, those of other widths included. */
export function lookAtScreens(
  browser: BrowserSession,
  html: string,
  widths: readonly number[] = [],
): Promise<ScreenLook> {
  return browser.use(async ({ page }) => {
    await page.setContent(html);
    return screenFaults(page, widths);
  });
}

/** Faults of a page on a screen, at all widths, light and dark; those of the first screen that has any. */
async function screenFaults(page: Page, widths: readonly number[]): Promise<ScreenLook> {
  await page.emulateMediaType('screen');
  const others = widths.flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));
  try {
    for (const { width, scheme } of [...SCREENS, ...others]) {
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const faults = await inPage(page, faultsIn, { isPaper: false, maxHeight: MAX_HEIGHT * PHONE_FACTOR });
      if (faults.length > 0) return { screen: `${width} pixels wide, ${scheme}`, faults };
    }
    return { screen: '', faults: [] };
  } finally {
    await page.setViewport(null);
    await page.emulateMediaFeatures([]);
  }
}
