import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { HOUSE } from '../../../src/brief/house-style.ts';
import type { PdfPlace } from '../../../src/output/pdf/destinations.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { runningHeads } from '../../../src/output/pdf/running-heads.ts';
import { HAN_SHEET, STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { styleVariables } from '../../../src/output/style/variables.ts';
import { readPdf } from './read-pdf.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';

describe('the head of a page', () => {
  /** Places of chapters: a page, and after the point how far down. */
  const pages = (pageOf: Record<string, number>): Map<string, PdfPlace> =>
    new Map(Object.entries(pageOf).map(([id, at]) => [id, { page: Math.floor(at), below: 1 - (at - Math.floor(at)) }]));
  const chapters = ['A', 'B', 'C'].map((title) => ({ id: title.toLowerCase(), title }));

  test('names the chapter that begins at its top, else the one that goes on there', () => {
    expect(runningHeads(chapters, pages({ a: 2, b: 4, c: 4.5 }), 5)).toEqual(['', 'A', 'A', 'B', 'C']);
    expect(runningHeads(chapters, pages({ a: 2, b: 3.5, c: 4 }), 4)).toEqual(['', 'A', 'A', 'C']);
    expect(runningHeads(chapters, pages({ a: 2.5, b: 2.7, c: 3.4 }), 4)).toEqual(['', 'A', 'B', 'C']);
  });

  test('names none on the first page, before the first chapter and where nothing is known', () => {
    expect(runningHeads(chapters, pages({ a: 1 }), 2)).toEqual(['', 'A']);
    expect(runningHeads(chapters, pages({ b: 3 }), 3)).toEqual(['', '', 'B']);
    expect(runningHeads([], new Map(), 2)).toEqual(['', '']);
  });
});

describe('in print', () => {
  const browser = sharedBrowser();

  async function headsOf(chapters: readonly (readonly [title: string, pages: number])[]): Promise<string[]> {
    const body = chapters.map(([title, pages], at) => {
      const heading = `<h2 id="c-${at}" data-chapter="${title.replaceAll('"', '&quot;')}">x</h2>`;
      return `<section style="break-before:page">${heading}${'<p style="break-after:page">y</p>'.repeat(pages)}</section>`;
    });
    const head = `<meta charset="utf-8"><title>T</title><style>${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}${HAN_SHEET}</style>`;
    const html = `<!doctype html><html lang="zh"><head>${head}</head><body><h1>T</h1>${body.join('')}</body></html>`;
    const diagnostics = new Diagnostics();
    const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'x' }, diagnostics);
    expect(diagnostics.all).toEqual([]);
    const { pages, roles } = await readPdf(pdf);
    expect(roles.filter((role) => role === 'H2')).toHaveLength(chapters.length);
    expect(pages[0]).toMatch(/^\d+ \/ \d+/); // its foot: it has no head
    return pages.slice(1).map((text) => text.split('\n')[0]?.trim() ?? '');
  }

  test('each page has the head of its chapter, without a contents list', async () => {
    const heads = await headsOf([
      ['Boats', 2],
      ['Quays', 1],
    ]);
    expect(heads).toEqual(['Boats', 'Boats', 'Quays']);
  });

  test('a head is only text, whatever the chapter is called', async () => {
    const titles = ['"; } body { display: none }', String.raw`\a \22 C:\dir`, '</style><b>', '“Ferries”, €', '1.5'];
    expect(await headsOf(titles.map((title) => [title, 1]))).toEqual(titles);
  });

  test('a long head stays on its line', async () => {
    const [head = '', han = ''] = await headsOf([
      ['Ferries and boats '.repeat(12).trim(), 1],
      ['渡轮和船只'.repeat(12), 1],
    ]);
    expect(head).toMatch(/^Ferries and boats .* …$/);
    expect(han).toMatch(/^渡轮和船只.* …$/);
    expect([head.length, han.length].map((length) => length < 95)).toEqual([true, true]);
  });
});
