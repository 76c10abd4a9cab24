import { afterAll, beforeAll, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { type BrowserSession, openBrowser } from '../../../src/browser/browser.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';

let browser: BrowserSession;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
});
afterAll(() => browser.close());

/** What is said of a page with one figure in a paragraph on a coloured ground, and another beside it. */
async function saidOf(style: string, figures = '<span class="value">14.72 Mt</span>'): Promise<string[]> {
  const own = 'body{font-family:"Source Serif 4";background:#fff}p{background:#14313d;color:#eee}';
  const html = `<!doctype html><html lang="en"><head><title>A</title><style>${own}${style}</style></head>
    <body><h1>A</h1><p>It came to ${figures}.</p><div><span class="value">7 t</span></div></body></html>`;
  const diagnostics = new Diagnostics();
  await printPdf(browser, html, { date: new Date(0), path: 'brief.pdf' }, diagnostics);
  return diagnostics.all.map(({ rule, message, severity }) => `${severity} ${rule}: ${message}`);
}

test.each([
  ['color: #14313d', 'has the colour of its background'],
  ['color: transparent', 'has the colour of its background'],
  ['color: #1a3844', 'has the colour of its background'],
  ['font-size: 1px', 'is too small'],
  ['position: absolute; left: -999px', 'is outside the page'],
  ['position: absolute; top: -999px', 'is outside the page'],
  ['display: block; text-indent: 0; transform: scale(0)', 'is too small'],
])('a figure with `%s` %s', async (declarations, why) => {
  expect(await saidOf(`p .value{${declarations}}`)).toEqual([
    `error output/illegible: 14.72 Mt cannot be read: it ${why}`,
  ]);
});

test('a figure in a box that is shut is cut off', async () => {
  expect(
    await saidOf('p{height:0;overflow:hidden;margin-top:40px;padding:0}p .value{position:relative;top:30px}'),
  ).toEqual(['error output/illegible: 14.72 Mt cannot be read: it is cut off']);
});

test('a rule for print only is seen too', async () => {
  expect(await saidOf('@media print{p .value{color:#14313d}}')).toEqual([
    'error output/illegible: 14.72 Mt cannot be read: it has the colour of its background',
  ]);
});

test.each([
  '',
  'p .value{color:#8ab}',
  'p .value{opacity:0}',
  'p{background:linear-gradient(#000,#333)}',
  'p .value{color:color(srgb 1 0 0)}',
])('nothing is said of `%s`', async (style) => {
  expect(await saidOf(style)).toEqual([]);
});

test('of many figures ten are told one by one', async () => {
  const figures = Array.from({ length: 12 }, (_, at) => `<span class="value">${at} t</span>`).join(', ');
  const said = await saidOf('p .value{font-size:1px}', figures);
  expect(said).toHaveLength(11);
  expect(said).toContain('error output/illegible: 2 more figures cannot be read');
});
