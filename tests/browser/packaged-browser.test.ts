import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/core/machine/installed-package.ts';
import { unpackChromium } from '../../src/browser/packaged-browser.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-unpack-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the packaged browser', () => {
  test('is unpacked by two at once, over what a tidy-up left, into one whole folder', async () => {
    const cache = path.join(folder, 'assay');
    const shipped = fs.readFileSync(path.join(packageFolder('@sparticuz/chromium'), 'package.json'), 'utf8');
    const name = `chromium-${(JSON.parse(shipped) as { version: string }).version}-x64`;
    fs.mkdirSync(path.join(cache, name), { recursive: true });
    fs.writeFileSync(path.join(cache, name, 'rest'), '');
    const environment = { XDG_CACHE_HOME: folder };
    const [one, two] = await Promise.all([unpackChromium(environment), unpackChromium(environment)]);
    expect(one).toEqual(two);
    expect(fs.readdirSync(cache)).toEqual([name]);
    const executable = path.join(cache, name, 'headless_shell');
    expect(one).toEqual({ executable, origin: 'packaged', libraries: path.join(cache, name, 'lib') });
    expect(fs.statSync(executable).mode & 0o777).toBe(0o755);
    // With its own libraries it runs on a machine that has none.
    const env = { LD_LIBRARY_PATH: path.join(cache, name, 'lib') };
    expect(execFileSync(executable, ['--version'], { encoding: 'utf8', env })).toMatch(/^Chromium \d+/);
    expect(fs.readdirSync(env.LD_LIBRARY_PATH)).toContain('libnss3.so');

    const { mtimeMs } = fs.statSync(executable);
    await unpackChromium(environment);
    expect(fs.statSync(executable).mtimeMs).toBe(mtimeMs);
  });
});
