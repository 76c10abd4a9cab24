import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/output/markdown/github.ts';
import { folioOf } from '../../src/readback/page-folio.ts';
import { fill } from './fill.ts';

function printed(markdown: string): { html: string; text: string; said: string[] } {
  const diagnostics = new Diagnostics();
  const document = parseDocument(
    fill(`# A {#a}\n\nSummary.\n\n${markdown}\n`),
    new Map(),
    { locale: 'en' },
    diagnostics,
  );
  const html = renderHtml(document, { locale: 'en' });
  const text = renderGithub(document, { locale: 'en', charts: 'charts' });
  return { html, text, said: diagnostics.all.map(({ message }) => message) };
}

test('chapters start pages where the author says so, and the annex is a part of its own', () => {
  const { html, text, said } = printed(
    '## B {#b}\n\nB.\n\n::page\n## C {#c}\n\nC.\n\n### D {#d}\n\nD.\n\n::annex\n## E {#e}\n\nE.\n\n## F {#f}\n\nF.',
  );
  expect(said).toEqual([]);
  const sections = [...html.matchAll(/<section(?: class="([^"]*)")?><h\d id="(\w)"/g)];
  expect(sections.map(([, name = '', id]) => `${id} ${name}`)).toEqual([
    'b ',
    'c opens',
    'd ',
    'e opens annex',
    'f annex',
  ]);
  expect(html).toContain('@page annex');
  expect(printed('## B {#b}\n\nB.').html).not.toContain('@page annex');
  expect(text).not.toContain('::');
});

test('the start of a page stands before a heading', () => {
  expect(printed('## B {#b}\n\nB.\n\n::page\n\nC.').said).toEqual(['this start of a page stands before no heading']);
});

test('a notice has a title, in Markdown as a quotation that begins with it', () => {
  const notice = ':::notice{#n}\nSix are wrong\n\nThey are.\n\n- Copper\n\n  ~~⟦147.2 Mt⟧~~\n\n  **⟦14.72 Mt⟧**\n:::';
  const { html, text, said } = printed(`## B {#b}\n\n${notice}`);
  expect(said).toEqual([]);
  expect(html).toContain('<div class="notice" role="note" id="n"><p>Six are wrong</p>');
  expect(text).toContain(
    '> **Six are wrong**\n>\n> They are.\n>\n> - Copper\n>\n>   ~~147.2 Mt~~\n>\n>   **14.72 Mt**\n',
  );
  expect(printed(':::notice{#n}\nAlone.\n:::').said).toEqual(['this notice has no title or no text']);
});

test('readback knows the number that each page must have', () => {
  const folios = (annex?: number): string[] =>
    [1, 2, 3, 4].map((page) => folioOf(page, annex === undefined ? {} : { annex }, { headings: [1, 2, 3, 4] }));
  expect(folios()).toEqual(['1', '2', '3', '4']);
  expect(folios(2)).toEqual(['1', '2', 'A1', 'A2']);
});
