import type { Page, Viewport } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

// A page that is asked to be laid out otherwise is laid out at once. So who puts content into a page says first how it is
// to be shown, and nobody puts a page back to what it was.

/** The windows that pages are given; others have that of the browser. */
const viewports = new WeakMap<Page, Viewport>();

/** Has a page laid out as on paper. */
export async function showOnPaper(page: Page): Promise<void> {
  // Sets the medium and forgets what `showOnScreen` has set; the latter forgets the medium.
  await Promise.all([useViewport(page, null), page.emulateMediaType('print')]);
}

/** Has a page laid out as on a screen, in a window and in a scheme of colours. */
export async function showOnScreen(page: Page, viewport: Viewport, scheme: 'light' | 'dark'): Promise<void> {
  const features = [{ name: 'prefers-color-scheme', value: scheme }];
  await Promise.all([useViewport(page, viewport), page.emulateMediaFeatures(features)]);
}

async function useViewport(page: Page, viewport: Viewport | null): Promise<void> {
  const before = viewports.get(page) ?? null;
  if (before === viewport || (before && viewport && isSame(before, viewport))) return;
  if (viewport) viewports.set(page, viewport);
  else viewports.delete(page);
  await page.setViewport(viewport);
}

function isSame(one: Viewport, other: Viewport): boolean {
  return (['width', 'height', 'deviceScaleFactor'] as const).every((name) => one[name] === other[name]);
}
