import { groupBy } from '../core/diagnostics/text-order.ts';
import type { ChartRow, IndicatorTraits } from './chart-model.ts';
import { linesOf } from './scene-left-out.ts';
import type { DrawnItem, PlaceScale, SceneReading } from './scene-reading.ts';
import { wordsAt } from './scene-series.ts';
import { type Axis, type Fault, type Findings, markName, type Role, rowName, seriesOf } from './scene-truth.ts';

// Proves that figures that stand side by side are of periods that can be compared: a year next to a quarter is a fall that never
// was, the last quarter of a year next to the first of another is a season, and five years that are drawn as wide as one are a
// rise that never was.

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** Fields of time that name a period whole, so that a reader sees how long it is. */
const NAMES: ReadonlySet<string> = new Set(['period', 'period_label']);

/** Fields that say when. */
const TIMES = /^(?:year|start|end|period\w*|base|base_label|release\w*|published)$/;

/** Before the unit of levels that are those of a day. */
const STOCK = 'stock ';

const HINT = 'draw periods of one length, or name them: "field": "period", "type": "ordinal"';

const UNSAID_HINT = 'draw one period, or write "period_label" next to each or above its panel, or give it an axis';

const STEP_HINT =
  'draw it on an axis of time: "field": "start", "type": "temporal", "scale": {"type": "utc"}; or let it break between them';

/** The largest part by which steps in days that count as equal differ: months have 28 to 31. */
const UNEVEN = 0.12;

/** What an axis of times leaves out of a period: the place in its year, or its length. */
type Unsaid = 'place' | 'length';

/** Figures whose periods differ where nothing says so, and lines whose steps are as wide as others that are shorter in time. */
export function findUnsaidPeriods(
  reading: SceneReading,
  findings: Findings,
  indicators: ReadonlyMap<string, IndicatorTraits>,
): Fault[] {
  return [...unsaidPeriods(reading, findings, indicators), ...unequalSteps(reading, findings)];
}

/** Whether a mark stands for a figure. */
function isFigure({ row, kind }: DrawnItem): boolean {
  return kind !== 'text' && typeof row?.['end'] === 'string' && !('event' in row) && row['value'] !== null;
}

/** Figures of one series, or levels in one unit, on an axis that does not say in what their periods differ. */
export function findMixedPeriods(
  { items }: SceneReading,
  { roles }: Findings,
  indicators: ReadonlyMap<string, IndicatorTraits>,
): Fault[] {
  return [...roles].flatMap(([scale, role]) => {
    const unsaid = unsaidBy(role);
    if (!unsaid) return [];
    const onScale = items.filter((drawn) => isFigure(drawn) && (drawn.x.scale === scale || drawn.y.scale === scale));
    const groups = groupBy(onScale, ({ row = {} }) => comparedAs(row, indicators));
    return [...groups].flatMap(([key, [first, ...others]]) => {
      const isStock = key.startsWith(STOCK);
      const other = others.find(({ row = {} }) => first?.row && !areAlike(first.row, row, unsaid, isStock));
      if (!first?.row || !other?.row) return [];
      const what = unsaid === 'place' ? 'these are other parts of a year' : 'these periods are not of one length';
      const message = `the ${markName(other)} of ${rowName(other.row)} is next to that of ${rowName(first.row)}: ${what}, and the axis does not say so`;
      const channel = other.x.scale === scale ? 'x' : 'y';
      return [{ rule: 'chart/scale' as const, message, hint: HINT, mark: other.scene.name, channel }];
    });
  });
}

function unsaidBy(role: Role): Unsaid | undefined {
  if (role.kind === 'year') return 'place';
  if (role.kind === 'time') return 'length';
  if (role.kind !== 'category' || role.field === undefined || NAMES.has(role.field)) return undefined;
  if (role.field === 'year') return 'place';
  return TIMES.test(role.field) ? 'length' : undefined;
}

/** Levels in one unit are compared with one another, rates within their series. */
function comparedAs(row: ChartRow, indicators: ReadonlyMap<string, IndicatorTraits>): string {
  if (row['measure'] !== 'level') return seriesOf(row);
  const isStock = indicators.get(String(row['indicator']))?.kind === 'stock';
  return `${isStock ? STOCK : ''}${String(row['unit'])}`;
}

/** Whether two figures differ in nothing that an axis leaves unsaid. A stock is that of the last day of its period. */
function areAlike(one: ChartRow, other: ChartRow, unsaid: Unsaid, isStock: boolean): boolean {
  const [a, b] = [daysOf(one), daysOf(other)];
  if (isStock) return unsaid === 'length' || placeOf(a.next) === placeOf(b.next);
  if (unsaid === 'place') return lengthOf(a) === lengthOf(b) && placeOf(a.start) === placeOf(b.start);
  // What has come together since a day grows with time; the rates of such figures begin again every year.
  const isSince =
    one['measure'] === 'level' ? a.start.getTime() === b.start.getTime() : placeOf(a.start) === placeOf(b.start);
  return isSince || lengthOf(a) === lengthOf(b);
}

/** Figures in one unit of which neither an axis nor a text says when they are, and which are not of the same periods. */
function unsaidPeriods(
  reading: SceneReading,
  { roles }: Findings,
  indicators: ReadonlyMap<string, IndicatorTraits>,
): Fault[] {
  const textsOf = wordsAt(reading);
  const isSaid = (drawn: DrawnItem, row: ChartRow): boolean =>
    textsOf(drawn).some((text) => [...NAMES].some((field) => text.includes(String(row[field]).toLowerCase())));
  const unsaid = reading.items.flatMap((drawn) => {
    const { row } = drawn;
    return row && isFigure(drawn) && !isOnTimeAxis(drawn, reading, roles) && !isSaid(drawn, row)
      ? [{ drawn, row }]
      : [];
  });
  const isStock = (row: ChartRow): boolean => indicators.get(String(row['indicator']))?.kind === 'stock';
  const groups = groupBy(unsaid, ({ row }) => `${isStock(row) ? STOCK : ''}${String(row['unit'])}`);
  return [...groups.values()].flatMap((all): Fault[] => {
    // marketing years of one name begin in different months
    const whenOf = ({ row }: { row: ChartRow }): string =>
      String(row['period']).includes('/')
        ? String(row['period'])
        : `${isStock(row) ? '' : String(row['start'])} ${String(row['end'])}`;
    const fault = (one: DrawnItem, { scene, row = {} }: DrawnItem, what: string): Fault => {
      const message = `the ${markName(one)} of ${rowName(row)} is next to that of ${rowName(one.row ?? {})}, and nothing says ${what}`;
      return { rule: 'chart/scale', message, hint: UNSAID_HINT, mark: scene.name };
    };
    // Marks of two forms are explained in the subtitle.
    for (const own of groupBy(all, ({ drawn, row }) => `${drawn.kind} ${seriesOf(row)}`).values()) {
      const [first] = own;
      const other = first && own.find(({ row }) => !areAlike(first.row, row, 'place', isStock(row)));
      if (other) return [fault(first.drawn, other.drawn, 'which is of when')];
    }
    const series = [...groupBy(all, ({ row }) => seriesOf(row)).values()];
    for (const [at, own] of series.entries()) {
      const times = new Set(own.map(whenOf));
      const other = series.slice(at + 1).find((two) => two.every((one) => !times.has(whenOf(one))));
      if (own[0] && other?.[0]) return [fault(own[0].drawn, other[0].drawn, 'that they are of other periods')];
    }
    return [];
  });
}

/** Whether the place of a mark says when it is: on a scale of time, or among categories that are labelled. */
function isOnTimeAxis({ x, y }: DrawnItem, { ticks }: SceneReading, roles: ReadonlyMap<PlaceScale, Role>): boolean {
  return [x, y].some(({ scale }) => {
    const role = scale && roles.get(scale);
    if (role?.kind !== 'category') return role !== undefined && role.kind !== 'amount';
    return TIMES.test(role.field ?? '') && ticks.some((tick) => tick.scale === scale);
  });
}

/** A step of a line from one figure of a series to the next, over categories. */
interface Step {
  readonly drawn: DrawnItem;
  readonly from: ChartRow;
  readonly to: ChartRow;
  /** How many categories it is wide. */
  readonly width: number;
}

/** Lines over categories of which two steps of one width are not of one length in time. */
function unequalSteps(reading: SceneReading, { roles, joins }: Findings): Fault[] {
  const lines = linesOf(reading);
  return [...roles.keys()].flatMap((scale): Fault[] => {
    if (!scale.isDiscrete) return [];
    const axis = (['x', 'y'] as const).find((one) => reading.items.some((drawn) => drawn[one].scale === scale));
    if (!axis) return [];
    const [first, ...others] = stepsOn(scale, axis, lines, joins);
    const other = first && others.find((step) => !areInStep(first, step));
    if (!other) return [];
    const way = ({ from, to }: Step): string => `from ${rowName(from)} to ${rowName(to)}`;
    const message = `a ${markName(other.drawn)} leads ${way(other)} as it leads ${way(first)}, and these times are not of one length`;
    return [{ rule: 'chart/scale', message, hint: STEP_HINT, mark: other.drawn.scene.name, channel: axis }];
  });
}

function stepsOn(scale: PlaceScale, axis: Axis, lines: readonly DrawnItem[][], joins: Findings['joins']): Step[] {
  const indexAt = (pixel: number): number => scale.domain.indexOf(scale.categoryAt(pixel)?.value);
  const stepOf = (drawn: DrawnItem, rows: readonly (ChartRow | undefined)[], ends: readonly number[]): Step[] => {
    const [from, to] = rows;
    const [start = 0, end = 0] = ends.map(indexAt);
    const isStep = from && to && seriesOf(from) === seriesOf(to) && from['end'] !== to['end'] && start !== end;
    return isStep ? [{ drawn, from, to, width: Math.abs(end - start) }] : [];
  };
  const pieces = lines.flatMap((line) =>
    line.slice(1).flatMap((drawn, at) => {
      const before = line[at];
      if (drawn[axis].scale !== scale || !before) return [];
      return stepOf(drawn, [before.row, drawn.row], [before[axis].from, drawn[axis].from]);
    }),
  );
  const rules = joins.flatMap(({ drawn, from, to }) =>
    drawn[axis].scale === scale ? stepOf(drawn, [from, to], [drawn[axis].from, drawn[axis].to]) : [],
  );
  return [...pieces, ...rules];
}

/** Whether two steps are as long in time as they are wide. */
function areInStep(one: Step, other: Step): boolean {
  const [a, b] = [timeOf(one), timeOf(other)];
  const unit = a.months !== undefined && b.months !== undefined ? 'months' : 'days';
  const [first, second] = [(a[unit] ?? 0) / one.width, (b[unit] ?? 0) / other.width];
  return Math.abs(first - second) <= UNEVEN * Math.max(first, second);
}

/** How far apart the ends of two periods are: in days, and in months where both are on the same day of one. */
function timeOf({ from, to }: Step): { readonly days: number; readonly months: number | undefined } {
  const [start, end] = [from, to].map((row) => daysOf(row).next).toSorted((a, b) => a.getTime() - b.getTime());
  const days = ((end?.getTime() ?? 0) - (start?.getTime() ?? 0)) / DAY;
  return { days, months: start && end && start.getUTCDate() === end.getUTCDate() ? monthsIn(start, end) : undefined };
}

function monthsIn(start: Date, end: Date): number {
  return 12 * (end.getUTCFullYear() - start.getUTCFullYear()) + end.getUTCMonth() - start.getUTCMonth();
}

interface Days {
  readonly start: Date;
  /** The day after the last. */
  readonly next: Date;
}

function daysOf({ start, end }: ChartRow): Days {
  return { start: new Date(String(start)), next: new Date(Date.parse(String(end)) + DAY) };
}

function placeOf(day: Date): string {
  return day.toISOString().slice(5, 10);
}

function lengthOf({ start, next }: Days): string {
  if (start.getUTCDate() !== next.getUTCDate()) return `${(next.getTime() - start.getTime()) / DAY} days`;
  return `${monthsIn(start, next)} months`;
}
