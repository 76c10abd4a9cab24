/**
 * What making a PDF conform costs besides Chromium's own tagged print, at about 10 and 50 pages, in one run: medians,
 * interleaved, in a warm process with a reused page. Then the memory of this process and of the browser's over 500
 * prints. `tsx tests/bench/print.ts [RUNS] [PRINTS]`.
 */

import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { renderPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { printTagged } from '../../src/output/pdf/page-print.ts';
import { readPageWords } from '../../src/output/pdf/page-words.ts';
import { openObjects } from '../../src/output/pdf/pdf-objects.ts';
import { conformPdf, printPdf } from '../../src/output/pdf/print.ts';
import { median } from './median.ts';
import { processTree } from './process-tree.ts';

const RUNS = Number(process.argv[2] ?? 15);
const PRINTS = Number(process.argv[3] ?? 500);
const DATE = new Date(0);

/** The page of the first edition. */
async function firstPage(): Promise<string> {
  const diagnostics = new Diagnostics();
  const [source] = await selectEditions(new Workspace(path.resolve(import.meta.dirname, '../..')), [], diagnostics);
  if (!source) throw new Error('no edition to print');
  const charts = openChartThread();
  const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
  await charts.close();
  return renderPage(composition, 'A4');
}

/** The same page with its content several times over. */
function repeated(html: string, times: number): string {
  return html.replace(/(?<=<body>).*(?=<\/body>)/s, (body) => body.repeat(times));
}

async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}

async function compare(browser: BrowserSession, sheet: string, pages: number): Promise<void> {
  const own = await browser.use(async ({ page }) => {
    await page.setContent(sheet);
    return openObjects(await printTagged(page)).pages.length;
  });
  const html = repeated(sheet, Math.round(pages / own));
  const prints: number[] = [];
  const steps: number[] = [];
  let raw = new Uint8Array();
  let pdf = new Uint8Array();
  await browser.use(async ({ page }) => {
    await page.setContent(html);
    for (let run = -1; run < RUNS; run += 1) {
      raw = Uint8Array.from(await timed(prints, () => printTagged(page)));
      pdf = Uint8Array.from(
        await timed(steps, async () =>
          conformPdf(raw, { words: await readPageWords(page), date: DATE, attachments: [] }),
        ),
      );
    }
  });
  // The first of each warms the process.
  const [print, step] = [median(prints.slice(1)), median(steps.slice(1))];
  const sizes = `${(raw.length / 1024).toFixed(0)} → ${(pdf.length / 1024).toFixed(0)} KB`;
  console.log(
    `${String(openObjects(raw).pages.length).padStart(3)} pages: tagged print ${print.toFixed(0)} ms, ` +
      `conforming ${step.toFixed(0)} ms, ratio ${(step / print).toFixed(2)}; ${sizes}`,
  );
}

/** Resident memory in MB of a process and all that it started. */
function residentMemory(root: number): number {
  return processTree(root).reduce((sum, { memory }) => sum + memory, 0);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

async function watchMemory(browser: BrowserSession, html: string): Promise<void> {
  const { pid } = await browser.running;
  for (let print = 1; print <= PRINTS; print += 1) {
    await printPdf(browser, html, { date: DATE, path: 'page' }, new Diagnostics());
    if (print % (PRINTS / 5) !== 0) continue;
    collectGarbage();
    const own = process.memoryUsage();
    const held = (own.heapUsed + own.external) / 2 ** 20;
    console.log(
      `after ${print} prints: this process holds ${held.toFixed(1)} MB, the browser's ${residentMemory(pid).toFixed(0)} MB`,
    );
  }
}

const html = await firstPage();
const browser = openBrowser({ environment: process.env });
await compare(browser, html, 10);
await compare(browser, html, 50);
await watchMemory(
  browser,
  '<!doctype html><html lang="en"><title>One</title><h1 style="font-family:Source Sans 3">One</h1>',
);
await browser.close();
