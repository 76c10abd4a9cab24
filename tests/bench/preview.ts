/**
 * How soon a saved word is on the page of the preview, against what composing the edition takes: `npm run bench:preview`.
 * Both are of the same saves, on a copy of this repository's data and templates, in a real browser.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addressOf, openReader } from '../preview/reader.ts';
import { median } from './median.ts';

const SAVES = 15;
const KEY = 'china-nonferrous/2025/en';
const FILE = 'templates/china-nonferrous/partials/output.en.hbs';

const root = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
for (const folder of ['data', 'templates', 'sources']) cpSync(folder, path.join(root, folder), { recursive: true });
const child = spawn(process.execPath, ['dist/assay.cjs', 'dev', '--root', root], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const address = await addressOf(child);
const browser = await openReader();
const page = await browser.newPage();
await page.goto(`${address}view/${KEY}`);
await page.waitForFunction(
  `document.documentElement.dataset.shown > 0 && !document.querySelector('.waiting, .printing')`,
);

const [waited, composed]: [number[], number[]] = [[], []];
const file = path.join(root, FILE);
const text = readFileSync(file, 'utf8');
for (let save = 1; save <= SAVES; save += 1) {
  const word = `Word${'abcdefghijklmno'[save]}`;
  const seen = page.waitForFunction(
    `document.getElementById('brief').contentDocument.body.textContent.includes('${word}')`,
    {
      polling: 'raf',
    },
  );
  const started = performance.now();
  writeFileSync(`${file}.new`, `${text}\n\n${word} is new.\n`);
  renameSync(`${file}.new`, file);
  await seen;
  waited.push(performance.now() - started);
  composed.push(Number(await page.evaluate(`document.documentElement.dataset.milliseconds`)));
  // a person does not save again while the PDF is printed
  await page.waitForFunction(`!document.querySelector('.waiting, .printing')`);
}
const ratios = waited.map((wait, at) => wait / (composed[at] ?? NaN));
console.log(`saved to shown: ${median(waited).toFixed(0)} ms; composing: ${median(composed).toFixed(0)} ms`);
console.log(`ratio: ${median(ratios).toFixed(2)} (aim: at most 1.5)`);
await browser.close();
child.kill('SIGINT');
rmSync(root, { recursive: true });
