import { inYaml } from '../../core/diagnostics/quoting.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { Part } from '../../core/files/shape.ts';
import type { Status } from '../../dataset/model.ts';
import { parsePeriod, PERIOD_FORMS, periodHint } from '../../dataset/period.ts';
import { columnLetters, folded, type GridCell, shownAt } from './grid.ts';
import { type AmbiguousHead, periodIn, periodOfHead, spansOfDays } from './head-period.ts';
import type { ColumnInput, TableInput } from './mapping-schema.ts';
import { meaningOf } from './marks.ts';
import { unitTold } from './own-unit.ts';
import type { TableFrame } from './table-frame.ts';

/** A column of figures. */
export interface TableColumn {
  readonly column: number;
  readonly period: string;
  /** What its head says about all its figures. */
  readonly status: readonly Status[];
  readonly notes: readonly string[];
  /** What the mapping says about it. */
  readonly stated: Omit<ColumnInput, 'period'>;
  /** Where its unit stands in the mapping, if the mapping says something of it. */
  readonly place: Place | undefined;
  /** The unit that its head names. */
  readonly unit: string | undefined;
  /** The column that holds marks of its figures. */
  readonly flags: number | undefined;
}

type Entry = Part<NonNullable<NonNullable<TableInput['periods']>[string]>>;

/**
 * Reads the heads of a table. Each column of figures whose head names no period is reported. `isOfDays` says whether its
 * figures can be those of a day, as stocks are.
 */
export function readColumns(
  frame: TableFrame,
  table: Part<TableInput>,
  isOfDays: boolean,
  diagnostics: Diagnostics,
): readonly TableColumn[] {
  const { area, labels } = frame;
  const entries = new Map<string, Entry>(table.get('periods').entries() ?? []);
  const used = new Set<string>();
  const heads: string[] = [];
  const columns: TableColumn[] = [];
  const step = table.value?.flags === undefined ? 1 : 2;
  for (let column = area.left; column <= area.right; column += 1) {
    if (column >= labels.from && column <= labels.to) continue;
    const cells = headCells(frame, column);
    const text = folded(cells.map((cell) => cell.text).join(' '));
    if (text !== '') heads.push(text);
    const entry = entryOf(entries, used, [lineName(frame.isTransposed ? 'row' : 'column', column), text]);
    if (entry?.value === 'skip' || isSkippedColumn(frame, table, column, diagnostics)) continue;
    if (!hasFigures(frame, column)) continue;
    const read = entry
      ? statedColumn(entry, { column, cells, where: frame.grid.where(frame.head.to, column) }, table, diagnostics)
      : headColumn(frame, column, cells, table, diagnostics);
    if (read) columns.push({ ...read, flags: step === 2 ? column + 1 : undefined });
    column += step - 1;
  }
  reportUnused(entries, used, heads, 'head', diagnostics);
  if (!isOfDays && table.value?.dates === undefined) reportDays(frame, columns, diagnostics);
  return columns;
}

/**
 * Reports dates in heads that begin or end months, as 1 January 2025 in a column of dates that spreadsheets and databases
 * write for a month, quarter or year: as days they would make a year's figures those of one day.
 */
function reportDays({ grid, head }: TableFrame, columns: readonly TableColumn[], diagnostics: Diagnostics): void {
  const read = columns.filter(({ place }) => place === undefined);
  const days = read.filter(({ period }) => parsePeriod(period)?.kind === 'day');
  const [first] = days;
  const span = spansOfDays(days.map(({ period }) => period));
  if (!first || span === undefined) return;
  const others = new Set(read.map(({ period }) => parsePeriod(period)?.kind).filter((kind) => kind !== 'day'));
  const nextTo = (['month', 'quarter', 'year'] as const).find((kind) => others.has(kind)) ?? span;
  const message = `the date ${first.period} in this head may stand for a day, or for the ${nextTo} that it ${first.period.endsWith('-01') ? 'begins' : 'ends'}`;
  const hint = `say which, below the table in the mapping: dates: ${nextTo}, or dates: day`;
  diagnostics.error('import/head', message, grid.where(head.to, first.column), hint);
}

/** The name of a line as keys of a mapping write it: `column F`, `row 12`. */
export function lineName(axis: 'row' | 'column', line: number): string {
  return axis === 'row' ? `row ${line}` : `column ${columnLetters(line)}`;
}

/** The entry of a mapping that names a line, by the first of several keys. */
export function entryOf<T>(entries: ReadonlyMap<string, T>, used: Set<string>, keys: readonly string[]): T | undefined {
  const key = [...entries.keys()].find((one) => keys.includes(folded(one)));
  if (key === undefined) return undefined;
  used.add(key);
  return entries.get(key);
}

/** Reports the entries of a mapping that no line of the table has. */
export function reportUnused(
  entries: ReadonlyMap<string, Part<unknown>>,
  used: ReadonlySet<string>,
  names: readonly string[],
  what: 'head' | 'row',
  diagnostics: Diagnostics,
): void {
  for (const [key, entry] of entries) {
    // What is left out may be absent.
    if (used.has(key) || entry.value === 'skip' || entry.value === undefined) continue;
    const rule = what === 'head' ? 'import/head' : 'import/row';
    const hint = didYouMean(key, names) ?? 'write it as the table shows it, or remove it';
    diagnostics.error(rule, `the table has no ${what} "${shortened(key)}"`, entry.place('key'), hint);
  }
}

/** Whether a column or row is left out because it is hidden. One that the mapping says nothing about is reported. */
export function isHiddenOut(
  isHidden: boolean,
  line: string,
  table: Part<TableInput>,
  where: Place | string,
  diagnostics: Diagnostics,
): boolean {
  const hidden = table.value?.hidden;
  if (!isHidden || hidden === 'read') return false;
  if (hidden === 'skip') return true;
  const hint = 'say in the mapping whether what is hidden is imported: hidden: read, or hidden: skip';
  diagnostics.error('import/hidden', `the ${line} is hidden and holds figures`, where, hint);
  return true;
}

function isSkippedColumn(
  frame: TableFrame,
  table: Part<TableInput>,
  column: number,
  diagnostics: Diagnostics,
): boolean {
  const { grid, head } = frame;
  if (!grid.hiddenColumns.has(column) || !hasFigures(frame, column)) return false;
  const name = lineName(frame.isTransposed ? 'row' : 'column', column);
  return isHiddenOut(true, name, table, grid.where(head.to, column), diagnostics);
}

/** The cells of a head, one below another; merged ones once. */
function headCells({ grid, head }: TableFrame, column: number): readonly GridCell[] {
  const cells: GridCell[] = [];
  for (let row = head.from; row <= head.to; row += 1) {
    const cell = shownAt(grid, row, column);
    if (cell && !cells.includes(cell)) cells.push(cell);
  }
  return cells;
}

function hasFigures({ grid, head, area }: TableFrame, column: number): boolean {
  for (let row = head.to + 1; row <= area.bottom; row += 1) if (grid.cell(row, column)) return true;
  return false;
}

type Read = Omit<TableColumn, 'flags'>;

/** A column that the mapping says something about. */
function statedColumn(
  entry: Entry,
  {
    column,
    cells,
    where,
  }: { readonly column: number; readonly cells: readonly GridCell[]; readonly where: Place | string },
  table: Part<TableInput>,
  diagnostics: Diagnostics,
): Read | undefined {
  if (entry.value === undefined || entry.value === 'skip') return undefined;
  const { period, ...stated } = typeof entry.value === 'string' ? { period: entry.value } : entry.value;
  const named = period ?? periodOfHead(cells, table.value?.dates);
  const place = entry.place();
  if (typeof named !== 'string') {
    const hint = `write its period: period: 2025. ${PERIOD_FORMS}`;
    return diagnostics.error('import/head', 'the head of this column does not name its period', place, hint);
  }
  if (!parsePeriod(named))
    return diagnostics.error('dataset/bad-period', `${shortened(named)} is not a period`, place, periodHint(named));
  const other = otherYear(cells, named, table.value?.dates);
  if (other !== undefined) {
    const message = `this head says ${other}, but the mapping gives its column the period ${named}`;
    diagnostics.warn('import/head', message, where, 'a table of a later year needs other periods in its mapping');
  }
  const meaning = meaningOfEnd(cells, table.value?.marks);
  return { column, period: named, ...meaning, stated, place, unit: unitOfHead(cells, table.value?.marks)?.unit };
}

/** The period of a cell of a head that is of other years than the mapping says. A day may stand for the year after it. */
function otherYear(cells: readonly GridCell[], named: string, dates: TableInput['dates']): string | undefined {
  const stated = parsePeriod(named);
  if (!stated || stated.kind === 'day') return undefined;
  const [first, last] = [stated.start.slice(0, 4), stated.end.slice(0, 4)];
  return cells
    .map((cell) => periodOfHead([cell], dates))
    .filter((said) => typeof said === 'string')
    .find((said) => {
      const period = parsePeriod(said);
      return period && (period.end.slice(0, 4) < first || period.start.slice(0, 4) > last);
    });
}

/** What a mark says at the end of a head whose period the mapping names; words that are not a known mark say nothing. */
function meaningOfEnd(cells: readonly GridCell[], marks: TableInput['marks']): Pick<Read, 'status' | 'notes'> {
  const text = folded(cells.map((cell) => cell.text).join(' '));
  const [, end = ''] =
    /[\d.] ?([([]?\p{L}{1,2}[)\]]?|[*†‡¹²³⁴⁵]+)$|\s([([]?\p{L}[)\]]?)$/u.exec(text)?.filter(Boolean) ?? [];
  const meaning = meaningOf(`${end} ${cells.map((cell) => cell.raised).join(' ')}`, marks);
  return 'mark' in meaning ? { status: [], notes: [] } : meaning;
}

/** The period that a head seems to name, as the mapping writes it: a year, or a quarter of it. */
function periodHinted(text: string): string {
  const year = /(?:19|20)\d\d/.exec(text)?.[0] ?? '2025';
  const quarter = /\bQ ?([1-4])\b|\b([1-4])\. ?(?:Q|V)/iu.exec(text)?.slice(1).find(Boolean);
  return quarter === undefined ? year : `${year}-Q${quarter}`;
}

/** A column by its head alone. */
function headColumn(
  { grid, head }: TableFrame,
  column: number,
  cells: readonly GridCell[],
  table: Part<TableInput>,
  diagnostics: Diagnostics,
): Read | undefined {
  const where = grid.where(head.to, column);
  const text = folded(cells.map((cell) => cell.text).join(' '));
  const remedy = (period: string): string => `say it in the mapping: periods: { ${inYaml(text)}: ${period} }`;
  if (text === '') {
    const hint = `name its period in the mapping, or leave it out: periods: { ${lineName('column', column)}: skip }`;
    return diagnostics.error('import/head', 'this column has figures, but no head', where, hint);
  }
  const raised = cells.map((cell) => cell.raised).join(' ');
  const found = markedPeriod(cells, table.value ?? undefined);
  if (found === undefined)
    return diagnostics.error(
      'import/head',
      `the head "${shortened(text)}" names no period`,
      where,
      remedy(periodHinted(text)),
    );
  if (typeof found.period !== 'string') {
    const [first = '', second = ''] = found.period.meanings;
    const message = `the head "${shortened(text)}" may be ${first} or ${second}`;
    return diagnostics.error('import/head', message, where, remedy(first));
  }
  const meaning = meaningOf(`${found.marks} ${raised}`, table.value?.marks);
  if ('mark' in meaning) {
    const message = `nothing explains the mark ${shortened(meaning.mark)} in the head "${shortened(text)}"`;
    return diagnostics.error('import/mark', message, where, meaning.hint);
  }
  return { column, period: found.period, ...meaning, stated: {}, place: undefined, unit: found.unit };
}

/** What the head of a column names. */
interface ColumnHead {
  readonly period: string | AmbiguousHead;
  readonly marks: string;
  readonly unit?: string | undefined;
}

/** The period of a head, its unit and the marks behind it. */
export function markedPeriod(cells: readonly GridCell[], table: TableInput | undefined): ColumnHead | undefined {
  const plain = periodOfHead(cells, table?.dates);
  if (plain !== undefined) return { period: plain, marks: '' };
  const named = unitOfHead(cells, table?.marks);
  const read = named && markedPeriod(named.cells, table);
  if (read) return { ...read, unit: named.unit };
  const text = folded(cells.map((cell) => cell.text).join(' '));
  // `2025p`, `2025 (e)`, `2025 est. 1)`, `Q1 2025*`
  const [, before = '', marks = ''] =
    /^(.*?\d)((?: ?[([]?[\p{L}.]+(?![\p{L}.])[)\]]?| \d\)| ?[*†‡¹²³⁴⁵]+(?![*†‡¹²³⁴⁵]))+)$/u.exec(text) ?? [];
  const period = periodIn(before);
  return period === undefined ? undefined : { period, marks: marks.replace(/([*†‡¹²³⁴⁵]+)/g, ' $1') };
}

/** The unit that a head names in a cell of its own or behind its period, and the head without it: `2025, kt`. */
function unitOfHead(
  cells: readonly GridCell[],
  marks: TableInput['marks'] = {},
): { readonly unit: string; readonly cells: readonly GridCell[] } | undefined {
  for (const cell of cells) {
    const text = folded(cell.text);
    const [, before = '', inBrackets, behind] = /^(.*?\d\p{L}{0,2})(?: ?[([](.+)[)\]]|,? (.+))$/u.exec(text) ?? [];
    const parts = [text, inBrackets, behind].filter((part) => part !== undefined);
    const part = parts.find((one) => !Object.hasOwn(marks, one) && unitTold(one) !== undefined);
    if (part === undefined) continue;
    const rest = part === text ? [] : [{ ...cell, text: before }];
    return { unit: unitTold(part) ?? '', cells: cells.flatMap((one) => (one === cell ? rest : [one])) };
  }
  return undefined;
}
