import { localeOf } from '../locale-of.ts';
import fs from 'node:fs/promises';
import type { Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderScreen } from '../../src/output/html/html-page.ts';
import { ferries } from '../chart/case.ts';
import { fill } from '../document/fill.ts';
import { oneIn } from '../long.ts';
import { composedTexts } from './composed.ts';

let browser: BrowserSession;
let html: string;
beforeAll(async () => {
  browser = openBrowser({ environment: process.env });
  html = (await composedTexts('china-nonferrous', '2025')).get('brief.html') ?? '';
});
afterAll(() => browser.close());

interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

const VIEWS: readonly View[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 360, scheme: 'dark' },
];

/** What the browser's page shows and nobody has changed since: to show it again takes a second. */
let untouched: { readonly content: string; readonly scripts: boolean } | undefined;

/** Shows a page as a reader has it: without scripts, unless a test needs them for itself. */
async function show(page: Page, { width, scheme }: View, content = html, scripts = false): Promise<void> {
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  if (untouched?.content === content && untouched.scripts === scripts) return;
  await page.setJavaScriptEnabled(scripts);
  await page.setContent(content);
  untouched = { content, scripts };
}

/** Looks at a page, and leaves it as it is. */
function seen<T>(view: View, look: (page: Page) => Promise<T>, content = html, scripts = false): Promise<T> {
  return browser.use(async ({ page }) => {
    await show(page, view, content, scripts);
    return look(page);
  });
}

/** Does something with the page of the brief, which may change it. */
function used<T>(view: View, use: (page: Page) => Promise<T>, scripts = false): Promise<T> {
  return browser.use(async ({ page }) => {
    await show(page, view, html, scripts);
    untouched = undefined;
    return use(page);
  });
}

oneIn(4).each(VIEWS)(
  'axe finds nothing at $width pixels, $scheme',
  async (view) => {
    const axe = await fs.readFile('node_modules/axe-core/axe.min.js', 'utf8');
    const run = async (page: Page): Promise<AxeResults> => {
      await page.evaluate(axe);
      // Of what passes, one element is enough: to say where all of them stand takes most of the time.
      return (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as AxeResults;
    };
    const { violations, passes } = await seen(view, run, html, true);
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  },
  60_000,
);

oneIn(4).each(VIEWS)('nothing is wider than the window at $width pixels, $scheme', async (view) => {
  const widths = await seen(view, (page) =>
    page.$eval('html', (root) => [root.scrollWidth, root.clientWidth] as const),
  );
  expect(widths).toEqual([view.width, view.width]);
});

oneIn(4).each(VIEWS)(
  'Enter on the mark of a box opens its list, and Enter closes it, without scripts, at $width pixels, $scheme',
  async (view) => {
    const open = (page: Page): Promise<string[]> =>
      page.$$eval('details[open]', (lists) => lists.map((list) => list.textContent ?? ''));
    const [before, opened, closed] = await used(view, async (page) => {
      const isShut = await open(page);
      await page.focus('.notice summary');
      await page.keyboard.press('Enter');
      const texts = await open(page);
      await page.keyboard.press('Enter');
      return [isShut, texts, await open(page)];
    });
    expect([before, closed]).toEqual([[], []]);
    expect(opened).toHaveLength(1);
    expect(opened?.[0]).toMatch(/Printed: 147\.20 Mt. Corrected: 14\.72 Mt/);
  },
);

oneIn(4).each(VIEWS)(
  'a list covers neither the block that it belongs to nor what follows, at $width pixels, $scheme',
  async (view) => {
    const gap = await used(view, async (page) => {
      await page.evaluate('document.querySelector("main .passage-text > details").open = true');
      return page.evaluate(AROUND) as Promise<readonly number[]>;
    });
    for (const distance of gap) expect(distance).toBeGreaterThanOrEqual(-1);
  },
);

/** Runs in the browser: how far an open list is below the paragraph before it, and above the block after it. */
const AROUND = `(() => {
  const list = document.querySelector('main .passage-text > details');
  const box = (one) => one.getBoundingClientRect();
  const after = list.closest('.passage').nextElementSibling;
  const own = box(list.querySelector('ul'));
  return [own.top - box(list.previousElementSibling).bottom, box(after).top - own.bottom];
})()`;

/** Runs in the browser: what a property of each element comes out as. */
function stylesOf(selector: string, property: string): string {
  return `[...document.querySelectorAll('${selector}')].map((one) => getComputedStyle(one).${property})`;
}

/** Runs in the browser: marks of closing that stand on another line than the figure before them. */
const TORN = `[...document.querySelectorAll('main .value, .band .value')].flatMap((figure) => {
  const text = figure.nextSibling;
  if (text?.nodeType !== 3 || !/^[.,;:)、。，；：）]/.test(text.data)) return [];
  const mark = new Range();
  mark.setStart(text, 0);
  mark.setEnd(text, 1);
  const apart = mark.getBoundingClientRect().top > figure.getBoundingClientRect().bottom;
  return [apart ? figure.textContent + text.data.slice(0, 9) : ''];
})`;

test('no line starts with the mark after a figure', async () => {
  const torn: string[] = [];
  for (let width = 320; width < 400; width += 8)
    torn.push(...(await seen({ width, scheme: 'light' }, (page) => page.evaluate(TORN) as Promise<string[]>)));
  expect(torn.length).toBeGreaterThan(400);
  expect(torn.filter((text) => text !== '')).toEqual([]);
}, 60_000);

/** Runs in the browser: how far each mark of a footnote stands after, and above, the end of its figure. */
const MARKS = `[...document.querySelectorAll('.footnote-mark')].map((mark) => {
  const text = new Range();
  text.selectNodeContents(mark.previousElementSibling);
  const [end, own] = [[...text.getClientRects()].at(-1), mark.getBoundingClientRect()];
  return [own.left - end.right, end.bottom - own.bottom, text.getClientRects().length];
})`;

test('the mark of a footnote stands at the last word of its figure, however many lines that fills', async () => {
  const long = '⟦between 61.75 and 62.25 thousand million passenger kilometres⟧';
  const text = `# A {#a}\n\nIt was ${long}[^n], or (${long}[^n]); it rose ⟦12.5 million⟧[^n].\n\n[^n]: Note.\n`;
  const diagnostics = new Diagnostics();
  const document = parseDocument(fill(text), new Map(), { locale: 'en' as const, declared: [] }, diagnostics);
  const edition = await ferries();
  const small = await renderScreen(document, { locale: 'en' as const, edition, drawings: [] });
  const lines: number[] = [];
  for (const width of [320, 344, 360, 400, 1280]) {
    const measure = (page: Page) => page.evaluate(MARKS) as Promise<[number, number, number][]>;
    const found = await seen({ width, scheme: 'light' }, measure, small);
    expect(found).toHaveLength(3);
    for (const [after, above, count] of found) {
      expect(after).toBeCloseTo(0, 0);
      expect(above).toBeGreaterThan(0);
      expect(above).toBeLessThan(20);
      lines.push(count);
    }
  }
  expect(Math.min(...lines)).toBe(1);
  expect(Math.max(...lines)).toBeGreaterThan(1);
}, 60_000);

test('on a phone headline figures stand two abreast, and none is wider than its place', async () => {
  const [columns, wide] = await seen({ width: 360, scheme: 'light' }, async (page) => [
    await page.evaluate(stylesOf('.box', 'gridTemplateColumns')),
    await page.$$eval('.box .figure', (all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
  ]);
  expect((columns as string[])[0]?.split(' ')).toHaveLength(2);
  expect(wide).toBe(0);
});

/** Runs in the browser: how far the heading of each chapter, or the name of its part, is below what is before it. */
const ABOVE = `[...document.querySelectorAll('section.opens > :first-child')].map((head) => {
  const section = head.parentElement;
  const before = section.previousElementSibling ?? section.parentElement.previousElementSibling;
  return head.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
})`;

test('chapters stand apart, and the annex says its name', async () => {
  const [above, name] = await seen({ width: 1280, scheme: 'light' }, async (page) => [
    (await page.evaluate(ABOVE)) as number[],
    await page.$eval('section.annex', (annex) => annex.innerText.split('\n')[0]),
  ]);
  expect(above.length).toBeGreaterThan(5);
  expect(Math.min(...above)).toBeGreaterThanOrEqual(44);
  expect(name).toBe('Annex');
});

test('on a phone no table and no chart is wider than its place', async () => {
  const wide = await seen({ width: 360, scheme: 'light' }, (page) =>
    page.$$eval('.scroll, .chart', (all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    ),
  );
  expect(wide).toEqual([]);
});

/**
 * Runs in the browser: cells that do not begin under their heads, or in a column of figures do not end there, with the
 * number of pixels between; and the number of cells.
 */
const ASTRAY = `(() => {
  const edge = (cell) => {
    const { left, right } = cell.getBoundingClientRect();
    const { paddingLeft, paddingRight, textAlign } = getComputedStyle(cell);
    return textAlign === 'right' ? right - parseFloat(paddingRight) : left + parseFloat(paddingLeft);
  };
  const tables = [...document.querySelectorAll('main table')].map((table) => {
    const [{ cells: heads }, ...rows] = table.rows;
    return rows.flatMap(({ cells }) => [...cells].map((cell, at) => [cell.textContent, edge(cell) - edge(heads[at])]));
  });
  return [tables.map((cells) => cells.filter(([, off]) => Math.abs(off) > 1)), document.querySelectorAll('main :is(th, td)').length];
})()`;

async function expectUnderHeads(page: string, cells: number): Promise<void> {
  for (const width of [320, 360, 639, 1280]) {
    const measure = (tab: Page) => tab.evaluate(ASTRAY) as Promise<[unknown[][], number]>;
    const [astray, count] = await seen({ width, scheme: 'light' }, measure, page);
    expect(count).toBe(cells);
    expect({ width, astray: astray.flat() }).toEqual({ width, astray: [] });
  }
}

test('every cell stands under its head, on a phone and a desktop', async () => {
  await expectUnderHeads(html, html.match(/<t[hd][ >]/g)?.length ?? 0);
}, 60_000);

/** Rows of a table whose columns hold words (w) or figures (f). */
function tableOf(columns: string): string {
  const row = (...texts: string[]): string => `| ${texts.join(' | ')} |`;
  const cells = (word: string, figure: string): string =>
    row(...columns.split('').map((kind) => (kind === 'w' ? word : figure)));
  return [
    cells('Name', 'Annual change since then'),
    row(...columns.split('').map((kind) => (kind === 'w' ? ':-' : '-:'))),
    cells('Two words', '⟦12,345.6⟧'),
    cells('A name of rather more words, which does not fit into a line', '⟦5⟧'),
    cells('China', '⟦1⟧'),
  ].join('\n');
}

const SHAPES = [
  'wf',
  'wff',
  'wfff',
  'wfffff',
  'wffffff',
  'wfw',
  'wwf',
  'wwff',
  'wwffff',
  'wffww',
  'wwffw',
  'ww',
  'www',
  'wwww',
  'wwwww',
  'wfwf',
];

oneIn(2).each(['en', 'zh-CN'])(
  'so does every cell of a table of another shape, in %s',
  async (locale) => {
    const text = ['# A {#a}', ...SHAPES.map(tableOf)].join('\n\n');
    const document = parseDocument(
      fill(text),
      new Map(),
      { locale: localeOf(locale), declared: [] },
      new Diagnostics(),
    );
    const page = await renderScreen(document, { locale: localeOf(locale), edition: await ferries(), drawings: [] });
    await expectUnderHeads(page, 4 * SHAPES.join('').length);
  },
  60_000,
);

/** Runs in the browser: for each title, subtitle and paragraph of several lines, how many characters its last line has. */
const LAST_LINES = `[...document.querySelectorAll('main h2, main p, main figcaption *, main caption *')].flatMap((block) => {
  const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
  if (getComputedStyle(block).display === 'inline' || !text) return [];
  const tops = [...text.data].map((_, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return Math.round(range.getBoundingClientRect().top);
  });
  return tops.at(0) === tops.at(-1) ? [] : [tops.filter((top) => top === tops.at(-1)).length];
})`;

oneIn(2).each([360, 1280])(
  'no line of Chinese ends a title or paragraph with one character, at %i pixels',
  async (width) => {
    const lengths = Array.from({ length: 18 }, (_, at) => at + (width === 360 ? 14 : 36));
    const parts = lengths.map((length, at) => {
      const words = [8, (length - 10) >> 1, (length - 9) >> 1].map((count) => '均'.repeat(count)).join('，');
      return `## ${words} {#s${at}}\n\n${words}\n\n:::exhibit{#t${at}}\n${words}\n\n${words}\n\n| 甲 | 乙 |\n| :-- | :-- |\n| 丙 | 丁 |\n:::`;
    });
    const text = ['# 甲 {#a}', ...parts].join('\n\n');
    const document = parseDocument(
      fill(text),
      new Map(),
      { locale: 'zh-CN' as const, declared: [] },
      new Diagnostics(),
    );
    const page = await renderScreen(document, { locale: 'zh-CN' as const, edition: await ferries(), drawings: [] });
    const counts = await seen(
      { width, scheme: 'light' },
      (shown) => shown.evaluate(LAST_LINES) as Promise<number[]>,
      page,
    );
    expect(counts.length).toBeGreaterThan(20);
    expect(counts.filter((count) => count < 2)).toEqual([]);
  },
);

/** Runs in the browser: where the circles of marks after paragraphs end. */
const CIRCLES = `[...document.querySelectorAll('main p + .figures > summary')].map((mark) => {
  const circle = getComputedStyle(mark, '::before');
  const inset = parseFloat(getComputedStyle(mark).paddingLeft);
  return mark.getBoundingClientRect().left + inset + parseFloat(circle.width);
})`;

const TWO_LONG_FIGURES = `(() => {
  const row = (cell, second, third) => '<tr><th>Corn production</th><' + cell + '>2024/25</' + cell + '>' +
    [second, third].map((text) => '<' + cell + ' class="right">' + text + '</' + cell + '>').join('') + '</tr>';
  const table = document.querySelector('.scroll table');
  table.innerHTML = '<thead>' + row('th', 'September 2024', 'October 2024') + '</thead><tbody>' +
    row('td', '15,186 million bushels', '15,203 million bushels') + '</tbody>';
  return [...table.querySelectorAll('tbody .right')].map((cell) => cell.getBoundingClientRect().top);
})()`;

test('on a phone two figures with long units stand on one line, each in its column', async () => {
  const [second, third] = await used(
    { width: 360, scheme: 'light' },
    (page) => page.evaluate(TWO_LONG_FIGURES) as Promise<number[]>,
    true,
  );
  expect(third).toBe(second);
});

test('on a phone the mark of a list stays off the edge of the screen', async () => {
  const ends = await seen({ width: 360, scheme: 'light' }, (page) => page.evaluate(CIRCLES));
  expect((ends as number[]).length).toBeGreaterThan(20);
  expect(Math.max(...(ends as number[]))).toBeLessThanOrEqual(357);
});

/** Runs in the browser: the tops of the figures in each row of a box. */
const FIGURE_TOPS = `[...document.querySelectorAll('.box')].map((box) => {
  const items = [...box.children].map((item) => [
    Math.round(item.getBoundingClientRect().top),
    Math.round(item.querySelector('.figure').getBoundingClientRect().top),
  ]);
  return Object.values(Object.groupBy(items, ([top]) => top)).map((row) => new Set(row.map(([, top]) => top)).size);
})`;

test('side by side, headline figures stand on one line', async () => {
  const rows = await seen({ width: 360, scheme: 'light' }, (page) => page.evaluate(FIGURE_TOPS));
  expect(rows).toEqual([[1, 1, 1]]);
});

test('charts side by side fill their columns on a desktop', async () => {
  const rests = `[...document.querySelectorAll('.columns > .exhibit svg:not(.narrow)')].map((svg) =>
    Math.round(svg.parentElement.getBoundingClientRect().width - svg.getBoundingClientRect().width)
  )`;
  const found = (await seen({ width: 1280, scheme: 'light' }, (page) => page.evaluate(rests))) as number[];
  expect(new Set(found)).toEqual(new Set([0]));
});

test('on a desktop the contents stay in view, next to all else', async () => {
  const [nav, main] = await seen({ width: 1280, scheme: 'light' }, async (page) => {
    await page.evaluate('window.scrollTo(0, 3000)');
    const boxes = '[...document.querySelectorAll("nav, main")].map((one) => one.getBoundingClientRect().toJSON())';
    const [outer, inner] = (await page.evaluate(boxes)) as Box[];
    return [inner, outer] as const;
  });
  expect(nav?.top).toBe(0);
  expect(nav?.bottom).toBe(800);
  expect(nav?.right).toBeLessThanOrEqual(main?.left ?? 0);
});

type Box = Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;

/**
 * Runs in the browser: for each text of a chart that stands on a mark with a fill, its words, its colour, and the colour of
 * all that is behind it.
 */
const ON_FILLS = `[...document.querySelectorAll('.chart svg')].flatMap((svg) => {
  svg.scrollIntoView({ block: 'center' });
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  return [...svg.querySelectorAll('text')].flatMap((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const behind = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
    const fills = behind.filter((one) => svg.contains(one) && ['path', 'rect', 'circle'].includes(one.localName) &&
      getComputedStyle(one).fill !== 'none').reverse();
    const paper = channels(getComputedStyle(document.documentElement).backgroundColor);
    const ground = fills.reduce((below, one) => {
      const { fill, fillOpacity, opacity } = getComputedStyle(one);
      const part = Number(fillOpacity) * Number(opacity);
      return channels(fill).slice(0, 3).map((value, at) => below[at] + part * (value - below[at]));
    }, paper.length > 3 && paper[3] === 0 ? [255, 255, 255] : paper.slice(0, 3));
    return fills.length === 0 ? [] : [[text.textContent, channels(getComputedStyle(text).fill).slice(0, 3), ground]];
  });
})`;

/** Contrast by WCAG 2.2, of colours given as red, green and blue. */
function contrastOf(...colours: readonly [readonly number[], readonly number[]]): number {
  const [darker = 0, lighter = 0] = colours
    .map((colour) => {
      const [r = 0, g = 0, b = 0] = colour.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    })
    .sort((one, other) => one - other);
  return lighter / darker;
}

/** As a printer without colours prints a colour, by ITU-R BT.601. */
function greyOf([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  return Array<number>(3).fill(0.299 * red + 0.587 * green + 0.114 * blue);
}

oneIn(4).each(VIEWS)(
  'letters on the marks of charts stand out, in light also in grey, at $width pixels, $scheme',
  async (view) => {
    const found = await seen(view, (page) => page.evaluate(ON_FILLS) as Promise<[string, number[], number[]][]>);
    expect(found.length).toBeGreaterThan(3);
    const least = (letters: number[], ground: number[]): number => {
      const inColour = contrastOf(letters, ground);
      // nobody prints the dark scheme
      return view.scheme === 'dark' ? inColour : Math.min(inColour, contrastOf(greyOf(letters), greyOf(ground)));
    };
    const faint = found.filter(([, letters, ground]) => least(letters, ground) < 4.5);
    expect(faint).toEqual([]);
  },
);

test('drawings change their colours with the scheme', async () => {
  const ink = async (page: Page): Promise<string[]> => [
    ...new Set((await page.evaluate(stylesOf('.chart [fill]', 'fill'))) as string[]),
  ];
  const light = await seen({ width: 1280, scheme: 'light' }, ink);
  const dark = await seen({ width: 1280, scheme: 'dark' }, ink);
  expect(light.length).toBeGreaterThan(2);
  expect(dark.filter((colour) => colour !== 'none' && light.includes(colour))).toEqual([]);
});

test('the page asks for nothing', async () => {
  const asked = await browser.use(async ({ page }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    untouched = undefined;
    await show(page, { width: 1280, scheme: 'light' });
    return addresses;
  });
  expect(asked).toEqual([]);
});

test('on paper it is the printed page: lists of figures are gone', async () => {
  const found = await browser.use(async ({ page }) => {
    await show(page, { width: 1280, scheme: 'dark' });
    await page.emulateMediaType('print');
    const styles = [
      await page.evaluate(`[...new Set(${stylesOf('.skip, .figures', 'display')})]`),
      await page.evaluate(stylesOf('main', 'color')),
    ];
    await page.emulateMediaType();
    return styles;
  });
  expect(found).toEqual([['none'], ['rgb(27, 39, 51)']]);
});
