import { PRIVATE_USE } from '../../src/core/diagnostics/source-text.ts';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Filled } from '../../src/figure/filled-template.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import type { Flag } from '../../src/figure/value.ts';
import { valueOf } from '../document/fill.ts';
import { textOfHtml } from '../output/html-text.ts';
import { LONG, oneIn } from '../long.ts';

/** A second reader of Markdown, of another family than the writer. */
const reader = new MarkdownIt({ html: true });

function filled(build: (tokens: TokenRegistry) => string): Filled {
  const tokens = new TokenRegistry();
  return { markdown: build(tokens), tokens, placeOf: () => undefined };
}

function print(build: (tokens: TokenRegistry) => string): string {
  const document = parseDocument(filled(build), new Map(), { locale: 'en' }, new Diagnostics());
  return renderGithub(document, { locale: 'en', charts: 'charts' });
}

const PIECES = [
  '*',
  '_',
  '**',
  '`',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '#',
  '+',
  '-',
  '=',
  '|',
  '\\',
  '~',
  '&',
  ';',
  '!',
  ':',
  '$',
  '.',
  '1',
  'a',
  '中',
  '%',
  ' ',
  '\n',
  '{{',
  '<b>',
  '&amp;',
  'http://',
  'www.',
  '@',
  '−',
  '"',
  "'",
  '\t',
];

const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''));

/** What a label is on a page: one line. */
function asLine(text: string): string {
  return text.replaceAll(/[\s]+/g, ' ').trim();
}

const HAN_START = /^[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]/u;
const HAN_END = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]$/u;

describe('a second reader finds what was printed', () => {
  oneIn(4).each([
    ['a paragraph', (label: string) => label],
    ['a heading', (label: string) => `## ${label} {#h}`],
    ['a list item', (label: string) => `- ${label}`],
    ['a cell', (label: string) => `| x | y |\n|---|---|\n| ${label} | ${label} |`],
    ['a quotation', (label: string) => `> ${label}`],
    ['a note', (label: string) => `:::note\n${label}\n:::`],
    ['bold text between letters', (label: string) => `至**${label}**至`],
    ['emphasis between letters', (label: string) => `a *${label}* b`],
    ['a link', (label: string) => `[${label}](https://example.org)`],
    ['code', (label: string) => `\`${label}\``],
    ['an exhibit', (label: string) => `:::exhibit{#e}\n${label}\n\n${label}\n\n| ${label} |\n|---|\n\n${label}\n:::`],
    ['neighbours', (label: string) => `${label}${label} ${label}`],
  ])('in %s', (place, write) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = asLine(text);
        // between Chinese characters a typed space is left out
        fc.pre(line !== '' && !(place === 'neighbours' && HAN_START.test(line) && HAN_END.test(line)));
        const markdown = print((tokens) => write(tokens.add({ kind: 'text', text })));
        // every printed string is a run of letters here, so what is read can be distinguished from what was written
        const plain = print((tokens) => write(tokens.add({ kind: 'text', text: 'Zz' })));
        const expected = asLine(textOfHtml(reader.render(plain)).replaceAll('Zz', () => asLine(text)));
        expect(asLine(textOfHtml(reader.render(markdown)))).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});

test('no character reference and no token is written', LONG, () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const markdown = print((tokens) => {
        const token = tokens.add({ kind: 'text', text: text.replaceAll(/[&;]/g, '') });
        const value = tokens.add({ kind: 'value', text: '1.5%', value: valueOf('1.5%', ['corrected']) });
        return `# ${token} {#top}\n\n增长**${value}**至 ${value} a*${token}*b\n\n- ${token}\n\n| ${token} |\n|---|\n| ${value} |\n`;
      });
      expect(markdown).not.toMatch(/&#?\w+;/);
      expect(markdown).not.toMatch(PRIVATE_USE);
      expect(markdown.endsWith('\n')).toBe(true);
    }),
  );
});

test('bold keeps its marks where they are read, and becomes an element where they are not', () => {
  const bold = (before: string, inside: string, after: string): string =>
    print((tokens) => `${before}**${tokens.add({ kind: 'text', text: inside })}**${after}`).trim();
  expect(bold('up ', '10.4%', ' to')).toBe('up **10.4%** to');
  expect(bold('增长', '10', '至')).toBe('增长**10**至');
  expect(bold('增长', '10.4%', '，')).toBe('增长**10.4%**，');
  expect(bold('增长', '10.4%', '至')).toBe('增长<strong>10.4%</strong>至');
  expect(bold('x', '−3', '')).toBe('x<strong>−3</strong>');
});

test('flags are symbols, or raised letters', () => {
  const flagged = (...flags: Flag[]): string =>
    print((tokens) => {
      const value = tokens.add({ kind: 'value', text: '5 t', value: valueOf('5 t', flags) });
      return `| a |\n| - |\n| ${value} |`;
    });
  expect(flagged('corrected')).toContain('| 5 t\u00A0◆ |');
  expect(flagged('forecast', 'provisional')).toContain('| 5 t\u00A0<sup>f, p</sup> |');
});

test('a contents list says where the annex begins', () => {
  const text = print(
    () => '# A {#a}\n\n::contents\n\n## B {#b}\n\nB.\n\n::annex\n\n## C {#c}\n\nC.\n\n## D {#d}\n\nD.\n',
  );
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    '- [B](#b)',
    '- [Annex: C](#c)',
    '- [D](#d)',
  ]);
});

test('the annex is closed under its name, after the findings and before footnotes', () => {
  const text = print(
    () => '# A {#a}\n\n## B {#b}\n\nFound.[^n]\n\n::annex\n\n## C {#c}\n\nC.\n\n## D {#d}\n\nD.\n\n[^n]: Note.\n',
  );
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('<a '));
  expect(lines).toEqual([
    '# A',
    '## B',
    'Found.[^1]',
    '<details>',
    '<summary>Annex</summary>',
    '## C',
    'C.',
    '## D',
    'D.',
    '</details>',
    '[^1]: Note.',
  ]);
  // what is inside is read as Markdown
  expect(reader.render(text)).toMatch(/<details>[^]*<h2>C<\/h2>[^]*<\/details>/);
});
