import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { amountScale, figuresOf, isNarrow } from './layout.ts';
import { ABOVE, BELOW, endLabels, endLayers, heightOf, joined } from './line.ts';
import { courseOf } from './periods.ts';
import { byRow, conditional, seriesIn } from './series.ts';
import { timeAxis } from './time-axis.ts';

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
  const gaps = stage.rows('gaps').filter(({ value }) => typeof value === 'number');
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
      ...figureLabels(series, stage),
      ...endLayers(labels, color),
      {
        data: { slot: 'gaps' },
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
function figureLabels(series: ReturnType<typeof seriesIn>, stage: Stage): object[] {
  const [first, second] = series;
  const isUpper = Number(first?.rows.at(-1)?.['value']) >= Number(second?.rows.at(-1)?.['value']);
  const begin = series.flatMap(({ rows }) => rows.slice(0, 1));
  const rows = isNarrow(stage) ? begin : series.flatMap(({ rows: own }) => own.slice(0, -1));
  const offset = (one: ChartRow): number =>
    begin.includes(one) ? 0 : first?.rows.includes(one) === isUpper ? -12 : 13;
  return [
    {
      transform: [
        { filter: `indexof([${rows.map(({ address }) => `'${String(address)}'`).join(', ')}], datum.address) >= 0` },
      ],
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
