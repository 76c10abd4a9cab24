import { compareText } from '../../core/diagnostics/text-order.ts';
import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { amountScale, figuresOf, isNarrow } from './layout.ts';
import { ABOVE, BELOW, heightOf, joined } from './course.ts';
import { endLabels, endLayers } from './line.ts';
import { courseOf } from './periods.ts';
import { byRow, conditional, isAny, seriesIn } from './series.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

export const gap: ChartKind = {
  shows: 'Two lines, and the difference between them at each period',
  serves: 'a title about the difference, which is calculated from all numbers that both figures may stand for',
  refuses: 'fewer or more than two series',
  example: '::chart{kind="gap" of="trade.imports trade.exports" from="2020"}',
  needs: ['of'],
  takes: ['from', 'to', 'unit', 'digits', 'implied', 'member'],
  instead: {
    at: 'a course has a first and a last period: write from="…" to="…"',
    index: 'a difference of indexes says nothing: use kind="line"',
  },
  isJoined: true,
  leastWidth: 200,
  data: (asked) => {
    const { words, report } = asked;
    const of = words.get('of') ?? [];
    const [first, second] = of;
    if (!first || !second || of.length > 2 || of.some(({ text }) => /[*@]/.test(text))) {
      return report(
        'kind="gap" draws two series',
        'of',
        'name two indicators, without * and without periods: of="trade.imports trade.exports"',
      );
    }
    const addresses = courseOf(asked);
    const own = addresses?.filter(({ place }) => place === first.place);
    return (
      addresses &&
      own && {
        figures: { addresses },
        gaps: {
          addresses: own,
          keys: { as: 'difference', from: second.text, optional: true },
          places: { from: second.place },
        },
      }
    );
  },
  misfit: (rows) => misfit(rows('figures'), rows('gaps')),
  forms: 1,
  draw,
};

function misfit(rows: readonly ChartRow[], gaps: readonly ChartRow[]): Misfit | undefined {
  if (seriesIn(rows, { members: new Map() }).length !== 2) {
    return {
      severity: 'error',
      message: 'only one of the two series has figures',
      hint: 'name two series with figures in these periods, or use kind="line"',
      key: 'of',
    };
  }
  if (gaps.length < 2) {
    return {
      severity: 'error',
      message: 'fewer than two periods have both figures',
      hint: 'name more periods with from="…", or write a sentence',
      key: 'of',
    };
  }
  return undefined;
}

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  const gaps = stage
    .rows('gaps')
    .filter(({ value }) => typeof value === 'number')
    .toSorted((a, b) => compareText(String(a['end']), String(b['end'])));
  const height = stage.height ?? heightOf(stage);
  const plotHeight = height - ABOVE - BELOW;
  const all = series.flatMap(({ rows }) => rows);
  const scale = amountScale(figuresOf(all), plotHeight, true);
  const [low, high] = scale.domain;
  const at = (value: number): number => plotHeight * (1 - (value - low) / (high - low));
  const labels = endLabels(series, { stage, scale, plotHeight });
  const left = Math.max(...series.map(({ rows: [row] }) => stage.measure(String(row?.['text'] ?? '')))) + 8;
  const plotWidth = stage.width - left - Math.max(...labels.map(({ width }) => width)) - 8;
  const time = timeAxis(all, plotWidth, stage);
  const [first, second] = series;
  const color = conditional(first ? [[first.test, 'accent']] : [], 'ink');
  const { layers, isBroken } = joined(series, color);
  const both = gaps.flatMap((row) => {
    const own = [first, second].map((one) => one?.rows.find(({ period }) => period === row['period']));
    const values = own.map((figure) => Number(figure?.['value']));
    const [upper, lower] = values;
    return own[0] && upper !== undefined && lower !== undefined
      ? [{ row, upper: own[0], middle: at((upper + lower) / 2) }]
      : [];
  });
  const places = timePlaces(all, plotWidth, time);
  const shownGaps = withRoom(
    both.map(({ row, upper }, index): Labelled => {
      const width = stage.measure(String(row['text']), 600) + 6;
      const place = places(upper);
      return index === 0 ? [row, place, place + width] : [row, place - width, place];
    }),
  );
  const verticals = `indexof([${both.map(({ upper }) => `'${String(upper['address'])}'`).join(', ')}], datum.address) >= 0`;
  const between = { y: { field: 'least', type: 'quantitative' }, y2: { field: 'most' } };
  const firstGap = String(both[0]?.row['address']);
  const spec = {
    data: { slot: 'figures' },
    width: stage.width,
    height,
    transform: [
      {
        joinaggregate: [
          { op: 'min', field: 'value', as: 'least' },
          { op: 'max', field: 'value', as: 'most' },
        ],
        groupby: ['end'],
      },
      {
        joinaggregate: [
          { op: 'min', field: 'end', as: 'first' },
          { op: 'max', field: 'end', as: 'last' },
        ],
        groupby: ['indicator'],
      },
    ],
    encoding: {
      x: time.x,
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { domain: scale.domain, nice: false },
        axis: { values: [0], labels: false },
      },
    },
    layer: [
      {
        transform: [{ filter: verticals }],
        mark: { type: 'area', color: { expr: 'accent' }, opacity: 0.12 },
        encoding: between,
      },
      ...layers,
      {
        transform: [{ filter: verticals }],
        mark: { type: 'rule', strokeWidth: 1, color: { expr: 'accent' } },
        encoding: between,
      },
      { transform: [{ filter: 'isValid(datum.value)' }], mark: { type: 'point', size: 34 }, encoding: { color } },
      ...figureLabels(series, stage, places),
      ...endLayers(labels, color),
      {
        data: { slot: 'gaps' },
        transform: [{ filter: isAny(shownGaps) }],
        mark: {
          type: 'text',
          style: 'label-strong',
          color: { expr: 'accent' },
          align: { expr: `datum.address === '${firstGap}' ? 'left' : 'right'` },
          dx: { expr: `datum.address === '${firstGap}' ? 6 : -6` },
        },
        encoding: {
          y: { value: { expr: byRow(both.map(({ row, middle }) => [row, middle])) } },
          text: { field: 'text' },
        },
      },
    ],
  };
  return { spec, notes: isBroken ? [wordsOf(stage.locale).drawn.gap] : [] };
}

/** Numbers at all points but the last: those of the upper course above, of the lower below; on a narrow drawing the first only. */
function figureLabels(series: ReturnType<typeof seriesIn>, stage: Stage, places: (row: ChartRow) => number): object[] {
  const [first, second] = series;
  const isUpper = Number(first?.rows.at(-1)?.['value']) >= Number(second?.rows.at(-1)?.['value']);
  const begin = series.flatMap(({ rows }) => rows.slice(0, 1));
  const fitting = series.flatMap(({ rows: own }) =>
    withRoom(
      own.slice(0, -1).map((row, at): Labelled => {
        const [width, place] = [stage.measure(String(row['text'])), places(row)];
        return at === 0 ? [row, place - 8 - width, place - 8] : [row, place - width / 2, place + width / 2];
      }),
    ),
  );
  const rows = isNarrow(stage) ? begin : [...new Set([...begin, ...fitting])];
  const offset = (one: ChartRow): number =>
    begin.includes(one) ? 0 : first?.rows.includes(one) === isUpper ? -12 : 13;
  return [
    {
      transform: [{ filter: isAny(rows) }],
      mark: {
        type: 'text',
        style: 'label',
        align: { expr: "datum.end === datum.first ? 'right' : 'center'" },
        dx: { expr: 'datum.end === datum.first ? -8 : 0' },
        dy: { expr: byRow(rows.map((row) => [row, offset(row)])) },
      },
      encoding: { text: { field: 'text' } },
    },
  ];
}

/** A row whose label takes some pixels, from left to right. */
type Labelled = readonly [row: ChartRow, from: number, to: number];

/** CSS pixels between two numbers. */
const APART = 8;

/**
 * The rows whose labels do not come near each other: every one, every second, every fourth … counted from the last, and the first. Where
 * there is less room they are some of those where there is more.
 */
function withRoom(labels: readonly Labelled[]): ChartRow[] {
  const isFree = ([, from, to]: Labelled, [, left, right]: Labelled): boolean =>
    from >= right + APART || to <= left - APART;
  for (let step = 1; ; step *= 2) {
    const counted = labels.filter((_, at) => (labels.length - 1 - at) % step === 0);
    const [first] = labels;
    const kept = counted.filter((one) => one === first || !first || isFree(one, first));
    const whole = first && !kept.includes(first) ? [first, ...kept] : kept;
    if (step >= labels.length || whole.every((one, at) => at === 0 || isFree(one, whole[at - 1] ?? one)))
      return whole.map(([row]) => row);
  }
}

/** Where the periods of rows stand on their axis, in CSS pixels of the plot. */
function timePlaces(rows: readonly ChartRow[], width: number, { field }: TimeAxis): (row: ChartRow) => number {
  const periods = [...new Set(rows.map((row) => String(row['end'])))].sort();
  const numberOf = (row: ChartRow): number =>
    field === 'year'
      ? Number(row['year'])
      : field === 'start'
        ? Date.parse(String(row['start']))
        : periods.indexOf(String(row['end']));
  const all = rows.map(numberOf);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return (row) => (width * (numberOf(row) - low)) / (high - low || 1);
}
