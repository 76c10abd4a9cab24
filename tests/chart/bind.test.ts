import { localeOf } from '../locale-of.ts';
import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { bindChart } from '../../src/chart/bind.ts';
import type { ChartRow } from '../../src/chart/chart-model.ts';
import { ROW_FIELDS } from '../../src/chart/rows.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import { bindSound, briefCharts, drawSound, editionOf, ferries, metals } from './case.ts';
import { textsOf } from './svg.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

let small: Edition;
let real: Edition;
beforeAll(async () => {
  [small, real] = await Promise.all([ferries(), metals()]);
});

function chartOf(data: object): string {
  return JSON.stringify({ data, mark: 'bar' });
}

/** How many of a unit of the transcription go into one of a chart's. */
const SCALES = new Map([
  ['t to kt', 1e-3],
  ['Mt to kt', 1e3],
  ['pp to %', 1],
]);

async function rowsOf(data: object, edition = small, locale = 'en'): Promise<readonly ChartRow[]> {
  const bound = await bindSound(chartOf(data), edition, localeOf(locale));
  return bound.rows.get('/data') ?? [];
}

describe('rows', () => {
  test('a figure has every field that is documented, and no other', async () => {
    const [row] = await rowsOf({ address: 'fuel.used:growth' });
    expect(row).toEqual({
      address: 'fuel.used:growth@2025-Q4',
      indicator: 'fuel.used',
      label: 'Fuel used',
      measure: 'growth',
      measure_label: 'change on a year earlier',
      unit: '%',
      value: -2.3,
      low: -2.35,
      lower: null,
      upper: null,
      high: -2.25,
      loose: null,
      amount: -2.3,
      text: '−2.3%',
      negative: true,
      period: '2025-Q4',
      period_label: 'fourth quarter of 2025',
      year: 2025,
      start: '2025-10-01',
      end: '2025-12-31',
      base: '2024-Q4',
      base_label: 'fourth quarter of 2024',
      break_reason: null,
      provisional: true,
      estimated: false,
      forecast: false,
      confidence: null,
      corrected: false,
      derived: false,
      growth_text: null,
      status: 'provisional',
      release: 'ferry-2025-q4',
      release_period: '2025-Q4',
      release_label: 'fourth quarter of 2025',
      published: '2026-01-19',
      own: false,
      route: 'all',
      route_label: 'All routes',
    });
    expect(
      Object.keys(row ?? {})
        .filter((field) => !field.startsWith('route'))
        .sort(),
    ).toEqual([...ROW_FIELDS].sort());
  });

  test('labels and words are in the locale', async () => {
    const [row] = await rowsOf({ address: 'passengers.river:growth' }, small, 'zh-CN');
    expect(row).toMatchObject({ label: '河道航线', route_label: '河道航线', measure_label: '同比变化', text: '+7.4%' });
  });

  test('a row of no member of a dimension has the name of its indicator, never none', async () => {
    const [total] = await rowsOf({ address: 'trade.total' }, real);
    expect(total).toMatchObject({ metal: null, metal_label: 'Foreign trade', flow: 'both' });
  });

  test('a unit that a chart names is the one in which the locale says it', async () => {
    const drawn = async (locale: string): Promise<unknown> => {
      const [row] = await rowsOf({ address: 'trade.bauxite', unit: 'kt', digits: 1 }, real, locale);
      return [row?.['value'], row?.['text']];
    };
    // 2亿吨 of bauxite, as the release of 2025 prints it
    expect(await drawn('en')).toEqual([200_000, '200,000']);
    expect(await drawn('zh-CN')).toEqual([20_000, '20,000']);
    const [row] = await rowsOf({ address: 'trade.bauxite', unit: 'Mt', digits: 1 }, real, 'zh-CN');
    // `amount` is in Mt, the unit of the indicator, for thresholds that hold in each language.
    expect([row?.['value'], row?.['text'], row?.['amount']]).toEqual([20_000, '20,000', 200]);
  });

  test('an address without a period means that of the edition; a range of periods lists those that are stated', async () => {
    expect((await rowsOf({ address: 'passengers.harbour' })).map(({ period }) => period)).toEqual(['2025-Q4']);
    const range = await rowsOf({ address: 'passengers.harbour@2025-Q1..2025-Q4' });
    expect(range.map(({ period, value }) => [period, value])).toEqual([
      ['2025-Q3', 824000],
      ['2025-Q4', 731000],
    ]);
  });

  test('a star stands for the parts of one level, in the order of the dataset', async () => {
    expect((await rowsOf({ address: 'passengers.*' })).map(({ indicator }) => indicator)).toEqual([
      'passengers.harbour',
      'passengers.river',
    ]);
  });

  test('the order of addresses is kept, and no figure comes twice', async () => {
    const rows = await rowsOf({ address: ['passengers.river', 'passengers.*', 'passengers'] });
    expect(rows.map(({ route }) => route)).toEqual(['river', 'harbour', 'all']);
  });

  test('figures are converted exactly, and labels lose digits but gain none', async () => {
    const [kilotonnes] = await rowsOf({ address: 'fuel.used', unit: 'kt' });
    expect(kilotonnes).toMatchObject({ value: 1.96, low: 1.955, high: 1.965, text: '1.96', unit: 'kt' });
    const [coarse] = await rowsOf({ address: 'fuel.used', unit: 'kt', digits: 1 });
    expect(coarse).toMatchObject({ value: 1.96, text: '2.0' });
    const [asPrinted] = await rowsOf({ address: 'punctuality', digits: 4 });
    expect(asPrinted).toMatchObject({ text: '93.8%' });
  });

  test('vintages are all that the publisher has stated up to the date of the edition, release by release', async () => {
    const address = 'passengers.harbour@2025-Q3';
    expect((await rowsOf({ address })).map(({ release }) => release)).toEqual(['ferry-2025-q4']);
    const rows = await rowsOf({ address, vintages: true });
    expect(rows.map(({ release, published }) => [release, published])).toEqual([
      ['ferry-2025-q3', '2025-10-20'],
      ['ferry-2025-q4', '2026-01-19'],
    ]);
  });

  test('a level that its successor and growth imply is a row of its own, marked as worked out', async () => {
    const rows = await rowsOf({ address: 'passengers.river', implied: true });
    // 377,000 ± 500 and 7.4% ± 0.05 leave 350,396 to 351,653
    const before = {
      address: 'passengers.river@2024-Q4',
      period: '2024-Q4',
      year: 2024,
      text: '351,000',
      derived: true,
    };
    expect(rows).toEqual([expect.objectContaining(before), ...(await rowsOf({ address: 'passengers.river' }))]);
  });

  test('a difference between rates becomes the rate that it is taken from, where that is not stated', async () => {
    const rates = { address: ['investment.total:difference@2025'], unit: '%', implied: true };
    // 4.9 ± 0.05 less 2.3 ± 0.05
    const [rate, ...others] = await rowsOf(rates, real);
    expect(rate).toMatchObject({
      indicator: 'national.industrial_investment',
      measure: 'growth',
      period: '2025',
      base: '2024',
      value: 2.6,
      low: 2.5,
      high: 2.7,
      text: '+2.6%',
      derived: true,
    });
    expect(others).toEqual([]);
    const [difference] = await rowsOf({ ...rates, implied: false }, real);
    expect(difference).toMatchObject({ measure: 'difference', value: 2.3, derived: false });
  });

  test('two releases of a source on one period have two labels', async () => {
    const { dataset, release } = small;
    const again = { ...release, id: asRelease('ferry-2025-q4-again'), published: '2026-02-02' };
    const releases = new Map([...dataset.releases, [again.id, again]]);
    const later = { ...small, dataset: { ...dataset, releases }, asOf: asDay('2026-02-02') };
    const [row] = await rowsOf({ address: 'passengers' }, later);
    const [before] = await rowsOf({ address: 'passengers' }, { ...later, asOf: asDay('2026-02-01') });
    expect(row?.['release_label']).toBe('fourth quarter of 2025 (19\u00A0January\u00A02026)');
    expect(before?.['release_label']).toBe('fourth quarter of 2025');
  });

  test('what is exactly zero is not negative', async () => {
    const rows = await rowsOf({ address: 'output.primary_aluminium:growth@2026' }, real);
    expect(rows).toMatchObject([{ value: 0, negative: false, forecast: true, text: 'basically unchanged' }]);
  });

  test('a corrected figure is drawn as corrected', async () => {
    const rows = await rowsOf({ address: ['output.refined_copper', 'output.alumina'] }, real);
    expect(rows.map(({ value, corrected, status }) => [value, corrected, status])).toEqual([
      [14.72, true, 'corrected'],
      [92.446, false, ''],
    ]);
  });
});

describe('events', () => {
  const withEvents = (events: unknown, more: object = {}): string =>
    JSON.stringify({
      layer: [
        { data: { address: 'passengers' }, mark: { type: 'bar', color: { expr: 'context' } } },
        { data: { events }, mark: 'text', encoding: { text: { field: 'lines' } }, ...more },
      ],
    });

  test('are rows in words of the locale, in the order of time', async () => {
    const rows = async (events: unknown, locale = 'en') =>
      (await bindSound(withEvents(events), small, localeOf(locale))).rows.get('/layer/1/data');
    expect(await rows('night_*', 'zh-CN')).toEqual([
      {
        event: 'night_boat',
        kind: 'milestone',
        what: '首班夜航',
        lines: ['首班夜航'],
        by: null,
        period: '2025-10-04',
        period_label: '2025年10月4日',
        year: 2025,
        start: '2025-10-04',
        end: '2025-10-04',
        release: 'ferry-2025-q4',
        own: false,
        route: 'harbour',
        route_label: '港内航线',
      },
    ]);
    expect((await rows(['night_boat', '*']))?.map(({ event, by }) => [event, by])).toEqual([
      ['fare_rule', 'Harbour council'],
      ['night_boat', null],
    ]);
  });

  test('are reported in the description, each that is drawn once', async () => {
    const bound = await bindSound(withEvents(['*', 'fare_rule']), small);
    expect(bound.description).toMatch(
      /\. Events: One fare for both routes \(2025 to 2027\); First night boat \(4.October.2025\)\.$/,
    );
    expect(bound.values).toHaveLength(1);
    const more = { transform: [{ filter: "datum.kind === 'rule'" }] };
    const { bound: filtered, rendered } = await drawSound(withEvents('*', more), small);
    const told = bindChart(filtered.spec, small, 'en', new Diagnostics(), { shown: new Set(rendered.shown) });
    expect(told?.description).toMatch(/\. Events: One fare for both routes \(2025 to 2027\)\.$/);
    expect(textsOf(rendered.svg)).toContain('One fare for both routes');
  });

  test('that no release had told of on the date of the edition are left out', async () => {
    const before = await editionOf('tests/fixtures/tiny', 'ferry-passengers', 'ferry-2025-q3', '2025-12-31');
    const bound = await bindSound(withEvents('*'), before);
    expect(bound.rows.get('/layer/1/data')?.map(({ event }) => event)).toEqual(['fare_rule']);
  });

  test('have a text in lines of about equal width', async () => {
    const { dataset } = small;
    const told = async (locale: string, text: string) => {
      const events = new Map(
        [...dataset.events].map(([id, event]) => [id, { ...event, what: new Map([[locale, text]]) }]),
      );
      const own = { ...small, dataset: { ...dataset, events } };
      return (await bindSound(withEvents('night_boat'), own, localeOf(locale))).rows.get('/layer/1/data')?.[0]?.[
        'lines'
      ];
    };
    expect(await told('en', 'A premium for clearing old gardens')).toEqual(['A premium for', 'clearing old gardens']);
    expect(await told('zh-CN', '国务院办公厅发布铜产业高质量发展实施方案。')).toEqual([
      '国务院办公厅发布铜产业',
      '高质量发展实施方案。',
    ]);
  });
});

test('every figure of the first brief’s charts on 2025 is that of the second transcription', async () => {
  const facts = parse<Record<string, string>>(await readFile('tests/facts/2025.csv', 'utf8'), { columns: true });
  const valueOf = new Map(facts.map(({ address, corrected, value, unit }) => [address, [corrected || value, unit]]));
  let compared = 0;
  for (const [name, text] of await briefCharts()) {
    const bound = await bindSound(text, real, 'en', name);
    for (const row of [...bound.rows.values()].flat()) {
      const [value, unit] = valueOf.get(String(row['address'])) ?? [];
      if (value === undefined) continue;
      const scale = row['unit'] === unit ? 1 : SCALES.get(`${unit} to ${String(row['unit'])}`);
      const number = Number(/-?[\d.]+/.exec(value)?.[0]) * (scale ?? Number.NaN);
      expect([row['address'], row['value']]).toEqual([row['address'], number]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(55);
});

describe('words', () => {
  test('the title says what, which measure and when; the description gives the figures', async () => {
    const bound = await bindSound(chartOf({ address: ['passengers.*:growth', 'passengers:growth'] }), small);
    expect(bound.title).toBe(
      'Harbour route, river route and passengers: change on a year earlier, fourth quarter of 2025',
    );
    expect(bound.description).toBe(
      'Highest: river route, +7.4%; lowest: harbour route, +5.5%. Harbour route: +5.5%. River route: +7.4%. Passengers: +6.1%.',
    );
  });

  test('periods, other bases and flags are said where they differ', async () => {
    const address = ['passengers:growth[2025-Q3]', 'passengers:growth@2026'];
    const bound = await bindSound(chartOf({ address }), small);
    expect(bound.title).toBe('Passengers: fourth quarter of 2025 to 2026');
    expect(bound.description).toBe(
      'Change from third quarter of 2025, fourth quarter of 2025: passengers −10.4%. ' +
        'Change on a year earlier, 2026: passengers about +3% (forecast).',
    );
  });

  test('Chinese has Chinese punctuation and no spaces between sentences', async () => {
    const bound = await bindSound(chartOf({ address: 'passengers.*:growth' }), small, 'zh-CN');
    expect(bound.title).toBe('港内航线和河道航线：同比变化，2025年第四季度');
    expect(bound.description).toBe('港内航线：+5.5%。河道航线：+7.4%。');
  });

  test('every number in them is the text of a value, or names a period', async () => {
    for (const [name, text] of await briefCharts()) {
      const bound = await bindSound(text, real, 'en', name);
      const said = bound.values.reduce((rest, { text: words }) => rest.replaceAll(words, ''), bound.description);
      expect([name, said.match(/(?<!\d)(?!20\d\d\b)\d[\d.,]*/g)]).toEqual([name, null]);
      expect(bound.values.length).toBeGreaterThan(2);
    }
  });
});

test('binding twice gives the same, and drawing changes nothing of it', async () => {
  const [, text = ''] = (await briefCharts())[0] ?? [];
  const bound = await bindSound(text, real);
  const before = JSON.stringify([bound.spec.spec, [...bound.rows]]);
  await drawSound(text, real);
  const again = await bindSound(text, real);
  expect(JSON.stringify([again.spec.spec, [...again.rows]])).toBe(before);
});
