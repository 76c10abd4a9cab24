import fs from 'node:fs';
import { expect, test } from 'vitest';
import { HAN_SCREEN_SHEET, HAN_SHEET, SCREEN_SHEET, STYLE_SHEET } from '../../../src/output/style/sheets.ts';

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

test('what is printed has no condition on a width, with which no page would be known from an earlier print', () => {
  expect(STYLE_SHEET).not.toMatch(/@media[^{]*width/);
  expect(SCREEN_SHEET).toMatch(/@media[^{]*width/);
});
