import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../../src/document/document-parser.ts';
import { renderScreen } from '../../../src/output/html/html-page.ts';
import { ferries } from '../../chart/case.ts';
import { fill } from '../../document/fill.ts';

/** The page of a text, with or without marks: sentences are counted, and what else has a place has its offset. */
async function page(text: string, isMarked: boolean): Promise<string> {
  const document = parseDocument(fill(text), new Map(), { locale: 'en', declared: [] }, new Diagnostics());
  let count = 0;
  const marks = {
    ofNode: ({ position }: { position?: { start: { offset?: number | undefined } } | undefined }) =>
      position?.start.offset === undefined ? {} : { dataPlace: position.start.offset },
    ofSentence: () => ({ dataSentence: (count += 1) }),
  };
  const html = await renderScreen(document, {
    locale: 'en',
    edition: await ferries(),
    drawings: [],
    marks: isMarked ? marks : undefined,
  });
  return html.slice(html.indexOf('<main'));
}

const TEXT =
  '# A {#a}\n\nSummary.\n\n## B {#b}\n\nIt rose to ⟦12.5 million⟧ (a record). “So it is.” Nos. 1.5 of **all. Of** it。好。\n';

test('each sentence has an element of its own, and its words stay as they are', async () => {
  const marked = await page(TEXT, true);
  const sentences = [...marked.matchAll(/<span data-sentence=\d+>(.*?)<\/span>/g)].map(([, words]) => words);
  expect(sentences).toEqual([
    'B',
    'It rose to ',
    ' (a record). ',
    '“So it is.” ',
    'Nos. ',
    '1.5 of ',
    'all. ',
    'Of',
    ' it。',
    '好。',
  ]);
  expect(marked).toContain(`<p data-place=${TEXT.indexOf('It rose')}>`);
  const plain = marked.replaceAll(/<span data-sentence=\d+>(.*?)<\/span>/g, '$1').replaceAll(/ data-place=\d+/g, '');
  expect(plain).toBe(await page(TEXT, false));
});
