import type { ChartRow } from '../chart-model.ts';
import { fewFigures } from './line.ts';
import type { ChartKind, Misfit, Sketch, Stage } from './kind.ts';
import { LINE, linesExpression, wrapped } from './layout.ts';
import { withPeriods } from './periods.ts';
import { byRow, conditional, isHighlighted, type Series, seriesIn } from './series.ts';

/** Rows that a reader compares. */
const MOST_ROWS = 20;

/** CSS pixels of a row, of one whose name has two lines, and of one whose name is above it. */
const STEPS = [20, 30, 36] as const;

/** CSS pixels between a bar and its number, and between a name and the bars. */
const GAP = 5;
const NAME_GAP = 8;

export const bar: ChartKind = {
  shows: 'Figures in order of size',
  serves: 'one figure for each of 3 to 20 things, some of which may be below zero',
  refuses: 'a scale that does not begin at zero, more than 20 rows, or different periods',
  example: '::chart{kind="bar" of="output.*" at="2025"}',
  needs: ['of'],
  takes: ['at', 'highlight', 'order', 'unit', 'digits', 'implied', 'member'],
  instead: {
    zero: 'bars begin at zero, since they are read by their length: remove it',
    from: 'bars are of one period: write at="…", or use kind="line"',
    to: 'bars are of one period: write at="…", or use kind="line"',
    index: 'an index compares courses: use kind="line"',
  },
  isJoined: false,
  leastWidth: 140,
  data: ({ words, edition, report }) => {
    const periods = (words.get('at') ?? [{ text: edition.period.text }]).map(({ text }) => text);
    const [first = ''] = periods;
    if (periods.length > 1)
      return report(
        `kind="bar" draws one period, not ${periods.length}`,
        'at',
        `write at="${first}", or use kind="change" for two`,
      );
    return { figures: { addresses: withPeriods(words.get('of') ?? [], edition.period, periods) } };
  },
  misfit,
  forms: 3,
  draw,
};

function misfit(rows: (slot: string) => readonly ChartRow[]): Misfit | undefined {
  const all = rows('figures');
  if (all.length < 3) return fewFigures(all);
  const periods = [...new Set(all.map(({ period }) => String(period)))];
  if (periods.length > 1) {
    return {
      severity: 'error',
      message: `these bars are of different periods: ${periods.join(', ')}`,
      hint: 'bars are of one period: write at="…", or use kind="change" for two',
      key: 'of',
    };
  }
  if (all.length > MOST_ROWS) {
    return {
      severity: 'error',
      message: `${all.length} bars are more than the ${MOST_ROWS} that a reader compares`,
      hint: 'name those that the title is about, or write a table',
      key: 'of',
    };
  }
  return undefined;
}

/** A row as it is drawn. */
interface Bar {
  readonly row: ChartRow;
  readonly series: Series;
  readonly value: number;
  readonly name: readonly string[];
}

function draw(stage: Stage): Sketch {
  const series = seriesIn(stage.rows('figures'), stage);
  const isNegative = series.some(({ rows }) => rows.some((row) => Number(row['value']) < 0));
  const sketch = isNegative ? aroundZero(series, stage) : fromZero(series, stage);
  return { ...sketch, notes: chosenPeriod(stage) };
}

/** The period of the bars, where the line chooses it: a reader takes bars for those of the edition. */
function chosenPeriod(stage: Stage): string[] {
  const isChosen = stage.word('at') !== undefined || stage.words('of').some((address) => address.includes('@'));
  const [row] = stage.rows('figures');
  return isChosen && row ? [String(row['period_label'])] : [];
}

function barsOf(series: readonly Series[], stage: Stage, room: number): Bar[] {
  const bars = series.flatMap((one) =>
    one.rows.map((row) => ({
      row,
      series: one,
      value: Number(row['value']),
      name: wrapped(one.name, room, stage.measure),
    })),
  );
  return stage.word('order') === 'given' ? bars : bars.toSorted((a, b) => b.value - a.value);
}

function frame(bars: readonly Bar[], domain: readonly [number, number], stage: Stage, step: number): object {
  const order = bars.map(({ row }) => row['address']);
  return {
    data: { slot: 'figures' },
    width: stage.width,
    height: { step },
    transform: [{ filter: 'isValid(datum.value)' }, { calculate: '0', as: 'zero' }],
    encoding: {
      y: {
        field: 'address',
        type: 'nominal',
        sort: order,
        axis: null,
        scale: { paddingInner: 0.3, paddingOuter: 0.1 },
      },
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { domain, nice: false },
        axis: { values: [0], labels: false, gridColor: { expr: 'axis' } },
      },
    },
  };
}

function colourOf(bars: readonly Bar[], stage: Stage): object {
  const chosen = stage.words('highlight');
  if (chosen.length === 0) return { value: { expr: 'accent' } };
  const tests = bars
    .filter(({ row }) => isHighlighted(row, stage))
    .map(({ row }) => `datum.address === '${String(row['address'])}'`);
  return conditional(
    tests.map((test): [string, string] => [test, 'accent']),
    'context',
  );
}

function nameExpression(bars: readonly Bar[]): string {
  return bars.reduceRight((rest, { row, series, name }) => {
    const own = linesExpression(series.name, name, series.nameOf);
    return rest === '' ? own : `datum.address === '${String(row['address'])}' ? ${own} : ${rest}`;
  }, '');
}

/** Names in a column at the left edge, in one line or two, or above their bars. */
function fromZero(series: readonly Series[], stage: Stage): Sketch {
  const { form, width, measure } = stage;
  const room = form === 0 ? width : form === 1 ? width * 0.26 : width;
  const bars = barsOf(series, stage, room);
  const isAbove = form === 2;
  const column = Math.max(...bars.flatMap(({ name }) => name.map((line) => measure(line))));
  const left = isAbove ? 0 : column + NAME_GAP;
  const number = Math.max(...bars.map(({ row }) => measure(String(row['text'])))) + GAP;
  const most = Math.max(...bars.map(({ value }) => value));
  const plot = width - left;
  const domain = [0, (most * plot) / Math.max(1, plot - number)] as const;
  const step = isAbove ? STEPS[2] : bars.some(({ name }) => name.length > 1) ? STEPS[1] : STEPS[0];
  const shift = isAbove ? 8 : 0;
  const spec = {
    ...frame(bars, domain, stage, step),
    layer: [
      { mark: { type: 'bar', size: 14, yOffset: shift }, encoding: { color: colourOf(bars, stage) } },
      {
        mark: { type: 'text', style: 'label', align: 'left', dx: GAP, dy: shift },
        encoding: { text: { field: 'text' } },
      },
      {
        transform: [{ calculate: nameExpression(bars), as: 'name' }],
        mark: {
          type: 'text',
          style: 'label',
          align: 'left',
          lineHeight: LINE,
          dy: { expr: byRow(bars.map(({ row, name }) => [row, isAbove ? -9 : -((name.length - 1) * LINE) / 2])) },
        },
        encoding: { x: { value: isAbove ? 0 : -left }, text: { field: 'name' } },
      },
    ],
  };
  return { spec, isFixed: true };
}

/** Bars on both sides of zero: names in a column, on the free side of zero, or above their bars. */
function aroundZero(series: readonly Series[], stage: Stage): Sketch {
  const { form, width, measure } = stage;
  const bars = barsOf(series, stage, width);
  const isAbove = form === 2;
  const isAcross = form === 1;
  const widthOf = (text: string): number => measure(text);
  const numberOf = ({ row }: Bar): number => widthOf(String(row['text'])) + GAP;
  const column = isAbove || isAcross ? 0 : Math.max(...bars.map(({ series: { name } }) => widthOf(name))) + NAME_GAP;
  const plot = width - column;
  const [low, high] = [Math.min(0, ...bars.map(({ value }) => value)), Math.max(0, ...bars.map(({ value }) => value))];
  const nameRoom = (some: readonly Bar[]): number =>
    isAcross ? Math.max(0, ...some.map(({ series: { name } }) => widthOf(name) + 6)) : 0;
  const [below, above] = [bars.filter(({ value }) => value < 0), bars.filter(({ value }) => value >= 0)];
  const domain = fitted({
    low,
    high,
    plot,
    left: [...below.map((one) => [one.value, numberOf(one)] as const), [0, nameRoom(above)]],
    right: [...above.map((one) => [one.value, numberOf(one)] as const), [0, nameRoom(below)]],
  });
  const shift = isAbove ? 8 : 0;
  const name = { calculate: nameExpression(bars.map((one) => ({ ...one, name: [one.series.name] }))), as: 'name' };
  const names = (test: string, align: string, dx: number, at: object): object => ({
    transform: [{ filter: test }, name],
    mark: { type: 'text', style: 'label', align, dx, dy: isAbove ? -9 : 0 },
    encoding: { x: at, text: { field: 'name' } },
  });
  const zero = { field: 'zero', type: 'quantitative' };
  const figures = (test: string, align: string, dx: number): object => ({
    transform: [{ filter: test }],
    mark: { type: 'text', style: 'label', align, dx, dy: shift },
    encoding: { text: { field: 'text' } },
  });
  const own = frame(bars, domain, stage, isAbove ? STEPS[2] : STEPS[0]) as { encoding: { x: object } };
  const spec = {
    ...own,
    // a line through zero would cross names that stand above their bars
    encoding: isAbove ? { ...own.encoding, x: { ...own.encoding.x, axis: null } } : own.encoding,
    layer: [
      { mark: { type: 'bar', size: 14, yOffset: shift }, encoding: { color: colourOf(bars, stage) } },
      figures('datum.value >= 0', 'left', GAP),
      figures('datum.value < 0', 'right', -GAP),
      ...(isAcross
        ? [names('datum.value >= 0', 'right', -6, zero), names('datum.value < 0', 'left', 6, zero)]
        : [names('true', 'left', 0, { value: isAbove ? 0 : -column })]),
    ],
  };
  return { spec, isFixed: true };
}

interface Fit {
  readonly low: number;
  readonly high: number;
  readonly plot: number;
  /** Amounts, and the pixels that must be free to the left of them. */
  readonly left: readonly (readonly [value: number, pixels: number])[];
  readonly right: readonly (readonly [value: number, pixels: number])[];
}

/** The domain of a scale that leaves room for what stands next to its amounts. */
export function fitted({ low, high, plot, left, right }: Fit): readonly [number, number] {
  let [from, to] = [low, high];
  for (let round = 0; round < 40; round += 1) {
    const perPixel = (to - from) / plot;
    from = Math.min(low, ...left.map(([value, pixels]) => value - pixels * perPixel));
    to = Math.max(high, ...right.map(([value, pixels]) => value + pixels * perPixel));
  }
  return [from, to];
}
