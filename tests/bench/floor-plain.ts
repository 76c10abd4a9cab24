/**
 * The floor as anybody would write it, as a process of its own: `puppeteer.launch`, a new page, one print with Assay's
 * options. The same browser and fonts as in `floor.ts`. `node floor-plain.js PAGE.html OUT.pdf`.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core.js';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { writeFontconfig } from '../../src/browser/browser-launch.ts';
import { findBrowser } from '../../src/browser/browser-location.ts';
import { cacheFolder } from '../../src/core/machine/machine.ts';
import { printTagged } from '../../src/output/pdf/page-print.ts';

const [source = '', target = ''] = process.argv.slice(2);
const { executable, libraries = '' } = await findBrowser({ environment: process.env });
const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-floor-'));
const fontconfig = await writeFontconfig(folder, SHIPPED_FONTS, await cacheFolder(process.env));
const browser = await puppeteer.launch({
  executablePath: executable,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontconfig },
});
const page = await browser.newPage();
await page.setContent(await readFile(source, 'utf8'));
await writeFile(target, await printTagged(page));
await browser.close();
await rm(folder, { recursive: true });
