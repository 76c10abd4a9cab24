import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { fill } from './fill.ts';

/** The outputs of a document, and what is said about it. */
function printed(text: string): { markdown: string; html: string; said: string[] } {
  const diagnostics = new Diagnostics();
  const document = parseDocument(fill(text), new Map(), { locale: 'en' }, diagnostics);
  return {
    markdown: renderGithub(document, { locale: 'en', charts: 'charts' }),
    html: renderHtml(document, { locale: 'en' }),
    said: diagnostics.all.map(({ message }) => message),
  };
}

const TEXT = `# Smelting {#a}

The smelters of the cover are no running text.

:::notice{#n}
**A title**

A smelter stands in the notice.
:::

## A smelter {#b}

Two smelters ran. A smelter used [coke (a fuel)](https://coke.example) and coke (a fuel). A smelter again.

- 铜精矿 went in: 铜精矿 too.

## Glossary {#c}

:::glossary
Smelter
: A works that melts a concentrate.

Coke (a fuel)
: Baked coal, for a smelter.

精矿
: What a mine sells.
:::
`;

test('the first use of a term as a whole word leads to its definition, and no other', () => {
  const { markdown, html, said } = printed(TEXT);
  expect(said).toEqual([]);
  expect(markdown).toContain(
    'Two smelters ran. A [smelter](#_term-1) used [coke (a fuel)](https://coke.example) and [coke (a fuel)](#_term-2). A smelter again.',
  );
  expect(markdown).toContain('- 铜[精矿](#_term-3) went in: 铜精矿 too.');
  expect(markdown).toContain('- <a name="_term-1" id="_term-1"></a>**Smelter**');
  expect(markdown).toContain('Baked coal, for a smelter.');
  expect(markdown.match(/\(#_term-/g)).toHaveLength(3);
  expect(html).toContain('A <a href="#_term-1" class="term">smelter</a> used');
  expect(html).toContain(
    '<dl class="glossary"><dt id="_term-1">Smelter</dt><dd>A works that melts a concentrate.</dd>',
  );
});

test('a glossary holds definitions and nothing else', () => {
  const { said } = printed('# A {#a}\n\n:::glossary\nSmelter\n:::\n');
  expect(said).toEqual(['this glossary is not a list of definitions']);
});

test('a definition list without a glossary leads nowhere', () => {
  const { markdown } = printed('# A {#a}\n\n## B {#b}\n\nA smelter.\n\nSmelter\n: A works.\n');
  expect(markdown).not.toContain('_term');
});

test('a part of the name of a publisher is not use of a term', () => {
  const text = TEXT.replace('Two smelters ran. A smelter used', 'The Smelter Board and 精矿局 say so; a smelter used');
  const publishers = [new Map([['en', 'The Smelter Board']]), new Map([['en', '精矿局']])];
  const sources = new Map(publishers.map((publisher, at) => [String(at), { publisher }]));
  const dataset = { indicators: new Map(), releases: new Map(), sources } as never;
  const document = parseDocument(fill(text), new Map(), { locale: 'en', dataset }, new Diagnostics());
  const markdown = renderGithub(document, { locale: 'en', charts: 'charts' });
  expect(markdown).toContain('The Smelter Board and 精矿局 say so; a [smelter](#_term-1) used');
  expect(markdown).toContain('- 铜[精矿](#_term-3) went in');
});
