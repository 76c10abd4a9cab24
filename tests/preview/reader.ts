import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { installedFonts } from '../../src/brief/fonts.ts';
import { writeFontconfig } from '../../src/browser/browser-launch.ts';
import { findBrowser } from '../../src/browser/browser-location.ts';

/**
 * Starts a browser that reaches this machine, which the one that prints does not. It has Assay's own fonts, because a page
 * in the fonts of the system crashes it where there are none. The caller closes it.
 */
export async function openReader(): Promise<Browser> {
  const { executable, libraries } = await findBrowser({ environment: process.env });
  const own = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(path.delimiter);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-reader-'));
  const fonts = await writeFontconfig(folder, installedFonts(), folder);
  const browser = await launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, LD_LIBRARY_PATH: own, FONTCONFIG_FILE: fonts },
  });
  browser.once('disconnected', () => void fs.rm(folder, { recursive: true, force: true }));
  return browser;
}

/** The address that a started `assay dev` prints, with its secret. */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      const found = /^http:\S+$/m.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('close', () => reject(new Error('the preview has ended')));
  });
}

/** Asks the frame of the brief something: `work` is JavaScript in which `doc` is its document. */
export function inBrief<T>(page: Page, work: string): Promise<T> {
  return page.evaluate(`((doc) => ${work})(document.getElementById('brief').contentDocument)`) as Promise<T>;
}

/** Waits until JavaScript about the page is true; in it `doc` is the document of the brief, if there is one. */
export async function until(page: Page, condition: string): Promise<void> {
  await page.waitForFunction(
    `((doc) => ${condition})(document.getElementById('brief')?.contentDocument ?? undefined)`,
    { polling: 20 },
  );
}
