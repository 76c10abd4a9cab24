import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/dataset/edition.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { draw, drawSound } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// Figures of a year and of its parts on one axis, and what is published next to what is worked out.

async function editionOfRides(): Promise<Edition> {
  const quarters = [2024, 2025].flatMap((year) => [1, 2, 3, 4].map((at) => `${year}-Q${at}`));
  const levels = (of: string[], from: number): string =>
    of.map((period, at) => `    - {level: '${from + at}.5', period: ${period}}`).join('\n');
  const { dataset } = await loadFiles(
    filesOf({
      indicators: {
        rides: 'Mt flow',
        stock: 'Mt stock',
        gain: 'Mt flow',
        turned: 'Mt flow',
        gone: 'Mt flow',
        other: 'Mt stock',
        sparse: 'Mt flow',
      },
      releases: {
        office: `  rides:
${levels(['2023', '2024', '2025', ...quarters], 201)}
    - {growth: 0.5%, period: 2025}
  stock:
${levels(['2023', '2024-Q4', '2025-Q3'], 301)}
  other:
${levels(['2024-12-31', '2025-Q3'], 301)}
  gone:
${levels(['2025', '2025-Q4', '2024-07-01..2025-06-30'], 211)}
  sparse:
${levels(['2010', '2015', '2020', '2022', '2023', '2024', '2025'], 101)}
  gain:
    - {level: -2.5 Mt, period: 2025}
    - {growth: -40%, period: 2025}
  turned:
    - {level: 2.5 Mt, period: 2025}
    - {growth: -160%, period: 2025}`.replaceAll(".5'", ".5 Mt'"),
      },
    }),
  );
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  return { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
}

const edition = await editionOfRides();

const TIME = { field: 'end', type: 'temporal', scale: { type: 'utc' }, axis: { format: '%Y', tickCount: 'year' } };

function chart(address: string[], x: object, mark: unknown = 'bar'): string {
  const data = { address };
  return JSON.stringify({
    data,
    height: 200,
    mark,
    encoding: { x, y: { field: 'value', type: 'quantitative' } },
  });
}

async function rulesOf(...given: Parameters<typeof chart>): Promise<string[]> {
  const { diagnostics } = await draw(chart(...given), edition);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

const YEAR = { field: 'year', type: 'ordinal' };
const PLAIN_YEAR = { field: 'year', type: 'quantitative', scale: { zero: false }, axis: { format: 'd', tickCount: 2 } };

describe('figures on an axis of years or of time', () => {
  test.each([
    ['a year and a quarter', ['rides@2024', 'rides@2025-Q4'], YEAR],
    ['the quarter first', ['rides@2024-Q4', 'rides@2025'], YEAR],
    ['other quarters of two years', ['rides@2024-Q4', 'rides@2025-Q3'], YEAR],
    ['other quarters on a scale of years', ['rides@2024-Q1', 'rides@2025-Q3'], PLAIN_YEAR],
    ['stocks at other ends', ['stock@2023', 'stock@2025-Q3'], YEAR],
    ['a year and a quarter by first days', ['rides@2024', 'rides@2025-Q4'], { field: 'start', type: 'ordinal' }],
  ])('%s are not compared', async (_, address, x) => {
    expect(await rulesOf(address, x, 'point')).toEqual(['chart/scale']);
  });

  test('a year and a quarter are not compared in time', async () => {
    expect(await rulesOf(['rides@2024', 'rides@2025-Q4'], TIME, 'point')).toEqual(['chart/scale']);
  });

  test.each([
    ['years', ['rides@2024', 'rides@2025'], YEAR],
    ['the same quarter of years', ['rides@2024-Q4', 'rides@2025-Q4'], YEAR],
    ['a year and a quarter by their names', ['rides@2024', 'rides@2025-Q4'], { field: 'period', type: 'ordinal' }],
    ['stocks at one end of years', ['stock@2023', 'stock@2024-Q4'], YEAR],
    ['quarters in time', ['rides@2024-Q1..2025-Q4'], TIME],
    ['stocks in time', ['stock@2023', 'stock@2024-Q4', 'stock@2025-Q3'], TIME],
    ['what has come together since a day', ['rides@2025-Q1', 'rides@2025'], TIME],
  ])('%s are', async (_, address, x) => {
    expect(await rulesOf(address, x, 'point')).toEqual([]);
  });

  test('no two labels are the same', async () => {
    for (const axis of [
      { format: '%B', tickCount: 8 },
      { format: '%Y', tickCount: 12 },
    ])
      expect(await rulesOf(['rides@2024-Q1..2025-Q4'], { ...TIME, axis }, 'point')).toEqual(['chart/untrue']);
    const axis = { format: '%B %Y', tickCount: 4 };
    expect(await rulesOf(['rides@2024-Q1..2025-Q4'], { ...TIME, axis }, 'point')).toEqual([]);
  });
});

/** Marks over names, or whatever else, of several indicators. */
function over(y: object, address: string[], more: object = {}): string {
  const encoding = { y, x: { field: 'value', type: 'quantitative' } };
  return JSON.stringify({ data: { address }, height: 120, mark: 'bar', encoding, ...more });
}

async function rulesOfSpec(spec: string): Promise<string[]> {
  const { diagnostics } = await draw(spec, edition);
  return [...new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))];
}

describe('figures that no axis places in time', () => {
  const NAME = { field: 'label', type: 'nominal' };
  const caption = (text: string): object => ({
    layer: [
      { mark: 'bar' },
      {
        transform: [{ calculate: text, as: 'caption' }],
        mark: { type: 'text', style: 'label', align: 'left', dx: 5 },
        encoding: { text: { field: 'caption' } },
      },
    ],
  });

  test.each([
    ['a year and a quarter', ['rides@2025', 'gone@2025-Q4']],
    ['a calendar year and one that begins in July', ['rides@2025', 'gone@2024-07-01..2025-06-30']],
    ['two years', ['rides@2024', 'gone@2025']],
    ['stocks of two days', ['stock@2023', 'other@2025-Q3']],
  ])('%s are not compared', async (_, address) => {
    expect(await rulesOfSpec(over(NAME, address))).toEqual(['chart/scale']);
    const apart = {
      facet: { row: { field: 'label' } },
      spec: { mark: 'bar', encoding: { x: { field: 'value', type: 'quantitative' } } },
    };
    expect(await rulesOfSpec(JSON.stringify({ data: { address }, height: 120, ...apart }))).toEqual(['chart/scale']);
  });

  test('nor a year and a quarter of one indicator, whose names are not shown', async () => {
    const hidden = { field: 'period', type: 'ordinal', axis: null };
    expect(await rulesOfSpec(over(hidden, ['rides@2025', 'rides@2025-Q4']))).toEqual(['chart/scale']);
    expect(await rulesOfSpec(over({ ...hidden, axis: {} }, ['rides@2025', 'rides@2025-Q4']))).toEqual([]);
  });

  test('they are where a text says about each when it is', async () => {
    const pair = ['rides@2025', 'gone@2025-Q4'];
    expect(await rulesOfSpec(over(NAME, pair, caption('datum.text')))).toEqual(['chart/scale']);
    expect(await rulesOfSpec(over(NAME, pair, caption("datum.text + ' ' + datum.period_label")))).toEqual([]);
    const panels = {
      data: { address: pair },
      facet: { field: 'period_label' },
      spec: { mark: 'bar', encoding: { y: NAME, x: { field: 'value', type: 'quantitative' } } },
    };
    expect(await rulesOfSpec(JSON.stringify(panels))).toEqual([]);
  });

  test.each([
    ['of one period', ['rides@2025', 'gone@2025']],
    ['a stock at the end of a flow', ['rides@2025', 'stock@2023']],
    ['stocks of one day', ['stock@2024-Q4', 'other@2024-12-31']],
  ])('figures %s are', async (_, address) => {
    expect(await rulesOfSpec(over(NAME, address))).toEqual([]);
  });
});

describe('a line over names of periods', () => {
  const LINE = { type: 'line', point: true };
  const NAMED = { field: 'period', type: 'ordinal' };

  test.each([
    ['years far apart and years next to each other', ['sparse@2010', 'sparse@2015', 'sparse@2020', 'sparse@2022']],
    ['the same, of a range of which most have none', ['sparse@2010..2025']],
    ['years and then quarters', ['rides@2023', 'rides@2024', 'rides@2025-Q1..2025-Q3']],
  ])('does not lead over %s', async (_, address) => {
    for (const mark of [LINE, { type: 'area', line: true }])
      expect(await rulesOf(address, NAMED, mark)).toEqual(['chart/scale']);
    // a slanted rule joins two figures as a line does
    const rules = {
      transform: [
        {
          window: [
            { op: 'lag', field: 'value', as: 'before' },
            { op: 'lag', field: 'period', as: 'from' },
          ],
          sort: [{ field: 'end' }],
        },
        { filter: 'isValid(datum.before)' },
      ],
      encoding: {
        x: NAMED,
        x2: { field: 'from' },
        y: { field: 'value', type: 'quantitative' },
        y2: { field: 'before' },
      },
    };
    expect(await rulesOfSpec(JSON.stringify({ data: { address }, height: 160, mark: 'rule', ...rules }))).toEqual([
      'chart/scale',
    ]);
  });

  test.each([
    ['every fifth year', ['sparse@2010', 'sparse@2015', 'sparse@2020', 'sparse@2025'], NAMED],
    ['two years', ['sparse@2010', 'sparse@2025'], NAMED],
    ['quarters, which have 90 to 92 days', ['rides@2024-Q1..2025-Q4'], NAMED],
    ['years far apart, in time', ['sparse@2010..2025'], TIME],
  ])('leads over %s', async (_, address, x) => {
    expect(await rulesOf(address, x, LINE)).toEqual([]);
  });

  test('may break where a step is longer', async () => {
    const drawn = { calculate: 'datum.year < 2020 ? null : datum.value', as: 'drawn' };
    const spec = {
      data: { address: ['sparse@2015', 'sparse@2020', 'sparse@2022', 'sparse@2024'] },
      transform: [drawn],
      height: 160,
      mark: LINE,
      encoding: { x: NAMED, y: { field: 'drawn', type: 'quantitative' } },
    };
    expect(await rulesOfSpec(JSON.stringify(spec))).toEqual([]);
  });

  test('and bars may stand for any years: nothing joins them', async () => {
    expect(await rulesOf(['sparse@2010', 'sparse@2015', 'sparse@2022'], NAMED)).toEqual([]);
  });
});

describe('the level before a rate of growth', () => {
  const withLevel = (address: string, key: string): string => {
    const spec = JSON.parse(chart([address], { field: 'period', type: 'ordinal' })) as { data: object };
    return JSON.stringify({ ...spec, data: { ...spec.data, [key]: true } });
  };

  test('is the published one where there is one, and so is the level ahead', async () => {
    for (const [address, key] of [
      ['rides@2025', 'implied'],
      ['rides:growth@2025', 'ahead'],
    ] as const) {
      const { bound } = await drawSound(withLevel(address, key), edition);
      const rows = bound.rows.get('/data') ?? [];
      expect(rows.map(({ address: own, value, derived }) => [own, value, derived])).toEqual([
        ['rides@2024', 202.5, false],
        ['rides@2025', 203.5, false],
      ]);
    }
  });

  test('is refused where it is below zero', async () => {
    for (const address of ['gain@2025', 'turned@2025']) {
      const { bound, diagnostics } = await draw(withLevel(address, 'implied'), edition);
      expect(bound).toBeUndefined();
      expect(diagnostics.map(({ rule }) => rule)).toEqual(['chart/invalid']);
    }
  });
});
