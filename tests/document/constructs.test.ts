import type { Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { refusedTransform } from '../../src/document/transforms/refused-content.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { fill } from './fill.ts';

/** Every construct of CommonMark, GFM and block directives. Each word with an x is one that a reader must see. */
const CONSTRUCTS: readonly (readonly [string, string])[] = [
  ['a paragraph', 'xone xtwo'],
  ['a heading', '## xone {#one}'],
  ['a setext heading', 'xone {#one}\n---'],
  ['a thematic break', 'xone\n\n***\n\nxtwo'],
  ['indented code', '    xone'],
  ['fenced code', '```xinfo\nxone\n```'],
  ['fenced code with tildes', '~~~\nxone\n~~~'],
  ['a block of HTML', '<div>\nxone\n</div>'],
  ['an HTML comment', '<!-- xone -->'],
  ['a processing instruction', '<?xone ?>'],
  ['a declaration', '<!XONE xtwo>'],
  ['CDATA', '<![CDATA[xone]]>'],
  ['a definition', '[xone]: https://example.org "xtwo"'],
  ['a reference', '[xone]\n\n[xone]: https://example.org "xtwo"'],
  ['a collapsed reference', '[xone][]\n\n[xone]: https://example.org'],
  ['a full reference', '[xone][xname]\n\n[xname]: https://example.org'],
  ['a reference without a definition', '[xone][xtwo]'],
  ['a quotation', '> xone'],
  ['a list', '- xone\n- xtwo'],
  ['an ordered list', '1. xone\n2) xtwo'],
  ['a task list', '- [ ] xone\n- [x] xtwo'],
  ['a table', '| xone | xtwo |\n| --- | --- |\n| xthree | xfour |'],
  ['code', '`xone`'],
  ['emphasis', '*xone* _xtwo_'],
  ['strong', '**xone** __xtwo__'],
  ['deletion', '~~xone~~ ~xtwo~'],
  ['a link', '[xone](https://example.org "xtwo")'],
  ['an image', '![xone](https://example.org/x.png)'],
  ['a reference to an image', '![xone]\n\n[xone]: https://example.org/x.png'],
  ['an autolink', '<https://example.org/xone>'],
  ['a literal autolink', 'https://example.org/xone www.example.org/xtwo xthree@example.org'],
  ['HTML', 'a <b>xone</b>'],
  ['a hard break', 'xone  \nxtwo\\\nxthree'],
  ['character references', '&lt;xone&gt; &#x78;two'],
  ['escapes', String.raw`\*xone\* \[^xtwo]`],
  ['a footnote', 'xone[^xname]\n\n[^xname]: xtwo'],
  ['an inline footnote', 'xone^[xtwo]'],
  ['a footnote without a text', 'xone[^xname]'],
  ['a footnote without a mark', '[^xname]: xone'],
  ['an alert', '> [!NOTE]\n> xone'],
  ['an unknown alert', '> [!XONE]\n> xtwo'],
  ['a definition list', 'xone\n: xtwo'],
  ['a text directive', 'a :xone[xtwo] b'],
  ['a leaf directive', '::xone[xtwo]{xname="xthree"}'],
  ['a container directive', ':::xone\nxtwo\n:::'],
  ['a note', ':::note\nxone\n:::'],
  ['a box', ':::box{#b}\n- xone\n\n  xtwo\n\n  xthree\n:::'],
  ['an exhibit', ':::exhibit{#e}\nxone\n\nxtwo\n\n| xthree |\n| --- |\n| xfour |\n\nxfive\n:::'],
  ['columns', ':::columns\nxone\n:::'],
  ['front matter', '---\nxone: xtwo\n---'],
  ['mathematics', '$xone$\n\n$$\nxtwo\n$$'],
];

/** Names that no reader sees: of references, footnotes, attributes and languages of code. */
const UNSEEN = new Set(['xname', 'xinfo']);

describe('what is written is printed, or reported at its line', () => {
  test.each(CONSTRUCTS)('%s', (_, written) => {
    const diagnostics = new Diagnostics();
    const filled = fill(`# Title {#top}\n\n${written}\n`);
    const document = parseDocument(filled, new Map(), { locale: 'en' as const }, diagnostics);
    const lines = written.split('\n').length;
    for (const { place } of diagnostics.all) {
      expect(place?.line).toBeGreaterThan(2);
      expect(place?.line).toBeLessThan(3 + lines);
    }
    if (diagnostics.all.length > 0) return;
    const outputs = [
      renderGithub(document, { locale: 'en' as const, charts: 'charts' }),
      renderHtml(document, { locale: 'en' as const }),
    ];
    for (const word of written.match(/(?<![A-Za-z])x[a-z]+/g) ?? []) {
      if (!UNSEEN.has(word)) for (const output of outputs) expect(output).toContain(word);
    }
  });

  test.each(['yaml', 'toml', 'textDirective', 'math', 'inlineMath', 'mdxJsxFlowElement'])(
    '%s, if it were parsed',
    (type) => {
      const diagnostics = new Diagnostics();
      const filled = fill('# Title {#top}\n\nsome text\n');
      const offset = filled.markdown.indexOf('some');
      const position = { start: { line: 3, column: 1, offset }, end: { line: 3, column: 5, offset: offset + 4 } };
      const root = { type: 'root', children: [{ type, position }] } as unknown as Root;
      const context = {
        filled,
        charts: new Map(),
        options: { locale: 'en' as const },
        diagnostics,
        ids: new Map(),
        shown: new Set<string>(),
        misdated: new Set<never>(),
        misscaled: new Set<never>(),
      };
      refusedTransform(root, context);
      expect(diagnostics.all.map(({ rule, place }) => `${place?.line} ${rule}`)).toEqual([
        '3 document/unknown-construct',
      ]);
      expect(root.children).toMatchObject([{ type: 'paragraph', children: [{ type: 'text', value: 'some' }] }]);
    },
  );
});

test('a text that differs in its figures only gives documents that differ in them only', () => {
  const output = (figure: string, path: string): string => {
    const diagnostics = new Diagnostics();
    const filled = fill(`# Title {#top}\n\nIt was ⟦${figure}⟧, not 7 t.\n`, path);
    const document = parseDocument(filled, new Map(), { locale: 'en' as const }, diagnostics);
    expect(diagnostics.all.map(({ place, rule }) => `${place?.file.path} ${rule}`)).toEqual([
      `${path} document/loose-number`,
    ]);
    return renderGithub(document, { locale: 'en' as const, charts: 'charts' });
  };
  const figures = ['1 t', '2 t', '3 t', '4 t'];
  const outputs = figures.map((figure, index) => output(figure, `${index}.md.hbs`));
  for (const [index, figure] of figures.entries()) {
    expect(outputs[index]).toContain(`It was ${figure}, not 7 t.`);
    expect(outputs[index]?.replace(figure, '')).toBe(outputs[0]?.replace('1 t', ''));
  }
});
