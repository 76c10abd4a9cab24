import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import type { Part } from '../core/files/shape.ts';
import { folded, shownAt } from './grid.ts';
import type { RowInput, TableInput } from './mapping-schema.ts';
import { entryOf, isHiddenOut, lineName, reportUnused, type TableColumn } from './table-columns.ts';
import type { TableFrame } from './table-frame.ts';

/** A row of figures. */
export interface TableRow {
  readonly row: number;
  readonly label: string;
  /** What the mapping says of it. */
  readonly stated: RowInput;
  /** Where the mapping says it. */
  readonly place: Place;
}

type Entry = Part<NonNullable<TableInput['rows'][string]>>;

/**
 * Reads the names of rows. Rows with figures that the mapping does not know, and entries of the mapping that no row has,
 * are reported. The name of a row without figures is the head of the rows below it.
 */
export function readRows(
  frame: TableFrame,
  columns: readonly TableColumn[],
  table: Part<TableInput>,
  diagnostics: Diagnostics,
): readonly TableRow[] {
  const { grid, area, head } = frame;
  const entries = new Map<string, Entry>(table.get('rows').entries() ?? []);
  const used = new Set<string>();
  const names: string[] = [];
  const taken = new Map<string, number>();
  const rows: TableRow[] = [];
  let group = '';
  const above = new Map<number, string>();
  for (let row = head.to + 1; row <= area.bottom; row += 1) {
    const label = labelOf(frame, row, above);
    const line = lineName(frame.isTransposed ? 'column' : 'row', row);
    if (!columns.some(({ column }) => grid.cell(row, column))) {
      if (label === '') continue;
      group = label;
      // A row that the source leaves empty states nothing.
      entryOf(entries, used, [line, label]);
      continue;
    }
    const keys = [line, `${group} / ${label}`, label];
    if (label !== '') names.push(label);
    const entry = entryOf(
      entries,
      used,
      keys.filter((key) => key !== ''),
    );
    if (entry?.value === 'skip') continue;
    const where = grid.where(row, frame.labels.to);
    if (isHiddenOut(grid.hiddenRows.has(row), line, table, where, diagnostics)) continue;
    if (!entry) {
      reportRow(label, line, where, [...entries.keys()], diagnostics);
      continue;
    }
    if (entry.value === undefined) continue;
    const key = String(entry.key);
    const earlier = taken.get(key);
    if (earlier !== undefined) {
      const message = `the row "${shortened(label)}" appears a second time, after ${grid.named(earlier, frame.labels.to)}`;
      const hint = `tell them apart in the mapping: '${group === '' ? line : `${group} / ${label}`.replaceAll("'", "''")}'`;
      diagnostics.error('import/row', message, where, hint);
      continue;
    }
    taken.set(key, row);
    const stated = typeof entry.value === 'string' ? { indicator: entry.value } : entry.value;
    rows.push({ row, label, stated, place: entry.place() });
  }
  reportUnused(entries, used, names, 'row', diagnostics);
  return rows;
}

/** The texts of the label columns. An empty one before the last stands for the one above it, which `above` keeps. */
function labelOf({ grid, labels }: TableFrame, row: number, above: Map<number, string>): string {
  const parts: string[] = [];
  for (let column = labels.from; column <= labels.to; column += 1) {
    const own = folded(shownAt(grid, row, column)?.text ?? '');
    const text = own === '' && column < labels.to ? (above.get(column) ?? '') : own;
    above.set(column, text);
    if (text !== '') parts.push(text);
  }
  return parts.join(' / ');
}

function reportRow(
  label: string,
  line: string,
  where: Place | string,
  known: readonly string[],
  diagnostics: Diagnostics,
): void {
  if (label === '') {
    const hint = `name its indicator in the mapping, or leave it out: rows: { ${line}: skip }`;
    diagnostics.error('import/row', 'this row has figures, but no name', where, hint);
    return;
  }
  const near = didYouMean(label, known);
  const remedy = `add it to rows with its indicator, or leave it out: '${label.replaceAll("'", "''")}': skip`;
  const hint = near?.startsWith('did') ? `${near} Else ${remedy}` : remedy;
  diagnostics.error('import/row', `the mapping does not know the row "${shortened(label)}"`, where, hint);
}
