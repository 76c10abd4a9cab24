import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from '../../pdfjs.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { openBrowser } from '../../../src/browser/browser.ts';
import { printTagged } from '../../../src/output/pdf/page-print.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { readPdf } from './read-pdf.ts';
import {
  descendants,
  outlineOf,
  type ReadElement,
  type ReadStructure,
  readStructure,
  withRole,
} from './read-structure.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';
import { LONG } from '../../long.ts';

const browser = sharedBrowser();

const STYLE = `@page { size: 300pt 420pt; margin: 40pt;
    @top-left { content: "Running head" } @bottom-right { content: "page " counter(page) } }
  body { margin: 0 } body, table { font: 10pt "Source Serif 4" } h1 { background: #123456; color: white } thead { display: table-header-group }
  figure { margin: 0; break-inside: avoid } tr { break-inside: avoid }`;

const ROWS = Array.from({ length: 40 }, (_, row) => `<tr><th scope="row">Row ${row}</th><td>${row}</td></tr>`).join('');

/** Everything that Chromium tags so that a referee complains. */
const HTML = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferries &amp; “boats” <i></title>
  <style>${STYLE}</style></head><body><header><h1>Ferries</h1><p>An <em>efficient</em> office of <strong>fine</strong> boats.</p></header>
  <div>Words <span>between</span> blocks <p>A paragraph</p> and after</div>
  <ul><li>one <a href="#end">to the end</a><ol><li>inside</li></ol></li><li><p>two</p><p>paragraphs</p></li></ul>
  <p>See <a href="https://harbour.example/?a=1&amp;b=(2)">the office, whose name is so long that the link goes on over two lines</a>
  and <a href="#nowhere">nothing</a>.</p>
  <figure role="group"><figcaption>A caption</figcaption><svg role="img" aria-label="Two bars" width="200" height="50">
    <rect width="50" height="50" fill="red"/><g opacity="0.5"><rect x="100" width="60" height="40"/><text y="20" x="100" font-family="Source Sans 3">x</text></g></svg></figure>
  <table><caption>Boats</caption><thead><tr><th scope="col">Boat</th><th scope="col">Trips</th></tr></thead><tbody>${ROWS}</tbody></table>
  <div style="height:20pt;background:#eee"></div><hr>
  <h2 id="end">The end</h2><p lang="de">Ende</p></body></html>`;

const facts = {
  date: new Date('2026-02-04T09:30:00Z'),
  path: 'brief.md.hbs',
  author: 'Harbour <Office> & Söhne',
  description: 'What the “boats” did',
};

const CSV = {
  name: 'observations.csv',
  type: 'text/csv',
  description: 'Jede Zahl 数据',
  relationship: 'Data',
} as const;
const JSON_FILE = {
  name: 'brief.json',
  type: 'application/json',
  description: 'Values',
  relationship: 'Supplement',
} as const;
const attachments = [
  { ...CSV, content: Buffer.from('a,b\n1,数\n') },
  { ...JSON_FILE, content: Buffer.from('{}') },
];

/** The page as Chromium prints it, and as it is when Assay has done its part. */
async function printBoth(html: string): Promise<{ raw: Uint8Array; pdf: Uint8Array }> {
  const { pdf } = await printPdf(browser, html, facts, new Diagnostics());
  const raw = await browser.use(({ page }) => printTagged(page));
  return { raw, pdf };
}

describe('a finished PDF', () => {
  let raw: Uint8Array;
  let pdf: Uint8Array;
  let read: ReadStructure;
  const all = (role: string): ReadElement[] => withRole(role, read);
  beforeAll(async () => {
    ({ raw, pdf } = await printBoth(HTML));
    read = await readStructure(pdf);
  });

  test('claims PDF/UA-1 and PDF/A-3a', () => {
    const claims = ['pdfuaid:part', 'pdfaid:part', 'pdfaid:conformance'].map((name) => read.xmp(name));
    expect(claims).toEqual(['1', '3', 'A']);
  });

  test('says the same in both its metadata', () => {
    expect(read.info).toMatchObject({
      Title: 'Ferries & “boats” <i>',
      Author: facts.author,
      Subject: facts.description,
      Producer: 'Assay',
      CreationDate: "D:20260204093000+00'00'",
      ModDate: "D:20260204093000+00'00'",
    });
    expect(read.xmp('dc:title')).toBe(read.info['Title']);
    expect(read.xmp('dc:creator')).toEqual([facts.author]);
    expect(read.xmp('dc:description')).toBe(facts.description);
    expect(read.xmp('dc:language')).toBe('en-GB');
    expect(read.xmp('xmp:createdate')).toBe('2026-02-04T09:30:00Z');
    expect(read.xmp('xmp:modifydate')).toBe('2026-02-04T09:30:00Z');
  });

  test('leaves no letter outside its structure but running heads and feet', () => {
    expect(read.loose).toEqual([]);
    expect(read.artifacts[0]).toBe('Running headpage 1');
  });

  test('has only elements that mean something, and none is empty', () => {
    expect(all('NonStruct')).toEqual([]);
    // Of what goes on over pages a tree has only the part on its page.
    const empty = read.trees
      .flatMap((tree) => descendants(tree, ['Table', 'L']))
      .filter(({ role, content }) => role !== 'Root' && !['Table', 'L'].includes(role) && content === '');
    expect(empty).toEqual([]);
  });

  test('gives list items bodies, and lists inside them their place', () => {
    const [list] = all('L');
    expect(list && outlineOf(list)).toEqual(
      'L,  LI,    LBody,      Link,      L,        LI,          Lbl,          LBody,  LI,    LBody,      P,      P'.split(
        ',',
      ),
    );
  });

  test('puts paragraphs around words that stand between blocks', () => {
    const paragraphs = all('P').map((one) => one.whole.trim());
    expect(paragraphs).toEqual(expect.arrayContaining(['Words between blocks', 'A paragraph', 'and after']));
    expect(read.trees.map(({ text }) => text).join('')).toBe('');
  });

  test('has one picture with words and a place for a figure, and its caption in it', () => {
    const figures = all('Figure');
    expect(figures).toMatchObject([{ alt: 'Two bars', kids: [{ role: 'Caption', whole: 'A caption' }] }]);
    const group = all('Div').find(({ kids }) => kids.some(({ role }) => role === 'Figure'));
    expect(group?.kids.map(({ role }) => role)).toEqual(['Figure']);
    const [left = 0, bottom = 0, right = 0, top = 0] = figures[0]?.bbox ?? [];
    // 200 by 50 pixels of 3/4 pt, from the left margin on.
    expect([left, right - left, top - bottom].map(Math.round)).toEqual([40, 150, 38]);
  });

  test('says the head of a table that goes on over pages once', () => {
    const heads = all('TH').map((one) => one.whole.trim());
    expect(heads.filter((text) => text === 'Boat' || text === 'Trips')).toEqual(['Boat', 'Trips']);
    expect(read.artifacts.filter((text) => text.endsWith('Boat Trips'))).not.toEqual([]);
    expect(heads).toHaveLength(2 + 40);
    expect(all('Caption').map((one) => one.whole)).toEqual(['A caption', 'Boats']);
  });

  test('describes each link by its words, and its element owns every part of it', () => {
    const links = all('Link').map(({ annotations }) => annotations.map((id) => read.links.get(id)));
    const long = 'the office, whose name is so long that the link goes on over two lines';
    expect(links).toEqual([
      [{ contents: 'to the end', leads: '#end' }],
      [
        { contents: long, leads: 'https://harbour.example/?a=1&b=(2)' },
        { contents: long, leads: 'https://harbour.example/?a=1&b=(2)' },
      ],
    ]);
    expect(links.flat()).toHaveLength(read.links.size);
  });

  test('numbers its pages as it prints them', () => {
    expect(read.labels).toEqual(read.trees.map((_, index) => String(index + 1)));
  });

  test('looks as the browser printed it, to the pixel', async () => {
    const before = await drawPages(raw);
    const after = await drawPages(pdf);
    expect(before.length).toBe(read.trees.length);
    expect(before[0]?.some((byte) => byte !== 255)).toBe(true);
    for (const [index, pixels] of before.entries())
      expect(after[index]?.equals(pixels), `page ${index + 1}`).toBe(true);
  });

  test('is smaller than what the browser printed', () => {
    expect(pdf.length).toBeLessThan(raw.length);
  });

  test('holds nothing that the browser counted: cells are named as in any other print', async () => {
    const { pdf: second } = await printBoth(HTML);
    expect(Buffer.compare(second, pdf)).toBe(0);
  });
});

test('a figure around a picture is not a picture itself', async () => {
  const picture = '<svg role="img" aria-label="Inner" width="9" height="9"><rect width="9" height="9"/></svg>';
  const body = `<h1>x</h1><figure>${picture}<figcaption>Caption</figcaption></figure>`;
  const { pdf } = await printPdf(browser, HTML.replace(/<body>.*<\/body>/s, body), facts, new Diagnostics());
  expect(withRole('Figure', await readStructure(pdf))).toMatchObject([{ alt: 'Inner' }]);
});

test('what stands aside is a note, and the link that leads to it a reference', async () => {
  const link = '<a href="#_margin-1" aria-label="14.72, corrected">14.72</a>';
  const aside = '<aside role="complementary" id="_margin-1"><p>Printed: 147.2.</p><p>Corrected since.</p></aside>';
  const body = `<h1>x</h1><p>Boats: ${link}, see <a href="#end">the end</a>.</p><div>${aside}</div><h2 id="end">End</h2>`;
  const { pdf } = await printPdf(browser, HTML.replace(/<body>.*<\/body>/s, body), facts, new Diagnostics());
  const read = await readStructure(pdf);
  expect(outlineOf(read.trees[0]?.kids[0] as ReadElement)).toEqual([
    'Document',
    '  H1',
    '  P',
    '    Reference',
    '      Link',
    '    Link',
    '  Note',
    '    P',
    '    P',
    '  H2',
  ]);
});

test('a letter is the character that was written, not one that looks like it', async () => {
  const words = 'The office’s first floor ʼ 目录：文字长一';
  const body = `<h1>x</h1><p>${words}</p><p style="font-family:'Source Sans 3'">office’s</p>`;
  const { raw, pdf } = await printBoth(HTML.replace(/<body>.*<\/body>/s, `<body>${body}</body>`));
  const textOf = async (bytes: Uint8Array): Promise<string> =>
    (await readStructure(bytes)).trees.map((tree) => tree.whole).join('');
  // Of two characters with one letter the rarer is read as the other.
  expect(await textOf(pdf)).toContain(`${words.replace('ʼ', '’')}office’s`);
  expect(await textOf(raw)).not.toContain('office’s');
  expect((await drawPages(pdf))[0]?.equals((await drawPages(raw))[0] ?? Buffer.alloc(0))).toBe(true);
});

test('a PDF carries files, with what they are, and the same bytes every time', async () => {
  const print = () => printPdf(browser, HTML, { ...facts, attachments: async () => attachments }, new Diagnostics());
  const { pdf } = await print();
  const read = await readStructure(pdf);
  expect(Object.fromEntries(read.attachments)).toEqual({
    'observations.csv': { description: 'Jede Zahl 数据', content: 'a,b\n1,数\n' },
    'brief.json': { description: 'Values', content: '{}' },
  });
  expect(Buffer.compare((await print()).pdf, pdf)).toBe(0);
});

test('a PDF printed among seven others is that which is printed alone', async () => {
  const other = openBrowser({ environment: process.env });
  const sessions = [browser, other];
  const pages = Array.from({ length: 8 }, (_, index) => (index === 5 ? HTML : HTML.replace('Ende', `Ende ${index}`)));
  const together = await Promise.all(
    pages.map((html, index) => printPdf(sessions[index % 2] ?? other, html, facts, new Diagnostics())),
  ).finally(() => other.close());
  const alone = await printPdf(browser, HTML, facts, new Diagnostics());
  expect(Buffer.compare(together[5]?.pdf ?? Buffer.alloc(0), alone.pdf)).toBe(0);
  expect(new Set(together.map(({ pdf }) => Buffer.from(pdf).toString('latin1'))).size).toBe(8);
});

test('the identifier of a file is that of its content', LONG, async () => {
  const of = async (html: string): Promise<unknown> =>
    (await readPdf((await printPdf(browser, html, facts, new Diagnostics())).pdf)).fingerprint;
  const [first, again, other] = [await of(HTML), await of(HTML), await of(HTML.replace('Ende', 'Ente'))];
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a heading that moves to the next page stands in the outline once', async () => {
  const figure = '<figure style="height:200pt">A tall thing</figure>';
  const body = `<h1>One</h1><div style="height:200pt"></div><section><h2>Moved with what it heads</h2>${figure}</section>`;
  const html = HTML.replace(/<body>.*<\/body>/s, `<body>${body}</body>`).replace(
    '</style>',
    'h2 { break-after: avoid; break-inside: avoid } section { break-inside: avoid }</style>',
  );
  const { pdf } = await printPdf(browser, html, facts, new Diagnostics());
  expect((await readPdf(pdf)).outline).toEqual(['One', '  Moved with what it heads']);
});

test('words that no PDF text or XML could hold plainly are kept', async () => {
  const hostile = 'a (b\\ c) <d> & "é" 中 \u{1F6A2} \u0007]]>';
  const { pdf } = await printPdf(browser, HTML, { ...facts, author: hostile, description: hostile }, new Diagnostics());
  const { info, xmp } = await readStructure(pdf);
  expect(info).toMatchObject({ Author: hostile, Subject: hostile });
  expect(xmp('dc:description')).toBe(hostile.replace('\u0007', ''));
});

/** Every page as pixels, by pdf.js. */
async function drawPages(pdf: Uint8Array): Promise<Buffer[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: Buffer[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    // pdf.js asks for the canvas of a browser; this one answers to the same calls.
    await page.render({ canvas: canvas as never, viewport }).promise;
    pages.push(Buffer.from(canvas.data()));
  }
  await task.destroy();
  return pages;
}
