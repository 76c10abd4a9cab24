import { getDocument, OPS } from '../../pdfjs.ts';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';

const browser = sharedBrowser();

/**
 * The characters of all glyphs that a print of a page shows, in the order in which it paints them. Fails if its marked
 * content does not open and close in pairs.
 */
async function shownIn(body: string, style = ''): Promise<string> {
  const sheet =
    '@page { size: 200pt 300pt; margin: 20pt } p { width: 90pt; font: 10pt "Source Serif 4"; overflow-wrap: anywhere }';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title><style>${sheet}${style}</style>${body}`;
  const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'x.pdf' }, new Diagnostics());
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const { fnArray, argsArray } = await (await document.getPage(number)).getOperatorList();
    let depth = 0;
    for (const [index, operator] of fnArray.entries()) {
      if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) depth += 1;
      if (operator === OPS.endMarkedContent) depth -= 1;
      expect(depth).toBeGreaterThanOrEqual(0);
      if (operator !== OPS.showText) continue;
      const [glyphs] = argsArray[index] as [readonly { readonly unicode: string }[]];
      text += glyphs.map(({ unicode }) => unicode).join('');
    }
    expect(depth).toBe(0);
  }
  await task.destroy();
  return text;
}

const TEXT =
  'The whole industry in the first quarter went from one – two well-known places/towns to a dozen ' +
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften, and so on.';

test('each line that a space has broken ends with one, and no other line does', async () => {
  expect(await shownIn(`<p>${TEXT}</p>`)).toBe(TEXT);
});

test('a line may end with or before words in a font that has no space', async () => {
  const words = 'Output of the <strong>industry</strong> in the <strong>year</strong> after it <em>fell</em> again,';
  const text = `${words} ${words}`;
  expect(await shownIn(`<p>${text}</p>`)).toBe(text.replaceAll(/<[^>]*>/g, ''));
});

test('lines of Chinese are joined, and keep the spaces between them', async () => {
  const text = '十四五期间有色金属行业 生产保持平稳增长，十种常用有色金属产量 首次突破八千万吨。';
  expect(await shownIn(`<p lang="zh-CN" style="font-family:'Noto Sans SC'">${text}</p>`)).toBe(text);
});

test('a line may end with a glyph that has a mark of its own, as one has that stands for two characters', async () => {
  const text = '全国 有色产量增长 生产保持平稳';
  expect(await shownIn(`<p lang="zh-CN" style="font-family:'Noto Sans SC'">${text}</p>`)).toBe(text);
});

test('a paragraph over two pages, and words in capitals by a style sheet, keep their spaces', async () => {
  const text = 'Words that fill one page and more of a second one. '.repeat(12).trim();
  expect(await shownIn(`<p>${text}</p>`)).toBe(text);
  const shouted = await shownIn('<p>all of this in capital letters</p>', 'p { text-transform: uppercase }');
  expect(shouted).toBe('ALL OF THIS IN CAPITAL LETTERS');
});
