import type { BrowserSession } from '../browser/browser.ts';
import { showOnScreen } from '../browser/page-medium.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';

/** Pixels of a picture for each CSS pixel, so that it is sharp on dense screens. */
const DENSITY = 2;

/** Pixels of the PNG of a picture of some size in CSS pixels. */
export function pngSize(size: { readonly width: number; readonly height: number }): { width: number; height: number } {
  return { width: DENSITY * Math.ceil(size.width), height: DENSITY * Math.ceil(size.height) };
}

/** PNG files that the same browser drew with the same fonts, by the SHA-256 of their SVG files. */
export type KnownPictures = Results<Uint8Array>;

/**
 * Draws an SVG file as PNG, on its light ground and twice as dense as its size, if it is not known. The same browser gives
 * the same bytes.
 */
export async function drawPng(
  browser: Pick<BrowserSession, 'draw'>,
  svg: string,
  known?: KnownPictures,
): Promise<Uint8Array> {
  const key = sha256(svg);
  const found = await known?.get(key);
  if (found) return found;
  const png = await draw(browser, svg);
  await known?.set(key, png);
  return png;
}

function draw(browser: Pick<BrowserSession, 'draw'>, svg: string): Promise<Uint8Array> {
  const [, width = '0', height = '0'] =
    /<svg\b(?:[^>"]|"[^"]*")*? width="([\d.]+)"(?:[^>"]|"[^"]*")*? height="([\d.]+)"/.exec(svg) ?? [];
  const size = { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) };
  return browser.draw(async ({ page }) => {
    await showOnScreen(page, { ...size, deviceScaleFactor: DENSITY }, 'light');
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg.slice(svg.indexOf('<svg'))}`);
    return page.screenshot({ type: 'png', clip: { x: 0, y: 0, ...size } });
  });
}
