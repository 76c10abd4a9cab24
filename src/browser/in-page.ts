import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

// Node has no types for what browsers know.
// oxlint-disable-next-line typescript/no-explicit-any
export type PageDocument = any;
// oxlint-disable-next-line typescript/no-explicit-any
export type PageElement = any;

/**
 * Runs a function in the page that a browser shows, on its document and with plain data, and answers with plain data.
 * It is sent as text, so it can use nothing but what it is given. One message each way: Puppeteer's `$$eval` sends six
 * for every element, which takes longer than to print them.
 */
export async function inPage<Given extends readonly unknown[], Answer>(
  page: Page,
  work: (document: PageDocument, ...given: Given) => Answer,
  ...given: Given
): Promise<Answer> {
  // tsx calls __name on each function within the function, so that stacks tell what was called
  const script = `{ const __name = (work) => work; (${work.toString()})(document, ...${JSON.stringify(given)}) }`;
  return (await page.evaluate(script)) as Answer;
}
