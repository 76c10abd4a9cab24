import path from 'node:path';
import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { FontFace } from '../brief/fonts.ts';
import { disk } from '../core/machine/machine.ts';

/**
 * Writes a fontconfig configuration with these faces and no others into a folder; answers its absolute path, for
 * FONTCONFIG_FILE. Fontconfig keeps its own cache in a folder of `cache`.
 */
export async function writeFontconfig(folder: string, fonts: readonly FontFace[], cache: string): Promise<string> {
  const folders = [...new Set(fonts.map((font) => path.dirname(font.file)))];
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...folders.map((one) => `  <dir>${escapeXml(one)}</dir>`),
    `  <cachedir>${escapeXml(path.join(cache, 'fontconfig'))}</cachedir>`,
    '</fontconfig>',
    '',
  ];
  const file = path.join(folder, 'fonts.conf');
  await disk.writeFile(file, lines.join('\n'));
  return file;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Puts faces into a page, for browsers that do not use fontconfig. Takes some hundred milliseconds. */
export async function embedFonts(page: Page, fonts: readonly FontFace[]): Promise<void> {
  const rules = await Promise.all(fonts.map((font) => fontFaceRule(font)));
  await page.addStyleTag({ content: rules.join('\n') });
  // Faces that only the margins use would be loaded while the page is laid out for print: too late.
  await page.evaluate('Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined)');
}

async function fontFaceRule({ family, weight, italic, file }: FontFace): Promise<string> {
  const source = `url(data:font/ttf;base64,${await disk.readFile(file, 'base64')})`;
  const style = italic ? 'italic' : 'normal';
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:${source}}`;
}
