import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChartThread, type ChartThread } from '../../src/chart/chart-thread.ts';
import { drawCharts } from '../../src/build/edition-charts.ts';
import { composeEdition } from '../../src/build/schedule.ts';
import { renderPage } from '../../src/build/edition-rendering.ts';
import { selectEditions } from '../../src/build/edition-selection.ts';
import type { EditionSource } from '../../src/build/edition-source.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import { pageFills } from '../output/pdf/page-fill.ts';

/** A page that a chapter does not end may be empty to this part of its height. */
const MOST_EMPTY = 0.25;

let browser: BrowserSession;
let charts: ChartThread;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
  charts = openChartThread();
});
afterAll(() => Promise.all([browser.close(), charts.close()]));

const sources = await selectEditions(new Workspace('.'), [], new Diagnostics());

describe.each(sources.map((source): [string, EditionSource] => [source.folder, source]))('%s', (_name, source) => {
  test('has no page but the last of a chapter with more than a quarter of its height empty', async () => {
    const diagnostics = new Diagnostics();
    const drawing = drawCharts(source, charts, diagnostics);
    const composition = await composeEdition(source, drawing, diagnostics);
    const empty = source.brief.papers.map(async (paper) => {
      const html = renderPage(composition, paper);
      const { pdf } = await printPdf(browser, html, { date: new Date(0), path: paper }, diagnostics);
      const chapters = new Set([...html.matchAll(/id="([^"]+)" data-chapter=/g)].map(([, id = '']) => id));
      const fills = await pageFills(pdf, chapters);
      return fills
        .map(({ empty: part }, at) => ({ paper, page: at + 1, part, last: fills[at + 1]?.opens ?? true }))
        .filter(({ part, last }) => part > MOST_EMPTY && !last);
    });
    expect((await Promise.all(empty)).flat()).toEqual([]);
  });
});
