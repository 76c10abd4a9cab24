import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

/** Pages of one browser. Each does one work at a time. */
export interface PagePool {
  /** Does work with the page that has the least to do. */
  use<T>(work: (page: Page) => Promise<T>): Promise<T>;
}

interface Lane {
  page: Promise<Page> | undefined;
  /** Settles when the page has done all its work; never rejects. */
  idle: Promise<unknown>;
  waiting: number;
}

/** A pool of up to `size` pages, which starts with one or none and opens the others when they are needed. */
export function openPool(first: Page | undefined, open: () => Promise<Page>, size: number): PagePool {
  const lanes = Array.from({ length: size }, (_, index): Lane => {
    return { page: index === 0 && first ? Promise.resolve(first) : undefined, idle: Promise.resolve(), waiting: 0 };
  });
  return {
    use(work) {
      const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
      lane.waiting += 1;
      const result = lane.idle.then(async () => work(await (lane.page ??= open())));
      lane.idle = result.then(
        () => (lane.waiting -= 1),
        () => (lane.waiting -= 1),
      );
      return result;
    },
  };
}
