import { expect, test } from 'vitest';
import { bindChart } from '../../src/chart/bind.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { draw, summaryOf } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// Figures that no single number is, and figures that a picture leaves out.

const LEVELS = [20, 60, 30, 40, 35].map((level, at) => `    - {level: ${level} Mt, period: ${2021 + at}}`);
const PLANS = [
  '4 to 500 Mt, period: 2023',
  'over 250 Mt, period: 2024',
  '280 Mt, period: 2025',
  '300 Mt, period: 2026',
];
const { dataset } = await loadFiles(
  filesOf({
    indicators: { crop: 'Mt flow', plan: 'Mt flow', ore: 'Mt flow' },
    releases: {
      office: [
        '  crop:',
        ...LEVELS,
        '  plan:',
        ...PLANS.map((one) => `    - {level: ${one}}`),
        '  ore:',
        '    - {level: 2 to 5 Mt, period: 2023}',
        '    - {level: 7 Mt, period: 2024}',
        '    - {level: 1 Mt, period: 2025}',
        '    - {level: over 3 Mt, period: 2026}',
      ].join('\n'),
    },
  }),
);
const release = dataset.releases.get(asRelease('office'));
if (!release) throw new Error('no release');
const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };

const X = { field: 'period', type: 'ordinal' };
const Y = { field: 'value', type: 'quantitative' };
const EXTENT = { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } };
const ranges = { transform: [{ filter: "datum.loose === 'range'" }], encoding: EXTENT };

function chart(address: string, ...layer: object[]): object {
  return { data: { address }, height: 160, encoding: { x: X }, layer };
}

const of = (mark: unknown, ...transform: object[]) => ({ transform, mark, encoding: { y: Y } });

async function drawn(spec: object) {
  const { diagnostics, rendered } = await draw(JSON.stringify(spec), edition);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { errors: errors.map(({ rule, message }) => [rule, message] as const), rendered, all: diagnostics };
}

const PLAN = 'plan@2023..2026';
const CROP = 'crop@2021..2024';

test.each([
  ['a bar', chart(PLAN, of('bar'))],
  [
    'a bar at its middle',
    chart(PLAN, {
      mark: 'bar',
      transform: [{ calculate: '(datum.low + datum.high) / 2', as: 'm' }],
      encoding: { y: { field: 'm', type: 'quantitative' } },
    }),
  ],
  ['a point at its end', chart(PLAN, of('bar'), { mark: 'point', ...ranges, encoding: { y: EXTENT.y } })],
  ['a line', chart(PLAN, of('line'))],
  ['a colour', chart(PLAN, { mark: 'rect', encoding: { color: Y } })],
  [
    'a label without a mark',
    chart(PLAN, of('bar'), { mark: 'text', encoding: { y: { value: 20 }, text: { field: 'text' } } }),
  ],
])('a range is not drawn as %s', async (_, spec) => {
  const { errors } = await drawn(spec);
  expect(errors.map(([rule]) => rule)).toContain('chart/untrue');
  expect(errors.some(([, message]) => message.includes('plan@2023'))).toBe(true);
});

test('a range is drawn from end to end, and a bound as a hollow bar, which the subtitle explains', async () => {
  for (const mark of ['rule', { type: 'bar', size: 6 }]) {
    const { all, rendered } = await drawn(chart(PLAN, of('bar'), { mark, ...ranges }));
    expect(all.map(summaryOf)).toEqual([]);
    expect(rendered?.statuses?.hollow).toEqual(['floor']);
  }
});

test('no line passes through a bound; one that leaves it out does not', async () => {
  const line = (transform: object[], field: string) =>
    chart(
      'plan@2024..2026',
      { mark: 'line', transform, encoding: { y: { field, type: 'quantitative' } } },
      of({ type: 'point', filled: true }),
    );
  const { errors } = await drawn(line([], 'value'));
  expect(errors).toEqual([['chart/untrue', expect.stringContaining('plan@2024')]]);
  const certain = { calculate: 'datum.loose ? null : datum.value', as: 'certain' };
  expect((await drawn(line([certain], 'certain'))).errors).toEqual([]);
});

test('the highest and the lowest figure are named where no bound or range may lie beyond them', async () => {
  const said = async (address: string) => {
    const { rendered } = await drawn(
      chart(address, of('bar', { filter: "datum.loose !== 'range'" }), { mark: 'rule', ...ranges }),
    );
    return /Highest.*?(?=\. )/.exec(rendered?.description ?? '')?.[0];
  };
  // 4 to 500 may be above 300 and below 280, over 250 above 300
  expect(await said(PLAN)).toBeUndefined();
  // 2 to 5 lies between 1 and 7; over 3 may be above 7
  expect(await said('ore@2023..2025')).toMatch(/^Highest: .*2024, 7\s.*; lowest: .*2025, 1\s/i);
  expect(await said('ore@2023..2026')).toBeUndefined();
});

test.each([
  ['its value', { filter: 'datum.value < 50' }],
  ['its value as a predicate', { filter: { field: 'value', lt: 50 } }],
  ['its period', { filter: "datum.period !== '2022'" }],
])('a line over a figure that is left out for %s is an error', async (_, step) => {
  const { errors } = await drawn(chart(CROP, of('line', step)));
  expect(errors).toEqual([['chart/untrue', expect.stringContaining('crop@2022')]]);
  const steps = [
    step,
    {
      window: [
        { op: 'lag', field: 'value', as: 'before' },
        { op: 'lag', field: 'period', as: 'from' },
      ],
      sort: [{ field: 'end' }],
    },
    { filter: 'isValid(datum.before)' },
  ];
  const rules = { mark: 'rule', transform: steps, encoding: { y: Y, x2: { field: 'from' }, y2: { field: 'before' } } };
  expect((await drawn(chart(CROP, rules))).errors).toEqual([['chart/untrue', expect.stringContaining('crop@2022')]]);
});

test('a line breaks where its place is none, shows what another mark shows, and may show every second period', async () => {
  const broken = {
    mark: 'line',
    transform: [{ calculate: 'datum.value < 50 ? datum.value : null', as: 'd' }],
    encoding: { y: { field: 'd', type: 'quantitative' } },
  };
  expect((await drawn(chart(CROP, broken))).errors).toEqual([]);
  expect((await drawn(chart(CROP, of('line', { filter: 'datum.value < 50' }), of('point')))).errors).toEqual([]);
  expect((await drawn(chart('crop@2021..2023', of('line', { filter: 'datum.year !== 2022' })))).errors).toHaveLength(1);
  expect((await drawn(chart('crop@2021..2025', of('line', { filter: 'datum.year % 2 === 1' })))).errors).toEqual([]);
});

test.each([
  ['by value', [{ filter: 'datum.value > 25' }], ['part']],
  [
    'by rank',
    [
      { window: [{ op: 'rank', as: 'place' }], sort: [{ field: 'value', order: 'descending' }] },
      { filter: 'datum.place <= 3' },
    ],
    ['part'],
  ],
  ['by a place that is none', [{ calculate: 'datum.value > 25 ? datum.value : null', as: 'd' }], ['part']],
  ['by period', [{ filter: 'datum.year > 2021' }], []],
  ['by nothing', [{ filter: 'datum.value > 0' }], []],
])('the subtitle says about figures left out %s that they are', async (_, transform, notes) => {
  const field = transform.some((step) => 'calculate' in step) ? 'd' : 'value';
  const spec = chart(CROP, { mark: 'bar', transform, encoding: { y: { ...Y, field } } });
  const { all, rendered } = await drawn(spec);
  expect(all.map(summaryOf)).toEqual([]);
  expect(rendered?.scales).toEqual(notes);
  expect(rendered?.shown).toHaveLength(notes.length > 0 || _ === 'by period' ? 3 : 4);
});

test('words are of the figures that are drawn, also where rows are looked up in others', async () => {
  const spec = chart(
    CROP,
    of('bar', { joinaggregate: [{ op: 'max', field: 'value', as: 'most' }] }, { filter: 'datum.value < datum.most' }),
  );
  const { bound, rendered } = await draw(JSON.stringify(spec), edition);
  const told = bound && bindChart(bound.spec, edition, 'en', new Diagnostics(), { shown: new Set(rendered?.shown) });
  expect(told?.values).toHaveLength(3);
  expect(told?.description).toMatch(/^Highest: .*2024, 40\s/i);
});

test('a label of the highest figure alone leaves nothing out', async () => {
  const label = {
    mark: { type: 'text', dy: -8 },
    transform: [{ filter: 'datum.value > 50' }],
    encoding: { y: Y, text: { field: 'text' } },
  };
  const { errors, rendered } = await drawn(chart(CROP, of('line'), label));
  expect([errors, rendered?.scales]).toEqual([[], []]);
});
