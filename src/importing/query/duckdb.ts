import { createRequire } from 'node:module';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import { installedPackage } from '../../core/machine/installed-package.ts';

/** The package that runs the queries of mappings. No installation of Assay brings it, because few need its 70 MB. */
export const DUCKDB = '@duckdb/node-api';

/** How it is installed, beside Assay. */
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
  extractStatements(sql: string): Promise<{
    readonly count: number;
    prepare(index: number): Promise<Prepared>;
  }>;
  closeSync(): void;
}

interface Prepared {
  readonly statementType: number;
  /** Reads at least so many rows, if there are as many. */
  streamAndReadUntil(rows: number): Promise<{
    readonly done: boolean;
    columnNames(): readonly string[];
    columnTypes(): readonly { toString(): string }[];
    getRows(): QueryResult['rows'];
  }>;
}

/** A value of a result: what is no number or text says itself how it is written. */
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

/** A query that is refused, or that DuckDB cannot run. */
export class QueryError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** The statement type of SELECT in DuckDB. Others change something. */
const SELECT = 1;

/**
 * Runs a query over files in a folder, which is the current one. It reads nothing outside this folder, also not through links, and nothing from the
 * network; it loads no extension and writes nothing. `file` is what `getvariable('file')` gives. Throws a QueryError.
 */
export async function runQuery(
  { DuckDBInstance }: DuckDb,
  query: string,
  { root, file, limit }: { readonly root: string; readonly file: string | undefined; readonly limit: number },
): Promise<QueryResult> {
  const database = await DuckDBInstance.create(':memory:', CONFIG);
  const connection = await database.connect();
  try {
    await connection.run(`SET allowed_directories = [${quoted(`${root}/`)}]`);
    if (file !== undefined) await connection.run(`SET VARIABLE file = ${quoted(file)}`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const statements = await connection.extractStatements(query);
    if (statements.count !== 1) throw new QueryError(`the query is ${statements.count} statements`, PIVOT_HINT);
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== SELECT)
      throw new QueryError('the query is no SELECT', 'a query only reads: SELECT …');
    const result = await prepared.streamAndReadUntil(limit);
    const types = result.columnTypes().map((type) => type.toString());
    return { names: result.columnNames(), types, rows: result.getRows(), isWhole: result.done };
  } catch (error) {
    if (error instanceof QueryError) throw error;
    throw failure((error as Error).message, root);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
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
  if (/disabled by configuration|requires the extension/.test(said)) {
    const hint = 'a query reads Parquet, CSV and JSON files in the root folder: put the file there';
    return new QueryError(first.replace(/ - file system operations are disabled by configuration$/, ''), hint);
  }
  const frame = rest.find((part) => /^LINE \d+:/.test(part));
  return new QueryError(first, frame === undefined ? 'try the query in DuckDB itself' : frame.replace(/\s+\^\s*$/, ''));
}
