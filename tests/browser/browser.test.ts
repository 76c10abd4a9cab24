import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { type BrowserOptions, type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { embedFonts } from '../../src/browser/page-fonts.ts';
import { makeOwnedFolder } from '../../src/core/machine/owned-folder.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import { groupMembers } from './processes.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';

const environment = process.env;

function print(browser: BrowserSession, html: string): Promise<{ pdf: Uint8Array }> {
  return printPdf(browser, html, { date: new Date(0), path: 'brief.md.hbs' }, new Diagnostics());
}

async function withBrowser<T>(options: BrowserOptions, work: (browser: BrowserSession) => Promise<T>): Promise<T> {
  const browser = openBrowser(options);
  return work(browser).finally(() => browser.close());
}

/** Takes the browser seconds to lay out. */
const LONG = `<p style="font-family:'Source Serif 4'">${'<b>word</b> '.repeat(200_000)}</p>`;

describe.skipIf(process.platform !== 'linux')('processes', () => {
  test('nothing is left of a closed browser', async () => {
    const browser = openBrowser({ environment });
    const { pid } = await browser.running;
    expect(groupMembers(pid).length).toBeGreaterThan(1);
    await browser.close();
    await expect.poll(() => groupMembers(pid)).toEqual([]);
  });

  test('a browser that rests has ended, unless it is used, and the next use starts another', () =>
    withBrowser({ environment }, async (browser) => {
      const { pid } = await browser.running;
      const pidOf = (): Promise<number> => browser.use(async (running) => running.pid);
      const used = browser.use(async (running) => {
        browser.rest();
        return running.page.evaluate(`'still here'`);
      });
      expect(await used).toBe('still here');
      browser.rest();
      await expect.poll(() => groupMembers(pid)).toEqual([]);
      const next = await pidOf();
      expect(next).not.toBe(pid);
      expect(await pidOf()).toBe(next);
      expect(browser.isSpent).toBe(false);
      browser.rest();
      await browser.close();
      expect(groupMembers(next)).toEqual([]);
      await expect(print(browser, '<p>x</p>')).rejects.toBeInstanceOf(EnvironmentError);
    }));

  test.each([
    ['browser', (pid: number) => pid],
    ['page', (pid: number) => groupMembers(pid).find(({ command }) => command.includes('--type=renderer'))?.pid ?? 0],
  ])('a %s that dies in mid-print is an EnvironmentError, and nothing is left', async (_what, victim) => {
    const browser = openBrowser({ environment });
    const { pid } = await browser.running;
    const printed = browser.use(async ({ page }) => {
      const loading = page.setContent(LONG);
      process.kill(victim(pid), 'SIGKILL');
      await loading;
      return page.pdf();
    });
    await expect(printed).rejects.toThrow('the browser ended while it was needed: it was killed (SIGKILL)');
    await expect(printed).rejects.toBeInstanceOf(EnvironmentError);
    await expect.poll(() => groupMembers(pid)).toEqual([]);
    await expect(print(browser, '<p>x</p>')).rejects.toBeInstanceOf(EnvironmentError);
    await browser.close();
  });

  test('a browser that is not done in time is ended', async () => {
    const browser = openBrowser({ environment, timeLimit: 2_000 });
    const { pid } = await browser.running;
    const never = browser.use(() => new Promise(() => undefined));
    await expect(never).rejects.toThrow('the browser was not done after 2 s and was ended');
    await browser.close();
    await expect.poll(() => groupMembers(pid)).toEqual([]);
  });
});

test('says that its process is there before it answers, and when it never will be', async () => {
  await withBrowser({ environment }, async ({ launched, running }) => {
    const first = await Promise.race([launched.then(() => 'launched'), running.then(() => 'running')]);
    expect(first).toBe('launched');
  });
  await withBrowser({ environment: { ...environment, ASSAY_BROWSER: '/nowhere' } }, async ({ launched }) => launched);
});

test('a browser may be closed before it has started', async () => {
  await openBrowser({ environment }).close();
});

test('what goes wrong in a use is reported as it is, and the next use works', () =>
  withBrowser({ environment }, async (browser) => {
    await expect(browser.use(() => Promise.reject(new RangeError('mine')))).rejects.toThrow(new RangeError('mine'));
    await expect(browser.use(({ version }) => Promise.resolve(version))).resolves.toMatch(/^\w*Chrome\/\d+/);
  }));

test('a second page is opened without a time limit of its own, which would outlast a browser that has ended', () =>
  withBrowser({ environment }, async (browser) => {
    await browser.running;
    // A step ends with its own timer, which counts the parts of its limit.
    const STEP = 60_000 / 20;
    const timers = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'setTimeout')];
    const pages = await Promise.all([1, 2].map(() => browser.use(({ page }) => Promise.resolve(page))));
    const delays = timers.flatMap(({ mock }) => mock.calls.map(([, delay]) => delay ?? 0));
    for (const timer of timers) timer.mockRestore();
    expect(new Set(pages).size).toBe(2);
    expect(delays.filter((delay) => delay >= 1_000 && delay !== STEP)).toEqual([]);
  }));

test('a browser that is not there is said so, with the remedy, and only to whom it concerns', async () => {
  const browser = openBrowser({ environment: { ...environment, ASSAY_BROWSER: '/nowhere/chrome' } });
  await browser.launched;
  // here a rejection that nobody waited for would end the process
  await new Promise((resolve) => setImmediate(resolve));
  const failure = await print(browser, '<p>x</p>').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EnvironmentError);
  expect((failure as EnvironmentError).message).toContain('ASSAY_BROWSER names /nowhere/chrome');
  expect((failure as EnvironmentError).remedies.join('\n')).toContain('ASSAY_BROWSER=system');
  await browser.close();
});

test('a program that is not a browser is named as such', async () => {
  const browser = openBrowser({ environment: { ...environment, ASSAY_BROWSER: process.execPath }, timeLimit: 20_000 });
  await expect(browser.running).rejects.toThrow(`the browser ${process.execPath} does not start`);
  await browser.close();
});

test.skipIf(process.platform !== 'linux')('a browser that is killed while it starts is said to have died', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-killed-'));
  const script = path.join(folder, 'chrome');
  fs.writeFileSync(script, '#!/bin/sh\necho last words >&2\nkill -9 $$\n', { mode: 0o755 });
  const browser = openBrowser({ environment: { ...environment, ASSAY_BROWSER: script } });
  const died = `the browser ${script} died while it started: it was killed (SIGKILL): last words`;
  await expect(browser.running).rejects.toThrow(died);
  await browser.close();
  fs.rmSync(folder, { recursive: true });
});

test.skipIf(process.platform !== 'linux')('the profile of a killed program is removed by the next one', async () => {
  const left = await makeOwnedFolder(path.join(os.tmpdir(), 'assay-browser-'));
  const { pid } = spawnSync(process.execPath, ['--version']);
  const orphan = left.replace(`-${process.pid}-`, `-${pid}-`);
  fs.renameSync(left, orphan);
  await withBrowser({ environment }, ({ running }) => running);
  expect(fs.existsSync(orphan)).toBe(false);
});

test('an environment with nothing in it is enough', () =>
  withBrowser({ environment: {} }, async (browser) => {
    const { pdf } = await print(browser, '<p style="font-family:\'Source Sans 3\'">Bare</p>');
    expect((await readPdf(pdf)).pages[0]).toBe('Bare');
  }));

test('a browser without fonts is refused', () =>
  withBrowser({ environment, fonts: [] }, async (browser) => {
    await expect(print(browser, '<p>Words</p>')).rejects.toThrow('found no fonts');
  }));

test('a page set in another font than the shipped ones is refused', () =>
  withBrowser({ environment, fonts: SHIPPED_FONTS.map((font) => ({ ...font, family: 'Other' })) }, async (browser) => {
    const printed = print(browser, '<p style="font-family:Other">Words</p>');
    await expect(printed).rejects.toThrow(/set the page in Source\w+-\w+ in place of the fonts/);
  }));

test('where fontconfig is not read, the page carries its fonts, those of its margins too', () =>
  withBrowser({ environment, fonts: SHIPPED_FONTS.slice(-1) }, async (browser) => {
    const foot = '@page{margin:20mm;@bottom-center{font:italic 9pt "Source Serif 4";content:"foot"}}';
    const body = `<style>${foot}</style><p style="font-family:'Source Serif 4'">Words <b>and more</b></p>`;
    const pdf = await browser.use(async ({ page }) => {
      await page.setContent(body);
      await embedFonts(page, SHIPPED_FONTS);
      return page.pdf({ preferCSSPageSize: true });
    });
    expect((await readPdf(pdf)).embedded).toEqual([
      'SourceSerif4-Italic',
      'SourceSerif4-Regular',
      'SourceSerif4-SemiBold',
    ]);
  }));
