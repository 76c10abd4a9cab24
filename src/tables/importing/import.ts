import { Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type CsvRow, DELIMITERS, readCsv } from '../../core/files/csv-file.ts';
import { cellsOf, written } from '../../core/files/csv-layout.ts';
import { readYaml } from '../../core/files/yaml-file.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { type Catalogue, readCatalogue } from '../../dataset/catalogue.ts';
import { CALCULATED, SDMX_STATUS } from '../../dataset/observation-columns.ts';
import { comparePeriods, parsePeriod, type Period } from '../../dataset/period.ts';
import { RELEASES_CSV } from '../../dataset/release-tables.ts';
import { type CsvDialect, inert, textOfCell } from '../../dataset/table.ts';
import { isUnfilled } from '../../dataset/unfilled.ts';
import type { Area, Grid } from './grid.ts';
import type { MappingInput } from './mapping-schema.ts';
import { type Mapping, mappingsOf, readMapping } from './mapping.ts';
import { openTables, type SourceTable } from './source-tables.ts';
import { areaIn } from './table-frame.ts';
import { type ImportedStatement, readTable } from './table-statements.ts';

/** The facts of a release, as the mapping says them or a person says otherwise. */
export type ReleaseFacts = MappingInput['release'];

/** A file that an import writes. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
  /** What the file held when the plan was made. */
  readonly before: string | undefined;
}

/** What an import writes, before anything is written. */
export interface ImportPlan {
  readonly dataset: string;
  readonly release: string;
  /** Files that differ from what is there. */
  readonly files: readonly PlannedFile[];
  readonly comparison: Comparison;
  /** How many figures were read. */
  readonly figures: number;
  /** Whether the release had been imported before. */
  readonly isAgain: boolean;
  /** The file, if the release names it as its source. */
  readonly sourceFile: string | undefined;
  /** Earlier releases that named it until now: it may not hold their figures any more. */
  readonly replaced: readonly string[];
  /** What it writes if the release does not name the file. */
  readonly unnamed: readonly PlannedFile[];
}

/** What is to be imported. */
export interface ImportRequest {
  readonly file: string;
  readonly facts: ReleaseFacts;
}

/**
 * Reads the tables of a mapping from a spreadsheet, and compares them with what an earlier import wrote. Writes nothing.
 * Undefined if a mistake was reported; all are reported in one run.
 */
export async function planImport(
  workspace: Workspace,
  mapping: Mapping,
  request: ImportRequest,
  diagnostics: Diagnostics,
): Promise<ImportPlan | undefined> {
  const { facts } = request;
  const catalogue = await catalogueOf(workspace, mapping, facts, diagnostics);
  const statements = catalogue && (await readTables(workspace, mapping, request.file, catalogue, diagnostics));
  if (!catalogue?.csv || !statements) return undefined;
  reportTwice(statements, catalogue.csv, facts.period, diagnostics);
  reportOtherPeriods(statements, mapping, facts.period, diagnostics);
  const folder = `data/${mapping.dataset}/releases`;
  await reportYaml(workspace, `${folder}/${facts.id}`, mapping, diagnostics);
  const path = `${folder}/${facts.id}.csv`;
  const own = (await workspace.exists(path)) ? await readOld(workspace, path, catalogue.csv, diagnostics) : undefined;
  // of a skeleton, in which nobody has filled in anything, nothing is lost
  const old = own?.rows.every((row) => isUnfilled(row.text('printed') ?? '')) ? { ...own, rows: [] } : own;
  if (diagnostics.failed) return undefined;
  const now = statements.map((statement) => rowOf(statement, catalogue.csv as CsvDialect));
  const comparison = compareRows(now, old?.rows ?? [], facts.period, diagnostics);
  const headsPath = `${folder}/${RELEASES_CSV}`;
  const oldHeads = (await workspace.exists(headsPath)) ? await workspace.readText(headsPath, diagnostics) : undefined;
  const before = { path: headsPath, text: oldHeads?.text, delimiter: DELIMITERS[catalogue.csv.delimiter] };
  const unnamedFacts = {
    facts,
    file: request.file,
    sourceFile: undefined,
    others: await mappedFrom(workspace, mapping, request.file),
  };
  const unnamed = headsOf(before, unnamedFacts);
  const heads = isWitness(mapping, request.file)
    ? headsOf(before, { ...unnamedFacts, sourceFile: request.file })
    : unnamed;
  if (diagnostics.failed) return undefined;
  if (!old) await reportRenamed(workspace, folder, { facts, rows: now }, catalogue.csv, diagnostics);
  const text = written(cellsOfRows(comparison.rows), {
    delimiter: DELIMITERS[catalogue.csv.delimiter],
    text: old?.text ?? '',
  });
  const table = { path, text, isNew: old === undefined, before: old?.text };
  const changed = (files: readonly PlannedFile[]): PlannedFile[] => files.filter((file) => file.before !== file.text);
  return {
    dataset: mapping.dataset,
    release: facts.id,
    files: changed([table, heads.file]),
    unnamed: changed([table, unnamed.file]),
    comparison,
    figures: statements.length,
    isAgain: old !== undefined && old.rows.length > 0,
    sourceFile: heads.sourceFile,
    replaced: heads.replaced,
  };
}

/** The statements of the tables of a mapping. Undefined if its file cannot be read. */
async function readTables(
  workspace: Workspace,
  mapping: Mapping,
  file: string,
  catalogue: Catalogue,
  diagnostics: Diagnostics,
): Promise<readonly ImportedStatement[] | undefined> {
  const tables = await openTables(workspace, file, mapping, diagnostics);
  return tables?.flatMap(({ table, grid }) =>
    readTable(table, { grid, others: areasNextTo(table, grid, tables) }, catalogue, diagnostics),
  );
}

/** The newest period of a kind that the tables of a mapping have in a file; undefined if there is none, or a mistake was reported. */
export async function newestPeriodIn(
  workspace: Workspace,
  mapping: Mapping,
  { file, kind }: { readonly file: string; readonly kind: Period['kind'] },
  diagnostics: Diagnostics,
): Promise<Period | undefined> {
  const catalogue = await catalogueOf(workspace, mapping, mapping.input.release, diagnostics);
  const statements = catalogue && (await readTables(workspace, mapping, file, catalogue, diagnostics));
  if (!statements || diagnostics.failed) return undefined;
  const periods = statements.flatMap(({ period }) => parsePeriod(period) ?? []).filter((one) => one.kind === kind);
  return periods.toSorted(comparePeriods).at(-1);
}

/** The areas of the other tables that are read from the same sheet. */
function areasNextTo(table: SourceTable['table'], grid: Grid, tables: readonly SourceTable[]): readonly Area[] {
  return tables
    .filter((other) => other.table !== table && other.table.value?.sheet === table.value?.sheet)
    .flatMap((other) => areaIn(other.table.value?.range, grid) ?? []);
}

/** The catalogue of the dataset. A source of the release that it does not declare is reported. */
async function catalogueOf(
  workspace: Workspace,
  { dataset, part }: Mapping,
  facts: ReleaseFacts,
  diagnostics: Diagnostics,
): Promise<Catalogue | undefined> {
  const file = await workspace.readText(`data/${dataset}/dataset.yaml`, diagnostics);
  const yaml = file && (await readYaml(file, diagnostics));
  const catalogue = yaml && readCatalogue(yaml, diagnostics);
  if (!catalogue || catalogue.sources.has(facts.source)) return catalogue;
  const hint = didYouMean(facts.source, catalogue.sources.keys()) ?? 'declare it under sources in dataset.yaml';
  const place = part.get('release').get('source').place();
  diagnostics.error('dataset/unknown-source', `the source ${facts.source} is not declared`, place, hint);
  return catalogue;
}

/** Reports figures that two cells state. */
function reportTwice(
  statements: readonly ImportedStatement[],
  dialect: CsvDialect,
  period: string,
  diagnostics: Diagnostics,
): void {
  const first = new Map<string, ImportedStatement>();
  for (const statement of statements) {
    const key = keyOf(rowOf(statement, dialect), period);
    const earlier = first.get(key);
    first.set(key, earlier ?? statement);
    if (!earlier) continue;
    const message = `${statement.indicator} in ${statement.period} is already stated in ${earlier.cell}`;
    diagnostics.error('dataset/stated-twice', message, statement.where, 'leave one of them out of the mapping: skip');
  }
}

/** Reports a table none of whose figures is of the period of its release, or ends within it. */
function reportOtherPeriods(
  statements: readonly ImportedStatement[],
  { part }: Mapping,
  period: string,
  diagnostics: Diagnostics,
): void {
  const own = parsePeriod(period);
  const periods = statements.flatMap((one) => parsePeriod(one.period) ?? []).toSorted(comparePeriods);
  const [first, last] = [periods[0], periods.at(-1)];
  if (diagnostics.failed || !own || !first || !last) return;
  if (periods.some(({ end }) => own.start <= end && end <= own.end)) return;
  const all = first.text === last.text ? first.text : `${first.text} to ${last.text}`;
  const message = `the table has figures of ${all}, and none of ${period}, the period of the release`;
  const hint = `is it the table of this release? If so, say its period: period: ${last.text}, or --period ${last.text}`;
  diagnostics.error('import/period', message, part.get('release').get('period').place(), hint);
}

async function reportYaml(
  workspace: Workspace,
  stem: string,
  { part }: Mapping,
  diagnostics: Diagnostics,
): Promise<void> {
  for (const path of [`${stem}.yaml`, `${stem}.yml`]) {
    if (!(await workspace.exists(path))) continue;
    const place: Place = part.get('release').get('id').place();
    diagnostics.error('import/other-table', `this release is already in ${path}`, place, 'give one of them another id');
  }
}

interface OldTable {
  readonly text: string;
  readonly rows: Awaited<ReturnType<typeof readCsv>>['rows'];
}

/** The table of an earlier import. A table with other columns was not written by one, and is reported. */
async function readOld(
  workspace: Workspace,
  path: string,
  dialect: CsvDialect,
  diagnostics: Diagnostics,
): Promise<OldTable | undefined> {
  const file = await workspace.readText(path, diagnostics);
  if (!file) return undefined;
  const delimiter = DELIMITERS[dialect.delimiter];
  const [head = []] = cellsOf({ delimiter, text: file.text.split('\n')[0] ?? '' });
  const foreign = head.filter((name) => !isKnownColumn(name));
  if (foreign.length > 0) {
    const message = `this table has columns that an import does not write: ${foreign.join(', ')}`;
    const hint = 'an import writes the whole table: remove these columns, or give the release another id';
    return diagnostics.error('import/other-table', message, path, hint);
  }
  const required = ['indicator', 'measure', 'printed'];
  const optional = head.filter((name) => !required.includes(name));
  const table = await readCsv(
    file,
    delimiter,
    { required, optional: [...new Set([...COLUMNS, ...optional])] },
    diagnostics,
  );
  return { text: file.text, rows: table.rows };
}

/** Whether a release can be read again in the file that it is imported from: its cells stand there, and are its places. */
function isWitness({ input: { tables } }: Mapping, file: string): boolean {
  return /\.(?:xlsx|ods|csv)$/i.test(file) && tables.every(({ query, at }) => query === undefined && at === undefined);
}

/** The releases that other mappings import from a file. */
async function mappedFrom(workspace: Workspace, { path }: Mapping, file: string): Promise<readonly string[]> {
  const paths = (await mappingsOf(workspace, file)).filter((one) => one !== path);
  const others = await Promise.all(paths.map((one) => readMapping(workspace, one, new Diagnostics())));
  return others.flatMap((one) => (one ? [one.input.release.id] : []));
}

/** What `releases.csv` is to hold. */
interface NamedFacts {
  readonly facts: ReleaseFacts;
  /** The file that was imported. */
  readonly file: string;
  /** The same, if the release names it. */
  readonly sourceFile: string | undefined;
  /** Other releases that are imported from it. */
  readonly others: readonly string[];
}

/** `releases.csv` as it is: undefined if there is none. */
interface OldHeads {
  readonly path: string;
  readonly text: string | undefined;
  readonly delimiter: string;
}

/** `releases.csv` as it will be. */
interface Heads {
  readonly file: PlannedFile;
  /** The file that the release names, if it is the one that was imported. */
  readonly sourceFile: string | undefined;
  readonly replaced: readonly string[];
}

/** Texts that people type releases from: an import does not take their place. */
const TYPED_FROM = /\.(?:txt|html?|pdf)$/i;

/**
 * `releases.csv` with the facts of the release, in the row that it has there or in a new one. A file that is now that of this
 * release is no longer that of an earlier one, whose figures it may not hold any more.
 */
function headsOf(
  { path, text: before, delimiter }: OldHeads,
  { facts, file: imported, sourceFile, others }: NamedFacts,
): Heads {
  const layout = { delimiter, text: before ?? '' };
  const [head = Object.keys(facts), ...rows] = cellsOf(layout);
  const stated: Readonly<Record<string, string | undefined>> = {
    ...facts,
    ...(sourceFile && { source_file: sourceFile }),
  };
  const known = rows.find((cells) => cells[head.indexOf('id')] === facts.id);
  const missing = Object.keys(stated).filter((column) => !head.includes(column));
  const full = [...head, ...missing];
  const [idAt, fileAt] = [full.indexOf('id'), full.indexOf('source_file')];
  const isTyped = TYPED_FROM.test(known?.[fileAt] ?? '');
  const valueAt = (column: string, index: number): string => {
    if (index === fileAt) return isTyped ? (known?.[index] ?? '') : (sourceFile ?? '');
    return stated[column] ?? known?.[index] ?? '';
  };
  const row = full.map(valueAt);
  const replaced = rows.filter(
    (cells) => cells !== known && cells[fileAt] === imported && !others.includes(cells[idAt] ?? ''),
  );
  const isSame =
    known && missing.length === 0 && replaced.length === 0 && row.every((cell, index) => cell === (known[index] ?? ''));
  const padded = rows.map((cells) =>
    full.map((_, index) => (index === fileAt && replaced.includes(cells) ? '' : (cells[index] ?? ''))),
  );
  const all = known ? padded.map((cells, index) => (rows[index] === known ? row : cells)) : [...padded, row];
  return {
    file: {
      path,
      text: isSame ? layout.text : written([full, ...all], layout),
      isNew: before === undefined,
      before,
    },
    sourceFile: isTyped ? undefined : sourceFile,
    replaced: replaced.map((cells) => cells[idAt] ?? ''),
  };
}

/** A row that an import adds or takes away. */
interface RowChange {
  /** What the row is about: `output.copper@2025`. */
  readonly name: string;
  readonly printed: string;
}

/** A row whose print, number of decimals or status differs. */
interface ChangedRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What an import changes in the table of a release. */
interface Comparison {
  /** The rows to be written. */
  readonly rows: readonly ReleaseRow[];
  readonly added: readonly RowChange[];
  readonly changed: readonly ChangedRow[];
  readonly gone: readonly RowChange[];
  /** How many rows are as they were. */
  readonly kept: number;
}

/**
 * Compares rows with those of an earlier import. A row that is still there keeps what people wrote next to it. A print that
 * differs, or is gone, although a correction stands next to it is an error: what was corrected is no longer there.
 */
function compareRows(
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

/** What a row says about its figure: the print, what its digits are worth, and its status. */
function textOf(row: ReleaseRow): string {
  const { printed = '', decimals, status } = row;
  const worth = decimals === undefined ? '' : `, decimals ${decimals}`;
  return `${printed}${worth}${status === undefined || status === 'A' ? '' : ` (${status})`}`;
}

/** A row with what people wrote next to the earlier one. */
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
  const message = `the source ${what}, but a correction to ${corrected} is next to ${row.text('printed')}`;
  const hint = 'if the source has corrected itself, empty corrected and evidence in this row and import again';
  diagnostics.error('import/correction', message, row.place('corrected'), hint);
}

/** A release that is imported for the first time. */
interface NewRelease {
  readonly facts: MappingInput['release'];
  readonly rows: readonly ReleaseRow[];
}

/**
 * Warns of an earlier import of the same figures of the same source and period under another id, as after the id was changed
 * in the mapping: both would be read, and what people wrote in the old table would be lost.
 */
async function reportRenamed(
  workspace: Workspace,
  folder: string,
  { facts, rows }: NewRelease,
  { delimiter: name }: CsvDialect,
  diagnostics: Diagnostics,
): Promise<void> {
  const delimiter = DELIMITERS[name];
  const heads = await tableAt(workspace, `${folder}/${RELEASES_CSV}`, delimiter);
  const printed = new Set(rows.map(printOf));
  for (const { id, source, period } of heads) {
    if (id === undefined || id === facts.id || source !== facts.source || period !== facts.period) continue;
    const path = `${folder}/${id}.csv`;
    const old = await tableAt(workspace, path, delimiter);
    if (old.length === 0 || !old.every((row) => printed.has(printOf(row)))) continue;
    const message = `${path} has the same figures: this release was imported as ${id} before`;
    const hint = `if ${facts.id} is its new name: mv ${path} ${folder}/${facts.id}.csv keeps what was written next to the figures; remove the line of ${id} from ${folder}/${RELEASES_CSV}, name ${facts.id} in brief.yaml, and import again`;
    diagnostics.warn('import/renamed', message, path, hint);
  }
}

function printOf({ indicator, measure, period, printed }: Readonly<Record<string, string | undefined>>): string {
  return [indicator, measure, period, printed?.replace(/^'/, '')].join(' ');
}

/** The rows of a table by column; none if it is not there. */
async function tableAt(
  workspace: Workspace,
  path: string,
  delimiter: string,
): Promise<readonly Readonly<Record<string, string | undefined>>[]> {
  const text = (await workspace.readBytes(path))?.toString('utf8');
  if (text === undefined) return [];
  const [head = [], ...rows] = cellsOf({ delimiter, text });
  return rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index]])));
}

/** A row of the table of a release, by column. */
type ReleaseRow = Readonly<Record<string, string>>;

/** Columns in the order in which they are written. Those that are empty everywhere are left out, but for the first. */
const COLUMNS = [
  'indicator',
  'measure',
  'period',
  'base',
  'of',
  'printed',
  'decimals',
  'resolution',
  'from',
  'in',
  'as_in',
  'status',
  'place',
  'corrected',
  'evidence',
  'corrected_on',
  'condition',
  'words',
  'note',
] as const;

const ALWAYS: ReadonlySet<string> = new Set(['indicator', 'measure', 'period', 'printed', 'status', 'place']);

/** Columns that people fill in next to what was imported. */
const BY_HAND = ['corrected', 'evidence', 'corrected_on', 'note', 'condition', 'words', 'resolution', 'from'] as const;

/** Columns that say which figure a row is about. */
const KEY = ['indicator', 'measure', 'period', 'base', 'of', 'in', 'as_in'] as const;

/** Whether a row of a table may hold a column: it was written by an import, or is calculated and not kept. */
function isKnownColumn(name: string): boolean {
  return (COLUMNS as readonly string[]).includes(name) || CALCULATED.has(name);
}

/** A statement as a row. */
function rowOf(statement: ImportedStatement, { decimal }: CsvDialect): ReleaseRow {
  const { indicator, measure, period, base, of, printed, decimals, asIn, status, condition, note, at } = statement;
  const row = {
    indicator,
    measure,
    period,
    base,
    of,
    printed: decimal === ',' ? printed.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) : printed,
    decimals,
    in: statement.in,
    as_in: asIn,
    status: status.map((one) => SDMX_STATUS[one]).join(' '),
    place: at,
    condition,
    note,
  };
  return Object.fromEntries(Object.entries(row).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** A row that was read from a table, without what is calculated. */
function rowRead(row: CsvRow): ReleaseRow {
  const entries = COLUMNS.map((column) => [column, textOfCell(row.text(column) ?? '')] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** What a row is about, for comparisons. `period` is that of the release where the row has none. */
function keyOf(row: ReleaseRow, period: string): string {
  return KEY.map((column) => row[column] ?? (column === 'period' ? period : '')).join('\t');
}

/** What a row is about, for people: `output.copper:growth@2025`. */
function nameOf(row: ReleaseRow, period: string): string {
  const { indicator = '', measure = 'level', base, of } = row;
  const compared = base ?? of;
  const said = measure === 'level' ? '' : `:${measure}`;
  return `${indicator}${said}${compared === undefined ? '' : `[${compared}]`}@${row['period'] ?? period}`;
}

/** Rows as cells, below the names of their columns. */
function cellsOfRows(rows: readonly ReleaseRow[]): readonly (readonly string[])[] {
  const used = COLUMNS.filter((column) => ALWAYS.has(column) || rows.some((row) => row[column] !== undefined));
  return [[...used], ...rows.map((row) => used.map((column) => inert(row[column] ?? '')))];
}
