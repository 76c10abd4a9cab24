import { readNumerals } from './numerals.ts';
import { MAX_PLACES } from '../tables/importing/grid.ts';
import type { Cell, Doubt, Numeral, Paragraph, Table } from './source-document.ts';
import { tooLarge } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

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
}

interface RawTable {
  readonly number: number;
  readonly title: string;
  readonly page?: number | undefined;
  readonly isFurniture: boolean;
}

/** A cell that holds one number and nothing else but a sign, brackets, a currency or unit, and marks of notes. */
const FIGURE =
  /^[\s(（]*[+\-\u2212\u2013]?\s*(?:[A-Z]{3}\b|\p{Sc})?\s*\d[\d.,'’ \u00A0\u202F]*\s*(?:%|‰|\p{Sc}|\p{L}{1,3})?\s*[)）]?\s*(?:[*†‡¹²³⁴-⁹]|[(（]?\d{1,2}[)）/]|[a-z])?\s*$/u;
/** A year, a span of years or a date alone is a head, and so are thousands. */
const PERIOD = /^\s*(?:\(?000s?\)?|(?:19|20)\d\d(?:[/\u2013-]\d{2,4})?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*$/;

/** Whether a text is one figure or a period, as a cell holds it. */
export function isAloneFigure(text: string): boolean {
  return FIGURE.test(text) || PERIOD.test(text);
}

/** Whether a text is a period alone, as the head of a column may be. */
export function isAlonePeriod(text: string): boolean {
  return PERIOD.test(text);
}

/** Most heads of a table of which a doubtful one may be any. */
const MOST_HEADS = 2_000;

/** Most heads on one side of a cell that count: the outer ones and the nearest. */
const OUTER_HEADS = 4;
const NEAR_HEADS = 12;

/**
 * The cells of a table. What holds no number alone is a head: those to the left of a figure in its rows, and those above it in
 * its columns before the first row with a figure. A unit that heads or the title name is that of the figures below. Throws an
 * UnreadableSource if spans cover more places than are read.
 */
export function cellsOf(
  given: readonly RawCell[],
  { number, title, page, isFurniture }: RawTable,
  vocabulary: Vocabulary,
): Cell[] {
  const filled = withinTable(given.filter(({ text }) => text.trim() !== ''));
  const own = new Set(filled.filter((cell) => FIGURE.test(cell.text) && !PERIOD.test(cell.text)));
  const figures = filled.filter((cell) => own.has(cell));
  const firstRow = figures.reduce(
    (first, { rows, columns }) => (columns[0] > 1 ? Math.min(first, rows[0]) : first),
    Infinity,
  );
  const heads = filled.filter((cell) => !own.has(cell));
  const byRow = indexed(heads, 'rows');
  const byColumn = indexed(
    heads.filter(({ rows }) => rows[0] < firstRow),
    'columns',
  );
  const table: Table = {
    number,
    title,
    heads: heads.slice(0, MOST_HEADS).map(({ text }) => text.trim()),
    headsOf: ({ rows, columns }) => ({
      row: headsBefore(byRow, rows, 'columns', columns[0]),
      column: headsBefore(byColumn, columns, 'rows', rows[0]),
    }),
  };
  const wide = underGuessed(figures, byColumn);
  const paths = new Map<string, number>();
  const headsOf = new Map(figures.map((cell) => [cell, table.headsOf(cell)]));
  for (const { row, column } of headsOf.values()) {
    const path = JSON.stringify([row, column]);
    paths.set(path, (paths.get(path) ?? 0) + 1);
  }
  return filled.map((cell): Cell => {
    const read = readNumerals(cell.text, vocabulary, isFurniture);
    const path = headsOf.get(cell);
    const numerals = path
      ? figureOf(cell.text, read, [...path.row.toReversed(), ...path.column.toReversed(), title], vocabulary)
      : read.map((numeral) => (cell.text.length > 80 ? numeral : numbering(numeral)));
    const isSame = path !== undefined && (paths.get(JSON.stringify([path.row, path.column])) ?? 0) > 1;
    const doubts = path ? [...(cell.doubts ?? []), ...doubtsOf(path, isSame, wide.has(cell))] : [];
    const own = { kind: 'cell' as const, table, page, isFurniture, numerals };
    return Object.assign(own, cell, { doubts: [...new Set(doubts)] });
  });
}

/** Figures that stand below a head of which nobody marks over how many columns it stands. */
function underGuessed(
  figures: readonly RawCell[],
  byColumn: ReadonlyMap<number, readonly RawCell[]>,
): ReadonlySet<RawCell> {
  const guessed = new Set<number>();
  for (const [column, heads] of byColumn) if (heads.some(({ isGuessed }) => isGuessed)) guessed.add(column);
  return new Set(figures.filter(({ columns }) => guessed.has(columns[0])));
}

/** Why nobody can be sure of which row and column a figure is. */
function doubtsOf(heads: ReturnType<Table['headsOf']>, isSame: boolean, isWide: boolean): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (heads.column.length === 0) doubts.push('no-head');
  if (heads.row.length === 0) doubts.push('no-label');
  if (isSame) doubts.push('same-heads');
  if (isWide) doubts.push('wide-head');
  return doubts;
}

/** The cells with spans that end where the table does. */
function withinTable(cells: readonly RawCell[]): RawCell[] {
  const [lastRow, lastColumn] = cells.reduce(
    ([row, column], one) => [Math.max(row, one.rows[0]), Math.max(column, one.columns[0])],
    [0, 0],
  );
  let places = 0;
  const within = cells.map((cell): RawCell => {
    const [rows, columns] = [cell.rows, cell.columns];
    const bottom = Math.min(rows[1], lastRow);
    // The last column of all may span further than its head.
    const right = Math.min(columns[1], lastColumn + 1000);
    places += bottom - rows[0] + right - columns[0];
    return { ...cell, rows: [rows[0], bottom], columns: [columns[0], right] };
  });
  if (places > MAX_PLACES) throw tooLarge(`has a table whose cells span more than ${MAX_PLACES} places`);
  return within;
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
    const end = firstAtOrBehind(heads, across, limit);
    const counted = end <= OUTER_HEADS + NEAR_HEADS ? heads.slice(0, end) : outerAndNear(heads, end);
    for (const head of counted) if (head[across][1] < limit) found.add(head);
  }
  return [...found].toSorted((a, b) => a[across][0] - b[across][0]).map(({ text }) => text.trim());
}

function outerAndNear(heads: readonly RawCell[], end: number): readonly RawCell[] {
  return [...heads.slice(0, OUTER_HEADS), ...heads.slice(end - NEAR_HEADS, end)];
}

/** The index of the first head that begins at a row or column, or behind it. */
function firstAtOrBehind(heads: readonly RawCell[], across: Side, limit: number): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle]?.[across][0] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number within the words of a head is none of the figures. */
function numbering(numeral: Numeral): Numeral {
  return numeral.kind ? numeral : { ...numeral, kind: 'numbering' };
}

/** The one figure of a cell, with the unit that its heads name if it has none itself; brackets around it are a minus sign. */
function figureOf(text: string, read: readonly Numeral[], heads: readonly string[], vocabulary: Vocabulary): Numeral[] {
  const [first] = read;
  if (!first) return [];
  const { kind: _, ...plain } = first;
  const isNegative = /^\s*[(（].*[)）]\s*$/.test(text) || first.sign === -1 || /^\s*[\u2013\u2212-]\s*\d/.test(text);
  const signed: Numeral = {
    ...plain,
    ...(first.kind === 'page' && { kind: first.kind }),
    sign: isNegative ? -1 : first.sign,
  };
  if (signed.units.length > 0 || signed.power > 0) return [signed];
  for (const head of heads) {
    const unit = unitIn(head, vocabulary);
    if (unit) return [{ ...signed, ...unit }];
  }
  return [signed];
}

/** The unit that stands in brackets or after the last comma of a head, or that is all of it. */
export function unitIn(head: string, vocabulary: Vocabulary): Pick<Numeral, 'units' | 'power'> | undefined {
  const parts = [...head.matchAll(/[(（[]([^()（）[\]]+)[)）\]]/g)].map(([, inside = '']) => inside);
  for (const part of [...parts, head.split(/[,，:：;]/).at(-1) ?? '', head]) {
    const words = part
      .toLowerCase()
      .replace(/^\s*(?:in|unit:?|单位[:：]?|in )\s*/u, '')
      .trim();
    const [numeral] = readNumerals(`1 ${words}`, vocabulary, false);
    const [glued] = readNumerals(`1${words}`, vocabulary, false);
    const found = [numeral, glued].find(
      (one) => one && (one.units.length > 0 || one.power > 0) && one.to >= words.length + 1,
    );
    // A head that is called Year or Persons names no unit.
    const isTime = found?.units.some((code) => ['year', 'day', 'person', 'count'].includes(code)) ?? false;
    if (found && !(isTime && part === head)) return { units: found.units, power: found.power };
  }
  return undefined;
}
