import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { courseOf, withPeriods } from './periods.ts';
import { byRow, isAny, nameBySeries, type Series, seriesIn } from './series.ts';
import { coloursOfParts, IS_HOLLOW, partsMisfit } from './stack.ts';

/** Bars that a reader compares. */
const MOST_BARS = 8;

/** CSS pixels of a row and of its bar, between periods and bars, and from one line of names to the next. */
const STEP = 32;
const BAR = 24;
const GAP = 8;
const LINE = 14;

export const share: ChartKind = {
  shows: 'Parts in per cent of the whole',
  serves:
    '2 to 6 parts of a whole, in place of a pie, in up to 8 periods; each share is calculated from all numbers that the parts may stand for',
  refuses: 'negative or missing parts, more than 6 parts, or parts that overlap',
  example: '::chart{kind="share" of="corn.exports corn.feed corn.food_seed_industrial" at="2023/24 2024/25"}',
  needs: ['of'],
  takes: ['at', 'from', 'to', 'digits', 'member'],
  instead: {
    unit: 'shares are in per cent: remove it',
    index: 'an index compares courses: use kind="line"',
    order: 'parts stand as they are written: write them in another order',
  },
  isJoined: false,
  leastWidth: 200,
  data: (asked) => {
    const { words, edition } = asked;
    const of = words.get('of') ?? [];
    const at = words.get('at')?.map(({ text }) => text);
    const isCourse = words.has('from') || words.has('to');
    const addresses = isCourse && !at ? courseOf(asked) : withPeriods(of, edition.period, at ?? [edition.period.text]);
    const digits = words.has('digits') ? {} : { digits: 0 };
    return addresses && { parts: { addresses, keys: { as: 'part', ...digits } } };
  },
  misfit: (rows) => misfit(rows('parts')),
  forms: 1,
  draw,
};

function misfit(rows: readonly ChartRow[]): Misfit | undefined {
  const bars = new Set(rows.map(({ period }) => period)).size;
  if (bars > MOST_BARS)
    return {
      severity: 'error',
      message: `${bars} bars of parts are more than the ${MOST_BARS} that a reader compares`,
      hint: 'name fewer periods, or use kind="line"',
      key: 'of',
    };
  return partsMisfit(rows);
}

function draw(stage: Stage): Sketch {
  const rows = stage.rows('parts');
  const series = seriesIn(rows, stage);
  const { width, measure } = stage;
  const bars = [...new Map(rows.map((row) => [row['period'], row])).values()];
  const left = Math.max(...bars.map((row) => measure(String(row['period_label'])))) + GAP;
  const plot = width - left;
  const { color, onDark } = coloursOfParts(series);
  const first = String(bars[0]?.['period']);
  const names = placedNames(series, first, plot, measure);
  const isWide = (row: ChartRow): boolean => measure(String(row['text'])) <= (Number(row['value']) / 100) * plot - 4;
  const spec = {
    data: { slot: 'parts' },
    width,
    height: { step: STEP },
    transform: [
      { calculate: nameBySeries(series, (_, at) => String(at)), as: 'place' },
      { stack: 'value', groupby: ['period'], sort: [{ field: 'place' }], as: ['begin', 'finish'] },
      { calculate: '(datum.begin + datum.finish) / 2', as: 'mid' },
    ],
    encoding: {
      y: {
        field: 'period_label',
        type: 'nominal',
        sort: bars.map((row) => row['period_label']),
        scale: { paddingInner: 1 - BAR / STEP, paddingOuter: 0 },
        axis: { labelPadding: GAP, domain: false },
      },
      x: { field: 'begin', type: 'quantitative', scale: { domain: [0, 100], nice: false }, axis: null },
    },
    layer: [
      {
        mark: { type: 'bar', stroke: { expr: 'paper' }, strokeWidth: 0.8 },
        encoding: { x: { field: 'begin', type: 'quantitative' }, x2: { field: 'finish' }, color },
      },
      {
        transform: [{ filter: isAny(rows.filter(isWide)) }],
        mark: { type: 'text', style: 'label' },
        encoding: {
          x: { field: 'mid', type: 'quantitative' },
          text: { field: 'text' },
          color: {
            condition: {
              test: `(${onDark.join(' || ') || 'false'}) && !(${IS_HOLLOW})`,
              value: { expr: 'paper' },
            },
            value: { expr: 'ink' },
          },
        },
      },
      {
        transform: [
          { filter: `datum.period === '${first}'` },
          { calculate: nameBySeries(series, (one) => one.nameOf), as: 'name' },
        ],
        mark: {
          type: 'text',
          style: 'label-strong',
          align: 'left',
          dx: { expr: byRow(names.map(({ row, dx }) => [row, dx])) },
        },
        encoding: {
          x: { field: 'begin', type: 'quantitative' },
          y: { value: { expr: byRow(names.map(({ row, level }) => [row, -8 - level * LINE])) } },
          text: { field: 'name' },
        },
      },
    ],
  };
  return { spec, isFixed: true };
}

/** The name of a part above the first bar. */
interface PlacedName {
  readonly row: ChartRow;
  readonly from: number;
  readonly to: number;
  /** CSS pixels by which it is moved so that it ends with the bar. */
  readonly dx: number;
  /** How many lines above the bar. */
  readonly level: number;
}

/** Names over the beginnings of their parts: where one has no room next to the one before, it is in the next line above. */
function placedNames(
  series: readonly Series[],
  period: string,
  plot: number,
  measure: Stage['measure'],
): readonly PlacedName[] {
  const placed: PlacedName[] = [];
  let begin = 0;
  for (const { rows, name } of series) {
    const row = rows.find((one) => one['period'] === period);
    if (!row) continue;
    const at = (begin / 100) * plot;
    const width = measure(name, 600);
    const from = Math.max(0, Math.min(at, plot - width));
    let level = 0;
    while (placed.some((one) => one.level === level && from < one.to + GAP)) level += 1;
    placed.push({ row, from, to: from + width, dx: from - at, level });
    begin += Number(row['value']);
  }
  return placed;
}
