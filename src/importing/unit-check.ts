import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Unit } from '../dataset/unit.ts';
import { folded } from './grid.ts';
import { lineName, type TableColumn } from './table-columns.ts';
import type { TableFrame } from './table-frame.ts';
import type { TableRow } from './table-rows.ts';
import { isSameUnit, namesScale, scaledUnit, scaleOf, unitNamed } from './unit-words.ts';

/** The unit that a mapping gives to a whole table. */
interface MappedUnit {
  readonly frame: TableFrame;
  readonly unit: string | undefined;
  /** The units that the dataset declares. */
  readonly units: ReadonlyMap<string, Unit>;
}

/**
 * Reports heads and names of rows with another unit than the mapping gives to the whole table. A unit that the mapping gives
 * to a row or column was chosen by a person who saw them.
 */
export function reportUnits(
  { frame, unit, units }: MappedUnit,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  diagnostics: Diagnostics,
): void {
  if (unit === undefined) return;
  const { grid, head } = frame;
  const isOther = (named: string | undefined): named is string =>
    named !== undefined &&
    !isSameUnit(named, unit, units) &&
    !(scaleOf(named) === 0 && scaledUnit(unit, named) === unit && hasScaleAbove(frame));
  const report = (what: string, named: string, where: Place | string, remedy: string): void => {
    const message = `this ${what} says ${named}, but the mapping gives the table the unit ${unit}`;
    diagnostics.error('import/unit', message, where, `correct unit, or say it for this ${what}: ${remedy}`);
  };
  for (const { column, unit: named, stated, period } of columns) {
    if (stated.unit !== undefined || !isOther(named) || rows.every((row) => row.stated.unit !== undefined)) continue;
    const line = lineName(frame.isTransposed ? 'row' : 'column', column);
    report('head', named, grid.where(head.to, column), `periods: { ${line}: { period: ${period}, unit: '${named}' } }`);
  }
  for (const { row, label, stated } of rows) {
    const [, inBrackets, behind] = /[([]([^()[\]]+)[)\]]$|, ([^,]+)$/u.exec(label) ?? [];
    const named = unitNamed(inBrackets ?? behind ?? '');
    if (stated.unit !== undefined || !isOther(named) || columns.every((column) => column.stated.unit !== undefined))
      continue;
    const remedy = `'${label.replaceAll("'", "''")}': { indicator: ${stated.indicator}, unit: '${named}' }`;
    report('row', named, grid.where(row, frame.labels.to), remedy);
  }
}

/** Whether a text above the heads of a table names a scale, which then counts for units below it. */
function hasScaleAbove({ grid, head }: TableFrame): boolean {
  for (let row = 1; row < head.from; row += 1)
    for (let column = 1; column <= grid.columnCount; column += 1)
      if (namesScale(folded(grid.cell(row, column)?.text ?? ''))) return true;
  return false;
}
