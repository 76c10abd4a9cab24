import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  changedCircumstances,
  type Circumstances,
  differences,
  keyOfCircumstances,
} from '../../src/pipeline/circumstances.ts';
import { currentCircumstances } from '../../src/pipeline/stored-cache.ts';
import { hashOfFiles } from '../../src/core/machine/program-identity.ts';

let folder: string;
let browser: string;
let environment: NodeJS.ProcessEnv;
let now: Circumstances;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-circumstances-'));
  browser = path.join(folder, 'chrome');
  await fs.writeFile(browser, '\u007fELF one', { mode: 0o755 });
  environment = { ASSAY_BROWSER: browser, HOME: folder };
  const found = await currentCircumstances(environment, ['en']);
  if (!found) throw new Error('the browser is not recognised');
  now = found;
});
afterEach(() => fs.rm(folder, { recursive: true }));

test('are the same while nothing changes, and depend on nothing else in the environment', async () => {
  expect(await changedCircumstances(now, { ...environment, LANG: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' })).toEqual([]);
});

test('are others with another program, Node, date, browser or font', async () => {
  const font = path.join(folder, 'font.ttf');
  await fs.writeFile(font, 'one');
  const missing = '@expo-google-fonts/source-serif-4';
  const others: [Partial<Circumstances>, string][] = [
    [{ program: 'other' }, 'Assay itself'],
    [{ node: 'v18.0.0 linux x64' }, 'Node'],
    [{ date: '1' }, 'SOURCE_DATE_EPOCH'],
    [{ browser: { ...now.browser, identity: 'other' } }, 'the browser'],
    [{ fonts: { ...now.fonts, [font]: 'other' } }, 'the fonts'],
    [{ otherFonts: { [font]: 2 } }, 'the fonts'],
    [{ missingFonts: [missing] }, 'the fonts'],
  ];
  for (const [other, what] of others) {
    const then = { ...now, ...other };
    expect(await changedCircumstances(then, environment), what).toEqual([what]);
    expect(differences(then, now), what).toEqual([what]);
    expect(keyOfCircumstances(then), what).not.toBe(keyOfCircumstances(now));
  }
  expect(await changedCircumstances(now, { ...environment, SOURCE_DATE_EPOCH: '1' })).toEqual(['SOURCE_DATE_EPOCH']);
});

test('tell browsers apart by their program, and do not trust one that another program starts', async () => {
  const other = path.join(folder, 'other');
  await fs.copyFile(browser, other);
  expect(await changedCircumstances(now, { ...environment, ASSAY_BROWSER: other })).toEqual(['the browser']);
  await fs.writeFile(browser, '\u007fELF newer', { mode: 0o755 });
  expect(await changedCircumstances(now, environment)).toEqual(['the browser']);
  await fs.writeFile(browser, '#!/bin/sh\nexec chrome "$@"\n', { mode: 0o755 });
  expect(await currentCircumstances(environment, ['en'])).toBeUndefined();
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'see a browser that puppeteer has installed since',
  async () => {
    const packaged = await currentCircumstances({ ...process.env, PUPPETEER_CACHE_DIR: path.join(folder, 'p') }, [
      'en',
    ]);
    if (!packaged) throw new Error('the packaged browser is not recognised');
    const searched = { ...process.env, PUPPETEER_CACHE_DIR: path.join(folder, 'p') };
    expect(await changedCircumstances(packaged, searched)).toEqual([]);
    await fs.mkdir(path.join(folder, 'p/chrome/linux-150.0.1.0'), { recursive: true });
    expect(await changedCircumstances(packaged, searched)).toEqual(['the browser']);
  },
);

test('a hash of files depends on names and bytes', async () => {
  const hash = (): Promise<string> => hashOfFiles(folder, ['a']);
  await fs.mkdir(path.join(folder, 'a/b'), { recursive: true });
  await fs.writeFile(path.join(folder, 'a/b/one'), '1');
  const before = await hash();
  await fs.writeFile(path.join(folder, 'a/b/one'), '2');
  const changed = await hash();
  await fs.rename(path.join(folder, 'a/b/one'), path.join(folder, 'a/b/two'));
  expect(new Set([before, changed, await hash()]).size).toBe(3);
});
