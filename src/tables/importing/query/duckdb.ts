import { createRequire } from 'node:module';
import { EnvironmentError } from '../../../core/diagnostics/environment-error.ts';
import { installedPackage } from '../../../core/machine/installed-package.ts';
import { checkQuery } from './query-check.ts';
import { QueryError } from './query-error.ts';

/** The package that runs the queries of mappings. No installation of Assay brings it, because few need its 70 MB. */
export const DUCKDB = '@duckdb/node-api';

/** How it is installed, besides Assay. */
export const DUCKDB_REMEDY = `npm install ${DUCKDB}@1.5.6-r.1`;

/** As much of the package as is used here. */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, config: Readonly<Record<string, string>>): Promise<Database>;
  };
}

interface Database {
  connect(): Promise<Connection>;
  closeSync(): void;
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<Rows>;
  extractStatements(sql: string): Promise<{
    readonly count: number;
    prepare(index: number): Promise<Prepared>;
  }>;
  /** Ends what runs, as soon as it notices. */
  interrupt(): void;
  closeSync(): void;
}

interface Prepared {
  /** Reads at least so many rows, if there are as many. */
  streamAndReadUntil(rows: number): Promise<Rows>;
}

interface Rows {
  readonly done: boolean;
  columnNames(): readonly string[];
  columnTypes(): readonly { toString(): string }[];
  getRows(): QueryResult['rows'];
  /** Reads on until so many rows were read. */
  readUntil(rows: number): Promise<void>;
}

/** A value of a result: what is not a number or text says itself how it is written. */
export type SqlValue = string | number | bigint | boolean | { toString(): string } | null;

/** A result: names and types of its columns, and its rows; `isWhole` if all were read. */
export interface QueryResult {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly isWhole: boolean;
}

/** Loads the package. Throws an EnvironmentError if it is not installed, or cannot run here. */
export function loadDuckDb(): DuckDb {
  const folder = installedPackage(DUCKDB);
  if (folder === undefined)
    throw new EnvironmentError(`a query needs the package ${DUCKDB} (70 MB), which is not installed`, [DUCKDB_REMEDY]);
  try {
    return createRequire(import.meta.url)(folder) as DuckDb;
  } catch (error) {
    throw new EnvironmentError(`the package ${DUCKDB} cannot be loaded: ${(error as Error).message}`, [DUCKDB_REMEDY], {
      cause: error,
    });
  }
}

/** Milliseconds after which a query is ended, and those after which it is given up although it does not end. */
export const QUERY_LIMITS = { ended: 10_000, givenUp: 15_000 } as const;

/** Most characters of a value of a result. */
export const MAX_VALUE = 10_000;

/**
 * Runs a query over files in a folder, which is the current one. It calls only functions that give the same result each
 * time, reads nothing outside this folder, also not through links, and nothing from the network; it loads no extension and
 * writes nothing, and is ended in time. `file` is what `getvariable('file')` gives, `limit` the most cells that are read.
 * Throws a QueryError.
 */
export async function runQuery(
  { DuckDBInstance }: DuckDb,
  query: string,
  { root, file, limit }: { readonly root: string; readonly file: string | undefined; readonly limit: number },
  { ended, givenUp }: { readonly ended: number; readonly givenUp: number } = QUERY_LIMITS,
): Promise<QueryResult> {
  const database = await DuckDBInstance.create(':memory:', CONFIG);
  const connection = await database.connect();
  const setting = [
    `SET allowed_directories = [${quoted(`${root}/`)}]`,
    "SET TimeZone = 'UTC'",
    ...(file === undefined ? [] : [`SET VARIABLE file = ${quoted(file)}`]),
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
  let isLate = false;
  let giveUp: (error: QueryError) => void = () => undefined;
  const given = new Promise<never>((_, reject) => (giveUp = reject));
  const ending = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, ended);
  const waiting = setTimeout(() => giveUp(tooLong(ended)), givenUp);
  const work = async (): Promise<QueryResult> => {
    try {
      for (const one of setting) await connection.run(one);
      return await readQuery(connection, query, limit);
    } catch (error) {
      if (isLate) throw tooLong(ended);
      if (error instanceof QueryError) throw error;
      throw failure((error as Error).message, root);
    } finally {
      connection.closeSync();
      database.closeSync();
    }
  };
  try {
    return await Promise.race([work(), given]);
  } finally {
    clearTimeout(ending);
    clearTimeout(waiting);
  }
}

async function readQuery(connection: Connection, query: string, limit: number): Promise<QueryResult> {
  const statements = await connection.extractStatements(query);
  if (statements.count !== 1) throw new QueryError(`the query is ${statements.count} statements`, PIVOT_HINT);
  const parsed = await connection.runAndReadAll(`SELECT json_serialize_sql(${quoted(query)})`);
  checkQuery(String(parsed.getRows()[0]?.[0] ?? '{}'));
  const prepared = await statements.prepare(0);
  const result = await prepared.streamAndReadUntil(1);
  const names = result.columnNames();
  if (!result.done) await result.readUntil(Math.ceil((limit + 1) / Math.max(1, names.length)));
  const rows = result.getRows();
  const long = rows.flat().find((value) => typeof value === 'string' && value.length > MAX_VALUE);
  if (long !== undefined) throw new QueryError(`a value has more than ${MAX_VALUE} characters`, 'leave out its column');
  return { names, types: result.columnTypes().map((type) => type.toString()), rows, isWhole: result.done };
}

function tooLong(ended: number): QueryError {
  return new QueryError(
    `the query was not done after ${ended / 1000} s and was ended`,
    'read fewer rows, or give WITH RECURSIVE a condition that ends it',
  );
}

/** One thread, so that rows come in the same order; nothing on disk. */
const CONFIG = {
  threads: '1',
  memory_limit: '1GB',
  temp_directory: '',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};

const PIVOT_HINT = 'write one SELECT; a PIVOT names its columns: PIVOT … ON year IN (2024, 2025) USING first(value)';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function failure(said: string, root: string): QueryError {
  const [first = '', ...rest] = said.replaceAll(`${root}/`, '').split(/\n\s*\n/);
  if (said.startsWith('Out of Memory'))
    return new QueryError('the query needs more than 1 GB of memory', 'read fewer rows and columns, or sort less');
  if (/disabled by configuration|requires the extension/.test(said)) {
    const hint = 'a query reads Parquet, CSV and JSON files in the root folder: put the file there';
    return new QueryError(first.replace(/ - file system operations are disabled by configuration$/, ''), hint);
  }
  const frame = rest.find((part) => /^LINE \d+:/.test(part));
  return new QueryError(first, frame === undefined ? 'try the query in DuckDB itself' : frame.replace(/\s+\^\s*$/, ''));
}
