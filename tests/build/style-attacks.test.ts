import { beforeAll, describe, expect, test } from 'vitest';
import { checkStyleSheet } from '../../src/brief/style-sheet.ts';
import type { Composition } from '../../src/build/composition.ts';
import { drawCharts } from '../../src/build/edition-charts.ts';
import { checkRendering, printPaper, renderScreenPage } from '../../src/build/edition-rendering.ts';
import { selectEditions } from '../../src/build/edition-selection.ts';
import { checkScreens, reportPaperFaults } from '../../src/build/page-faults.ts';
import { checkPrint } from '../../src/build/print-check.ts';
import { composeEdition } from '../../src/build/compose-edition.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { TINY } from '../cli/root.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';

const readback = openReadbackThread();
const environment = {};
const browser = sharedBrowser();
let tiny: Composition;
beforeAll(async () => {
  const charts = openChartThread();
  const [source] = await selectEditions(new Workspace(TINY), [], new Diagnostics());
  if (!source) throw new Error('the tiny brief has no edition');
  tiny = await composeEdition(source, drawCharts(source, charts, new Diagnostics()), new Diagnostics());
  await charts.close();
});

/** The tiny edition with a style sheet of its brief. */
function withStyle(text: string): Composition {
  const brief = { ...tiny.source.brief, style: { path: 'style.css', text } };
  return { ...tiny, source: { ...tiny.source, brief } };
}

/** What a build says of a style sheet: `line:column rule`, each once. */
async function judged(css: string): Promise<string[]> {
  const diagnostics = new Diagnostics();
  const composition = withStyle(css);
  await checkStyleSheet({ path: 'style.css', text: css }, diagnostics);
  if (!diagnostics.failed) {
    const printed = await printPaper(composition, 'A4', { browser, environment }, diagnostics);
    const { faults } = printed;
    const page = { paper: 'A4' as const, path: 'brief.pdf', faults };
    if (faults.length > 0) await reportPaperFaults(composition, page, browser, diagnostics);
    else await checkPrint(composition, printed, { browser, readback, environment }, diagnostics);
    const screen = { path: 'brief.html', html: await renderScreenPage(composition) };
    if (!diagnostics.failed) await checkScreens(composition, screen, browser, diagnostics);
  }
  const places = diagnostics.all.map(({ place, path }) => (place ? `${place.line}:${place.column}` : path));
  return [...new Set(places.map(String))];
}

/** Whether reading the PDF back, without any look at the style sheet or at the page, finds a difference. */
async function isReadBack(css: string): Promise<boolean> {
  const { pdf } = await printPaper(withStyle(css), 'A4', { browser, environment }, new Diagnostics());
  const problems = new Diagnostics();
  await checkRendering(tiny, { name: 'brief.pdf', content: pdf }, readback, problems);
  return problems.failed;
}

const COVER = 'content:"";position:fixed;inset:0;background:#fff';

/** Attacks on what is printed. `page`: only the look at the page or at the style sheet finds it, not reading back. */
const ATTACKS: readonly (readonly [css: string, foundBy?: 'page'])[] = [
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
  ['.value{text-decoration:line-through 1em}', 'page'],
  ['.value{-webkit-text-stroke:9px #fff}'],
  ['main p{box-shadow:inset 0 0 0 99em #1b1b1b;color:#1b1b1b}'],
  ['.value{text-shadow:0 0 0 #000,.4em 0 0 #000}', 'page'],
  ['@page{@bottom-left{content:"None of this is true"}}'],
  ['tbody tr:nth-child(1){position:relative;top:1.7em}tbody tr:nth-child(2){position:relative;top:-1.7em}', 'page'],
  ['tr{display:flex;flex-direction:row-reverse}', 'page'],
  ['strong{display:none}'],
  ['h1{visibility:hidden}'],
  ['main p{text-indent:-900pt}'],
  ['main p{height:1em;overflow:hidden}', 'page'],
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

describe('an attack ends with a message at its declaration', () => {
  test.each(ATTACKS.map(([css]) => [css] as const))('%s', async (css) => {
    const places = await judged(`h2 { margin-top: 20pt }\n${css}`);
    expect(places).not.toEqual([]);
    expect(places.filter((place) => !place.startsWith('2:'))).toEqual([]);
  });
});

test('what is hidden only at a width that the style sheet names is found', async () => {
  const css = '@media screen and (min-width: 700px) and (max-width: 800px) { .value { display: none } }';
  expect(await judged(css)).toEqual(['1:72']);
});

describe('reading back finds it, without a look at the style sheet or the page', () => {
  test.each(ATTACKS.flatMap(([css, foundBy]) => (foundBy === 'page' ? [] : [[css] as const])))('%s', async (css) => {
    expect(await isReadBack(css)).toBe(true);
  });
});

test.each(HONEST.map((css) => [css] as const))('nothing is said of %s', async (css) => {
  expect(await judged(css)).toEqual([]);
  expect(await isReadBack(css)).toBe(false);
});
