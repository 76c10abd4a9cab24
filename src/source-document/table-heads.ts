import { onceFor } from '../core/machine/cache.ts';
import type { Doubt, Paragraph, Table } from './source-document.ts';

/** A cell as its file has it. Rows and columns count from 1; one that spans has a last row and column. */
export interface RawCell {
  readonly text: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
  readonly marks: string;
  readonly placeOf: Paragraph['placeOf'];
  /** What its table leaves open about it. */
  readonly doubts?: readonly Doubt[];
  /** Whether its span is only where it stands, and nothing marks it. */
  readonly isGuessed?: boolean;
  /** Whether its row, column or sheet is hidden. */
  readonly isHidden?: boolean;
  /** Whether it is a number of a workbook whose format leaves zeros at the end open. */
  readonly isLoose?: boolean;
}

/** What is known of a table besides its cells. */
export interface RawTable {
  readonly number: number;
  /** Its caption, or the name of its sheet. */
  readonly title: string;
  /** Whether the title is the name of a sheet, which may be a letter that is a unit, too. */
  readonly isSheet?: boolean;
  readonly page?: number | undefined;
  readonly isFurniture: boolean;
}

/** Most heads of a table of which a doubtful one may be any. */
const MOST_HEADS = 2_000;

/** Most heads on one side of a cell that count: the outer ones and the nearest. */
const OUTER_HEADS = 4;
const NEAR_HEADS = 12;

/** What stands in place of a figure that is not there, or that is zero. */
export const MISSING = /^(?:[-\u2010-\u2015.:*…]+|x+|n\.?\s?[ad]\.?|nil|none|na|#n\/a|\([a-z]{1,2}\))$/i;
/** What names a period somewhere. */
const YEARLY = /(?<!\d)(?:19|20)\d\d(?!\d)/;

/** The unit and scale that a head names. */
type UnitIn = (text: string) => { readonly units: readonly string[]; readonly power: number } | undefined;

/** A unit behind the name of what it measures. */
const NAMED_UNIT = /\S\s*[,，:：;(（[]/u;

/** Cells in which a scale and a unit stand next to one another say both: `Million | Pounds`. */
function withJoinedUnits(cells: readonly RawCell[], figures: ReadonlySet<RawCell>, unitIn: UnitIn): readonly RawCell[] {
  const joined = new Map<RawCell, string>();
  for (const [at, cell] of cells.entries()) {
    const next = cells[at + 1];
    if (!next || next.rows[0] !== cell.rows[0] || cell.text.length > 20 || figures.has(cell) || figures.has(next))
      continue;
    // "Passengers, thousand" names what it scales: it needs no other cell.
    if (NAMED_UNIT.test(cell.text) || NAMED_UNIT.test(next.text)) continue;
    const [scale, unit] = [unitIn(cell.text), unitIn(next.text)];
    if (scale?.units.length !== 0 || unit?.power !== 0) continue;
    for (const one of [cell, next]) joined.set(one, `${cell.text.trim()} ${next.text.trim()}`);
  }
  return joined.size === 0
    ? cells
    : cells.map((cell) => (joined.has(cell) ? { ...cell, text: joined.get(cell) ?? '' } : cell));
}

/** The tables of a rectangle of cells. */
interface Tables {
  readonly of: (cell: RawCell) => Table;
  /** Whether a figure stands below a head of which nobody marks over how many columns it stands. */
  readonly isUnderGuessed: (cell: RawCell) => boolean;
}

/**
 * The tables that stand below one another. Heads are the cells to the left of a figure in its rows, and those above it in its
 * columns before the first row with a figure; a row of heads behind figures begins another table. What stands alone in a row
 * is the name of a group, or the unit of what is below.
 */
export function tablesIn(
  given: readonly RawCell[],
  figures: ReadonlySet<RawCell>,
  { number, title }: RawTable,
  unitIn: UnitIn,
): Tables {
  const isUnit = (text: string): boolean => unitIn(text) !== undefined;
  const cells = withJoinedUnits(given, figures, unitIn);
  const byRow = new Map<number, RawCell[]>();
  for (const cell of cells) {
    const known = byRow.get(cell.rows[0]);
    if (known) known.push(cell);
    else byRow.set(cell.rows[0], [cell]);
  }
  const rows = [...byRow]
    .toSorted(([a], [b]) => a - b)
    .map(([at, own]): Row => ({ at, cells: own, kind: kindOf(own, figures) }));
  const parts = partsOf(rows);
  const heads = cells.filter((cell) => !figures.has(cell));
  const labels = indexed([...heads, ...carriedDown(rows, figures)], 'rows');
  const tables = parts.map((part, at) =>
    tableOf(part, { number, title, labels, before: at === 0 ? [] : (parts[0] ?? []) }, isUnit),
  );
  const partAt = (row: number): { readonly table: Table; readonly guessed: ReadonlySet<number> } => {
    const found =
      tables[
        Math.max(
          0,
          lastAtOrBefore(parts, row, ([first]) => first?.at ?? 0),
        )
      ];
    if (!found) throw new RangeError('a table without rows has no cells');
    return found;
  };
  return {
    of: ({ rows: [row] }) => partAt(row).table,
    isUnderGuessed: ({ rows: [row], columns: [column] }) => partAt(row).guessed.has(column),
  };
}

/**
 * Labels of a first column that is filled once for several rows, again in the rows below, whose own labels stand in the second
 * column: `2025 | I`, `| II`.
 */
function carriedDown(rows: readonly Row[], figures: ReadonlySet<RawCell>): readonly RawCell[] {
  const carried: RawCell[] = [];
  let above: RawCell | undefined;
  for (const { at, cells, kind } of rows) {
    const [first, second] = cells.toSorted((a, b) => a.columns[0] - b.columns[0]);
    const isLabel = (cell: RawCell | undefined): boolean => cell !== undefined && !figures.has(cell);
    if (first?.columns[0] === 1)
      above = isLabel(first) && isLabel(second) && second?.columns[0] === 2 ? first : undefined;
    else if (above && kind === 'figures' && isLabel(first) && first?.columns[0] === 2)
      carried.push({ ...above, rows: [at, at] });
  }
  return carried;
}

interface Row {
  readonly at: number;
  readonly cells: readonly RawCell[];
  /** Whether it has figures, heads of several columns, or one text alone. */
  readonly kind: 'figures' | 'heads' | 'alone';
}

function kindOf(own: readonly RawCell[], figures: ReadonlySet<RawCell>): Row['kind'] {
  const right = own.filter(({ columns }) => columns[0] > 1);
  if (right.some((cell) => figures.has(cell) || MISSING.test(cell.text.trim()))) return 'figures';
  if (own.length === 1) return figures.has(own[0] as RawCell) ? 'figures' : 'alone';
  return right.length > 1 || (right.length === 1 && own.length > 1) ? 'heads' : 'alone';
}

/** Rows by the table that they belong to. */
function partsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: Row[][] = [];
  let hasFigures = false;
  let alone: Row[] = [];
  for (const row of rows) {
    const part = parts.at(-1);
    if (!part) parts.push([row]);
    else if (row.kind === 'heads' && hasFigures && isHeadOfAnother(row, part)) {
      // What stands alone right above the heads is over them.
      part.splice(part.length - alone.length);
      parts.push([...alone, row]);
      hasFigures = false;
    } else part.push(row);
    if (row.kind === 'figures') hasFigures = true;
    alone = row.kind === 'alone' && hasFigures ? [...alone, row] : [];
  }
  return parts;
}

/** Whether a row of texts names columns again: periods, or what heads before it named. */
function isHeadOfAnother({ cells }: Row, part: readonly Row[]): boolean {
  const right = cells.filter(({ columns }) => columns[0] > 1);
  if (right.length < 2) return false;
  const known = new Set(part.flatMap((row) => (row.kind === 'heads' ? row.cells.map(({ text }) => text.trim()) : [])));
  return right.some(({ text }) => YEARLY.test(text) || known.has(text.trim()));
}

interface Around {
  readonly number: number;
  readonly title: string;
  readonly labels: ReadonlyMap<number, readonly RawCell[]>;
  /** The first part, whose lines over its heads are over all. */
  readonly before: readonly Row[];
}

function tableOf(
  part: readonly Row[],
  { number, title, labels, before }: Around,
  isUnit: (text: string) => boolean,
): { readonly table: Table; readonly guessed: ReadonlySet<number> } {
  const body = part.findIndex(({ kind }) => kind === 'figures');
  const over = body < 0 ? part : part.slice(0, body);
  const firstHeads = over.findIndex(({ kind }) => kind === 'heads');
  // A unit that stands alone right above the figures is that of all columns.
  const isSpread = (row: Row, at: number): boolean => {
    const [first, ...others] = rightOf(row);
    const isAlone = first !== undefined && others.every(({ text }) => text === first.text);
    return firstHeads >= 0 && at > firstHeads && isAlone && isUnit(first.text);
  };
  // What begins over the labels and stands alone is a title, however far it reaches.
  const isTitle = ({ kind, cells: [first] }: Row, at: number): boolean =>
    kind === 'alone' && firstHeads >= 0 && at < firstHeads && first?.columns[0] === 1;
  const columns = indexed(
    over.flatMap((row, at) => (isSpread(row, at) || isTitle(row, at) ? [] : row.cells)),
    'columns',
  );
  const alone = part.flatMap((row, at) => {
    const isHead = at < over.length;
    if (isHead ? isSpread(row, at) : row.kind === 'alone' || (row.kind === 'heads' && !startsLeft(row)))
      return [{ at: row.at, text: [...new Set(row.cells.map(({ text }) => text.trim()))].join(' ') }];
    // The name of a group may have units next to it.
    const [name] = row.kind === 'heads' && (!isHead || at > firstHeads) ? row.cells : [];
    return name?.columns[0] === 1 ? [{ at: row.at, text: name.text.trim() }] : [];
  });
  const lines = [...linesOver(before), ...linesOver(part)];
  const corner = (over[firstHeads]?.cells ?? []).filter(({ columns: [column] }) => column === 1);
  const guessed = new Set<number>();
  for (const [column, heads] of columns) if (heads.some(({ isGuessed }) => isGuessed)) guessed.add(column);
  const table: Table = {
    number,
    sheet: title,
    title: [title, ...lines, ...corner.map(({ text }) => text.trim())].filter((one) => one !== '').join(', '),
    heads: textsIn(part),
    headsOf: onceFor(({ rows: own, columns: across }) => ({
      row: headsBefore(labels, own, 'columns', across[0]),
      column: headsBefore(columns, across, 'rows', own[0]),
    })),
    aroundOf: ({ rows: [row] }) => {
      const at = lastAtOrBefore(alone, row - 1, (one) => one.at);
      // The nearest, and what stands right above it.
      return alone.slice(Math.max(0, at - 1), at + 1).map(({ text }) => text);
    },
  };
  return { table, guessed };
}

function rightOf({ cells }: Row): readonly RawCell[] {
  return cells.filter(({ columns }) => columns[0] > 1);
}

function startsLeft({ cells }: Row): boolean {
  return cells.some(({ columns }) => columns[0] === 1);
}

function textsIn(part: readonly Row[]): readonly string[] {
  const texts = new Set<string>();
  for (const { cells } of part)
    for (const { text } of cells)
      if (texts.size < MOST_HEADS && /\p{L}|(?:19|20)\d\d/u.test(text)) texts.add(text.trim());
  return [...texts];
}

/** What stands alone in lines over the heads of a table. */
function linesOver(part: readonly Row[]): readonly string[] {
  const end = part.findIndex(({ kind }) => kind !== 'alone');
  return part
    .slice(0, end < 0 ? part.length : end)
    .flatMap(({ cells }) => cells.map(({ text }) => text.trim().slice(0, 200)));
}

type Side = 'rows' | 'columns';

/** Heads by each row or column that they cover, from the first to the last. */
function indexed(heads: readonly RawCell[], side: Side): ReadonlyMap<number, readonly RawCell[]> {
  const found = new Map<number, RawCell[]>();
  const across: Side = side === 'rows' ? 'columns' : 'rows';
  for (const head of heads.toSorted((a, b) => a[across][0] - b[across][0]))
    for (let at = head[side][0]; at <= head[side][1]; at += 1) {
      const known = found.get(at);
      if (known) known.push(head);
      else found.set(at, [head]);
    }
  return found;
}

/** The texts of the heads that stand before a cell in the rows or columns that it covers. */
function headsBefore(
  index: ReadonlyMap<number, readonly RawCell[]>,
  [first, last]: readonly [number, number],
  across: Side,
  limit: number,
): readonly string[] {
  const found = new Set<RawCell>();
  for (let at = first; at <= last && at <= first + NEAR_HEADS; at += 1) {
    const heads = index.get(at) ?? [];
    const end = lastAtOrBefore(heads, limit - 1, (head) => head[across][0]) + 1;
    const counted = end <= OUTER_HEADS + NEAR_HEADS ? heads.slice(0, end) : outerAndNear(heads, end);
    for (const head of counted) if (head[across][1] < limit) found.add(head);
  }
  return [...found].toSorted((a, b) => a[across][0] - b[across][0]).map(({ text }) => text.trim());
}

function outerAndNear(heads: readonly RawCell[], end: number): readonly RawCell[] {
  return [...heads.slice(0, OUTER_HEADS), ...heads.slice(end - NEAR_HEADS, end)];
}

/** The index of the last of some things in order that does not begin above a limit; -1 if there is none. */
function lastAtOrBefore<T>(ordered: readonly T[], limit: number, startOf: (one: T) => number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(ordered[middle] as T) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
