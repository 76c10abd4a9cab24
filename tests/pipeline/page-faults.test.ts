import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import type { Composition } from '../../src/pipeline/composition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { reportPaperFaults } from '../../src/pipeline/edition-print.ts';
import { renderPage, renderScreenPage } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import type { PageFault } from '../../src/output/look-in-page.ts';
import { lookAtScreens } from '../../src/output/page-look.ts';
import { lookAtPaper } from '../../src/output/pdf/print.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';
import { BRIEF, edit, makeRoot, TINY } from '../cli/root.ts';
import { LONG, oneIn } from '../long.ts';
import { built } from './builds.ts';

const browser = sharedBrowser();
let composition: Composition;
beforeAll(async () => {
  const charts = openChartThread();
  const [source] = await selectEditions(new Workspace(TINY), [], new Diagnostics());
  if (!source) throw new Error('the tiny brief has no edition');
  composition = await composeEdition(source, drawCharts(source, charts, new Diagnostics()), new Diagnostics());
  await charts.close();
});

/** A page whose style sheet has more rules, as a fault of Assay's own would. */
const withRules = (html: string, css: string): string => html.replace('</style>', () => `\n${css}</style>`);
const onPaper = (css: string): Promise<readonly PageFault[]> =>
  lookAtPaper(browser, withRules(renderPage(composition, 'A4'), css), []);
const onScreens = async (css: string): ReturnType<typeof lookAtScreens> =>
  lookAtScreens(browser, withRules(await renderScreenPage(composition), css));

/** Sheets that keep words from being read on every page, and what is said about the first words. */
const EVERYWHERE: readonly (readonly [css: string, why: string])[] = [
  ['.value { display: none }', 'is hidden'],
  ['strong { visibility: hidden }', 'is hidden'],
  ['td { color: transparent }', 'has the colour of its background'],
  ['main p { color: oklch(0.99 0 0); background: color(srgb 1 1 1) }', 'has the colour of its background'],
  ['td:first-child, th:first-child { font-size: 0 }', 'is too small'],
  ['td { font-size: 2px }', 'is too small'],
  ['p { text-indent: -9999px }', 'is outside the page'],
  ['main p { height: 2px; overflow: hidden; line-height: 30px }', 'is cut off'],
  ['main p { width: 5em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }', 'is cut off'],
  ['main p { letter-spacing: -0.5em }', 'is set too tight'],
  ['main p { line-height: 0.5 }', 'has lines on top of each other'],
  ['.exhibit { margin-top: calc(1px - 300px) }', 'is on top of what is before it'],
  ['tr { display: flex; flex-direction: row-reverse }', 'is not right of the cell before it'],
  ['tbody { display: flex; flex-direction: column-reverse }', 'is not below the row before it'],
  ['td { position: relative; --x: 0; margin: 0; display: block; height: 1px }', 'is not in its row'],
  ['td .value { display: inline-block; width: 1em }', 'stands out of its column'],
  [
    '.band p { max-width: 60px !important } p .value { white-space: normal; word-break: break-all; font-size: 40px }',
    'is torn between two lines',
  ],
  ['p { height: calc(1px * 1e9) }', 'is too long'],
  ['p { padding: 1e8px }', 'is too long'],
];

describe('what keeps words from being read is found on paper and on screens', () => {
  oneIn(4).each(EVERYWHERE)('%s', async (css, why) => {
    const paper = await onPaper(css);
    expect(paper.map((fault) => fault.why).join('; ')).toContain(why);
    const { faults } = await onScreens(css);
    expect(faults.map((fault) => fault.why).join('; ')).toContain(why);
  });
});

const CHART = `<div class=chart><svg width=90 height=20><text x=2 y=15 style="font: 12px sans-serif">October</text></svg></div>`;

test.each([
  ['.exhibit .chart svg, .chart.chart svg { letter-spacing: 1em }', ['is cut off by its chart']],
  ['body { letter-spacing: 1em; word-spacing: 1em; text-transform: uppercase }', []],
])(
  'a label that a style sheet widens is cut off by its chart; the text around a chart does not widen it: %s',
  async (sheet, why) => {
    const html = withRules(renderPage(composition, 'A4'), sheet).replace('</main>', `${CHART}</main>`);
    const faults = await lookAtPaper(browser, html, []);
    expect(faults.map((fault) => fault.why)).toEqual(why);
  },
);

test.each([
  ['@media screen { .value { display: none } }', '1280 pixels wide, light'],
  ['@media (width < 30em) { td { display: none } }', '360 pixels wide, light'],
  ['@media screen and (prefers-color-scheme: dark) { main p { color: #111 } }', '1280 pixels wide, dark'],
  ['@media (prefers-color-scheme: dark) and (width < 30em) { main td { font-size: 1px } }', '360 pixels wide, dark'],
])('a rule for some screens only is found there: %s', async (css, where) => {
  expect(await onPaper(css.replace('(width < 30em)', 'screen and (width < 30em)'))).toEqual([]);
  expect(await onScreens(css)).toMatchObject({ screen: where });
});

test.each([
  ['.exhibit.exhibit.exhibit { max-width: 20mm }', true],
  ['.exhibit.exhibit.exhibit { max-width: none } table { min-width: 300mm }', false],
])('of a table that is too wide it is known whether its exhibit has room next to it: %s', async (css, isNarrow) => {
  const wide = (await onPaper(css)).filter(({ table }) => table !== undefined);
  expect(wide.map((fault) => fault.isNarrow)).toContain(isNarrow);
  expect(wide.map((fault) => fault.isNarrow)).not.toContain(!isNarrow);
});

/** A table of two columns of figures that meet, or a list of two next to each other, with a space between them. */
const PAIRS = {
  columns: (space: string, left = '268\u202F400', right = '211\u202F500') =>
    `<table style="width:auto"><tr><th>Mehr<th>Räder<tr><td style="text-align:right;padding:0 ${space} 0 0">${left}<td style="padding:0">${right}</table>`,
  items: (space: string) =>
    `<ul style="display:flex;gap:${space};padding:0;list-style:none"><li style="margin:0"><span class=value>268\u202F400</span><li style="margin:0"><span class=value>211\u202F500</span></ul>`,
};

test.each([
  ['columns a space apart', PAIRS.columns('0.3em'), ['268 400', '211 500', 'Räder']],
  ['columns less than half an em apart', PAIRS.columns('0.4em'), ['268 400', '211 500', 'Räder']],
  ['columns without a space', PAIRS.columns('0'), ['268 400', '211 500', 'Räder']],
  ['columns wide apart', PAIRS.columns('0.7em'), undefined],
  ['a figure and words', PAIRS.columns('0.3em', '268', 'Räder'), undefined],
  ['figures with signs between them', PAIRS.columns('0.3em', '268', '−4'), undefined],
  ['items a space apart', PAIRS.items('0.3em'), ['268 400', '211 500']],
  ['items wide apart', PAIRS.items('0.7em'), undefined],
])('figures of different cells or items do not read as one number: %s', async (_name, markup, named) => {
  const add = (html: string): string => html.replace('</main>', () => `${markup}</main>`);
  const paper = await lookAtPaper(browser, add(renderPage(composition, 'A4')), []);
  const screens = await lookAtScreens(browser, add(await renderScreenPage(composition)));
  for (const faults of [paper, screens.faults]) {
    const said = faults.map(({ text, why }) => `${text} ${why}`.replaceAll('\u202F', ' '));
    expect(said.map((one) => (named ?? []).filter((name) => one.includes(name)))).toEqual(named ? [named] : []);
  }
});

test('a sheet that changes colours, fonts, sizes, borders and columns has no faults', async () => {
  const honest = `main p { color: #345; font: 700 9pt/1.2 sans-serif; columns: 2; letter-spacing: 0.02em }
    td, th { border: 2pt solid #ccc; padding: 1pt 4pt; background: #eef }
    .exhibit { border: 1pt solid red; padding: 8pt; margin: 2em 0 0 } h2 { text-transform: uppercase; font-size: 30pt }
    @media (prefers-color-scheme: dark) { td, th { background: #223 } }`;
  expect(await onPaper(honest)).toEqual([]);
  expect(await onScreens(honest)).toEqual({ screen: '', faults: [] });
});

/** What a build of the tiny brief says: the places, rules and messages. */
async function saidOf(change: (root: string) => Promise<void>): Promise<{ status: number | null; said: string[] }> {
  const root = await makeRoot(TINY);
  await change(root);
  const { status, stderr } = await built(root, { quiet: true });
  await fs.rm(root, { recursive: true });
  const said = stderr.split('\n').filter((line) => / (?:error|warning): /.test(line));
  return { status, said: said.map((line) => line.replaceAll(`${BRIEF}/`, '')) };
}

test('a page that keeps words from being read is output/illegible: one message for each kind of fault', async () => {
  const diagnostics = new Diagnostics();
  const faults = await onPaper('td { color: transparent } h2 { font-size: 1px }');
  reportPaperFaults(composition, { paper: 'A4', path: 'brief.pdf', faults }, diagnostics);
  expect(diagnostics.all.map(({ rule, path: file, message }) => [rule, file, message.replace(/".*"/, '…')])).toEqual([
    ['output/illegible', 'brief.pdf', '… on paper has the colour of its background'],
    ['output/illegible', 'brief.pdf', '… on paper is too small'],
  ]);
});

test('a page that fills more than 500 sheets is output/too-long, and not printed', async () => {
  const diagnostics = new Diagnostics();
  const faults = await onPaper('p { height: calc(1px * 1e9) }');
  reportPaperFaults(composition, { paper: 'A4', path: 'brief.pdf', faults }, diagnostics);
  expect(diagnostics.all.map(({ rule, path: file }) => [rule, file])).toEqual([['output/too-long', 'brief.pdf']]);
});

test('a table that is too wide is an error at its line, without a word about style sheets', LONG, async () => {
  const head = Array.from({ length: 16 }, (_, at) => `Column${'abcdefghijklmnop'[at]}`);
  const row = head.map(() => 'electricity');
  const table = [head, head.map(() => '---'), row].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const { status, said } = await saidOf((root) =>
    edit(root, `${BRIEF}/brief.md.hbs`, (text) =>
      text.replace('## Sources', () => `:::exhibit{#wide}\nWide\n\nWords\n\n${table}\n\nNotes.\n:::\n\n## Sources`),
    ),
  );
  expect(status).toBe(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^brief\.md\.hbs:32:1: error\D*\d+\D*A4 \(en\) \[output\/too-wide\]$/);
});

test('words of 240 letters break wherever they stand, on paper and on screens', LONG, async () => {
  const word = 'abcdefghijklmnopqrstuvwxyz'.repeat(10).slice(0, 240);
  const parts = [
    `Text ${word}, **${word}** and \`${word}\`.[^a]`,
    `- ${word}\n\n1. ${word}`,
    `> ${word}`,
    `> [!NOTE]\n> ${word}`,
    `${word}\n: ${word}`,
    `::::columns\n${word}\n\n${word}\n::::`,
    `### ${word} {#long}\n\nWords.`,
    `:::exhibit{#long-words}\n${word}\n\n${word}\n\n| A ${word} | B |\n| :-- | --: |\n| ${word} | ${word} |\n\n${word}\n:::`,
    `[^a]: ${word}`,
  ].join('\n\n');
  const { status, said } = await saidOf(async (root) => {
    await edit(root, `${BRIEF}/brief.md.hbs`, (text) => text.replace('## Sources', () => `${parts}\n\n## Sources`));
    await edit(root, `${BRIEF}/brief.md.hbs`, (text) => text.replace('::contents', () => `- ${word}\n\n::contents`));
    // Screens are looked at where a style says something of them.
    await fs.writeFile(path.join(root, BRIEF, 'style.yaml'), 'screen: { text: { measure: 38rem } }\n');
  });
  // That a long word fills no page is reported, and no fault.
  const faults = said.filter((line) => !line.endsWith('[output/empty-page]'));
  expect({ status, faults }).toEqual({ status: 0, faults: [] });
});
