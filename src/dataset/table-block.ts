import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { lineText, type Place } from '../core/diagnostics/source-file.ts';
import { plural, shortened } from '../core/diagnostics/source-text.ts';
import type { Part } from '../core/files/shape.ts';
import { INDICATOR_ID } from './address.ts';
import { cellProblem, figureText, NO_FIGURE } from './cell-problem.ts';
import type { RecordInput, TableInput } from './release-schema.ts';
import type { Indicator, Observation } from './model.ts';
import { fits, readObservation, unitName } from './observation.ts';
import { parsePeriod, periodHint } from './period.ts';
import { unitHint } from './quantity.ts';
import type { ReleaseScope } from './record.ts';
import { parseUnit } from './unit.ts';

/** A record and what it states. */
export interface Statement {
  readonly record: RecordInput;
  readonly observation: Observation;
}

type Column = Exclude<TableInput['columns'][number], string>;

/** A table that is being read. */
interface TableScope extends ReleaseScope {
  readonly table: Part<TableInput>;
  readonly columns: readonly { readonly column: Column; readonly place: Place }[];
}

/** Reads each cell of the tables as a record; `complete` says whether all could be read. */
export function readTables(
  scope: ReleaseScope,
  tables: Part<TableInput[]>,
): { readonly read: readonly Statement[]; readonly complete: boolean } {
  const read: Statement[] = [];
  let complete = true;
  for (const [, table] of tables.entries() ?? []) {
    const found = readTable(scope, table);
    read.push(...found.filter((statement) => statement !== undefined));
    complete = complete && table.value !== undefined && found.every((statement) => statement !== undefined);
  }
  return { read, complete };
}

/** The statements of a table; undefined stands for a cell or row with a mistake. */
function readTable(scope: ReleaseScope, table: Part<TableInput>): (Statement | undefined)[] {
  const { catalogue, diagnostics } = scope;
  const code = table.get('unit').value;
  const columns = (table.get('columns').entries() ?? []).map(([, part]) => readColumn(part, diagnostics));
  if (code === undefined || columns.length === 0 || columns.includes(undefined)) return [undefined];
  if (!parseUnit(code, catalogue.units)) {
    const message = `the unit ${shortened(code)} is not known`;
    diagnostics.error('dataset/unknown-unit', message, table.get('unit').place(), unitHint(code, catalogue.units));
    return [undefined];
  }
  const open: TableScope = { ...scope, table, columns: columns.filter((column) => column !== undefined) };
  if (reportColumns(open)) return [undefined];
  return (table.get('rows').entries() ?? []).flatMap(([id, row]) => readRow(open, id, row));
}

/** Reports columns of which each row would tell: two for the same statements, or more or fewer than all rows have. */
function reportColumns({ table, columns, diagnostics }: TableScope): boolean {
  // what is still to be filled in has been reported, and has no figures to be counted
  const written = (table.get('rows').entries() ?? []).filter(([, { value }]) => value !== undefined);
  const rows = written.map(([, { value = '', place }]) => cellsOf(value, place()));
  const isFilled = (row: readonly Cell[], index: number): boolean => (row[index]?.text ?? NO_FIGURE) !== NO_FIGURE;
  const twice = columns.find(({ column: { period, as_in: release } }, index) =>
    columns
      .slice(0, index)
      .some(
        ({ column }, other) =>
          column.period === period &&
          column.as_in === release &&
          rows.some((row) => isFilled(row, index) && isFilled(row, other)),
      ),
  );
  if (twice) {
    const message = `${twice.column.period} is the period of another column already`;
    const hint = 'a release states a figure once: correct the period of one, or remove it with its figures';
    diagnostics.error('dataset/stated-twice', message, twice.place, hint);
    return true;
  }
  const [first, ...others] = rows;
  const size = first?.length ?? 0;
  if (others.length === 0 || size === columns.length || others.some((row) => row.length !== size)) return false;
  const message = `each row has ${plural(size, 'figure')}, but there ${columnsText(columns)}`;
  const hint = 'name the period of each column; in a row spaces only separate figures';
  diagnostics.error('table/ragged-row', message, table.get('columns').place(), hint);
  return true;
}

function columnsText({ length }: TableScope['columns']): string {
  return `${length === 1 ? 'is' : 'are'} ${plural(length, 'column')}`;
}

function readColumn(
  { value, place }: Part<TableInput['columns'][number]>,
  diagnostics: Diagnostics,
): TableScope['columns'][number] | undefined {
  if (value === undefined) return undefined;
  const column = typeof value === 'object' ? value : { period: value };
  if (parsePeriod(column.period)) return { column, place: place() };
  const message = `${shortened(column.period)} is not a period`;
  diagnostics.error('dataset/bad-period', message, place(), periodHint(column.period));
  return undefined;
}

function readRow(scope: TableScope, id: string, row: Part<string>): (Statement | undefined)[] {
  const { table, columns, diagnostics } = scope;
  const indicator = findIndicator(scope, id, row.place('key'));
  if (!indicator || row.value === undefined) return [undefined];
  const cells = cellsOf(row.value, row.place());
  if (cells.length !== columns.length) {
    const message = `this row has ${plural(cells.length, 'figure')}, but there ${columnsText(columns)}`;
    const hint =
      cells.length < columns.length
        ? `write ${NO_FIGURE} where the table has no figure`
        : 'spaces only separate figures: a figure has no unit, and commas between its thousands';
    diagnostics.error('table/ragged-row', message, row.place(), hint);
    return [undefined];
  }
  // A mistake elsewhere in the table is reported there: what its cells share is not known.
  if (table.value === undefined) return [undefined];
  return cells.flatMap((cell, index) => {
    const column = columns[index];
    return !column || cell.text === NO_FIGURE ? [] : [readCell(scope, indicator, cell, column)];
  });
}

/** The indicator of a row, if levels of it may have the unit of the table. */
function findIndicator(
  { catalogue, table, undeclared, diagnostics }: TableScope,
  id: string,
  place: Place,
): Indicator | undefined {
  if (!catalogue.declaredIndicators.has(id)) noteUndeclared(id, place, undeclared);
  const indicator = catalogue.indicators.get(id);
  const { unit: code, measure } = table.value ?? {};
  const unit = parseUnit(code ?? '', catalogue.units);
  if (!indicator || !unit || measure === 'growth' || fits(unit, indicator.unit)) return indicator;
  const message = `${id} is measured in ${indicator.unit.code}, not in ${unitName(unit)}`;
  diagnostics.error('dataset/wrong-dimension', message, place, 'put it into a table of that unit');
  return undefined;
}

/** Notes an indicator that is not declared, where it is named first. */
export function noteUndeclared(id: string, place: Place, undeclared: ReleaseScope['undeclared']): void {
  if (INDICATOR_ID.test(id) && !undeclared.has(id)) undeclared.set(id, place);
}

interface Cell {
  readonly text: string;
  readonly place: Place;
}

/** The figures of a row, each at its place, or at that of the row if it is written on several lines. */
function cellsOf(row: string, place: Place): Cell[] {
  const written = lineText(place.file, place.line).slice(place.column - 1, place.column - 1 + place.length);
  const found = [...written.replace(/^["']|["']$/g, ' ').matchAll(/\S+/g)];
  return (row.match(/\S+/g) ?? []).map((text, index) => {
    const match = found[index];
    const isHere = match?.[0] === text;
    return { text, place: isHere ? { ...place, column: place.column + match.index, length: text.length } : place };
  });
}

function readCell(
  scope: TableScope,
  indicator: Indicator,
  { text, place }: Cell,
  { column, place: columnPlace }: TableScope['columns'][number],
): Statement | undefined {
  const { table, data, catalogue, diagnostics } = scope;
  const { measure = 'level', unit = '', columns: _, rows: __, ...shared } = table.value ?? {};
  const ofTable = parseUnit(unit, catalogue.units);
  const problem = ofTable && cellProblem(text, { measure, unit: ofTable, units: catalogue.units });
  if (problem) {
    diagnostics.error('dataset/not-a-decimal', problem.problem, place, problem.hint);
    return undefined;
  }
  const record: RecordInput = { ...shared, ...column, [measure]: figureText(text, unit) };
  const placeOf: ReleaseScope['data']['placeOf'] = (container, key) => {
    if (container !== record) return data.placeOf(container, key);
    if (key === measure) return place;
    return key in column ? columnPlace : table.get(key as 'at').place();
  };
  const observation = readObservation({ ...scope, data: { ...data, placeOf } }, indicator, record, place);
  return observation && { record, observation };
}
