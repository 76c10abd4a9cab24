import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { UNFILLED } from '../dataset/unfilled.ts';
import { blankClaim, blankFigure } from './blank-figure.ts';
import { movedText, type NextRelease } from './next-release.ts';

/** Columns of a table of statements that the skeleton keeps as they are. */
const KEPT = new Set(['indicator', 'measure', 'of', 'place', 'status', 'condition', 'resolution', 'decimals', 'in']);

/** How a table is written: its delimiter and line breaks. */
interface Layout {
  readonly delimiter: string;
  readonly text: string;
}

/**
 * A table with the rows that a release has in another table, all still to be filled in. Columns stay, but what is
 * calculated or says something about one old figure is empty.
 */
export function tableSkeleton(layout: Layout, next: NextRelease): string {
  const [head = [], ...rows] = cellsOf(layout);
  const own = rows.filter((cells) => [undefined, '', next.old.id].includes(cells[head.indexOf('release')]));
  const blank = own.map((cells) => {
    const cellIn = (column: string): string => cells[head.indexOf(column)] ?? '';
    return head.map((column) => blankCell(column, cellIn(column), cellIn('measure'), next));
  });
  return written([head, ...blank], layout);
}

function blankCell(column: string, cell: string, measure: string, next: NextRelease): string {
  if (cell === '' || KEPT.has(column)) return cell;
  if (column === 'release') return next.id;
  if (column === 'as_in') return next.old.id;
  if (column === 'printed') return measure === 'claim' ? blankClaim(cell) : blankFigure(cell);
  if (column === 'period' || column === 'base') return movedText(cell, next) ?? cell;
  return '';
}

/** `releases.csv` with a row for the release that is still to be written, below all others. */
export function withReleaseRow(layout: Layout, { old, id, period }: NextRelease): string {
  const [head = [], ...rows] = cellsOf(layout);
  const before = rows.find((cells) => cells[head.indexOf('id')] === old.id) ?? [];
  const known: Readonly<Record<string, string>> = { id, period: period.text };
  const row = head.map((column, index) => {
    if (column === 'source' || column === 'transcribed') return before[index] ?? '';
    return known[column] ?? ((before[index] ?? '') === '' ? '' : UNFILLED);
  });
  const ending = layout.text.endsWith('\n') ? '' : lineBreakOf(layout);
  return layout.text + ending + written([row], layout);
}

function cellsOf({ delimiter, text }: Layout): string[][] {
  return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
}

function written(rows: readonly (readonly string[])[], layout: Layout): string {
  const { delimiter } = layout;
  return stringify([...rows], { delimiter, record_delimiter: lineBreakOf(layout), quoted_match: /^\s|\s$/ });
}

function lineBreakOf({ text }: Layout): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
