import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import {
  type AmountScale,
  amountScale,
  beginsAtZero,
  figuresOf,
  isNarrow,
  LINE,
  linesExpression,
  spread,
  wrapped,
} from './layout.ts';
import { ABOVE, BELOW, heightOf, joined } from './course.ts';
import { panels } from './panels.ts';
import { courseOf, periodIn } from './periods.ts';
import { byRow, coloursOf, type Series, seriesIn } from './series.ts';
import { timeAxis } from './time-axis.ts';

/** Lines that can be distinguished. */
const MOST_LINES = 6;

/** The part of the width that a label at the end of a line may take. */
const LABEL_PART = { wide: 0.24, narrow: 0.2 } as const;

/** CSS pixels between a point and its label. */
const GAP = 8;

/** How often the largest series may have the size of the smallest before that looks flat. */
const MOST_TIMES = 50;

export const line: ChartKind = {
  shows: 'One line, or several',
  serves: 'up to six things in one unit over three or more periods; forecasts are hollow and dotted',
  refuses: 'fewer than three periods, or figures in different units, unless `index` compares them',
  example: '::chart{kind="line" of="output.copper output.zinc" from="2020"}',
  needs: ['of'],
  takes: ['from', 'to', 'index', 'highlight', 'label', 'colour', 'zero', 'unit', 'digits', 'implied', 'member'],
  instead: {
    at: 'a course has a first and a last period: write from="…" to="…"',
    order: 'lines need no order: remove it',
  },
  isJoined: true,
  leastWidth: 140,
  data: (asked) => {
    const addresses = courseOf(asked);
    const [base] = asked.words.get('index') ?? [];
    const period = base && periodIn(base.text, asked.edition);
    return addresses && { figures: { addresses, keys: period ? { as: 'index', base: period.text } : {} } };
  },
  misfit,
  forms: 3,
  draw,
};

function misfit(
  rows: (slot: string) => readonly ChartRow[],
  word: Parameters<ChartKind['misfit']>[1],
): Misfit | undefined {
  const all = rows('figures').filter((row) => figuresOf([row]).length > 0);
  const series = seriesIn(all, { members: new Map() });
  const periods = new Set(all.map(({ period }) => period));
  if (all.length < 3) return fewFigures(all);
  if (periods.size < 3) {
    return {
      severity: 'error',
      message: 'a line through two points shows no course',
      hint: 'name more periods with from="…", or use kind="bar" at="…"',
    };
  }
  if (series.length > MOST_LINES && word('highlight') === undefined) {
    const message = `${series.length} lines cannot be distinguished`;
    return { severity: 'warning', message, hint: 'highlight one or two, or use kind="panels"' };
  }
  const sizes = series.map((one) => Math.max(...figuresOf(one.rows).map(Math.abs))).filter((size) => size > 0);
  const times = Math.max(...sizes) / Math.min(...sizes);
  if (times > MOST_TIMES) {
    const message = `the largest series is ${Math.round(times)} times the smallest, which will look flat`;
    return {
      severity: 'warning',
      message,
      hint: `compare courses with index="${String(all[0]?.['period'])}", or use kind="panels"`,
    };
  }
  return undefined;
}

/** One or two figures, which a sentence says better. */
export function fewFigures(rows: readonly ChartRow[]): Misfit {
  const named = rows.map(({ address }) => `{{text "${String(address)}"}}`).join(' and ');
  return {
    severity: 'error',
    message: `${rows.length === 1 ? 'one figure is' : 'two figures are'} no chart`,
    hint: `write a sentence, such as ${named}`,
  };
}

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  // names of many lines have no room at their ends, and above panels they have
  if (stage.form > 0 && series.length > 1) return panels.draw({ ...stage, form: stage.form - 1 });
  const height = stage.height ?? heightOf(stage);
  const plotHeight = height - ABOVE - BELOW;
  const figures = figuresOf(series.flatMap(({ rows }) => rows));
  const own = amountScale(figures, plotHeight, beginsAtZero(figures, stage.word('zero')));
  const scale = withRoomBelow(own, labelledPoints(series, stage), plotHeight);
  const labels = endLabels(series, { stage, scale, plotHeight });
  const right = Math.max(0, ...labels.map(({ width }) => width)) + GAP;
  const plotWidth = stage.width - right - 6 - Math.max(...scale.ticks.map((tick) => stage.measure(String(tick))));
  const time = timeAxis(
    series.flatMap(({ rows }) => rows),
    plotWidth,
    stage,
  );
  const color = coloursOf(series, stage);
  const isPercent = series.every(({ rows }) => rows.every(({ unit }) => unit === '%'));
  const axis = { values: scale.ticks, tickCount: 12, ...(isPercent ? { labelExpr: "datum.label + '%'" } : {}) };
  const y = { field: 'value', type: 'quantitative', scale: { domain: scale.domain, nice: false, zero: false }, axis };
  const { layers, isBroken } = joined(series, color);
  const spec = {
    data: { slot: 'figures' },
    width: stage.width,
    height,
    encoding: { x: time.x, y },
    layer: [
      ...(time.isJoined ? layers : []),
      ...(hasPoints(series, stage) || !time.isJoined
        ? [{ transform: [{ filter: 'isValid(datum.value)' }], mark: { type: 'point', size: 34 }, encoding: { color } }]
        : []),
      ...pointLabels(series, stage),
      ...endLayers(labels, color),
    ],
  };
  return { spec, notes: isBroken ? [wordsOf(stage.locale).drawn.gap] : [] };
}

/** What stands behind the end of a line. */
export interface EndLabel {
  readonly series: Series;
  readonly row: ChartRow;
  readonly lines: readonly string[];
  readonly name: readonly string[];
  readonly isOneLine: boolean;
  readonly width: number;
  readonly dy: number;
  /** Whether the line ends before the others: its label is above or below its end. */
  readonly isEarly: boolean;
}

interface Field {
  readonly stage: Stage;
  readonly scale: AmountScale;
  readonly plotHeight: number;
}

/** The names and last numbers of lines, spread so that none lies on another. */
export function endLabels(series: readonly Series[], field: Field): readonly EndLabel[] {
  const { stage, scale, plotHeight } = field;
  const ends = series.flatMap(({ rows }) => rows.slice(-1));
  const last = ends.reduce((a, b) => (String(a['end']) > String(b['end']) ? a : b), ends[0] ?? {});
  const most = stage.width * (isNarrow(stage) ? LABEL_PART.narrow : LABEL_PART.wide);
  const place = (row: ChartRow): number => {
    const [low, high] = scale.domain;
    return plotHeight * (1 - (Number(row['value']) - low) / (high - low));
  };
  const labels = series.flatMap((one): EndLabel[] => {
    const row = one.rows.at(-1);
    if (!row) return [];
    const text = String(row['text']);
    // one season may end on other days than another
    const isEarly = String(row['end']) < String(last['end']) && row['period'] !== last['period'];
    const name = series.length === 1 ? [] : wrapped(one.name, most, stage.measure, 600);
    const whole = [...(series.length === 1 ? [] : [one.name]), text].join(' ');
    const isOneLine = isEarly || stage.measure(whole, 600) <= most;
    const lines = isOneLine ? [whole] : [...name, text];
    const width = isEarly ? 0 : Math.max(...lines.map((part) => stage.measure(part, 600)));
    return [{ series: one, row, lines, name, isOneLine, width, dy: 0, isEarly }];
  });
  const atEnd = labels.filter(({ isEarly }) => !isEarly);
  const middles = spread(
    atEnd.map(({ row, lines }) => ({ at: place(row), lines: lines.length })),
    -6,
    plotHeight + 6,
  );
  return labels.map((label) => {
    const at = atEnd.indexOf(label);
    if (at < 0) return Object.assign({}, label, { dy: isHigh(label.row, series) ? -13 : 14 });
    const top = (middles[at] ?? 0) - ((label.lines.length - 1) * LINE) / 2;
    return Object.assign({}, label, { dy: top - place(label.row) });
  });
}

/** Whether no other line has a figure just above that of a row. */
function isHigh(row: ChartRow, series: readonly Series[]): boolean {
  const there = series.flatMap(({ rows }) => rows).filter((one) => one !== row && one['end'] === row['end']);
  const above = there.filter((one) => Number(one['value']) > Number(row['value']));
  const below = there.filter((one) => Number(one['value']) <= Number(row['value']));
  const distance = (rows: readonly ChartRow[]): number =>
    Math.min(...rows.map((one) => Math.abs(Number(one['value']) - Number(row['value']))));
  return distance(above) >= distance(below);
}

/** The layers that draw them. */
export function endLayers(labels: readonly EndLabel[], color: object): object[] {
  const isOf = (some: readonly EndLabel[]): string =>
    some.map(({ row }) => `datum.address === '${String(row['address'])}'`).join(' || ');
  const layerOf = (some: readonly EndLabel[], mark: object): object[] => {
    if (some.length === 0) return [];
    const caption = some.reduceRight((rest, { series, row, lines, name, isOneLine }) => {
      const named =
        lines.length === 1 && name.length === 0
          ? '[datum.text]'
          : isOneLine
            ? `[${series.nameOf} + ' ' + datum.text]`
            : `${linesExpression(series.name, name, series.nameOf).slice(0, -1)}, datum.text]`;
      return rest === '' ? named : `datum.address === '${String(row['address'])}' ? ${named} : ${rest}`;
    }, '');
    return [
      {
        transform: [{ filter: isOf(some) }, { calculate: caption, as: 'caption' }],
        mark: {
          type: 'text',
          style: 'label-strong',
          lineHeight: LINE,
          dy: { expr: byRow(some.map(({ row, dy }) => [row, dy])) },
          ...mark,
        },
        encoding: { color, text: { field: 'caption' } },
      },
    ];
  };
  return [
    ...layerOf(
      labels.filter(({ isEarly }) => isEarly),
      { align: 'center' },
    ),
    ...layerOf(
      labels.filter(({ isEarly }) => !isEarly),
      { align: 'left', dx: GAP },
    ),
  ];
}

/** Pixels from a point to the middle of its number, above and below. */
const NUMBER = { above: -12, below: 13 } as const;

/** The points with a number that are not at the end of a line, each with where its number is. */
function labelledPoints(series: readonly Series[], stage: Stage): readonly (readonly [row: ChartRow, dy: number])[] {
  const asked = stage.word('label') ?? (series.length === 1 ? 'ends' : 'end');
  if (asked === 'end') return [];
  return series.flatMap(({ rows: own }) =>
    (asked === 'all' ? own.slice(0, -1) : own.slice(0, 1)).map((row, at): [ChartRow, number] => {
      const [value, before, next] = [row, own[at - 1] ?? own[at + 1], own[at + 1] ?? own[at - 1]].map((one) =>
        Number(one?.['value'] ?? 0),
      );
      const isAbove = (value ?? 0) >= ((before ?? 0) + (next ?? 0)) / 2;
      return [row, isAbove ? NUMBER.above : NUMBER.below];
    }),
  );
}

/** A scale that goes on half a step below numbers that would touch the periods under the plot. Zero stays its end. */
function withRoomBelow(
  { domain: [low, high], ticks }: AmountScale,
  labelled: ReturnType<typeof labelledPoints>,
  plotHeight: number,
): AmountScale {
  const pixelsAbove = (value: number): number => ((value - low) / (high - low)) * plotHeight;
  const isTight = ([row, dy]: readonly [ChartRow, number]): boolean =>
    dy === NUMBER.below && pixelsAbove(Number(row['value'])) < NUMBER.below + LINE / 2;
  if (low === 0 || ticks.length < 2 || !labelled.some(isTight)) return { domain: [low, high], ticks };
  const half = ((ticks[1] ?? 0) - (ticks[0] ?? 0)) / 2;
  return { domain: [Number((low - half).toPrecision(12)), high], ticks };
}

/** Numbers at points that are not at the end of a line. */
function pointLabels(series: readonly Series[], stage: Stage): object[] {
  const asked = stage.word('label') ?? (series.length === 1 ? 'ends' : 'end');
  const rows = labelledPoints(series, stage);
  if (rows.length === 0) return [];
  const first = String(series[0]?.rows[0]?.['address'] ?? '');
  const isFirst = asked === 'ends' ? 'true' : `datum.address === '${first}'`;
  return [
    {
      transform: [{ filter: rows.map(([row]) => `datum.address === '${String(row['address'])}'`).join(' || ') }],
      mark: {
        type: 'text',
        style: 'label',
        align: { expr: `${isFirst} ? 'left' : 'center'` },
        dx: { expr: `${isFirst} ? -3 : 0` },
        dy: { expr: byRow(rows) },
      },
      encoding: { text: { field: 'text' } },
    },
  ];
}

function hasPoints(series: readonly Series[], { width }: Stage): boolean {
  const most = Math.max(...series.map(({ rows }) => rows.length));
  return most <= (isNarrow({ width }) ? 8 : 24);
}
