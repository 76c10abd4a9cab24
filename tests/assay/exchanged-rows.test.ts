import { expect, test } from 'vitest';
import { assaySmall, repairs, said } from './world.ts';

// Two regions and their total, through the quarters of a year, with the year before and the growth over it.
const COLUMNS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2025', '2024', 'growth'] as const;
type Row = readonly string[];
const NORTH: Row = ['10.2', '11.1', '12.4', '13.3', '47.0', '40.0', '17.5'];
const SOUTH: Row = ['20.3', '21.4', '22.2', '23.1', '87.0', '80.0', '8.7'];
const TOTAL: Row = ['30.5', '32.5', '34.6', '36.4', '134.0', '120.0', '11.7'];

const RELATIONS = `relations:
  - {id: regions, hardness: hard, holds: all = n + s}
  - {id: north, hardness: hard, holds: 'n = sum(n@0-Q1..0-Q4)', periods: 2025..2025}
  - {id: south, hardness: hard, holds: 's = sum(s@0-Q1..0-Q4)', periods: 2025..2025}
`;

/** Tests the table with the two regions exchanged in some columns. */
async function withExchanged(columns: readonly string[]) {
  const isExchanged = (column: string): boolean => columns.includes(column);
  const row = (own: Row, other: Row): string =>
    COLUMNS.map((column, at) => {
      const printed = (isExchanged(column) ? other : own)[at];
      if (column === 'growth') return `{growth: ${printed}%, period: 2025, at: table}`;
      return `{level: ${printed} t, period: '${column}', at: table}`;
    }).join(', ');
  const office = `  all: [${row(TOTAL, TOTAL)}]\n  n: [${row(NORTH, SOUTH)}]\n  s: [${row(SOUTH, NORTH)}]`;
  const indicators = { all: 't flow', n: 't flow', s: 't flow' };
  return assaySmall({ indicators, releases: { office }, relations: RELATIONS });
}

function accusedIn({ figures }: Awaited<ReturnType<typeof withExchanged>>): string[] {
  return figures.flatMap(({ address, standing }) => (standing === 'accused' ? [address] : []));
}

test('the table as it should be has no mistake', async () => {
  expect(said(await withExchanged([]))).toEqual([]);
});

const ALL_2025 = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2025'];

test.each<[string, readonly string[]]>([
  ['all but the year before', [...ALL_2025, 'growth']],
  ['all but the growth', [...ALL_2025, '2024']],
  ['all but one quarter', ['2025-Q1', '2025-Q3', '2025-Q4', '2025', '2024', 'growth']],
  ['all but a quarter and the year before', ['2025-Q1', '2025-Q3', '2025-Q4', '2025', 'growth']],
  ['one quarter', ['2025-Q2']],
  ['the year before', ['2024']],
  ['the year before and the growth', ['2024', 'growth']],
])('two rows exchanged in %s are told, and no column is certain to be wrong', async (_, columns) => {
  const report = await withExchanged(columns);
  expect(said(report).some((text) => text.startsWith('assay/contradiction'))).toBe(true);
  expect(accusedIn(report)).toEqual([]);
});

test('both ways to exchange them are offered, that of fewer columns first', async () => {
  const [offered = []] = repairs(await withExchanged([...ALL_2025, 'growth']));
  const columnsOf = (repair: string): number => repair.split(', ').length / 2;
  expect(offered.slice(0, 2).map(columnsOf)).toEqual([1, 6]);
  expect(offered[0]).toContain('n@2024');
});

test('a total and a part that changed places in every column are one slip', async () => {
  // 61.3 + 29.9 + 12.3 = 103.5, and so on
  const columns = ['2025', '2024', '2023'];
  const row = (...levels: string[]): string =>
    levels.map((level, at) => `{level: ${level} kt, period: ${columns[at]}}`).join(', ');
  const report = await assaySmall({
    indicators: Object.fromEntries(['all', 'all.a', 'all.b', 'all.c'].map((id) => [id, 'kt flow'])),
    releases: {
      office: `  all: [${row('61.3', '58.1', '55.0')}]
  all.a: [${row('103.5', '98.6', '94.2')}]
  all.b: [${row('29.9', '28.3', '27.1')}]
  all.c: [${row('12.3', '12.2', '12.1')}]`,
    },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n',
  });
  expect(report.diagnostics.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('all and all.a (2023, 2024 and 2025) exchanged'),
  ]);
});
