import { describe, expect, test } from 'vitest';
import { vegaOfLine } from '../../src/chart/kinds/line-spec.ts';
import { formOfLine, renderChart } from '../../src/chart/chart-rendering.ts';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { chartLines, exhibitsIn } from '../../src/chart/kinds/chart-line.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { draw, editionOf, ferries, metals } from './case.ts';
import { briefOf, drawLine, exhibit } from './line-case.ts';
import { madeUp, years } from './made-up.ts';
import { elementsOf, readSvg } from './svg.ts';

/** Where and by which rule a line is refused. */
function told(line: string): string[] {
  const diagnostics = new Diagnostics();
  chartLines(briefOf(exhibit(line)), 'en', diagnostics);
  return diagnostics.all.map(({ place, rule }) => `${place?.line}:${place?.column} ${rule}`);
}

describe('each mistake in a line has one message at its word', () => {
  test.each([
    ['::chart{kind="lien" of="a"}', '4:15'],
    ['::chart{kind="pie" of="a"}', '4:15'],
    ['::chart{of="a"}', '4:1'],
    ['::chart{kind="line"}', '4:1'],
    ['::chart{kind="line" off="a" of="b"}', '4:21'],
    ['::chart{kind="line" of="a" at="2025"}', '4:28'],
    ['::chart{kind="bar" of="a" zero="no"}', '4:27'],
    ['::chart{kind="line" of="a" label="both"}', '4:35'],
    ['::chart{kind="line" of="a" from="Q1 2025"}', '4:34'],
    ['::chart{kind="line" of="a" from="2025" to="2020"}', '4:34'],
    ['::chart{kind="line" of="a" from="2020" to="2025-Q4"}', '4:34'],
    ['::chart{kind="line" of="a" from="-5X"}', '4:34'],
    ['::chart{kind="line" of="a" digits="9"}', '4:36'],
    ['::chart{kind="line" of="a" of="b"}', '4:28'],
    ['::chart{kind="line" of="{{address}}"}', '4:1'],
    ['::chart{kind="constructor" of="a"}', '4:15'],
    ['::chart{kind="__proto__" of="a"}', '4:15'],
    ['::chart{kind="line" __proto__="a" of="a"}', '4:21'],
    ['::chart{kind="line" of=""}', '4:25'],
    ['::chart{kind="line" of="a" highlight="a b c"}', '4:39'],
    ['::chart{kind="line" of=a}', '4:21'],
    ['::chart{kind=line of="a"}', '4:9'],
    ['::chart{kind="line" of=“a b” from="2020"}', '4:21'],
    ['::chart{kind="line" of="a b from="2020"}', '4:21'],
    ['::chart{kind="line" of=a b" from="2020"}', '4:21'],
    ['::chart{kind="line" of="a b}', '4:21'],
    ['::chart{kind="line" of="a b"', '4:1'],
    ['::chart{kind="line"\n  of="a"\n  label="both"\n}', '6:10'],
  ])('%s', (line, place) => {
    const found = told(line);
    expect(found[0]).toBe(`${place} chart/line`);
    expect(new Set(found.map((one) => one.split(' ')[1]))).toEqual(new Set(['chart/line']));
  });
});

test.each([
  ['a word', `kind="line" of="${'x'.repeat(5000)}"`],
  ['a value', `kind="line" of="${'x '.repeat(5000)}"`],
  ['a kind', `kind="${'x'.repeat(5000)}" of="x"`],
  ['a key', `kind="line" ${'x'.repeat(5000)}="x" of="x"`],
  ['a row of keys', `kind="line" ${Array.from({ length: 5000 }, (_, at) => `x${at}="x"`).join(' ')}`],
])('%s that is very long is one message', (_, attributes) => {
  expect(told(`::chart{${attributes}}`)).toEqual(['4:1 chart/line']);
});

/** What a line is to be, by the hint of its first mistake. */
function hintOf(line: string): string | undefined {
  const diagnostics = new Diagnostics();
  chartLines(briefOf(exhibit(line)), 'en', diagnostics);
  return diagnostics.all[0]?.hint;
}

describe('a hint says what to write', () => {
  test.each([
    ['::chart{kind="line" of=""}', 'of="'],
    ['::chart{kind="line" of=a b from="2020"}', 'of="a b"'],
    ['::chart{kind="line" of=“a b” from="2020"}', 'of="a b"'],
    ['::chart{kind="line" of="a b from="2020"}', 'of="a b"'],
    ['::chart{kind="line" of=a b" from="2020"}', 'of="a b"'],
    ['::chart{kind="line" of="a" from="Q1 2020"}', 'from="2020-Q1"'],
    ['::chart{kind="bar" of="a" at="Q1 2020"}', 'at="2020-Q1"'],
    ['::chart{kind="line" of="a b"', '}'],
  ])('%s', (line, hint) => {
    expect(hintOf(line)).toContain(hint);
  });
});

test('a line may stand on several lines, and has one place', () => {
  const brief = briefOf(exhibit('::chart{\n  kind="line"\n  of="a\n    b"\n}'));
  const diagnostics = new Diagnostics();
  const [line] = chartLines(brief, 'en', diagnostics);
  expect([line?.words.get('of')?.map(({ text, place }) => [text, place.line, place.column]), line?.place.line]).toEqual(
    [
      [
        ['a', 6, 7],
        ['b', 7, 5],
      ],
      4,
    ],
  );
  expect(diagnostics.all).toEqual([]);
});

test('lines are read in partials and behind comments, and are named by their exhibits', () => {
  const brief = briefOf('{{!-- ::chart{kind="bar" of="no"} --}}\n:::exhibit{#one width="half"}\n{{> course}}\n:::\n');
  const course = { path: 'partials/course.hbs', text: '::chart{kind="line" of="a b"}\n' };
  const diagnostics = new Diagnostics();
  const [line, ...others] = chartLines({ ...brief, partials: [new Map([['course', course]])] }, 'en', diagnostics);
  expect({ ...line, words: [...(line?.words.keys() ?? [])] }).toMatchObject({
    name: 'one',
    kind: 'line',
    width: 309,
    words: ['of'],
  });
  expect([others, diagnostics.all]).toEqual([[], []]);
  expect(line?.place.file).toBe(course);
});

test('two languages whose exhibits of one id differ in their line are a mistake', () => {
  const brief = briefOf(exhibit('::chart{kind="line" of="a"}'), ['en', 'zh-CN']);
  const other = { path: 'templates/case/brief.zh-CN.md.hbs', text: exhibit('::chart{kind="bar" of="a"}') };
  const diagnostics = new Diagnostics();
  chartLines({ ...brief, templates: new Map([...brief.templates, ['zh-CN', other]]) }, 'zh-CN', diagnostics);
  expect(diagnostics.all.map(({ rule, place }) => [rule, place?.file.path])).toEqual([['chart/differs', other.path]]);
});

const LINES = [
  '::chart{kind="line" of="world.price.copper world.price.zinc world.price.aluminium" from="2024-Q1" to="2025-Q4"}',
  '::chart{kind="line" of="output.alumina.iai" from="2025-M01" to="2025-M12"}',
  '::chart{kind="line" index="2020" of="price.copper price.aluminium" from="2020" to="2025" implied="yes"}',
  '::chart{kind="bar" of="trade.*:growth"}',
  '::chart{kind="gap" of="trade.imports trade.exports" from="2020" to="2025" implied="yes" digits="1"}',
  '::chart{kind="stack" of="output.primary_aluminium output.refined_copper" from="2021" digits="1"}',
  '::chart{kind="panels" of="trade.copper_concentrate trade.bauxite trade.unwrought_copper" from="2021" digits="1"}',
  '::chart{kind="slope" of="output.primary_aluminium output.refined_copper output.lead output.zinc" at="2021 2022"}',
  '::chart{kind="share" of="output.primary_aluminium output.refined_copper output.lead output.zinc" at="2021 2022"}',
  '::chart{kind="change" of="finance.profit.mining:growth finance.profit.total:growth finance.revenue:growth"}',

  '::chart{kind="change" of="finance.revenue:growth output.refined_copper:growth output.ten_metals:growth output.primary_aluminium:growth" at="2025 2026"}',
];

/** A line of figures with confidence intervals. */
const INTERVAL = '::chart{kind="interval" of="corn.domestic_use corn.exports corn.ending_stocks" at="2024/25"}';

test.each(LINES.map((line) => [line]))(
  '%s is drawn without a remark on paper, in half of its width and on a phone, in two languages',
  async (line) => {
    const edition = await metals();
    for (const locale of ['en', 'zh-CN'] as const) {
      for (const [width, pixels] of [
        ['full', 642],
        ['half', 309],
      ] as const) {
        const { rendered, diagnostics } = await drawLine(line, edition, { width, locale });
        expect(diagnostics.map(({ message }) => message)).toEqual([]);
        expect(rendered?.width).toBe(pixels);
        expect(rendered?.span).toBeGreaterThanOrEqual(0.55);
        if (width === 'full') expect(rendered?.narrow?.span).toBeGreaterThanOrEqual(0.55);
      }
    }
  },
);

test.each(
  ['line', 'gap', 'bar', 'change', 'slope', 'stack', 'share', 'panels', 'interval'].flatMap((kind) =>
    ['full', 'half'].map((width) => [kind, width] as const),
  ),
)('a %s of %s width is written as a specification that is drawn as the line is', async (kind, width) => {
  const isInterval = kind === 'interval';
  const edition = isInterval ? await editionOf('.', 'us-crops', 'usda-656') : await metals();
  const line = isInterval ? INTERVAL : (LINES.find((one) => one.includes(`"${kind}"`)) ?? '');
  const { bound, rendered: drawn } = await drawLine(line, edition, { width });
  const own = bound?.spec.line;
  const form = bound && (await formOfLine(bound, HOUSE_THEME));
  const spec = own && bound && (await vegaOfLine(bound, own, HOUSE_THEME, form ?? 0));
  const { rendered, diagnostics } = await draw(JSON.stringify(spec), edition);
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  expect(rendered?.values.length).toBe(bound?.values.length);
  expect([rendered?.width, rendered?.height]).toEqual([drawn?.width, drawn?.height]);
});

test('an index of a level that is implied is worked out with all that both may be', async () => {
  const line = '::chart{kind="line" index="2020" of="price.copper" from="2020" to="2025" implied="yes"}';
  const { bound } = await drawLine(line, await metals());
  const row = [...(bound?.rows.values() ?? [])].flat().find(({ period }) => period === '2024');
  // 80,885 with +7.8% or so in 2025 over 48,700 in 2020
  expect(Number(row?.['low'])).toBeLessThan(Number(row?.['value']));
  expect(Number(row?.['high'])).toBeGreaterThan(Number(row?.['value']));
});

test('the difference of two courses is worked out with all that both may be, also of levels that are implied', async () => {
  const line = '::chart{kind="gap" of="trade.imports trade.exports" from="2020" implied="yes"}';
  const { bound } = await drawLine(line, await metals());
  const rows = (bound?.rows.get('gaps') ?? []).filter(({ value }) => value !== null);
  expect(new Set(rows.map(({ period }) => period))).toEqual(new Set(['2020', '2023', '2024', '2025']));
  const row = rows.find(({ period }) => period === '2024');
  // 326.31 billion after +9.6%, less 85.93 billion after +24.2%, with half a digit either way
  const [low, high] = [326.305 / 1.0965 - 85.935 / 1.2415, 326.315 / 1.0955 - 85.925 / 1.2425];
  expect(Number(row?.['low'])).toBeCloseTo(low, 6);
  expect(Number(row?.['high'])).toBeCloseTo(high, 6);
});

test('the whole of a stack is worked out with all that its parts may be, and parts that count one another are refused', async () => {
  const edition = await metals();
  const { bound } = await drawLine(
    '::chart{kind="stack" of="output.primary_aluminium output.refined_copper" from="2024"}',
    edition,
  );
  const row = bound?.rows.get('wholes')?.find(({ period }) => period === '2025');
  // 45.016 and 14.72 million tonnes
  expect([row?.['value'], row?.['low'], row?.['high']].map((one) => Number(one).toFixed(4))).toEqual([
    '59.7360',
    '59.7305',
    '59.7415',
  ]);
  const line = '::chart{kind="stack" of="output.refined_copper output.refined_copper.smm" from="2020"}';
  const { diagnostics } = await drawLine(line, edition);
  expect(diagnostics.map(({ rule, severity }) => [rule, severity])).toContainEqual(['chart/untrue', 'error']);
});

test('the share of a part is worked out with all that it and the other parts may be', async () => {
  const edition = await madeUp({
    'use.feed': { figures: years(2025, '31.0'), unit: 'Mt' },
    'use.exports': { figures: years(2025, '11.0'), unit: 'Mt' },
  });
  const { bound, diagnostics } = await drawLine('::chart{kind="share" of="use.*"}', edition);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const part = bound?.rows.get('parts')?.find(({ indicator }) => indicator === 'use.feed');
  // least with 30.95 of 30.95 + 11.05, most with 31.05 of 31.05 + 10.95
  expect([Number(part?.['low']).toFixed(4), Number(part?.['high']).toFixed(4)]).toEqual(['73.6905', '73.9286']);
  const zero = await drawLine(
    '::chart{kind="share" of="a b"}',
    await madeUp({ a: { figures: years(2025, 0) }, b: { figures: years(2025, 0) } }),
  );
  expect(zero.diagnostics.map(({ rule }) => rule)).toEqual(['chart/invalid']);
});

test('figures are drawn with their confidence intervals, or with the ranges that are stated', async () => {
  const edition = await editionOf('.', 'us-crops', 'usda-656');
  const { rendered, diagnostics } = await drawLine(INTERVAL, edition);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  expect(rendered?.notes?.join()).toContain('90%');
  expect(rendered?.narrow?.span).toBeGreaterThanOrEqual(0.55);
  const plain = await madeUp({
    a: { figures: years(2025, 5) },
    b: { figures: years(2025, 6) },
    c: { figures: years(2025, 7) },
  });
  expect(await saidOf('::chart{kind="interval" of="a b c"}', plain)).toEqual([
    expect.stringContaining('error chart/kind'),
  ]);
});

test.each([
  ['::chart{kind="change" of="finance.*:growth" at="2025"}', '4:49'],
  ['::chart{kind="slope" of="finance.*:growth" at="2023 2024 2025"}', '4:48'],
  ['::chart{kind="interval" of="finance.*:growth" at="2023 2024"}', '4:51'],
  ['::chart{kind="change" of="finance.*:growth" at="2023 2024 2025"}', '4:49'],
  ['::chart{kind="gap" of="trade.imports"}', '4:24'],
])('%s has the wrong number of values', async (line, place) => {
  const { diagnostics } = await drawLine(line, await metals());
  expect(diagnostics.map(({ rule, place: at }) => [rule, `${at?.line}:${at?.column}`])).toEqual([
    ['chart/line', place],
  ]);
});

describe('rows that make no good chart of a kind are refused, or remarked on', () => {
  test.each([
    ['::chart{kind="line" of="passengers" from="2025-Q3"}', 'error'],
    ['::chart{kind="bar" of="passengers"}', 'error'],
  ])('%s', async (line, severity) => {
    const { diagnostics, rendered } = await drawLine(line, await ferries());
    expect(diagnostics.map((one) => [one.rule, one.severity])).toEqual([['chart/kind', severity]]);
    expect(rendered).toBeUndefined();
  });

  test('figures in two units', async () => {
    const { diagnostics } = await drawLine(
      '::chart{kind="line" of="output.refined_copper price.copper" from="2020"}',
      await metals(),
    );
    expect(diagnostics.map(({ rule, place }) => [rule, place?.line])).toEqual([['chart/invalid', 4]]);
  });
});

/** The rules of a line in an edition, with their places and hints. */
async function saidOf(line: string, edition: Parameters<typeof drawLine>[1]): Promise<string[]> {
  const { diagnostics } = await drawLine(line, edition);
  return diagnostics.map(({ severity, rule, place, hint }) => `${place?.column} ${severity} ${rule} -- ${hint ?? ''}`);
}

describe('bars are of one period, which is said where the line chooses it', () => {
  const things = Object.fromEntries(
    Array.from({ length: 25 }, (_, at) => [
      `thing.n${at}`,
      { label: `Thing ${'abcdefghijklmnopqrstuvwxyz'[at]}`, figures: years(2024, 100 + at, 120 + at) },
    ]),
  );

  test.each([
    ['::chart{kind="bar" of="thing.n1 thing.n2 thing.n3" at="2024 2025"}', '56 error chart/line'],
    ['::chart{kind="bar" of="thing.n1@2024 thing.n2 thing.n3"}', '24 error chart/kind'],
    ['::chart{kind="bar" of="thing.*"}', '24 error chart/kind'],
  ])('%s', async (line, said) => {
    expect((await saidOf(line, await madeUp(things))).map((one) => one.split(' --')[0])).toEqual([said]);
  });

  test.each([
    ['::chart{kind="bar" of="thing.n1 thing.n2 thing.n3" at="2024"}', ['2024']],
    ['::chart{kind="bar" of="thing.n1@2024 thing.n2@2024 thing.n3@2024"}', ['2024']],
    ['::chart{kind="bar" of="thing.n1 thing.n2 thing.n3"}', []],
  ])('%s', async (line, notes) => {
    const { rendered, diagnostics } = await drawLine(line, await madeUp(things));
    expect([diagnostics, rendered?.notes]).toEqual([[], notes]);
  });
});

/** How many lines of a picture are whole, and how many are broken; points alone are none. */
function lineCounts(svg: string): { whole: number; broken: number } {
  const drawn = elementsOf(readSvg(svg)).filter(
    ({ name, attributes: { d = '', stroke, transform, 'stroke-width': width } }) =>
      name === 'path' && stroke !== undefined && transform === undefined && Number(width) > 1.3 && d.includes('L'),
  );
  const broken = drawn.filter(({ attributes }) => attributes['stroke-dasharray'] !== undefined);
  return { whole: drawn.length - broken.length, broken: broken.length };
}

test.each([
  ['line', '::chart{kind="line" of="one two" from="2020"}'],
  ['panels', '::chart{kind="panels" of="one two" from="2020" mark="line"}'],
])('a %s is whole between figures that follow one another alone, however many are missing', async (_, line) => {
  const edition = await madeUp({
    one: { figures: { '2020': '5', '2022': '7', '2025': '9' } },
    two: { figures: { '2020': '3', '2021': '4', '2022': '3', '2025': '2' } },
  });
  const { rendered, diagnostics } = await drawLine(line, edition);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  // of the first, both stretches are broken; of the second the last
  expect(lineCounts(rendered?.svg ?? '')).toEqual({ whole: 1, broken: 3 });
  expect(rendered?.notes).toHaveLength(1);
});

test('a page may make a chart of a line lower and higher, and rows have one height', async () => {
  const edition = await madeUp({
    a: { figures: years(2020, 5, 6, 7, 8) },
    b: { figures: years(2020, 6, 7, 8, 9) },
    c: { figures: years(2020, 8, 8, 9, 9) },
  });
  const { rendered, bound } = await drawLine('::chart{kind="line" of="a b c" from="2020" to="2023"}', edition);
  const { min, max } = rendered?.heights ?? { min: 0, max: 0 };
  expect(min).toBeLessThan(rendered?.height ?? 0);
  expect(max).toBeGreaterThan(rendered?.height ?? 0);
  const diagnostics = new Diagnostics();
  for (const height of [min, max]) {
    const drawn = bound && (await renderChart(bound, HOUSE_THEME, diagnostics, { height }));
    expect([drawn?.height, diagnostics.all]).toEqual([height, []]);
  }
  const rows = await drawLine('::chart{kind="bar" of="a b c" at="2023"}', edition);
  expect(rows.rendered?.heights).toEqual({ min: rows.rendered?.height, max: rows.rendered?.height });
});

test.each([
  ['kind="line" of="a b" from="2020" to="2024" index="2020"', 'kind="line" of="a b" from="-5" to="-1" index="-5"'],
  ['kind="bar" of="a b c" at="2024"', 'kind="bar" of="a b c" at="-1"'],
  ['kind="change" of="a b" at="2023 2025"', 'kind="change" of="a b" at="-2 0"'],
  ['kind="stack" of="a b" at="2023 2024"', 'kind="stack" of="a b" at="-2 -1"'],
])('%s may count its periods from that of the edition', async (written, counted) => {
  const levels = [501, 602, 703, 804, 905, 998] as const;
  const edition = await madeUp(
    Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { figures: years(2020, ...levels) }])),
  );
  const rowsOf = async (line: string): Promise<unknown> => {
    const { bound, rendered, diagnostics } = await drawLine(`::chart{${line}}`, edition);
    expect([diagnostics.map(({ message }) => message), rendered === undefined]).toEqual([[], false]);
    return [...(bound?.rows.values() ?? [])];
  };
  expect(await rowsOf(counted)).toEqual(await rowsOf(written));
});

test('what is highlighted must be drawn', async () => {
  const said = await saidOf(
    '::chart{kind="line" of="price.copper price.aluminium" from="2020" highlight="price.coper"}',
    await metals(),
  );
  expect(said).toEqual(['78 error chart/line -- did you mean price.copper?']);
});

test('a course that ends before its last period is remarked on', async () => {
  const edition = await madeUp({ one: { figures: years(2020, 1, 2, 3, 4, 5, 6) } });
  expect(await saidOf('::chart{kind="line" of="one" from="2020" to="2031"}', edition)).toEqual([
    '46 warning chart/line -- write to="2025", or leave to out',
  ]);
});

test('many unknown indicators are one mistake with their count', async () => {
  const edition = await madeUp({ one: { figures: years(2020, 1, 2, 3, 4, 5, 6) } });
  const names = Array.from({ length: 150 }, (_, at) => `none${at}`);
  const { diagnostics } = await drawLine(`::chart{kind="stack" of="${names.join(' ')}" from="2020"}`, edition);
  expect(diagnostics.map(({ rule }) => rule)).toEqual(['chart/unknown-indicator']);
  expect(diagnostics[0]?.message).toContain('149');
});

test('the parts of a whole need no dimension, are distinguished, and come to an exact sum', async () => {
  const parts = Object.fromEntries(
    ['coal', 'gas', 'wind', 'water', 'sun', 'wood'].map((name, at) => [
      `power.${name}`,
      { label: name, figures: years(2024, `${at + 1}0.0`, `${at + 1}1.0`), unit: 'Mt' },
    ]),
  );
  const ids = Object.keys(parts);
  const { bound, rendered, diagnostics } = await drawLine(
    `::chart{kind="stack" of="${ids.slice(0, 5).join(' ')}" at="2024 2025"}`,
    await madeUp(parts),
  );
  expect(diagnostics).toEqual([]);
  const whole = bound?.rows.get('wholes')?.find(({ period }) => period === '2025');
  // 11.0 + 21.0 + 31.0 + 41.0 + 51.0, each of which may be half a tenth away
  expect([whole?.['value'], whole?.['low'], whole?.['high']].map((one) => Number(one).toFixed(3))).toEqual([
    '155.000',
    '154.750',
    '155.250',
  ]);
  const fills = new Set(rendered?.svg.match(/fill="#[0-9a-f]{6}"/g));
  expect(fills.size).toBeGreaterThanOrEqual(5);
  const seven = { ...parts, 'power.peat': { figures: years(2024, '1.0', '2.0'), unit: 'Mt' } };
  expect(
    await saidOf(`::chart{kind="stack" of="${Object.keys(seven).join(' ')}" at="2024 2025"}`, await madeUp(seven)),
  ).toEqual([expect.stringContaining('26 error chart/kind')]);
});

test('labels of a gap keep apart where there are many', async () => {
  const quarters = (base: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: 24 }, (_, at) => [
        `${2020 + Math.floor(at / 4)}-Q${(at % 4) + 1}`,
        (base + at * 111).toLocaleString('en-US'),
      ]),
    );
  const edition = await madeUp({
    'rides.members': { label: 'Rides by members', figures: quarters(12000) },
    'rides.guests': { label: 'Capital District rides', figures: quarters(9000) },
  });
  const { rendered, diagnostics } = await drawLine(
    '::chart{kind="gap" of="rides.members rides.guests" from="2020-Q1" to="2025-Q4"}',
    edition,
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const texts = [...(rendered?.svg ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
  const gaps = texts.filter((text) => text.startsWith('+'));
  expect(gaps.length).toBeGreaterThanOrEqual(3);
  expect(gaps.length).toBeLessThan(24);
  expect(rendered?.description).not.toContain('capital District');
});

test('six lines are drawn on a phone, too', async () => {
  const six = Object.fromEntries(
    ['North', 'South', 'East', 'West', 'Upper river', 'Lower river'].map((label, at) => [
      `district.d${at}`,
      {
        label: `${label} district of the town`,
        figures: years(2020, ...[0, 1, 2, 3, 4, 5].map((n) => 1000 + at + n * 3)),
      },
    ]),
  );
  const { rendered, diagnostics } = await drawLine(
    '::chart{kind="line" of="district.*" from="2020"}',
    await madeUp(six),
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  expect(rendered?.narrow?.span).toBeGreaterThanOrEqual(0.55);
});

test('words with which names begin are left out only where they are the subject', async () => {
  const of = (...names: readonly (readonly [id: string, label: string])[]) =>
    madeUp(
      Object.fromEntries(names.map(([id, label], at) => [id, { label, figures: years(2020, 9 + at, 8, 7, 6 + at) }])),
    );
  const named = async (line: string, edition: Parameters<typeof drawLine>[1]): Promise<string> =>
    (await drawLine(line, edition)).rendered?.svg ?? '';
  const york = await of(['visits.york', 'New York visits'], ['visits.jersey', 'New Jersey visits']);
  expect(await named('::chart{kind="line" of="visits.*" from="2020"}', york)).toContain('New York visits');
  const corn = await of(['corn.exports', 'Corn exports'], ['corn.feed', 'Corn feed']);
  expect(await named('::chart{kind="line" of="corn.*" from="2020"}', corn)).toMatch(/>Exports\b/);
});

test('hints speak of lines, not of specifications', async () => {
  const edition = await madeUp({
    heavy: { figures: years(2020, 1, 2, 3, 4, 5, 6), unit: 'Mt' },
    light: { figures: years(2020, 1, 2, 3, 4, 5, 6), unit: 't' },
    count: { figures: years(2020, 1, 2, 3, 4, 5, 6) },
  });
  for (const line of [
    '::chart{kind="line" of="heavy light" from="2020"}',
    '::chart{kind="line" of="heavy count" from="2020"}',
    '::chart{kind="bar" of="heavy* light*" at="2011"}',
    '::chart{kind="line" of="heavy" index="2011" from="2020"}',
  ]) {
    const said = await saidOf(line, edition);
    expect(said.length).toBeGreaterThan(0);
    for (const one of said) expect(one).not.toMatch(/": |\bdx\b|"expr"/);
  }
});

test('exhibits are found at their fences, in quotations too, and not in comments, code and links', () => {
  const text = [
    ':::exhibit{#fig-a width="half"}',
    '> ::: exhibit {.wide #fig-b}',
    '{{!-- :::exhibit{#fig-c} --}}',
    '```',
    ':::exhibit{#fig-d}',
    '```',
    ':::box{#fig-e}',
    '[A](#fig-f) ::exhibit{#fig-g}',
  ].join('\n');
  expect(exhibitsIn(text).map(({ id, at }) => [id, text.slice(at, at + 5)])).toEqual([
    ['fig-a', 'fig-a'],
    ['fig-b', 'fig-b'],
  ]);
});
