import type { CsvRow } from '../core/files/csv-file.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { BY_HAND, keyOf, nameOf, type ReleaseRow, rowRead } from './release-table.ts';

/** A row that an import adds or takes away. */
export interface RowChange {
  /** What the row is about: `output.copper@2025`. */
  readonly name: string;
  readonly printed: string;
}

/** A row whose print, number of decimals or status differs. */
export interface ChangedRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What an import changes in the table of a release. */
export interface Comparison {
  /** The rows to be written. */
  readonly rows: readonly ReleaseRow[];
  readonly added: readonly RowChange[];
  readonly changed: readonly ChangedRow[];
  readonly gone: readonly RowChange[];
  /** How many rows are as they were. */
  readonly kept: number;
}

/**
 * Compares rows with those of an earlier import. A row that is still there keeps what people wrote beside it. A print that
 * differs, or is gone, although a correction stands beside it is an error: what was corrected is no longer there.
 */
export function compareRows(
  now: readonly ReleaseRow[],
  before: readonly CsvRow[],
  period: string,
  diagnostics: Diagnostics,
): Comparison {
  const old = new Map(before.map((row) => [keyOf(rowRead(row), period), { row, read: rowRead(row) }]));
  const keys = new Set(now.map((row) => keyOf(row, period)));
  const added: RowChange[] = [];
  const changed: ChangedRow[] = [];
  const rows = now.map((row) => {
    const name = nameOf(row, period);
    const earlier = old.get(keyOf(row, period));
    if (!earlier) {
      added.push({ name, printed: textOf(row) });
      return row;
    }
    const [was, is] = [textOf(earlier.read), textOf(row)];
    if (was !== is) changed.push({ name, before: was, after: is });
    if (earlier.read['printed'] !== row['printed'])
      reportCorrection(earlier.row, `now prints ${row['printed']}`, diagnostics);
    return withHandwork(row, earlier.read);
  });
  const lost = [...old].filter(([key]) => !keys.has(key)).map(([, earlier]) => earlier);
  for (const { row } of lost) reportCorrection(row, 'no longer states this figure', diagnostics);
  const gone = lost.map(({ read }) => ({ name: nameOf(read, period), printed: textOf(read) }));
  return { rows, added, changed, gone, kept: now.length - added.length - changed.length };
}

/** What a row says of its figure: the print, what its digits are worth, and its status. */
function textOf(row: ReleaseRow): string {
  const { printed = '', decimals, status } = row;
  const worth = decimals === undefined ? '' : `, decimals ${decimals}`;
  return `${printed}${worth}${status === undefined || status === 'A' ? '' : ` (${status})`}`;
}

/** A row with what people wrote beside the earlier one. */
function withHandwork(row: ReleaseRow, earlier: ReleaseRow): ReleaseRow {
  const kept = BY_HAND.map((column) => [column, earlier[column] ?? row[column]] as const);
  return {
    ...row,
    ...Object.fromEntries(kept.filter((entry): entry is [(typeof BY_HAND)[number], string] => entry[1] !== undefined)),
  };
}

function reportCorrection(row: CsvRow, what: string, diagnostics: Diagnostics): void {
  const corrected = row.text('corrected');
  if (corrected === undefined) return;
  const message = `the source ${what}, but a correction to ${corrected} stands beside ${row.text('printed')}`;
  const hint = 'if the source has corrected itself, empty corrected and evidence in this row and import again';
  diagnostics.error('import/correction', message, row.place('corrected'), hint);
}
