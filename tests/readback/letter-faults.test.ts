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
async function illegibleIn(style: string, words = 'lift'): Promise<string[]> {
  const html = `<!doctype html><html lang="en"><head><title>A</title><style>${OWN}b{font-weight:400}${style}</style></head>
    <body><h1>Trade, y, offices</h1><p>The <b>${words}</b> came.</p><div>Light on dark.</div>
    <svg role="img" aria-label="A" width="40" height="60"><text x="20" y="50" transform="rotate(-90 20 50)">up</text></svg>
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
