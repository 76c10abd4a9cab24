/**
 * Draws the first page of the newest edition of a brief for the README: `npm run picture`. Not compared: pixels may differ.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from './pdfjs.ts';

/** Pixels a point: an A4 page becomes about 900 pixels wide. */
const SCALE = 1.5;

const BRIEF = 'china-nonferrous';
const LOCALE = 'en';

async function drawFirstPage(pdf: string, picture: string): Promise<void> {
  const task = getDocument({ data: new Uint8Array(readFileSync(pdf)), useSystemFonts: false, verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const viewport = page.getViewport({ scale: SCALE });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  // pdf.js asks for the canvas of a browser; this one answers to the same calls.
  await page.render({ canvas: canvas as never, viewport }).promise;
  writeFileSync(picture, canvas.toBuffer('image/png'));
  await task.destroy();
}

const editions = readdirSync(path.join('out', BRIEF)).filter((name) => name !== 'data');
const newest = editions.sort().at(-1) ?? '';
await drawFirstPage(path.join('out', BRIEF, newest, LOCALE, 'brief.pdf'), `docs/pictures/${BRIEF}.${LOCALE}.png`);
