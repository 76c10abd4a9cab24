import { describe, expect, test } from 'vitest';
import { witnessed } from './case.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';

/** What is reported of statements that were typed from one paragraph. */
async function toldOf(
  text: string,
  statements: Readonly<Record<string, readonly string[]>>,
): Promise<readonly string[]> {
  const lines = Object.entries(statements).map(
    ([id, all]) => `  ${id}:\n${all.map((one) => `    - { ${one} }\n`).join('')}`,
  );
  const head =
    'release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: sources/own.txt }';
  const { told } = await witnessed([
    [RELEASE, `${head}\nobservations:\n${lines.join('')}`],
    ['sources/own.txt', `${text}\n`],
    ['sources/own.yaml', 'keep: text\nlicence: CC0-1.0\nretrieved: 2026-02-04\n'],
  ]);
  return told.map((one) => one.replace(' port-en-2025.yaml', ''));
}

describe('where a sentence is silent, nothing contradicts it', () => {
  const LIST = 'Throughput grew by about 2.8% this year and 2.4% in 2024.';

  test('a growth goes on in a list', async () => {
    expect(await toldOf(LIST, { cargo: ['growth: about 2.8%', 'growth: 2.4%, period: 2024'] })).toEqual([]);
  });

  test('a share needs a word that says so', async () => {
    const typed = { cargo: ['growth: about 2.8%'], 'cargo.bulk': ['share: 2.4%, of: cargo, period: 2024'] };
    expect(await toldOf(LIST.replace(' and 2.4%', ', bulk goods 2.4%'), typed)).toEqual(['witness/measure:6']);
  });

  test('a base other than a year earlier needs words or its year', async () => {
    const said = 'Throughput grew 9% and was 41.37 million tonnes.';
    expect(await toldOf(said, { cargo: ['growth: 9%', 'level: 41.37 million t'] })).toEqual([]);
    expect(await toldOf(said, { cargo: ['growth: 9%, base: 2019', 'level: 41.37 million t'] })).toEqual([
      'witness/base:4',
    ]);
    const named = `In 2019 it was lower. ${said}`;
    expect(await toldOf(named, { cargo: ['growth: 9%, base: 2019', 'level: 41.37 million t'] })).toEqual([]);
  });
});

describe('lists name their figures one by one', () => {
  const LIST = 'Bulk goods and liquid goods fell 8% and 5%, respectively.';

  test('in the order of the labels, all in one direction', async () => {
    expect(await toldOf(LIST, { 'cargo.bulk': ['growth: -8%'], 'cargo.liquid': ['growth: -5%'] })).toEqual([]);
  });

  test('exchanged figures are seen, and a lost sign', async () => {
    const exchanged = await toldOf(LIST, { 'cargo.bulk': ['growth: -5%'], 'cargo.liquid': ['growth: -8%'] });
    expect(exchanged).toEqual(['witness/label:4', 'witness/label:6']);
    const unsigned = await toldOf(LIST, { 'cargo.bulk': ['growth: -8%'], 'cargo.liquid': ['growth: 5%'] });
    expect(unsigned).toEqual(['witness/sign:6']);
  });
});

describe('an earlier value', () => {
  const SAID = 'The growth of throughput slowed to 2.5% in the fourth quarter, from 4.5% a quarter earlier.';

  test('is of its own period, and not compared with the words behind it', async () => {
    expect(await toldOf(SAID, { cargo: ['growth: 2.5%, period: 2025-Q4', 'growth: 4.5%, period: 2025-Q3'] })).toEqual(
      [],
    );
  });
});

describe('a number with a fraction', () => {
  const SAID = 'Throughput grew 5¼%, and bulk goods 3½ to 4%.';

  test('is its decimal number, also in a range', async () => {
    expect(await toldOf(SAID, { cargo: ['growth: 5.25%'], 'cargo.bulk': ['growth: 3.5 to 4%'] })).toEqual([]);
    expect(await toldOf(SAID, { cargo: ['growth: 5.5%'], 'cargo.bulk': ['growth: 3.5 to 4%'] })).toEqual([
      'witness/digits:4',
    ]);
  });
});

describe('a space that does not break', () => {
  test('is a space between a month and its day', async () => {
    const said = 'In the year ended November\u00A02, 2025 throughput was 41.37\u00A0million tonnes.';
    expect(await toldOf(said, { cargo: ['level: 41.37 million t'] })).toEqual([]);
  });
});
