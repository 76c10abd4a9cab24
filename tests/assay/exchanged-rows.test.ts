import { expect, test } from 'vitest';
import { type AssayReport, assaySmall, repairs, said } from './world.ts';
import { oneIn } from '../long.ts';

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

oneIn(3).each<[string, readonly string[]]>([
  ['all but the year before', [...ALL_2025, 'growth']],
  ['all but the growth', [...ALL_2025, '2024']],
  ['all but one quarter', ['2025-Q1', '2025-Q3', '2025-Q4', '2025', '2024', 'growth']],
  ['all but a quarter and the year before', ['2025-Q1', '2025-Q3', '2025-Q4', '2025', 'growth']],
  ['one quarter', ['2025-Q2']],
  ['the year before', ['2024']],
  ['the year before and the growth', ['2024', 'growth']],
])('two rows exchanged in %s are reported, and no column is certain to be wrong', async (_, columns) => {
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

const PARTS = { all: 'kt flow', 'all.a': 'kt flow', 'all.b': 'kt flow', 'all.c': 'kt flow', 'all.d': 'kt flow' };
const WHOLE = 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n';

// 480 + 195 + 310 + 97 = 1082, and 455 + 201 + 285 + 88 = 1029 the year before
test('a total and a part that changed places with their growth are one slip, though the growth fits either', async () => {
  const row = (now: number, before: number, growth: string): string =>
    `[{level: ${now} kt, resolution: 1 kt}, {level: ${before} kt, resolution: 1 kt, period: 2024}, {growth: ${growth}%}]`;
  const office = `  all: ${row(480, 455, '5.5')}
  all.a: ${row(1082, 1029, '5.2')}
  all.b: ${row(195, 201, '-3.0')}
  all.c: ${row(310, 285, '8.8')}
  all.d: ${row(97, 88, '10.2')}`;
  const report = await assaySmall({ indicators: PARTS, releases: { office }, relations: WHOLE });
  expect(report.diagnostics.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('all:growth@2025 and all.a:growth@2025, all and all.a (2024 and 2025) exchanged'),
  ]);
});

test('a part that is more than its total may have changed places with it, where one sum says', async () => {
  const office =
    '  all: [{level: 480 kt, resolution: 1 kt}]\n  all.a: [{level: 1082 kt}]\n  all.b: [{level: 195 kt}]\n  all.c: [{level: 310 kt, resolution: 1 kt}]\n  all.d: [{level: 97 kt}]';
  const report = await assaySmall({ indicators: PARTS, releases: { office }, relations: WHOLE });
  expect(repairs(report)[0]?.[0]).toBe('all.a@2025 exchanged with all@2025, all@2025 exchanged with all.a@2025');
  // the part may be right, and the total another one
  expect(accusedIn(report)).not.toContain('all.a@2025');
});

// a, b and c turned: an exchange of b and c fixes both sums too, and leaves a wrong
test('of three rows that turned, no two are certain to have changed places', async () => {
  const level = (id: string, value: number): string => `  ${id}: [{level: ${value} kt, resolution: 1 kt}]`;
  const rows = [level('ab', 675), level('cd', 407), level('all.a', 195), level('all.b', 310)];
  const report = await assaySmall({
    indicators: { ...PARTS, ab: 'kt flow', cd: 'kt flow' },
    releases: { office: [...rows, level('all.c', 480), level('all.d', 97)].join('\n') },
    relations:
      'relations:\n  - {id: ab, hardness: hard, holds: ab = all.a + all.b}\n  - {id: cd, hardness: hard, holds: cd = all.c + all.d}\n',
  });
  expect(repairs(report)[0]?.[0]).toMatch(/exchanged/);
  expect(accusedIn(report)).toEqual([]);
});

// The total (1974, 2050, 1927) and two of its parts turned in all columns but that of the shares, where there is no total.
test('rows that one slip exchanges and another shifts are not certain to be wrong in any column', async () => {
  const MONTHS = [10, 11, 12];
  const row = (levels: readonly number[], changes: readonly number[], share?: string): string =>
    [
      ...levels.map((level, at) => `{level: ${level} kt, resolution: 1 kt, period: 2025-M${MONTHS[at]}}`),
      ...changes.map(
        (change, at) =>
          `{change: ${change} kt, period: 2025-M${MONTHS[at]}, base: 2025-M${String(9 + at).padStart(2, '0')}}`,
      ),
      ...(share === undefined ? [] : [`{share: ${share}%, of: all, period: 2025-M12}`]),
    ].join(', ');
  const office = `  all: [${row([731, 770, 723], [-111, 39, -47])}]
  all.a: [${row([1974, 2050, 1927], [77, 76, -123], '25.8')}]
  all.b: [${row([484, 453, 497], [79, -31, 44], '37.5')}]
  all.c: [${row([759, 827, 707], [109, 68, -120], '36.7')}]`;
  const { 'all.d': _, ...indicators } = PARTS;
  const report = await assaySmall({ indicators, releases: { office }, relations: WHOLE });
  const [first] = repairs(report).flat();
  expect(first).toContain('all.a@2025-M12 exchanged with all@2025-M12');
  expect(first).toContain('all.b:share[all]@2025-M12 shifted');
  expect(accusedIn(report)).toEqual([]);
});

// Milk of a cooperative: 9120 in, 2310 out, 6810 left; 6810 + 1540 = 8350 sold; 8350 − 420 = 7930 paid for.
const DAIRY = { taken: 9120, given: 2310, left: 6810, spilt: 420, paid: 7930, sold: 8350, bought: 1540 };

async function dairy(changed: Partial<typeof DAIRY>) {
  const levels = { ...DAIRY, ...changed };
  const lines = Object.entries(levels).map(([id, level]) => `  ${id}: [{level: ${level} t}]`);
  return assaySmall({
    indicators: Object.fromEntries(Object.keys(levels).map((id) => [id, 't flow'])),
    releases: { office: lines.join('\n') },
    relations: `relations:
  - {id: left, hardness: hard, holds: left = taken - given}
  - {id: sold, hardness: hard, holds: sold = bought + left}
  - {id: paid, hardness: hard, holds: paid = sold - spilt}
`,
  });
}

test('two figures exchanged six rows apart are reported, and the total that both contradict is not accused', async () => {
  const report = await dairy({ taken: DAIRY.bought, bought: DAIRY.taken });
  expect(repairs(report)[0]?.[0]).toContain('taken@2025 exchanged with bought@2025');
  expect(accusedIn(report)).toEqual([]);
});

test('a total and a part far away that contradict one relation only are not told as exchanged', async () => {
  const levels = { all: 17, b: 12, c: 23, d: 31, e: 44, f: 52, g: 179 };
  const report = await assaySmall({
    indicators: Object.fromEntries(Object.keys(levels).map((id) => [id, 't flow'])),
    releases: {
      office: Object.entries(levels)
        .map(([id, level]) => `  ${id}: [{level: ${level} t}]`)
        .join('\n'),
    },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = b + c + d + e + f + g}\n',
  });
  expect(repairs(report).flat().length).toBeGreaterThan(0);
  expect(repairs(report).flat().join()).not.toContain('exchanged');
});

/** A table of three parts and their total in the years to 2025, a column each, and the growth of one part. */
function yearsOf(columns: readonly (readonly string[])[], growth: string): Promise<AssayReport> {
  const rows = ['x', 'y', 'z', 'all'].map((id, at) => {
    const levels = [...columns.entries()].map(
      ([year, column]) => `{level: ${column[at]} kt, at: table/1, period: ${2026 - columns.length + year}}`,
    );
    return `  ${id}: [${levels.join(', ')}${id === 'x' ? `, {growth: ${growth}}` : ''}]`;
  });
  return assaySmall({
    indicators: { x: 'kt flow', y: 'kt flow', z: 'kt flow', all: 'kt flow' },
    releases: { office: rows.join('\n') },
    relations: 'relations: [{id: total, hardness: hard, holds: all = x + y + z}]\n',
  });
}

test('the column of last year in place of this one is one mistake: an error if a figure contradicts it', async () => {
  const last = ['101.1', '202.2', '303.3', '606.6'];
  const repeats = 'the column of 2025 repeats that of 2024: all 4 levels in table/1 of office are the same';
  const summaries = async (now: readonly string[], growth: string): Promise<string[]> =>
    (await yearsOf([last, now], growth)).diagnostics.map(
      ({ severity, message }) => `${severity} ${message.split(';')[0]}`,
    );
  expect(await summaries(last, '5.0%')).toEqual([`error ${repeats}`]);
  expect(await summaries(last, '0.0%')).toEqual([`warning ${repeats}`]);
  // 106.2 ÷ 101.1 = 1.0504; with one row of its own it is not a repeated column, and that row is what is wrong
  expect(await summaries(['106.2', '202.2', '303.3', '611.7'], '5.0%')).toEqual([]);
  expect((await summaries(['101.1', '202.2', '303.3', '611.7'], '5.0%'))[0]).toMatch(/^error x@2025/);
});

test('a column that is the same in three years is of constants, and repeats none by mistake', async () => {
  const column = ['101.1', '202.2', '303.3', '606.6'];
  expect((await yearsOf([column, column, column], '0.0%')).diagnostics).toEqual([]);
});
