import fc from 'fast-check';
import { BRIEF } from '../../cli/root.ts';
import type { Tree } from '../hostile.ts';
import { type Files, grammar, type Odds } from './odds.ts';
import { TEMPLATE, TINY_TEMPLATE } from './templates.ts';

type Channel = { [key: string]: Tree };

/** Some of the entries of an object. */
function some<T extends object>(all: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(all, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** The channel along which the categories of a chart stand. */
const category = (odds: Odds): fc.Arbitrary<Channel> =>
  fc
    .tuple(
      odds.either(['label', 'route_label', 'indicator'], ['value', 'x', 'text']),
      odds.either(['nominal', 'ordinal'], ['quantitative', 'temporal']),
      some<Channel>({
        sort: odds.either<Tree>([null, 'ascending', 'descending', { field: 'value' }], ['sideways', '-x']),
        axis: odds.either<Tree>([null, { labelLimit: 200 }, { ticks: true }], [{ values: [] }, { x: 1 }]),
        scale: odds.either<Tree>([{ padding: 0.2 }], [{ reverse: true }, { type: 'time' }, { domain: [] }]),
      }),
    )
    .map(([field, type, rest]) => Object.assign({}, rest as Channel, { field, type }));

/** The channel along which the figures of a chart stand. */
const figures = (odds: Odds): fc.Arbitrary<Channel> =>
  fc
    .tuple(
      odds.either(['value'], ['low', 'high', 'label', 'year', 'tip', 'x']),
      some<Channel>({
        stack: odds.either<Tree>([null, 'zero'], ['normalize', 'center']),
        axis: odds.either<Tree>(
          [null, { tickCount: 3 }, { tickCount: 0 }, { grid: false }, { labelExpr: 'datum.label' }],
          [
            { labelExpr: "datum.label + '%'" },
            { labelExpr: "replace(datum.label, '0', '')" },
            { tickCount: -1 },
            { tickCount: 1e8 },
            { tickCount: 'week' },
            { tickCount: 1e308 },
          ],
        ),
        scale: odds.either<Tree>(
          [{ zero: true }, { nice: false }, { type: 'linear' }, { domainMin: 0 }],
          [{ type: 'log' }, { type: 'band' }, { domain: [1e308, -1e308] }, { domain: [] }],
        ),
        bin: odds.either<Tree>([false], [true, { maxbins: 1e6 }, { step: 1e-9 }]),
      }),
    )
    .map(([field, rest]) => Object.assign({}, rest as Channel, { field, type: 'quantitative' }));

const colour = (odds: Odds): fc.Arbitrary<Channel> =>
  odds.either<Channel>(
    [
      { field: 'route' },
      { value: { expr: 'accent' } },
      { condition: { test: 'datum.negative', value: { expr: 'warning' } }, value: { expr: 'context' } },
    ],
    [{ value: 3 }, { value: 'url(#x)' }, { aggregate: 'count' }, { field: 'value', bin: true }],
  );

const expression = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(
    ['datum.value * 2', "datum.text + ' ' + datum.label", 'max(datum.value, 0)', 'datum.value > 0', 'round(datum.low)'],
    ['now()', 'repeat("x", 1e9)', 'pow(10, 400)', 'random()', 'datum["constructor"]', 'data("x")', '('.repeat(500)],
  );

/** What an expression writes next to a mark: whole, or as another number. */
const SAID = [
  'datum.text',
  "datum.label + ' ' + datum.text",
  "datum.text + ' ' + datum.label",
  'datum.negative ? datum.text : datum.text',
];
const MISSAID = [
  "datum.text + '0'",
  "replace(datum.text, '1', '9')",
  'slice(datum.text, 0, 2)',
  "'−' + datum.text",
  'toString(datum.value * 3)',
  "datum.label + ' ' + datum.year + datum.text",
  "datum.text + ' million'",
  "datum.amount > 400000 ? datum.text : '400,000'",
];

/** Where an expression puts a mark: at its figure, or elsewhere. */
const PLACED = ['datum.value', '+datum.value', 'max(datum.value, datum.low)'];
const MISPLACED = [
  'datum.value * 0.2',
  'datum.value + 50000',
  "datum.route === 'harbour' ? datum.value : datum.value * 2",
  '-datum.value',
  'abs(datum.value)',
  'min(datum.value, 400000)',
];

const transform = (odds: Odds): fc.Arbitrary<Tree> =>
  odds
    .either([true], [false])
    .chain((isPlain) =>
      isPlain
        ? fc.oneof<fc.Arbitrary<Tree>[]>(
            fc.record({ calculate: expression(odds), as: odds.text('tip') }),
            fc.record({ filter: odds.either(['datum.value > 0', "datum.route != 'all'"], ['datum[', '1 / 0']) }),
            fc.constant<Tree>({ window: [{ op: 'rank', as: 'r' }], sort: [{ field: 'value' }] }),
            fc.constant<Tree>({ joinaggregate: [{ op: 'max', field: 'value', as: 'most' }] }),
          )
        : fc.constantFrom<Tree>(
            { density: 'value', steps: 1e8 },
            { fold: Array.from({ length: 3_000 }, () => 'value') },
            { flatten: ['label'] },
            { sequence: { start: 0, stop: 1e9 } },
          ),
    );

const MARKS = ['bar', 'point', 'tick', 'circle', 'square', { type: 'bar', opacity: 0.5 }, { type: 'point', size: 40 }];
const ODD_MARKS = ['line', 'area', 'text', 'rule', 'image', 'arc', 'boxplot', 'trail', 'errorbar'];

/** A chart with bars or points in rows or columns, perhaps with their figures written next to them. */
const specification = (odds: Odds): fc.Arbitrary<Tree> =>
  fc
    .tuple(
      odds.text('passengers.*', 'passengers.*:growth', 'fuel.used', 'passengers', 'punctuality'),
      odds.either<Tree>(MARKS, ODD_MARKS),
      category(odds),
      figures(odds),
      fc.option(colour(odds), { nil: undefined }),
      fc.boolean(),
      fc.boolean(),
      fc.array(transform(odds), { maxLength: 2 }),
      fc.tuple(
        fc.option(odds.either(SAID, MISSAID), { nil: undefined }),
        fc.option(odds.either(PLACED, MISPLACED), { nil: undefined }),
      ),
      odds.either<Tree>([306, 642, 400], [0, -1, 1e9, 'container']),
      odds.either<Tree>([{ step: 19 }, { step: 30 }], [{ step: 1e7 }, 0, 'container']),
    )
    .map(([address, mark, along, figure, color, isUpright, isLabelled, others, [said, placed], width, height]) => {
      const across = placed === undefined ? figure : { ...figure, field: 'placed' };
      const steps = [
        ...others,
        ...(said === undefined ? [] : [{ calculate: said, as: 'said' }]),
        ...(placed === undefined ? [] : [{ calculate: placed, as: 'placed' }]),
      ];
      const encoding = {
        [isUpright ? 'x' : 'y']: along,
        [isUpright ? 'y' : 'x']: across,
      };
      const shown = color === undefined ? { mark } : { mark, encoding: { color } };
      const written = {
        mark: isUpright
          ? { type: 'text', style: 'label', dy: -9 }
          : { type: 'text', style: 'label', align: 'left', dx: 6 },
        encoding: { text: { field: said === undefined ? 'text' : 'said' } },
      };
      const layer = isLabelled ? [shown, written] : [shown];
      const spec = { data: { address }, width, height: isUpright ? 160 : height, encoding, layer };
      return steps.length > 0 ? Object.assign(spec, { transform: steps }) : spec;
    });

const EXHIBIT = '\n## Chart {#chart}\n\n:::exhibit{#routes-chart}\nBy route\n\n::chart{name="routes"}\n:::\n';

/** A chart in an exhibit. */
export const charts: fc.Arbitrary<Files> = grammar((odds) =>
  specification(odds)
    .chain((spec) => odds.tree(spec))
    .map((spec) => JSON.stringify(spec, undefined, 2))
    .chain((text) => fc.oneof({ weight: 5, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: odds.file(text) }))
    .map((text) => ({ [`${BRIEF}/charts/routes.vl.json`]: text, [TEMPLATE]: TINY_TEMPLATE + EXHIBIT })),
);
