import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decimalToNumber } from '../../src/core/numbers/decimal.ts';
import { type Loaded, loadChanged, summaryOf } from './case.ts';
import { saying } from '../messages.ts';
import { asRelease } from './brands.ts';

const HEAD = 'release: {id: club-2026, source: club, published: 2027-01-15, period: 2026}\n';

function loadRelease(text: string): Promise<Loaded> {
  return loadChanged((folder) => writeFile(path.join(folder, 'releases/second.yaml'), HEAD + text));
}

/** `line:column address: print, low to high` of each statement of the release. */
function stated({ dataset }: Loaded): string[] {
  return (dataset?.releases.get(asRelease('club-2026'))?.observations ?? []).map(({ address, printed, place }) => {
    const { low, high } = printed?.interval ?? {};
    const ends = [low, high].map((end) => end && decimalToNumber(end)).join(' to ');
    return `${place.line}:${place.column} ${address}: ${printed?.text}, ${ends}`;
  });
}

test('each cell of a table is a statement with its own place, and decimals say which zeros count', async () => {
  const loaded = await loadRelease(`tables:
  - unit: kt
    decimals: 1
    at: table/1
    columns: [2024, { period: 2025, status: [estimated] }, 2026]
    rows:
      steel.used:   27   8.5  ..
  - unit: t
    decimals: 0
    columns: [2022]
    rows: { steel.used: '2,450' }
  - { unit: t, columns: [2021], rows: { steel.used: "2,450" } }
  - { unit: t, resolution: 5 t, columns: [2020], rows: { steel.used: "2,450" } }
  - { unit: '%', measure: growth, decimals: 1, columns: [2019, 2020], rows: { steel.used: -3 0.5 } }
`);
  expect(loaded.diagnostics.map(summaryOf)).toEqual([]);
  expect(stated(loaded)).toEqual([
    '8:21 steel.used@2024: 27 kt, 26.95 to 27.05',
    '8:26 steel.used@2025: 8.5 kt, 8.45 to 8.55',
    '12:26 steel.used@2022: 2,450 t, 2449.5 to 2450.5',
    '13:54 steel.used@2021: 2,450 t, 2445 to 2455',
    '14:71 steel.used@2020: 2,450 t, 2447.5 to 2452.5',
    '15:91 steel.used:growth@2019: -3%, -3.05 to -2.95',
    '15:94 steel.used:growth@2020: 0.5%, 0.45 to 0.55',
  ]);
  const [first, second] = loaded.dataset?.releases.get(asRelease('club-2026'))?.observations ?? [];
  expect([first?.at, first?.status, second?.status]).toEqual(['table/1', [], ['estimated']]);
});

test('a mistake in what a table says is one mistake: its figures are not told besides', async () => {
  const { diagnostics } = await loadRelease(`tables:
  - unit: kt
    at: ~
    columns: [2025]
    rows:
      steel.used: 27
`);
  expect(diagnostics.map(summaryOf).filter((line) => line.includes(' error '))).toEqual([
    saying('releases/second.yaml:4 error schema/empty: ~ … -- …'),
  ]);
});

test('records may have decimals, but not with a resolution', async () => {
  const record = (keys: string): string => `observations: {steel.used: [{level: 27 kt, ${keys}}]}\n`;
  expect(stated(await loadRelease(record('decimals: 2')))).toEqual(['2:37 steel.used@2026: 27 kt, 26.995 to 27.005']);
  const { diagnostics } = await loadRelease(record('decimals: 2, resolution: 5 kt'));
  expect(diagnostics.map(summaryOf)).toEqual([saying('releases/second.yaml:2 error schema/unknown-key … -- …')]);
});

test('figures that stand in a table and in a record are stated twice', async () => {
  const { diagnostics } = await loadRelease(
    'tables: [{unit: t, columns: [2026], rows: {steel.used: 5}}]\nobservations: {steel.used: [{level: 5 t}]}\n',
  );
  expect(diagnostics.map(({ place, rule }) => [place?.line, place?.column, rule])).toEqual([
    [2, 56, 'dataset/stated-twice'],
  ]);
});

test('a row on several lines is reported at its start', async () => {
  const { diagnostics } = await loadRelease(
    'tables:\n  - unit: t\n    columns: [2025, 2026]\n    rows:\n      steel.used:\n        5\n        x\n',
  );
  expect(diagnostics.map(({ place, rule }) => [place?.line, place?.column, rule])).toEqual([
    [7, 9, saying('dataset/not-a-decimal')],
  ]);
});

const ALONE = 'write a numeral alone, as in 1,695 or -64, and .. where the table has no figure';

test.each([
  ['(64)', 'brackets are not a minus sign', 'write "-64"', '-64'],
  ['\u201364', 'its dash is not a minus sign', 'write "-64"', '-64'],
  ['1.5e3', 'an exponent is not read', 'write "1500"', '1500'],
  ['64kt', 'a space comes before the unit', 'write "64": the unit of all figures is said once, above the rows', '64'],
  ['null', undefined, ALONE, '..'],
  ['1/2', undefined, ALONE, '..'],
  [
    '>64',
    'the word for a lower bound is over',
    'write .. here, and the figure under observations: "level: over 64 kt"',
    '..',
  ],
  ['64t', 'a space comes before the unit', 'write .. here, and the figure under observations: "level: 64 t"', '..'],
  ['64%', undefined, 'write .. here, and the figure under observations: all that this table has is in kt', '..'],
])('what %s in a cell should be fits into a cell', async (cell, problem, hint, fixed) => {
  const table = (text: string): string =>
    `tables: [{unit: kt, columns: [2025, 2026], rows: {steel.used: '${text} 27'}}]\n`;
  const { diagnostics } = await loadRelease(table(cell));
  const said = `"${cell}" is not a figure of a table${problem === undefined ? '' : `: ${problem}`}`;
  expect(diagnostics.map(summaryOf)).toEqual([
    saying(`releases/second.yaml:2 error dataset/not-a-decimal: ${said} -- ${hint}`),
  ]);
  expect((await loadRelease(table(fixed))).diagnostics.map(summaryOf)).toEqual([]);
  const record = /"(level: .*)"/.exec(hint)?.[1];
  if (record === undefined) return;
  const elsewhere = `${table('..')}observations: {steel.used: [{${record}, period: 2025}]}\n`;
  expect((await loadRelease(elsewhere)).diagnostics.map(summaryOf)).toEqual([]);
});

test('a row with too many figures says what makes two of one', async () => {
  const { diagnostics } = await loadRelease('tables: [{unit: kt, columns: [2026], rows: {steel.used: 1 695}}]\n');
  expect(diagnostics.map(({ hint }) => hint)).toEqual([
    'spaces only separate figures: a figure has no unit, and commas between its thousands',
  ]);
});
