import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkStyleSheet } from '../../src/brief/style-sheet.ts';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { inPage, type PageElement } from '../../src/browser/in-page.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';

let browser: BrowserSession;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
});
afterAll(() => browser.close());

/** Pieces of style sheets that parsers may take for different things, joined in any order. */
const PIECE = fc.constantFrom(
  ...'p|.value|p::after|p:before|td|&|a:hover|:is(p)|*|{|{|}|}|(|)|[|]|;|;|:|,| |\n|/*|*/|/**/|"|\'|\\|\\\n|<!--|-->|!important|@|'
    .split('|')
    .filter((piece) => piece !== ''),
  'content:"x"',
  'c\\6fntent:"x"',
  'content:attr(id)',
  'color:red',
  'color:red;',
  'margin:-3px',
  'margin:0',
  'position:fixed',
  'opacity:0',
  'background:url(x)',
  'background:u\\72l(x)',
  '--x:{content:"y"}',
  '--x:1',
  '@media print{',
  '@media screen{',
  '@supports (content:"x"){',
  '@import "x";',
  '@font-face{src:url(x)}',
  '@layer a{',
  '@page{',
  '@top-left{content:"z"}',
  'p{color:red}',
  'p{content:"x"}',
  'q{p{content:"x"}}',
  'q{&:hover{content:"x"}}',
);

const RULE = fc.constantFrom(
  'p{color:red;margin:0}',
  'td,q{& .value{color:blue}padding:1px}',
  '@media print{p{color:red}}',
  '@media (width>9px){p{--x:"content";color:var(--x)}}',
  '/* p{content:"x"} */',
  'p{font-family:"a;content:b",serif}',
  '@layer a{p:first-child{color:red}}',
);

/** Sound rules with a few pieces put in anywhere. */
const SHEET = fc
  .tuple(
    fc.array(RULE, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), PIECE), { minLength: 1, maxLength: 3 }),
  )
  .map(([rules, pieces]) =>
    pieces.reduce((text, [at, piece]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + piece + text.slice(offset);
    }, rules.join('')),
  );

/** What a browser makes of style sheets: the names of all properties, the selectors and the text of their rules. */
function rulesIn(document: PageElement, sheets: readonly string[]): readonly { names: string[]; texts: string[] }[] {
  return sheets.map((text) => {
    const element = document.createElement('style');
    element.textContent = text;
    document.head.append(element);
    const [names, texts]: [string[], string[]] = [[], []];
    const visit = (rule: PageElement): void => {
      texts.push(rule.cssText);
      if (rule.style) names.push(...rule.style);
      for (const inner of rule.cssRules ?? []) visit(inner);
    };
    for (const rule of element.sheet.cssRules) visit(rule);
    element.remove();
    return { names, texts };
  });
}

test('a browser finds nothing in an accepted style sheet that is refused', async () => {
  const sheets = fc.sample(SHEET, { numRuns: 2000, seed: 7 });
  const accepted: string[] = [];
  for (const text of sheets) {
    const diagnostics = new Diagnostics();
    await checkStyleSheet({ path: 'style.css', text }, diagnostics);
    if (!diagnostics.failed) accepted.push(text);
  }
  // Else the test says little.
  expect(accepted.length).toBeGreaterThan(50);
  const found = await browser.use(async ({ page }) => {
    await page.setContent('<!doctype html><title>x</title>');
    return inPage(page, rulesIn, accepted);
  });
  expect(found.filter(({ names }) => names.length > 0).length).toBeGreaterThan(50);
  for (const [index, { names, texts }] of found.entries()) {
    const refused = names.filter((name) => /^(?:content|position|opacity|margin)$/.test(name) && name !== 'margin');
    const pieces = texts.filter((text) =>
      /url\(|@import|@font-face|::?(?:after|before)/.test(text.replace(/"[^"]*"/g, '')),
    );
    expect({ sheet: accepted[index], refused, pieces }).toEqual({ sheet: accepted[index], refused: [], pieces: [] });
  }
});
