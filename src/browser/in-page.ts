import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

// Node has no types for what browsers know.
// oxlint-disable-next-line typescript/no-explicit-any
export type PageDocument = any;
// oxlint-disable-next-line typescript/no-explicit-any
export type PageElement = any;

/**
 * Runs a function in a page, with its document and JSON data; answers JSON data. The function is sent as text, so it
 * can use only its arguments. This is one message each way: Puppeteer's `$$eval` sends six for every element, which
 * takes longer than printing them.
 */
export async function inPage<Given extends readonly unknown[], Answer>(
  page: Page,
  work: (document: PageDocument, ...given: Given) => Answer,
  ...given: Given
): Promise<Answer> {
  // tsx inserts calls of __name for functions within the function
  const script = `{ const __name = (work) => work; (${work.toString()})(document, ...${JSON.stringify(given)}) }`;
  return (await page.evaluate(script)) as Answer;
}
