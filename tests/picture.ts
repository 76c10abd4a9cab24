/**
 * Draws the first page of every brief's newest edition as `brief.png` beside it, for READMEs; of a set, which has a folder
 * for each member, none. Not compared: pixels may differ.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from './pdfjs.ts';

/** Pixels a point: an A4 page becomes about 900 pixels wide. */
const SCALE = 1.5;

async function drawFirstPage(pdf: string): Promise<void> {
  const task = getDocument({ data: new Uint8Array(readFileSync(pdf)), useSystemFonts: false, verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const viewport = page.getViewport({ scale: SCALE });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  // pdf.js asks for the canvas of a browser; this one answers to the same calls.
  await page.render({ canvas: canvas as never, viewport }).promise;
  writeFileSync(pdf.replace(/\.pdf$/, '.png'), canvas.toBuffer('image/png'));
  await task.destroy();
}

/** Paths of the PDFs of a brief's newest edition, by the name of its folder, below `out/`. */
function newestOf(brief: string): string[] {
  const editions = readdirSync(path.join('out', brief)).filter((name) => name !== 'data');
  const edition = editions.sort().at(-1) ?? '';
  return readdirSync(path.join('out', brief, edition)).map((locale) => path.join('out', brief, edition, locale, NAME));
}

const NAME = 'brief.pdf';

for (const pdf of readdirSync('out').flatMap(newestOf)) if (existsSync(pdf)) await drawFirstPage(pdf);
