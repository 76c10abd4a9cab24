import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, readResult, ResultStore, writeResult } from '../../../src/core/machine/result-store.ts';

let folder: string;
let store: ResultStore;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-store-'));
  store = new ResultStore(path.join(folder, 'results'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const KEY = 'a'.repeat(64);

/** The text of a result; undefined if there is none that can be believed. */
async function read(key = KEY): Promise<string | undefined> {
  return (await store.get('kind', key))?.toString();
}

test('gives back what was kept, and nothing of what was not', async () => {
  await store.set('kind', KEY, Buffer.from('one'));
  expect(await read()).toBe('one');
  expect(await read('b'.repeat(64))).toBeUndefined();
  expect(await store.get('other', KEY)).toBeUndefined();
  await writeResult(store, 'plain', KEY, { list: new Map([['a', 1n]]) });
  expect(await readResult(store, 'plain', KEY)).toEqual({ list: new Map([['a', 1n]]) });
});

test('believes no result that is not as it was written', async () => {
  const file = path.join(store.folder, 'kind', KEY);
  await store.set('kind', KEY, Buffer.from('a long enough result'));
  const whole = await fs.readFile(file);
  const spoilt = new Map<string, Buffer>([
    ['cut off', whole.subarray(0, -1)],
    ['empty', Buffer.alloc(0)],
    ['longer', Buffer.concat([whole, Buffer.from(' ')])],
    ['one bit changed', Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])])],
    ['of another format', Buffer.from(whole.toString().replace('assay-result-1', 'assay-result-2'))],
  ]);
  for (const [what, bytes] of spoilt) {
    await fs.writeFile(file, bytes);
    expect(await read(), what).toBeUndefined();
  }
  await fs.writeFile(file, whole);
  expect(await read()).toBe('a long enough result');
  // A result of another key, and of another kind, has the wrong hash for this one.
  await fs.rename(file, path.join(store.folder, 'kind', 'b'.repeat(64)));
  expect(await read('b'.repeat(64))).toBeUndefined();
  // A folder cannot be read, and some devices never end.
  await fs.mkdir(file);
  expect(await read()).toBeUndefined();
  await fs.rmdir(file);
  await fs.symlink('/dev/zero', file);
  expect(await read()).toBeUndefined();
});

test('keeps nothing, without an error, where nothing can be written', async () => {
  await fs.writeFile(path.join(folder, 'results'), 'a file in place of the folder');
  await store.set('kind', KEY, Buffer.from('one'));
  expect(await read()).toBeUndefined();
  expect(await store.use()).toEqual([]);
  await store.keepLimit();
  if (process.platform !== 'linux') return;
  // Every write to this device fails for lack of room.
  const full = new ResultStore(path.join(folder, 'full'));
  await fs.mkdir(path.join(full.folder, 'kind'), { recursive: true });
  await fs.symlink('/dev/full', path.join(full.folder, 'kind', `${KEY}.${process.pid}-1`));
  await full.set('kind', KEY, Buffer.from('one'));
  expect(await full.get('kind', KEY)).toBeUndefined();
  expect(await fs.readdir(path.join(full.folder, 'kind'))).toEqual([]);
});

test('two that write the same key leave a whole result', async () => {
  const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
  const other = new ResultStore(store.folder);
  await Promise.all(contents.map((one, index) => (index % 2 ? store : other).set('kind', KEY, Buffer.from(one))));
  expect(contents).toContain(await read());
});

test('removes the longest unused where they take too much, and the unused on demand', async () => {
  const small = new ResultStore(store.folder, 4_500);
  const keyOf = (digit: number) => String(digit).repeat(64);
  const [old, older, recent, next, large] = [keyOf(1), keyOf(2), keyOf(3), keyOf(4), keyOf(5)] as const;
  const kept = () => fs.readdir(path.join(store.folder, 'kind'));
  const age = (key: string, days: number) => {
    const used = Date.now() / 1000 - days * 24 * 3600;
    return fs.utimes(path.join(store.folder, 'kind', key), used, used);
  };
  for (const [key, days] of [
    [old, 40],
    [older, 50],
    [recent, 1],
  ] as const) {
    await small.set('kind', key, Buffer.alloc(1_400));
    await age(key, days);
  }
  await small.keepLimit();
  expect(await kept()).toEqual([old, older, recent]);
  // Reading is use.
  expect(await small.get('kind', older)).toBeDefined();
  await small.set('kind', next, Buffer.alloc(1_400));
  await small.keepLimit();
  expect(await kept()).toEqual([older, next]);
  await age(older, 20_000);
  expect(await small.prune(30)).toEqual({ removed: 1, left: 0 });
  expect(await small.use()).toMatchObject([{ kind: 'kind', count: 1 }]);
  await small.set('kind', large, Buffer.alloc(5_000));
  expect(await small.get('kind', large)).toBeUndefined();
});

test('removes no file of somebody else, whatever folder it is given', async () => {
  const empty = `sha256/${'c'.repeat(64)}`;
  const theirs = ['docs/thesis.tex', `sha256/${KEY}`, `sha256/${'b'.repeat(64)}.1-1`, 'root.txt'];
  for (const file of theirs) {
    await fs.mkdir(path.dirname(path.join(store.folder, file)), { recursive: true });
    await fs.writeFile(path.join(store.folder, file), 'theirs');
  }
  await fs.writeFile(path.join(store.folder, empty), '');
  await fs.writeFile(path.join(store.folder, `sha256/${'d'.repeat(64)}`), 'x'.repeat(1000));
  const small = new ResultStore(store.folder, 200);
  await small.set('kind', KEY, Buffer.from('one'));
  // theirs do not count towards the limit
  await small.keepLimit();
  expect(await small.use()).toMatchObject([{ kind: 'kind', count: 1 }]);
  expect(await small.prune(0)).toEqual({ removed: 1, left: 0 });
  expect(await fs.readFile(path.join(store.folder, empty), 'utf8')).toBe('');
  for (const file of theirs) expect(await fs.readFile(path.join(store.folder, file), 'utf8')).toBe('theirs');
});

test('says how many it could not remove', async () => {
  await store.set('kind', KEY, Buffer.from('one'));
  // root may remove it all the same.
  await fs.chmod(path.join(store.folder, 'kind'), 0o500);
  const isFree = process.getuid?.() === 0 || process.platform === 'win32';
  expect(await store.prune(0)).toEqual(isFree ? { removed: 1, left: 0 } : { removed: 0, left: 1 });
  await fs.chmod(path.join(store.folder, 'kind'), 0o700);
});

test('stands where the environment says', async () => {
  expect((await openStore({ XDG_CACHE_HOME: folder }))?.folder).toBe(path.join(folder, 'assay/results'));
  expect((await openStore({ ASSAY_CACHE: folder, ASSAY_CACHE_MB: '2' }))?.folder).toBe(folder);
  expect((await openStore({ ASSAY_CACHE: folder, ASSAY_CACHE_MB: '2' }))?.limit).toBe(2 * 2 ** 20);
  expect(await openStore({ ASSAY_CACHE: 'off' })).toBeUndefined();
  expect(await openStore({ ASSAY_CACHE_MB: '0' })).toBeUndefined();
  expect((await openStore({ ASSAY_CACHE: folder, ASSAY_CACHE_MB: '0.5' }))?.limit).toBe(2 ** 19);
  for (const wrong of ['x', '-1', '1e3', ' 5', '9999999999'])
    await expect(openStore({ ASSAY_CACHE: folder, ASSAY_CACHE_MB: wrong })).rejects.toThrow(`ASSAY_CACHE_MB=${wrong} `);
});
