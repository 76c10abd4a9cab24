import { readNumerals } from './numerals.ts';
import type { Cell, Numeral, Paragraph, Table } from './source-document.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A cell as its file has it. Rows and columns count from 1; one that spans has a last row and column. */
export interface RawCell {
  readonly text: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
  readonly marks: string;
  readonly placeOf: Paragraph['placeOf'];
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
/** A year, a span of years or a date alone is a head. */
const PERIOD = /^\s*(?:(?:19|20)\d\d(?:[/\u2013-]\d{2,4})?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*$/;

/**
 * The cells of a table. What holds no number alone is a head: those to the left of a figure in its rows, and those above it in
 * its columns before the first row with a figure. A unit that heads or the title name is that of the figures below.
 */
export function cellsOf(
  raw: readonly RawCell[],
  { number, title, page, isFurniture }: RawTable,
  vocabulary: Vocabulary,
): Cell[] {
  const filled = raw.filter(({ text }) => text.trim() !== '');
  const isFigure = (cell: RawCell): boolean => FIGURE.test(cell.text) && !PERIOD.test(cell.text);
  const figures = filled.filter(isFigure);
  const firstRow = Math.min(...figures.filter(({ columns }) => columns[0] > 1).map(({ rows }) => rows[0]), Infinity);
  const heads = filled.filter((cell) => !isFigure(cell));
  const table: Table = {
    number,
    title,
    headsOf: ({ rows, columns }) => ({
      row: heads
        .filter((head) => overlaps(head.rows, rows) && head.columns[1] < columns[0])
        .map(({ text }) => text.trim()),
      column: heads
        .filter((head) => overlaps(head.columns, columns) && head.rows[1] < rows[0] && head.rows[0] < firstRow)
        .map(({ text }) => text.trim()),
    }),
  };
  const own = new Set<RawCell>(figures);
  return filled.map((cell): Cell => {
    const { row, column } = table.headsOf(cell);
    const read = readNumerals(cell.text, vocabulary, isFurniture);
    const isBare = own.has(cell) && row.length + column.length === 0;
    const numerals = own.has(cell)
      ? figureOf(cell.text, read, [...row.toReversed(), ...column.toReversed(), title], vocabulary)
      : read.map((numeral) => (cell.text.length > 80 ? numeral : numbering(numeral)));
    return Object.assign(
      { kind: 'cell' as const, table, page, isFurniture, numerals, doubts: isBare ? ['no head'] : [] },
      cell,
    );
  });
}

/** A number within the words of a head is none of the figures. */
function numbering(numeral: Numeral): Numeral {
  return numeral.kind ? numeral : { ...numeral, kind: 'numbering' };
}

function overlaps([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean {
  return a <= d && c <= b;
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
