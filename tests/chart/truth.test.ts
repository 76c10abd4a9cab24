import { expect, test } from 'vitest';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { draw, drawSound, ferries, summaryOf, withNames } from './case.ts';

// Charts that show something else than their rows say, each in its own way, and charts that do not.

const small = await ferries();

const Y = { field: 'label', type: 'nominal' };
const X = { field: 'value', type: 'quantitative' };
const LABEL = { type: 'text', style: 'label', align: 'left', dx: 5 };
const COURSE = { address: 'passengers.*@2025-Q3..2025-Q4' };

/** Bars of two routes with labels, with something changed. */
function bars(...layers: object[]): object {
  return {
    data: { address: 'passengers.*' },
    height: { step: 24 },
    encoding: { y: Y, x: X },
    layer: [{ mark: 'bar' }, ...layers],
  };
}

/** The same with a text at the end of each. */
function labelled(text: object, more: object = {}): object {
  // An expression is a property of the mark, a field a channel.
  return bars(
    'expr' in text ? { mark: { ...LABEL, ...more, text } } : { mark: { ...LABEL, ...more }, encoding: { text } },
  );
}

const lines = (more: object = {}): object => ({
  data: COURSE,
  height: 160,
  encoding: { x: { field: 'period', type: 'ordinal' }, y: X, color: { field: 'route' } },
  mark: { type: 'line', point: true },
  ...more,
});

async function rulesOf(spec: object): Promise<string[]> {
  const { diagnostics, rendered } = await draw(JSON.stringify(spec), small);
  const rules = diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  expect(rendered === undefined).toBe(rules.length > 0);
  return [...new Set(rules)];
}

test.each([
  ['multiplied', { expr: 'toString(datum.value * 3)' }],
  ['with another digit', { expr: "replace(datum.text, '7', '8')" }],
  ['cut at its front', { expr: 'slice(datum.text, 2)' }],
  ['cut at its end', { expr: 'slice(datum.text, 0, 3)' }],
  ['cut at its mark', { expr: "split(datum.text, ',')[0]" }],
  ['with per cent behind it', { expr: "datum.text + '%'" }],
  ['with a minus before it', { expr: "'−' + datum.text" }],
  ['with a minus apart before it', { expr: "'– ' + datum.text" }],
  ['twice, without a gap', { expr: 'datum.text + datum.text' }],
  ['with a numeral before it', { expr: 'datum.index + datum.text' }],
  ['of its interval', { field: 'low', type: 'quantitative' }],
  ['of its value, unformatted', { field: 'value', type: 'quantitative' }],
  ['of its value, as a share', { field: 'value', type: 'quantitative', format: '.0%' }],
  ['joined from its digits', { expr: "join(split(datum.text, ','), '')" }],
  ['turned around', { expr: "split(datum.text, ',')[1] + ',' + split(datum.text, ',')[0]" }],
  ['in upper case of a length', { expr: 'toString(length(datum.label))' }],
])('a figure %s is not text of its row', async (_, text) => {
  const [rule, ...others] = await rulesOf(labelled(text));
  expect(rule).toMatch(/^chart\/(?:untrue|forbidden|unknown-data)$/);
  expect(others).toEqual([]);
});

test.each([
  ['as it is', { field: 'text' }],
  ['behind its name', { expr: "datum.label + ' ' + datum.text" }],
  ['below its name', { expr: '[datum.route_label, datum.text]' }],
  ['before its period', { expr: "datum.text + ' (' + datum.period_label + ')'" }],
  ['of a name that is cut after a word', { expr: "split(datum.label, ' ')[0] + ': ' + datum.text" }],
  ['left out', { expr: "datum.route === 'river' ? '' : datum.text" }],
])('a figure %s is a text of its row', async (_, text) => {
  expect(await rulesOf(labelled(text))).toEqual([]);
});

test.each([
  ['two lines on one another', { expr: '[datum.label, datum.text]' }, { lineHeight: 0 }],
  ['letters of three pixels', { expr: 'datum.text' }, { fontSize: 3 }],
])('a text with %s cannot be read', async (_, text, more) => {
  expect(await rulesOf(labelled(text, more))).toEqual(['chart/untrue']);
});

test('a label of an axis with letters of three pixels cannot be read', async () => {
  const axis = { labelFontSize: 3 };
  expect(await rulesOf({ ...bars(), encoding: { y: Y, x: { ...X, axis } } })).not.toEqual([]);
});

test.each([
  ['a part of its value', [{ calculate: 'datum.value * 0.2', as: 'part' }], 'part'],
  [
    'a part of one series',
    [{ calculate: "datum.route === 'river' ? datum.value * 0.2 : datum.value", as: 'part' }],
    'part',
  ],
  ['the end of its interval', [{ calculate: 'datum.value + 5000', as: 'more' }], 'more'],
  ['its year', [], 'year'],
  ['the value of another', [{ joinaggregate: [{ op: 'max', field: 'value', as: 'most' }] }], 'most'],
  ['its rank', [{ window: [{ op: 'row_number', as: 'place' }] }], 'place'],
])('a bar as long as %s is not that of its row', async (_, transform, field) => {
  for (const mark of ['bar', 'point', 'tick', { type: 'rule', strokeWidth: 6 }]) {
    const spec = { ...bars(), transform, encoding: { y: Y, x: { ...X, field } }, layer: [{ mark }] };
    expect([mark, await rulesOf(spec)]).toEqual([mark, ['chart/untrue']]);
  }
});

test.each([
  ['a calculation', { calculate: "datum.period === '2025-Q4' ? '2025-Q3' : '2025-Q4'", as: 'shown' }],
  ['a part of a name', { calculate: "'2025-' + slice(datum.period, 5)", as: 'shown' }],
  ['the period before', { window: [{ op: 'lag', field: 'period', as: 'shown' }] }],
])('a line whose period is %s stands at others', async (_, step) => {
  const spec = lines({ transform: [step, { filter: 'isValid(datum.shown)' }] });
  Object.assign(spec, {
    encoding: { ...(spec as { encoding: object }).encoding, x: { field: 'shown', type: 'ordinal' } },
  });
  expect(await rulesOf(spec)).not.toEqual([]);
});

test.each([
  ['times ten', { labelExpr: "format(datum.value * 10, ',')" }],
  ['times ten without a mark', { labelExpr: 'toString(datum.value * 10)' }],
  ['of another place', { labelExpr: "replace(datum.label, '2', '4')" }],
  ['without its zeros', { labelExpr: "replace(datum.label, ',000', '')" }],
  ['in per cent', { labelExpr: "datum.label + '%'" }],
  ['in a format of shares', { format: '.0%' }],
  ['in a format with a word', { format: 'k' }],
  ['that is moved', { labelOffset: 30 }],
  ['upside down', { labelAngle: 180 }],
  ['nearly upside down', { labelAngle: 100 }],
  ['in a narrow drawing', { labelExpr: "narrow ? replace(datum.label, '0', '') : datum.label" }],
])('a label of an axis %s is not that of its place', async (_, axis) => {
  expect(await rulesOf({ ...bars(), encoding: { y: Y, x: { ...X, axis } } })).not.toEqual([]);
});

test.each([
  ['relabelled', "datum.label === '2025-Q3' ? '2025-Q4' : datum.label"],
  ['replaced', "replace(datum.label, 'Q3', 'Q4')"],
  ['cut within a numeral', 'slice(datum.label, 0, 3)'],
  ['cut to what all have', 'slice(datum.label, 0, 4)'],
])('periods %s on an axis are no longer told', async (_, labelExpr) => {
  const x = { field: 'period', type: 'ordinal', axis: { labelExpr } };
  expect(await rulesOf({ ...lines(), encoding: { x, y: X, color: { field: 'route' } } })).not.toEqual([]);
});

test.each([
  ['reversed', { reverse: true }],
  ['from high to low', { domain: [1_000_000, 0] }],
  ['logarithmic', { type: 'log', domain: [1, 1e6] }],
  ['of roots', { type: 'sqrt' }],
  ['in pieces', { domain: [0, 100_000, 1_000_000] }],
  ['with a range of its own', { range: [0, 10] }],
])('a scale that is %s is refused', async (_, scale) => {
  expect(await rulesOf({ ...bars(), layer: [{ mark: 'point' }], encoding: { y: Y, x: { ...X, scale } } })).toEqual([
    'chart/scale',
  ]);
});

test('a second scale for amounts is refused, and two units on one', async () => {
  const layer = [{ mark: 'bar' }, { mark: 'point', data: { address: 'fuel.used' } }];
  const spec = { data: { address: 'passengers' }, height: 60, encoding: { y: { ...Y, axis: null }, x: X }, layer };
  expect(await rulesOf({ ...spec, resolve: { scale: { x: 'independent' } } })).toEqual(['chart/scale']);
  expect(await rulesOf(spec)).toEqual(['chart/scale']);
});

test.each([
  ['placed in pixels', { mark: 'point', encoding: { x: { value: 200 } } }],
  [
    'placed by an expression',
    { mark: 'bar', encoding: { x: { value: { expr: 'datum.value / 2000' } }, x2: { value: 0 } } },
  ],
  ['as wide as an amount', { mark: { type: 'rule', strokeWidth: 40 } }],
  ['a path', { mark: { type: 'point', shape: 'M0,0L1,-1' } }],
  ['a line that is a rule of its own', { mark: 'rule', encoding: { x: { value: 100 }, x2: { value: 300 } } }],
  ['smoothed', { mark: { type: 'line', interpolate: 'basis' } }],
  ['of no row', { mark: 'bar', encoding: { x: { aggregate: 'sum', field: 'value', type: 'quantitative' } } }],
])('a mark that is %s is refused', async (_, layer) => {
  expect(await rulesOf(bars(layer))).not.toEqual([]);
});

test('a text stands at its own mark', async () => {
  for (const more of [{ dy: 24 }, { dy: -24 }, { dx: 300 }])
    expect(await rulesOf(labelled({ field: 'text' }, more))).toEqual(['chart/untrue']);
  const others = { calculate: "datum.label === 'River route' ? 'Harbour route' : 'River route'", as: 'other' };
  const swapped = {
    transform: [others],
    mark: LABEL,
    encoding: { text: { field: 'text' }, y: { field: 'other', type: 'nominal' } },
  };
  expect(await rulesOf(bars(swapped))).not.toEqual([]);
});

test('a stack is a sum of members: not with their whole, of other periods, or of rates', async () => {
  const stacked = (address: string[], unit = {}, x = 'period'): object => ({
    data: { address, ...unit },
    height: 160,
    mark: 'bar',
    encoding: {
      x: { field: x, type: 'ordinal' },
      y: { ...X, stack: true },
      color: { field: x === 'unit' ? 'period' : 'label' },
    },
  });
  const parts = ['passengers.harbour', 'passengers.river'];
  expect(await rulesOf(withNames(stacked(parts)))).toEqual([]);
  expect(await rulesOf(stacked(['passengers', ...parts]))).toEqual(['chart/untrue']);
  // without the river in the third quarter
  const uneven = ['passengers.harbour@2025-Q3', 'passengers.harbour@2025-Q4', 'passengers.river@2025-Q4'];
  expect(await rulesOf(withNames(stacked(uneven)))).toEqual(['chart/untrue']);
  expect(await rulesOf(stacked(parts.map((one) => `${one}:growth`)))).toEqual(['chart/untrue']);
  expect(await rulesOf(stacked(['passengers.river@2025-Q3', 'passengers.river@2025-Q4'], {}, 'unit'))).toEqual([
    'chart/untrue',
  ]);
});

test('a stack is as long as its figures together, part by part', async () => {
  const stack = (more: object, transform: object[] = []): object => ({
    ...lines(),
    mark: 'bar',
    transform,
    encoding: { x: { field: 'period', type: 'ordinal' }, y: { ...X, stack: true, ...more }, color: { field: 'route' } },
  });
  expect(await rulesOf(withNames(stack({})))).toEqual([]);
  expect(await rulesOf(withNames({ ...stack({}), mark: 'area' }))).toEqual([]);
  expect(await rulesOf(stack({ stack: 'normalize' }))).toEqual(['chart/forbidden']);
  const half = [{ calculate: "datum.route === 'river' ? datum.value / 2 : datum.value", as: 'half' }];
  expect(await rulesOf(stack({ field: 'half' }, half))).toEqual(['chart/untrue']);
  const apart = [{ stack: 'value', groupby: ['route'], as: ['from', 'to'] }, { filter: "datum.period === '2025-Q4'" }];
  const floating = {
    ...lines(),
    mark: 'bar',
    transform: apart,
    encoding: {
      x: { field: 'period', type: 'ordinal' },
      y: { ...X, field: 'from' },
      y2: { field: 'to' },
      color: { field: 'route' },
    },
  };
  expect(await rulesOf(floating)).toEqual(['chart/untrue']);
});

test('a line joins the figures of one series, in order', async () => {
  const { color, ...encoding } = (lines() as { encoding: { color: object } }).encoding;
  expect(color).toBeDefined();
  expect(await rulesOf({ ...lines(), encoding })).toEqual(['chart/untrue']);
});

test('a row without a name is not drawn as null', async () => {
  const text = { expr: "'' + datum.break_reason" };
  const [fault] = (await draw(JSON.stringify(labelled(text)), small)).diagnostics;
  expect(fault?.message).toMatch(/"null"\D*passengers\.\w+@2025-Q4/);
  expect(await rulesOf({ ...bars(), encoding: { y: { field: 'break_reason', type: 'nominal' }, x: X } })).toEqual([
    'chart/untrue',
  ]);
});

test('what is untrue is reported at its channel, with the row and the figure', async () => {
  const spec = `{ "data": { "address": "passengers.river" },
"mark": "bar", "transform": [{ "calculate": "datum.value * 2", "as": "twice" }],
"encoding": { "y": { "field": "label" },
"x": { "field": "twice", "type": "quantitative" } } }`;
  const { diagnostics } = await draw(spec, small);
  expect(diagnostics.map(summaryOf)).toEqual([
    expect.stringMatching(/^4 error chart\/untrue: .*passengers\.river@2025-Q4.*\D*0\D*754000\D*377000 -- /),
  ]);
});

test('no transform makes a field of the rows again', async () => {
  const made = (as: string): object => ({ ...bars(), transform: [{ calculate: 'datum.value', as }] });
  for (const name of ['value', 'text', 'route', 'provisional', ' row', '__proto__x y'])
    expect(await rulesOf(made(name))).toEqual(['chart/forbidden']);
  expect(await rulesOf(made('own_value'))).toEqual([]);
});

test('intervals, limits, and lines between two figures are read by both ends', async () => {
  const rule = {
    mark: { type: 'rule', strokeWidth: 3 },
    encoding: { x: { ...X, field: 'low' }, x2: { field: 'high' } },
  };
  expect(await rulesOf(bars(rule))).toEqual([]);
  const limit = { ...lines(), data: { address: 'passengers.*' }, mark: 'rule', encoding: { y: X } };
  expect(await rulesOf(withNames(limit))).toEqual([]);
  const apart = {
    transform: [
      {
        joinaggregate: [
          { op: 'min', field: 'value', as: 'least' },
          { op: 'max', field: 'value', as: 'most' },
        ],
        groupby: ['period'],
      },
    ],
    mark: { type: 'rule', strokeWidth: 3 },
    encoding: {
      y: { ...X, field: 'least' },
      y2: { field: 'most' },
      x: { field: 'period', type: 'ordinal' },
      color: { field: 'route' },
    },
  };
  expect(await rulesOf(withNames({ data: COURSE, height: 160, ...apart }))).toEqual([]);
  const skewed = {
    ...apart,
    transform: [
      {
        joinaggregate: [
          { op: 'min', field: 'value', as: 'least' },
          { op: 'max', field: 'value', as: 'most' },
        ],
      },
    ],
  };
  expect(await rulesOf({ data: COURSE, height: 160, ...skewed })).toEqual(['chart/untrue']);
});

test('small multiples are headed by what is in them', async () => {
  const panels = (field: string, transform: object[] = []): object => ({
    data: COURSE,
    transform,
    facet: { field, type: 'nominal' },
    spec: { mark: 'bar', encoding: { x: { field: 'period', type: 'ordinal' }, y: X } },
  });
  expect(await rulesOf(panels('route_label'))).toEqual([]);
  const swap = [
    {
      joinaggregate: [
        { op: 'max', field: 'route_label', as: 'last' },
        { op: 'min', field: 'route_label', as: 'least' },
      ],
    },
    { calculate: "datum.route === 'river' ? datum.least : datum.last", as: 'other' },
  ];
  expect(await rulesOf(panels('other', swap))).not.toEqual([]);
});

test('a drawing that is true has the same bytes as before it was checked', async () => {
  const spec = JSON.stringify(withNames(lines()));
  const [first, second] = [await drawSound(spec, small), await drawSound(spec, small)];
  expect(first.rendered.svg).toBe(second.rendered.svg);
});

test('a sector is not drawn: no angle is read back', async () => {
  const pie = { data: { address: 'passengers.*' }, mark: 'arc', encoding: { color: { field: 'route' } } };
  expect(await rulesOf(pie)).toEqual(['chart/forbidden']);
});

test.each([
  ['in the colour of paper', { color: { expr: 'paper' } }],
  ['in the colour of a dark screen, as it is', { color: 'rgb(255, 255, 254)' }],
  ['without opacity', { opacity: 0 }],
  ['with little opacity', { opacity: 0.03 }],
  ['with an opacity from two', { opacity: 0.3, fillOpacity: 0.2 }],
  ['without a fill', { color: 'transparent' }],
  ['as thin as a hair', { height: 0.2 }],
])('bars %s are seen by nobody', async (_, more) => {
  expect(await rulesOf({ ...bars(), layer: [{ mark: { type: 'bar', ...more } }] })).not.toEqual([]);
});

test('points and lines without size are seen by nobody', async () => {
  const plain = { ...bars(), layer: [{ mark: { type: 'point', size: 1 } }] };
  expect(await rulesOf(plain)).toEqual(['chart/untrue']);
  expect(await rulesOf({ ...lines(), mark: { type: 'line', strokeWidth: 0.1 } })).toEqual(['chart/untrue']);
  expect(await rulesOf({ ...bars(), layer: [{ mark: { type: 'bar', opacity: 0.45 } }] })).toEqual([]);
});

test('a single row that is hidden is an error, with a name', async () => {
  const opacity = { condition: { test: "datum.route === 'river'", value: 0 }, value: 1 };
  const { diagnostics } = await draw(
    JSON.stringify({ ...bars(), layer: [{ mark: 'bar', encoding: { opacity } }] }),
    small,
  );
  expect(diagnostics.map(({ rule, message }) => [rule, message.includes('passengers.river@2025-Q4')])).toEqual([
    ['chart/untrue', true],
  ]);
});

test('nothing lies on the end of a bar, and nothing on a text', async () => {
  // In one row of the chart, the wide bar of the greater figure is drawn after that of the smaller one.
  const two = (...layer: object[]): object => ({
    data: { address: ['passengers.harbour', 'passengers.river'] },
    height: 60,
    encoding: { y: { field: 'period', type: 'nominal' }, x: X, color: { field: 'route' } },
    layer,
  });
  const least = "datum.route === 'river'";
  const one = { transform: [{ filter: least }], mark: 'bar' };
  const other = { transform: [{ filter: `!(${least})` }], mark: 'bar' };
  const name = { transform: [{ filter: `!(${least})` }], mark: LABEL, encoding: { text: { field: 'label' } } };
  const orders = [await rulesOf(two(one, other, name)), await rulesOf(two(other, one, name))];
  expect(orders.toSorted((a, b) => a.length - b.length)).toEqual([[], ['chart/untrue']]);
  const text = { mark: { ...LABEL, dx: -60 }, encoding: { text: { field: 'text' } } };
  expect(await rulesOf({ ...bars(), layer: [text, { mark: 'bar' }] })).toContain('chart/untrue');
  expect(await rulesOf(labelled({ field: 'text' }, { stroke: { expr: 'paper' }, strokeWidth: 3 }))).toEqual([]);
  expect(await rulesOf(labelled({ field: 'text' }, { stroke: { expr: 'paper' }, strokeWidth: 60 }))).toEqual([
    'chart/untrue',
  ]);
});

test('which series is which is said by a label, a category or a head, and not by a colour or a form alone', async () => {
  const alike = {
    data: COURSE,
    height: 160,
    encoding: { x: { field: 'period', type: 'ordinal' }, y: X, detail: { field: 'route' } },
  };
  const { diagnostics } = await draw(JSON.stringify({ ...alike, mark: 'line' }), small);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringMatching(/passengers\.\w+:level and which of passengers\.\w+:level/),
  ]);
  expect(await rulesOf(lines())).toEqual(['chart/untrue']);
  expect(await rulesOf(withNames(lines()))).toEqual([]);
  const named = (text: object): object => ({
    ...alike,
    layer: [
      { mark: 'line' },
      {
        transform: [{ filter: "datum.period === '2025-Q4'" }],
        mark: { ...LABEL, align: 'right', dx: -5, dy: -8 },
        encoding: { text },
      },
    ],
  });
  expect(await rulesOf(named({ field: 'route_label' }))).toEqual([]);
  expect(await rulesOf(named({ field: 'text' }))).toEqual(['chart/untrue']);
  const broken = { ...alike.encoding, strokeDash: { field: 'route' } };
  expect(await rulesOf({ ...alike, mark: 'line', encoding: broken })).toEqual(['chart/untrue']);
  expect(await rulesOf({ ...bars(), layer: [{ mark: 'bar' }] })).toEqual([]);
  expect(await rulesOf({ ...bars(), encoding: { y: { ...Y, axis: null }, x: X } })).toEqual(['chart/untrue']);
});

test('a series has its own colour', async () => {
  const swap = { calculate: "datum.route === 'river' ? datum.others : datum.all", as: 'shown' };
  const names = [
    {
      joinaggregate: [
        { op: 'min', field: 'route', as: 'others' },
        { op: 'max', field: 'route', as: 'all' },
      ],
    },
    swap,
  ];
  const coloured = (field: string, transform: object[], scale = {}): object => ({
    ...bars(),
    transform,
    layer: [{ mark: 'bar', encoding: { color: { field, type: 'nominal', ...scale } } }],
  });
  expect(await rulesOf(coloured('shown', names))).toEqual(['chart/untrue']);
  expect(await rulesOf(coloured('route', []))).toEqual([]);
  const [first, second, third] = HOUSE_THEME.palette;
  expect(await rulesOf(coloured('route', [], { scale: { range: [first, third, second] } }))).toEqual(['chart/untrue']);
  // The members are all, harbour and river: what is false has the colour of the first that is drawn.
  const is = (test: string): object[] => [{ calculate: test, as: 'is' }];
  const range = { scale: { domain: [false, true], range: HOUSE_THEME.palette.slice(1, 3) } };
  expect(await rulesOf(coloured('is', is("datum.route === 'river'"), range))).toEqual([]);
  expect(await rulesOf(coloured('is', is("datum.route !== 'river'"), range))).toEqual(['chart/untrue']);
});

test('periods run forward from left to right, whatever field names them', async () => {
  const sorted = (x: object, transform: object[] = []): object => ({
    ...lines({ transform, mark: 'bar' }),
    encoding: { x, y: X, color: { field: 'route' }, xOffset: { field: 'route' } },
  });
  for (const field of ['period', 'period_label', 'start']) {
    expect(await rulesOf(sorted({ field, type: 'nominal', sort: { field: 'end', order: 'descending' } }))).toEqual([
      'chart/scale',
    ]);
    expect(await rulesOf(withNames(sorted({ field, type: 'nominal', sort: { field: 'end' } })))).toEqual([]);
  }
  const made = [{ calculate: "split(datum.period, '-')[1]", as: 'quarter' }];
  expect(await rulesOf(sorted({ field: 'quarter', type: 'nominal', sort: 'descending' }, made))).toEqual([
    'chart/scale',
  ]);
});

test('a name is cut at the end of a word or with dots, and stays the name of one', async () => {
  expect(await rulesOf(labelled({ expr: "slice(datum.label, 0, 3) + ' ' + datum.text" }))).toEqual(['chart/untrue']);
  expect(await rulesOf(labelled({ expr: "slice(datum.label, 0, 3) + '… ' + datum.text" }))).toEqual([]);
  const shared = "split(datum.label, ' ')[1]";
  expect(await rulesOf(labelled({ expr: `${shared} + ': ' + datum.text` }))).not.toEqual([]);
});

test('a drawing says which of its scales a reader must know of', async () => {
  const scalesOf = async (spec: object): Promise<unknown> =>
    (await drawSound(JSON.stringify(spec), small)).rendered.scales;
  const panels = (resolve: object): object => ({
    data: COURSE,
    facet: { field: 'route_label', type: 'nominal' },
    spec: { mark: 'bar', encoding: { x: { field: 'period', type: 'ordinal' }, y: X } },
    ...resolve,
  });
  expect(await scalesOf(panels({}))).toEqual([]);
  expect(await scalesOf(panels({ resolve: { scale: { y: 'independent' } } }))).toEqual(['own']);
  expect(await scalesOf(withNames(lines()))).toEqual([]);
  const { x, color } = (lines() as { encoding: { x: object; color: object } }).encoding;
  const river = { data: { address: 'passengers.river@2025-Q3..2025-Q4' } };
  const y = { ...X, scale: { zero: false } };
  expect(await scalesOf({ ...lines(river), encoding: { x, y, color } })).toEqual(['cut']);
});

test('a text that its row does not have is empty', async () => {
  for (const field of ['base_label', 'break_reason', 'confidence', 'growth_text']) {
    const { diagnostics, rendered } = await draw(JSON.stringify(labelled({ field })), small);
    expect(diagnostics).toEqual([]);
    expect(rendered?.svg).not.toMatch(/null|undefined/);
  }
});

test.each([
  ['typed', { mark: 'rule', encoding: { x: { datum: 300_000 } } }],
  ['typed in an expression', { mark: 'rule', encoding: { x: { datum: { expr: '300000' }, type: 'quantitative' } } }],
  ['in pixels', { mark: 'rule', encoding: { x: { value: 30 } } }],
  [
    'calculated',
    {
      transform: [{ calculate: '300000', as: 'cap' }],
      mark: 'rule',
      encoding: { x: { field: 'cap', type: 'quantitative' } },
    },
  ],
  [
    'of the greatest, drawn for each row',
    {
      transform: [{ joinaggregate: [{ op: 'max', field: 'value', as: 'most' }] }],
      mark: 'rule',
      encoding: { x: { field: 'most', type: 'quantitative' } },
    },
  ],
  [
    'calculated, through all rows',
    {
      transform: [{ calculate: '300000', as: 'cap' }],
      mark: 'line',
      encoding: { x: { field: 'cap', type: 'quantitative' } },
    },
  ],
  ['across a part of the plot', { mark: { type: 'rect', x: 30, x2: 60, opacity: 0.2 } }],
])('a line for a limit is of a figure: one %s is refused', async (_, layer) => {
  const [rule] = await rulesOf(bars(layer));
  expect(['chart/untrue', 'chart/unknown-data']).toContain(rule);
});

test('a line at zero, and one that stands for a figure, are drawn', async () => {
  expect(await rulesOf(bars({ mark: 'rule', encoding: { x: { datum: 0 } } }))).toEqual([]);
  const limit = {
    data: { address: 'passengers' },
    mark: 'rule',
    encoding: { y: { value: 0 }, y2: { value: 'height' }, x: { field: 'value', type: 'quantitative' } },
  };
  expect(await rulesOf(bars(limit))).toEqual([]);
});

test('a channel says in words how it is stacked, which is not a field', async () => {
  expect(await rulesOf({ ...bars(), encoding: { y: Y, x: { ...X, stack: 'zero' } } })).toEqual([]);
  const steps = [{ stack: 'zero', groupby: ['period'], as: ['from', 'to'] }];
  expect(await rulesOf({ ...bars(), transform: steps })).toEqual(['chart/unknown-data']);
});

test.each([
  ['bar', { type: 'bar', height: 50 }, { x: Y, y: X }],
  ['bar that lies', { type: 'bar', width: 50 }, { x: X, y: Y }],
  ['rectangle', { type: 'rect', height: 50 }, { x: Y, y: X }],
  ['tick', { type: 'tick', thickness: 40 }, { x: Y, y: X }],
])('a %s of a length of its own ends at no figure', async (_, mark, encoding) => {
  expect(await rulesOf({ data: { address: 'passengers.*' }, mark, encoding })).toEqual(['chart/untrue']);
});

test.each([
  ['tick', { type: 'tick', thickness: 3 }, { x: Y, y: X }],
  ['bar of a width of its own', { type: 'bar', width: 20 }, { x: Y, y: X }],
])('a %s stands at its figure', async (_, mark, encoding) => {
  expect(await rulesOf({ data: { address: 'passengers.*' }, mark, encoding })).toEqual([]);
});
