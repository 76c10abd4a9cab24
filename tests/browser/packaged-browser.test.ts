import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, constants, createBrotliCompress } from 'node:zlib';
import { pack } from 'tar-fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/core/machine/installed-package.ts';
import { unpackChromium, unpackInto } from '../../src/browser/packaged-browser.ts';
import { LONG } from '../long.ts';

const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-unpack-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the packaged browser', () => {
  test('is unpacked once, and runs with its own libraries on a machine that has none', LONG, async () => {
    const shipped = fs.readFileSync(path.join(packageFolder('@sparticuz/chromium'), 'package.json'), 'utf8');
    const target = path.join(folder, 'assay', `chromium-${(JSON.parse(shipped) as { version: string }).version}-x64`);
    const [executable, libraries] = [path.join(target, 'headless_shell'), path.join(target, 'lib')];
    const environment = { XDG_CACHE_HOME: folder };
    expect(await unpackChromium(environment)).toEqual({ executable, origin: 'packaged', libraries });
    expect(fs.statSync(executable).mode & 0o777).toBe(0o755);
    const env = { LD_LIBRARY_PATH: libraries };
    expect(execFileSync(executable, ['--version'], { encoding: 'utf8', env })).toMatch(/^Chromium \d+/);
    expect(fs.readdirSync(libraries)).toContain('libnss3.so');

    const { mtimeMs } = fs.statSync(executable);
    await unpackChromium(environment);
    expect(fs.statSync(executable).mtimeMs).toBe(mtimeMs);
  });
});

test('a browser is unpacked by two at once, over what a tidy-up left, into one whole folder', async () => {
  const [archives, cache] = [path.join(folder, 'archives'), path.join(folder, 'cache')];
  fs.mkdirSync(path.join(archives, 'lib'), { recursive: true });
  fs.writeFileSync(path.join(archives, 'lib/libnss3.so'), 'library');
  // as large as the pieces in which it is unpacked, and more
  const program = Buffer.alloc(5 * 2 ** 20, 'program');
  fs.writeFileSync(path.join(archives, 'chromium.br'), brotliCompressSync(program, QUICKLY));
  const library = pack(archives, { entries: ['lib'] });
  await pipeline(library, createBrotliCompress(QUICKLY), fs.createWriteStream(path.join(archives, 'al2023.tar.br')));
  const target = path.join(cache, 'chromium-1-x64');
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(path.join(target, 'rest'), '');
  await Promise.all([unpackInto(target, archives), unpackInto(target, archives)]);
  expect(fs.readdirSync(cache)).toEqual(['chromium-1-x64']);
  expect(fs.readFileSync(path.join(target, 'headless_shell')).equals(program)).toBe(true);
  expect(fs.readFileSync(path.join(target, 'lib/libnss3.so'), 'utf8')).toBe('library');
});
