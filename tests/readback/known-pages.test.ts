import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { readResult, ResultStore, writeResult } from '../../src/core/machine/result-store.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import { KnownPages, knownPages, type LastPrint, type PageReading } from '../../src/readback/known-pages.ts';
import { type PageDigests, pageDigests, type PageElement } from '../../src/readback/pdf-pages.ts';
import { readPdf } from '../../src/readback/pdf-reader.ts';
import type { ReadOutput } from '../../src/readback/read-text.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-pages-'));
});
afterAll(async () => {
  await fs.rm(folder, { recursive: true });
});

const GREY = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mM4AwAAzQDMM+/IEAAAAABJRU5ErkJggg==';
const BLACK = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

/** What may differ between two prints. */
interface Differing {
  readonly style?: string;
  readonly first?: string;
  readonly second?: string;
}

/** A print of two pages. */
async function print({ style = '', first = 'I', second = 'Beta' }: Differing): Promise<Uint8Array> {
  const html = `<!doctype html><html lang="en"><head><title>A</title><style>
    body{font:16px "Source Serif 4"}h1{font-family:"Source Sans 3";break-before:page}${style}</style></head>
    <body><p>${first}</p><h1>On</h1><p>${second}</p></body></html>`;
  const facts = { date: new Date(0), path: 'page.html', author: 'A', description: 'B' };
  return (await printPdf(browser, html, facts, new Diagnostics())).pdf;
}

/** Whether what each of two pages paints, or its structure, is the same in two prints. */
async function isSame(one: Differing, other: Differing, what: keyof PageDigests = 'painted'): Promise<boolean[]> {
  const [before = [], after = []] = [pageDigests(await print(one)), pageDigests(await print(other))];
  expect([before.length, after.length]).toEqual([2, 2]);
  for (const { structure } of [...before, ...after]) expect(structure).toBeDefined();
  return before.map((digests, index) => digests[what] === after[index]?.[what]);
}

test('a page is the same where only another page, its place in the file or its links are others', async () => {
  // the same letters, as the fonts hold only those that are used
  expect(await isSame({ second: 'Beta at eta' }, { second: 'Bet a tea' })).toEqual([true, false]);
  expect(await isSame({ second: 'Beta eta' }, { second: 'Beta<p>at</p><p>tea at a Beta' })).toEqual([true, false]);
  const link = (address: string): Differing => ({ first: `<a href="https://example.org/${address}">I</a>` });
  expect(await isSame(link('one'), link('another'))).toEqual([true, true]);
});

const image = (png: string, alt = 'A') => ({
  first: `<img alt="${alt}" src="data:image/png;base64,${png}" width="9"> I`,
});

test.each<[string, Differing, Differing]>([
  ['a word', {}, { first: 'H' }],
  ['a colour', { style: 'p{color:#000}' }, { style: 'p{color:#333}' }],
  ['what is transparent', { style: 'p{opacity:.5}' }, { style: 'p{opacity:.6}' }],
  ['the font', { style: 'p{font-weight:400}' }, { style: 'p{font-weight:600}' }],
  ['a picture', image(GREY), image(BLACK)],
  ['the size of the paper', { style: '@page{size:500px 500px}' }, { style: '@page{size:510px 500px}' }],
])('a page is another with another one of these: %s', async (_, one, other) => {
  expect((await isSame(one, other))[0]).toBe(false);
});

test('the structure of a page is the same where only its words, its links or other pages are others', async () => {
  const [one, two] = [{ first: 'H', second: '<em>Eta</em>' }, { second: '<em>Eta</em> at <em>Beta</em>' }];
  expect(await isSame(one, two, 'structure')).toEqual([true, false]);
  const link = (address: string): Differing => ({ first: `<a href="https://example.org/${address}">I</a>` });
  expect(await isSame(link('one'), link('another'), 'structure')).toEqual([true, true]);
});

test.each<[string, string, string]>([
  ['a role', '<strong>I</strong> am', '<em>I</em> am'],
  ['a role above', '<ul><li>I</ul>', '<div role="group"><p>I</div>'],
  ['a parent', '<ul><li>I<li>am</ul>', '<ul><li>I</ul><ul><li>am</ul>'],
  ['the order', 'I <em>am</em>', '<em>I</em> am'],
  ['what is painted first', '<p>I<p>am', '<p style="position:relative">I<p>am'],
  ['the text of a picture', image(GREY, '(98 0 R)').first, image(GREY, '(99 0 R)').first],
])('the structure of a page is another with another one of these: %s', async (_, one, other) => {
  expect((await isSame({ first: one }, { first: other }, 'structure'))[0]).toBe(false);
});

test('a file that is not as Assay writes it has no known pages', async () => {
  const pdf = await print({});
  expect(pageDigests(pdf.subarray(0, -9))).toBeUndefined();
  const text = Buffer.from(pdf).toString('latin1');
  const withPrevious = text.replace('/Type/XRef', '/Prev 9/Type/XRef');
  expect(withPrevious).not.toBe(text);
  expect(pageDigests(Buffer.from(withPrevious, 'latin1'))).toBeUndefined();
});

/** What is read of a print with what is known, which is kept then. */
async function read(pdf: Uint8Array, last: LastPrint): Promise<ReadOutput> {
  const known: KnownPages = await knownPages(last);
  const found = await readPdf(pdf, known);
  await known.keep();
  return found;
}

test('reads a page again just where it is another, and a fault each time', async () => {
  for (const store of [{ folder, limit: 2 ** 20, root: '/' }, undefined]) {
    const last = { path: 'faults.pdf', store };
    const hidden = 'I <b style="color:#fff">lost</b>';
    for (const [first, second] of [
      ['I', 'Beta'],
      [hidden, 'Beta'],
      [hidden, 'Eta'],
      ['I', 'Eta'],
    ] as const) {
      const pdf = await print({ first, second });
      const found = await read(pdf, last);
      expect(found).toEqual(await readPdf(pdf));
      const faults = found.pieces.flatMap(({ illegible = [] }) => illegible.map(({ text }) => text));
      expect(faults).toEqual(first === 'I' ? [] : ['lost']);
    }
  }
});

test('takes from the store what is known of a page, unless that is damaged', async () => {
  const last = { path: 'stored.pdf', store: { folder: path.join(folder, 'own'), limit: 2 ** 20, root: '/' } };
  const pdf = await print({});
  const fresh = await read(pdf, last);
  const [key = ''] = await fs.readdir(path.join(last.store.folder, 'pages'));
  const store = new ResultStore(last.store.folder);
  const kept = (await readResult<Map<string, PageReading | PageElement[]>>(store, 'pages', key)) ?? [];
  const changed = [...kept].map(
    ([digest, reading]) => [digest, 'contents' in reading ? { ...reading, contents: new Map() } : reading] as const,
  );
  await writeResult(store, 'pages', key, new Map(changed));
  expect((await read(pdf, last)).pieces.map(({ text }) => text.trim()).join('')).toBe('');
  const file = path.join(last.store.folder, 'pages', key);
  const bytes = await fs.readFile(file);
  await fs.writeFile(file, bytes.subarray(0, -1));
  expect(await read(pdf, last)).toEqual(fresh);
});

test('knows a page only with the same figures, whose labels may be turned', () => {
  const known = new KnownPages({ path: 'figures.pdf' }, new Map());
  let reads = 0;
  const read = (): PageReading => ({ contents: new Map(), artifacts: [].slice((reads += 1)) });
  for (const figures of [[1], [1], [2], [1, 2], [2]]) known.reading(['page', ...figures], read);
  expect(reads).toBe(3);
});
