import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { drawSound } from './case.ts';
import { elementsOf, readSvg } from './svg.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// A forecast, and a figure that is provisional, look like what they are, or the subtitle says about which figures they are.

const { dataset } = await loadFiles(
  filesOf({
    indicators: { ore: 'Mt flow', tin: 'Mt flow' },
    releases: {
      office: [
        '  ore:',
        ...[2021, 2022, 2023].map((year) => `    - {level: ${year - 1990} Mt, period: ${year}}`),
        '    - {level: 36 Mt, period: 2024, status: [provisional]}',
        '    - {level: 38 Mt, period: 2025, status: [forecast]}',
        '    - {level: 41 Mt, period: 2026, status: [forecast]}',
        '  tin:',
        '    - {level: 7 Mt, period: 2023, status: [provisional]}',
        '    - {level: 8 Mt, period: 2024, status: [provisional]}',
      ].join('\n'),
    },
  }),
);
const release = dataset.releases.get(asRelease('office'));
if (!release) throw new Error('no release');
const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };

const X = { field: 'period', type: 'ordinal' };
const Y = { field: 'value', type: 'quantitative' };
const ORE = 'ore@2021..2026';

async function drawn(mark: object | string, address = ORE, more: object = {}, locale = 'en') {
  const spec = { data: { address }, height: 160, encoding: { x: X, y: Y }, mark, ...more };
  const { rendered } = await drawSound(JSON.stringify(spec), edition, { locale: localeOf(locale) });
  const lines = elementsOf(readSvg(rendered.svg)).flatMap(({ name, attributes }) =>
    name === 'path' && attributes['stroke'] && Number(attributes['stroke-width']) >= 2 ? [attributes] : [],
  );
  const { hollow, isDashed, unmarked } = rendered.statuses ?? {};
  return { told: { hollow, isDashed, unmarked }, lines };
}

/** How many points a path leads through. */
const points = (path: string | undefined): number => path?.split(/[ML]/).filter(Boolean).length ?? 0;

test('a line is broken on its way to a forecast; what is provisional in it the subtitle has to say', async () => {
  const { told, lines } = await drawn('line');
  expect(told).toEqual({ hollow: [], isDashed: true, unmarked: [{ flag: 'provisional', when: '2024' }] });
  // whole from 2021 to 2024, broken from 2024 to 2026
  expect(lines.map(({ d, 'stroke-dasharray': dashes }) => [points(d), dashes !== undefined])).toEqual([
    [4, false],
    [3, true],
  ]);
  const ends = lines.map(({ d = '' }) => d.slice(1).split('L'));
  expect(ends[1]?.[0]).toBe(ends[0]?.at(-1));
});

test('a line without a forecast is one piece', async () => {
  const { told, lines } = await drawn('line', 'ore@2021..2023');
  expect(told).toEqual({ hollow: [], isDashed: false, unmarked: [] });
  expect(lines.map(({ d, 'stroke-dasharray': dashes }) => [points(d), dashes])).toEqual([[3, undefined]]);
});

test('points and bars that are hollow say it themselves', async () => {
  const hollow = ['forecast', 'provisional'];
  for (const mark of ['bar', { type: 'line', point: true }, { type: 'area', point: true }])
    expect((await drawn(mark)).told).toMatchObject({ hollow, unmarked: [] });
});

test.each([
  ['an area', { type: 'area', line: false, opacity: 1 }],
  ['ticks', 'tick'],
  ['points too small to be hollow', { type: 'point', size: 5 }],
  ['bars too thin to be hollow', { type: 'bar', size: 2 }],
])('%s show no status, so that the subtitle has to say all', async (_, mark) => {
  expect((await drawn(mark)).told).toEqual({
    hollow: [],
    isDashed: false,
    unmarked: [
      { flag: 'forecast', when: '2025 and 2026' },
      { flag: 'provisional', when: '2024' },
    ],
  });
});

test('a run of periods is said by its ends, and of figures that all are, that they are', async () => {
  const area = { type: 'area', line: false };
  expect((await drawn(area, 'tin@2023..2024')).told.unmarked).toEqual([{ flag: 'provisional', when: '' }]);
  const named = (await drawn(area, ORE, {}, 'de')).told.unmarked;
  expect(named?.[0]).toEqual({ flag: 'forecast', when: '2025 und 2026' });
});

test('a word next to a figure says it, too', async () => {
  const words = {
    layer: [
      { mark: { type: 'area', line: false } },
      {
        transform: [{ filter: 'datum.forecast || datum.provisional' }],
        mark: { type: 'text', style: 'label', dy: -8 },
        encoding: { text: { field: 'status' } },
      },
    ],
  };
  expect((await drawn('area', ORE, { mark: undefined, ...words })).told.unmarked).toEqual([]);
});

test('where figures are broken that are none, a broken line says nothing of forecasts', async () => {
  const all = await drawn({ type: 'line', strokeDash: [4, 3] });
  expect(all.told).toMatchObject({ isDashed: false, unmarked: [{ flag: 'forecast' }, { flag: 'provisional' }] });
  const only = await drawn({ type: 'line', strokeDash: [4, 3] }, 'ore@2025..2026');
  expect(only.told).toMatchObject({ isDashed: true, unmarked: [] });
});
