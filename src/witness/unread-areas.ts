import { areaName } from '../source-document/sheet-document.ts';
import type { Cell, SourceDocument } from '../source-document/source-document.ts';
import type { Candidate } from './candidate-index.ts';

/** Figures of a source that nothing takes and that have one cause. */
export interface UnreadArea {
  readonly figures: readonly Candidate[];
  /** The cells of a sheet or CSV file that they fill, as a place names them; undefined of what stands in a text. */
  readonly at: string | undefined;
}

/** Figures next to one another in a row. */
interface Run {
  readonly figures: Candidate[];
  readonly table: Cell['table'];
  /** Of the row among the rows of its sheet that have figures. */
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Figures that nothing takes, by the part of a sheet that they fill: a row or column that a mapping leaves out is one finding and
 * not one for each of its cells. Those of a text stand alone.
 */
export function unreadAreas(
  { isTables }: SourceDocument,
  unread: readonly Candidate[],
  candidates: readonly Candidate[],
): readonly UnreadArea[] {
  if (!isTables) return unread.map((one) => ({ figures: [one], at: undefined }));
  const left = new Set(unread);
  const open = new Map<string, { readonly runs: Run[]; last: Run }>();
  const areas: Run[][] = [];
  for (const run of runsOf(candidates, left)) {
    const key = `${run.table.number} ${run.first} ${run.last}`;
    const above = open.get(key);
    if (above && above.last.row === run.row - 1) {
      above.runs.push(run);
      above.last = run;
      continue;
    }
    const runs = [run];
    areas.push(runs);
    open.set(key, { runs, last: run });
  }
  return areas.map((runs) => {
    const figures = runs.flatMap((run) => run.figures);
    return { figures, at: areaText(figures.map(({ block }) => block as Cell)) };
  });
}

/** Runs of figures that are left, between those of a row that are taken. */
function runsOf(candidates: readonly Candidate[], left: ReadonlySet<Candidate>): readonly Run[] {
  const runs: Run[] = [];
  const rowNumbers = new Map<string, number>();
  let before: Candidate | undefined;
  for (const one of candidates) {
    const { block } = one;
    if (block.kind !== 'cell' || one.numeral.kind !== undefined) continue;
    const [line, column] = [block.rows[0], block.columns[0]];
    const key = `${block.table.number} ${line}`;
    const row = rowNumbers.get(key) ?? rowNumbers.size;
    rowNumbers.set(key, row);
    const run = runs.at(-1);
    if (left.has(one)) {
      if (run && before && left.has(before) && run.row === row) {
        run.figures.push(one);
        runs[runs.length - 1] = { ...run, last: column };
      } else runs.push({ figures: [one], table: block.table, row, first: column, last: column });
    }
    before = one;
  }
  return runs;
}

/** The part of a sheet that cells fill, as a place names it. */
function areaText(cells: readonly Cell[]): string | undefined {
  const [one] = cells;
  if (!one) return undefined;
  const rows = cells.map((cell) => cell.rows[0]);
  const columns = cells.map((cell) => cell.columns[0]);
  return areaName(one.table.sheet, {
    rows: [Math.min(...rows), Math.max(...rows)],
    columns: [Math.min(...columns), Math.max(...columns)],
  });
}
