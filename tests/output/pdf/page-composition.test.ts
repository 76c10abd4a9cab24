import { expect, test } from 'vitest';
import { HOUSE } from '../../../src/brief/house-style.ts';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { styleVariables } from '../../../src/output/style/variables.ts';
import { readPdf } from './read-pdf.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';

const browser = sharedBrowser();

// A page of A4 has 297 mm, with margins of 20 mm above and below.
const SHEET = `${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}@page{margin:20mm 0}@page :first{margin:20mm 0}h1,h2,p{margin:0}.exhibit{margin:0;padding:0;border:0}`;

const svg = (height: number): string => `<svg width="100" height="${height}"><rect width="9" height="9"/></svg>`;

/** An exhibit with a chart of a height in pixels that may have others. */
function exhibit(id: string, height: number, least: number, most: number): string {
  return `<figure class="exhibit" id="${id}"><div class="chart" data-heights="${least} ${most}">${svg(height)}</div></figure>`;
}

/** Prints chapters; returns what is asked for, where exhibits then stand and what is reported of pages. */
async function printed(chapters: readonly string[], redraw: boolean | ((id: string) => number) = true) {
  const body = chapters.map(
    (text, at) => `<section class="opens"><h2 id="h${at}" data-chapter="H">H</h2>${text}</section>`,
  );
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title><style>${SHEET}</style></head><body><main><h1>T</h1>${body.join('')}</main></body></html>`;
  const asked = new Map<string, number>();
  const diagnostics = new Diagnostics();
  const { pdf, pages, feet } = await printPdf(
    browser,
    html,
    {
      date: new Date(0),
      path: 'x',
      redraw: async (id, height) => {
        if (!redraw) return undefined;
        asked.set(id, height);
        return svg(height + (redraw === true ? 0 : redraw(id)));
      },
    },
    diagnostics,
  );
  expect(diagnostics.all).toEqual([]);
  const { destinations } = await readPdf(pdf);
  return { asked, pages, feet, names: [...destinations.keys()] };
}

/** Millimetres in pixels. */
const mm = (length: number): number => (length * 96) / 25.4;
const block = (height: number): string => `<div style="height:${height}mm"></div>`;

test('a chart takes what is left of its page, and the place of nothing else changes', async () => {
  const { asked, pages, feet, names } = await printed([
    `${block(150)}${exhibit('a', 200, 150, 500)}${block(20)}`,
    'End',
  ]);
  const heading = 15.5 * 1.22 * (96 / 72);
  // the page less the rest of it; the browser rounds lines to whole pixels
  const expected = mm(297 - 40 - 150 - 20) - heading;
  expect(asked.get('a')).toBeLessThanOrEqual(expected);
  expect(asked.get('a')).toBeGreaterThan(expected - 8);
  expect(pages).toBe(3);
  expect(feet.map(({ page, charts }) => [page, charts])).toEqual([[1, false]]);
  expect(names).not.toContainEqual(expect.stringMatching(/^_/));
});

test('a chapter that is over by little comes onto one page', async () => {
  const chapter = `${block(150)}${exhibit('a', 280, 200, 400)}${block(40)}`;
  expect(await printed([chapter, 'End'], false)).toMatchObject({ pages: 4 });
  const { asked, pages } = await printed([chapter, 'End']);
  expect(pages).toBe(3);
  expect(asked.get('a')).toBeLessThan(280);
});

test('a page that holds less than was worked out stays as it was, and only that one', async () => {
  const chapter = (id: string): string => `${block(150)}${exhibit(id, 200, 200, 500)}${block(20)}`;
  // drawn at another height, the second chart is higher than it should be
  const wrong = (id: string): number => (id === 'b' ? 60 : 0);
  const { asked, pages, feet } = await printed([chapter('a'), chapter('b'), 'End'], wrong);
  expect(asked.get('a')).toBeGreaterThan(220);
  expect(asked.get('b')).toBe(200);
  expect({ pages, feet: feet.map(({ page }) => page) }).toEqual({ pages: 4, feet: [1] });
});

test('what cannot be filled is reported with its millimetres, and where a part ends nothing is', async () => {
  const { feet } = await printed([`${block(150)}${exhibit('a', 100, 100, 110)}`, 'End']);
  const last = feet.find(({ page }) => page === 2);
  // 257 less the heading (7), the text and the chart of 110 pixels (29)
  expect(last?.empty).toBeGreaterThan(65);
  expect(last?.empty).toBeLessThan(73);
  expect(last).toMatchObject({ blocks: ['h0', 'a'], charts: true });
  expect(feet.map(({ page }) => page)).not.toContain(3);
});
