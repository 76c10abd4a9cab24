import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFrozen, type FrozenOptions } from '../../src/pipeline/frozen.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { addChart, EDITION, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

// MediaWiki shows no SVG, so its pictures are PNG files, which a browser draws like the PDF.
const FLAVOURS = ['mediawiki'] as const;

let printed: string;
const roots: string[] = [];
beforeAll(async () => {
  printed = await makeRoot(TINY);
  await addChart(printed);
  expect((await built(printed, { flavours: FLAVOURS })).status).toBe(0);
});
afterAll(() => Promise.all([printed, ...roots].map((root) => fs.rm(root, { recursive: true, force: true }))));

async function copied(): Promise<string> {
  const root = await makeRoot(printed);
  roots.push(root);
  return root;
}

/** What is not as it should be, `path: change`. */
async function frozen(root: string, options: FrozenOptions = {}, names: readonly string[] = []): Promise<string[]> {
  const diagnostics = new Diagnostics();
  const result = await checkFrozen(new Workspace(root), names, { flavours: FLAVOURS, ...options }, diagnostics);
  expect(diagnostics.failed).toBe(false);
  return (result?.changes ?? []).map(({ path: file, change }) => `${file}: ${change}`);
}

async function put(root: string, file: string, content: string | Uint8Array): Promise<void> {
  await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await fs.writeFile(path.join(root, file), content);
}

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Changes a file of an edition, and writes its new hash wherever the old one stands next to it. */
async function forge(root: string, name: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  const file = path.join(root, EDITION, name);
  const before = await fs.readFile(file);
  const after = change(before);
  expect(Buffer.from(after).equals(before)).toBe(false);
  await fs.writeFile(file, after);
  for (const record of ['manifest.json', 'build.json']) {
    const text = await fs.readFile(path.join(root, EDITION, record), 'utf8');
    await put(root, `${EDITION}/${record}`, text.replaceAll(hashOf(before), hashOf(after)));
  }
}

const PRINT: FrozenOptions = { print: { environment: process.env, store: undefined } };

test('a page that was changed with the hash in its manifest is found', async () => {
  const root = await copied();
  await forge(root, 'brief.md', (bytes) => Buffer.from(bytes.toString().replace('1,108,000', '7,108,000')));
  expect(await frozen(root)).toEqual([`${EDITION}/brief.md: changed`, `${EDITION}/manifest.json: changed`]);
});

test('what no build writes is listed, wherever it is', LONG, async () => {
  const root = await copied();
  const foreign = [
    `${EDITION}/extra.html`,
    `${EDITION}/charts/other.svg`,
    `${EDITION}/mediawiki/other.png`,
    `${EDITION}/brief.letter.pdf`,
    `${EDITION}/.hidden/page.html`,
    'out/harbour-ferries/index.html',
    'out/evil/index.html',
    'out/evil/.secret',
    'out/index.html',
    'out/.next-1/0',
  ];
  for (const file of foreign) await put(root, file, 'Passengers fell to 3.');
  await fs.mkdir(path.join(root, 'out/empty'));
  for (const name of ['.gitignore', '.nojekyll']) await put(root, `out/${name}`, '');
  await fs.symlink('brief.html', path.join(root, EDITION, 'link.html'));
  // A print on another paper is next to a manifest: the next build removes it.
  const left = `${EDITION}/brief.letter.pdf`;
  const expected = [...foreign, 'out/empty/', `${EDITION}/link.html`].map((file) =>
    file === left ? `${file}: left over` : `${file}: foreign`,
  );
  expect((await frozen(root)).sort()).toEqual(expected.sort());
  // of one brief, only what is in its folder counts
  const own = expected.filter((line) => line.startsWith('out/harbour-ferries/'));
  expect((await frozen(root, {}, ['harbour-ferries'])).sort()).toEqual(own);
});

test('a link in the place of an output is listed, whatever it leads to', async () => {
  const root = await copied();
  const page = path.join(root, EDITION, 'brief.html');
  await fs.rename(page, path.join(root, 'data/page.html'));
  await fs.symlink(path.join(root, 'data/page.html'), page);
  expect(await frozen(root)).toEqual([`${EDITION}/brief.html: foreign`]);
});

test('a folder of a brief that is gone is listed', async () => {
  const root = await copied();
  cpSync(path.join(root, 'out/harbour-ferries'), path.join(root, 'out/ferries'), { recursive: true });
  const found = await frozen(root);
  expect(found).toContain('out/ferries/2025-q4/en/brief.pdf: foreign');
  expect(found.filter((line) => !line.startsWith('out/ferries/'))).toEqual([]);
});

test('PDFs and pictures are compared with new prints, whatever build.json says', LONG, async () => {
  const root = await copied();
  expect(await frozen(root, PRINT)).toEqual([]);
  await forge(root, 'brief.pdf', (bytes) => Buffer.concat([bytes, Buffer.from('\n')]));
  const names = await fs.readdir(path.join(root, EDITION, 'mediawiki'), { recursive: true });
  const picture = names.find((name) => name.endsWith('.png')) ?? '';
  await forge(root, `mediawiki/${picture}`, (bytes) => Buffer.concat([bytes, Buffer.from('\n')]));
  await fs.rm(path.join(root, 'out/harbour-ferries/2025-q3/en/brief.pdf'));
  // without a print nothing of these can be reported
  expect(await frozen(root)).toEqual([]);
  expect((await frozen(root, PRINT)).sort()).toEqual([
    'out/harbour-ferries/2025-q3/en/brief.pdf: missing',
    `${EDITION}/brief.pdf: changed`,
    `${EDITION}/build.json: changed`,
    `${EDITION}/mediawiki/${picture}: changed`,
  ]);
});

test('a PDF or picture that was exchanged by mistake is found without a print', async () => {
  const root = await copied();
  await put(root, `${EDITION}/brief.pdf`, 'another');
  expect(await frozen(root)).toEqual([`${EDITION}/brief.pdf: damaged`]);
  await put(root, `${EDITION}/build.json`, '{');
  expect(await frozen(root)).toEqual([]);
});

test('nothing is compared while a build writes there', async () => {
  const root = await copied();
  await put(root, 'out/.lock', `${process.ppid}\n`);
  await expect(frozen(root)).rejects.toThrow(`another build (process ${process.ppid}) is writing to out/`);
});
