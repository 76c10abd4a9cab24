import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { compare, type Decimal, decimal, multiply, shift, signOf } from '../core/numbers/decimal.ts';
import { periodYearEarlier } from '../dataset/period.ts';
import { listed } from './check-text.ts';
import { dayOfFigure, type TestedFigure } from './constraint.ts';
import { levelAddress, type Ledger } from './ledger.ts';
import type { Session } from './session.ts';
import { powersOf } from './slip-cost.ts';

/** Levels do not grow or fall by a thousand within a year, and all by the same power of ten: a unit is wrong. */
const LEAST_POWER = 3;

/** So many rows show that it is the unit of their column. */
const LEAST_ROWS = 2;

/** How much, beside the power of ten, each level may have changed within a year. */
const USUAL_CHANGE = decimal(3);

/** A level, and the one a year earlier. */
interface Pair {
  readonly now: TestedFigure;
  readonly before: TestedFigure;
}

/**
 * Warns where all levels of one period that a release states in a unit are a thousand times those of a year earlier, or
 * more, or as many times smaller: growth and sums within each year hold in any unit. What a relation contradicts is told
 * there.
 */
export function checkColumnScales({ ledger, model }: Session, diagnostics: Diagnostics): void {
  const levels = ledger.figures.filter(({ observation: { measure, claim, status } }) => {
    return measure === 'level' && !claim && !status.includes('forecast');
  });
  const columns = groupBy(levels, ({ observation: { release, period, printed } }) => {
    return `${release.id} ${period.text} ${printed?.unit.code}`;
  });
  const told = new Set<string>();
  for (const column of [...columns.values()].sort(byPeriod)) {
    const pairs = column.flatMap((now) => pairOf(now, ledger));
    const [first] = pairs;
    const power = powerBetween(pairs);
    if (!first || power === undefined || told.has(columnKey(first.before))) continue;
    const isTold = [...column, ...pairs.map(({ before }) => before)].some(({ index }) =>
      model.touching(index).some((position) => model.verdict(position, new Map()) === 'contradicted'),
    );
    if (isTold) continue;
    told.add(columnKey(first.now));
    report(pairs, power, diagnostics);
  }
}

function byPeriod([a]: readonly TestedFigure[], [b]: readonly TestedFigure[]): number {
  return compareText(a?.observation.period.start ?? '', b?.observation.period.start ?? '');
}

function columnKey({ observation: { release, period } }: TestedFigure): string {
  return `${release.id} ${period.text}`;
}

function pairOf(now: TestedFigure, ledger: Ledger): Pair[] {
  const { indicator, period, release } = now.observation;
  const earlier = periodYearEarlier(period);
  const before = ledger
    .knownAt(release, levelAddress(indicator.id, earlier))
    .find((figure) => dayOfFigure(figure) <= dayOfFigure(now));
  const isBroken = indicator.breaks.some(({ period: at }) => at.start > earlier.start && at.start <= period.start);
  return before && !isBroken && sizeOf(now) && sizeOf(before) ? [{ now, before }] : [];
}

/** The least that a figure stands for, in base units, where it is above zero. */
function sizeOf({ interval }: TestedFigure): Decimal | undefined {
  return interval?.low && signOf(interval.low) > 0 ? interval.low : undefined;
}

/** The power of ten by which all levels differ from those before; undefined if there is no such, or too few levels. */
function powerBetween(pairs: readonly Pair[]): number | undefined {
  const [first] = pairs;
  if (!first || new Set(pairs.map(({ now }) => now.observation.indicator)).size < LEAST_ROWS) return undefined;
  const powers = powersOf(first.now.observation.release.source).filter((power) => Math.abs(power) >= LEAST_POWER);
  return powers.find((power) => pairs.every((pair) => differBy(pair, power)));
}

function differBy({ now, before }: Pair, power: number): boolean {
  const [a, b] = [sizeOf(now), sizeOf(before)];
  if (!a || !b) return false;
  const expected = shift(b, power);
  return compare(multiply(a, USUAL_CHANGE), expected) >= 0 && compare(a, multiply(expected, USUAL_CHANGE)) <= 0;
}

function report(pairs: readonly Pair[], power: number, diagnostics: Diagnostics): void {
  const [first] = pairs;
  if (!first) return;
  const { now, before } = first;
  const { release, period, printed, place } = now.observation;
  const changes = pairs.map((pair) => {
    const [from, to] = [pair.before, pair.now].map(({ observation }) => observation.printed?.text);
    return `${pair.now.observation.indicator.id} from ${from} to ${to}`;
  });
  const unit = printed?.unit.code === 'count' ? 'counts' : `levels in ${printed?.unit.code}`;
  const others = before.observation;
  const message = `all ${pairs.length} ${unit} of ${release.id} at ${period.text} are about ${timesText(power)} those of ${others.release.id} at ${others.period.text}: ${listed(changes)}`;
  const hint =
    'one of the two is in another unit: compare with the sources; if both are right, declare a break of these indicators';
  diagnostics.warn('assay/soft-contradiction', message, place, hint);
}

/** `1,000 times`, `a thousandth of`, as it is said of a power of ten. */
function timesText(power: number): string {
  const size = `1${'0'.repeat(Math.abs(power))}`.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return power > 0 ? `${size} times` : `one ${size}th of`;
}
