import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FLAVOUR_NAMES, type FlavourName } from '../../src/brief/flavour-names.ts';
import type { RenderedChart } from '../../src/chart/chart-model.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { PRIVATE_USE } from '../../src/core/diagnostics/source-text.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { nodesOf } from '../../src/document/tree-walk.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { HOSTS } from '../../src/host/hosts.ts';
import { pageOf } from '../../src/host/page-lowering.ts';
import { FLAVOUR_READINGS } from '../../src/readback/flavour-readings.ts';
import { checkOutput } from '../../src/readback/readback.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';

const thread = openReadbackThread();
const NAMES = { title: "Trade: the world's <ores> 50-50 | a/b", slug: 'trade-2025-en' };

/** A chart whose picture has the label as its text. */
function chartSaying(title: string): RenderedChart {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"></svg>';
  return { name: 'p', svg, standalone: svg, width: 90, height: 30, title, description: '', values: [] };
}

/** A document whose template has `§` where a label stands. */
function documentWith(template: string, label: string): BriefDocument {
  const tokens = new TokenRegistry();
  const markdown = template.replaceAll('§', () => tokens.add({ kind: 'text', text: label }));
  return parseDocument(
    { markdown, tokens, placeOf: () => undefined },
    new Map([['p', chartSaying(label)]]),
    { locale: 'en' as const },
    new Diagnostics(),
  );
}

function print(document: BriefDocument, name: FlavourName): string {
  const { can, files, write } = HOSTS[name];
  return write(pageOf(document, 'en', can), { locale: 'en' as const, files: files(NAMES) });
}

async function problemsOf(document: BriefDocument, name: FlavourName): Promise<string[]> {
  const diagnostics = new Diagnostics();
  const output = { locale: 'en' as const, path: 'page', content: print(document, name), flavour: name };
  await checkOutput(document, output, thread, diagnostics);
  return diagnostics.all.map(({ message }) => message);
}

const PIECES =
  `* _ ** __ \` [ ] [[ ]] ( ) (( )) < > <b> # #1 + - -- = == | || \\ ~ ~~ & &amp; ; ! !! : :: ' '' ''' " $ . % %% ^ ^x
  1 a 中 {{ }} {% %} { } /close http://a.b www.a.b @ @name :smile: −5 (c) -> ... 640x480 // \\\\ ISBN RFC 1 __TOC__ {| |- /* */ FIXME
  ]]> <!-- </code> <nowiki> ~~~~ [c] [1]`
    .split(/\s+/)
    .concat(' ');
const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

const EVERYWHERE = `# Title {#t}

§ and § to **§** or *§* at \`§\`, [§](#t), [§](https://example.org/a?b=[c]).[^n]

## § {#h}

- § it
  - § it

1. § it

- [x] § it
- [ ] § it
  - [x] §

[§](https://example.org/b "§")

> § it

:::exhibit{#e}
A § title

Of §

| § | b |
|---|--:|
| § | 5 |

§ below
:::

:::exhibit{#p}
A § picture

::chart{name=p}

§ below
:::

:::note{#r}
§ it
:::

:::notice{#n}
§ first

Text

- § it

  ~~147.20 Mt~~

  **14.72 Mt**

- Other

1. Quoted

   > § it
:::

> [!TIP]
> § it

[^n]: § it
`;

describe('every word is read back, whatever hosts act on', () => {
  test.each(FLAVOUR_NAMES)('%s', async (name) => {
    const property = fc.asyncProperty(hostile, async (label) => {
      fc.pre(label.trim() !== '');
      const document = documentWith(EVERYWHERE, label);
      expect(await problemsOf(document, name)).toEqual([]);
      expect(print(document, name)).not.toMatch(PRIVATE_USE);
    });
    await fc.assert(property, { numRuns: 6, examples: [['%%))'], ['a|b'], ['||'], ['5 | 6'], ['12. a'], ['1']] });
  });
});

// Jekyll, which GitHub puts before pages, reads `{{` and `{%` before anything knows Markdown.
test.each(FLAVOUR_NAMES)('Jekyll has nothing to carry out in a page for %s', async (name) => {
  for (const label of ['{{ site.github.token }}', '{% include x %}', '{{% raw %}}', '{', '{{']) {
    const document = documentWith(EVERYWHERE, label);
    expect(await problemsOf(document, name)).toEqual([]);
    // Jekyll does not know other markup, nor MDX
    if (HOSTS[name].signs.endings[0] === '.md') expect(print(document, name)).not.toMatch(/\{[{%]/);
  }
});

test('underscores next to what a host acts on are escaped, too', async () => {
  const document = documentWith('*§*', '__TOC__==');
  expect(await problemsOf(document, 'obsidian')).toEqual([]);
  expect(print(document, 'obsidian')).toContain('TOC\\_\\_\\=\\=');
});

test('the annex is named on every host, in bold where it cannot be closed', () => {
  const document = documentWith(
    '# A {#a}\n\nText.\n\n## B {#b}\n\nB.\n\n::annex\n\n## C {#c}\n\nC.\n\n## D {#d}\n\nD.\n',
    '',
  );
  expect(print(document, 'gitlab')).toMatch(/B\.\s+<details>\s+<summary>Annex<\/summary>[^]*## C/);
  expect(print(document, 'gitlab-wiki')).toMatch(/B\.\s+\*\*Annex\*\*[^]*## C/);
  expect(print(document, 'mediawiki')).toMatch(/B\.\s+'''Annex'''[^]*C ==/);
  expect(print(document, 'confluence').match(/Annex/g)).toHaveLength(1);
});

/** What each host must not see in plain text, and what the page has in its place. */
test.each<[FlavourName, string, string]>([
  ['github', 'by @name :smile: {{x}}', 'by @<!-- -->name :<!-- -->smile: {\\{x}}'],
  ['gitlab', '/close it', '\\/close it'],
  ['github', '[[x]] ~~a~~ <b>', '\\[\\[x]] \\~\\~a\\~\\~ \\<b>'],
  ['github-wiki', 'a [[x]]', 'a \\[<!-- -->\\[x]]'],
  ['gitlab', 'see #1, !2 and @name', 'see \\#1, \\!2 and \\@name'],
  ['gitlab', 'a\\@name', 'a\\\\\\@name'],
  ['gitlab', 'a {+b+} :smile:', 'a {<!-- -->+b+} :<!-- -->smile:'],
  ['azure-wiki', 'see #123 and !4', 'see \\#123 and \\!4'],
  ['obsidian', 'a #tag, %%x%%, ==y==', 'a \\#tag, \\%\\%x\\%\\%, \\=\\=y\\=\\='],
  ['mdx', 'a {x} <b>', 'a \\{x\\} \\<b>'],
  ['mdx', 'export quotas', '&#x65;xport quotas'],
  ['mdx', 'import duties', '&#x69;mport duties'],
  ['commonmark', 'a #1 @name', 'a #1 @name'],
  [
    'mediawiki',
    "[[x]] {{x}} ''a'' ~~~~",
    '&#91;[x]&#93; &#123;&#123;x&#125;&#125; &#39;&#39;a&#39;&#39; &#126;&#126;&#126;&#126;',
  ],
  ['dokuwiki', 'a **b** -- (c) 640x480', 'a %%**%%b%%**%% %%--%% %%(c)%% %%640x480%%'],
  // what is escaped ends a word, so that a name or an address after it would begin one
  ['dokuwiki', '640x480www.a.b FIXME8-)', '%%640x480%%%%www.a.b%% %%FIXME%%%%8-)%%'],
  ['confluence', 'a <b> & "c"', '<p>a &lt;b&gt; &amp; &quot;c&quot;</p>'],
])('%s escapes %s', (name, label, written) => {
  expect(print(documentWith('§', label), name).trim()).toBe(written);
});

test.each<[FlavourName, string, string]>([
  ['github-wiki', "Trade-the-world's-ores-50-50-a-b.md", 'images/trade-2025-en-c.png'],
  ['gitlab-wiki', "Trade-the-world's-ores-50-50-a-b.md", 'images/trade-2025-en-c.svg'],
  ['azure-wiki', "Trade%3A-the-world's-%3Cores%3E-50%2D50-%7C-a-b.md", '.attachments/trade-2025-en-c.png'],
  ['confluence', 'page.xml', 'attachments/c.png'],
  ['mediawiki', "Trade the world's ores 50-50 a b.wiki", 'files/Trade-2025-en-c.png'],
  ['dokuwiki', 'pages/trade-2025-en.txt', 'media/trade-2025-en-c.svg'],
  ['obsidian', "Trade the world's ores 50-50 a b.md", 'attachments/trade-2025-en-c.svg'],
  ['mdx', 'brief.mdx', 'charts/c.svg'],
])('the files of %s are named as it wants', (name, page, picture) => {
  const files = HOSTS[name].files(NAMES);
  expect([files.page, files.picture('c')]).toEqual([page, picture]);
});

test('a host without footnotes, captions or anchors loses no word of them', () => {
  const document = documentWith(EVERYWHERE, 'Zz');
  expect(print(document, 'github-wiki')).toContain('<sup>[(a)](#footnote_1)</sup>');
  expect(print(document, 'github-wiki')).toContain('<a name="footnote_1" id="footnote_1"></a>\n\n[(a)](#mark_1) Zz it');
  expect(print(document, 'commonmark')).toContain(
    '<caption><strong>Table\u00A01: A Zz title</strong><br>Of Zz</caption>',
  );
  expect(print(document, 'mediawiki')).toContain(
    `|+ style="text-align:left" | '''Table\u00A01: A Zz title'''<br><span style="font-weight:normal">Of Zz</span>`,
  );
  expect(print(document, 'dokuwiki')).toContain('((Zz it))');
  expect(print(document, 'obsidian')).toContain('[Zz](#Title)');
});

test.each(FLAVOUR_NAMES)('each link within a page of %s leads to something on it', (name) => {
  const { can } = HOSTS[name];
  const { root, headings } = pageOf(documentWith(`${EVERYWHERE}\n[a](#e) [b](#r) [c](#h)`, 'Zz'), 'en', can);
  const targets = new Set(can.anchors ? nodesOf(root, 'anchor').map(({ id }) => id) : headings.keys());
  const linked = nodesOf(root, 'link').flatMap(({ url }) => (url.startsWith('#') ? url.slice(1) : []));
  expect(linked.length).toBeGreaterThan(3);
  expect(linked.filter((id) => !targets.has(id))).toEqual([]);
});

test('a page of Confluence has its annex closed, and pictures of a size that its editor keeps', () => {
  const annex = '# T {#t}\n\nWords.\n\n::annex\n\n## A {#a}\n\nFirst.\n\n## B {#b}\n\nLast.\n';
  expect(print(documentWith(annex, ''), 'confluence')).toMatch(
    /<p>Words\.<\/p>\n<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">Annex<\/ac:parameter><ac:rich-text-body><h2>.*A<\/h2>\n<p>First\.<\/p>\n<h2>.*B<\/h2>\n<p>Last\.<\/p><\/ac:rich-text-body><\/ac:structured-macro>\n$/,
  );
  const picture = { type: 'picture', name: 'c', alt: 'A "chart"', width: 600, height: 299.5 } as const;
  const root = { type: 'root' as const, children: [{ type: 'paragraph' as const, children: [picture] }] };
  expect(
    HOSTS.confluence.write(
      { root, headings: new Map() },
      { locale: 'en' as const, files: HOSTS.confluence.files(NAMES) },
    ),
  ).toBe(
    '<p><ac:image ac:original-width="1200" ac:original-height="600" ac:custom-width="true" ac:width="600" ac:alt="A &quot;chart&quot;"><ri:attachment ri:filename="c.png"/></ac:image></p>\n',
  );
});

test('a wide table scrolls by itself in MediaWiki', () => {
  const table = '# T {#t}\n\n| a | b |\n|---|---|\n| c | d |\n';
  expect(print(documentWith(table, ''), 'mediawiki')).toMatch(
    /\n<div style="overflow-x:auto">\n\{\| class="wikitable"[^]*\n\|\}\n<\/div>\n$/,
  );
});

test('two headings with the same words have links of their own in DokuWiki', () => {
  const page = print(documentWith('# T {#t}\n\n## A b {#one}\n\n## A b {#two}\n\n[x](#one) [y](#two)', ''), 'dokuwiki');
  expect(page).toContain('[[#A b|x]] [[#a_b1|y]]');
});

test.each<[FlavourName, string]>([
  ['github', '> - Zz it: ~~147.20 Mt~~ → **14.72 Mt**\n'],
  ['commonmark', '> - Zz it: <del>147.20 Mt</del> → **14.72 Mt**\n'],
  ['github', '> 1. Quoted\n>\n>    > Zz it\n'],
  ['mediawiki', "* Zz it: <del>147.20 Mt</del> → '''14.72 Mt'''\n"],
  ['dokuwiki', '\n> • Zz it: <del>147.20 Mt</del> → **14.72 Mt**\n'],
  [
    'confluence',
    '<li><p>Zz it: <span style="text-decoration: line-through;">147.20 Mt</span> → <strong>14.72 Mt</strong></p></li>',
  ],
])('an item of a notice that has only paragraphs is one line in %s', (name, line) => {
  expect(print(documentWith(EVERYWHERE, 'Zz'), name)).toContain(line);
});

test('code that has no element in DokuWiki is not a list there', () => {
  const page = print(documentWith('# T {#t}\n\n```\n- one\n</code>\n  * two\n```', ''), 'dokuwiki');
  expect(page).toContain('\n  \u2060- one\n  </code>\n  \u2060  * two\n');
});

test('who reads a page back expects ways back to the text just where its host has targets within a line', () => {
  const expected = FLAVOUR_NAMES.map((name) => [name, FLAVOUR_READINGS[name].manner.hasWaysBack]);
  expect(FLAVOUR_NAMES.map((name) => [name, HOSTS[name].can.places])).toEqual(expected);
});
