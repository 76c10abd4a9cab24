/**
 * The floor of a build, as a process of its own: launch the browser that Assay launches, print a finished page once
 * with the same options, and nothing else. `node floor.js PAGE.html OUT.pdf`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { openBrowser } from '../../src/browser/browser.ts';
import { printTagged } from '../../src/output/pdf/page-print.ts';

const [page = '', target = ''] = process.argv.slice(2);
const browser = openBrowser({ environment: process.env });
const html = await readFile(page, 'utf8');
const pdf = await browser.use(async (running) => {
  await running.page.setContent(html);
  return printTagged(running.page);
});
await writeFile(target, pdf);
await browser.close();
