import { cellsOf, type CsvLayout, lineBreakOf, written } from '../core/files/csv-layout.ts';
import { NO_REVISIONS } from '../dataset/claim.ts';
import { UNFILLED } from '../dataset/unfilled.ts';
import { blankClaim, blankFigure } from './blank-figure.ts';
import { blankDay, movedRelease, movedText, type NextRelease } from './next-release.ts';

/** Columns of a table of statements that the skeleton keeps as they are. */
const KEPT = new Set(['indicator', 'measure', 'place', 'status', 'condition', 'resolution', 'decimals', 'in']);

/**
 * A table with the rows that a release has in another table, all still to be filled in. Columns stay, but what is
 * calculated or says something about one old figure is empty.
 */
export function tableSkeleton(layout: CsvLayout, next: NextRelease): string {
  const [head = [], ...rows] = cellsOf(layout);
  const own = rows.filter((cells) => [undefined, '', next.old.id].includes(cells[head.indexOf('release')]));
  const blank = own.map((cells) => {
    const cellIn = (column: string): string => cells[head.indexOf(column)] ?? '';
    return head.map((column) => blankCell(column, cellIn, next));
  });
  return written([head, ...blank], layout);
}

function blankCell(column: string, cellIn: (column: string) => string, next: NextRelease): string {
  const [cell, measure] = [cellIn(column), cellIn('measure')];
  if (cell === '' || KEPT.has(column)) return cell;
  switch (column) {
    case 'release':
      return next.id;
    case 'as_in':
      return movedRelease(cell, next);
    case 'of':
      return blankComparison(cell, cellIn, next);
    case 'printed':
      if (measure !== 'claim') return blankFigure(cell);
      return cell === NO_REVISIONS ? cell : blankClaim(cell);
    case 'from':
      return blankFigure(cell);
    case 'period':
    case 'base':
      return cell.replaceAll(/[^\s,]+/g, (period) => movedText(period, next) ?? period);
    default:
      return '';
  }
}

/** Measures that may compare with a release. */
const COMPARING = new Set(['level', 'growth', 'change', 'claim']);

/** What a row compares with: a release moves on. A claim of no revisions has no figure: its release is to be filled in. */
function blankComparison(cell: string, cellIn: (column: string) => string, next: NextRelease): string {
  if (!COMPARING.has(cellIn('measure'))) return cell;
  const moved = cell.replace(/\S+$/, (id) => movedRelease(id, next));
  return cellIn('printed') === NO_REVISIONS ? `${UNFILLED} ${moved}` : moved;
}

/** `releases.csv` with a row for the release that is still to be written, below all others. */
export function withReleaseRow(layout: CsvLayout, next: NextRelease): string {
  const { old, id, period } = next;
  const [head = [], ...rows] = cellsOf(layout);
  const before = rows.find((cells) => cells[head.indexOf('id')] === old.id) ?? [];
  const known: Readonly<Record<string, string>> = { id, period: period.text, published: blankDay(next) };
  const row = head.map((column, index) => {
    if (column === 'source' || column === 'transcribed') return before[index] ?? '';
    return known[column] ?? ((before[index] ?? '') === '' ? '' : UNFILLED);
  });
  const ending = layout.text.endsWith('\n') ? '' : lineBreakOf(layout);
  return layout.text + ending + written([row], layout);
}
