import { expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { expectedOutput } from '../../src/readback/expected-output.ts';
import { MEDIA } from '../../src/readback/print-manner.ts';
import { byClass } from '../output/elements.ts';
import { readHtml } from '../output/html-text.ts';
import { valueOf } from './fill.ts';

const INDICATORS = new Map([
  ['copper', { id: 'copper', dimensions: new Map([['metal', 'copper']]) }],
  ['all', { id: 'all', dimensions: new Map([['metal', 'all']]) }],
]) as never;

/** Outputs of a text in which `‹18%|copper÷all›` prints a share of one figure in another. */
function printed(text: string): { document: BriefDocument; markdown: string; html: string; said: string[] } {
  const tokens = new TokenRegistry();
  const markdown = text.replaceAll(/‹(\d+)(\S+?)(?:\|([^›]*))?›/g, (_found, number: string, unit: string, of = '') => {
    const inputs = of.split('÷').map((id: string) => valueOf('1 t', [], `${id}@2025`, { indicators: INDICATORS }));
    const formula = inputs.flatMap((input: unknown, at: number) => (at > 0 ? [' ÷ ', input] : [input]));
    const value = valueOf(`${number}${unit}`).with({
      decimal: decimal(Number(number)),
      unit: builtinUnit(unit),
      origin: { kind: 'derived', formula },
    });
    return tokens.add({ kind: 'value', value, text: value.text });
  });
  const diagnostics = new Diagnostics();
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale: 'en' }, diagnostics);
  return {
    document,
    markdown: renderGithub(document, { locale: 'en', charts: 'charts' }),
    html: renderHtml(document, { locale: 'en' }),
    said: diagnostics.all.map(({ message }) => message),
  };
}

test('a kicker stands above the title, which alone is the name of the document, and is not a summary', () => {
  const { html, markdown, said } = printed(
    ':::kicker\nAnnual brief · provisional\n:::\n\n# Ferries {#top}\n\nMore sailed.\n\n- **Next** soon\n',
  );
  expect(said).toEqual([]);
  expect(html).toMatch(/<header class="band"><p class="kicker">Annual brief · provisional<\/p>\s*<h1/);
  expect(html).toMatch(/<title>Ferries<\/title>.*content="More sailed\."/s);
  expect(html).toContain('<div class="facts">');
  expect(markdown).toMatch(/^Annual brief · provisional\n\n(?:<a [^\n]*\n+)?# Ferries/);
});

test('a kicker elsewhere, and one of two paragraphs, is reported', () => {
  expect(printed('# A {#a}\n\n:::kicker\nLate.\n:::\n').said).toEqual(['this kicker is not above the title']);
  expect(printed(':::kicker\nOne.\n\nTwo.\n:::\n\n# A {#a}\n').said).toEqual(['this kicker is not one paragraph']);
});

test('a contents list has the short names of sections, and of chapters alone where it is asked to', () => {
  const text =
    '# A {#a}\n\n::contents{depth="chapters"}\n\n## Copper carried it {#b name="Output"}\n\n### More {#c}\n\nB.\n';
  const lists = (from: string): string[] => printed(from).markdown.match(/^ *- .*/gm) ?? [];
  expect(lists(text)).toEqual(['- [Output](#b)']);
  expect(lists(text.replace('"chapters"', '"sections"'))).toEqual(['- [Output](#b)', '  - [More](#c)']);
  expect(printed(text).markdown).toContain('## Copper carried it\n');
  expect(printed(text.replace('="Output"', '="Output 7"')).said).toEqual([expect.stringContaining('7')]);
  expect(printed(text.replace('"chapters"', '"two"')).said).toEqual(['contents has no depth two']);
});

test('a link to a page has the page on paper, and the name of its section elsewhere', () => {
  const { html, markdown, said } = printed(
    '# A {#a}\n\nS.\n\n1. It rose. [](#b "page")\n\n## Copper carried it {#b name="Output"}\n\nB.\n',
  );
  expect(said).toEqual([]);
  expect(html).toContain('<a href="#b" class="go">Page <span class="page" data-page-of="b"></span></a>');
  const within = printed(
    '# A {#a}\n\nS.\n\nSee **[](#b "page")**. [](#b "page") too; ‹5 t› [](#b "page").\n\n## B {#b}\n\nB.\n',
  );
  expect(within.html.match(/class="go">\w+/g)?.map((found) => found.slice(11))).toEqual(['page', 'Page', 'page']);
  expect(markdown).toContain('It rose. [Output](#b)');
});

test('on paper a reader of it looks for the page of the section that a link leads to', () => {
  const text =
    '# A {#a}\n\nS.\n\n1. It rose ([](#b "page")). [](#b "page")\n\n## Copper carried it {#b name="Output"}\n\nB.\n';
  const { document } = printed(text);
  const pieces = (medium: 'paper' | 'markdown'): unknown[] =>
    expectedOutput(document, MEDIA[medium], { locale: 'en' }).pieces.filter(
      ({ pageOf, text: shown }) => pageOf !== undefined || /[Pp]age|Output/.test(shown),
    );
  const slot = { text: '', pageOf: 1 };
  expect(pieces('paper')).toEqual([{ text: 'page ' }, slot, { text: 'Page ' }, slot]);
  const name: unknown = expect.objectContaining({ text: 'Output' });
  expect(pieces('markdown')).toEqual([name, name]);
});

test('a paragraph before the list of a box says what it shows, a second one is reported', () => {
  const box = (lines: string): string =>
    `# A {#a}\n\nS.\n\n:::box{#x}\n${lines}\n\n- Copper\n\n  ‹18%|copper÷all›\n:::\n`;
  const { html, markdown, said } = printed(box('**Shares of all**'));
  expect(said).toEqual([]);
  expect(html).toMatch(/<p class="lead"><strong>Shares of all<\/strong><\/p>\s*<ul class="box"/);
  expect(markdown).toMatch(/\*\*Shares of all\*\*\n\n(?:<a [^\n]*\n+)?\| Copper/);
  expect(printed(box('One.\n\nTwo.')).said).toEqual(['box holds something besides its list']);
});

const SHARES = `# A {#a}

S.

:::shares
- Of all: copper ‹18%|copper÷all›
- the others ‹82%|all÷copper÷all›
:::

- **Next** soon
`;

test('shares are a band on the cover, each as wide as it is, in the colour of its member; a rest has none', () => {
  const { html, markdown, said } = printed(SHARES);
  expect(said).toEqual([]);
  expect(html).toMatch(/<ul class="shares" role="list">.*<\/ul><\/header><div class="facts">/s);
  const [band] = byClass(readHtml(html), 'shares');
  const parts = (band?.children ?? []).flatMap((child) => (child.type === 'element' ? [child.properties] : []));
  expect(parts.map(({ style }) => style)).toEqual(['width:18%;--part:var(--member-metal-copper)', 'width:82%']);
  expect(parts.map(({ className }) => String(className))).toEqual(['undefined', 'rest']);
  expect(markdown).toMatch(/[-*] Of all: copper 18%\n[-*] the others 82%\n/);
});

test('rounded shares fill the band though they do not add up', () => {
  const [band] = byClass(readHtml(printed(SHARES.replace('82%', '81%')).html), 'shares');
  const styles = (band?.children ?? []).flatMap((child) =>
    child.type === 'element' ? [String(child.properties['style'])] : [],
  );
  expect(styles.map((style) => style.split(';')[0])).toEqual(['width:18.18%', 'width:81.82%']);
});

test('no term is linked on the cover', () => {
  const glossary = '## C {#c}\n\nMore copper.\n\n:::glossary\nCopper\n: A metal.\n:::\n';
  const { markdown } = printed(`:::kicker\nOn copper\n:::\n\n${SHARES}\n${glossary}`);
  expect(markdown.match(/.*\[copper\]/g)).toEqual(['More [copper]']);
});

test('shares that are not a list, no share or no whole are reported', () => {
  const text = (list: string): string => `# A {#a}\n\n:::shares\n${list}\n:::\n`;
  expect(printed(text('Copper ‹18%|copper÷all›')).said).toEqual(['these shares are not one list']);
  expect(printed(text('- copper ‹18t|copper÷all›\n- the others ‹82%|all÷copper›')).said).toEqual([
    'this part has not one share',
  ]);
  expect(printed(SHARES.replace('82', '72')).said).toEqual(['these shares come to 90%']);
});
