import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { BoundChart, ChartRow } from '../../src/chart/chart-model.ts';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { cachingCharts, chartThread, type DrawAnswer } from '../../src/chart/chart-thread.ts';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { placeAt } from '../../src/core/diagnostics/source-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { openThread } from '../../src/core/machine/thread.ts';
import { LONG } from '../long.ts';
import { bindSound, briefCharts, draw, editionOf, ferries, metals, summaryOf } from './case.ts';
import { saying } from '../messages.ts';

/** A chart with a line for each day of so many years. */
function daily(years: number): string {
  return JSON.stringify({
    data: { address: 'passengers' },
    mark: 'rule',
    encoding: {
      x: {
        field: 'start',
        type: 'temporal',
        scale: { type: 'utc', domain: [years, 0].map((before) => ({ year: 2026 - before, utc: true })) },
        axis: { tickCount: 'day', labels: false, grid: true },
      },
    },
  });
}

test('a picture with thousands of marks is refused at its specification', async () => {
  const { rendered, diagnostics } = await draw(daily(20), await ferries());
  expect(rendered).toBeUndefined();
  expect(diagnostics.map(summaryOf)).toEqual([saying('1 error chart/too-large … case … 5000 marks -- …')]);
  expect((await draw(daily(1), await ferries())).diagnostics).toEqual([]);
});

test('a picture that is higher than any sheet is refused where its height is written', async () => {
  const bars = (step: number): string =>
    `{ "data": { "address": ["passengers", "passengers.*"] },\n"height": {\n"step": ${step} }, "mark": "bar",\n"encoding": { "x": { "field": "value", "type": "quantitative" }, "y": { "field": "label" } } }`;
  const { rendered, diagnostics } = await draw(bars(1100), await ferries());
  expect(rendered).toBeUndefined();
  expect(diagnostics.map(summaryOf)).toEqual([
    expect.stringMatching(/^3 error chart\/too-large\D*case\D*3\d{3}\D*.* --/),
  ]);
  expect((await draw(bars(500), await ferries())).diagnostics).toEqual([]);
});

test('data of thousands of rows are refused where they are asked for', LONG, async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-rows-'));
  const folder = path.join(root, 'data/days');
  await fs.mkdir(path.join(folder, 'releases'), { recursive: true });
  const ids = Array.from('abcdefghijk', (letter) => `stock.of_${letter}`);
  const indicators = ids.map((id) => `  ${id}: { label: { en: ${id} }, unit: t, kind: stock }`).join('\n');
  const head =
    'title: { en: Days }\npublisher: P\nlicence: CC0-1.0\nlocales: [en]\nsources: { p: { publisher: P, rank: 1 } }';
  await fs.writeFile(path.join(folder, 'dataset.yaml'), `${head}\nindicators:\n${indicators}\n`);
  const days = Array.from({ length: 1000 }, (_, at) => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10));
  const records = days.map((day) => `    - { level: 1 t, period: ${day} }`).join('\n');
  const release = 'release: { id: r, source: p, published: 2023, period: 2022 }';
  const observations = ids.map((id) => `  ${id}:\n${records}`).join('\n');
  await fs.writeFile(path.join(folder, 'releases/r.yaml'), `${release}\nobservations:\n${observations}\n`);
  const edition = await editionOf(root, 'days', 'r');
  const text = `{\n"mark": "point",\n"data": { "address": "stock.*@${days[0]}..${days.at(-1)}" } }`;
  expect((await draw(text, edition)).diagnostics.map(summaryOf)).toEqual([
    saying('3 error chart/too-large … case … 11000 … 10000 -- …'),
  ]);
  await fs.rm(root, { recursive: true });
});

/** A thread that draws nothing, hangs at charts called hang, and takes all memory for those called grow. */
const WORKER = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, content }) => {
  const name = content.bound?.spec.name;
  while (name?.startsWith('hang'));
  for (const taken = []; name === 'grow'; ) taken.push(new Array(1000).fill(taken.length));
  parentPort.postMessage({ id, content: name ? { chart: { name }, all: [] } : ['x'] });
});
`;

test('a chart that takes too much is reported, and every other one is drawn', LONG, async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-charts-'));
  const script = path.join(folder, 'worker.mjs');
  await fs.writeFile(script, WORKER);
  // Only a thread that is to run out of time has little of it: on a busy machine the others may take long.
  const seconds = [1, 60, 1, 60];
  const charts = chartThread(() => {
    const limits = { seconds: seconds.shift() ?? Number.NaN, megabytes: 50 };
    return openThread(script, { limits });
  });
  const diagnostics = new Diagnostics();
  const drawn = ['hang', 'a', 'b', 'grow', 'hang-too', 'c'].map((name) => {
    const file = { path: `${name}.vl.json`, text: '{}' };
    return charts.draw(
      { spec: { name, file, place: placeAt(file, 0) }, values: [] } as unknown as BoundChart,
      HOUSE_THEME,
      diagnostics,
    );
  });
  const lacking = charts.lacking('x', 'en', []);
  expect((await Promise.all(drawn)).map((chart) => chart?.name)).toEqual([
    undefined,
    'a',
    'b',
    undefined,
    undefined,
    'c',
  ]);
  expect(await lacking).toEqual(['x']);
  const hint = 'look for small steps, for ticks close together over a long range, and for charts repeated many times';
  expect(diagnostics.all.map(summaryOf).toSorted()).toEqual([
    saying(`1 error chart/too-large … grow … 1024 … -- ${hint}`),
    saying(`1 error chart/too-large … hang … 30 seconds … -- ${hint}`),
    saying(`1 error chart/too-large … hang-too … 30 seconds … -- ${hint}`),
  ]);
  await charts.close();
  await fs.rm(folder, { recursive: true });
});

test('what is kept of a chart does not hold the dataset, to which its values lead', async () => {
  const kept = new Map<string, DrawAnswer>();
  const drawing = { draw: renderChart, lacking: async () => [], close: async () => undefined };
  const charts = cachingCharts(drawing, kept);
  const [, text = ''] = (await briefCharts())[0] ?? [];
  const bound = await bindSound(text, await metals());
  const first = await charts.draw(bound, HOUSE_THEME, new Diagnostics());
  const [[key = '', answer] = []] = kept;
  // the dataset of the metals is more than 1 MB, an SVG a few kB
  expect(serialize(answer).length).toBeLessThan(100_000);
  kept.set(key, { ...answer!, chart: { ...answer!.chart!, title: 'kept' } });
  const again = await charts.draw(bound, HOUSE_THEME, new Diagnostics());
  expect(again?.title).toBe('kept');
  for (const chart of [first, again]) expect(chart?.values).toBe(bound.values);
  expect(bound.values.length).toBeGreaterThan(0);
});

test('a chart is drawn once for equal rows, although what was read from a store has other bytes', async () => {
  let drawings = 0;
  const none = async (): Promise<undefined> => void (drawings += 1);
  const charts = cachingCharts({ draw: none, lacking: async () => [], close: async () => undefined }, new Map());
  const [, text = ''] = (await briefCharts())[0] ?? [];
  const bound = await bindSound(text, await metals());
  const draw = (list: readonly ChartRow[], height?: number) =>
    charts.draw({ ...bound, rows: new Map([['/data', list]]) }, HOUSE_THEME, new Diagnostics(), { height });
  const row = { value: 1, text: '1' };
  const equal = [row, { ...row }];
  expect(serialize([row, row]).equals(serialize(equal))).toBe(false);
  await draw([row, row]);
  await draw(equal);
  expect(drawings).toBe(1);
  await draw([row, { ...row, value: 2 }]);
  await draw([row, row], 200);
  expect(drawings).toBe(3);
});

test('a thread that starts late starts at its first question', async () => {
  let opened = 0;
  const thread = { ask: async () => ['x'], close: async () => undefined };
  const charts = chartThread(() => {
    opened += 1;
    return thread;
  }, true);
  expect(opened).toBe(0);
  for (const text of ['x', 'xy']) expect(await charts.lacking(text, 'en', [])).toEqual(['x']);
  expect(opened).toBe(1);
  await charts.close();
});

test('which characters fonts lack is asked once for each text, locale and set of fonts', async () => {
  const asked: string[] = [];
  const lacking = async (text: string, locale: string): Promise<string[]> => [
    asked.push(`${text} ${locale}`) > 0 ? text : '',
  ];
  const charts = cachingCharts({ draw: renderChart, lacking, close: async () => undefined }, new Map<string, never>());
  const face = { family: 'Own', file: 'own.ttf' } as unknown as Parameters<typeof charts.lacking>[2][number];
  for (const round of [1, 2]) {
    expect(await charts.lacking('x', 'en', []), `round ${round}`).toEqual(['x']);
    expect(await charts.lacking('x', 'de', [])).toEqual(['x']);
    expect(await charts.lacking('y', 'en', [])).toEqual(['y']);
    expect(await charts.lacking('x', 'en', [face])).toEqual(['x']);
  }
  expect(asked).toEqual(['x en', 'x de', 'y en', 'x en']);
});
