import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { byTag } from '../output/elements.ts';
import { readHtml } from '../output/html-text.ts';
import { fill } from './fill.ts';

const TABLE = '| A | B |\n| :-- | --: |\n| one | ⟦1⟧ |\n';

/** The page and the Markdown of sections below a title, and what is reported of them: line, column, rule. */
function made(sections: string) {
  const diagnostics = new Diagnostics();
  const document = parseDocument(fill(`# T {#t}\n\nWords.\n\n${sections}\n`), new Map(), { locale: 'en' }, diagnostics);
  const html = renderHtml(document, { locale: 'en' });
  const classes = (tag: string): string[] =>
    byTag(readHtml(html), tag).map(({ properties }) => [properties['className'] ?? []].flat().join(' '));
  const told = diagnostics.all.map(({ place, rule }) => `${place?.line}:${place?.column} ${rule}`);
  return {
    classes,
    html,
    told,
    hints: diagnostics.all.map(({ hint }) => hint),
    markdown: renderGithub(document, { locale: 'en', charts: 'charts' }),
  };
}

test('a heading says how text, lists and tables of its section stand, but not those of sections in it', () => {
  const { classes, told } = made(
    `## One {#one columns="2" small width="full" rows="dense"}\n\nText.\n\n- item\n\n${TABLE}\n### In it {#in}\n\n- other`,
  );
  expect(told).toEqual([]);
  expect(classes('p')).toContain('set-small set-width-full');
  expect(classes('ul')).toEqual(['set-columns-2 set-small set-width-full', '']);
  expect(classes('table')).toEqual(['set-rows-dense']);
});

test('a block says it of itself, and that counts', () => {
  const { classes, told } = made(
    `## One {#one columns="2" rows="close"}\n\n:::list{columns="4" keep="items"}\n- item\n:::\n\n:::table{rows="tight" heads="line"}\n${TABLE}:::\n\n` +
      `:::exhibit{#tab keep="together"}\nTitle\n\n${TABLE}:::`,
  );
  expect(told).toEqual([]);
  expect(classes('ul')).toEqual(['set-columns-4 set-keep-items']);
  expect(classes('table')[0]).toBe('set-rows-tight set-heads-line');
  expect(classes('div').find((name) => name.startsWith('exhibit'))).toBe('exhibit set-rows-close set-keep-together');
});

test('nothing of it is printed, and outputs other than pages are the same without it', () => {
  const plain = made(`## One {#one name="First"}\n\n- item\n\n${TABLE}`);
  const set = made(
    `## One {#one name="First" small columns="3" keep="5" break="page"}\n\n:::list{words="whole"}\n- item\n:::\n\n${TABLE.replace('| B |', '| B {width="40%" space="9pt" line} |')}`,
  );
  expect(set.told).toEqual([]);
  expect(set.markdown).toBe(plain.markdown);
  expect(set.html).toContain('<section class="opens">');
  expect(set.html).toMatch(
    /<th scope="col" class="right set-width set-space set-line" style="--own: 40%; --before: 9pt">/,
  );
});

test.each([
  ['## One {#one colums="2"}\n\nText.', '5:14 document/bad-heading', 'did you mean columns?'],
  [
    '## One {#one columns="5"}\n\nText.',
    '5:14 document/bad-heading',
    'write columns with from 1 to 4, as in columns="1"',
  ],
  ['## One {#one rows="dens"}\n\nText.', '5:14 document/bad-heading', 'did you mean dense?'],
  ['## One {#one small small}\n\nText.', '5:20 document/bad-heading', 'leave one of the two out'],
  [
    '## One {#one columns="2;x:y"}\n\nText.',
    '5:14 document/bad-heading',
    'write columns with from 1 to 4, as in columns="1"',
  ],
  [':::list{colums="2"}\n- item\n:::', '5:1 document/bad-directive', 'did you mean columns?'],
  [':::list{dense}\n- item\n:::', '5:1 document/bad-directive', undefined],
  [':::list{keep="9"}\n- item\n:::', '5:1 document/bad-directive', undefined],
  [':::list{small}\nText.\n:::', '5:1 document/block-content', undefined],
  [
    TABLE.replace('| B |', '| B {width="99%"} |'),
    '5:10 document/bad-table',
    'write a width from 5% to 80% or 8mm to 120mm',
  ],
  [TABLE.replace('| B |', '| B {space="-9pt"} |'), '5:10 document/bad-table', 'write a space from 4pt to 40pt'],
  [TABLE.replace('| B |', '| B {width="40%" lin} |'), '5:22 document/bad-table', 'did you mean line?'],
])('a wrong attribute is reported where it stands: %s', (text, place, hint) => {
  const { told, hints } = made(text);
  expect(told).toEqual([place]);
  if (hint !== undefined) expect(hints).toEqual([hint]);
});
