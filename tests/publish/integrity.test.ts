import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { ResultStore } from '../../src/core/machine/result-store.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { openPrints } from '../../src/publish/confirmation.ts';
import { built } from '../pipeline/builds.ts';
import { EDITION, makeRoot, TINY } from '../cli/root.ts';
import { makePrintedRoot, type PrintedRoot } from './printed-root.ts';
import { mentioning } from '../messages.ts';

// Hashes that stand next to what they are of: whoever can change the one can change the other.

let root: PrintedRoot;
beforeAll(async () => {
  root = await makePrintedRoot(['gitlab-wiki', 'mediawiki']);
  mkdirSync(path.join(root.folder, 'wiki'));
});
afterEach(() => root.print());
afterAll(() => root.remove());

const WIKI = 'wiki: {folder: wiki, flavour: gitlab-wiki, attach: [pdf]}';

const hashOf = (content: string | Uint8Array, length = 64): string =>
  createHash('sha256').update(content).digest('hex').slice(0, length);

/** Changes a file of the newest edition, and writes its new hash wherever the old one stands next to it. */
function forge(name: string, change: (bytes: Buffer) => string | Uint8Array): void {
  const file = path.join(root.folder, EDITION, name);
  const before = readFileSync(file);
  const after = change(before);
  expect(hashOf(after)).not.toBe(hashOf(before));
  writeFileSync(file, after);
  for (const record of ['manifest.json', 'build.json']) {
    const text = readFileSync(path.join(root.folder, EDITION, record), 'utf8');
    writeFileSync(path.join(root.folder, EDITION, record), text.replaceAll(hashOf(before), hashOf(after)));
  }
}

const PAGE = 'gitlab-wiki/Ferries-of-the-harbour-town,-2025-q4.md';

test.each<[string, string, (bytes: Buffer) => string | Uint8Array]>([
  ['page', PAGE, (text) => text.toString().replace('1,108,000', '7,108,000')],
  ['data file', 'data/observations.csv', (text) => text.toString().replace('1108000', '7108000')],
  ['list of figures', 'brief.json', (text) => text.toString().replace('1,108,000', '7,108,000')],
  ['PDF', 'brief.pdf', () => '%PDF of somebody'],
])('a %s that was changed with its hash is not published', async (_, name, change) => {
  forge(name, change);
  const { result, mistakes } = await root.publish(WIKI);
  expect(result).toBeUndefined();
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toEqual(mentioning(`publish/not-built: ${EDITION}/${name} …`));
});

test('nothing is published while a build writes there', async () => {
  const lock = path.join(root.folder, 'out/.lock');
  writeFileSync(lock, `${process.ppid}\n`);
  await expect(root.publish(WIKI)).rejects.toThrow(`another build (process ${process.ppid}) is writing to out/`);
  rmSync(lock);
});

test('a manifest or build.json that is none of JSON is one message', async () => {
  writeFileSync(path.join(root.folder, EDITION, 'manifest.json'), '{');
  const { mistakes } = await root.publish(WIKI);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toEqual(mentioning(`publish/not-built: ${EDITION} …`));
  // nothing is taken from build.json
  await root.print();
  writeFileSync(path.join(root.folder, EDITION, 'build.json'), '{');
  expect((await root.publish(WIKI)).mistakes).toEqual([]);
});

test('a page of a wiki with another figure and the hash of that is written again', async () => {
  await root.publish(WIKI);
  const file = path.join(root.folder, 'wiki/Ferries-of-the-harbour-town.md');
  const published = readFileSync(file, 'utf8');
  expect((await root.publish(WIKI)).pages).toEqual(['unchanged Ferries of the harbour town']);
  const forged = published.replaceAll('1,108,000', '7,108,000');
  const [, body = ''] = /written=[0-9a-f]{16} -->([^]*)<!-- \/assay/.exec(forged) ?? [];
  writeFileSync(file, forged.replace(/written=[0-9a-f]{16}/, `written=${hashOf(body.trim(), 16)}`));
  expect((await root.publish(WIKI)).pages).toEqual(['updated Ferries of the harbour town']);
  expect(readFileSync(file, 'utf8')).toBe(published);
});

test('a PDF is taken if this machine printed it, or prints it now', async () => {
  const folder = await makeRoot(TINY);
  try {
    expect((await built(folder)).status).toBe(0);
    const workspace = new Workspace(folder);
    const store = new ResultStore(path.join(folder, 'results'));
    const source = (await selectEditions(workspace, [], new Diagnostics())).find((one) => one.folder === EDITION);
    if (!source) throw new Error('there is no edition');
    const pdf = readFileSync(path.join(folder, EDITION, 'brief.pdf'));
    const isPrinted = async (bytes: Uint8Array, environment = process.env): Promise<boolean> => {
      const prints = openPrints(workspace, { environment, store });
      const diagnostics = new Diagnostics();
      try {
        return await prints.isPrinted(source, 'brief.pdf', bytes, diagnostics);
      } finally {
        expect(diagnostics.failed).toBe(false);
        await prints.close();
      }
    };
    expect(await isPrinted(Buffer.concat([pdf, Buffer.from('\n')]))).toBe(false);
    // that it was printed is known now, and takes no second print
    const before = await store.use();
    expect(before.map(({ kind }) => kind)).toContain('edition');
    expect(await isPrinted(pdf)).toBe(true);
    // an entry that somebody exchanged for nothing of the sort is not believed
    rmSync(store.folder, { recursive: true });
    expect(await isPrinted(pdf)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
