import { expect, test } from 'vitest';
import { importRoot, planned, statementsIn, writeCsvImport } from './imports.ts';

const HEAD = 'Year;Quarter;Region;Metal;Output\n';
const ROWS = ['2025;Q1;North;Copper;11', '2025;Q1;North;Lead;12', '2025;Q2;North;Copper;13', '2025;Q2;North;Lead;..'];
const TABLE = `  - { range: 'A1:', long: { periods: A-B, names: D, values: E }, unit: kt, rows: { Copper: output.copper, Lead: output.lead } }`;

async function read(rows: readonly string[], table = TABLE): ReturnType<typeof planned> {
  const workspace = await importRoot();
  await writeCsvImport(workspace, table, HEAD + rows.join('\n'), '2025-Q2');
  return planned(workspace, 'own');
}

test('a figure in each row becomes a statement at its cell', async () => {
  const { plan, told } = await read(ROWS);
  expect(told).toEqual([]);
  const table = plan?.files.find(({ path }) => path.endsWith('own-2025.csv'))?.text;
  expect(statementsIn(table)).toEqual([
    'output.copper level 2025-Q1: 11 kt',
    'output.copper level 2025-Q2: 13 kt',
    'output.lead level 2025-Q1: 12 kt',
  ]);
  expect(table).toContain('"line 4, column 5"');
});

test.each([
  ['stands twice', [...ROWS, '2025;Q1;South;Copper;14'], ['sources/own.csv:6:22: dataset/stated-twice']],
  ['is not a figure', ROWS.map((row) => row.replace(';13', ';1 3x')), ['sources/own.csv:4:22: import/figure']],
  ['is of an unknown series', [...ROWS, '2025;Q2;North;Tin;9'], ['sources/own.csv:6:15: import/row']],
])('what %s is reported at its cell of the long table', async (_, rows, expected) => {
  expect((await read(rows)).told).toEqual(expected);
});

test.each([
  ['a head', TABLE.replace('unit:', 'head: 1, unit:'), 'import/bad-range'],
  ['a column that is not there', TABLE.replace('values: E', 'values: F'), 'import/bad-range'],
  ['a column that is named twice', TABLE.replace('names: D', 'names: B-D'), 'import/bad-range'],
  ['no columns', TABLE.replace('values: E', "values: ''"), 'schema/wrong-type'],
])('a long table with %s is refused in the mapping', async (_, table, rule) => {
  const { told } = await read(ROWS, table);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^data/metals/imports/own\\.yaml:4:\\d+: ${rule}$`));
});

test('an open range grows with its table, up to an empty row and column', async () => {
  const workspace = await importRoot();
  const table = `  - { range: 'B2:', unit: kt, rows: { Copper: output.copper, Lead: output.lead, Tin: output.tin } }`;
  const rows = [',,,,', ',Metal,2024,2025,,Note 2023', ',Copper,1,2,,3', ',Lead,3,4,,5'];
  const below = [',,,,', ',Tin,9,9,,'];
  await writeCsvImport(workspace, table.replace(', Tin: output.tin', ''), [...rows, ...below].join('\n'));
  const { plan, told } = await planned(workspace, 'own');
  expect(told).toEqual([]);
  expect(plan?.figures).toBe(4);
  await writeCsvImport(workspace, table, [...rows, ',Tin,7,8,,', ...below].join('\n'));
  expect((await planned(workspace, 'own')).plan?.figures).toBe(6);
});
