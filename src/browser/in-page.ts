import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

/** A function that is to run in a page. */
interface Step {
  readonly script: string;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** What was asked of pages and is not sent yet. */
const waiting = new WeakMap<Page, Step[]>();

/**
 * Runs a function in a page, with its window and JSON data; answers JSON data. The function is sent as text, so it
 * can use only its arguments. What is asked of a page at once runs in that order, and is one message each way: Puppeteer's
 * `$$eval` sends six for every element, which takes longer than printing them.
 */
export function inPage<Given extends readonly unknown[], Answer>(
  page: Page,
  work: (window: Window, ...given: Given) => Answer,
  ...given: Given
): Promise<Answer> {
  const script = `(${work.toString()})(window, ...${JSON.stringify(given)})`;
  return new Promise<Answer>((resolve, reject) => {
    const steps = waiting.get(page) ?? [];
    if (steps.length === 0) queueMicrotask(() => void send(page, steps));
    waiting.set(page, steps);
    steps.push({ script, resolve, reject });
  });
}

async function send(page: Page, steps: readonly Step[]): Promise<void> {
  waiting.delete(page);
  // JSON has no undefined. tsx inserts calls of __name for functions within functions.
  const answers = steps.map(({ script }) => `[${script}].filter((answer) => answer !== undefined)`);
  try {
    const all = await page.evaluate(`{ const __name = (work) => work; [${answers.join(', ')}] }`);
    for (const [at, { resolve }] of steps.entries()) resolve((all as never[][])[at]?.[0] as never);
  } catch (error) {
    for (const { reject } of steps) reject(error);
  }
}
