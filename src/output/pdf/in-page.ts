import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

// Node has no types for what browsers know.
// oxlint-disable-next-line typescript/no-explicit-any
type PageDocument = any;

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
  return (await page.evaluate(`(${work.toString()})(document, ...${JSON.stringify(given)})`)) as Answer;
}
