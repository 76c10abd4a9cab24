import { compare, normalise } from '../../core/numbers/decimal.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { type Cell, columnKey, parentOf } from './cell.ts';
import type { Table } from './joint-slips.ts';

/** Rows of a column that are shifted together: so many, or all. Two that turn have changed places. */
const BLOCKS = [2, 3, 4, 5];

/** A column with more rows is not shifted as a whole: whatever fits then fits by chance. */
const MOST_ROWS = 30;

/**
 * Added where a figure is lost: less is then confirmed by what stands elsewhere. Twice where nothing shows from which row
 * the figure comes that the block holds in its place.
 */
const LOST_SURCHARGE = 1;

/** In what way the rows of a block were shifted: each holds the figure of the row before it, or of the next. */
interface Shift {
  readonly step: 1 | -1;
  /** Whether the row at the end holds the figure of that at the other end; else one figure is lost. */
  readonly turns: boolean;
}

const SHIFTS: readonly Shift[] = [
  { step: 1, turns: true },
  { step: -1, turns: true },
  { step: 1, turns: false },
  { step: -1, turns: false },
];

/** Rows that were shifted, and what that costs more than usual. */
export interface Shifted {
  /** The figures whose print is that of another one, with the figure under whose address their own stands, if it is known. */
  readonly rows: readonly { readonly cell: Cell; readonly from: Cell | undefined }[];
  readonly surcharge: number;
}

/** Rows of one column that stand one below another, with the row before the first and that after the last. */
interface Block {
  readonly rows: readonly Cell[];
  readonly before?: Cell | undefined;
  readonly after?: Cell | undefined;
}

/**
 * Two or more rows that stand one below another were shifted by one, in one column or alike in several of them. Only rows
 * are looked at each of which is contradicted, with as many constraints as there are rows: `contradicting` gives those of
 * a figure.
 */
export function shiftedRows({ cells, contradicting }: Table): Shifted[] {
  const blocks = [...groupBy(cells, columnOf).values()].flatMap(blocksIn);
  const alike = groupBy(blocks, ({ rows }) => rows.map(({ observation }) => observation.indicator.id).join(' '));
  return [...alike.values()]
    .flatMap((list) => listsOf(list, contradicting))
    .flatMap((list) => {
      const rows = list[0]?.rows.length ?? 0;
      // figures lost in several columns at once would explain anything
      const likely = SHIFTS.filter(({ turns }) => (turns ? rows > 2 : list.length === 1));
      return likely.filter((shift) => isSuspect(list, shift, contradicting)).flatMap((shift) => unshifted(list, shift));
    });
}

/** Fewest rows that are shifted where nothing contradicts each of them. */
const LEAST_UNTOLD = 3;

/** All shifts of some rows of one column that change any of some figures, whatever is contradicted. */
export function shiftsOver(cells: readonly Cell[], some: ReadonlySet<number>): Shifted[] {
  return [...groupBy(cells, columnOf).values()]
    .filter((column) => column.some(({ index }) => some.has(index)))
    .flatMap(blocksIn)
    .filter(({ rows }) => rows.length >= LEAST_UNTOLD && rows.some(({ index }) => some.has(index)) && hasNoTwins(rows))
    .flatMap((block) => SHIFTS.flatMap((shift) => unshifted([block], shift)));
}

function columnOf({ observation, quantity }: Cell): string {
  return columnKey(observation, quantity.unit.code);
}

/** The blocks of rows of a column that may have been shifted together. */
function blocksIn(cells: readonly Cell[]): Block[] {
  const column = cells.toSorted(byPlace);
  const sizes = column.length > MOST_ROWS ? BLOCKS : [...new Set([...BLOCKS, column.length])];
  return sizes.flatMap((size) =>
    Array.from({ length: Math.max(0, column.length - size + 1) }, (_, at) => ({
      rows: column.slice(at, at + size),
      before: column[at - 1],
      after: column[at + size],
    })),
  );
}

/**
 * The columns in which the same rows may have been shifted: each alone, those of one measure, of one period, of one table
 * or part of a text, and all; each list once. Several only where they contradict one another: a column more would explain
 * nothing more.
 */
function listsOf(blocks: readonly Block[], contradicting: (figure: number) => readonly number[]): (readonly Block[])[] {
  if (blocks.length === 1) return [blocks];
  const keys: ((cell: Cell) => string)[] = [
    ({ index }) => String(index),
    ({ observation: { measure } }) => measure,
    ({ observation: { period } }) => period.text,
    ({ observation: { at = '' } }) => at,
    () => '',
  ];
  const lists = keys
    .flatMap((key) => Array.from(groupBy(blocks, ({ rows: [cell] }) => (cell ? key(cell) : '')).values()))
    .map((list) => (list.length === 1 ? list : list.filter((one) => isAtOdds(one, list, contradicting))))
    .filter((list) => list.length > 0);
  return [...new Map(lists.map((list) => [list.map(({ rows: [cell] }) => cell?.index).join(' '), list])).values()];
}

/** Rows of a column and another that contradict one another, so that both may be shifted. */
const AT_ODDS = 2;

/** Whether, within a row, what a column states contradicts what others state. */
function isAtOdds(
  block: Block,
  blocks: readonly Block[],
  contradicting: (figure: number) => readonly number[],
): boolean {
  const all = block.rows.map(({ index }) => contradicting(index));
  const rows = block.rows.filter((_, row) => {
    const elsewhere = new Set(all.toSpliced(row, 1).flat());
    const own = new Set((all[row] ?? []).filter((position) => !elsewhere.has(position)));
    return blocks.some(
      (other) => other !== block && contradicting(other.rows[row]?.index ?? -1).some((position) => own.has(position)),
    );
  });
  return rows.length >= AT_ODDS;
}

function byPlace({ observation: { place: a } }: Cell, { observation: { place: b } }: Cell): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** Fewest constraints that are contradicted where rows are shifted: an open value meets one in any case. */
const LEAST_TOLD = 2;

function isSuspect(
  blocks: readonly Block[],
  shift: Shift,
  contradicting: (figure: number) => readonly number[],
): boolean {
  const [{ rows } = { rows: [] }] = blocks;
  if (rows.length < (BLOCKS[0] ?? 0) || !blocks.some((block) => hasNoTwins(block.rows))) return false;
  const parents = new Set(rows.map(({ observation }) => parentOf(observation.indicator.id)));
  // two rows are few: a total and a part would be taken for one another
  if (rows.length === 2 && parents.size > 1) return false;
  const all = rows.map((_, at) => blocks.flatMap((block) => contradicting(block.rows[at]?.index ?? -1)));
  const isFrom = blocks.every((block) => showsOrigin(block, shift));
  const least = isFrom ? Math.max(LEAST_TOLD, rows.length - 1) : rows.length;
  return all.every((own) => own.length > 0) && new Set(all.flat()).size >= least;
}

/** Whether the row from which a shift that loses a figure moved one into the block still holds the same number. */
function showsOrigin({ rows, before, after }: Block, { step, turns }: Shift): boolean {
  if (turns) return false;
  const [end, origin] = step > 0 ? [rows[0], before] : [rows.at(-1), after];
  return end !== undefined && origin !== undefined && compare(end.quantity.decimal, origin.quantity.decimal) === 0;
}

/** Whether no two rows hold one number. */
function hasNoTwins(rows: readonly Cell[]): boolean {
  const values = rows
    .map(({ quantity }) => normalise(quantity.decimal))
    .map(({ coefficient, exponent }) => `${coefficient} ${exponent}`);
  return new Set(values).size === rows.length;
}

/** The rows with the figures that were shifted out of them, in every column. */
function unshifted(blocks: readonly Block[], shift: Shift): Shifted[] {
  const rows = blocks.flatMap((block) => rowsOf(block, shift));
  if (rows.length < 2) return [];
  const isFrom = blocks.every((block) => showsOrigin(block, shift));
  return [{ rows, surcharge: shift.turns ? 0 : isFrom ? LOST_SURCHARGE : 2 * LOST_SURCHARGE }];
}

function rowsOf({ rows }: Block, { step, turns }: Shift): Shifted['rows'] {
  return rows.flatMap((cell, at): Shifted['rows'] => {
    const from = rows[turns ? (at + step + rows.length) % rows.length : at + step];
    const isSame = from && compare(from.quantity.decimal, cell.quantity.decimal) === 0;
    return isSame ? [] : [{ cell, from }];
  });
}
