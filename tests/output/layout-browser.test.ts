import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { moveLongMargins } from '../../src/output/pdf/print.ts';
import { keepWordsBeforeFigures, leadFromLastWords } from '../../src/output/pdf/settled-print.ts';
import { valueOf } from '../document/fill.ts';

let browser: BrowserSession;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
});
afterAll(() => browser.close());

const TREND = {
  address: 'tin@2020..2022',
  members: new Map<string, string>(),
  points: [valueOf('1 t'), valueOf('3 t'), valueOf('2 t')],
  text: 'Tin: rose from 1 t to 2 t',
};

const LIMIT = { ...TREND, points: [], limit: { printed: [2, 4], corrected: [0.2, 0.4] } as const };

const RANGE = '8,174.5 至 8,175.5\u00A0万吨';

const WORDY = '3,586.2\u00A0billion tonne-kilometres';
const PROVISIONAL = valueOf(WORDY).with({ flags: ['provisional'] });

const CHART = {
  name: 'tin',
  svg: '<svg id="drawing" width="300" height="80"></svg>',
  standalone: '',
  width: 300,
  height: 80,
  title: 'Tin',
  description: 'Tin.',
  values: [],
};

/** The page of a text in which some words stand for what templates print. */
function pageOf(markdown: string): string {
  const tokens = new TokenRegistry();
  const text = markdown
    .replaceAll('TREND', () => tokens.add({ kind: 'trend', trend: TREND, text: TREND.text }))
    .replaceAll('LIMIT', () => tokens.add({ kind: 'trend', trend: LIMIT, text: LIMIT.text }))
    .replaceAll('DATE', () => tokens.add({ kind: 'text', text: '2025年12月31日' }))
    .replaceAll('FLAGGED', () => tokens.add({ kind: 'value', text: WORDY, value: PROVISIONAL, place: undefined }))
    .replaceAll('RANGE', () => tokens.add({ kind: 'value', text: RANGE, value: valueOf(RANGE), place: undefined }));
  const filled = { markdown: `# T {#t}\n\n## S {#s}\n\n${text}`, tokens, placeOf: () => undefined };
  const diagnostics = new Diagnostics();
  const locale = markdown.includes('RANGE') ? 'zh-CN' : 'en';
  const document = parseDocument(filled, new Map([['tin', CHART]]), { locale }, diagnostics);
  expect(diagnostics.all).toEqual([]);
  return renderHtml(document, { locale, paper: 'A4' });
}

/** Where the content of the elements that selectors find stands in print: left, top, right, bottom. */
async function boxes(markdown: string, ...selectors: readonly string[]): Promise<number[][][]> {
  const html = pageOf(markdown);
  return browser.use(async ({ page }) => {
    await page.setViewport({ width: 642, height: 900 });
    await page.setContent(html);
    await page.emulateMediaType('print');
    await moveLongMargins(page);
    const found: number[][][] = [];
    for (const selector of selectors) {
      found.push(
        await page.$$eval(selector, (elements) =>
          elements.map((element) => {
            const ink = element.ownerDocument.createRange();
            ink.selectNodeContents(element);
            const { left, top, right, bottom } = (element.matches('svg') ? element : ink).getBoundingClientRect();
            return [left, top, right, bottom].map(Math.round);
          }),
        ),
      );
    }
    return found;
  });
}

function meet([left = 0, top = 0, right = 0, bottom = 0]: number[], other: number[]): boolean {
  const [l = 0, t = 0, r = 0, b = 0] = other;
  return left < r && l < right && top < b && t < bottom;
}

test.each([
  ['the only note', 'TREND'],
  ['a note with words', 'up in a year that was long and wet TREND'],
  ['under words that are long', 'up in a year that was long and wet\n\n  TREND'],
])('a trend that is %s stands on no figure and on no words', async (_, notes) => {
  const item = `- Tin\n\n  some thousand tonnes\n\n  ${notes}\n`;
  const [trends = [], words = []] = await boxes(
    `:::box{#b}\n${item}${item}${item}:::\n`,
    '.trend',
    '.box p:not(:has(.trend))',
  );
  expect(trends).toHaveLength(3);
  for (const trend of trends) expect(words.some((other) => meet(trend, other))).toBe(false);
});

test('a trend stands at the right of its item where one has words before it, and else below its figure', async () => {
  const item = (notes: string) => `- Tin\n\n  five\n\n  ${notes}\n`;
  const lefts = async (first: string, second: string): Promise<number[]> => {
    const [trends = [], labels = []] = await boxes(
      `:::box{#b}\n${item(first)}${item(second)}:::\n`,
      '.trend',
      '.box .label',
    );
    return trends.map(([left = 0], at) => left - (labels[at]?.[0] ?? 0));
  };
  const [nextTo = 0, alone = 0] = await lefts('up\n\n  TREND', 'TREND');
  // Places are rounded to pixels.
  expect(Math.abs(alone - nextTo)).toBeLessThan(2);
  expect(nextTo).toBeGreaterThan(100);
  for (const left of await lefts('TREND', 'TREND')) expect(Math.abs(left)).toBeLessThan(2);
});

test('the lines of a unit that is longer than its column stand near one another', async () => {
  const item = '- Freight\n\n  FLAGGED\n';
  const [figures = []] = await boxes(`:::box{#b}\n${item.repeat(5)}:::\n`, '.box .figure');
  const [, top = 0, , bottom = Infinity] = figures[0] ?? [];
  // With the leading of the number, 23 px, the two lines would take 51 px.
  expect(bottom - top).toBeLessThan(48);
});

test('the drawing of a limit stands on no words, and fills the cell that it has for itself', async () => {
  const long = 'words that go on '.repeat(12);
  const table = `| A | B | C |\n| :-- | :-- | :-- |\n| ${long} | tonnes LIMIT | LIMIT |\n| b | tonnes LIMIT | b |\n`;
  const [limits = [], rows = []] = await boxes(`A line LIMIT\n\n${table}`, '.limit', 'tr');
  const heights = [...limits, ...rows].map(([, top = 0, , bottom = 0]) => bottom - top);
  const [inLine, nextTo, alone = 0, last] = heights;
  expect([inLine, nextTo, last]).toEqual([18, 18, 18]);
  expect(alone).toBeGreaterThan(30);
  expect(rows.some((row) => meet(limits[0] ?? [], row))).toBe(false);
});

test('a headline figure that is too long for its column goes on in the next line', async () => {
  const item = '- Electricity\n\n  many kilowatt hours a tonne\n';
  const [figures = [], labels = []] = await boxes(`:::box{#b}\n${item.repeat(5)}:::\n`, '.figure', '.box .label');
  expect(figures).toHaveLength(5);
  for (const [at, [, , right = Infinity]] of figures.entries())
    expect(right).toBeLessThanOrEqual(labels[at + 1]?.[0] ?? Infinity);
});

test('the mark of a headline figure holds on to its last word', async () => {
  const tops = async (columns: number): Promise<number> => {
    const item = '- Freight\n\n  FLAGGED\n';
    const [flags = [], units = []] = await boxes(`:::box{#b}\n${item.repeat(columns)}:::\n`, '.flag', '.unit');
    expect(flags).toHaveLength(columns);
    return (flags[0]?.[3] ?? Infinity) - (units[units.length / columns - 1]?.[3] ?? 0);
  };
  // Wherever the line ends, the foot of the mark is above that of the last word.
  for (const columns of [2, 3, 4, 5]) expect(await tops(columns)).toBeLessThanOrEqual(0);
});

test('the figures of a notice stand side by side, where one of them takes two lines', async () => {
  const item = (words: string): string => `- Freight\n\n  ~~a tonne~~\n\n  ${words}\n`;
  const [figures = []] = await boxes(
    `:::notice{#n}\nA title\n\nText.\n\n${item('a')}${item('tonnes '.repeat(12))}${item('b')}:::\n`,
    '.notice li > p:last-child',
  );
  const tops = figures.map(([, top]) => top);
  expect(tops).toHaveLength(3);
  expect(new Set(tops).size).toBe(1);
  expect(Math.max(...figures.map(([, top = 0, , bottom = 0]) => bottom - top))).toBeGreaterThan(20);
});

test('a note of some lines stands next to a paragraph of one', async () => {
  const note = `:::margin\n${'some words of a note '.repeat(6)}.\n:::\n\n`;
  const [texts = [], margins = []] = await boxes(`One.\n\n${note}`, '.passage-text', '.margins > *');
  const [[, , right = Infinity] = [], [left = 0, top = 0, , bottom = 0] = []] = [texts[0], margins[0]];
  expect(left).toBeGreaterThan(right);
  expect(bottom - top).toBeGreaterThan(40);
});

test('next to a table a chart stands right under its title', async () => {
  const table = `| A | B |\n| :-- | --: |\n${'| a | b |\n'.repeat(9)}`;
  const exhibit = (id: string, body: string): string => `:::exhibit{#${id}}\nTitle\n\nSubtitle\n\n${body}\n:::\n\n`;
  const [captions = [], drawings = []] = await boxes(
    `::::columns\n${exhibit('x', '::chart{name="tin"}')}${exhibit('y', table)}::::\n`,
    'figcaption',
    'figure > :not(figcaption)',
  );
  const [under = 0, top = 0] = [captions[0]?.[3], drawings[0]?.[1]];
  expect(top - under).toBeGreaterThanOrEqual(0);
  expect(top - under).toBeLessThan(20);
});

test('a note that is too long begins next to its paragraph and ends below it, before the next one', async () => {
  const note = (words: string): string => `:::margin\n${words}\n:::\n\n`;
  const long = `${'some words of a note '.repeat(12)}.`;
  const exhibit = ':::exhibit{#x width="note"}\nTitle\n\nSubtitle\n\n::chart{name="tin"}\n:::\n\n';
  const [texts = [], margins = []] = await boxes(
    `One.\n\n${note(long)}Two.\n\n${note('Short.')}Three.\n\n${exhibit}Four.\n`,
    '.passage-text',
    '.margins > *',
  );
  const [one = [], two = [], three = [], four = []] = texts;
  const [below = [], nextTo = [], chart = []] = margins;
  const [, top = 0, , bottom = 0] = below;
  expect(Math.abs(top - (one[1] ?? 0))).toBeLessThan(8);
  expect(bottom).toBeGreaterThan((one[3] ?? 0) + 8);
  expect(bottom).toBeLessThanOrEqual(two[1] ?? 0);
  for (const [note, text] of [
    [nextTo, two],
    [chart, three],
  ] as const) {
    expect(Math.abs((note[1] ?? 0) - (text[1] ?? 0))).toBeLessThan(12);
    expect(note[0]).toBeGreaterThan(400);
  }
  // what the picture needs tears no hole between the two
  expect((four[1] ?? 0) - (three[3] ?? 0)).toBeLessThan(12);
});

test('a date in Chinese stands on one line wherever it falls', async () => {
  const paragraphs = Array.from({ length: 40 }, (_, at) => `${'字'.repeat(at + 20)}DATE之前`);
  const [dates = [], whole = []] = await boxes(paragraphs.join('\n\n'), '.joined', 'section p');
  const height = ([, top = 0, , bottom = 0]: number[]): number => bottom - top;
  expect(dates).toHaveLength(paragraphs.length);
  expect(Math.max(...dates.map(height))).toBeLessThan(1.5 * Math.min(...dates.map(height)));
  expect(Math.max(...whole.map(height))).toBeGreaterThan(1.5 * Math.min(...whole.map(height)));
});

test('a paragraph with a note next to it stays whole where others go on in the next column or page', async () => {
  const words = 'words that go on '.repeat(30);
  const noted = `${words}\n\n:::margin\n**A note.** Beside it.\n:::\n\n`;
  const columns = '<style>main { columns: 2; column-fill: auto; height: 333px }</style>';
  const parts = async (text: string): Promise<number[]> =>
    browser.use(async ({ page }) => {
      await page.setContent(pageOf(text.repeat(12)) + columns);
      await page.emulateMediaType('print');
      return page.$$eval('section p:not(.margin p)', (all) => all.map((one) => one.getClientRects().length));
    });
  expect(Math.max(...(await parts(noted)))).toBe(1);
  expect(Math.max(...(await parts(`${words}\n\n`)))).toBe(2);
});

test('a Chinese range is broken between its ends only', async () => {
  const paragraphs = Array.from({ length: 30 }, (_, at) => `${'字'.repeat(at + 15)}RANGE之间`);
  const [ends = [], ranges = []] = await boxes(paragraphs.join('\n\n'), '.end', '.value');
  const height = ([, top = 0, , bottom = 0]: number[]): number => bottom - top;
  expect(ends).toHaveLength(2 * paragraphs.length);
  expect(Math.max(...ends.map(height))).toBeLessThan(1.5 * Math.min(...ends.map(height)));
  expect(Math.max(...ranges.map(height))).toBeGreaterThan(1.5 * Math.min(...ranges.map(height)));
});

test('the Chinese word before a figure stands on one line, with a particle after it', async () => {
  const words = Array.from({ length: 30 }, (_, at) => `${'字'.repeat(at + 15)}${at % 2 ? '下降' : '全年的'} RANGE。`);
  const broken = await browser.use(async ({ page }) => {
    await page.setViewport({ width: 642, height: 900 });
    await page.setContent(pageOf(words.join('\n\n')));
    await page.emulateMediaType('print');
    const countBroken = (): Promise<number> =>
      page.$$eval('section p', (all) => {
        const isBroken = (one: (typeof all)[number]): boolean => {
          const holder = [...one.childNodes].find((node) => /(?:下降|全年的) ?$/.test(node.textContent ?? ''));
          const text = holder?.firstChild ?? holder;
          const found = /(?:下降|全年的) ?$/.exec(text?.textContent ?? '');
          if (!text || !found) return false;
          const range = one.ownerDocument.createRange();
          range.setStart(text, found.index);
          range.setEnd(text, found.index + found[0].trimEnd().length);
          return new Set([...range.getClientRects()].map(({ bottom }) => bottom)).size > 1;
        };
        return all.filter(isBroken).length;
      });
    const before = await countBroken();
    await keepWordsBeforeFigures(page);
    return [before, await countBroken(), await page.$$eval('section p > .joined', (all) => all.length)];
  });
  expect(broken[0]).toBeGreaterThan(0);
  expect(broken[1]).toBe(0);
  expect(broken[2]).toBe(broken[0]);
});

test('the dots of an entry of the contents begin after its last word', async () => {
  const title = 'An exceptionally informative heading of more words than a line of the contents holds';
  const gaps = await browser.use(async ({ page }) => {
    await page.setViewport({ width: 642, height: 900 });
    await page.setContent(pageOf(`::contents\n\n## ${title} {#a}\n\nText\n\n## Short {#b}\n\nText`));
    await page.emulateMediaType('print');
    await leadFromLastWords(page);
    return page.$$eval('nav li > a', (all) =>
      all.map((one) => {
        const range = one.ownerDocument.createRange();
        range.selectNodeContents(one.firstElementChild ?? one);
        const end = [...range.getClientRects()].at(-1)?.right ?? 0;
        const dots = Number.parseFloat(one.ownerDocument.defaultView?.getComputedStyle(one, '::after').width ?? '');
        return (one.querySelector('.page')?.getBoundingClientRect().left ?? 0) - dots - end;
      }),
    );
  });
  expect(gaps).toHaveLength(3);
  // a gap of 4pt before the dots and one after them
  for (const gap of gaps) expect(Math.abs(gap - 10.7)).toBeLessThan(1);
});
