import { beforeAll, describe, expect } from 'vitest';
import type { Composition } from '../../src/pipeline/composition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { checkRendering, renderPage, renderScreenPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { lookAtScreens } from '../../src/output/page-look.ts';
import { lookAtPaper, printPdf } from '../../src/output/pdf/print.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { TINY } from '../cli/root.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';
import { oneIn } from '../long.ts';

const readback = openReadbackThread();
const browser = sharedBrowser();
let tiny: Composition;
beforeAll(async () => {
  const charts = openChartThread();
  const [source] = await selectEditions(new Workspace(TINY), [], new Diagnostics());
  if (!source) throw new Error('the tiny brief has no edition');
  tiny = await composeEdition(source, drawCharts(source, charts, new Diagnostics()), new Diagnostics());
  await charts.close();
});

/** A page whose style sheet has more rules, as a fault of Assay's own would. */
const withRules = (html: string, css: string): string => html.replace('</style>', () => `\n${css}</style>`);

/** Whether a look at the page, on paper and on screens, finds a fault. */
async function isSeen(css: string): Promise<boolean> {
  const paper = await lookAtPaper(browser, withRules(renderPage(tiny, 'A4'), css), []);
  const { faults } = await lookAtScreens(browser, withRules(await renderScreenPage(tiny), css));
  return paper.length + faults.length > 0;
}

/** Whether reading the PDF back finds a difference. */
async function isReadBack(css: string): Promise<boolean> {
  const options = { path: 'brief.pdf', date: new Date(0), author: 'A', description: 'B' };
  const html = withRules(renderPage(tiny, 'A4'), css);
  const { pdf } = await printPdf(browser, html, options, new Diagnostics());
  const problems = new Diagnostics();
  await checkRendering(tiny, { name: 'brief.pdf', content: pdf }, readback, problems);
  return problems.failed;
}

const COVER = 'content:"";position:fixed;inset:0;background:#fff';

/** What a wrong style sheet may do to a page. `look`: reading back does not find it, the look at the page does. */
const ATTACKS: readonly (readonly [css: string, foundBy?: 'look' | 'nothing'])[] = [
  ['.value::before{content:"−"}'],
  ['.value::after{content:"%"}'],
  ['.value::after{content:" million"}'],
  ['strong::before{content:"not "}'],
  [`body::after{${COVER}}`],
  ['td{position:relative}td::after{content:"";position:absolute;inset:0;background:#fff}'],
  ['.value{-webkit-text-fill-color:transparent}'],
  ['.value{color:oklch(1 0 0)}'],
  ['td:first-child,th:first-child{font-size:0}'],
  ['.exhibit{margin-top:-300px}'],
  ['.value{opacity:.01}'],
  ['.value{filter:opacity(0)}'],
  ['.value{display:inline-block;clip-path:inset(50%)}'],
  ['.value{mix-blend-mode:screen}'],
  ['.value{display:inline-block;transform:scale(.01)}'],
  ['.value{-webkit-mask:linear-gradient(transparent,transparent)}'],
  ['li::marker{content:"not "}'],
  ['ul{list-style-type:"not "}'],
  ['p{direction:rtl;unicode-bidi:bidi-override}'],
  ['.value{-webkit-text-security:disc}'],
  ['.value{letter-spacing:1em}'],
  ['.value{letter-spacing:-.6em}'],
  ['.value{display:inline-block;transform:scaleX(-1)}'],
  ['.value{display:inline-block;rotate:180deg}'],
  ['main p{width:5em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}'],
  ['.value{-webkit-text-stroke:9px #fff}'],
  ['main p{box-shadow:inset 0 0 0 99em #1b1b1b;color:#1b1b1b}'],
  ['@page{@bottom-left{content:"None of this is true"}}'],
  ['tbody tr:nth-child(1){position:relative;top:1.7em}tbody tr:nth-child(2){position:relative;top:-1.7em}', 'look'],
  ['tr{display:flex;flex-direction:row-reverse}', 'look'],
  ['strong{display:none}'],
  ['h1{visibility:hidden}'],
  ['main p{text-indent:-900pt}'],
  ['main p{height:1em;overflow:hidden}', 'look'],
  ['.value{font-size:1px}'],
  ['.value{color:#fefefe}'],
];

/** Style sheets that an honest author writes. */
const HONEST = [
  'main p{color:#345;font:700 9pt/1.3 sans-serif}h2{text-transform:uppercase;font-size:20pt}',
  'td,th{border:1pt solid #ccc;padding:1pt 4pt}@media print{td,th{background:#eef}}.exhibit{border:1pt solid red;padding:8pt}',
  '.value{color:#060;font-style:italic;font-weight:700;text-decoration:underline}li{margin:4pt 0}',
  '@media print{main{columns:2}}h2{break-before:page}.box{background:#222;color:#eee}',
];

describe('reading back finds what a style sheet does to figures', () => {
  oneIn(4).each(ATTACKS.flatMap(([css, foundBy]) => (foundBy === undefined ? [[css] as const] : [])))(
    '%s',
    async (css) => {
      expect(await isReadBack(css)).toBe(true);
    },
  );
});

describe('a look at the page finds what reading back does not', () => {
  oneIn(4).each(ATTACKS.flatMap(([css, foundBy]) => (foundBy === 'look' ? [[css] as const] : [])))(
    '%s',
    async (css) => {
      expect(await isSeen(css)).toBe(true);
    },
  );
});

oneIn(2).each(HONEST.map((css) => [css] as const))('nothing is said about %s', async (css) => {
  expect(await isSeen(css)).toBe(false);
  expect(await isReadBack(css)).toBe(false);
});
