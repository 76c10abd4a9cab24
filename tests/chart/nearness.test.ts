import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { draw } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// A reader takes a text for that of the mark that is next to it, and of the series that has its colour.

const rows = (id: string, base: number): string =>
  [`  ${id}:`, ...[0, 1, 2, 3].map((at) => `    - {level: ${base + at} Mt, period: ${2021 + at}}`)].join('\n');
const { dataset } = await loadFiles(
  filesOf({
    indicators: { tin: 'Mt flow', zinc: 'Mt flow' },
    releases: { office: `${rows('tin', 40)}\n${rows('zinc', 20)}` },
  }),
);
const release = dataset.releases.get(asRelease('office'));
if (!release) throw new Error('no release');
const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };

const X = { field: 'period', type: 'ordinal' };
const Y = { field: 'value', type: 'quantitative' };
const colours = (tin: string, zinc: string) => ({
  condition: { test: "datum.indicator === 'tin'", value: { expr: tin } },
  value: { expr: zinc },
});

/** Two lines, each with a text at one of its points. */
function lines(field: string, dy: number, color: object): object {
  const at = (id: string, year: number, move: number) => ({
    transform: [{ filter: `datum.indicator === '${id}' && datum.year === ${year}` }],
    mark: { type: 'text', style: 'label', dy: move },
    encoding: { text: { field }, color },
  });
  return {
    data: { address: ['tin@2021..2024', 'zinc@2021..2024'] },
    transform: [{ calculate: "datum.label + ' ' + datum.text", as: 'caption' }],
    height: 110,
    encoding: { x: X, y: Y },
    layer: [
      { mark: 'line', encoding: { detail: { field: 'indicator' }, color: colours('accent', 'warning') } },
      at('tin', 2022, dy),
      at('zinc', 2024, -dy),
    ],
  };
}

const INK = { value: { expr: 'ink' } };

async function faults(spec: object): Promise<string[]> {
  const { diagnostics } = await draw(JSON.stringify(spec), edition);
  return diagnostics.flatMap(({ severity, rule }) => (severity === 'error' ? [rule] : []));
}

test.each([['label'], ['caption']])('the %s of a line stands at it, and not at another', async (field) => {
  expect(await faults(lines(field, -8, INK))).toEqual([]);
  expect(await faults(lines(field, 38, INK))).toContain('chart/untrue');
});

test('the name of a series stands within two lines of text of its mark, also where nothing else is near', async () => {
  // 43 of 100 on a scale of 200 pixels: above tin nothing is drawn for 114 pixels, a line of text has about 11
  const high = (dy: number, field = 'label'): object => ({
    ...lines(field, dy, INK),
    height: 200,
    encoding: { x: X, y: { ...Y, scale: { domain: [0, 100] } } },
  });
  expect(await faults(high(-20))).toEqual([]);
  expect(await faults(high(-38))).toEqual(['chart/untrue', 'chart/untrue']);
  // A figure is not a name, and a single series is taken for no other.
  expect(await faults(high(-38, 'caption'))).toEqual([]);
  expect(await faults({ ...high(-38), data: { address: 'tin@2021..2024' } })).not.toContain('chart/untrue');
});

test('names may stand in a line above the plot, as in a legend, and not among its marks', async () => {
  const legend = (y: number, others: object = {}): object => {
    const name = (id: string, x: number) => ({
      transform: [{ filter: `datum.indicator === '${id}' && datum.year === 2024` }],
      mark: { type: 'text', style: 'label', align: 'left' },
      encoding: { text: { field: 'label' }, x: { value: x }, y: { value: y }, color: colours('accent', 'warning') },
    });
    const [line] = (lines('label', 0, INK) as { layer: object[] }).layer;
    return {
      data: { address: ['tin@2021..2024', 'zinc@2021..2024'] },
      height: 200,
      layer: [
        { ...line, encoding: { x: X, y: Y, ...(line as { encoding: object }).encoding } },
        name('tin', 0),
        name('zinc', 60),
      ],
      ...others,
    };
  };
  expect(await faults(legend(-30))).toEqual([]);
  // Between the lines zinc is 40 pixels below its name, and tin as far above.
  expect(await faults(legend(60))).toContain('chart/untrue');
});

test('the name of an area or bar may lie deep in it, and that of a row at its start', async () => {
  const named = (mark: object, encoding: object, field = 'label'): object => ({
    data: { address: ['tin@2021..2024', 'zinc@2021..2024'] },
    height: 300,
    layer: [
      { mark: { ...mark, opacity: 0.4 }, encoding: { x: X, y: { ...Y, stack: null }, color: { field: 'indicator' } } },
      {
        transform: [{ filter: "datum.indicator === 'tin' && datum.year === 2022" }],
        mark: { type: 'text', style: 'label' },
        encoding: { x: X, text: { field }, ...encoding },
      },
    ],
  });
  // between 21 and 41 on the scale, far from both edges
  const inside = { y: { value: 80 } };
  expect(await faults(named({ type: 'area' }, inside))).toEqual([]);
  expect(await faults(named({ type: 'line' }, inside))).toEqual(['chart/untrue']);
  const rows = {
    data: { address: ['tin@2024', 'zinc@2024'] },
    height: { step: 40 },
    encoding: { y: { field: 'indicator', type: 'nominal', axis: null } },
    layer: [
      { mark: 'point', encoding: { x: Y } },
      { mark: { type: 'text', align: 'left' }, encoding: { x: { value: 0 }, text: { field: 'label' } } },
    ],
  };
  expect(await faults(rows)).toEqual([]);
});

test('a text has the colour of its own series, or that of text', async () => {
  expect(await faults(lines('label', -8, colours('accent', 'warning')))).toEqual([]);
  expect(await faults(lines('label', -8, colours('warning', 'accent')))).toContain('chart/untrue');
});

test('the figures of bars and of two points at one place belong to the nearest', async () => {
  const text = (id: string, dx: number) => ({
    transform: [{ filter: `datum.indicator === '${id}'` }],
    mark: { type: 'text', style: 'label', align: dx < 0 ? 'right' : 'left', dx },
    encoding: { text: { field: 'caption' } },
  });
  const points = (tin: number, zinc: number) => ({
    data: { address: ['tin@2024', 'zinc@2024'] },
    transform: [{ calculate: "datum.label + ' ' + datum.text", as: 'caption' }],
    width: 306,
    height: { step: 30 },
    encoding: { y: X, x: { ...Y, scale: { zero: false, padding: 30 } } },
    layer: [{ mark: 'point', encoding: { shape: { field: 'indicator' } } }, text('tin', tin), text('zinc', zinc)],
  });
  expect(await faults(points(8, -8))).toEqual([]);
  const bars = {
    data: { address: ['tin@2024', 'zinc@2024'] },
    height: { step: 19 },
    encoding: { y: { field: 'label', type: 'nominal' }, x: Y },
    layer: [{ mark: 'bar' }, { mark: { type: 'text', align: 'left', dx: 5 }, encoding: { text: { field: 'text' } } }],
  };
  expect(await faults(bars)).toEqual([]);
});
