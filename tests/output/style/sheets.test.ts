import fs from 'node:fs';
import { expect, test } from 'vitest';
import { HAN_SCREEN_SHEET, HAN_SHEET, SCREEN_SHEET, STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { neededRules } from '../../../src/output/style/short-css.ts';

const FOLDER = 'src/output/style';

/** Without the spaces that a printed sheet does without. */
function squeezed(css: string): string {
  return css.replaceAll(/\s+/g, '');
}

test('every style sheet is printed, on paper or on screens', () => {
  const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.css'));
  expect(files.length).toBeGreaterThan(10);
  for (const name of files) {
    const rules = fs.readFileSync(`${FOLDER}/${name}`, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
    const [longest = name] = rules.split('\n').sort((a, b) => b.length - a.length);
    const printed = squeezed(name.endsWith('-screen.css') ? SCREEN_SHEET + HAN_SCREEN_SHEET : STYLE_SHEET + HAN_SHEET);
    expect(printed, name).toContain(squeezed(longest).replace(/;$/, ''));
  }
});

test('comments for those who write the style sheets are not printed', () => {
  expect(fs.readFileSync(`${FOLDER}/han.css`, 'utf8')).toMatch(/^\/\*/);
  expect(STYLE_SHEET + HAN_SHEET + SCREEN_SHEET + HAN_SCREEN_SHEET).not.toMatch(/prettier|Chinese pages/);
});

test('a page for the screen has no rules for classes that none of its elements has', () => {
  const sheet =
    'p{a:1}\n.x{a:2}.x .y{a:3}.y,em{a:4}p:has(.y){a:5}@page{margin:0;@top-left{a:6}}@media print{.y{a:7}.z>p{a:8}}';
  expect(neededRules(sheet, '<p class=z>no class=w <b class="x v">')).toBe(
    'p{a:1}\n.x{a:2}.y,em{a:4}p:has(.y){a:5}@page{margin:0;@top-left{a:6}}@media print{.z>p{a:8}}',
  );
  const every = [...(STYLE_SHEET + SCREEN_SHEET).matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name);
  expect(neededRules(STYLE_SHEET + SCREEN_SHEET, `<p class="${every.join(' ')}">`)).toBe(STYLE_SHEET + SCREEN_SHEET);
});

test('what is printed has no condition on a width, with which no page would be known from an earlier print', () => {
  expect(STYLE_SHEET).not.toMatch(/@media[^{]*width/);
  expect(SCREEN_SHEET).toMatch(/@media[^{]*width/);
});
