import { beforeAll, describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { openBrowser } from '../../../src/browser/browser.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { HOUSE } from '../../../src/brief/house-style.ts';
import { ANNEX_PAGES } from '../../../src/output/style/paper-size.ts';
import { STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { styleVariables } from '../../../src/output/style/variables.ts';
import { type ReadPdf, readPdf } from './read-pdf.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';
import { saying } from '../../messages.ts';
import { LONG } from '../../long.ts';

const environment = process.env;
const options = { date: new Date('2026-02-04T09:30:00Z'), path: 'brief.md.hbs' };

const browser = sharedBrowser();

async function print(html: string, session = browser): Promise<{ pdf: Uint8Array; read: ReadPdf; reported: string[] }> {
  const diagnostics = new Diagnostics();
  const { pdf, pages } = await printPdf(session, html, options, diagnostics);
  const read = await readPdf(pdf);
  expect(pages).toBe(read.pages.length);
  return { pdf, read, reported: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`) };
}

function page(body: string, style = ''): string {
  const font = 'body{font-family:"Source Serif 4"}h1,h2,table{font-family:"Source Sans 3"}';
  const foot = '@page{size:A4;margin:20mm;@bottom-center{font-family:"Source Sans 3";content:"page " counter(page)}}';
  const head = `<meta charset="utf-8"><title>Ferries in “May”</title><style>${font}${foot}${style}</style>`;
  return `<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`;
}

const REPORT = page(`<h1>Ferries</h1>
  <ul><li><a href="#traffic">Traffic</a> <b data-page-of="traffic"></b></li><li><a href="#method">Method</a> <b data-page-of="method"></b></li></ul>
  <h2 id="traffic">Traffic</h2><p>Down by <em>−4.5%</em> to 1,200 t CO₂.</p>
  <table><caption>Boats</caption><tr><th scope="col">Boat</th><th scope="col">Trips</th></tr><tr><th scope="row">Elbe</th><td>12</td></tr></table>
  <h2 id="method" style="break-before:page">Method</h2><p>Counted.</p>`);

test.each([
  ['with page numbers, which is printed more than once', REPORT],
  ['without', page('<p>Nothing counted.</p>')],
])('the files that a page carries are made after its print has begun: a page %s', async (_which, html) => {
  let hasBegun = false;
  let made = 0;
  const attachments = async (): Promise<[]> => {
    expect(hasBegun).toBe(true);
    made += 1;
    return [];
  };
  const printed = printPdf(browser, html, { ...options, attachments }, new Diagnostics());
  await browser.running;
  hasBegun = true;
  await expect(printed).resolves.toMatchObject({ pages: expect.any(Number) as number });
  expect(made).toBeGreaterThan(0);
});

describe('a printed page', () => {
  let read: ReadPdf;
  beforeAll(async () => {
    ({ read } = await print(REPORT));
  });

  test('holds its text, page by page, with running feet', () => {
    expect(read.pages).toHaveLength(2);
    expect(read.pages[0]).toContain('Down by −4.5% to 1,200 t CO₂.');
    expect(read.pages[0]).toContain('page 1');
    expect(read.pages[1]).toContain('Counted.');
  });

  test('carries title, language and the date it was given', () => {
    expect(read).toMatchObject({ title: 'Ferries in “May”', language: 'en-GB', created: "D:20260204093000+00'00'" });
  });

  test('has an outline of its headings', () => {
    expect(read.outline).toEqual(['Ferries', '  Traffic', '  Method']);
  });

  test('is tagged', () => {
    expect(read.marked).toBe(true);
    for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'Table', 'Caption', 'TR', 'TH', 'TD', 'Link']) {
      expect(read.roles).toContain(role);
    }
  });

  test('embeds the shipped fonts and no others', () => {
    expect(read.embedded).toEqual([
      'SourceSans3-Regular',
      'SourceSans3-SemiBold',
      'SourceSerif4-Italic',
      'SourceSerif4-Regular',
      'SourceSerif4-SemiBold',
    ]);
  });

  test('lists the page on which each section begins', () => {
    expect(Object.fromEntries(read.destinations)).toMatchObject({ traffic: 1, method: 2 });
    expect(read.pages[0]).toMatch(/Traffic 1\s.*Method 2/s);
  });
});

test('the pages of an annex are numbered apart, in the contents and at their foot', async () => {
  const section = (id: string, name: string): string =>
    `<section class="${name}"><h2 id="${id}" data-chapter="${id}">${id}</h2><p>Text.</p></section>`;
  const contents = ['one', 'two', 'three'].map((id) => `<p>${id}: <b data-page-of="${id}"></b></p>`).join('');
  const notes = '<ul class="footnotes"><li>A note.</li></ul>';
  const chapters = [section('one', 'opens'), section('two', 'opens annex'), section('three', 'opens annex')];
  const body = `<main>${contents}${chapters.join('')}${notes}</main>`;
  const style = `${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}${ANNEX_PAGES}`;
  const { read, reported } = await print(page(body, style));
  expect(reported).toEqual([]);
  expect(read.pages.map((text) => /(?:^|\n)(A?\d)page/.exec(text)?.[1])).toEqual(['1', '2', 'A1', 'A2']);
  expect(read.pages[0]).toMatch(/one: 2\s+two: A1\s+three: A2/);
  expect(read.pages.at(-1)).toContain('A note.');
});

test('what introduces a list stands on the page of its first item', async () => {
  const heights = [...Array(40).keys()].map((step) => 220 + step);
  const parts = heights.map(
    (height) => `<div style="break-before:page;height:${height}mm"></div><p>These are:</p><ul><li>first one</li></ul>`,
  );
  const { read } = await print(
    page(`<h1>Lists</h1>${parts.join('')}`, `${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}`),
  );
  const introduced = read.pages.filter((text) => text.includes('These are:'));
  expect(introduced).toHaveLength(heights.length);
  for (const text of introduced) expect(text).toContain('first one');
});

test('page numbers reach ids of any kind, and none is made up', async () => {
  const ids = ['endobj', 'constructor', '__proto__', 'a/b', 'a#b', '100%', 'naïve', '(x)'];
  const links = ids.map((id) => `<a href="#${encodeURIComponent(id)}">x</a> [<i data-page-of="${id}"></i>]`).join('\n');
  const targets = ids.map((id) => `<h2 id="${id}" style="break-before:page">${id}</h2>`).join('');
  const { read, reported } = await print(page(`<h1>Ids</h1>${links} <i data-page-of="nowhere">9</i>|${targets}`));
  expect(reported).toEqual([]);
  const numbers = [...(read.pages[0] ?? '').matchAll(/\[(\d*)\]/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(read.pages[0]).toMatch(/\[9\]\s*\|/);
});

test('page numbers that move what they count are reported', async () => {
  // A 1 fills the first page and drives the heading to the second; a 2 is small and lets it come back.
  const font = '@font-face{font-family:Odd;src:local("SourceSerif4-Regular");unicode-range:U+31;size-adjust:6000%}';
  const style = `${font}i{font-family:Odd,"Source Serif 4";display:block}`;
  const { reported } = await print(
    page('<h1>Odd</h1><a href="#x">x</a><i data-page-of="x"></i><h2 id="x">x</h2>', style),
  );
  expect(reported).toEqual([saying('output/page-number … x …')]);
});

test('a blank page is reported, running foot or not', async () => {
  const { reported } = await print(
    page('<p>One</p><div style="break-before:page;break-after:page"></div><p>Three</p>'),
  );
  expect(reported).toEqual(['output/blank-page: page 2 is blank']);
});

test('a page with nothing but a picture is not blank', async () => {
  const chart = '<svg role="img" aria-label="A bar"><rect width="50" height="50"/></svg>';
  const figure = `<figure role="group" style="break-before:page">${chart}</figure>`;
  const { read, reported } = await print(page(`<p>One</p>${figure}`));
  expect(read.pages).toHaveLength(2);
  expect(reported).toEqual([]);
});

test('two prints have the same bytes, from a used browser and from a fresh one', LONG, async () => {
  const first = await print(REPORT);
  const second = await print(REPORT);
  const fresh = openBrowser({ environment });
  const third = await print(REPORT, fresh).finally(() => fresh.close());
  expect(Buffer.compare(second.pdf, first.pdf)).toBe(0);
  expect(Buffer.compare(third.pdf, first.pdf)).toBe(0);
});

test.each(['endobj', '/BaseFont /Comic /Pg 9 0 R', ')/CreationDate (D:19990101000000+00)', 'é\\('])(
  'a title such as %s is only a title',
  async (title) => {
    const html = page(`<h1>${title}</h1>`).replace(/(?<=<title>)[^<]*/, title);
    const { read, reported } = await print(html);
    expect(reported).toEqual([]);
    expect(read).toMatchObject({ title, outline: [title], created: "D:20260204093000+00'00'" });
  },
);

test('prints asked for at once do not disturb each other', async () => {
  const reads = await Promise.all(['One', 'Two', 'Three'].map((word) => print(page(`<p>${word}</p>`))));
  expect(reads.map(({ read }) => read.pages)).toEqual([['page 1\nOne'], ['page 1\nTwo'], ['page 1\nThree']]);
});

describe('a document has at most 500 pages', () => {
  /** Links lead to both parts; each block begins a page. */
  const blocks = (count: number): string =>
    page(
      `<ul><li><a href="#first">First</a></li><li><a href="#second">Second</a></li></ul><h2 id="first">First</h2>${'<p>Counted.</p>'.repeat(count - 2)}<h2 id="second">Second</h2><p>Last.</p>`,
      'p{break-before:page}h2{break-after:avoid}',
    );

  async function printed(html: string): Promise<{ readonly pages: number; readonly faults: readonly object[] }> {
    const { pages, faults } = await printPdf(browser, html, options, new Diagnostics());
    return { pages, faults };
  }

  test('which it may have', async () => {
    expect(await printed(blocks(500))).toEqual({ pages: 500, faults: [] });
  });

  test('also where it is no longer than others and begins a page at each block: the part is named', async () => {
    expect(await printed(blocks(501))).toEqual({
      pages: 0,
      faults: [{ text: '', why: 'is too long', part: 'second' }],
    });
  });

  test('also where its drafts have more', async () => {
    const drafted = blocks(501).replace('</li></ul>', '</li></ul><b data-page-of="second"></b>');
    expect(await printed(drafted)).toEqual({ pages: 0, faults: [{ text: '', why: 'is too long', part: 'second' }] });
  });

  test('also in one paragraph', async () => {
    // a word a line, and ten lines of 25 mm in the 257 mm of a page
    const html = page(`<p>${'Counted. '.repeat(5_020)}</p>`, 'p{font-size:20mm;line-height:25mm;width:90mm;margin:0}');
    const { faults } = await printed(html);
    expect(faults).toEqual([{ text: '', why: 'is too long' }]);
  });
});
