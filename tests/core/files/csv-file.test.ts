import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { type CsvFile, readCsv } from '../../../src/core/files/csv-file.ts';
import { saying } from '../../messages.ts';

const COLUMNS = { required: ['a', 'b'], optional: ['c'] };

/** A table that is read, and `line:column rule: message -- hint` of what is reported. */
async function read(text: string, delimiter = ','): Promise<{ table: CsvFile; said: string[] }> {
  const diagnostics = new Diagnostics();
  const table = await readCsv({ path: 't.csv', text }, delimiter, COLUMNS, diagnostics);
  const said = diagnostics.all.map(
    ({ place, rule, message, hint }) => `${place?.line}:${place?.column} ${rule}: ${message} -- ${hint}`,
  );
  return { table, said };
}

function texts({ rows }: CsvFile): (string | undefined)[][] {
  return rows.map((row) => ['a', 'b', 'c'].map((name) => row.text(name)));
}

describe('cells and their places', () => {
  test('spaces around a cell do not count, and quotes keep them', async () => {
    const { table, said } = await read('b , a,c\n 2,"1 ",\n\n3,"4""5",""\n');
    expect(said).toEqual([]);
    expect(texts(table)).toEqual([
      ['1 ', '2', undefined],
      ['4"5', '3', undefined],
    ]);
    expect(table.rows.map((row) => [row.place('a'), row.place('b')].map(({ line, column }) => [line, column]))).toEqual(
      [
        [
          [2, 4],
          [2, 2],
        ],
        [
          [4, 3],
          [4, 1],
        ],
      ],
    );
  });

  test('a quoted text of several lines keeps the lines after it right', async () => {
    const { table } = await read('a,b\r\n"one\r\ntwo",x\r\n1,2\r\n');
    expect(table.rows[0]?.text('a')).toBe('one\r\ntwo');
    expect(table.rows[1]?.place('b')).toMatchObject({ line: 4, column: 3, length: 1 });
  });

  test('rows of empty cells, as spreadsheets add them, are not rows', async () => {
    const { table, said } = await read('a,b,c\n1,2,3\n,,\n,,\n');
    expect(said).toEqual([]);
    expect(table.rows).toHaveLength(1);
  });

  const cell = fc.oneof(
    fc.constantFrom('', ' ', 'x', '12,340', 'a "b"', '"', ';', '\t', 'two\nlines', 'é😀', '万吨', "'=1"),
    fc.string({ maxLength: 6 }).map((text) => text.replaceAll('\r', '')),
  );

  test('what another program writes is read, each cell at its place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (rows, delimiter, newline, quoted) => {
          const text = stringify([['a', 'b', 'c'], ...rows], {
            delimiter,
            // This writer leaves a line feed bare among CRLF.
            quoted: quoted || newline === '\r\n',
            record_delimiter: newline,
            quoted_match: /^\s|\s$/,
          });
          const { table, said } = await read(text, delimiter);
          expect(said.filter((line) => !line.includes('schema/empty'))).toEqual([]);
          const full = rows.filter(([a, b]) => a !== '' && b !== '');
          expect(texts(table)).toEqual(full.map((row) => row.map((one) => (one === '' ? undefined : one))));
          for (const row of table.rows) {
            for (const name of ['a', 'b', 'c']) {
              const { line, column, length } = row.place(name);
              const lines = text.split(/(?<=\n)/);
              const start = lines.slice(0, line - 1).join('').length + column - 1;
              const source = text.slice(start, start + length);
              const plain = source.startsWith('"') ? source.slice(1, -1).replaceAll('""', '"') : source;
              expect(row.text(name) === undefined || plain === row.text(name)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('each mistake is reported at its cell', () => {
  test.each([
    ['nothing', '', ['1:1 schema/empty … -- …']],
    ['a head alone', 'a,b\n', ['1:1 schema/empty … -- …']],
    ['a column is missing', 'a,c\n1,2\n', ['1:1 csv/columns … b … -- add b …']],
    [
      'columns are unknown or named twice',
      'a,b,price,a\n1,2,3,4\n',
      ['1:5 csv/columns: the column price is unknown -- known: c', '1:11 csv/columns … -- …'],
    ],
    ['another delimiter', 'a;b;c\n1;2;3\n', ["1:1 csv/columns …  … , -- dataset.yaml … { delimiter: ';' }"]],
    [
      'a number is torn',
      'a,b,c\nx,2,704 t,z\ny,1,\n',
      ['2:3 table/ragged-row … 4 cells … 3 columns -- …  … "2,704 t"'],
    ],
    [
      'a cell too many and one too few',
      'a,b,c\n1,2,3,x\n1,2\n',
      ['2:7 table/ragged-row … 4 cells … 3 columns -- …  …', '3:3 table/ragged-row … 2 cells … 3 columns -- …  …'],
    ],
    ['a required cell is empty', 'a,b\n1,\n', ['2:3 schema/empty … b … -- …']],
    [
      'bare quotes, twice, and after them another mistake',
      'a,b\nx,a "b" c\n"x" y,2\n1,\n',
      ['2:5 csv/syntax … -- … "a ""b"" c"', '3:4 csv/syntax … -- … ""', '4:3 schema/empty … b … -- …'],
    ],
    ['a quote is not closed', 'a,b\n1,"2\n3,4\n', ['2:3 csv/syntax … -- … "']],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).said).toEqual(expected.map((one) => saying(one)));
  });
});
