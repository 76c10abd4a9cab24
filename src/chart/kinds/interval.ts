import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import { fitted } from './bar.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { amountScale, beginsAtZero } from './layout.ts';
import { fewFigures } from './line.ts';
import { rowNames } from './named-rows.ts';
import { withPeriods } from './periods.ts';
import { type Series, seriesIn } from './series.ts';

/** Rows that a reader compares. */
const MOST_ROWS = 20;

/** CSS pixels between an interval and its number. */
const GAP = 8;

export const interval: ChartKind = {
  shows: 'Figures with what they may be',
  serves: 'ranges, or figures with a confidence interval, of 3 to 20 things in one period',
  refuses: 'figures of which none has an interval, more than 20 rows, or different periods',
  example: '::chart{kind="interval" of="corn.domestic_use corn.exports corn.ending_stocks" at="2024/25"}',
  needs: ['of'],
  takes: ['at', 'highlight', 'order', 'zero', 'unit', 'digits', 'member'],
  instead: {
    from: 'intervals are of one period: write at="…", or use kind="line"',
    to: 'intervals are of one period: write at="…", or use kind="line"',
    index: 'an index compares courses: use kind="line"',
  },
  isJoined: false,
  leastWidth: 200,
  data: ({ words, edition, report }) => {
    const periods = (words.get('at') ?? [{ text: edition.period.text }]).map(({ text }) => text);
    if (periods.length > 1)
      return report(
        `kind="interval" draws one period, not ${periods.length}`,
        'at',
        `write at="${periods[0] ?? ''}", or use kind="line"`,
      );
    return { figures: { addresses: withPeriods(words.get('of') ?? [], edition.period, periods) } };
  },
  misfit: (rows) => misfit(rows('figures')),
  forms: 3,
  draw,
};

/** The ends of what a row may be: those of its confidence interval, or of the range that is stated. */
function endsOf(row: ChartRow): readonly [low: number, high: number] | undefined {
  const [low, high] = row['loose'] === 'range' ? [row['low'], row['high']] : [row['lower'], row['upper']];
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined;
}

function misfit(rows: readonly ChartRow[]): Misfit | undefined {
  if (rows.length < 3) return fewFigures(rows);
  const periods = [...new Set(rows.map(({ period }) => String(period)))];
  const report = (message: string, hint: string): Misfit => ({ severity: 'error', message, hint, key: 'of' });
  if (periods.length > 1)
    return report(`these intervals are of different periods: ${periods.join(', ')}`, 'write at="…"');
  if (rows.every((row) => endsOf(row) === undefined))
    return report(
      'none of these figures has an interval',
      'use kind="bar"; an interval is a range, or a figure with its lower and upper ends',
    );
  if (rows.length > MOST_ROWS)
    return report(
      `${rows.length} rows are more than the ${MOST_ROWS} that a reader compares`,
      'name those that the title is about, or write a table',
    );
  return undefined;
}

/** A row as it is drawn. */
interface Drawn {
  readonly row: ChartRow;
  readonly series: Series;
  readonly low: number;
  readonly high: number;
}

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  const all = series.flatMap((one) =>
    one.rows.flatMap((row): Drawn[] => {
      const [low, high] = endsOf(row) ?? [Number(row['value']), Number(row['value'])];
      return [{ row, series: one, low, high }];
    }),
  );
  const middle = ({ low, high }: Drawn): number => (low + high) / 2;
  const drawn = stage.word('order') === 'given' ? all : all.toSorted((a, b) => middle(b) - middle(a));
  const names = rowNames(drawn, stage);
  const figures = drawn.flatMap(({ low, high }) => [low, high]);
  const isFromZero = beginsAtZero(figures, stage.word('zero'));
  const [low, high] = [
    Math.min(...figures, ...(isFromZero ? [0] : [])),
    Math.max(...figures, ...(isFromZero ? [0] : [])),
  ];
  const domain = fitted({
    low,
    high,
    plot: names.plot,
    left: isFromZero ? [] : [[low, 6]],
    right: drawn.map((one) => [one.high, stage.measure(String(one.row['text']), 600) + GAP] as const),
  });
  const { ticks } = amountScale([low, high], names.plot / 2.4, false);
  const isRange = (row: ChartRow): boolean => row['loose'] === 'range';
  const color = { value: { expr: 'accent' } };
  const shift = { yOffset: names.shift };
  const spec = {
    data: { slot: 'figures' },
    width: stage.width,
    height: { step: names.step },
    transform: [
      { calculate: "datum.loose === 'range' ? datum.low : datum.lower", as: 'least' },
      { calculate: "datum.loose === 'range' ? datum.high : datum.upper", as: 'most' },
      { calculate: 'isValid(datum.most) ? datum.most : datum.value', as: 'right' },
    ],
    encoding: {
      y: { field: 'address', type: 'nominal', sort: drawn.map(({ row }) => row['address']), axis: null },
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain, nice: false, zero: false },
        axis: { values: ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]), tickCount: 12 },
      },
    },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.least) && isValid(datum.most)' }],
        mark: { type: 'rule', strokeWidth: 8, opacity: 0.28, ...shift },
        encoding: { x: { field: 'least', type: 'quantitative' }, x2: { field: 'most' }, color },
      },
      {
        transform: [{ filter: 'isValid(datum.value)' }],
        mark: { type: 'point', size: 60, ...shift },
        encoding: { color },
      },
      {
        mark: { type: 'text', style: 'label-strong', align: 'left', dx: GAP, dy: names.shift },
        encoding: { x: { field: 'right', type: 'quantitative' }, text: { field: 'text' } },
      },
      names.layer,
    ],
  };
  const { drawn: said } = wordsOf(stage.locale);
  const confidences = [...new Set(drawn.flatMap(({ row }) => (isRange(row) ? [] : (row['confidence'] ?? []))))];
  const notes = [
    ...confidences.map((confidence) => said.interval(String(confidence))),
    ...(drawn.some(({ row }) => isRange(row)) ? [said.range] : []),
  ];
  return { spec, isFixed: true, notes };
}
