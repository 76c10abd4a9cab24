import { inYaml } from '../../core/diagnostics/quoting.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { Part } from '../../core/files/shape.ts';
import { type Catalogue, undeclaredHint, unknownIndicator } from '../../dataset/catalogue.ts';
import { figureText } from '../../dataset/cell-problem.ts';
import type { Measure, Status } from '../../dataset/model.ts';
import { fits, unitName } from '../../dataset/observation.ts';
import { parseOffset, periodAt } from '../../dataset/period-offset.ts';
import { parsePeriod } from '../../dataset/period.ts';
import { parseQuantity, unitHint } from '../../dataset/quantity.ts';
import { parseUnit } from '../../dataset/unit.ts';
import { type CellFigure, type CellRules, figureIn } from './cell-figure.ts';
import { type Area, folded, type Grid, lines, mergedAt, shownAt } from './grid.ts';
import type { RowInput, TableInput } from './mapping-schema.ts';
import { longFrameOf } from './long-table.ts';
import { meaningOf } from './marks.ts';
import {
  entryOf,
  isHiddenOut,
  lineName,
  markedPeriod,
  readColumns,
  reportUnused,
  type TableColumn,
} from './table-columns.ts';
import { frameOf, type TableFrame } from './table-frame.ts';
import { type MappedUnit, reportScales } from './table-scale.ts';
import { isSameUnit, namesScale, scaledUnit, scaleOf, unitNamed } from './unit-words.ts';

/** A statement of a table, as a row of the release's CSV file, before decimal signs are exchanged. */
export interface ImportedStatement {
  readonly indicator: string;
  readonly measure: Measure;
  readonly period: string;
  readonly base: string | undefined;
  readonly of: string | undefined;
  readonly printed: string;
  readonly decimals: string | undefined;
  readonly in: string | undefined;
  readonly asIn: string | undefined;
  readonly status: readonly Status[];
  readonly condition: string | undefined;
  readonly note: string | undefined;
  readonly at: string;
  /** The cell, for messages. */
  readonly where: Place | string;
  readonly cell: string;
}

/**
 * Reads the statements of a table. Everything that cannot be read is reported, at its cell or in the mapping. `others` are
 * the areas of other tables on its sheet.
 */
export function readTable(
  table: Part<TableInput>,
  { grid, others }: { readonly grid: Grid; readonly others: readonly Area[] },
  catalogue: Catalogue,
  diagnostics: Diagnostics,
): readonly ImportedStatement[] {
  const isLong = table.value?.long !== undefined;
  const frame = (isLong ? longFrameOf : frameOf)(table, grid, diagnostics);
  if (!frame || !table.value) return [];
  const columns = readColumns(frame, table, areStocks(table.value.rows, catalogue), diagnostics);
  const rows = readRows(frame, columns, table, diagnostics);
  const reading: Reading = { frame, table: table.value, part: table, catalogue, diagnostics, shown: new Map() };
  const known = rows.filter((row) => isKnown(row, catalogue, diagnostics));
  const mapped: MappedUnit = { frame, unit: table.value.unit, units: catalogue.units };
  reportUnits(mapped, columns, known, diagnostics);
  reportScales(
    { ...mapped, others: isLong ? [] : others, marks: table.value.marks ?? {} },
    columns,
    known,
    diagnostics,
  );
  const statements = known.flatMap((row) =>
    columns.map((column) => readCell(reading, row, column)).filter((one) => one !== undefined),
  );
  if (!isLong) reportBeyond(reading, columns, rows, others);
  reportUnclearSigns(reading, columns, known);
  if (statements.length === 0 && !diagnostics.failed) {
    const hint = 'is its range right, and the head in the rows that the mapping says?';
    diagnostics.error('schema/empty', 'this table has no figures', table.place(), hint);
  }
  return statements;
}

/** Whether all indicators of a table are stocks, which are those of a day. */
function areStocks(rows: TableInput['rows'], { indicators }: Catalogue): boolean {
  const ids = Object.values(rows).flatMap((row) =>
    row === 'skip' ? [] : [typeof row === 'string' ? row : row.indicator],
  );
  return ids.every((id) => indicators.get(id)?.kind === 'stock');
}

interface Reading {
  readonly frame: TableFrame;
  readonly table: TableInput;
  readonly part: Part<TableInput>;
  readonly catalogue: Catalogue;
  readonly diagnostics: Diagnostics;
  /** How many decimals the figures of columns show, as far as they were counted. */
  readonly shown: Map<number, string | undefined>;
}

function isKnown(
  { stated, place }: TableRow,
  { indicators, declaredIndicators }: Catalogue,
  diagnostics: Diagnostics,
): boolean {
  const { indicator } = stated;
  if (indicators.has(indicator)) return true;
  if (declaredIndicators.has(indicator)) return false;
  const hint = undeclaredHint(indicator, declaredIndicators);
  diagnostics.error('dataset/unknown-indicator', unknownIndicator(indicator), place, hint);
  return false;
}

function readCell(reading: Reading, row: TableRow, column: TableColumn): ImportedStatement | undefined {
  const { frame, table, part, diagnostics } = reading;
  const { grid } = frame;
  const [where, place] = [grid.where(row.row, column.column), column.place ?? row.place];
  const measure = column.stated.measure ?? row.stated.measure ?? table.measure ?? 'level';
  const unit = column.stated.unit ?? row.stated.unit ?? table.unit ?? (IN_PERCENT.has(measure) ? '%' : undefined);
  if (unit === undefined) {
    const hint = 'say it for the whole table, as unit: kt, or for this row';
    return diagnostics.error(
      'schema/missing-key',
      `nothing says in which unit ${row.stated.indicator} is`,
      row.place,
      hint,
    );
  }
  const own = column.stated.decimals ?? row.stated.decimals;
  const rules: CellRules = { ...table, unit, decimals: own ?? table.decimals };
  const figure = figureIn(grid.cell(row.row, column.column), rules);
  if (!figure) return undefined;
  if ('problem' in figure) return diagnostics.error(figure.rule, figure.problem, where, figure.hint);
  const merged = mergedAt(grid, row.row, column.column);
  if (merged) {
    const message = `${shortened(figure.numeral)} is in several merged cells`;
    return diagnostics.error(
      'import/merged',
      message,
      where,
      'split them, and leave the figure in the cell of its period',
    );
  }
  const of = column.stated.of ?? row.stated.of ?? table.of;
  // In a column of shares the whole is 100 of itself, which says nothing.
  if (measure === 'share' && of === row.stated.indicator && Number(figure.numeral) === 100) return undefined;
  const flags = flagsOf(reading, row, column);
  if (!flags) return undefined;
  const printed = figureText(figure.numeral, unit);
  const stated = own ?? (isFinerRate(figure.numeral, unit, table) ? undefined : table.decimals);
  const decimals = stated ?? ('isNil' in figure ? decimalsNextTo(reading, column) : undefined);
  if (!isSound(reading, row, { unit, measure, printed, decimals, place, where })) return undefined;
  const cell = grid.named(row.row, column.column);
  return {
    indicator: row.stated.indicator,
    measure,
    period: column.period,
    base: countedFrom(column.period, column.stated.base ?? row.stated.base ?? table.base),
    of,
    printed,
    decimals,
    in: table.in,
    asIn: column.stated.as_in ?? row.stated.as_in ?? table.as_in,
    status: statusOf(column, row, table, [...figure.status, ...flags.status]),
    condition: column.stated.condition ?? row.stated.condition ?? table.condition,
    note: [...new Set([...column.notes, ...figure.notes, ...flags.notes])].join('; ') || undefined,
    at: part.get('at').value ?? cell,
    where,
    cell,
  };
}

/** A base that is counted from the period of its column, as `-1Q` is; any other stands as it is written. */
function countedFrom(column: string, base: string | undefined): string | undefined {
  const offset = base === undefined ? undefined : parseOffset(base);
  const period = offset && parsePeriod(column);
  return offset && period ? (periodAt(offset, period)?.text ?? base) : base;
}

/** Whether a figure is a rate among the amounts of a table, and printed with more decimals than these. */
function isFinerRate(
  numeral: string,
  unit: string,
  table: { readonly unit?: string | undefined; readonly decimals?: string | undefined },
): boolean {
  const isRate = unit === '%' || unit === 'pp';
  return (
    isRate && unit !== table.unit && (/\.(\d+)/.exec(numeral)?.[1]?.length ?? 0) > Number(table.decimals ?? Infinity)
  );
}

/** How many decimals the other figures of a column show, which a sign for zero is known to; undefined if they show none. */
function decimalsNextTo(
  { frame: { grid, head, area }, table, shown }: Reading,
  { column }: TableColumn,
): string | undefined {
  if (shown.has(column)) return shown.get(column);
  let most = 0;
  for (let row = head.to + 1; row <= area.bottom; row += 1) {
    const figure = figureIn(grid.cell(row, column), { ...table, unit: '', decimals: table.decimals ?? '0' });
    const numeral = figure && 'numeral' in figure ? figure.numeral : '';
    most = Math.max(most, /\.(\d+)$/.exec(numeral)?.[1]?.length ?? 0);
  }
  shown.set(column, most === 0 ? undefined : String(most));
  return shown.get(column);
}

/** Measures that are stated in % where nothing else is said. */
const IN_PERCENT: ReadonlySet<Measure> = new Set(['growth', 'cagr', 'share', 'margin']);

/** The marks in the column next to a figure; undefined if one was reported. */
function flagsOf(
  { frame: { grid }, table, diagnostics }: Reading,
  { row }: TableRow,
  { flags }: TableColumn,
): Pick<CellFigure, 'status' | 'notes'> | undefined {
  const cell = flags === undefined ? undefined : grid.cell(row, flags);
  if (!cell || flags === undefined) return { status: [], notes: [] };
  const meaning = meaningOf(folded(`${cell.text} ${cell.raised}`), table.marks);
  if (!('mark' in meaning)) return meaning;
  const message = `nothing explains the mark ${shortened(meaning.mark)}`;
  return diagnostics.error('import/mark', message, grid.where(row, flags), meaning.hint);
}

/** What the source says about a figure. What the mapping says about a column, row or table comes before the marks in heads. */
function statusOf(column: TableColumn, row: TableRow, table: TableInput, ofCell: readonly Status[]): readonly Status[] {
  const stated = column.stated.status ?? row.stated.status ?? table.status;
  return [...new Set([...(stated ?? column.status), ...ofCell])];
}

/** Whether the unit fits the indicator and the figure can be read. */
function isSound(
  { catalogue, diagnostics }: Reading,
  row: TableRow,
  said: {
    readonly unit: string;
    readonly measure: Measure;
    readonly printed: string;
    readonly decimals: string | undefined;
    readonly place: Place;
    readonly where: Place | string;
  },
): boolean {
  const { unit: code, measure, printed, decimals, place, where } = said;
  const unit = parseUnit(code, catalogue.units);
  if (!unit) {
    diagnostics.error(
      'dataset/unknown-unit',
      `the unit ${shortened(code)} is not known`,
      place,
      unitHint(code, catalogue.units),
    );
    return false;
  }
  const indicator = catalogue.indicators.get(row.stated.indicator);
  if (measure === 'level' && indicator && !fits(unit, indicator.unit)) {
    const message = `${indicator.id} is measured in ${indicator.unit.code}, not in ${unitName(unit)}`;
    diagnostics.error('dataset/wrong-dimension', message, place, 'say the unit or the measure of this row or column');
    return false;
  }
  const quantity = parseQuantity(printed, catalogue.units, undefined, decimals);
  if (!('problem' in quantity)) return true;
  diagnostics.error(quantity.rule, quantity.problem, where, quantity.hint);
  return false;
}

/**
 * Reports a point or comma before three digits that may be the other of the two: `1.204` next to `870` may be a thousand times
 * as much, unless another figure shows that points stand before decimals; and where the cells of a CSV file are not separated
 * by commas, `1,204` a thousandth, unless another shows that commas stand between thousands.
 */
function reportUnclearSigns(
  { frame: { grid }, table, diagnostics }: Reading,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): void {
  if (table.decimal !== undefined) return;
  const cells = rows.flatMap(({ row }) => columns.map(({ column }) => ({ row, column, cell: grid.cell(row, column) })));
  const texts = cells.flatMap(({ cell, ...at }) => (cell?.kind === 'text' ? [{ ...at, text: folded(cell.text) }] : []));
  if (texts.some(({ text }) => SHOWS_POINT.test(text))) return;
  const isCommaOpen = grid.delimiter !== undefined && grid.delimiter !== ',';
  const [point, comma] = [UNCLEAR_POINT, UNCLEAR_COMMA].map((sign) => texts.find(({ text }) => sign.test(text)));
  const unclear = point ?? (isCommaOpen && !texts.some(({ text }) => SHOWS_THOUSANDS.test(text)) ? comma : undefined);
  if (!unclear) return;
  const message = point
    ? `the point in ${shortened(unclear.text)} is read as the one before decimals, but may be between thousands`
    : `the comma in ${shortened(unclear.text)} is read as the one between thousands, but may be before decimals`;
  const hint = "say which, below the table in the mapping: decimal: '.' before decimals, or decimal: ','";
  diagnostics.error('import/figure', message, grid.where(unclear.row, unclear.column), hint);
}

const UNCLEAR_POINT = /(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])/;
const UNCLEAR_COMMA = /(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])/;

/** A figure whose point or comma can only be read in one way. */
const SHOWS_POINT = /,\d{3}\.\d|,\d{1,2}(?!\d)|,\d{4}|(?<!\d)0\.\d|\.\d{1,2}(?!\d)|\.\d{4}/;
/** A figure with two groups of thousands. */
const SHOWS_THOUSANDS = /\d,\d{3},\d{3}/;

/** Warns of figures just outside the range, as after a row was added to the table. */
function reportBeyond(
  { frame, part, table, diagnostics }: Reading,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  others: readonly Area[],
): void {
  const { grid, area, labels } = frame;
  if (table.range === undefined) return;
  const isRead = (row: number, column: number): boolean => {
    const [down, right] = frame.isTransposed ? [column, row] : [row, column];
    return others.some((one) => down >= one.top && down <= one.bottom && right >= one.left && right <= one.right);
  };
  const isFigure = (row: number, column: number): boolean =>
    !isRead(row, column) && /^[(+\-−–]?\d[\d.,  ]*\)?/.test(folded(grid.cell(row, column)?.text ?? ''));
  const below = columns.filter(({ column }) => isFigure(area.bottom + 1, column));
  const named = folded(grid.cell(area.bottom + 1, labels.to)?.text ?? '');
  const first = rows.find(({ row }) => isFigure(row, area.right + 1));
  const hint = 'add it to the range, or leave an empty line between two tables';
  const isHidden = grid.hiddenRows.has(area.bottom + 1) && table.hidden !== 'read';
  if (below.length > 0 && named !== '' && !isHidden) {
    const message = `the row "${shortened(named)}", directly below the range, is not imported`;
    diagnostics.warn('import/beyond-range', message, part.get('range').place(), hint);
  }
  if (!first) return;
  const message = `figures directly next to the range, as in ${grid.named(first.row, area.right + 1)}, are not imported`;
  const heads = lines(frame.head.from, frame.head.to).flatMap((row) => shownAt(grid, row, area.right + 1) ?? []);
  // A column of another period belongs to this table: it has grown, or the table next to it has moved into its range.
  const isPeriod = markedPeriod(heads, table) !== undefined;
  if (isPeriod)
    diagnostics.error(
      'import/beyond-range',
      message,
      part.get('range').place(),
      'compare all ranges of the mapping with the file: a table next to it may have moved into this one. A column that is not to be read is left out by periods: … : skip',
    );
  else diagnostics.warn('import/beyond-range', message, part.get('range').place(), hint);
}

/**
 * Reports heads and names of rows with another unit than the mapping gives to the whole table. A unit that the mapping gives
 * to a row or column was chosen by a person who saw them.
 */
function reportUnits(
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
  for (const { row, label, stated, unit: named } of rows) {
    if (stated.unit !== undefined || !isOther(named) || columns.every((column) => column.stated.unit !== undefined))
      continue;
    const remedy = `${inYaml(label)}: { indicator: ${stated.indicator}, unit: ${inYaml(named)} }`;
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

/** A row of figures. */
interface TableRow {
  readonly row: number;
  readonly label: string;
  /** The unit at the end of its name. */
  readonly unit: string | undefined;
  /** The row above that names its group, if any. */
  readonly group: number | undefined;
  /** What the mapping says about it. */
  readonly stated: RowInput;
  /** Where the mapping says it. */
  readonly place: Place;
}

type Entry = Part<NonNullable<TableInput['rows'][string]>>;

/**
 * Reads the names of rows. Rows with figures that the mapping does not know, and entries of the mapping that no row has,
 * are reported. The name of a row without figures is the head of the rows below it.
 */
function readRows(
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
  let groupRow: number | undefined;
  const above = new Map<number, string>();
  for (let row = head.to + 1; row <= area.bottom; row += 1) {
    const label = labelOf(frame, row, above);
    const line = lineName(frame.isTransposed ? 'column' : 'row', row);
    if (!columns.some(({ column }) => grid.cell(row, column))) {
      if (label === '') continue;
      group = label;
      groupRow = row;
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
      const within = `${group} / ${label}`;
      const hint = `tell them apart in the mapping: ${inYaml(group === '' || key === within ? line : within)}`;
      diagnostics.error('import/row', message, where, hint);
      continue;
    }
    taken.set(key, row);
    const stated = typeof entry.value === 'string' ? { indicator: entry.value } : entry.value;
    const [, inBrackets, behind] = /[([]([^()[\]]+)[)\]]$|, ([^,]+)$/u.exec(label) ?? [];
    const unit = unitNamed(inBrackets ?? behind ?? '');
    rows.push({ row, label, unit, group: groupRow, stated, place: entry.place() });
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
  const remedy = `add it to rows with its indicator, or leave it out: ${inYaml(label)}: skip`;
  const hint = near?.startsWith('did') ? `${near} Else ${remedy}` : remedy;
  diagnostics.error('import/row', `the mapping does not know the row "${shortened(label)}"`, where, hint);
}
