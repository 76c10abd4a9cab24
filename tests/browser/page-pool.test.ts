import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { expect, test } from 'vitest';
import { openPool } from '../../src/browser/browser-start.ts';

const page = (name: string): Page => ({ name }) as unknown as Page;
const nameOf = (one: Page): string => (one as unknown as { name: string }).name;

/** Work that goes on until it hears the end, and returns the name of its page. */
function pieceOfWork() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let begun: string | undefined;
  const work = async (one: Page): Promise<string> => {
    begun = nameOf(one);
    await ended;
    return begun;
  };
  return { work, end: () => end(), begun: () => begun };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('work goes to the page that has least to do, and waits for it', async () => {
  const opened: string[] = [];
  const pool = openPool(
    page('first'),
    async () => {
      opened.push('second');
      return page('second');
    },
    2,
  );
  const [one, two, three] = [pieceOfWork(), pieceOfWork(), pieceOfWork()];
  const results = [pool.use(one.work)];
  await soon();
  expect(opened).toEqual([]);
  results.push(pool.use(two.work), pool.use(three.work));
  await soon();
  expect([one.begun(), two.begun(), three.begun()]).toEqual(['first', 'second', undefined]);
  for (const piece of [two, one, three]) piece.end();
  expect(await Promise.all(results)).toEqual(['first', 'second', 'first']);
  expect(await pool.use(async (free) => nameOf(free))).toBe('first');
  expect(opened).toEqual(['second']);
});

test('a pool without a page opens one for its first work', async () => {
  const pool = openPool(undefined, () => Promise.resolve(page('opened')), 1);
  expect(await pool.use(async (one) => nameOf(one))).toBe('opened');
});

test('work that fails keeps no other from the page', async () => {
  const pool = openPool(page('only'), () => Promise.reject(new Error('no other page')), 1);
  const failing = pool.use(() => Promise.reject(new RangeError('mine')));
  const next = pool.use(async (one) => nameOf(one));
  await expect(failing).rejects.toThrow(new RangeError('mine'));
  expect(await next).toBe('only');
});
