import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import { fitted } from './bar.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { beginsAtThird, figuresOf, LINE, linesExpression, wrapped } from './layout.ts';
import { fewFigures } from './line.ts';
import { pairOf, withPeriods } from './periods.ts';
import { byRow, isAny, nameBySeries, type Series, seriesIn } from './series.ts';

/** CSS pixels of a row, of one whose name has two lines, and of one whose name is above it. */
const STEPS = [22, 30, 36] as const;

/** CSS pixels between a mark and its number, and between a name and the marks. */
const GAP = 8;
const NAME_GAP = 10;

export const change: ChartKind = {
  shows: 'Two marks in each row: then and now',
  serves: 'rates of 2 to 20 things in two periods, or their forecasts next to the last year',
  refuses: 'fewer or more than two periods',
  example: '::chart{kind="change" of="output.copper:growth output.zinc:growth" at="2024 2025"}',
  needs: ['of'],
  takes: ['at', 'order', 'zero', 'unit', 'digits', 'implied', 'member'],
  instead: {
    from: 'two periods are compared: write at="2024 2025", or use kind="line"',
    to: 'two periods are compared: write at="2024 2025", or use kind="line"',
    index: 'an index compares courses: use kind="line"',
  },
  isJoined: false,
  leastWidth: 140,
  data: (asked) => {
    const periods = pairOf('change', asked);
    return (
      periods && { figures: { addresses: withPeriods(asked.words.get('of') ?? [], asked.edition.period, periods) } }
    );
  },
  misfit,
  forms: 4,
  draw,
};

function misfit(rows: (slot: string) => readonly ChartRow[]): Misfit | undefined {
  const all = rows('figures');
  return all.length < 3 ? fewFigures(all) : undefined;
}

/** A row of the chart: the figure before, and the one after. */
interface Pair {
  readonly series: Series;
  readonly before: ChartRow | undefined;
  readonly after: ChartRow | undefined;
}

function draw(stage: Stage): Sketch {
  const { form, width, measure } = stage;
  const rows = stage.rows('figures');
  const series = seriesIn(rows, stage);
  const last = rows.map(({ end }) => String(end)).reduce((a, b) => (a > b ? a : b), '');
  const pairs = series
    .map((one): Pair => ({
      series: one,
      before: one.rows.find(({ end }) => end !== last),
      after: one.rows.find(({ end }) => end === last),
    }))
    .toSorted((a, b) =>
      stage.word('order') === 'given'
        ? 0
        : Number((b.after ?? b.before)?.['value']) - Number((a.after ?? a.before)?.['value']),
    );
  const isAbove = form >= 2;
  // where that gives the marks room enough, numbers are lighter and nearer
  const isTight = form === 3;
  const gap = isTight ? GAP - 2 : GAP;
  const column = isAbove
    ? 0
    : Math.max(
        ...series.map(({ name }) =>
          Math.max(...wrapped(name, form === 0 ? width : width * 0.26, measure).map((line) => measure(line))),
        ),
      ) + NAME_GAP;
  const lines = series.map(({ name }) => (isAbove ? [name] : wrapped(name, column, measure)));
  const plot = width - column;
  const figures = figuresOf(rows);
  const isFromZero = beginsAtThird(figures, stage.word('zero'));
  const labels = pairs.flatMap((pair) => labelsOf(pair, last));
  const [low, high] = [
    Math.min(...figures, ...(isFromZero ? [0] : [])),
    Math.max(...figures, ...(isFromZero ? [0] : [])),
  ];
  const room = (side: 'left' | 'right'): (readonly [number, number])[] =>
    labels
      .filter((one) => one.side === side)
      .map(({ row, text }) => [Number(row['value']), measure(text, isTight ? 400 : 600) + gap] as const);
  const domain = fitted({ low, high, plot, left: [...room('left'), [low, 6]], right: [...room('right'), [high, 6]] });
  const shift = isAbove ? 8 : 0;
  const head = headOf(pairs[0], domain, plot, stage, isAbove);
  const isLast = `datum.end === '${last}'`;
  const weight = isTight ? {} : { fontWeight: { expr: `${isLast} ? 600 : 400` } };
  const hasZero = low < 0 && high > 0 && !isAbove;
  const step = isAbove ? STEPS[2] : lines.some((own) => own.length > 1) ? STEPS[1] : STEPS[0];
  const texts = (side: 'left' | 'right'): object => ({
    transform: [{ filter: isAny(labels.filter((one) => one.side === side).map(({ row }) => row)) }],
    mark: {
      type: 'text',
      style: 'label',
      align: side === 'left' ? 'right' : 'left',
      dx: side === 'left' ? -gap : gap,
      dy: shift,
      ...weight,
    },
    encoding: { text: { field: 'text' } },
  });
  const named = pairs.flatMap(({ series: one, after, before }) => {
    const row = after ?? before;
    return row ? [{ row, series: one }] : [];
  });
  const spec = {
    data: { slot: 'figures' },
    width,
    height: { step },
    transform: [
      { filter: 'isValid(datum.value)' },
      {
        joinaggregate: [
          { op: 'min', field: 'value', as: 'least' },
          { op: 'max', field: 'value', as: 'most' },
        ],
        groupby: ['indicator', 'measure'],
      },
      { calculate: 'datum.value === datum.least ? datum.most : datum.least', as: 'other' },
    ],
    encoding: {
      y: {
        field: 'indicator',
        type: 'nominal',
        sort: pairs.map(
          ({
            series: {
              rows: [row],
            },
          }) => String(row?.['indicator']),
        ),
        axis: null,
      },
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain, nice: false, zero: false },
        axis: hasZero ? { values: [0], labels: false, gridColor: { expr: 'axis' } } : null,
      },
    },
    layer: [
      {
        transform: [{ filter: `${isLast} && datum.other !== datum.value` }],
        mark: { type: 'rule', strokeWidth: 5, color: { expr: 'accent' }, opacity: 0.25, yOffset: shift },
        encoding: { x: { field: 'other', type: 'quantitative' }, x2: { field: 'value' } },
      },
      {
        transform: [{ filter: `!(${isLast})` }],
        mark: { type: 'tick', thickness: 2.4, size: 13, color: { expr: 'accent' }, yOffset: shift },
      },
      { transform: [{ filter: isLast }], mark: { type: 'point', size: 70, color: { expr: 'accent' }, yOffset: shift } },
      texts('left'),
      texts('right'),
      {
        transform: [
          { filter: isAny(named.map(({ row }) => row)) },
          {
            calculate: nameBySeries(series, (one, at) =>
              linesExpression(one.name, lines[at] ?? [one.name], one.nameOf),
            ),
            as: 'name',
          },
        ],
        mark: {
          type: 'text',
          style: 'label',
          align: 'left',
          lineHeight: LINE,
          dy: {
            expr: byRow(
              named.map(({ row, series: one }) => [
                row,
                isAbove ? -9 : (-((lines[series.indexOf(one)]?.length ?? 1) - 1) * LINE) / 2,
              ]),
            ),
          },
        },
        encoding: { x: { value: isAbove ? 0 : -column }, text: { field: 'name' } },
      },
      ...(head ?? []),
    ],
  };
  const labelOf = (row: ChartRow | undefined): string => String(row?.['period_label'] ?? '');
  const [tick, dot] = [
    labelOf(pairs.find(({ before }) => before)?.before),
    labelOf(pairs.find(({ after }) => after)?.after),
  ];
  return { spec, isFixed: true, notes: head ? [] : [wordsOf(stage.locale).drawn.marks(tick, dot)] };
}

interface Label {
  readonly row: ChartRow;
  readonly text: string;
  readonly side: 'left' | 'right';
}

/** The lower number stands left of its mark, the higher one right. */
function labelsOf({ before, after }: Pair, last: string): Label[] {
  const own = [before, after]
    .filter((row) => row !== undefined)
    .toSorted((a, b) => Number(a['value']) - Number(b['value']) || (a['end'] === last ? 1 : -1));
  return own.map((row, at) => ({
    row,
    text: String(row['text']),
    side: own.length === 2 && at === 0 ? 'left' : 'right',
  }));
}

/** The periods above the first row, where its marks are far enough apart for them. */
function headOf(
  first: Pair | undefined,
  [low, high]: readonly [number, number],
  plot: number,
  { measure }: Stage,
  isAbove: boolean,
): object[] | undefined {
  const { before, after, series } = first ?? {};
  if (!before || !after || !series) return undefined;
  const at = (row: ChartRow): number => (plot * (Number(row['value']) - low)) / (high - low);
  const width = (row: ChartRow): number => measure(String(row['period_label']));
  const apart = Math.abs(at(before) - at(after)) - (width(before) + width(after)) / 2;
  // a name above its row stands to the left of them
  const least = isAbove ? measure(series.name) + 8 : -20;
  const isInside = [before, after].every(
    (row) => at(row) - width(row) / 2 >= least && at(row) + width(row) / 2 <= plot,
  );
  if (apart < 14 || !isInside) return undefined;
  return [
    {
      transform: [{ filter: series.test }],
      mark: { type: 'text', style: 'label-muted', dy: isAbove ? -7 : -14 },
      encoding: { text: { field: 'period_label' } },
    },
  ];
}
