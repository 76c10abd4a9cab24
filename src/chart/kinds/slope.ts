import type { ChartRow } from '../chart-model.ts';
import { change } from './change.ts';
import { ABOVE, BELOW, heightOf } from './course.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { amountScale, beginsAtZero, figuresOf, spread } from './layout.ts';
import { endLabels, endLayers, fewFigures } from './line.ts';
import { pairOf, withPeriods } from './periods.ts';
import { byRow, coloursOf, isAny, seriesIn } from './series.ts';

/** Lines that cross and can still be followed. */
const MOST_LINES = 8;

/** CSS pixels between a point and its number. */
const GAP = 9;

export const slope: ChartKind = {
  shows: 'Then and now on two sides',
  serves: 'levels or ranks of 2 to 8 things in two periods, which may cross',
  refuses: 'fewer or more than two periods, or more than 8 things',
  example: '::chart{kind="slope" of="corn.area_planted soybeans.area_planted wheat.area_planted" at="2023/24 2024/25"}',
  needs: ['of'],
  takes: ['at', 'highlight', 'colour', 'zero', 'unit', 'digits', 'implied', 'member'],
  instead: {
    from: 'two periods are compared: write at="2024 2025", or use kind="line"',
    to: 'two periods are compared: write at="2024 2025", or use kind="line"',
    index: 'an index compares courses: use kind="line"',
    order: 'lines stand by their figures: remove it',
  },
  isJoined: true,
  leastWidth: 200,
  data: (asked) => {
    const periods = pairOf('slope', asked);
    const of = asked.words.get('of') ?? [];
    return periods && { figures: { addresses: withPeriods(of, asked.edition.period, periods) } };
  },
  misfit: (rows) => misfit(rows('figures')),
  forms: 5,
  draw,
};

function misfit(rows: readonly ChartRow[]): Misfit | undefined {
  if (rows.length < 3) return fewFigures(rows);
  const series = seriesIn(rows, { members: new Map() });
  const lone = series.find(({ rows: own }) => own.length !== 2);
  if (lone) {
    return {
      severity: 'error',
      message: `${String(lone.rows[0]?.['indicator'])} has no figure of one of the two periods`,
      hint: 'name periods in which each has one, or use kind="change"',
      key: 'of',
    };
  }
  if (series.length > MOST_LINES) {
    return {
      severity: 'error',
      message: `${series.length} lines are more than the ${MOST_LINES} that a reader can follow`,
      hint: 'name fewer, or use kind="change"',
      key: 'of',
    };
  }
  return undefined;
}

function draw(stage: Stage): Sketch {
  // where names or numbers have no room at the ends of lines, rows have it
  if (stage.form > 0) return change.draw({ ...stage, form: stage.form - 1 });
  const series = seriesIn(stage.rows('figures'), stage);
  const height = stage.height ?? Math.max(heightOf(stage), 30 + series.length * 22);
  const plotHeight = height - ABOVE - BELOW;
  const figures = figuresOf(series.flatMap(({ rows }) => rows));
  const scale = amountScale(figures, plotHeight, beginsAtZero(figures, stage.word('zero')));
  const [low, high] = scale.domain;
  const labels = endLabels(series, { stage, scale, plotHeight });
  const firsts = series.flatMap(({ rows }) => rows.slice(0, 1));
  const place = (row: ChartRow): number => plotHeight * (1 - (Number(row['value']) - low) / (high - low));
  const middles = spread(
    firsts.map((row) => ({ at: place(row), lines: 1 })),
    -6,
    plotHeight + 6,
  );
  const color = coloursOf(series, stage);
  const x = {
    field: 'period_label',
    type: 'ordinal',
    sort: { field: 'end' },
    scale: { type: 'point', padding: 0 },
    axis: { labelAngle: 0 },
  };
  const spec = {
    data: { slot: 'figures' },
    width: stage.width,
    height,
    encoding: {
      x,
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { domain: scale.domain, nice: false, zero: false },
        axis: null,
      },
    },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2.2 },
        encoding: { color, detail: [{ field: 'indicator' }, { field: 'measure' }] },
      },
      { mark: { type: 'point', size: 40 }, encoding: { color } },
      {
        transform: [{ filter: isAny(firsts) }],
        mark: {
          type: 'text',
          style: 'label',
          align: 'right',
          dx: -GAP,
          dy: { expr: byRow(firsts.map((row, at) => [row, (middles[at] ?? 0) - place(row)])) },
        },
        encoding: { color, text: { field: 'text' } },
      },
      ...endLayers(labels, color),
    ],
  };
  return { spec };
}
