import { expect, test } from 'vitest';
import { shortCss } from '../../../src/output/style/short-css.ts';

test.each([
  ['/* why */ a > b , c ~ d {\n  color : red ;\n}\n', 'a>b,c~d{color :red}'],
  [
    'main > p:not(.a):has(+ ul, #x) :hover { margin: 0.5pt -0.25em 10.0pt; }',
    'main>p:not(.a):has(+ ul,#x) :hover{margin:.5pt -.25em 10.0pt}',
  ],
  [
    '@media screen and (width < 40rem) { a { width: calc( 1px + (2px - 0.5%) ) } }',
    '@media screen and (width < 40rem){a{width:calc(1px + (2px - .5%))}}',
  ],
  ['a { --list: b /* c */ d }', 'a{--list:b d}'],
])('%s is written shorter', (css, short) => {
  expect(shortCss(css)).toBe(short);
});

test.each([
  `a{content:"  /* no comment */  {0.5 ; } "}`,
  `@font-face{src:url("data:font/woff2;base64,AA /* 0.5 */  ;}")}`,
  `a{content:'  ; 0.5'}`,
])('%s stays as it is', (css) => {
  expect(shortCss(css)).toBe(css);
});
