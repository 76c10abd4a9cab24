import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import type { RenderedChart } from '../../src/chart/chart-model.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { renderHtml, renderScreen } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { printPdf } from '../../src/output/pdf/print.ts';
import type { Setting } from '../../src/readback/expected-output.ts';
import { readPdf } from '../../src/readback/pdf-reader.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { WARM_UP_TEXT, warmUp } from '../../src/readback/readback-worker.ts';
import { checkOutput } from '../../src/readback/readback.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';
import { TINY } from '../cli/root.ts';
import { fill, valueOf } from '../document/fill.ts';
import { LONG, oneIn } from '../long.ts';
import { readWithPdfJs } from './pdfjs-reader.ts';
import { agreed } from './second-reader.ts';
import { saying } from '../messages.ts';

const locale = 'en';
const LABELS = '<text x="1" y="10">+34.7%</text><text x="1" y="20">−15.4%</text>';
const CHART: RenderedChart = {
  name: 'growth',
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">${LABELS}</svg>`,
  standalone: '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"></svg>',
  width: 90,
  height: 30,
  title: 'Growth',
  description: 'Lithium 34.7%, cobalt −15.4%',
  values: [valueOf('34.7%'), valueOf('−15.4%')],
};

/** A brief with everything that may stand in one; its table takes more than a page. */
const ROWS = 70;
const TEXT = readFileSync(path.resolve('tests/readback/brief.md'), 'utf8').replace(
  'ROWS',
  Array.from({ length: ROWS }, (_, at) => `| Route ${'ABCDEFG'[at % 7]} | ⟦${1000 + at}⟧ | ⟦−${at}.5⟧ |`).join('\n'),
);

/** An exhibit with a table of more than a page. */
function longTable(id: string): string {
  const rows = Array.from({ length: ROWS }, (_, at) => `| ${id} | ⟦${at}⟧ |`);
  return `:::exhibit{#${id}}\nTitle\n\n| Name | ⟦"2025"⟧ |\n|---|--:|\n${rows.join('\n')}\n:::\n\n`;
}

const TORTURE = readFileSync(path.resolve('tests/readback/torture.md'), 'utf8');

interface Outputs {
  readonly document: BriefDocument;
  readonly markdown: string;
  /** The page that is printed as PDF, and that for the screen. */
  readonly paper: string;
  readonly screen: string;
}

/** The outputs of a filled template that may hold some numbers typed by hand. */
async function outputsOf(text: string, declared: readonly string[]): Promise<Outputs> {
  const diagnostics = new Diagnostics();
  const charts = new Map([['growth', CHART]]);
  const document = parseDocument(fill(text), charts, { locale, declared }, diagnostics);
  const [source] = await selectEditions(new Workspace(TINY), [], diagnostics);
  // what touches a figure is refused before anything is printed; it is read back all the same
  const said = diagnostics.all.filter(
    ({ rule }) => !['document/value-neighbour', 'document/period', 'document/label'].includes(rule),
  );
  expect(said.map(({ message }) => message)).toEqual([]);
  if (!source) throw new Error('no edition');
  return {
    document,
    markdown: renderGithub(document, { locale, charts: 'charts' }),
    paper: renderHtml(document, { locale }),
    screen: await renderScreen(document, { locale, edition: source.edition, drawings: [] }),
  };
}

const reader = openReadbackThread();
const browser = sharedBrowser();
let brief: Outputs;

beforeAll(async () => {
  brief = await outputsOf(TEXT, ['2000..2030', 'H₂O']);
});

/** What is reported of an output, each with the end of its rule's id and its place in the template. */
async function check(
  file: string,
  content: string | Uint8Array,
  { document, ...setting }: Partial<Setting> & Pick<Outputs, 'document'> = brief,
): Promise<string[]> {
  const diagnostics = new Diagnostics();
  await checkOutput(document, { locale, ...setting, path: `out/${file}`, content }, reader, diagnostics);
  return diagnostics.all.map(({ rule, message, place }) => {
    const where = place ? `${place.line}:${place.column} ` : '';
    return `${where}${rule.replace('output/readback-', '')} ${message.replace(/^out\//, '')}`;
  });
}

async function print(html: string): Promise<Uint8Array> {
  const diagnostics = new Diagnostics();
  const { pdf } = await printPdf(browser, html, { date: new Date(0), path: 'brief.md.hbs' }, diagnostics);
  return pdf;
}

/** Replaces the first of something that must be there. */
function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
}

test.each([
  ['a brief with everything in it', TEXT, ['2000..2030', 'H₂O']],
  ['two long tables side by side', `# Two {#top}\n\n::::columns\n${longTable('a')}${longTable('b')}::::\n`, []],
  ['a torture of figures, lists, marks and scripts', TORTURE, ['0..9999', '1.2.3', '²', '１２３', '①②', '½', '⅓', 'Ⅳ']],
])('what is printed of %s is what its document holds', async (_name, text, declared) => {
  const { document, markdown, screen, paper } = await outputsOf(text, declared);
  expect(await check('brief.md', markdown, { document })).toEqual([]);
  expect(await check('brief.html', screen, { document })).toEqual([]);
  const pdf = await print(paper);
  expect(await check('brief.pdf', pdf, { document })).toEqual([]);
  expect(agreed(await readPdf(pdf))).toEqual(agreed(await readWithPdfJs(pdf)));
});

// Without pdf.js, which gives the structure of all pages on each and so cannot tell whether one row goes on.
test('a row that is a whole table may go on over pages, and the next table is another one', LONG, async () => {
  const long = Array.from({ length: 1300 }, (_, at) => `word${'abcdefghij'[at % 10]}`).join(' ');
  const tables = [long, long, 'short'].map((words) => `| Name | ${words} |\n| --- | --- |`);
  const { document, paper } = await outputsOf(`# One {#top}\n\n${tables.join('\n\nThen:\n\n')}\n`, []);
  const pdf = await print(paper);
  expect(await check('brief.pdf', pdf, { document })).toEqual([]);
  const { tables: read, pages } = await readPdf(pdf);
  expect(read).toHaveLength(3);
  expect(pages).toBeGreaterThan(3);
});

/** What is done to an output, and what is then said about it. */
interface Tampering {
  readonly what: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly said: readonly string[];
}

function tamper(what: string, from: string | RegExp, to: string, ...said: readonly string[]): Tampering {
  return { what, from, to, said };
}

/** Rules that a brief's own style sheet may have. */
function style(rules: string, ...said: readonly string[]): Tampering {
  return tamper(rules, '</style>', `${rules}</style>`, ...said);
}

describe('in Markdown', () => {
  oneIn(3).each([
    tamper(
      'a digit',
      '**14.72\u00A0kt\u00A0<sup>◆',
      '**14.73\u00A0kt\u00A0<sup>◆',
      '16:3 changed brief.md, line 14: … 14.72 kt ◆, p … "14.73 kt ◆, p"',
    ),
    tamper('a minus', 'fell −10.4%', 'fell 10.4%', '18:8 changed brief.md, line 15: … -10.4% … "fell 10.4%"'),
    tamper(
      'a minus in code',
      '<= −368.42',
      '<= 368.42',
      '37:59 changed brief.md, line 41: … -368.42 … "A link. Inline a <= 368.42 t and H₂O at 30 m², 2."',
    ),
    tamper(
      'a unit',
      '81.75\u00A0million people',
      '81.75\u00A0billion people',
      '3:27 changed brief.md, line 5: … 81.75 million people … "rose 3.9% to 81.75 billion people."',
    ),
    tamper(
      'one end of a range',
      '5.2 to 5.4%',
      '5.2 to 5.5%',
      '26:19 changed brief.md, line 30: … 5.2 to 5.4% … "The margin was 5.2 to 5.5%, or over"',
    ),
    tamper(
      'a qualifier',
      ' over 12,000',
      ' 12,000',
      '26:45 changed brief.md, line 30: … over 12,000 … "was 5.2 to 5.4%, or 12,000:"',
    ),
    tamper(
      'a flag',
      'at 14.72\u00A0kt\u00A0◆',
      'at 14.72\u00A0kt',
      '25:16 changed brief.md, line 29: … 14.72 kt ◆ … "Freight, at 14.72 kt, fell -10.4%."',
    ),
    tamper(
      'a flag too many',
      '42.5%',
      '42.5% <sup>p</sup>',
      '130:10 changed brief.md, line 138: … 42.5% … "The end: 42.5% p."',
    ),
    tamper(
      'a date',
      'CNIA, 2026-02-04',
      'CNIA, 2026-02-05',
      'changed brief.md, line 49: … 04 … "Source: CNIA, 2026-02-05."',
    ),
    tamper('a number too many', 'The end:', 'The 1st end:', 'extra brief.md, line 138: … 1 … "The 1st end: 42.5%."'),
    tamper(
      'a number in raw HTML',
      'The end:',
      'The <b title="1">7th</b> end:',
      'extra brief.md, line 138: … 7 … "The 7th end: 42.5%."',
    ),
    tamper(
      'a row less',
      /\| Route C \| 1009 .*\n/,
      '',
      '56:13 rows brief.md, line 61: … 2 … 70 … 71',
      '65:13 missing brief.md, line 71: … 1009 … "-8.5"',
      '65:22 missing brief.md, line 71: … -9.5 … "-8.5"',
    ),
    tamper(
      'two figures swapped',
      '1009 | −9.5 |',
      '−9.5 | 1009 |',
      '65:13 missing brief.md, line 71: … 1009 … "-8.5"',
      'extra brief.md, line 72: … 1009 … "1009"',
    ),
    tamper(
      'a paragraph less',
      /The end: .*/,
      '',
      '130:10 missing brief.md, line 136: … 42.5% … "What is left in 2026"',
    ),
    tamper('an item with another number', /^3\. See/m, '4. See', 'extra brief.md, line 33: … 4 … "4"'),
    tamper(
      'words for a picture',
      'Lithium 34.7%',
      'Lithium 34.8%',
      '42:1 words brief.md, line 47: … "Growth. Lithium 34.8%, cobalt −15.4%" … "Growth. Lithium 34.7%, cobalt −15.4%"',
    ),
    tamper('the title of a link', '"See 99 t"', '"See 9 t"', '37:36 words brief.md, line 41: … "See 9 t" … "See 99 t"'),
    tamper('a word', 'The end:', 'The very end:', '130:1 text brief.md, line 138: … "very" … "is left in 2026 The"'),
    tamper(
      'two words swapped',
      'Freight, at',
      'at Freight,',
      '25:4 text brief.md, line 29: … "at" … "in 2026 Freight fell"',
    ),
    tamper(
      'a sign',
      'The end: ',
      'The end: not < ',
      '130:10 text brief.md, line 138: … "not <" … "left in 2026 The end:"',
    ),
    tamper('no picture', /!\[.*\)/, '', '42:1 words brief.md: … "Growth. Lithium 34.7%, cobalt −15.4%"'),
  ])('$what', async ({ from, to, said }) => {
    expect(await check('brief.md', change(brief.markdown, from, to))).toEqual(said.map(saying));
  });
});

describe('in HTML', () => {
  oneIn(3).each([
    tamper(
      'a word more',
      'The end: ',
      'The end is not: ',
      '130:1 text brief.html: … "is not" … "left in 2026 The end"',
    ),
    tamper('a link less', '>Skip to the text<', '><', 'text brief.html: "Skip to the text" …'),
    tamper(
      'a digit',
      'at <span class=value>14.72',
      'at <s>1</s><span class=value>14.72',
      '25:16 changed brief.html: … 14.72 kt ◆ … "Freight, at 114.72 kt ◆, fell -10.4%."',
    ),
    tamper(
      'a row less',
      /<tr><th[^>]*>Route C<.*?(?=<tr>)/,
      '',
      '56:13 rows brief.html: … 1 … 70 … 71',
      '58:13 missing brief.html: … 1002 … "-1.5"',
      '58:22 missing brief.html: … -2.5 … "-1.5"',
    ),
    tamper(
      'a hidden row',
      /<tr>(?=<th[^>]*>Route C<)/,
      '<tr hidden>',
      '56:13 rows brief.html: … 1 … 70 … 71',
      '58:13 missing brief.html: … 1002 … "-1.5"',
      '58:22 missing brief.html: … -2.5 … "-1.5"',
    ),
    tamper('a table more', '</main>', '<table><tr><td>none</td></tr></table></main>', 'rows brief.html: … 2 … 1'),
    tamper(
      'words for a picture',
      /aria-label="Growth[^"]*"/,
      'aria-label="Growth"',
      '42:1 words brief.html: … "Growth" … "Growth. Lithium 34.7%, cobalt −15.4%"',
    ),
  ])('$what', async ({ from, to, said }) => {
    const found = await check('brief.html', change(brief.screen, from, to));
    // the line depends on the style sheet before it
    expect(found.map((message) => message.replace(/, line \d+/, ''))).toEqual(said.map(saying));
  });
});

const HIDDEN = '130:10 missing brief.pdf, page 3: … 42.5% … "What is left in 2026"';

describe('in a PDF', () => {
  oneIn(3).each([
    tamper('a word less', 'The end: ', 'The: ', '130:1 text brief.pdf, page 3: "end" … "is left in 2026 The"'),
    tamper('a name', 'Route C', 'Route D', '58:3 text brief.pdf, page 1: "C" … "D" … "1001 -1.5 Route"'),
    style(
      '.title { display: none }',
      'missing brief.pdf, page 1: … 2020 … "Figure 1"',
      'missing brief.pdf, page 1: … 2025 … "Table 1"',
    ),
    style('h2, .title { text-transform: uppercase }'),
    tamper(
      'a row less',
      /<tr><th[^>]*>Route C<.*?<\/tr>/,
      '',
      '56:13 rows brief.pdf, page 1: … 1 … 70 … 71',
      '58:13 missing brief.pdf, page 1: … 1002 … "-1.5"',
      '58:22 missing brief.pdf, page 1: … -2.5 … "-1.5"',
    ),
    tamper(
      'two figures swapped',
      /(>)(1009)(<.*?>)(−9.5)(<)/,
      '$1$4$3$2$5',
      '65:13 missing brief.pdf, page 2: … 1009 … "-8.5"',
      'extra brief.pdf, page 2: … 1009 … "1009"',
    ),
    tamper(
      'words for a picture',
      /aria-label="Growth[^"]*"/,
      'aria-label="Growth"',
      '42:1 words brief.pdf, page 1: … "Growth" … "Growth. Lithium 34.7%, cobalt −15.4%"',
    ),
    tamper(
      'a label of a picture',
      '>+34.7%</text>',
      '>+34.8%</text>',
      '42:1 words brief.pdf, page 1: … 1 … "+34.8% −15.4%" … "+34.7% −15.4%"',
    ),
    tamper(
      'a number before a page number',
      /(<span class="page" data-page-of="left">)/,
      ' 1 $1',
      'extra brief.pdf, page 1: … 1 … "What is left in 2026 1 3"',
    ),
    style(
      '@page{@bottom-left{content:"page 77"}}',
      'extra brief.pdf, page 1: … "page 77" …',
      'extra brief.pdf, page 2: … "page 77" …',
      'extra brief.pdf, page 3: … "page 77" …',
    ),
    style('#left::after{content:" 42"}', 'extra brief.pdf, page 3: … "42" …'),
    style('#left::after{content:" 3"}', 'extra brief.pdf, page 3: … "3" …'),
    style('#left ~ p .value{display:none}', HIDDEN),
    style('#left ~ p .value{opacity:0}', HIDDEN),
    style('#left ~ p .value{position:relative;left:-900pt}', HIDDEN),
    style('#left ~ p{height:0;overflow:hidden}', HIDDEN),
    style(
      '.flag{display:none}',
      '11:3 changed brief.pdf, page 1: … 81.75 m p … "81.75 m"',
      '16:3 changed brief.pdf, page 1: … 14.72 kt ◆, p … "14.72 kt"',
      '25:16 changed brief.pdf, page 1: … 14.72 kt ◆ … "Freight, at 14.72 kt, fell -10.4%."',
    ),
    style(
      '.unit{text-transform:uppercase}',
      '3:27 changed brief.pdf, page 1: … 81.75 million people … "rose 3.9% to 81.75 MILLION PEOPLE."',
      '11:3 changed brief.pdf, page 1: … 81.75 m p … "81.75 M"',
      '16:3 changed brief.pdf, page 1: … 14.72 kt ◆, p … "14.72 KT"',
      '25:16 changed brief.pdf, page 1: … 14.72 kt ◆ … "Freight, at 14.72 KT ◆, fell -10.4%."',
      '31:13 changed brief.pdf, page 1: … 7 t … "Quoted: 7 T至13,202 千瓦时/吨，长9 车。"',
      '37:83 changed brief.pdf, page 1: … 30 m² … "-368.42 t and H₂O at 30 M², 2."',
    ),
  ])('$what', async ({ from, to, said }) => {
    expect(await check('brief.pdf', await print(change(brief.paper, from, to)))).toEqual(said.map(saying));
  });
});

test('the edge of a page may hold what a house repeats there', async () => {
  const added = '@page{@bottom-left{content:"Report 77"}}';
  const pdf = await print(change(brief.paper, '</style>', `${added}</style>`));
  expect(await check('brief.pdf', pdf, { ...brief, pageHead: 'Report 77' })).toEqual([]);
});

test('a figure in digits that no font has is missed', async () => {
  const { document, paper: page } = await outputsOf('# Ferries {#top}\n\nIn all ⟦٤٢⟧.\n', []);
  expect(await check('brief.pdf', await print(page), { document })).toEqual([
    saying('3:8 changed brief.pdf, page 1 … ٤٢ … "In all �٢."'),
  ]);
});

test('a picture is read where it stands: in a cell of a table, in a line of text, on the page of those before it', async () => {
  const limit = { printed: [2, 4], corrected: [0.2, 0.4] } as const;
  const tokens = new TokenRegistry();
  const picture = (text: string): string => {
    const trend = { address: 'output.copper@2025', members: new Map(), points: [], limit, text };
    return tokens.add({ kind: 'trend', trend, text });
  };
  const table = `| A | B |\n|---|---|\n| a | ${picture('Copper')} |\n`;
  const markdown = `# T {#t}\n\nFirst.\n\n::page\n\n## S {#s}\n\n${table}\nThe limit: ${picture('Lead')}\n\n- And ${picture('Tin')}\n`;
  const filled = { markdown, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale }, new Diagnostics());
  const pdf = await print(renderHtml(document, { locale }));
  expect(await check('brief.pdf', pdf, { document })).toEqual([]);
  const { alternatives } = await readPdf(pdf);
  expect(alternatives.map(({ text, at }) => [text, at])).toEqual([
    ['Copper', 2],
    ['Lead', 2],
    ['Tin', 2],
  ]);
});

test('the warm-up reads a page as that of a print is read', async () => {
  const { pieces, artifacts, pages } = await warmUp();
  expect(pages).toBe(1);
  expect(pieces.flatMap(({ text }) => text.trim() || [])).toEqual([WARM_UP_TEXT]);
  expect(pieces.flatMap(({ illegible = [] }) => illegible)).toEqual([]);
  expect(artifacts).toMatchObject([{ text: '1', at: 1 }]);
});
