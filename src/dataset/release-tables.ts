import { type CsvColumns, type CsvRow, DELIMITERS, readCsv } from '../core/files/csv-file.ts';
import type { DataFile, DataValue } from '../core/files/data-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import {
  CORRECTION_COLUMNS,
  OBSERVATION_COLUMNS,
  SPLIT_YEAR_COLUMNS,
  TEST_COLUMNS,
  TEXT_COLUMNS,
} from './observation-columns.ts';
import { type CsvDialect, textOfCell } from './table.ts';
import { isAboutMany, type RecordValue, recordOfRow, unrevisedOf } from './table-record.ts';

/** The table that holds the facts of each release. */
export const RELEASES_CSV = 'releases.csv';

const RELEASE_COLUMNS: CsvColumns = {
  required: ['id', 'source', 'published', 'period'],
  optional: ['title', 'url', 'announced', 'next_release', 'transcribed', 'source_file'],
};

const STATEMENT_COLUMNS: CsvColumns = {
  required: ['indicator', 'measure', 'printed'],
  optional: [
    ...[...OBSERVATION_COLUMNS, ...TEXT_COLUMNS, ...CORRECTION_COLUMNS, ...SPLIT_YEAR_COLUMNS].map(
      ({ field }) => field.name,
    ),
    ...TEST_COLUMNS,
    'from',
  ].filter((name) => !['indicator', 'measure', 'printed'].includes(name)),
};

/** A release that was read from tables, as a release file would hold it. */
export interface TabledRelease {
  readonly data: DataFile;
  /** The rows that its records were made from. */
  readonly rowOf: ReadonlyMap<object, CsvRow>;
}

interface TableFile {
  readonly file: SourceFile;
  readonly rows: readonly CsvRow[];
}

/**
 * Reads releases from tables: their facts from `releases.csv`, and their statements from the other files, each of which
 * holds those of the release that it is named after, or has a column with the release of each row. Every mistake is
 * reported at its cell. A file that cannot be read is undefined. `isWhole` says whether every row could be read.
 */
export async function readReleaseTables(
  files: readonly (SourceFile | undefined)[],
  dialect: CsvDialect,
  diagnostics: Diagnostics,
): Promise<{ readonly releases: readonly TabledRelease[]; readonly isWhole: boolean }> {
  const delimiter = DELIMITERS[dialect.delimiter];
  const readable = files.filter((file) => file !== undefined);
  const headsFile = readable.find(({ path }) => path.endsWith(`/${RELEASES_CSV}`));
  if (!headsFile) {
    if (readable.length === files.length) for (const { path } of readable) reportNoHeads(path, diagnostics);
    return { releases: [], isWhole: false };
  }
  const heads = await readCsv(headsFile, delimiter, RELEASE_COLUMNS, diagnostics);
  const tables: TableFile[] = [];
  let isWhole = heads.isWhole && readable.length === files.length;
  for (const file of readable.filter((one) => one !== headsFile)) {
    const table = await readCsv(file, delimiter, STATEMENT_COLUMNS, diagnostics);
    tables.push(table);
    isWhole = table.isWhole && isWhole;
  }
  const known = heads.rows.map((row) => row.text('id') ?? '');
  const rows = rowsByRelease(tables, known, heads.isWhole, diagnostics);
  const reprinted = new Set(tables.flatMap((table) => table.rows.map((row) => row.text('as_in'))));
  const seen = new Set<string>();
  const releases = heads.rows.map((head): TabledRelease => {
    const id = head.text('id') ?? '';
    const own = seen.has(id) ? [] : (rows.get(id) ?? []);
    const isCited = head.text('title') !== undefined || head.text('url') !== undefined;
    if (own.length === 0 && !isCited && !reprinted.has(id) && !seen.has(id) && isWhole) {
      const hint = `its statements are in releases/${id}.csv, or in rows with ${id} in the column release`;
      diagnostics.error('schema/empty', `the release ${id} states nothing`, head.place('id'), hint);
    }
    seen.add(id);
    return releaseOf(head, own, dialect, diagnostics);
  });
  return { releases, isWhole };
}

function reportNoHeads(path: string, diagnostics: Diagnostics): void {
  const hint = `add releases/${RELEASES_CSV} with the columns ${RELEASE_COLUMNS.required.join(', ')}`;
  diagnostics.error('dataset/unknown-release', 'no table says who published this release, and when', path, hint);
}

/** The rows of each release. A release that `releases.csv` does not list is reported once for each file. */
function rowsByRelease(
  tables: readonly TableFile[],
  known: readonly string[],
  isComplete: boolean,
  diagnostics: Diagnostics,
): ReadonlyMap<string, readonly CsvRow[]> {
  const all = tables.flatMap(({ file, rows }) => {
    const name = file.path.replace(/^.*\/|\.csv$/g, '');
    const byRelease = groupBy(rows, (row) => row.text('release') ?? name);
    for (const [id, [first]] of byRelease) {
      if (known.includes(id) || !first || !isComplete) continue;
      const place = first.text('release') === undefined ? placeAt(file, 0) : first.place('release');
      const hint = didYouMean(id, known) ?? `add a row for it to releases/${RELEASES_CSV}`;
      diagnostics.error('dataset/unknown-release', `the release ${id} is not in ${RELEASES_CSV}`, place, hint);
    }
    return [...byRelease];
  });
  const joined = new Map<string, readonly CsvRow[]>();
  for (const [id, rows] of all) joined.set(id, [...(joined.get(id) ?? []), ...rows]);
  return joined;
}

/** The place of an entry of one mapping or list. */
type Finder = (entry: string | number) => Place;

/** A release as its file would hold it in YAML. */
function releaseOf(
  head: CsvRow,
  rows: readonly CsvRow[],
  dialect: CsvDialect,
  diagnostics: Diagnostics,
): TabledRelease {
  const finders = new Map<unknown, Finder>();
  const rowOf = new Map<object, CsvRow>();
  const reported = new Set<string>();
  const release = mapping();
  for (const column of [...RELEASE_COLUMNS.required, ...RELEASE_COLUMNS.optional]) {
    const text = head.text(column);
    if (text !== undefined) release[column] = textOfCell(text);
  }
  finders.set(release, (entry) => head.place(String(entry)));
  const observations = mapping();
  const claims = rows.filter(isAboutMany);
  const unrevised = claims.map((row): DataValue => {
    const claim = unrevisedOf(row);
    for (const [container, finder] of findersOf(claim, row)) finders.set(container, finder);
    return claim.value;
  });
  finders.set(unrevised, (entry) => claims[Number(entry)]?.place() ?? head.place());
  const statements = rows.filter((row) => !isAboutMany(row));
  for (const [indicator, own] of groupBy(statements, (row) => row.text('indicator') ?? '')) {
    const pointer = childPointer('/observations', indicator);
    const records = own.map((row, index): DataValue => {
      const record = recordOfRow(row, dialect, diagnostics);
      if (!record) {
        reported.add(childPointer(pointer, index));
        return '';
      }
      rowOf.set(record.value, row);
      for (const [container, finder] of findersOf(record, row)) finders.set(container, finder);
      return record.value;
    });
    observations[indicator] = records;
    finders.set(records, (entry) => own[Number(entry)]?.place() ?? head.place());
  }
  finders.set(observations, (entry) => {
    const first = rows.find((row) => row.text('indicator') === entry);
    return first?.place('indicator') ?? head.place();
  });
  const value = Object.assign(mapping(), { release, observations }, unrevised.length > 0 ? { unrevised } : {});
  const placeOf: DataFile['placeOf'] = (container, entry) => finders.get(container)?.(entry) ?? head.place('id');
  return { data: { file: rows[0]?.file ?? head.file, value, reported, placeOf }, rowOf };
}

function findersOf({ value, columnOf }: RecordValue, row: CsvRow): [unknown, Finder][] {
  const lists = Object.entries(value).filter(([, item]) => typeof item !== 'string');
  return [
    [value, (entry) => row.place(columnOf(String(entry)))],
    ...lists.map(([key, list]): [unknown, Finder] => [list, () => row.place(columnOf(key))]),
  ];
}

function mapping(): { [key: string]: DataValue } {
  return Object.create(null) as { [key: string]: DataValue };
}
