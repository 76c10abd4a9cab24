import { words as wordsOf } from '../../language/locales.ts';
import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { beginsAtZero, figuresOf, isNarrow } from './layout.ts';
import { joined } from './course.ts';
import { courseOf } from './periods.ts';
import { byRow, type Series, seriesIn } from './series.ts';
import { timeAxis } from './time-axis.ts';

const MOST_PANELS = 12;

/** Periods of flows that are drawn as columns. */
const MOST_COLUMNS = 8;

/** CSS pixels of a panel, without its name and its periods. */
const HEIGHT = { wide: 76, narrow: 64 } as const;

/** CSS pixels of a name and of an axis. */
const HEAD = 42;
const AXIS = 20;

export const panels: ChartKind = {
  shows: 'A small chart for each series, as columns or a line',
  serves: '2 to 12 series of different sizes',
  refuses: 'more than 12 panels',
  example: '::chart{kind="panels" of="trade.bauxite trade.unwrought_copper" from="2021"}',
  needs: ['of'],
  takes: ['from', 'to', 'mark', 'scale', 'unit', 'digits', 'implied', 'member'],
  instead: {
    at: 'a course has a first and a last period: write from="…" to="…"',
    index: 'an index compares courses: use kind="line"',
  },
  isJoined: true,
  leastWidth: 280,
  data: (asked) => {
    const addresses = courseOf(asked);
    return addresses && { figures: { addresses } };
  },
  misfit: (rows) => misfit(rows('figures')),
  forms: 2,
  draw,
};

function misfit(rows: readonly ChartRow[]): Misfit | undefined {
  const series = seriesIn(rows, { members: new Map() });
  if (series.length < 2)
    return { severity: 'error', message: 'one course needs no panels', hint: 'use kind="line"', key: 'of' };
  if (series.every(({ rows: own }) => own.length < 3))
    return {
      severity: 'error',
      message: 'panels of one or two figures show no course',
      hint: 'name more periods with from="…", or use kind="change"',
      key: 'of',
    };
  if (series.length > MOST_PANELS)
    return {
      severity: 'error',
      message: `${series.length} panels are more than ${MOST_PANELS}`,
      hint: 'name fewer series',
      key: 'of',
    };
  return undefined;
}

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  const narrow = isNarrow(stage);
  const columns = Math.max(1, (narrow ? Math.min(2, series.length) : columnsFor(series.length)) - stage.form);
  const width = (stage.width - 22 * (columns - 1)) / columns;
  const rows = Math.ceil(series.length / columns);
  const plot = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const most = Math.max(...series.map((one) => one.rows.length));
  const isOfColumns = stage.word('mark') === undefined ? most <= MOST_COLUMNS : stage.word('mark') === 'column';
  const isShared = stage.word('scale') === 'shared';
  const names = series.map(({ name }) => name);
  const lines = linesOf(series, width, stage);
  const spec = {
    data: { slot: 'figures' },
    width: stage.width,
    height: rows * (plot + HEAD + AXIS),
    transform: [
      { filter: isOfColumns ? 'isValid(datum.value)' : 'true' },
      {
        joinaggregate: [
          { op: 'max', field: 'end', as: 'last' },
          { op: 'min', field: 'end', as: 'first' },
        ],
        groupby: ['indicator', 'measure'],
      },
      {
        calculate: series.reduceRight(
          (rest, one) => (rest === '' ? one.nameOf : `${one.test} ? ${one.nameOf} : ${rest}`),
          '',
        ),
        as: 'panel',
      },
    ],
    facet: { field: 'panel', type: 'nominal', sort: names, header: { labelAnchor: 'start', labelPadding: 16 } },
    columns,
    spacing: { row: HEAD + AXIS, column: 22 },
    bounds: 'flush',
    resolve: { axis: { x: 'independent' }, scale: isShared ? {} : { y: 'independent' } },
    spec: isOfColumns ? columnsOf() : lines.spec,
  };
  const { shared, gap } = wordsOf(stage.locale).drawn;
  const notes = [...(isShared ? [shared] : []), ...(!isOfColumns && lines.isBroken ? [gap] : [])];
  return { spec, isFixed: true, notes };
}

function columnsFor(count: number): number {
  if (count <= 4) return count;
  return count === 5 || count === 6 || count === 9 ? 3 : 4;
}

function columnsOf(): object {
  return {
    encoding: {
      x: {
        field: 'period',
        type: 'ordinal',
        sort: { field: 'end' },
        scale: { paddingInner: 0.22, paddingOuter: 0.05 },
        axis: { labelAngle: 0, labelExpr: "datum.index === 0 || datum.index === 1 ? datum.label : ''" },
      },
      y: { field: 'value', type: 'quantitative', axis: null, scale: { nice: false } },
    },
    layer: [
      { mark: { type: 'bar' }, encoding: { color: { value: { expr: 'accent' } } } },
      {
        transform: [{ filter: 'datum.end === datum.last || datum.end === datum.first' }],
        mark: { type: 'text', style: 'label', dy: { expr: 'datum.value < 0 ? 8 : -8' } },
        encoding: { text: { field: 'text' } },
      },
    ],
  };
}

function linesOf(
  series: readonly Series[],
  width: number,
  stage: Stage,
): { readonly spec: object; readonly isBroken: boolean } {
  const all = series.flatMap(({ rows }) => rows);
  const time = timeAxis(all, width, stage);
  const { layers, isBroken } = joined(series, { value: { expr: 'accent' } });
  const isFromZero = series.every(({ rows }) => beginsAtZero(figuresOf(rows), undefined));
  const x = time.field === 'start' ? { ...time.x, axis: { ...(time.x['axis'] as object), tickCount: 'year' } } : time.x;
  const spec = {
    encoding: {
      x,
      y: { field: 'value', type: 'quantitative', scale: { zero: isFromZero, nice: false, padding: 16 }, axis: null },
    },
    layer: [
      ...layers,
      {
        transform: [{ filter: 'isValid(datum.value) && (datum.end === datum.last || datum.end === datum.first)' }],
        mark: { type: 'point', size: 34 },
        encoding: { color: { value: { expr: 'accent' } } },
      },
      numberAt('first', { style: 'label', align: 'left', dx: -3 }, series),
      numberAt('last', { style: 'label-strong', align: 'right', dx: 3 }, series),
    ],
  };
  return { spec, isBroken };
}

/** The number at an end of each line, on the side from which the line turns away. */
function numberAt(end: 'first' | 'last', mark: object, series: readonly Series[]): object {
  const places = series.flatMap(({ rows }) => {
    const [row, next] = end === 'first' ? rows : rows.toReversed();
    return row && next ? [[row, Number(row['value']) >= Number(next['value']) ? -11 : 12] as const] : [];
  });
  return {
    transform: [{ filter: `datum.end === datum.${end} && isValid(datum.value)` }],
    mark: { type: 'text', ...mark, dy: { expr: byRow(places) } },
    encoding: { text: { field: 'text' } },
  };
}
