import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import { parseUnit, powerBetween, sameDimension, type Unit } from '../../dataset/unit.ts';
import { type Area, folded, type Grid, lines, shownAt, transposed } from './grid.ts';
import type { RowInput, TableInput } from './mapping-schema.ts';
import type { TableColumn } from './table-columns.ts';
import { unitTold } from './own-unit.ts';
import type { TableFrame } from './table-frame.ts';
import { isSameUnit, scaledUnit, scaleOf, scaleSaid, unclearUnit, unitNamed } from './unit-words.ts';

/** The unit that a mapping gives to a whole table. */
export interface MappedUnit {
  readonly frame: TableFrame;
  readonly unit: string | undefined;
  /** The units that the dataset declares. */
  readonly units: ReadonlyMap<string, Unit>;
}

interface MappedTable extends MappedUnit {
  /** The areas of other tables on the sheet. */
  readonly others: readonly Area[];
  readonly marks: NonNullable<TableInput['marks']>;
}

/** A row of figures, and the row above that names its group. */
interface GroupedRow {
  readonly row: number;
  readonly group: number | undefined;
  /** The unit at the end of its name. */
  readonly unit: string | undefined;
  readonly stated: Pick<RowInput, 'unit'>;
}

/** A text that says in which scale figures are, and its cell. */
interface SaidScale {
  readonly text: string;
  readonly unit: string;
  readonly where: Place | string;
  /** What may be a unit or scale, of which nothing is known: `(k)`. */
  readonly unclear?: string;
}

/**
 * Reports words such as `Figures in thousands` or `(000s)` in a head or name, or above or below a table, where the mapping
 * gives the table a unit without this scale: its figures would be plain counts. The nearest words count. A unit that the
 * mapping gives to a row or column was chosen by a person who saw them.
 */
export function reportScales(
  table: MappedTable,
  columns: readonly TableColumn[],
  rows: readonly GroupedRow[],
  diagnostics: Diagnostics,
): void {
  const { frame, unit, units } = table;
  if (unit === undefined || /^(?:%|pp)$/.test(unit)) return;
  // What a head or name says in whole is compared with the unit of the table as it is.
  const isOpen = ({ stated }: Pick<GroupedRow, 'stated'>): boolean => stated.unit === undefined;
  const open = columns.filter((one) => isOpen(one) && one.unit === undefined);
  const unnamed = rows.filter((one) => isOpen(one) && one.unit === undefined);
  const first = Math.min(...columns.map(({ column }) => column));
  const ofColumns = rows.some(isOpen) ? open.map(({ column }) => headScale(frame, column)) : [];
  const ofRows = columns.some(isOpen) ? unnamed.map((row) => rowScale(frame, row, first)) : [];
  const hasUnsaid = ofColumns.includes(undefined) && ofRows.includes(undefined);
  const said = [...ofColumns, ...ofRows, ...(hasUnsaid ? [scaleAround(table, columns, rows)] : [])];
  const told = new Set<string>();
  for (const one of said) {
    if (!one || told.has(one.text) || (one.unclear === undefined ? isScaleOf(one.unit, unit, units) : unit !== 'count'))
      continue;
    told.add(one.text);
    if (one.unclear !== undefined) {
      const doubt = `"${shortened(one.text)}" ends with ${one.unclear}, which may be a unit or scale, but the mapping gives this table plain counts`;
      const choice =
        'write the unit of the table in the mapping, or give each row or column a unit of its own, count too';
      diagnostics.error('import/unit', doubt, one.where, choice);
      continue;
    }
    const message = `"${shortened(one.text)}" says that figures are in ${one.unit}, but the mapping gives this table the unit ${unit}`;
    const hint = `write unit: '${scaled(one.unit, unit, units)}', or give each row or column that it does not mean a unit of its own in the mapping`;
    diagnostics.error('import/unit', message, one.where, hint);
  }
}

/** Whether a unit has the scale that words say; units of another quantity are compared by their scale alone. */
function isScaleOf(named: string, code: string, units: ReadonlyMap<string, Unit>): boolean {
  if (isSameUnit(named, code, units) || scaleOf(named) === scaleOf(code)) return true;
  const pair = alike(named, code, units);
  return pair !== undefined && powerBetween(...pair) === 0;
}

/** Two units of one quantity. */
function alike(named: string, code: string, units: ReadonlyMap<string, Unit>): [Unit, Unit] | undefined {
  const [one, other] = [parseUnit(named, units), parseUnit(code, units)];
  return one && other && sameDimension(one, other) ? [one, other] : undefined;
}

/** The unit of a mapping with the scale that words say. */
function scaled(named: string, code: string, units: ReadonlyMap<string, Unit>): string {
  if (alike(named, code, units)) return named;
  const bare = code.replace(/^(?:million|bn|tn|thousand|10\^\d+)(?: |$)|^[kM](?=t$)|^count$/, '');
  return scaledUnit(named, bare).trim();
}

function saidAt(grid: Grid, row: number, column: number): SaidScale | undefined {
  const text = folded(shownAt(grid, row, column)?.text ?? '');
  const unit = text === '' ? undefined : (scaleSaid(text) ?? unitAtEnd(text));
  if (unit !== undefined) return { text, unit, where: grid.where(row, column) };
  const unclear = unclearUnit(text);
  return unclear === undefined ? undefined : { text, unit: '', where: grid.where(row, column), unclear };
}

/** The unit that a text ends with, as `t` of `Output, t` and `Output in tonnes`; of people, more may be said elsewhere. */
function unitAtEnd(text: string): string | undefined {
  const [, inBrackets, behind] =
    /(?:[(（]([^()（）]+)[)）]|(?:[,，]\s*|\s[-–/]\s*|\bin\s+)([^,，]+?))[\s.]*$/u.exec(text) ?? [];
  const unit = unitNamed(inBrackets ?? behind ?? '');
  return unit === 'person' || unit === '%' ? undefined : unit;
}

/** The scale that the head of a column names. */
function headScale({ grid, head }: TableFrame, column: number): SaidScale | undefined {
  return firstOf(lines(head.from, head.to).map((row) => () => saidAt(grid, row, column)));
}

/** The scale that the name of a row or of its group says, or a cell for its unit before its figures. */
function rowScale(
  { grid, area, labels }: TableFrame,
  { row, group }: GroupedRow,
  first: number,
): SaidScale | undefined {
  const names = lines(labels.from, labels.to);
  const cells = lines(area.left, first - 1).filter((column) => !names.includes(column));
  return firstOf([
    ...names.toReversed().map((column) => () => saidAt(grid, row, column)),
    ...cells.map((column) => () => {
      const text = folded(grid.cell(row, column)?.text ?? '');
      return unitTold(text) === undefined ? undefined : saidAt(grid, row, column);
    }),
    ...(group === undefined ? [] : names.map((column) => () => saidAt(grid, group, column))),
  ]);
}

/** The scale that words in the corner of a table, above or below it say. */
function scaleAround(
  { frame, others, marks }: MappedTable,
  columns: readonly TableColumn[],
  rows: readonly GroupedRow[],
): SaidScale | undefined {
  const { head, labels, isTransposed, area } = frame;
  const corner = lines(head.from, head.to).flatMap((row) =>
    lines(labels.from, labels.to).map((column) => () => saidAt(frame.grid, row, column)),
  );
  const grid = isTransposed ? transposed(frame.grid) : frame.grid;
  const lastLine = Math.max(...(isTransposed ? columns.map(({ column }) => column) : rows.map(({ row }) => row)));
  const [firstLine, left, right] = isTransposed
    ? [labels.from, area.top, area.bottom]
    : [head.from, area.left, area.right];
  const isOther = (row: number): boolean => others.some(({ top, bottom }) => row >= top && row <= bottom);
  const isAlone = !lines(firstLine, lastLine).some(isOther);
  const at = (row: number): readonly (() => SaidScale | undefined)[] =>
    (isAlone ? lines(1, grid.columnCount) : lines(left, right)).map((column) => () => saidAt(grid, row, column));
  const isEnd = (row: number): boolean => isOther(row) || isFigureRow(grid, row);
  const above = lines(1, firstLine - 1).toReversed();
  const end = above.find(isEnd) ?? 0;
  const below = lines(lastLine + 1, grid.rowCount);
  const next = below.find(isEnd);
  // Below an empty row the words are those of the next table.
  const gap = below.find((row) => !hasText(grid, row));
  const last = next === undefined ? grid.rowCount : Math.min(next, gap ?? next) - 1;
  const isNote = (said: SaidScale | undefined): SaidScale | undefined =>
    said && Object.keys(marks).some((mark) => said.text.startsWith(mark)) ? undefined : said;
  return firstOf([
    ...corner,
    ...above.filter((row) => row > end).flatMap(at),
    ...below.filter((row) => row <= last).flatMap((row) => at(row).map((look) => () => isNote(look()))),
  ]);
}

/** Whether a row holds figures, which are not years. */
function isFigureRow(grid: Grid, row: number): boolean {
  const texts = lines(1, grid.columnCount).map((column) => folded(grid.cell(row, column)?.text ?? ''));
  return texts.filter((text) => /^[(+\-−–]?\d[\d.,\s]*%?\)?$/.test(text) && !/^(?:19|20)\d\d$/.test(text)).length > 1;
}

function hasText(grid: Grid, row: number): boolean {
  return lines(1, grid.columnCount).some((column) => folded(grid.cell(row, column)?.text ?? '') !== '');
}

function firstOf(looks: readonly (() => SaidScale | undefined)[]): SaidScale | undefined {
  for (const look of looks) {
    const found = look();
    if (found) return found;
  }
  return undefined;
}
