import { localeOf } from '../locale-of.ts';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BoundChart, ChartRow, RenderedChart } from '../../src/chart/chart-model.ts';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { loadChart } from '../../src/chart/spec.ts';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import { LONG } from '../long.ts';
import { briefCharts, drawSound, ferries, metals, summaryOf } from './case.ts';
import { elementsOf, readSvg, textsOf } from './svg.ts';

let small: Edition;
let charts: [name: string, text: string][];
let drawn: ReadonlyMap<string, RenderedChart>;

beforeAll(async () => {
  small = await ferries();
  charts = await briefCharts();
  drawn = await drawAll(charts, await metals());
});

async function drawAll(list: readonly [string, string][], edition: Edition): Promise<Map<string, RenderedChart>> {
  const all = new Map<string, RenderedChart>();
  for (const [name, text] of list) all.set(name, (await drawSound(text, edition, { name })).rendered);
  return all;
}

/** A chart of rows made by hand. */
async function drawRows(spec: object, rows: readonly ChartRow[], name = 'made'): Promise<RenderedChart> {
  const diagnostics = new Diagnostics();
  const text = JSON.stringify({ data: { address: 'a' }, ...spec });
  const loaded = await loadChart({ path: `${name}.vl.json`, text }, diagnostics);
  const words = { title: 'A <title> & more', description: 'Said "so".' };
  const bound: BoundChart | undefined = loaded && {
    spec: loaded,
    locale: 'en',
    rows: new Map([['/data', rows]]),
    values: [],
    indicators: new Map(),
    members: new Map([['kind', ['first', 'second', 'third']]]),
    ...words,
  };
  const rendered = bound && (await renderChart(bound, HOUSE_THEME, diagnostics));
  if (!rendered) throw new Error(diagnostics.all.map(summaryOf).join('\n'));
  return rendered;
}

const BARS = {
  mark: 'bar',
  encoding: { y: { field: 'label', type: 'nominal' }, x: { field: 'value', type: 'quantitative' } },
};

describe('the same input gives the same bytes', () => {
  test('whatever was drawn before, and next to it', LONG, async () => {
    const edition = await metals();
    const backwards = [...charts].reverse();
    const together = await Promise.all(backwards.map(async ([name, text]) => drawSound(text, edition, { name })));
    for (const [index, [name]] of backwards.entries()) expect(together[index]?.rendered).toEqual(drawn.get(name));
  });

  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('in every time zone', async () => {
    const spec = {
      data: { address: 'passengers.harbour@2025-Q3..2025-Q4' },
      mark: 'point',
      encoding: {
        x: {
          timeUnit: 'utcyearquarter',
          field: 'start',
          type: 'temporal',
          axis: { tickCount: { interval: 'month', step: 3 } },
        },
        y: { field: 'value', type: 'quantitative' },
      },
    };
    const inZones: string[] = [];
    for (const name of ['UTC', 'Pacific/Apia', 'America/St_Johns']) {
      process.env['TZ'] = name;
      const hour = new Date(0).getHours();
      expect(hour === 0).toBe(name === 'UTC');
      // another description is compiled again
      inZones.push((await drawSound(JSON.stringify({ ...spec, description: name }), small)).rendered.svg);
    }
    expect(new Set(inZones).size).toBe(1);
    expect(textsOf(inZones[0] ?? '').join(' ')).toContain('Q3');
  });
});

describe('every picture of the first brief', () => {
  test('is well-formed, named by its data, and holds nothing that acts or loads', () => {
    for (const { name, svg, standalone, title, description } of drawn.values()) {
      for (const text of [svg, standalone]) {
        const root = readSvg(text);
        const elements = elementsOf(root);
        const ids = (root.attributes['aria-labelledby'] ?? '').split(' ');
        const named = ids.map((id) => elements.find(({ attributes }) => attributes['id'] === id));
        expect(root.attributes['role']).toBe('img');
        expect(named.map((element) => [element?.name, element?.text])).toEqual([
          ['title', title],
          ['desc', description],
        ]);
        const names = new Set(elements.map((element) => element.name));
        const known = new Set(['svg', 'title', 'desc', 'defs', 'g', 'path', 'line', 'text', 'tspan', 'use']);
        expect([name, [...names].filter((element) => !known.has(element))]).toEqual([name, []]);
        for (const { attributes } of elements) {
          expect(Object.keys(attributes).filter((key) => /^on|^style$|^class$/.test(key))).toEqual([]);
          const link = attributes['xlink:href'] ?? attributes['href'];
          if (link !== undefined) expect(elements.some((other) => `#${other.attributes['id']}` === link)).toBe(true);
        }
      }
    }
  });

  test('has ids that no other has, so that all can stand in one page', () => {
    const ids = [...drawn.values()].flatMap(({ svg }) =>
      elementsOf(readSvg(svg)).flatMap(({ attributes }) => attributes['id'] ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('alone needs no font, and keeps its words', () => {
    for (const { svg, standalone } of drawn.values()) {
      const elements = elementsOf(readSvg(standalone));
      expect(elements.filter(({ name }) => name === 'text')).toEqual([]);
      expect(standalone).not.toContain('font-family');
      const words = elements.flatMap(({ name, attributes }) => (name === 'g' ? (attributes['aria-label'] ?? []) : []));
      expect(words).toEqual(textsOf(svg));
    }
  });

  test('has exactly the width of the measure or of a column, and a modest size', () => {
    for (const { name, width, standalone } of drawn.values()) {
      expect([name, [642, 306].includes(width)]).toEqual([name, true]);
      expect(standalone.length).toBeLessThan(40_000);
    }
  });

  test('has true minus signs', () => {
    const texts = [...drawn.values()].flatMap(({ svg }) => textsOf(svg));
    expect(texts.filter((text) => /-\d/.test(text))).toEqual([]);
    expect(texts.filter((text) => /−\d/.test(text)).length).toBeGreaterThan(10);
  });
});

test('axes have thousands commas and true minus signs', async () => {
  const rows = [
    { label: 'a', value: -12_000 },
    { label: 'b', value: 30_000 },
  ];
  const texts = textsOf((await drawRows(BARS, rows)).svg);
  expect(texts).toEqual(expect.arrayContaining(['−10,000', '0', '30,000']));
});

test('what is not a final outturn is drawn hollow, a forecast with a broken outline', async () => {
  const rows = [
    { label: 'final', value: 3, forecast: false, provisional: false },
    { label: 'first count', value: 3, forecast: false, provisional: true, year: 2025 },
    { label: 'forecast', value: 3, forecast: true, provisional: false },
    { label: 'worked out', value: 3, derived: true, year: 2024 },
  ];
  const { svg, statuses } = await drawRows(BARS, rows);
  expect(statuses?.hollowYears).toEqual({ provisional: 2025, derived: 2024 });
  expect(statuses?.hollow.toSorted()).toEqual(['derived', 'forecast', 'provisional']);
  expect((await drawRows(BARS, rows.slice(0, 1))).statuses?.hollow).toEqual([]);
  const bars = elementsOf(readSvg(svg)).filter(({ name, attributes }) => name === 'path' && attributes['fill']);
  const drawnAs = bars.map(({ attributes }) => [
    attributes['fill'],
    attributes['fill-opacity'],
    attributes['stroke'] !== undefined,
    attributes['stroke-dasharray'] !== undefined,
  ]);
  expect(drawnAs).toEqual([
    ['#0b5d7a', undefined, false, false],
    // Paper lies beneath what is hollow, so that no grid line is seen through it.
    ['#ffffff', undefined, false, false],
    ['#0b5d7a', '0.16', true, false],
    ['#ffffff', undefined, false, false],
    ['#0b5d7a', '0.08', true, true],
    ['#ffffff', undefined, false, false],
    ['#0b5d7a', '0.16', true, false],
  ]);
});

test('the broken outline of a forecast point goes around in whole dashes', async () => {
  for (const size of [36, 60, 100]) {
    const { svg } = await drawRows({ ...BARS, mark: { type: 'point', size } }, [
      { label: 'next year', value: 3, forecast: true },
    ]);
    const [dash = 0, gap = 0] = (/stroke-dasharray="([\d.]+) ([\d.]+)"/.exec(svg) ?? []).slice(1).map(Number);
    const times = (2 * Math.sqrt(Math.PI * size)) / (dash + gap);
    expect(Math.abs(times - Math.round(times))).toBeLessThan(0.01);
    expect(times).toBeGreaterThan(5.9);
  }
});

test('points of what is not a final outturn hide what is below, and those of corrected figures are diamonds', async () => {
  const rows = [
    { label: 'final', value: 3, provisional: false, corrected: false },
    { label: 'first count', value: 3, provisional: true, corrected: false },
    { label: 'mended', value: 3, provisional: false, corrected: true },
  ];
  const { svg } = await drawRows({ ...BARS, mark: 'point' }, rows);
  const points = elementsOf(readSvg(svg)).filter(({ name, attributes }) => name === 'path' && attributes['fill']);
  // a circle is drawn with arcs, a diamond with lines
  const drawnAs = points.map(({ attributes }) => [attributes['fill'] === '#ffffff', /A/.test(attributes['d'] ?? '')]);
  expect(drawnAs).toEqual([
    [false, true],
    [true, true],
    [false, false],
  ]);
});

test('opacity is that of paint and makes no group, which a tagged PDF would not name', async () => {
  const rows = [{ label: 'first count', value: 3, provisional: true }];
  const spec = { ...BARS, mark: { type: 'bar', opacity: 0.5, fillOpacity: 0.8 } };
  const { svg } = await drawRows(spec, rows);
  const bar = elementsOf(readSvg(svg)).find(({ name, attributes }) => name === 'path' && attributes['stroke']);
  // hollow: a sixth of its paint, of which half is left
  expect(bar?.attributes).toMatchObject({ 'fill-opacity': '0.08', 'stroke-opacity': '0.5' });
  expect(svg).not.toMatch(/[^-]opacity=/);
});

describe('members of a dimension', () => {
  const spec = { ...BARS, encoding: { ...BARS.encoding, color: { field: 'kind' } } };
  const row = (kind: string): ChartRow => ({ label: kind, value: 1, kind });
  const coloursOf = ({ svg }: RenderedChart): string[] =>
    elementsOf(readSvg(svg)).flatMap(({ name, attributes }) => (name === 'path' ? (attributes['fill'] ?? []) : []));

  test('keep their colour whichever others a chart shows', async () => {
    const all = coloursOf(await drawRows(spec, [row('first'), row('second'), row('third')]));
    expect(all).toEqual(HOUSE_THEME.palette.slice(0, 3));
    expect(coloursOf(await drawRows(spec, [row('third')]))).toEqual([all[2]]);
  });

  test('have the colour that a house gives them', async () => {
    const memberColours = new Map([['route', new Map([['river', '#123456']])]]);
    const text = JSON.stringify({
      data: { address: 'passengers.*' },
      ...BARS,
      encoding: { ...BARS.encoding, color: { field: 'route' } },
    });
    const { rendered } = await drawSound(text, small, { theme: { ...HOUSE_THEME, memberColours } });
    expect(coloursOf(rendered)).toContain('#123456');
  });
});

test('a sign of per cent that an expression adds is written as in the text of the language', async () => {
  const labels = { labelExpr: "datum.label + '%'", format: '.1f', tickCount: 2 };
  const axes = JSON.stringify({
    data: { address: 'punctuality' },
    transform: [{ calculate: "replace(datum.text, '%', '')  + ' %'", as: 'said' }],
    encoding: { x: { field: 'value', type: 'quantitative', axis: labels } },
    layer: [{ mark: 'bar' }, { mark: { type: 'text', dy: -30 }, encoding: { text: { field: 'said' } } }],
  });
  const shown = async (locale: string) =>
    textsOf((await drawSound(axes, small, { locale: localeOf(locale) })).rendered.svg);
  expect(await shown('de')).toEqual(['0,0\u00A0%', '50,0\u00A0%', '100,0\u00A0%', '93,8\u00A0\u00A0%']);
  expect(await shown('en')).toEqual(['0.0%', '50.0%', '100.0%', '93.8%']);
});

test('a row that is filtered out is not a figure that a chart shows', async () => {
  const spec = (test: string) => ({ data: { address: 'passengers.*' }, ...BARS, transform: [{ filter: test }] });
  const shown = async (test: string) => (await drawSound(JSON.stringify(spec(test)), small)).rendered.shown;
  expect(await shown("datum.route === 'river'")).toEqual(['passengers.river@2025-Q4 ferry-2025-q4']);
  expect(await shown('true')).toHaveLength(2);
});

test('hostile words are shown as they are', async () => {
  const words = ['<script>alert(1)</script>', '"&amp;\'', ']]>', '-->', '{{x}}', '|*b*|'];
  const { svg, standalone, title } = await drawRows(
    BARS,
    words.map((label, value) => ({ label, value })),
  );
  expect(textsOf(svg)).toEqual(expect.arrayContaining(words));
  expect(elementsOf(readSvg(standalone)).map(({ name }) => name)).not.toContain('script');
  expect(elementsOf(readSvg(svg)).find(({ name }) => name === 'title')?.text).toBe(title);
});

test('a picture has the width asked for, however long its labels are', async () => {
  const label = fc.string({ minLength: 1, maxLength: 18 }).filter((text) => text.trim() !== '');
  const row = fc.record({ label, value: fc.integer({ min: -1000, max: 1_000_000 }) });
  // Bars with one label would lie on each other, and so would their texts.
  const different = fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: (one) => one.label.trim() });
  await fc.assert(
    fc.asyncProperty(different, async (rows) => {
      const ends = { mark: { type: 'text', align: 'left' }, encoding: { text: { field: 'text' } } };
      // Labels of bars below zero lie on these.
      const bars = { mark: { type: 'bar', color: { expr: 'context' } } };
      const spec = { width: 400, encoding: BARS.encoding, layer: [bars, ends] };
      expect(
        (
          await drawRows(
            spec,
            rows.map((one) => ({ ...one, text: String(one.value) })),
          )
        ).width,
      ).toBe(400);
    }),
    { numRuns: 15 },
  );
});

test('a marked part of a picture is clipped to its plot', async () => {
  const { svg } = await drawRows({ ...BARS, mark: { type: 'bar', clip: true } }, [{ label: 'a', value: 1 }], 'cut');
  const elements = elementsOf(readSvg(svg));
  expect(elements.find(({ name }) => name === 'clipPath')?.attributes['id']).toBe('cut-clip-1');
  expect(elements.some(({ attributes }) => attributes['clip-path'] === 'url(#cut-clip-1)')).toBe(true);
});

test('the rows that are given are not changed', async () => {
  const rows = [Object.freeze({ label: 'a', value: 1 })];
  await drawRows(BARS, Object.freeze(rows));
  expect(rows).toEqual([{ label: 'a', value: 1 }]);
  expect(Object.getOwnPropertySymbols(rows[0] ?? {})).toEqual([]);
});
