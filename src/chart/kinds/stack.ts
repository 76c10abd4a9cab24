import type { ChartRow } from '../chart-model.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { isNarrow, LINE, linesExpression, wrapped } from './layout.ts';
import { heightOf } from './course.ts';
import { courseOf, withPeriods } from './periods.ts';
import { stepAxis } from './time-axis.ts';
import { byRow, conditional, isAny, nameBySeries, type Series, seriesIn } from './series.ts';

/** Columns and parts that a reader compares. */
const MOST = { columns: 8, parts: 6 } as const;

/** CSS pixels above the columns, for their sums, and below, for their periods; and between the last column and the names. */
const ABOVE = 18;
const BELOW = 20;
const GAP = 8;

/** CSS pixels that a part takes at least for its number. */
const LEAST = 13;

/** The part of the width that names may take. */
const NAME_PART = 0.24;

/** Colours of parts from the bottom, and of the numbers on them. */
const COLOURS = [
  ['accent', 'paper'],
  ['muted', 'paper'],
  ['context', 'ink'],
  ['ink', 'paper'],
] as const;

export const stack: ChartKind = {
  shows: 'Columns of parts, with the whole on top',
  serves:
    'up to 6 parts that can be added, in 2 to 8 periods; the whole is calculated from all numbers that the parts may stand for',
  refuses: 'negative or missing parts, more than 6 parts, or parts that overlap',
  example: '::chart{kind="stack" of="corn.exports corn.feed" at="2023/24 2024/25"}',
  needs: ['of'],
  takes: ['at', 'from', 'to', 'unit', 'digits', 'implied', 'member'],
  instead: {
    index: 'an index compares courses: use kind="line"',
    order: 'parts stand as they are written: write them in another order',
  },
  isJoined: false,
  leastWidth: 200,
  data: (asked) => {
    const { words, edition } = asked;
    const at = words.get('at')?.map(({ text }) => text);
    const addresses = at ? withPeriods(words.get('of') ?? [], edition.period, at) : courseOf(asked);
    return addresses && { figures: { addresses }, wholes: { addresses, keys: { as: 'sum', implied: undefined } } };
  },
  misfit: (rows) => misfit(rows('figures')),
  forms: 2,
  draw,
};

function misfit(rows: readonly ChartRow[]): Misfit | undefined {
  const columns = new Set(rows.map(({ period }) => period)).size;
  const unfit = partsMisfit(rows);
  if (unfit) return unfit;
  if (columns < 2)
    return {
      severity: 'error',
      message: 'one column is compared with nothing',
      hint: 'name more periods, or use kind="share" or kind="bar"',
      key: 'of',
    };
  if (columns > MOST.columns)
    return {
      severity: 'warning',
      message: `${columns} columns of parts are more than a reader compares`,
      hint: 'name fewer periods, or use kind="line"',
    };
  return undefined;
}

/** What keeps rows from being parts of a whole that a reader distinguishes. */
export function partsMisfit(rows: readonly ChartRow[]): Misfit | undefined {
  const report = (message: string, hint: string): Misfit => ({ severity: 'error', message, hint, key: 'of' });
  const negative = rows.find((row) => Number(row['value']) < 0);
  if (negative) return report(`${String(negative['address'])} is negative, and no part of a whole`, 'use kind="bar"');
  const series = seriesIn(rows, { members: new Map() });
  if (series.length < 2) return report('one series has no parts', 'name two parts or more, or use kind="line"');
  if (series.length > MOST.parts)
    return report(
      `${series.length} parts are more than the ${MOST.parts} that a reader distinguishes`,
      'name fewer parts, or use kind="panels"',
    );
  return undefined;
}

/** What is drawn hollow: its number stands on paper. */
export const IS_HOLLOW = 'datum.provisional || datum.forecast || datum.derived';

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  const wholes = stage.rows('wholes');
  const { width, measure } = stage;
  const height = stage.height ?? Math.round(1.15 * heightOf(stage));
  const plotHeight = height - ABOVE - BELOW;
  const most = Math.max(...wholes.map(({ value }) => Number(value)));
  const lines = series.map(({ name }) => wrapped(name, (stage.form === 0 ? NAME_PART : 0.2) * width, measure, 600));
  const names = Math.max(...lines.flat().map((line) => measure(line, 600)));
  const plot = width - names - GAP;
  const columns = new Set(wholes.map(({ period }) => period)).size;
  const widest = Math.max(...series.flatMap(({ rows }) => rows.map((row) => measure(String(row['text'])))));
  const part = (0.72 * plot) / columns > widest + 4 ? 0.72 : 0.9;
  const size = Math.min(isNarrow(stage) ? 60 : 110, (part * plot) / columns);
  const { color, nameColor, onDark } = coloursOfParts(series);
  const last = series.flatMap(({ rows }) => String(rows.at(-1)?.['period']))[0] ?? '';
  const isWide = (row: ChartRow): boolean =>
    (Number(row['value']) / most) * plotHeight >= LEAST && measure(String(row['text'])) <= size - 2;
  const shown = series.flatMap(({ rows }) => rows.filter(isWide));
  const begins = conditionalColour(onDark, IS_HOLLOW);
  const middle = { y: { field: 'mid', type: 'quantitative' } };
  const periods = [...new Map(wholes.map((row) => [row['period'], row])).values()];
  const steps = stepAxis(periods, plot, stage).x;
  const x = {
    ...steps,
    scale: { paddingInner: 1 - (size * columns) / plot, paddingOuter: 0.02 },
    axis: { ...(steps['axis'] as object), domain: true },
  };
  const spec = {
    data: { slot: 'figures' },
    width,
    height,
    transform: [
      { calculate: nameBySeries(series, (_, at) => String(at)), as: 'place' },
      { stack: 'value', groupby: ['period'], sort: [{ field: 'place' }], as: ['bottom', 'top'] },
      { calculate: '(datum.bottom + datum.top) / 2', as: 'mid' },
    ],
    encoding: {
      x,
      y: { type: 'quantitative', field: 'bottom', scale: { domain: [0, most], nice: false }, axis: null },
    },
    layer: [
      {
        mark: { type: 'bar', stroke: { expr: 'paper' }, strokeWidth: 0.8 },
        encoding: { y: { field: 'bottom', type: 'quantitative' }, y2: { field: 'top' }, color },
      },
      {
        transform: [{ filter: isAny(shown) }],
        mark: { type: 'text', style: 'label' },
        encoding: { ...middle, text: { field: 'text' }, color: begins },
      },
      {
        data: { slot: 'wholes' },
        mark: { type: 'text', style: 'label-strong', dy: -9 },
        encoding: { y: { field: 'value', type: 'quantitative' }, text: { field: 'text' } },
      },
      {
        transform: [
          { filter: `datum.period === '${last}'` },
          {
            calculate: nameBySeries(series, (one, at) =>
              linesExpression(one.name, lines[at] ?? [one.name], one.nameOf),
            ),
            as: 'name',
          },
        ],
        mark: {
          type: 'text',
          style: 'label-strong',
          align: 'left',
          lineHeight: LINE,
          dx: GAP,
          dy: { expr: byRow(namesOf(series, lines, last)) },
        },
        encoding: {
          ...middle,
          x: { ...x, bandPosition: 0.99 },
          text: { field: 'name' },
          color: nameColor,
        },
      },
    ],
  };
  return { spec };
}

/**
 * The colours of parts, of their names, and those of whose parts the numbers are light: as many colours of the house as there are, and of
 * more parts those of series, of which each is dark.
 */
export function coloursOfParts(series: readonly Series[]): {
  readonly color: object;
  readonly nameColor: object;
  readonly onDark: readonly string[];
} {
  if (series.length > COLOURS.length) {
    const color = { field: 'indicator' };
    return { color, nameColor: color, onDark: ['true'] };
  }
  const parts = series.map((one, at) => ({ one, colour: COLOURS[at] ?? COLOURS[0] }));
  const last = parts.at(-1)?.colour[0] ?? 'ink';
  return {
    color: conditional(
      parts.slice(0, -1).map(({ one, colour: [fill] }) => [one.test, fill]),
      last,
    ),
    nameColor: conditional(
      parts.slice(0, -1).map(({ one, colour: [fill] }) => [one.test, textOf(fill)]),
      textOf(last),
    ),
    onDark: parts.filter(({ colour: [, text] }) => text === 'paper').map(({ one }) => one.test),
  };
}

/** Text on paper is muted where its part is of the colour for what is compared with. */
function textOf(fill: string | undefined): string {
  return fill === 'context' || fill === undefined ? 'muted' : fill;
}

function conditionalColour(onDark: readonly string[], isHollow: string): object {
  return {
    condition: { test: `(${onDark.join(' || ') || 'false'}) && !(${isHollow})`, value: { expr: 'paper' } },
    value: { expr: 'ink' },
  };
}

function namesOf(
  series: readonly Series[],
  lines: readonly (readonly string[])[],
  last: string,
): (readonly [ChartRow, number])[] {
  return series.flatMap(({ rows }, at) => {
    const row = rows.find(({ period }) => period === last);
    return row ? [[row, (-((lines[at]?.length ?? 1) - 1) * LINE) / 2] as const] : [];
  });
}
