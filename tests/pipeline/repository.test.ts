import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hashesIn } from '../cli/root.ts';
import { LONG, oneIn } from '../long.ts';
import {
  emptyPages,
  loneCharacters,
  loneHeadings,
  pagesBeforeAnnex,
  type PrintedPages,
  readPages,
  wrongHeads,
} from './printed-pages.ts';
import { printedRepository } from './printed-repository.ts';

/** Outputs that are not committed, and the picture of a page, which is not compared. */
const OTHER = /\/([^/]+\.pdf|build\.json|[^/]+\.png)$/;

let root: string;
/** What the build says about pages that are too empty at their foot. */
let told: readonly string[];
beforeAll(async () => {
  root = await printedRepository();
  const said = await fs.readFile(path.join(root, 'said.txt'), 'utf8');
  told = said.match(/\bpage \d+ of \S+(?= is empty for | has only )/g) ?? [];
  // All briefs, printed in two languages: a machine with other work takes minutes.
}, 300_000);

const committed = readdirSync('out', { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative('out', path.join(entry.parentPath, entry.name)))
  .filter((file) => !OTHER.test(file))
  .sort();

test('out/ holds the files that the build makes, and no others', async () => {
  const made = Object.keys(await hashesIn(path.join(root, 'out')));
  expect(committed).toEqual(made.filter((file) => !OTHER.test(file)));
});

test.each(committed)('out/%s is what the build makes, byte for byte', async (file) => {
  const made = await fs.readFile(path.join(root, 'out', file), 'utf8');
  expect(made).toBe(await fs.readFile(path.join('out', file), 'utf8'));
});

const read = new Map<string, Promise<PrintedPages>>();

/** The pages of a PDF of an edition, which is read once. */
function pagesOf(edition: string, name: string): Promise<PrintedPages> {
  const file = path.join(root, 'out', edition, name);
  const pages = read.get(file) ?? readPages(file);
  read.set(file, pages);
  return pages;
}

/** The folders of all editions below `out/`. */
const editions = committed.filter((file) => file.endsWith('/brief.html')).map((file) => path.dirname(file));

oneIn(6).each(editions)('out/%s has composed pages', async (edition) => {
  const names = (await fs.readdir(path.join(root, 'out', edition))).filter((name) => name.endsWith('.pdf'));
  expect(names).toContain('brief.pdf');
  for (const name of names) {
    const pages = await pagesOf(edition, name);
    expect({
      name,
      emptyPages: emptyPages(pages),
      loneHeadings: loneHeadings(pages),
      wrongHeads: wrongHeads(pages),
      loneCharacters: loneCharacters(pages),
    }).toEqual({ name, emptyPages: [], loneHeadings: [], wrongHeads: [], loneCharacters: [] });
  }
});

test('the annual brief has at most eight pages before its annex', LONG, async () => {
  const annual = editions.filter((edition) => edition.startsWith('china-nonferrous/'));
  expect(annual).toContain('china-nonferrous/2025/en');
  for (const edition of annual) {
    for (const name of ['brief.pdf', 'brief.letter.pdf']) {
      const count = pagesBeforeAnnex(await pagesOf(edition, name));
      expect({ edition, name, count }).toSatisfy(() => count > 0 && count <= 8);
    }
  }
});

test.each(editions)('out/%s lists no source that it does not cite', async (edition) => {
  const text = await fs.readFile(path.join(root, 'out', edition, 'brief.md'), 'utf8');
  const listed = [...text.matchAll(/^\d+\. <a name="_source-(\d+)".*$/gm)];
  expect(listed.filter(([line]) => !line.includes('(#_cite-')).map(([, number]) => number)).toEqual([]);
});

test('no page of any edition is too empty', () => {
  expect(told).toEqual([]);
});
