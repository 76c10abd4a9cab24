import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { cellsOf, written } from '../core/files/csv-layout.ts';
import { DELIMITERS, readCsv } from '../core/files/csv-file.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type Catalogue, readCatalogue } from '../dataset/catalogue.ts';
import { comparePeriods, parsePeriod } from '../dataset/period.ts';
import { RELEASES_CSV } from '../dataset/release-tables.ts';
import type { CsvDialect } from '../dataset/table.ts';
import { type Comparison, compareRows } from './comparison.ts';
import type { Area, Grid } from './grid.ts';
import type { Mapping } from './mapping.ts';
import type { MappingInput } from './mapping-schema.ts';
import { cellsOfRows, COLUMNS, isKnownColumn, keyOf, rowOf } from './release-table.ts';
import { reportRenamed } from './renamed-release.ts';
import { openTables, type SourceTable } from './source-tables.ts';
import { areaIn } from './table-frame.ts';
import { type ImportedStatement, readTable } from './table-statements.ts';

/** The facts of a release, as the mapping says them or a person says otherwise. */
export type ReleaseFacts = MappingInput['release'];

/** What an import writes, before anything is written. */
export interface ImportPlan {
  readonly dataset: string;
  readonly release: string;
  /** Files that differ from what is there. */
  readonly files: readonly {
    readonly path: string;
    readonly text: string;
    readonly isNew: boolean;
    /** What the file held when the plan was made. */
    readonly before: string | undefined;
  }[];
  readonly comparison: Comparison;
  /** How many figures were read. */
  readonly figures: number;
  /** Whether the release had been imported before. */
  readonly isAgain: boolean;
}

/**
 * Reads the tables of a mapping from a spreadsheet, and compares them with what an earlier import wrote. Writes nothing.
 * Undefined if a mistake was reported; all are reported in one run.
 */
export async function planImport(
  workspace: Workspace,
  mapping: Mapping,
  request: { readonly file: string; readonly facts: ReleaseFacts },
  diagnostics: Diagnostics,
): Promise<ImportPlan | undefined> {
  const { facts } = request;
  const catalogue = await catalogueOf(workspace, mapping, facts, diagnostics);
  const tables = await openTables(workspace, request.file, mapping, diagnostics);
  if (!catalogue?.csv || !tables) return undefined;
  const statements = tables.flatMap(({ table, grid }) => {
    const others = areasBeside(table, grid, tables);
    return readTable(table, { grid, others }, catalogue, diagnostics);
  });
  reportTwice(statements, catalogue.csv, facts.period, diagnostics);
  reportOtherPeriods(statements, mapping, facts.period, diagnostics);
  const folder = `data/${mapping.dataset}/releases`;
  await reportYaml(workspace, `${folder}/${facts.id}`, mapping, diagnostics);
  const path = `${folder}/${facts.id}.csv`;
  const old = (await workspace.exists(path)) ? await readOld(workspace, path, catalogue.csv, diagnostics) : undefined;
  if (diagnostics.failed) return undefined;
  const now = statements.map((statement) => rowOf(statement, catalogue.csv as CsvDialect));
  const comparison = compareRows(now, old?.rows ?? [], facts.period, diagnostics);
  const heads = await headsOf(workspace, `${folder}/${RELEASES_CSV}`, facts, catalogue.csv, diagnostics);
  if (diagnostics.failed) return undefined;
  if (!old) await reportRenamed(workspace, folder, { facts, rows: now }, catalogue.csv, diagnostics);
  const text = written(cellsOfRows(comparison.rows), {
    delimiter: DELIMITERS[catalogue.csv.delimiter],
    text: old?.text ?? '',
  });
  const table = { path, text, isNew: old === undefined, before: old?.text };
  return {
    dataset: mapping.dataset,
    release: facts.id,
    files: [table, heads].filter(({ before, text }) => before !== text),
    comparison,
    figures: statements.length,
    isAgain: old !== undefined,
  };
}

/** The areas of the other tables that are read from the same sheet. */
function areasBeside(table: SourceTable['table'], grid: Grid, tables: readonly SourceTable[]): readonly Area[] {
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

/** `releases.csv` with the facts of the release, in the row that it has there or in a new one. */
async function headsOf(
  workspace: Workspace,
  path: string,
  facts: ReleaseFacts,
  dialect: CsvDialect,
  diagnostics: Diagnostics,
): Promise<{
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
  readonly before: string | undefined;
}> {
  const file = (await workspace.exists(path)) ? await workspace.readText(path, diagnostics) : undefined;
  const layout = { delimiter: DELIMITERS[dialect.delimiter], text: file?.text ?? '' };
  const [head = Object.keys(facts), ...rows] = cellsOf(layout);
  const stated: Readonly<Record<string, string | undefined>> = facts;
  const known = rows.find((cells) => cells[head.indexOf('id')] === facts.id);
  const missing = Object.keys(facts).filter((column) => !head.includes(column));
  const full = [...head, ...missing];
  const row = full.map((column, index) => stated[column] ?? known?.[index] ?? '');
  const isSame = known && missing.length === 0 && row.every((cell, index) => cell === (known[index] ?? ''));
  const padded = rows.map((cells) => full.map((_, index) => cells[index] ?? ''));
  const all = known ? padded.map((cells, index) => (rows[index] === known ? row : cells)) : [...padded, row];
  const text = isSame ? layout.text : written([full, ...all], layout);
  return { path, text, isNew: file === undefined, before: file?.text };
}
