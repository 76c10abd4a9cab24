import { compare, normalise } from '../core/numbers/decimal.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { toBase } from '../dataset/unit.ts';
import { type Cell, parentOf } from './cell.ts';
import type { TestedFigure } from './constraint.ts';
import { domainOf } from './implied.ts';
import { type Change, causeOf } from './operator.ts';
import { changeTo, isPossible, openChange } from './single-changes.ts';
import { type Slip, slipOf } from './slip.ts';
import { priceFor } from './slip-cost.ts';

/** Rows of a column that are shifted together: so many, or all. Two that turn have changed places. */
const BLOCKS = [2, 3, 4, 5];

/** A column with more rows is not shifted as a whole: whatever fits then fits by chance. */
const MOST_ROWS = 30;

/** Added where a figure is lost: less is then confirmed by what stands elsewhere. */
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

/**
 * Two or more rows of one column that stand one below another were shifted by one. Only blocks in which every row is
 * contradicted are looked at, with as many constraints as there are rows: `contradicting` gives those of a figure.
 */
export function shiftedRows(
  cells: readonly Cell[],
  figures: ReadonlyMap<number, TestedFigure>,
  contradicting: (figure: number) => readonly number[],
): Slip[] {
  const columns = groupBy(cells, ({ observation: { measure, period, base, counterpart }, quantity }) =>
    [measure, period.text, base?.text, counterpart, quantity.unit.code].join(' '),
  );
  return [...columns.values()].flatMap((unsorted) => {
    const column = unsorted.toSorted(byPlace);
    const sizes = column.length > MOST_ROWS ? BLOCKS : [...new Set([...BLOCKS, column.length])];
    const blocks = sizes.flatMap((size) =>
      Array.from({ length: Math.max(0, column.length - size + 1) }, (_, at) => column.slice(at, at + size)),
    );
    const suspect = blocks.filter((block) => isSuspect(block, contradicting));
    return suspect.flatMap((block) =>
      SHIFTS.filter(({ turns }) => !turns || block.length > 2).flatMap((shift) => unshifted(block, figures, shift)),
    );
  });
}

function byPlace({ observation: { place: a } }: Cell, { observation: { place: b } }: Cell): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function isSuspect(block: readonly Cell[], contradicting: (figure: number) => readonly number[]): boolean {
  const all = block.map(({ index }) => contradicting(index));
  const values = new Set(
    block
      .map(({ quantity }) => normalise(quantity.decimal))
      .map(({ coefficient, exponent }) => `${coefficient} ${exponent}`),
  );
  const isTelling = block.length >= (BLOCKS[0] ?? 0) && values.size === block.length;
  const parents = new Set(block.map(({ observation }) => parentOf(observation.indicator.id)));
  // two rows are few: a total and a part would be taken for one another
  if (block.length === 2 && parents.size > 1) return false;
  return isTelling && all.every((own) => own.length > 0) && new Set(all.flat()).size >= block.length;
}

/** The rows with the figures that were shifted out of them. */
function unshifted(block: readonly Cell[], figures: ReadonlyMap<number, TestedFigure>, { step, turns }: Shift): Slip[] {
  const entries = block.flatMap((cell, at): [number, Change][] => {
    const from = block[turns ? (at + step + block.length) % block.length : at + step];
    const figure = figures.get(cell.index);
    if (!from) return figure ? [[cell.index, openChange(cell.observation, { kind: 'shift' }, domainOf(figure))]] : [];
    if (compare(from.quantity.decimal, cell.quantity.decimal) === 0) return [];
    const operator = { kind: 'shift', from: from.observation.address } as const;
    const { decimal, interval } = from.quantity;
    return [[cell.index, changeTo(cell.observation, operator, decimal, toBase(interval, cell.quantity.unit))]];
  });
  const [first] = block;
  const changes = new Map(entries);
  const isAllPossible = block.every(({ index, observation, quantity }) => {
    const own = changes.get(index);
    return !own || isPossible(observation, quantity, own);
  });
  if (!first || changes.size < 2 || !isAllPossible) return [];
  const { cost, further } = priceFor({ kind: 'shift' }, first.observation);
  const lost = turns ? 0 : LOST_SURCHARGE;
  const cause = causeOf({ kind: 'shift' }, first.observation);
  return [slipOf(changes, { cause, cost: cost + lost, further: further + lost })];
}
