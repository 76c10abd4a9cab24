import { groupBy } from '../core/diagnostics/text-order.ts';
import type { ChartRow, IndicatorTraits } from './chart-model.ts';
import type { DrawnItem, PlaceScale } from './scene-reading.ts';
import { type Fault, markName, type Role, rowName, seriesOf } from './scene-truth.ts';

// Proves that figures that stand side by side in time are of periods that can be compared: a year next to a quarter is a fall
// that never was, and the last quarter of a year next to the first of another is a season.

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** Fields of time that name a period whole, so that a reader sees how long it is. */
const NAMES: ReadonlySet<string | undefined> = new Set(['period', 'period_label']);

/** Fields that say when. */
const TIMES = /^(?:year|start|end|period\w*|base|base_label|release\w*|published)$/;

/** Before the unit of levels that are those of a day. */
const STOCK = 'stock ';

const HINT = 'draw periods of one length, or name them: "field": "period", "type": "ordinal"';

/** What an axis of times leaves out of a period: the place in its year, or its length. */
type Unsaid = 'place' | 'length';

/** Figures of one series, or levels in one unit, on an axis that does not say in what their periods differ. */
export function findMixedPeriods(
  items: readonly DrawnItem[],
  roles: ReadonlyMap<PlaceScale, Role>,
  indicators: ReadonlyMap<string, IndicatorTraits>,
): Fault[] {
  return [...roles].flatMap(([scale, role]) => {
    const unsaid = unsaidBy(role);
    if (!unsaid) return [];
    const onScale = items.filter(({ x, y, row, kind }) => {
      const isFigure = row && kind !== 'text' && !('event' in row) && row['value'] !== null;
      return isFigure && (x.scale === scale || y.scale === scale);
    });
    const groups = groupBy(onScale, ({ row = {} }) => comparedAs(row, indicators));
    return [...groups].flatMap(([key, [first, ...others]]) => {
      const isStock = key.startsWith(STOCK);
      const other = others.find(({ row = {} }) => first?.row && !areAlike(first.row, row, unsaid, isStock));
      if (!first?.row || !other?.row) return [];
      const what = unsaid === 'place' ? 'these are other parts of a year' : 'these periods are not of one length';
      const message = `the ${markName(other)} of ${rowName(other.row)} stands next to that of ${rowName(first.row)}: ${what}, and the axis does not say so`;
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
  return `${12 * (next.getUTCFullYear() - start.getUTCFullYear()) + next.getUTCMonth() - start.getUTCMonth()} months`;
}
