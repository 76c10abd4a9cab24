import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { HOUSE } from '../../../src/brief/house-style.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { styleVariables } from '../../../src/output/style/variables.ts';
import { readPdf } from './read-pdf.ts';
import { readStructure } from './read-structure.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';
import { LONG } from '../../long.ts';

const browser = sharedBrowser();

/** A print of a table of so many rows that stands so many millimetres below the top of the text. */
async function printTable(rows: number, above: number): Promise<Uint8Array> {
  const body = Array.from({ length: rows }, (_, at) => `<tr><th scope="row">r${at + 1}.</th><td>1</td></tr>`).join('');
  const table = `<table><caption>Boats</caption><thead><tr><th scope="col">Head</th><th scope="col">No</th></tr></thead><tbody>${body}</tbody></table>`;
  const exhibit = `<div class="exhibit" id="t" data-keep="" data-continued="Table 7, continued">${table}<div class="notes"><p>Notes.</p></div></div>`;
  const head = `<meta charset="utf-8"><title>T</title><style>${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}h1{margin:0;line-height:10mm}</style>`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><body><h1>T</h1><div style="height:${above}mm"></div>${exhibit}</body></html>`;
  const diagnostics = new Diagnostics();
  const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'x' }, diagnostics);
  expect(diagnostics.all).toEqual([]);
  return pdf;
}

/** What stands on each page of such a print: the head of the table, its rows and its notes. */
async function rowsByPage(rows: number, above: number): Promise<string[][]> {
  const { pages, destinations } = await readPdf(await printTable(rows, above));
  expect([...destinations.keys()]).toEqual(['t']);
  return pages.map((text) => text.match(/Head|r\d+\.|Notes\./g) ?? []);
}

test('a table that fits a page is moved rather than split where that leaves a small hole', async () => {
  const [first, second] = await rowsByPage(15, 220);
  expect(first).toEqual([]);
  expect(second).toHaveLength(17);
});

test('a table is split, its head repeated, where moving it would leave a large hole', async () => {
  const [first = [], second = []] = await rowsByPage(25, 150);
  expect(first.length).toBeGreaterThanOrEqual(4);
  expect([first[0], second[0]]).toEqual(['Head', 'Head']);
  expect([...first, ...second].filter((text) => text.startsWith('r'))).toHaveLength(25);
});

test('three rows stay with the head and three with the end, and notes with them', LONG, async () => {
  for (let above = 140; above <= 200; above += 6) {
    const [first = [], second = []] = await rowsByPage(14, above);
    if (second.length === 0 || first.length === 0) continue;
    expect(first.length).toBeGreaterThanOrEqual(4);
    expect(second.length).toBeGreaterThanOrEqual(5);
    expect(second.at(-1)).toBe('Notes.');
  }
});

test('a table longer than a page is split, wherever it stands', async () => {
  const pages = await rowsByPage(90, 215);
  expect(pages.flat().filter((text) => text.startsWith('r'))).toHaveLength(90);
});

test('a page on which a table goes on says so at its edge, and no other does', async () => {
  const moved = await printTable(15, 220);
  const split = await printTable(90, 150);
  const saying = async (pdf: Uint8Array) =>
    (await readPdf(pdf)).pages.map((text) => text.includes('Table 7, continued'));
  expect(await saying(moved)).toEqual([false, false]);
  expect(await saying(split)).toEqual([false, true, true]);
  const { artifacts } = await readStructure(split);
  expect(artifacts.filter((text) => text.includes('continued'))).toHaveLength(2);
});

test('no line of a paragraph stands alone on a page', LONG, async () => {
  const words = (lines: number): string => 'Ferries and boats cross the harbour each day. '.repeat(2 * lines - 1);
  for (const lines of [3, 4, 5]) {
    const parts = [...Array(12).keys()].map(
      (step) => `<div style="break-before:page;height:${224 + 3 * step}mm"></div><p>Begin ${words(lines)} end.</p>`,
    );
    const head = `<title>T</title><style>${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}</style>`;
    const body = `<h1>T</h1><main><h2 id="a" data-chapter="">A</h2>${parts.join('')}</main>`;
    const html = `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
    const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'x' }, new Diagnostics());
    const { pages } = await readPdf(pdf);
    const counts = pages.map((text) => text.split('\n').filter((line) => /harbour|Ferries|end\./.test(line)).length);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(12);
    expect(counts).not.toContain(1);
  }
});
