import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

/** Pages of one browser, each of which does one piece of work after another. */
export interface PagePool {
  /** Works with the page that has least to do. */
  use<T>(work: (page: Page) => Promise<T>): Promise<T>;
}

interface Lane {
  page: Promise<Page> | undefined;
  /** Settles when all that the page was asked for is done; never rejects. */
  turn: Promise<unknown>;
  waiting: number;
}

/** A pool that starts with one page and opens others, up to `size`, once there is more to do than they can. */
export function openPool(first: Page, open: () => Promise<Page>, size: number): PagePool {
  const lanes = Array.from({ length: size }, (_, index): Lane => {
    return { page: index === 0 ? Promise.resolve(first) : undefined, turn: Promise.resolve(), waiting: 0 };
  });
  return {
    use(work) {
      const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
      lane.waiting += 1;
      const result = lane.turn.then(async () => work(await (lane.page ??= open())));
      lane.turn = result.then(
        () => (lane.waiting -= 1),
        () => (lane.waiting -= 1),
      );
      return result;
    },
  };
}
