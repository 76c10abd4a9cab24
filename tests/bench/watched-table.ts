import type { FigureTable, Head } from '../../src/watch/figure-table.ts';
import type { WatchedTable } from '../../src/watch/watch.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR = /(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)/;
const QUARTER = /\bQ([1-4])\b|\b([1-4])(?:st|nd|rd|th)? quarter\b/i;
const MONTH = new RegExp(`\\b(${MONTHS.join('|')})[a-z]*\\b|(?<=\\d{4})[-/M](0[1-9]|1[0-2])(?!\\d)`, 'i');

/** The month in which the period in a head begins, and the head without it. */
function periodIn({ name }: Head): { readonly month: number | undefined; readonly measure: string } {
  const year = YEAR.exec(name)?.[1];
  if (year === undefined) return { month: undefined, measure: name };
  const [, one, other] = QUARTER.exec(name) ?? [];
  const [, word, number] = MONTH.exec(name) ?? [];
  const quarter = one ?? other;
  const within =
    quarter !== undefined
      ? 3 * (Number(quarter) - 1)
      : word !== undefined
        ? MONTHS.indexOf(word.toLowerCase())
        : number === undefined
          ? 0
          : Number(number) - 1;
  const measure = name
    .replace(YEAR, '')
    .replace(QUARTER, '')
    .replace(MONTH, '')
    .replaceAll(/[\s\-/]+/g, ' ')
    .trim();
  return { month: Number(year) * 12 + within, measure };
}

/** A table as it is watched: with periods as columns, if its rows have more of them. */
export function watchedTable({ rows, columns, cells }: FigureTable): {
  readonly table: WatchedTable;
  readonly isTurned: boolean;
} {
  const shareOf = (heads: readonly Head[]): number =>
    heads.filter((head) => periodIn(head).month !== undefined).length / heads.length;
  const isTurned = shareOf(rows) > shareOf(columns);
  const [series, positions] = isTurned ? [columns, rows] : [rows, columns];
  return {
    isTurned,
    table: {
      rows: series.map(({ name }) => ({ name })),
      columns: positions.map((head) => ({ name: head.name, ...periodIn(head) })),
      cells: series.map((_, row) =>
        positions.map((__, column) => {
          const printed = isTurned ? cells[column]?.[row] : cells[row]?.[column];
          return printed && { printed, unit: '', scale: 0 };
        }),
      ),
    },
  };
}
