import { afterEach, describe, expect, test, vi } from 'vitest';
import { DUCKDB, type DuckDb, QueryError, runQuery } from '../../src/importing/query/duckdb.ts';
import { queryGrid } from '../../src/importing/query/query-grid.ts';
import * as packages from '../../src/core/machine/installed-package.ts';
import { importRoot, planned } from './imports.ts';
import { writeQueryImport } from './queries.ts';

afterEach(() => vi.restoreAllMocks());

/** DuckDB in miniature: it notes what it is asked, and answers one result. What the real one does, verify:duckdb tells. */
function engine(said: string[], { count = 1, statementType = 1 } = {}): DuckDb {
  const connection = {
    run: (sql: string) => Promise.resolve(said.push(sql)),
    closeSync: () => said.push('closed'),
    extractStatements: (sql: string) => {
      said.push(sql);
      const result = {
        done: true,
        columnNames: () => ['metal', '2025'],
        columnTypes: () => ['VARCHAR', 'DECIMAL(9,1)'],
        getRows: () => [['Copper', { toString: () => '27.0' }]],
      };
      return Promise.resolve({
        count,
        prepare: () => Promise.resolve({ statementType, streamAndReadUntil: () => Promise.resolve(result) }),
      });
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
      "SET VARIABLE file = 'sources/a.parquet'",
      'SET enable_external_access = false',
      'SET lock_configuration = true',
      'SELECT 1',
      'closed',
    ]);
  });

  test.each([
    [{ count: 2 }, 'the query is 2 statements'],
    [{ statementType: 11 }, 'the query is no SELECT'],
  ])('that is %o is refused', async (answer, message) => {
    await expect(runQuery(engine([], answer), 'x', GIVEN)).rejects.toThrow(message);
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

test('without the package one message says how to get it', async () => {
  vi.spyOn(packages, 'installedPackage').mockReturnValue(undefined);
  const workspace = await importRoot();
  await writeQueryImport(workspace, 'SELECT 1');
  await expect(planned(workspace, 'own', 'data/metals/imports/own.yaml')).rejects.toMatchObject({
    message: `a query needs the package ${DUCKDB} (70 MB), which is not installed`,
    remedies: [expect.stringContaining(`npm install ${DUCKDB}`)],
  });
});
