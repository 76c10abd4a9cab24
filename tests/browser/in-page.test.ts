import vm from 'node:vm';
import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { expect, test } from 'vitest';
import { inPage } from '../../src/browser/in-page.ts';

/** A page that counts what it is sent, and has a window with a name alone. */
function countingPage(): { readonly page: Page; readonly sent: string[] } {
  const sent: string[] = [];
  const page = {
    async evaluate(script: string): Promise<unknown> {
      sent.push(script);
      // as the browser answers: as JSON
      return JSON.parse(JSON.stringify(vm.runInNewContext(script, { window })));
    },
  };
  const window = { name: '' };
  return { page: page as unknown as Page, sent };
}

test('what is asked of a page at once runs in order, and is one message', async () => {
  const { page, sent } = countingPage();
  const add = (word: string) => inPage(page, (window, added) => (window.name += added), word);
  const answers = [add('a'), add('b'), inPage(page, () => undefined), inPage(page, () => null)];
  expect(await Promise.all(answers)).toEqual(['a', 'ab', undefined, null]);
  expect(await inPage(page, ({ name }) => name)).toBe('ab');
  expect(sent).toHaveLength(2);
});

test('where one of them fails, none is answered', async () => {
  const { page } = countingPage();
  const failing = inPage(page, () => {
    throw new RangeError('no such element');
  });
  const settled = await Promise.allSettled([inPage(page, () => 1), failing]);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
