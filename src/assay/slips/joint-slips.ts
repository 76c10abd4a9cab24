import { compare, signOf } from '../../core/numbers/decimal.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import { type Cell, parentOf } from './cell.ts';
import { powersOf } from './powers.ts';
import { quantityIn } from './prints.ts';

/** What a slip of several figures of one release may have befallen. */
export interface Table {
  /** The figures that may have changed places, with their numbers. */
  readonly cells: readonly Cell[];
  readonly figures: ReadonlyMap<number, TestedFigure>;
  /** Positions of the constraints of a figure that are contradicted as the data stand. */
  readonly contradicting: (figure: number) => readonly number[];
}

/** Two figures that may have changed places. */
export type Pair = readonly [Cell, Cell];

/** Pairs that changed places together, and what that costs more than usual. */
export interface Exchanged {
  readonly pairs: readonly Pair[];
  readonly surcharge: number;
}

/** Levels that are in another unit together, of the part of a release that is called `at`, and what that costs more. */
export interface OtherUnit {
  readonly cells: readonly Cell[];
  readonly at: string | undefined;
  readonly power: number;
  readonly surcharge: number;
}

/** Rows that lie further apart are taken for one another only where each is contradicted, and that costs a little more. */
const NEAR = 4;
const FAR_SURCHARGE = 0.5;

/** Where more rows are contradicted, those far apart would be exchanged in very many ways. */
const MOST_FAR = 24;

/** A unit is a column from so many figures on. */
const COLUMN = 3;

/** Added where a table in another unit has rows that nothing contradicts: one cause of the others explains as much. */
const SOUND_ROWS_SURCHARGE = 0.5;

/** The figures of a release that may have changed places, with their numbers. */
export function cellsOf(figures: readonly TestedFigure[], asPrinted: boolean): Cell[] {
  return figures.flatMap(({ index, observation }): Cell[] => {
    const quantity = observation.claim ? undefined : quantityIn(observation, asPrinted);
    return quantity && signOf(quantity.decimal) !== 0 ? [{ index, observation, quantity }] : [];
  });
}

/**
 * All levels in a unit are in another one, a power of ten larger or smaller; or all of one table or part of a text, or of
 * one period, where several are contradicted: a growth or a sum within the table does not see the unit of its levels.
 */
export function otherUnits({ cells, contradicting }: Table): OtherUnit[] {
  const levels = cells.filter(({ observation }) => observation.measure === 'level');
  const byUnit = groupBy(levels, ({ quantity }) => quantity.unit.code);
  const partsBy = (partOf: (cell: Cell) => string | undefined): Part[] =>
    [...groupBy(levels, (cell) => `${cell.quantity.unit.code} ${partOf(cell)}`).values()].flatMap((list) => {
      const [first] = list;
      const at = first && partOf(first);
      const isPart = list.length < (byUnit.get(first?.quantity.unit.code ?? '')?.length ?? 0);
      const suspect = list.filter(({ index }) => contradicting(index).length > 0);
      return at !== undefined && isPart && suspect.length > 1 ? [{ list, at }] : [];
    });
  const tables = partsBy(({ observation }) => observation.at);
  const periods = partsBy(({ observation }) => observation.period.text);
  const keyOf = ({ list }: Part): string => list.map(({ index }) => index).join(' ');
  const parts = [...new Map([...periods, ...tables].map((part) => [keyOf(part), part])).values()];
  const changed = (list: readonly Cell[], at: string | undefined): OtherUnit[] => {
    const [first] = list;
    const powers = first && list.length >= COLUMN ? powersOf(first.observation.release.source) : [];
    const isSound = at !== undefined && list.some(({ index }) => contradicting(index).length === 0);
    return powers.map((power) => ({ cells: list, at, power, surcharge: isSound ? SOUND_ROWS_SURCHARGE : 0 }));
  };
  return [
    ...[...byUnit.values()].flatMap((list) => changed(list, undefined)),
    ...parts.flatMap(({ list, at }) => changed(list, at)),
  ];
}

/** Levels of one table, part of a text or period, with what this is called. */
interface Part {
  readonly list: readonly Cell[];
  readonly at: string;
}

/**
 * Two rows under one parent, not far apart, change places: in one measure of one period, in one measure, in one period, in
 * one table or part of a text, or in all that both state alike. Two of different parents, as a total and a part, only where
 * both are contradicted, and by more than one constraint unless the part is more than the total; so also two figures of
 * rows that lie far apart.
 */
export function exchangedRows({ cells, contradicting }: Table): Exchanged[] {
  const isSuspect = (pair: Pair): boolean => {
    const all = pair.map(({ index }) => contradicting(index));
    return all.every((own) => own.length > 0) && (new Set(all.flat()).size > 1 || isUpsideDown(pair));
  };
  const byIndicator = [...groupBy(cells, ({ observation }) => observation.indicator.id)];
  const rows = byIndicator
    .map(([id, list]) => ({ id, list, line: Math.min(...list.map(({ observation }) => observation.place?.line ?? 0)) }))
    .sort((a, b) => a.line - b.line);
  const near = rows.flatMap((row, at) =>
    rows.slice(at + 1, at + 1 + NEAR).flatMap((other) => {
      const pairs = pairsOf(row.list, other.list);
      const lists =
        parentOf(row.id) === parentOf(other.id)
          ? partsOf(pairs)
          : [...pairs.filter(isSuspect).map((pair) => [pair]), ...severalAmong(pairs, contradicting)];
      return lists.map((list) => ({ pairs: list, surcharge: 0 }));
    }),
  );
  const suspect = rows
    .map(({ list }, at) => ({ at, list: list.filter(({ index }) => contradicting(index).length > 0) }))
    .filter(({ list }) => list.length > 0);
  if (suspect.length > MOST_FAR) return near;
  const far = suspect.flatMap((row) =>
    suspect
      .filter(({ at }) => at > row.at + NEAR)
      .flatMap(({ list }) => pairsOf(row.list, list))
      .filter(isSuspect)
      .map((pair) => ({ pairs: [pair], surcharge: FAR_SURCHARGE })),
  );
  return [...near, ...far];
}

/** The cells of two rows that stand in the same column. */
function pairsOf(row: readonly Cell[], other: readonly Cell[]): Pair[] {
  return row.flatMap((cell): Pair[] => {
    const partner = other.find((one) => isAlike(cell, one) && isSamePeriod(cell, one));
    return partner ? [[cell, partner]] : [];
  });
}

/** Whether one row is a part of the other, and more than it. */
function isUpsideDown([a, b]: Pair): boolean {
  const isMore = compare(a.quantity.decimal, b.quantity.decimal);
  const [total, part] = isMore < 0 ? [a, b] : [b, a];
  return isMore !== 0 && parentOf(part.observation.indicator.id) === total.observation.indicator.id;
}

/**
 * Of rows of different parents, as of a total and a part, the lists of pairs of several of which every figure is
 * contradicted, and each by a constraint of its own.
 */
function severalAmong(pairs: readonly Pair[], contradicting: Table['contradicting']): readonly (readonly Pair[])[] {
  const suspect = pairs.filter((pair) => pair.every(({ index }) => contradicting(index).length > 0));
  if (suspect.length < 2) return [];
  const isTold = (list: readonly Pair[]): boolean => {
    const told = list.filter((pair) => suspect.includes(pair));
    return told.length > 1 && new Set(told.flatMap(([{ index }]) => contradicting(index))).size >= told.length;
  };
  return eachOnce([...partsOf(suspect), ...partsOf(pairs)]).filter(isTold);
}

/**
 * The pairs of each measure and period, of each measure in a year, a kind of period or a table, of each period and of each
 * table, and all; each list once. Next to each list stand the pairs that are not in it: where two rows contradict each
 * other, it cannot be seen from them which of their columns changed places.
 */
function partsOf(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  if (pairs.length === 1) return [pairs];
  const keys: ((cell: Cell) => string)[] = [
    ({ observation: { measure, period } }) => `${measure} ${period.text}`,
    ({ observation: { measure } }) => measure,
    ({ observation: { period } }) => period.text,
    ({ observation: { measure, period } }) => `${measure} of a ${period.kind}`,
    ({ observation: { measure, period } }) => `${measure} in ${period.text.slice(0, 4)}`,
    ({ observation: { measure, at = '' } }) => `${measure} in ${at}`,
    ({ observation: { at = '' } }) => at,
    () => '',
  ];
  const lists = groupsOf(pairs, keys);
  const others = lists.map((list) => pairs.filter((pair) => !list.includes(pair)));
  return eachOnce([...lists, ...others.filter((list) => list.length > 0)]);
}

/** Pairs by each of some keys of their first cell, each list once. */
function groupsOf(pairs: readonly Pair[], keys: readonly ((cell: Cell) => string)[]): readonly (readonly Pair[])[] {
  return eachOnce(keys.flatMap((key) => Array.from(groupBy(pairs, ([cell]) => key(cell)).values())));
}

function eachOnce(lists: readonly (readonly Pair[])[]): readonly (readonly Pair[])[] {
  const keyOf = (list: readonly Pair[]): string => list.map(([{ index }]) => index).join(' ');
  return [...new Map(lists.map((list) => [keyOf(list), list])).values()];
}

/** The levels of two periods change places, in one row, in all rows of a table that state both, or in all rows that do. */
export function exchangedColumns({ cells }: Table): Exchanged[] {
  const levels = cells.filter(({ observation }) => observation.measure === 'level');
  const columns = [...groupBy(levels, ({ observation }) => observation.period.text).values()];
  return columns.flatMap((column, at) =>
    columns.slice(at + 1).flatMap((other) => {
      const pairs = column.flatMap((cell) => {
        const partner = other.find(
          (one) => one.observation.indicator === cell.observation.indicator && isAlike(cell, one),
        );
        return partner && partner.observation.period.kind === cell.observation.period.kind
          ? [[cell, partner] as const]
          : [];
      });
      const keys: ((cell: Cell) => string)[] = [
        ({ index }) => String(index),
        ({ observation: { at = '' } }) => at,
        () => '',
      ];
      return groupsOf(pairs, keys).map((list) => ({ pairs: list, surcharge: 0 }));
    }),
  );
}

/** A level and its growth change places. */
export function exchangedMeasures({ cells }: Table): Exchanged[] {
  const growths = cells.filter(({ observation }) => observation.measure === 'growth');
  return growths.flatMap((growth) => {
    const level = cells.find(
      (cell) =>
        cell.observation.measure === 'level' &&
        cell.observation.indicator === growth.observation.indicator &&
        isSamePeriod(cell, growth, false),
    );
    return level ? [{ pairs: [[level, growth]], surcharge: 0 }] : [];
  });
}

function isAlike({ observation: a, quantity: x }: Cell, { observation: b, quantity: y }: Cell): boolean {
  return a.measure === b.measure && x.unit.code === y.unit.code && a.counterpart?.text === b.counterpart?.text;
}

function isSamePeriod({ observation: a }: Cell, { observation: b }: Cell, isBaseToo = true): boolean {
  return a.period.text === b.period.text && (!isBaseToo || a.base?.text === b.base?.text);
}
