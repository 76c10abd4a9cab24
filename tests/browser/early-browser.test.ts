import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../src/browser/browser.ts';
import { startEarly } from '../../src/browser/early-browser.ts';
import { unpackChromium } from '../../src/browser/packaged-browser.ts';
import { ended, startAssay, useProgram } from '../cli/program.ts';
import { groupMembers, processesWith } from './processes.ts';

describe.skipIf(process.platform !== 'linux')('a browser that is started before the program', () => {
  useProgram();

  let temporary: string;
  beforeEach(() => {
    temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-early-'));
  });
  afterEach(() => fs.rmSync(temporary, { recursive: true }));

  const profiles = (folder: string): string[] =>
    fs.readdirSync(folder).filter((name) => name.startsWith('assay-browser-'));

  test('is the one that a session uses and ends, with its files', async () => {
    const early = await startEarly(process.env);
    const session = openBrowser({ environment: process.env, early });
    expect(early.take()).toBeUndefined();
    const { pid } = await session.running;
    const profile = profiles(os.tmpdir()).find((name) => processesWith(name).some((one) => one.pid === pid));
    expect(profile).toContain(`-${process.pid}-`);
    await early.end();
    expect(await session.use(({ page }) => page.evaluate(`'still here'`))).toBe('still here');
    await session.close();
    await expect.poll(() => groupMembers(pid)).toEqual([]);
    expect(profiles(os.tmpdir())).not.toContain(profile);
  });

  test('is not started where there is none, or where it has yet to be unpacked', async () => {
    expect((await startEarly({ ...process.env, ASSAY_BROWSER: '/nowhere/chrome' })).take()).toBeUndefined();
    if (!(await unpackChromium(process.env))) return;
    const early = await startEarly({ ...process.env, HOME: temporary, XDG_CACHE_HOME: temporary });
    expect(early.take()).toBeUndefined();
    await early.end();
    expect(fs.readdirSync(path.join(temporary, 'assay'))).toEqual([]);
  });

  const environment = (): NodeJS.ProcessEnv => ({ TMPDIR: temporary, ASSAY_CACHE: 'off' });

  test('ends with its files where nothing is built', async () => {
    const wrong = startAssay(['build', '--no-such-option'], environment());
    let started: string[] = [];
    wrong.stderr?.once('data', () => (started = profiles(temporary)));
    expect(await ended(wrong)).toMatchObject({ status: 2 });
    expect(started).toHaveLength(1);
    expect(processesWith(temporary)).toEqual([]);
    expect(profiles(temporary)).toEqual([]);
  });

  test('ends where the program is interrupted while it loads', async () => {
    const interrupted = startAssay(['build', '--no-such-option'], environment());
    // On a busy machine it may have ended before this is seen.
    await expect
      .poll(() => profiles(temporary).length > 0 || interrupted.exitCode !== null, { interval: 1, timeout: 30_000 })
      .toBe(true);
    interrupted.kill('SIGINT');
    await ended(interrupted);
    expect(profiles(temporary)).toEqual([]);
    await expect.poll(() => processesWith(temporary)).toEqual([]);
  });
});
