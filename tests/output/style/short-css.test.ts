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
  ['a { --empty: ; --list: b /* c */ d/**/e }', 'a{--empty:;--list:b d/**/e}'],
])('%s is written shorter', async (css, short) => {
  expect(await shortCss(css)).toBe(short);
});

test.each([
  `a{content:"  /* no comment */  {0.5 ; } "}`,
  `a{background:url(data:image/svg+xml;utf8,/*x*/0.5)}`,
  `@font-face{src:url("data:font/woff2;base64,AA /* 0.5 */  ;}")}`,
  `a{content:'never closed  ;\n}`,
])('%s stays as it is', async (css) => {
  expect(await shortCss(css)).toBe(css);
});
