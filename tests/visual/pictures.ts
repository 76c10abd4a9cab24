import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from '../pdfjs.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import { drawSound, ferries, summaryOf } from '../chart/case.ts';
import { fill, valueOf } from '../document/fill.ts';

/** Folder of the pictures that pages are compared with. */
export const EXPECTED = path.resolve('tests/visual/expected');

/** The browser that they were made with: another sets some lines elsewhere. */
export const BROWSER = 'HeadlessChrome/147.0.7727.0';

/** Pixels a point: an A4 page becomes about 360 pixels wide. */
const SCALE = 0.6;

/** Levels of each colour: pictures stay small, and differences of one level do not matter. */
const LEVELS = 16;

const ROUTES = {
  data: { address: 'passengers.*@2025-Q3..2025-Q4' },
  height: { step: 15 },
  transform: [{ calculate: "datum.label + ' ' + datum.text", as: 'caption' }],
  encoding: {
    y: { field: 'period', type: 'nominal' },
    yOffset: { field: 'route' },
    x: { field: 'value', type: 'quantitative', axis: { labels: false, values: [0] } },
  },
  layer: [
    { mark: 'bar', encoding: { color: { field: 'route' } } },
    { mark: { type: 'text', style: 'label', align: 'left', dx: 5 }, encoding: { text: { field: 'caption' } } },
  ],
};

/** The specimen in a locale as a page for printing. */
async function specimen(locale: LocaleId): Promise<string> {
  const markdown = await readFile(path.resolve(`tests/visual/specimen.${locale}.md`), 'utf8');
  const filled = fill(joined(markdown));
  const points = [10, 11, 13, undefined, 14, 15].map((figure) =>
    figure === undefined ? undefined : valueOf(`${figure} Mt`).with({ decimal: decimal(figure) }),
  );
  const text = 'Output: rose from 10 Mt to 15 Mt';
  const trend = filled.tokens.add({
    kind: 'trend',
    trend: { address: 'output@2020..2025', members: new Map(), points, text },
    text,
  });
  const { rendered } = await drawSound(JSON.stringify(ROUTES), await ferries(), { name: 'routes' });
  const diagnostics = new Diagnostics();
  const document = parseDocument(
    { ...filled, markdown: filled.markdown.replaceAll('TREND', trend) },
    new Map([['routes', rendered]]),
    { locale },
    diagnostics,
  );
  // the units of the invented figures are not those of their heads
  const faults = diagnostics.all.filter(({ rule, severity }) => severity === 'error' && rule !== 'document/unit');
  if (faults.length > 0) throw new Error(faults.map(summaryOf).join('\n'));
  return renderHtml(document, { locale, author: 'The Harbour Office' });
}

/** With no-break spaces where Assay prints them: between a figure and its unit, and in dates. */
function joined(markdown: string): string {
  return markdown
    .replaceAll(/(?<=⟦[\d,.]+) (?=\S)/g, '\u00A0')
    .replaceAll(/(?<=⟦"\d+) ([A-Z]\w+) (?=\d+"⟧)/g, '\u00A0$1\u00A0');
}

/** Every page of the specimens as PNG, by name; undefined if another browser than `BROWSER` prints. */
export async function drawPictures(): Promise<Map<string, Buffer> | undefined> {
  const browser = openBrowser({ environment: process.env });
  try {
    if ((await browser.running).version !== BROWSER) return undefined;
    const pictures = new Map<string, Buffer>();
    for (const locale of ['en', 'zh-CN']) {
      const pages = await drawPages(await print(await specimen(localeOf(locale)), browser));
      for (const [at, picture] of pages.entries()) pictures.set(`${locale}-${at + 1}.png`, picture);
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

async function print(html: string, browser: BrowserSession): Promise<Uint8Array> {
  const diagnostics = new Diagnostics();
  const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'specimen' }, diagnostics);
  if (diagnostics.failed) throw new Error(diagnostics.all.map(summaryOf).join('\n'));
  return pdf;
}

async function drawPages(pdf: Uint8Array): Promise<Buffer[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pictures: Buffer[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: SCALE });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    // pdf.js asks for the canvas of a browser; this one answers to the same calls.
    await page.render({ canvas: canvas as never, viewport }).promise;
    const context = canvas.getContext('2d');
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    const step = 255 / (LEVELS - 1);
    for (const [at, level] of pixels.data.entries()) pixels.data[at] = Math.round(level / step) * step;
    context.putImageData(pixels, 0, 0);
    pictures.push(canvas.toBuffer('image/png'));
  }
  await task.destroy();
  return pictures;
}
