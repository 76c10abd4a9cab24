import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { type Decimal, normalise, roundTo } from '../core/numbers/decimal.ts';
import { MEASURES, statedAddress } from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { statementsAt } from '../dataset/lookup.ts';
import { type Measure, type Observation, type Quantity, quantityOf } from '../dataset/model.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { statementOrder, statementsOf } from '../dataset/statements.ts';
import { convert, powerBetween, sameDimension, type Unit } from '../dataset/unit.ts';

/** A table of figures of one measure in periods of one kind. */
export interface FigureTable {
  readonly measure: Measure;
  readonly kind: Period['kind'];
  /** Oldest first. */
  readonly periods: readonly Period[];
  readonly rows: readonly FigureRow[];
}

/** The figures of one indicator, in one unit. */
export interface FigureRow {
  /** One of its statements, which says what the row is about. */
  readonly about: Observation;
  readonly unit: Unit;
  /** By the text of their period. */
  readonly figures: ReadonlyMap<string, TableFigure>;
}

/** A figure, or two that contradict each other and have the same rank. */
export type TableFigure =
  | {
      readonly stated: Observation;
      readonly quantity: Quantity;
      readonly number: Decimal;
      /** Of a range, in place of its number. */
      readonly ends?: readonly [low: Decimal, high: Decimal] | undefined;
    }
  | { readonly tie: readonly Observation[] };

/** The order of the kinds of periods. */
const KINDS: readonly Period['kind'][] = ['year', 'split year', 'half', 'quarter', 'month', 'day', 'span'];

/**
 * The figures that an edition prints, each in the unit of its indicator where that is a power of ten of the printed one, so
 * that no digit is lost or gained; with `addresses` the rows and periods of those that have these, with all figures in
 * them: one that is left out would look as if there were none.
 */
export function figureTables(edition: Edition, addresses?: ReadonlySet<string>): readonly FigureTable[] {
  const order = statementOrder(edition.dataset);
  const best = [...statementsOf(edition.dataset).byAddress.keys()]
    .map((address) => statementsAt(edition, address))
    .filter(([first]) => first && first.measure !== 'claim' && quantityOf(first) !== undefined)
    .sort(([a], [b]) => (a && b ? order(a, b) : 0));
  const tables = groupBy(best, ([first]) => (first ? place(first) : ''));
  return [...tables]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, statements]) => (addresses ? asked(statements, addresses) : statements))
    .filter((statements) => statements.length > 0)
    .map(tableOf);
}

/** The statements of a table in the rows and periods of those that are asked for. */
function asked(
  statements: readonly (readonly Observation[])[],
  addresses: ReadonlySet<string>,
): (readonly Observation[])[] {
  const firsts = statements.flatMap(([first]) => (first && addresses.has(first.address) ? [first] : []));
  const [rows, periods] = [new Set(firsts.map(rowKey)), new Set(firsts.map(({ period }) => period.text))];
  return statements.filter(([first]) => first && rows.has(rowKey(first)) && periods.has(first.period.text));
}

/** Sorts by measure, then by the kind of period. */
function place({ measure, period }: Observation): string {
  return String(MEASURES.indexOf(measure) * 10 + KINDS.indexOf(period.kind)).padStart(3, '0');
}

function tableOf(statements: readonly (readonly Observation[])[]): FigureTable {
  const all = statements.flatMap(([first]) => (first ? [first] : []));
  const [
    {
      measure,
      period: { kind },
    },
  ] = all as [Observation];
  const periods = [...new Map(all.map(({ period }) => [period.text, period])).values()].sort(comparePeriods);
  const rows = groupBy(statements, ([first]) => (first ? rowKey(first) : ''));
  return { measure, kind, periods, rows: [...rows.values()].map(rowOf) };
}

/** What the figures of a row have in common: not the base of a growth over the same period a year earlier. */
function rowKey(stated: Observation): string {
  const { indicator, base, counterpart } = statedAddress(stated);
  return [indicator, base?.text, counterpart, unitOf(stated).code].join('\t');
}

function rowOf(statements: readonly (readonly Observation[])[]): FigureRow {
  const [about] = statements.flat() as [Observation];
  const unit = unitOf(about);
  return {
    about,
    unit,
    figures: new Map(statements.map((best) => [best[0]?.period.text ?? '', figureOf(best, unit)])),
  };
}

function figureOf(best: readonly Observation[], unit: Unit): TableFigure {
  const [stated] = best as [Observation];
  const quantity = quantityOf(stated) as Quantity;
  const texts = new Set(best.map((one) => quantityOf(one)?.text));
  if (texts.size > 1) return { tie: best };
  const [low, high] = (quantity.ends ?? []).map((end) => shownIn({ ...quantity, decimal: end }, unit));
  return { stated, quantity, number: shownIn(quantity, unit), ends: low && high && [low, high] };
}

/** A number in a unit, with as many decimals as its digits are worth there: 456,000 t are 0.456 Mt. */
function shownIn({ decimal, resolution, unit: printed }: Quantity, unit: Unit): Decimal {
  const number = convert(decimal, printed, unit);
  const power = powerBetween(printed, unit) ?? 0;
  const worth = normalise(resolution).exponent + power;
  const exponent = Math.min(0, worth, normalise(number).exponent, power === 0 ? decimal.exponent : 0);
  return roundTo(number, exponent);
}

/** The unit of the indicator if the printed one is a power of ten of it, else the printed one. */
function unitOf(stated: Observation): Unit {
  const { unit: printed } = quantityOf(stated) as Quantity;
  const { unit } = stated.indicator;
  const isExact = sameDimension(printed, unit) && powerBetween(printed, unit) !== undefined;
  // A rate of a count is no count, and points are no percentages.
  return isExact && !['%', 'pp'].includes(printed.code) ? unit : printed;
}
