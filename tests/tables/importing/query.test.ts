import fs from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DUCKDB, type DuckDb, type QueryResult, runQuery } from '../../../src/tables/importing/query/duckdb.ts';
import { QUERY_FUNCTIONS } from '../../../src/tables/importing/query/query-check.ts';
import { QueryError } from '../../../src/tables/importing/query/query-error.ts';
import { queryGrid } from '../../../src/tables/importing/query/query-grid.ts';
import * as packages from '../../../src/core/machine/installed-package.ts';
import { importRoot, planned } from './imports.ts';
import { writeQueryImport } from './queries.ts';
import { saying } from '../../messages.ts';

afterEach(() => vi.restoreAllMocks());

/** What DuckDB's parser says about a query: `SELECT <expression> FROM <source>`. */
function parsed(
  expression: object = { class: 'CONSTANT', type: 'VALUE_CONSTANT' },
  source: object = { type: 'EMPTY', sample: null },
  more: object = {},
): string {
  const node = {
    type: 'SELECT_NODE',
    modifiers: [],
    cte_map: { map: [] },
    select_list: [expression],
    from_table: source,
    group_expressions: [],
    aggregate_handling: 'STANDARD_HANDLING',
    sample: null,
    ...more,
  };
  return JSON.stringify({ error: false, statements: [{ node, named_param_map: [] }] });
}

function called(name: string, more: object = {}): object {
  return { class: 'FUNCTION', type: 'FUNCTION', function_name: name, schema: '', catalog: '', children: [], ...more };
}

function text(value: string): object {
  return { class: 'CONSTANT', type: 'VALUE_CONSTANT', value: { type: { id: 'VARCHAR' }, is_null: false, value } };
}

/** DuckDB in miniature: it notes what it is asked, and answers one result. What the real one does, verify:duckdb says. */
function engine(said: string[], { count = 1, parse = parsed(), ends = true } = {}): DuckDb {
  const rowsOf = (rows: QueryResult['rows']) => ({
    done: true,
    columnNames: () => ['metal', '2025'],
    columnTypes: () => ['VARCHAR', 'DECIMAL(9,1)'],
    getRows: () => rows,
    readUntil: () => Promise.resolve(),
  });
  let stop: (error: Error) => void = () => undefined;
  const running = new Promise<never>((_, reject) => (stop = reject));
  const result = ends ? Promise.resolve(rowsOf([['Copper', { toString: () => '27.0' }]])) : running;
  const connection = {
    run: (sql: string) => Promise.resolve(said.push(sql)),
    runAndReadAll: (sql: string) => {
      said.push(sql);
      return Promise.resolve(rowsOf([[parse]]));
    },
    interrupt: () => {
      said.push('interrupted');
      stop(new Error('INTERRUPT Error: Interrupted!'));
    },
    closeSync: () => said.push('closed'),
    extractStatements: (sql: string) => {
      said.push(sql);
      return Promise.resolve({ count, prepare: () => Promise.resolve({ streamAndReadUntil: () => result }) });
    },
  };
  return {
    DuckDBInstance: {
      create: () => Promise.resolve({ connect: () => Promise.resolve(connection), closeSync: () => undefined }),
    },
  };
}

const GIVEN = { root: "/some/o'root", file: 'sources/a.parquet', limit: 10 };

describe('a query', () => {
  test('runs after the database was locked up in the root folder', async () => {
    const said: string[] = [];
    expect(await runQuery(engine(said), 'SELECT 1', GIVEN)).toMatchObject({ names: ['metal', '2025'], isWhole: true });
    expect(said).toEqual([
      "SET allowed_directories = ['/some/o''root/']",
      "SET TimeZone = 'UTC'",
      saying("… = 'sources/a.parquet'"),
      'SET enable_external_access = false',
      'SET lock_configuration = true',
      'SELECT 1',
      "SELECT json_serialize_sql('SELECT 1')",
      'closed',
    ]);
  });

  test.each([
    [{ count: 2 }, 'the query is 2 statements'],
    [{ parse: '{"error":true,"error_message":"Only SELECT"}' }, 'the query is not a SELECT'],
  ])('that is %o is refused', async (answer, message) => {
    await expect(runQuery(engine([], answer), 'x', GIVEN)).rejects.toThrow(message);
  });

  test('that does not end is interrupted, and said to be too long', async () => {
    const said: string[] = [];
    const running = runQuery(engine(said, { ends: false }), 'x', GIVEN, { ended: 1, givenUp: 60_000 });
    await expect(running).rejects.toThrow(QueryError);
    expect(said.slice(-2)).toEqual(['interrupted', 'closed']);
  });

  test('that cannot be interrupted is given up', async () => {
    const running = runQuery(engine([], { ends: false }), 'x', GIVEN, { ended: 60_000, givenUp: 1 });
    await expect(running).rejects.toThrow(QueryError);
  });

  test.each([
    ['random()', parsed(called('random'))],
    ['a function of another schema', parsed(called('lower', { schema: 'other' }))],
    ['a function that nobody thought of', parsed(called('new_in_duckdb_9'))],
    ['a function within another', parsed(called('lower', { children: [called('uuid')] }))],
    ['the day', parsed({ class: 'COLUMN_REF', type: 'COLUMN_REF', column_names: ['Current_Date'] })],
    ['a list of all numbers in memory', parsed(called('range'))],
    ['texts that grow', parsed(called('replace', { children: [text('a'), text('a'), text('aa')] }))],
    [
      'texts that grow by a pattern',
      parsed(called('regexp_replace', { children: [text('a'), text('a*'), text('b')] })),
    ],
    ['an expression of an unknown kind', parsed({ class: 'NEW_KIND', type: 'NEW_KIND' })],
    [
      'settings as a table',
      parsed(undefined, { type: 'TABLE_FUNCTION', sample: null, function: called('duckdb_settings') }),
    ],
    [
      'a table of the database',
      parsed(undefined, { type: 'BASE_TABLE', sample: null, table_name: 'duckdb_functions' }),
    ],
    ['a source of an unknown kind', parsed(undefined, { type: 'SHOW_REF', sample: null })],
    ['a sample', parsed(undefined, undefined, { sample: { sample_size: 1 } })],
    ['groups in no order', parsed(undefined, undefined, { group_expressions: [{ class: 'CONSTANT' }] })],
    ['the first of rows in no order', parsed(called('first', { order_bys: { orders: [] } }))],
    [
      'the number of a row in no order',
      parsed({
        class: 'WINDOW',
        type: 'WINDOW_ROW_NUMBER',
        function_name: 'row_number',
        schema: '',
        catalog: '',
        orders: [],
      }),
    ],
  ])('that asks for %s is refused', async (_, parse) => {
    await expect(runQuery(engine([], { parse }), 'x', GIVEN)).rejects.toThrow(QueryError);
  });

  test.each([
    ['a file', parsed(called('lower'), { type: 'BASE_TABLE', sample: null, table_name: 'sources/a.CSV' })],
    [
      'groups in an order',
      parsed(called('sum'), undefined, {
        group_expressions: [{ class: 'CONSTANT' }],
        modifiers: [{ type: 'ORDER_MODIFIER', orders: [{ expression: { class: 'CONSTANT' } }] }],
      }),
    ],
    ['commas as points', parsed(called('replace', { children: [text('1,5'), text(','), text('.')] }))],
    ['the first of rows in an order', parsed(called('first', { order_bys: { orders: [{ type: 'ORDER_DEFAULT' }] } }))],
  ])('that asks for %s is run', async (_, parse) => {
    await expect(runQuery(engine([], { parse }), 'x', GIVEN)).resolves.toMatchObject({ isWhole: true });
  });

  test('gives cells with all their digits, and figures are named by their row and column', () => {
    const grid = queryGrid(
      {
        names: ['metal', '2024', '2025', 'day'],
        types: ['VARCHAR', 'DECIMAL(9,1)', 'BIGINT', 'DATE'],
        rows: [
          ['Copper', { toString: () => '27.0' }, 12n, '2025-03-31'],
          [null, null, 0n, null],
        ],
        isWhole: true,
      },
      'data/metals/imports/own.yaml',
    );
    expect([1, 2, 3].map((row) => [1, 2, 3].map((column) => grid.cell(row, column)?.text))).toEqual([
      ['metal', '2024', '2025'],
      ['Copper', '27.0', '12'],
      [undefined, undefined, '0'],
    ]);
    expect(grid.cell(2, 4)?.date).toEqual({ day: '2025-03-31', precision: 'day' });
    expect([grid.where(2, 3), grid.named(2, 3)]).toEqual(['data/metals/imports/own.yaml!Copper, 2025', 'Copper, 2025']);
  });

  test.each(['DOUBLE', 'FLOAT', 'STRUCT(a INTEGER)', 'INTEGER[]', 'BLOB'])(
    'with a column of the type %s is refused',
    (type) => {
      const result = { names: ['a'], types: [type], rows: [[1]], isWhole: true };
      expect(() => queryGrid(result, 'x')).toThrow(QueryError);
    },
  );

  test('with a result that is too long is refused', () => {
    expect(() => queryGrid({ names: ['a'], types: ['VARCHAR'], rows: [['b']], isWhole: false }, 'x')).toThrow(
      /more than 250000 cells/,
    );
  });
});

test('the documents list the functions that a query may call', async () => {
  const text = await fs.readFile('docs/reference/queries.md', 'utf8');
  for (const [kind, names] of Object.entries(QUERY_FUNCTIONS)) {
    const [line = ''] = new RegExp(String.raw`^\| ${kind} +\|.*$`, 'm').exec(text) ?? [];
    const listed = [...line.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replaceAll(String.raw`\|`, '|'));
    expect(listed).toEqual(names);
  }
});

test('without the package one message says how to get it', async () => {
  vi.spyOn(packages, 'installedPackage').mockReturnValue(undefined);
  const workspace = await importRoot();
  await writeQueryImport(workspace, 'SELECT 1');
  await expect(planned(workspace, 'own', 'data/metals/imports/own.yaml')).rejects.toMatchObject({
    message: saying(`… ${DUCKDB} (70 …`),
    remedies: [expect.stringContaining(`npm install ${DUCKDB}`)],
  });
});
