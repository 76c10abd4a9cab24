/**
 * The last part of `npm run bench`, alone `npm run bench:peers -- [--runs 5] [--folder FOLDER]`: how long other
 * programs take to print the text of an edition, next to the floors of `npm run bench` and a build of that edition with
 * an empty cache; whole processes, interleaved, in one run, with the same fonts and, where they need one, the same
 * browser. They are given text and charts ready-made: the page of the floor, or the same text in Markdown (for Typst,
 * translated). A build also tests, calculates, draws, writes Markdown, HTML and data, and reads everything back.
 * Prints medians of wall and processor time, both in floors, and how many pages and words of the text each PDF has.
 * Each peer is installed on its own, into a folder that is removed unless it is named; one that cannot be installed or
 * run is named as missing.
 */

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { writeFontconfig } from '../../src/browser/browser-launch.ts';
import { findBrowser } from '../../src/browser/browser-location.ts';
import { cacheFolder } from '../../src/core/machine/machine.ts';
import { getDocument } from '../pdfjs.ts';
import { median } from './median.ts';
import { bundleBenches, finalPage, writeOnePage } from './one-page.ts';
import { PEERS, type Texts } from './peers/peer.ts';
import { typstOf } from './peers/typst-text.ts';
import { type Run, timedNode } from './process-time.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, folder: { type: 'string' } } });
const RUNS = Number(values.runs);
const ROOT = path.resolve(import.meta.dirname, '../..');
const root = mkdtempSync(path.join(os.tmpdir(), 'assay-peers-'));
const installed = path.resolve(values.folder ?? path.join(root, 'installed'));

/** What prints the text, and where to; without a place, into `out`. */
interface Printer {
  readonly name: string;
  readonly pdf: string;
  readonly print: () => Run;
}

const build = (): Run => {
  rmSync(path.join(root, 'out'), { recursive: true, force: true });
  return timedNode([path.join(ROOT, 'dist/assay.cjs'), 'build', '--root', root], { ASSAY_CACHE: 'off' });
};

/** Prints the edition, and makes of it what the peers are given. */
async function writeTexts(): Promise<Texts> {
  const { status, errors } = build();
  if (status !== 0) throw new Error(errors);
  const printed = readdirSync(path.join(root, 'out'), { recursive: true, encoding: 'utf8' });
  const markdown = printed.find((file) => path.basename(file) === 'brief.md') ?? '';
  const text = path.join(root, 'text');
  cpSync(path.join(root, 'out', path.dirname(markdown)), text, { recursive: true });
  const { executable, libraries } = await findBrowser({ environment: process.env });
  const texts = {
    page: path.join(root, 'page.html'),
    markdown: path.join(text, 'brief.md'),
    typst: path.join(text, 'brief.typ'),
    browser: executable,
    environment: {
      ...(libraries !== undefined && { LD_LIBRARY_PATH: libraries }),
      FONTCONFIG_FILE: await writeFontconfig(root, SHIPPED_FONTS, await cacheFolder(process.env)),
    },
  };
  writeFileSync(texts.page, await finalPage(root));
  writeFileSync(texts.typst, typstOf(readFileSync(texts.markdown, 'utf8')));
  return texts;
}

/** What a PDF holds: its pages, and its text without spaces and hyphens. */
async function contentOf(pdf: string): Promise<{ readonly pages: number; readonly text: string }> {
  const document = await getDocument({ data: new Uint8Array(readFileSync(pdf)), verbosity: 0 }).promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  return { pages: document.numPages, text: text.replaceAll(/[\s\u00ad\u2010-]/g, '') };
}

/** The words of the text, each once: letters of running text, not of addresses or names of files. */
function wordsOf(markdown: string): string[] {
  const text = markdown.replaceAll(/<[^>]*>|!\[[^\]]*\]|\]\([^)]*\)/g, ' ');
  return [...new Set(text.match(/(?<![\w/.])\p{L}{4,}(?![\w/])/gu))];
}

/** The peers that can be installed here and print the text. */
function installPeers(texts: Texts): Printer[] {
  return PEERS.flatMap(({ name, install, print }, index) => {
    const folder = path.join(installed, String(index));
    const pdf = path.join(root, `peer-${index}.pdf`);
    try {
      if (!existsSync(folder)) install(folder);
      const run = print(folder, texts, pdf);
      if (run.status !== 0) throw new Error(run.errors.trim().split('\n').slice(0, -2).join(' ').slice(-300));
    } catch (error) {
      console.log(`${name} is missing: ${(error as Error).message}`);
      // What is half installed is not taken for the whole the next time.
      rmSync(folder, { recursive: true, force: true });
      return [];
    }
    return [{ name, pdf, print: () => print(folder, texts, pdf) }];
  });
}

writeOnePage(root);
const texts = await writeTexts();
const floors = await bundleBenches(['floor', 'floor-plain']);
const floor = (name: string, file: string): Printer => {
  const pdf = path.join(root, `${file}.pdf`);
  return { name, pdf, print: () => timedNode([path.join(floors, `${file}.js`), texts.page, pdf]) };
};
const printers: readonly Printer[] = [
  floor("print once, Assay's launcher", 'floor'),
  floor('print once, puppeteer.launch', 'floor-plain'),
  { name: 'assay build, empty cache', pdf: '', print: build },
  ...installPeers(texts),
];

const runs: Run[][] = printers.map(() => []);
for (let round = 0; round <= RUNS; round += 1) {
  for (const [index, { name, print }] of printers.entries()) {
    const run = print();
    if (run.status !== 0) throw new Error(`${name} ended with ${run.status}\n${run.errors}`);
    // The first round warms the disk cache and is not counted.
    if (round > 0) runs[index]?.push(run);
  }
}

const load = os.loadavg()[0] ?? 0;
console.log(`median of ${RUNS}, whole processes, interleaved; load ${load.toFixed(1)} on ${os.cpus().length} cores`);
console.log(`${''.padEnd(32)}   wall  floors    CPU  floors   pages   words`);
const words = wordsOf(readFileSync(texts.markdown, 'utf8'));
const walls = runs.map((list) => median(list.map(({ wall }) => wall)));
const spent = runs.map((list) => median(list.map(({ cpu }) => cpu)));
for (const [index, { name, pdf }] of printers.entries()) {
  const columns = [walls, spent].map((times) => {
    const [time = 0, first = 1] = [times[index], times[0]];
    return `${time.toFixed(0).padStart(7)} ${(time / first).toFixed(2).padStart(7)}`;
  });
  const built = readdirSync(path.join(root, 'out'), { recursive: true, encoding: 'utf8' });
  const own = path.join(root, 'out', built.find((file) => file.endsWith('.pdf')) ?? '');
  const { pages, text } = await contentOf(pdf || own);
  const found = words.filter((word) => text.includes(word)).length / words.length;
  console.log(
    `${name.padEnd(32)}${columns.join('')}${String(pages).padStart(8)}${`${(100 * found).toFixed(0)} %`.padStart(8)}`,
  );
}
for (const made of [root, floors]) rmSync(made, { recursive: true, force: true });
