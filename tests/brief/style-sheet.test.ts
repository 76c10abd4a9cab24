import fs from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { checkStyleSheet, declarationsIn, isForPaper, widthsIn } from '../../src/brief/style-sheet.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';

/** Marks a place in a style sheet where a message is expected. */
const MARK = '‸';

async function check(text: string): Promise<readonly Diagnostic[]> {
  const diagnostics = new Diagnostics();
  await checkStyleSheet({ path: 'style.css', text }, diagnostics);
  return diagnostics.all;
}

/** Offsets of marks in a text of one line, and the text without them. */
function marked(css: string): { readonly text: string; readonly columns: readonly number[] } {
  const parts = css.split(MARK);
  const columns = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('').length + 1);
  return { text: parts.join(''), columns };
}

const WORDS = 'write the words in the template';
const COLOUR = 'use a colour; a logo belongs in style.yaml, and other pictures are charts';
const PLACED = 'place them with margins from 0 up, padding, columns and breaks';
const COUNTED = 'remove it: pages and lists count themselves';
const PLAIN = 'use colours, fonts, sizes and weights';
const ELEMENT = 'style the element itself; known: ::marker';
const KNOWN = 'known: @media, @layer, @page';
const CONDITIONS = 'known: print, screen, a width in px or em, prefers-color-scheme';
const CLASSES = 'known: :first-child and the like, :is, :where, :not, :has, :root, :empty, :link, :lang';

describe('what has no place in a style sheet is refused where it stands, with what to do instead', () => {
  test.each([
    ['.value { ‸content: "−"; }', WORDS],
    ['p { color: red; ‸c\\6fntent: "x" }', WORDS],
    ['p { /* content: */ ‸CONTENT/**/:/**/"x" }', WORDS],
    ['@media print { @layer x { h2 { & b { ‸content: attr(id) } } } }', WORDS],
    ['@page { @top-left { ‸content: "x" } }', WORDS],
    ['ul { ‸list-style-type: "-"; ‸list-style: var(--x) }', WORDS],
    ['ul { list-style: square; ‸list-style: url(x) "y"; ‸quotes: "a" "b" }', WORDS],
    ['p { ‸text-emphasis: "x"; ‸-webkit-hyphenate-character: "8"; ‸text-overflow: "…" }', WORDS],
    ['ol { ‸counter-reset: list-item 5 } @page { ‸counter-increment: page 7 }', COUNTED],
    ['p { background: ‸url(x) } q { background: ‸u\\72l(x) }', COLOUR],
    ['p { --x: ‸url( "x" ); border-image: ‸linear-gradient(red, blue) 1 }', COLOUR],
    ['p { background: ‸image-set("a.png" 1x), ‸-webkit-cross-fade(a, b, 50%) }', COLOUR],
    ['‸@import url(x) screen;', 'write its rules into this file'],
    ['‸@\\69mport "x";', 'write its rules into this file'],
    ['‸@font-face { font-family: x; src: url(x) }', 'name the files of the font in style.yaml, below fonts'],
    ['‸@counter-style x { symbols: "8" } ‸@keyframes x { to { color: red } } p { ‸@nest b { color: red } }', KNOWN],
    ['p { ‸position: absolute } q { ‸position: f\\69xed } b { ‸position: var(--x) } i { ‸float: left }', PLACED],
    ['p { position: relative; ‸top: 1em; ‸inset-inline-start: 0; ‸order: 2 }', PLACED],
    ['.exhibit { ‸margin-top: -300px } p { margin: 0 -0px; ‸margin: 0 -1% ; ‸margin-inline: calc(2em * -1) }', PLACED],
    ['p { ‸opacity: 0.9; ‸-webkit-text-fill-color: red; ‸mask: none; ‸transform: none; ‸unicode-bidi: normal }', PLAIN],
    ['p { ‸animation: x 1s; ‸mix-blend-mode: screen; ‸filter: none; ‸clip-path: none; ‸scale: 1; ‸zoom: 2 }', PLAIN],
    ['p { text-decoration: underline; ‸text-decoration: red LINE-through; ‸text-decoration-line: var(--x) }', PLAIN],
    ['p { ‸-moz-transform: scale(0); ‸-moz-opacity: 0 }', PLAIN],
    ['@media screen and ‸(hover: none), print and ‸(orientation: portrait) { p { color: red } }', CONDITIONS],
    ['@media ‸(min-width: 60vw) { p { color: red } } @media ‸(width: calc(1px * 5)) { p { color: red } }', CONDITIONS],
    [
      '‸@supports (-moz-appearance: none) { .value { display: none } }',
      'write the declaration alone: a browser leaves out what it does not know',
    ],
    ['‸@container (width < 400px) { .value { display: none } }', 'use @media with a width'],
    ['section‸:target b, p:not(‸:-moz-x), a‸:visited, h2‸:hover { color: red }', CLASSES],
    ['.value‸::after, p‸:before, q‸::first-letter, td‸:first-\\6cine, li::marker { color: red }', ELEMENT],
  ])('%s', async (css, hint) => {
    const { text, columns } = marked(css);
    const found = await check(text);
    expect(found.map(({ place }) => place?.column)).toEqual(columns);
    for (const { rule, hint: advice } of found)
      expect({ rule, advice }).toEqual({ rule: 'style/refused', advice: hint });
  });
});

describe('what is no CSS is told where it starts', () => {
  test.each([
    ['p { color red }', 11],
    ['p { color: red } } q { color: red }', 18],
    ['a { b:hover { content: "x" } }', 13],
    ['p { color: {x} }', 12],
    ['p { color: red', 1],
    ['p { color: red } /* to the end', 18],
    ['p { color: red } /*/', 18],
    ['p { font-family: "x', 18],
    ['p{' + '&{'.repeat(50), 62],
  ])('%s', async (css, column) => {
    expect((await check(css)).map(({ rule, place }) => ({ rule, column: place?.column }))).toEqual([
      { rule: 'style/syntax', column },
    ]);
  });
});

test('style sheets that change colours, fonts, sizes, borders and breaks are accepted', async () => {
  const honest = `/* content: "x"; */
    @media print and (min-width: 40em) { h2 { break-before: page; color: var(--accent) !important } }
    .box { border: 1pt solid #123456; border-radius: 2px; padding: calc(1em + 2pt) 0 0; columns: 2 }
    section:has(> #sources) > ul { columns: 2; list-style: none; margin: 0 auto 1em }
    td:nth-child(-n + 3):not(.content) { font: italic 9pt/1.2 "Source Serif 4", serif; font-feature-settings: "tnum" }
    @page { margin: 20mm; @bottom-left { color: red } }
    p { &:first-child { font-weight: 700 } background: oklch(0.9 0.1 200) }`;
  expect(await check(honest)).toEqual([]);
  for (const brief of ['china-nonferrous', 'china-metal']) {
    expect(await check(await fs.readFile(`templates/${brief}/style.css`, 'utf8'))).toEqual([]);
  }
});

test.each([
  ['@media (min-width: 500px) and (max-width: 900px) { p { margin: 0 } }', [499, 500, 700, 900, 901]],
  [
    '@media (30em <= width) { p { margin: 0 } } @media screen and (max-width:480px) { p { margin: 0 } }',
    [479, 480, 481],
  ],
  ['@media (prefers-color-scheme: dark) { p { margin: 0 } } p { width: 500px }', []],
  ['@media (width > 0) { p { margin: 0 } }', []],
])('the widths of screens in `%s`', async (text, widths) => {
  expect(await widthsIn({ path: 'style.css', text })).toEqual(widths);
});

test('a style sheet has conditions of at most eight widths', async () => {
  const rules = (count: number): string =>
    Array.from({ length: count }, (_, at) => `@media (width < ${400 + at}px) { p { margin: 0 } }`).join('');
  expect(await check(rules(8) + rules(8))).toEqual([]);
  expect((await check(rules(9))).map(({ message }) => message)).toEqual([
    'conditions of more than 8 widths stand in this style sheet',
  ]);
});

test('all declarations are found with their text', async () => {
  const text = 'p { color: red; & b { margin : 0!important } }\n@page { size: A5 }';
  const found = await declarationsIn({ path: 'style.css', text });
  expect(found.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
    'color: red',
    'margin : 0!important',
    'size: A5',
  ]);
  expect(found.map(({ place }) => [place.line, place.column])).toEqual([
    [1, 5],
    [1, 23],
    [2, 9],
  ]);
});

test.each([
  ['@media print { p { margin: 0 } td { &.x { color: red } } } @page :first { margin: 0 }', true],
  ['/* on paper */ @MEDIA print{h2{color:red}}', true],
  ['', true],
  ['@media print { p { margin: 0 } } p { margin: 0 }', false],
  ['@media print, screen { p { margin: 0 } }', false],
  ['@media not print { p { margin: 0 } }', false],
  ['@media print or (width > 0) { p { margin: 0 } }', false],
  ['@media prin\\74 { p { margin: 0 } }', false],
])('whether `%s` is for paper alone', async (text, expected) => {
  expect(await isForPaper({ path: 'style.css', text })).toBe(expected);
});
