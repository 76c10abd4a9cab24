import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { findBrowser, systemCandidates } from '../../src/browser/browser-location.ts';
import type { FoundBrowser } from '../../src/browser/found-browser.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-resolve-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A file where a browser would be, below the test's folder; answers its absolute path. */
function place(relative: string, mode = 0o755): string {
  const absolute = path.join(folder, relative);
  fs.mkdirSync(path.dirname(absolute), { recursive: true });
  fs.writeFileSync(absolute, '', { mode });
  return absolute;
}

const PACKAGED: FoundBrowser = { executable: '/packaged', origin: 'packaged' };

function resolve(more: NodeJS.ProcessEnv = {}, packaged: FoundBrowser | undefined = PACKAGED): Promise<FoundBrowser> {
  const environment = { PATH: path.join(folder, 'bin'), PUPPETEER_CACHE_DIR: path.join(folder, 'cache'), ...more };
  return findBrowser({ environment, platform: 'linux', unpack: () => Promise.resolve(packaged) });
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('which browser prints', () => {
  const shell = (version: string) =>
    place(`cache/chrome-headless-shell/linux-${version}/chrome-headless-shell-linux64/chrome-headless-shell`);
  const chrome = (version: string) => place(`cache/chrome/linux-${version}/chrome-linux64/chrome`);

  test('the packaged one, where nothing else is said', async () => {
    place('bin/chromium');
    expect(await resolve()).toEqual(PACKAGED);
  });

  test('before it, the newest headless shell that puppeteer installed', async () => {
    shell('99.0.4844.51');
    chrome('140.0.7339.80');
    const newest = shell('131.0.6778.85');
    expect(await resolve()).toEqual({ executable: newest, origin: 'puppeteer' });
  });

  test('or puppeteer’s full browser', async () => {
    expect(await resolve({ PATH: '' })).toEqual(PACKAGED);
    expect(await resolve({ ASSAY_BROWSER: '' })).toEqual(PACKAGED);
    const executable = chrome('131.0.6778.85');
    expect(await resolve()).toEqual({ executable, origin: 'puppeteer' });
  });

  test('before all, the one that ASSAY_BROWSER names by path or command', async () => {
    shell('131.0.6778.85');
    const executable = place('bin/my-chrome');
    expect(await resolve({ ASSAY_BROWSER: executable })).toEqual({ executable, origin: 'ASSAY_BROWSER' });
    expect(await resolve({ ASSAY_BROWSER: 'my-chrome' })).toEqual({ executable, origin: 'ASSAY_BROWSER' });
  });

  test('the system’s, where nothing is packaged or ASSAY_BROWSER asks for it', async () => {
    place('bin/google-chrome');
    const executable = place('bin/chromium');
    const expected = { executable, origin: 'system' };
    expect(await resolve({ ASSAY_BROWSER: 'system' })).toEqual(expected);
    const environment = { PATH: path.join(folder, 'bin'), PUPPETEER_CACHE_DIR: path.join(folder, 'cache') };
    const unpack = () => Promise.resolve(undefined);
    expect(await findBrowser({ environment, platform: 'linux', unpack })).toEqual(expected);
  });

  test('the packaged one, where the system has none to give', async () => {
    place('bin/chromium', 0o644);
    fs.mkdirSync(path.join(folder, 'bin/google-chrome'));
    expect(await resolve({ ASSAY_BROWSER: 'system' })).toEqual(PACKAGED);
  });

  test.each(['./nowhere', 'no-such-command', '.'])('none, where ASSAY_BROWSER names %s', async (wish) => {
    const failure = resolve({ ASSAY_BROWSER: wish });
    await expect(failure).rejects.toThrow(`ASSAY_BROWSER names ${wish}, which is not a program`);
    await expect(failure).rejects.toBeInstanceOf(EnvironmentError);
  });

  test('none at all: the message says how to get one', async () => {
    const environment = { PATH: '', PUPPETEER_CACHE_DIR: path.join(folder, 'cache') };
    const unpack = () => Promise.resolve(undefined);
    const failure = await findBrowser({ environment, platform: 'linux', unpack }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EnvironmentError);
    expect((failure as EnvironmentError).message).toBe('no browser was found to print the PDF with');
    expect((failure as EnvironmentError).remedies.join('\n')).toMatch(
      /npm install.*puppeteer browsers install.*apt-get/s,
    );
  });
});

test('macOS and Windows keep browsers in places of their own', () => {
  expect(systemCandidates({}, 'darwin')).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(systemCandidates({ PROGRAMFILES: 'C:\\Program Files' }, 'win32')).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
});
