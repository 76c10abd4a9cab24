import { expect, test } from 'vitest';
import { HOUSE } from '../../../src/brief/house-style.ts';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import type { RedrawChart } from '../../../src/output/pdf/page-changes.ts';
import { printPdf, type PrintedPdf } from '../../../src/output/pdf/print.ts';
import type { SettledDrafts } from '../../../src/output/pdf/settled-print.ts';
import { paperStyle } from '../../../src/output/style/paper-size.ts';
import { STYLE_SHEET } from '../../../src/output/style/sheets.ts';
import { styleVariables } from '../../../src/output/style/variables.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';
import { LONG, oneIn } from '../../long.ts';

const browser = sharedBrowser();

const SHEET = `${styleVariables(HOUSE, 'paper')}${STYLE_SHEET}${paperStyle('A4')}`;
const svg = (height: number, label: string, left = 0): string =>
  `<svg width="100" height="${height}" viewBox="${left} 0 100 ${height}"><text y="20">${label}</text></svg>`;

/** What may differ between two pages that are otherwise the same. */
interface Variant {
  readonly word?: string;
  readonly note?: string;
  readonly figure?: string;
  readonly label?: string;
  /** Where the drawing of the chart begins. */
  readonly left?: number;
  /** The running title. */
  readonly title?: string;
  readonly style?: string;
  readonly lead?: string;
}

const SENTENCE = 'The harbour line carried more people in every month of the year than it did in the year before. ';

/** Two chapters on three pages: text with a note in its margin, a chart that may grow, and a table that may be split. */
function pageOf({
  word = 'river',
  note = 'Short.',
  figure = '120',
  label = 'a',
  left = 0,
  title = 'T',
  style = '',
  lead = 'x',
}: Variant): string {
  const rows = Array.from({ length: 24 }, (_, at) => `<tr><th scope="row">Line ${at}</th><td>${figure}</td></tr>`);
  const text = `<p>${SENTENCE.repeat(4)}The ${word} line did so, too.</p>`;
  const passage = `<div class="passage"><div class="passage-text" style="--row: 1">${text}</div><div class="margins" style="--row: 1 / 2"><aside class="margin"><p>${note}</p></aside></div></div>`;
  const chart = `<figure class="exhibit" id="a"><div class="chart" data-heights="150 400">${svg(200, label, left)}</div></figure>`;
  const table = `<div class="exhibit" id="tab" data-keep="" data-continued="Table 1, continued"><table><thead><tr><th>Line</th><th>People</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const chapter = (id: string, content: string): string =>
    `<section class="opens"><h2 id="${id}" data-chapter="H">H</h2>${content}</section>`;
  const body =
    chapter('one', passage + chart + table) + chapter('two', `<p class="lead">${lead}</p>${text.repeat(30)}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title><style>:root { --title: "${title}"; }${SHEET}${style}</style></head><body><main><h1>T</h1>${body}</main></body></html>`;
}

interface Outcome {
  readonly print: PrintedPdf;
  /** Whether the drafts of an earlier print were found. */
  readonly isKnown: boolean;
}

async function printed(
  html: string,
  known: Map<string, SettledDrafts>,
  redraw: RedrawChart = async (_id, height) => svg(height, 'a'),
): Promise<Outcome> {
  let isKnown = false;
  const drafts = {
    get(key: string) {
      isKnown = known.has(key);
      return known.get(key);
    },
    set: (key: string, settled: SettledDrafts) => known.set(key, settled),
  };
  const diagnostics = new Diagnostics();
  const print = await printPdf(browser, html, { date: new Date(0), path: 'x', redraw, drafts }, diagnostics);
  expect(diagnostics.all).toEqual([]);
  return { print, isKnown };
}

/** Whether a page is printed without drafts after another one was printed; then the print must be that of a first time. */
async function isKnownAfter(before: Variant, after: Variant, redraw?: RedrawChart): Promise<boolean> {
  const known = new Map<string, SettledDrafts>();
  await printed(pageOf(before), known);
  const { print, isKnown } = await printed(pageOf(after), known, redraw);
  if (isKnown) expect(print).toEqual((await printed(pageOf(after), new Map(), redraw)).print);
  return isKnown;
}

test('a page with other words and figures on as many lines is printed without drafts', async () => {
  const after = { word: 'lake', note: 'Other.', figure: '90', label: 'b', left: -9, title: 'Another' };
  expect(await isKnownAfter({}, after)).toBe(true);
});

const WORDS = 'three more words ';
const HIGH = '<span style="display: inline-block; height: 60px"></span>';
const link = (host: string): string => `<a class="out" href="https://${host}.example">there</a>`;
const KNOWS_DRAWINGS = '[viewBox^="-9"] { page-break-before: always; }';
const SHOWS_TITLE = '.lead::before { content: var(--title); }';
const KNOWS_LINKS = '.out { display: block } [href*="b.example"] { break-before: page; }';

oneIn(4).each<[string, Variant, Variant?]>([
  ['a word more is a line more', { word: `river ${SENTENCE.repeat(2)}` }],
  ['a note is higher', { note: SENTENCE.repeat(9) }],
  ['a figure takes two lines', { figure: '1<br>2' }],
  ['letters are of another size', { style: ':root { --text-size: 9pt; }' }],
  ['the paper is another one', { style: paperStyle('Letter') }],
  ['a page begins elsewhere', { style: '#tab { break-before: page; }' }],
  ['there is another element', { word: '<em>river</em>' }],
  [
    'another of its lines is the higher one',
    { lead: `${WORDS.repeat(9)}${HIGH}${WORDS}` },
    { lead: `${WORDS}${HIGH}${WORDS.repeat(9)}` },
  ],
  [
    'only paper has another width',
    { word: 'lake', style: '.lead { font-size: 3vw; }' },
    { style: '.lead { font-size: 3vw; }' },
  ],
  [
    'a style sheet knows what an element says',
    { word: link('b'), style: KNOWS_LINKS },
    { word: link('a'), style: KNOWS_LINKS },
  ],
  ['a style sheet knows where a drawing begins', { left: -9, style: KNOWS_DRAWINGS }, { style: KNOWS_DRAWINGS }],
  ['a title in the text takes a line more', { title: WORDS.repeat(9), style: SHOWS_TITLE }, { style: SHOWS_TITLE }],
])('a page has drafts of its own where %s', async (_why, after, before = {}) => {
  expect(await isKnownAfter(before, after)).toBe(false);
});

test('a chart that cannot be read at a height any more has the page printed with drafts', LONG, async () => {
  // The drafts are found, and do not help.
  expect(await isKnownAfter({}, { label: 'b' }, async () => undefined)).toBe(true);
});

test('drafts of another page do not count', async () => {
  const known = new Map<string, SettledDrafts>();
  await printed(pageOf({ word: SENTENCE.repeat(9) }), known);
  const [foreign] = known.values();
  const first = await printed(pageOf({}), known);
  const [, key = ''] = known.keys();
  const own = known.get(key);
  // Or it would not matter what resulted from the drafts.
  expect(own?.asked).not.toEqual(foreign?.asked);
  known.set(key, foreign as SettledDrafts);
  const again = await printed(pageOf({}), known);
  expect(again).toEqual({ ...first, isKnown: true });
  // and make place for its own
  expect(known.get(key)).toEqual(own);
});
