/** Installs DuckDB, which no installation of Assay brings, and imports with queries over files of each kind. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { importFile } from '../../src/cli/import-verb.ts';
import { Reporter } from '../../src/cli/reporter.ts';
import { DUCKDB_REMEDY, loadDuckDb } from '../../src/tables/importing/query/duckdb.ts';
import { QUERY_FUNCTIONS } from '../../src/tables/importing/query/query-check.ts';
import { writeQueryImport } from '../tables/importing/queries.ts';
import { ROOT, run, verify } from './checks.ts';

/** Where the package is found, besides the packages of Assay: Node reads this variable at its start. */
const packages = process.env['NODE_PATH'];
if (packages === undefined) {
  const installed = mkdtempSync(path.join(os.tmpdir(), 'assay-duckdb-'));
  const [, , wanted = ''] = DUCKDB_REMEDY.split(' ');
  run('npm', ['install', '--prefix', installed, '--no-audit', '--no-fund', '--silent', wanted]);
  const environment = { ...process.env, NODE_PATH: path.join(installed, 'node_modules') };
  const { status } = spawnSync('npx', ['tsx', import.meta.filename], { stdio: 'inherit', env: environment, cwd: ROOT });
  rmSync(installed, { recursive: true });
  process.exit(status ?? 1);
}
const { DuckDBInstance } = loadDuckDb();
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-queries-'));

const root = path.join(folder, 'root');
cpSync(path.join(ROOT, 'tests/fixtures/imports'), root, { recursive: true });
const CSV = 'metal,year,value\nCopper,2024,58.0\nCopper,2025,59.40\nLead,2024,4.8\n';
writeFileSync(path.join(root, 'sources/long.csv'), CSV);
writeFileSync(
  path.join(root, 'sources/long.json'),
  '[{"metal":"Copper","2025":"59.40"},{"metal":"Lead","2025":"4.8"}]',
);
writeFileSync(path.join(folder, 'outside.csv'), CSV);
symlinkSync(path.join(folder, 'outside.csv'), path.join(root, 'sources/link.csv'));
const making = await (await DuckDBInstance.create(':memory:', {})).connect();
const exact = `SELECT metal, max(value) FILTER (year = 2024)::DECIMAL(9, 2) AS "2024", max(value) FILTER (year = 2025)::DECIMAL(9, 2) AS "2025" FROM '${root}/sources/long.csv' GROUP BY metal ORDER BY metal`;
await making.run(`COPY (${exact}) TO '${root}/sources/wide.parquet' (FORMAT parquet)`);

/** What an import by a query says, and the table that it writes. */
async function imported(query: string, file?: string): Promise<{ readonly said: string; readonly table: string }> {
  const table = path.join(root, 'data/metals/releases/own-2025.csv');
  rmSync(table, { force: true });
  await writeQueryImport(new Workspace(root), query, file === undefined ? {} : { file });
  let said = '';
  const stream = { write: (text: string): unknown => (said += text) };
  await importFile({
    workspace: new Workspace(root),
    names: [path.join(root, 'data/metals/imports/own.yaml')],
    options: {},
    reporter: new Reporter({ color: false }, { stdout: stream, stderr: stream }),
    interruption: () => new AbortController().signal,
  });
  return { said, table: existsSync(table) ? readFileSync(table, 'utf8') : '' };
}

const WIDE = `indicator,measure,period,printed,status,place
output.copper,level,2024,58.00 kt,,"Copper, 2024"
output.copper,level,2025,59.40 kt,,"Copper, 2025"
output.lead,level,2024,4.80 kt,,"Lead, 2024"
`;

/** A query whose texts grow to twice their length so many times. */
function growing(times: number): string {
  const first = "SELECT range::VARCHAR || 'abcdefghij' AS a FROM range(2000)";
  const all = Array.from({ length: times }).reduce<string>((query) => `SELECT a || a AS a FROM (${query})`, first);
  return `SELECT max(length(a)) FROM (${all}) ORDER BY 1`;
}

const READ: readonly (readonly [name: string, query: string, table: string, file?: string])[] = [
  ['Parquet, with the decimals of its type', "SELECT * FROM 'sources/wide.parquet' ORDER BY metal", WIDE],
  ['the file that the mapping names', "SELECT * FROM read_parquet(getvariable('file'))", WIDE, 'sources/wide.parquet'],
  [
    'CSV as texts, with the digits of the file',
    "FROM (PIVOT (FROM read_csv('sources/long.csv', all_varchar = true)) ON year IN (2024, 2025) USING first(value) GROUP BY metal ORDER BY metal)",
    WIDE.replace('58.00', '58.0').replace('4.80', '4.8'),
  ],
  [
    'JSON',
    "SELECT * FROM 'sources/long.json'",
    `indicator,measure,period,printed,status,place\noutput.copper,level,2025,59.40 kt,,"Copper, 2025"\noutput.lead,level,2025,4.8 kt,,"Lead, 2025"\n`,
  ],
];

const REFUSED: readonly (readonly [name: string, query: string, said: RegExp])[] = [
  [
    'numbers that lost their zeros',
    'SELECT metal, value AS "2025" FROM \'sources/long.csv\'',
    /"2025" has the type DOUBLE/,
  ],
  ['a file outside the root folder', `SELECT * FROM '${folder}/outside.csv'`, /Cannot access file/],
  ['a way out of it', "SELECT * FROM 'sources/../../outside.csv'", /Cannot access file/],
  ['a link out of it', "SELECT * FROM 'sources/link.csv'", /Cannot access file/],
  ['any file of the machine', "SELECT * FROM read_csv('/etc/hostname')", /Cannot access file/],
  ['the text of a file', "SELECT * FROM read_text('sources/long.csv')", /read_text/],
  ['chance', 'SELECT random()', /random/],
  ['chance within a list', 'SELECT list_contains([random()], 1)', /random/],
  ['an identifier', 'SELECT gen_random_uuid()', /gen_random_uuid/],
  ['the hour', 'SELECT now()', /now/],
  ['the day', 'SELECT CURRENT_DATE', /CURRENT_DATE/],
  ['the day, within a query of WITH', 'WITH t AS (SELECT today() d) SELECT * FROM t', /today/],
  ['a setting of the database', 'SELECT * FROM duckdb_settings()', /duckdb_settings/],
  ['a sample', "SELECT * FROM 'sources/long.csv' TABLESAMPLE 10%", /sample/],
  ['groups in no order', "SELECT metal FROM 'sources/long.csv' GROUP BY metal", /ORDER BY/],
  ['what is described', "DESCRIBE 'sources/long.csv'", /show ref/],
  [
    'a query without end',
    'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t ORDER BY 1',
    /was ended/,
  ],
  // a slow machine reaches the limit of time first
  ['more memory than there is', growing(24), /memory|was ended/],
  ['texts that grow and grow', "SELECT replace('a', 'a', 'aaaaaaaa')", /replace/],
  ['a list of all numbers', 'SELECT len(range(1000000000))', /range/],
  ['the network', "SELECT * FROM 'https://example.org/a.parquet'", /put the file there/],
  ['an extension', 'INSTALL httpfs', /not a SELECT/],
  ['what writes', "COPY (SELECT 1) TO 'sources/new.csv'", /not a SELECT/],
  ['several statements', 'SELECT 1; SELECT 2', /2 statements/],
  [
    'a PIVOT that does not name its columns',
    "PIVOT 'sources/long.csv' ON year USING first(value)",
    /names its columns/,
  ],
  ['a setting', 'SET enable_external_access = true', /not a SELECT/],
  ['a mistake', "SELECT metl FROM 'sources/long.csv'", /metl/],
  ['a result without end', 'SELECT * FROM range(100000000)', /more than 250000 cells/],
];

/** The functions that a query may call of which DuckDB says that they give other results in another query. */
async function unsteady(): Promise<readonly unknown[]> {
  const names = Object.values(QUERY_FUNCTIONS)
    .flat()
    .map((name) => `'${name}'`);
  const found = await making.runAndReadAll(
    `SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability IS NOT NULL AND stability <> 'CONSISTENT' AND function_name IN (${names.join()})`,
  );
  return found.getRows();
}

await verify([
  ['the functions of queries are steady', async () => assert.deepEqual(await unsteady(), [])],
  ...READ.map(([name, query, table, file]): [string, () => Promise<void>] => [
    `DuckDB reads ${name}`,
    async () => {
      const result = await imported(query, file);
      assert.equal(result.table, table, result.said);
    },
  ]),
  ...REFUSED.map(([name, query, said]): [string, () => Promise<void>] => [
    `${name} is refused`,
    async () => {
      const result = await imported(query);
      assert.match(result.said, said);
      assert.match(result.said, /own\.yaml:\d+:\d+: error: .*\[import\/query\]/);
      assert.equal(result.table, '');
      assert.equal(existsSync(path.join(root, 'sources/new.csv')), false);
    },
  ]),
]);
rmSync(folder, { recursive: true });
