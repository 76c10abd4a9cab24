import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { printedFace } from '../brief/faces/printed-face.ts';
import type { FontFace } from '../brief/fonts.ts';

/** Puts faces into a page, for browsers that do not use fontconfig. Takes some hundred milliseconds. */
export async function embedFonts(page: Page, fonts: readonly FontFace[]): Promise<void> {
  const rules = await Promise.all(fonts.map((font) => fontFaceRule(font)));
  await page.addStyleTag({ content: rules.join('\n') });
  // Faces that only the margins use would be loaded while the page is laid out for print: too late.
  await page.evaluate('Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined)');
}

async function fontFaceRule(face: FontFace): Promise<string> {
  const { family, weight, italic } = face;
  const source = `url(data:font/ttf;base64,${(await printedFace(face)).toString('base64')})`;
  const style = italic ? 'italic' : 'normal';
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:${source}}`;
}
