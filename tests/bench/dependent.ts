import { impliedInterval } from '../../src/assay/constraints/implied.ts';
import { intervalOf } from '../../src/assay/constraints/ledger.ts';
import type { Constraint } from '../../src/assay/constraints/constraint.ts';
import type { Session } from '../../src/assay/diagnosis/session.ts';
import { groupBy } from '../../src/core/diagnostics/text-order.ts';
import { add, compare, type Decimal, decimal, divide, multiply, roundTo } from '../../src/core/numbers/decimal.ts';
import { columnKey } from '../../src/assay/slips/cell.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { quantityOf } from '../../src/dataset/model.ts';
import { type Interval, point } from '../../src/core/numbers/interval.ts';
import { toBase } from '../../src/dataset/unit.ts';
import { type Fault, faultyObservation, moves, withValue } from './inject.ts';

/**
 * A fault and what is worked out from it: some of the rates, shares and differences of the release that are printed of
 * the figure, as they follow from the faulty print, and perhaps a total. None, if nothing of the kind moves.
 */
export function workedOut(session: Session, fault: Fault, random: () => number): Fault[] {
  const { ledger } = session;
  const own = ledger.figures.find(({ observation }) => observation === fault.observation);
  if (!own) return [];
  const wrong = new Map([[own.index, intervalOf(faultyObservation(fault), false)]]);
  const ranges = (index: number): Interval => wrong.get(index) ?? ledger.ranges(index);
  const faults: Fault[] = [];
  // wholes first, since rates are worked out from them too
  for (const derivation of ['stated', 'record']) {
    for (const constraint of dependent(session, [...wrong.keys()], derivation)) {
      const figure = ledger.figures[resultOf(constraint) ?? -1];
      const quantity = figure && quantityOf(figure.observation);
      if (!figure || !quantity || wrong.has(figure.index) || random() > FOLLOWING) continue;
      const { low, high } = impliedInterval(constraint, figure, ranges);
      const unit = toBase(point(decimal(1)), quantity.unit).low;
      if (!low || !high || !unit) continue;
      const middle = divide(multiply(add(low, high), decimal(5, -1)), unit, 'nearest');
      const value = roundTo(middle, quantity.decimal.exponent, 'nearest');
      const printed = withValue(quantity, value);
      if (!moves(quantity, printed) || value.coefficient === 0n) continue;
      const one: Fault = { observation: figure.observation, kind: 'worked out', printed };
      faults.push(one);
      wrong.set(figure.index, intervalOf(faultyObservation(one), false));
    }
  }
  return faults;
}

/** The share of figures that are worked out from a slip where they could be. */
const FOLLOWING = 0.7;

/** The constraints of one kind that give a figure of the same release from some others. */
function dependent({ model, ledger }: Session, wrong: readonly number[], derivation: string): Constraint[] {
  const positions = new Set(wrong.flatMap((index) => model.touching(index)));
  const release = ledger.figures[wrong[0] ?? -1]?.observation.release;
  return [...positions]
    .map((position) => model.constraint(position))
    .filter((constraint) => constraint.derivation === derivation)
    .filter((constraint) => ledger.figures[resultOf(constraint) ?? -1]?.observation.release === release);
}

/** The figure that a constraint gives: what a record states, or what stands alone on one side of an equation. */
function resultOf({ derivation, record, figures, tests }: Session['constraints'][number]): number | undefined {
  const [test] = tests;
  if (derivation === 'record' && record) {
    return figures.find((index) => test?.right.op === 'variable' && test.right.index === index);
  }
  return derivation === 'stated' && test?.sense === '=' && test.left.op === 'variable' ? test.left.index : undefined;
}

/**
 * Rows of one column that stand one below another, of which three or more hold the figure of the next or the one before;
 * the last takes that of the row beyond, or where `turns`, that of the first.
 */
export function shiftedRows(observations: readonly Observation[]): Fault[][] {
  return columnsOf(observations)
    .flatMap((column) =>
      column.flatMap((_, from) =>
        [3, 4, 5].flatMap((count) =>
          [1, -1].flatMap((step) => [true, false].map((turns) => shifted(column, { from, count, step, turns }))),
        ),
      ),
    )
    .filter((faults) => faults.length > 1);
}

/** Three rows or more that turn alike in all columns in which they stand one below another: in two or more. */
export function turnedRows(observations: readonly Observation[]): Fault[][] {
  const lists = columnsOf(observations).flatMap((column) =>
    column.flatMap((_, from) =>
      [3, 4, 5].flatMap((count) => [1, -1].map((step) => ({ column, from, count, step, turns: true }))),
    ),
  );
  return severalAlike(lists);
}

/** The faults of the same shift of the same rows, in two columns or more. */
function severalAlike(lists: readonly (Shift & { readonly column: readonly Observation[] })[]): Fault[][] {
  const alike = groupBy(lists, ({ column, ...shift }) => {
    const rows = column.slice(shift.from, shift.from + shift.count).map(({ indicator }) => indicator.id);
    return `${shift.count} ${shift.step} ${rows.join(' ')}`;
  });
  return [...alike.values()].flatMap((same) => {
    const all = same.map(({ column, ...shift }) => shifted(column, shift)).filter((faults) => faults.length > 0);
    return all.length > 1 ? [all.flat()] : [];
  });
}

/** Two rows, as a total and a part, that change places in all columns in which one stands below the other: in two or more. */
export function exchangedWhole(observations: readonly Observation[]): Fault[][] {
  const lists = columnsOf(observations).flatMap((column) =>
    column.slice(1).map((_, from) => ({ column, from, count: 2, step: 1, turns: true })),
  );
  return severalAlike(lists);
}

function columnsOf(observations: readonly Observation[]): Observation[][] {
  const numeric = observations.filter((one) => !one.claim && quantityOf(one));
  const columns = groupBy(numeric, (one) => columnKey(one, quantityOf(one)?.unit.code ?? ''));
  return [...columns.values()];
}

interface Shift {
  readonly from: number;
  readonly count: number;
  readonly step: number;
  readonly turns: boolean;
}

function shifted(column: readonly Observation[], { from, count, step, turns }: Shift): Fault[] {
  if (from + count > column.length) return [];
  const faults = Array.from({ length: count }, (_, at): Fault | undefined => {
    const row = column[from + at];
    const next = turns ? (at + step + count) % count : at + step;
    const [own, other] = [
      row && quantityOf(row),
      column[from + next] && quantityOf(column[from + next] as Observation),
    ];
    if (!row || !own || !other) return undefined;
    return { observation: row, kind: 'rows shifted', printed: withValue(own, other.decimal) };
  });
  const all = faults.filter((fault) => fault !== undefined);
  if (all.length < count) return [];
  return all.filter(({ observation, printed }) => {
    const own = quantityOf(observation);
    return own !== undefined && compareTo(own.decimal, printed.decimal) && moves(own, printed);
  });
}

function compareTo(a: Decimal, b: Decimal): boolean {
  return compare(a, b) !== 0;
}
