import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/dataset/edition.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { draw, drawSound } from './case.ts';

// Figures of a year and of its parts on one axis, and what is published next to what is worked out.

async function editionOfRides(): Promise<Edition> {
  const quarters = [2024, 2025].flatMap((year) => [1, 2, 3, 4].map((at) => `${year}-Q${at}`));
  const levels = (of: string[], from: number): string =>
    of.map((period, at) => `    - {level: '${from + at}.5', period: ${period}}`).join('\n');
  const { dataset } = await loadFiles(
    filesOf({
      indicators: { rides: 'Mt flow', stock: 'Mt stock', gain: 'Mt flow', turned: 'Mt flow' },
      releases: {
        office: `  rides:
${levels(['2023', '2024', '2025', ...quarters], 201)}
    - {growth: 0.5%, period: 2025}
  stock:
${levels(['2023', '2024-Q4', '2025-Q3'], 301)}
  gain:
    - {level: -2.5 Mt, period: 2025}
    - {growth: -40%, period: 2025}
  turned:
    - {level: 2.5 Mt, period: 2025}
    - {growth: -160%, period: 2025}`.replaceAll(".5'", ".5 Mt'"),
      },
    }),
  );
  const release = dataset.releases.get('office');
  if (!release) throw new Error('no release');
  return { dataset, release, asOf: '2026-12-31', period: release.period };
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
