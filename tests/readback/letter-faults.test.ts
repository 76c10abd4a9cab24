import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { printTagged } from '../../src/output/pdf/page-print.ts';
import { readPdf } from '../../src/readback/pdf-reader.ts';

let browser: BrowserSession;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
});
afterAll(() => browser.close());

const OWN =
  'body{font:16px "Source Serif 4","Noto Sans SC"}h1{font-family:"Source Sans 3"}div{background:#14313d;color:#eee}';

/** What cannot be read of a page that a browser prints as it is, with a word in a paragraph that has a style. */
async function illegibleIn(style: string, words = 'lift', labels = ''): Promise<string[]> {
  const html = `<!doctype html><html lang="en"><head><title>A</title><style>${OWN}b{font-weight:400}${style}</style></head>
    <body><h1>Trade, y, offices</h1><p>The <b>${words}</b> came.</p><div>Light on dark.</div>
    <svg role="img" aria-label="A" width="40" height="60"><text x="20" y="50" transform="rotate(-90 20 50)">up</text></svg>
    ${labels === '' ? '' : `<svg role="img" aria-label="B" width="200" height="90">${labels}</svg>`}
    </body></html>`;
  const pdf = await browser.use(async ({ page }) => {
    await page.setContent(html);
    return printTagged(page);
  });
  const { pieces, drawings } = await readPdf(pdf);
  return [...pieces, ...drawings].flatMap(({ illegible = [] }) =>
    illegible.map(({ text, fault }) => `${text.trim()}: ${fault}`),
  );
}

test.each([
  ['b{color:#fff}', 'lift: faint'],
  ['b{color:oklch(1 0 0)}', 'lift: faint'],
  ['b{color:#f2f2f2}', 'lift: faint'],
  ['b{color:#14313d;background:#1a3844}', 'lift: faint'],
  ['b{-webkit-text-fill-color:transparent}', 'lift: faint'],
  ['b{-webkit-text-stroke:9px #fff}', 'lift: faint'],
  ['body::after{content:"";position:fixed;inset:0;background:#fff}', 'Trade, y, offices: faint'],
  ['p{box-shadow:inset 0 0 0 99px #999}b{color:#999}', 'lift: faint'],
  ['b{font-size:2px}', 'lift: small'],
  ['b{display:inline-block;writing-mode:sideways-rl}', 'lift: turned'],
  ['b{letter-spacing:-.6em}', 'ft: covered'],
  ['b{margin-right:-35px}', 'l: covered'],
  ['div{margin-top:-37px;background:none;color:#000}', 'came.: covered'],
  ['p{margin-left:-11px}', 'T: cut off'],
])('with `%s` the page has "%s"', async (style, fault) => {
  expect(await illegibleIn(style)).toContain(fault);
});

test.each([
  ['', 'fi ffl Yy, f. ry i l 1 — -'],
  ['', '《铜、铝》：“增长”，（下降）。一'],
  ['b{color:#999}', '1 − i . -'],
  ['b{background:linear-gradient(#000,#333);color:#ccc}', 'lift'],
  ['b{text-transform:uppercase;font-style:italic;letter-spacing:-.03em}', 'quick lift'],
  ['b{border:1px solid;text-decoration:underline}', 'jumping'],
  ['b{font-size:8px}', 'i1l.,'],
  ['', 'e\u0301 x\u0302'],
  ['', 'soft\u00ADly and ra\u200Bther'],
])('with `%s` all of "%s" can be read', async (style, words) => {
  expect(await illegibleIn(style, words)).toEqual([]);
});

const slanted = (words: string, x: number, angle: number): string =>
  `<text x="${x}" y="80" font-size="11" transform="rotate(${angle} ${x} 80)">${words}</text>`;

test.each([-45, 45, -30, -60, -90])('labels that are turned by %i degrees can be read', async (angle) => {
  const labels = ['2024-Q3', '2024-Q4', '2025-Q1'].map((words, at) => slanted(words, 20 + 50 * at, angle)).join('');
  expect(await illegibleIn('', 'lift', angle > 0 ? labels.replaceAll('80', '10') : labels)).toEqual([]);
});

test('a slanted label that lies on another cannot', async () => {
  const labels = slanted('2024-Q3', 20, -45) + slanted('2025-Q1', 23, -45);
  expect((await illegibleIn('', 'lift', labels)).length).toBeGreaterThan(0);
});
