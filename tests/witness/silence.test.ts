import { describe, expect, test } from 'vitest';
import { witnessed } from './case.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';

/** What is reported of statements that were typed from one paragraph. */
async function toldOf(
  text: string,
  statements: Readonly<Record<string, readonly string[]>>,
  language: 'en' | 'de' | 'zh' = 'en',
): Promise<readonly string[]> {
  const lines = Object.entries(statements).map(
    ([id, all]) => `  ${id}:\n${all.map((one) => `    - { ${one} }\n`).join('')}`,
  );
  const head = `release: { id: port-en-2025, source: port_${language}, published: 2026-02-04, period: 2025, source_file: sources/own.txt }`;
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

describe('the whole of a share', () => {
  const SAID = 'Liquid goods made up 29.2% of all throughput, 4% more than in 2024.';

  test('is not what the next figure is said about', async () => {
    const share = 'share: 29.2%, of: cargo';
    expect(await toldOf(SAID, { 'cargo.liquid': [share, 'growth: 4%'] })).toEqual([]);
    expect(await toldOf(SAID, { 'cargo.liquid': [share], cargo: ['growth: 4%'] })).toEqual(['witness/label:6']);
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

describe('the words for an indicator', () => {
  test('which no such figure can be of are not its words', async () => {
    const SAID = 'Revenue grew. Without the delayed ships it was 120 million EUR.';
    expect(await toldOf(SAID, { revenue: ['level: 120 million EUR'] })).toEqual([]);
  });

  test('may stand in an earlier sentence', async () => {
    const SAID = 'Bulk goods were in demand, and liquid goods too. Compared with 2024 the former rose by 8%.';
    expect(await toldOf(SAID, { 'cargo.bulk': ['growth: 8%'] })).toEqual([]);
    expect(await toldOf(SAID, { containers: ['growth: 8%'] })).toEqual(['witness/label:4']);
  });

  test('are exchanged where each would be nearer to the figure of the other', async () => {
    const SAID = 'Liquid goods gained while bulk goods rose by 8%. The increase was 5%.';
    expect(await toldOf(SAID, { 'cargo.bulk': ['growth: 8%'], 'cargo.liquid': ['growth: 5%'] })).toEqual([]);
    const exchanged = { 'cargo.bulk': ['growth: 5%'], 'cargo.liquid': ['growth: 8%'] };
    expect(await toldOf(SAID, exchanged)).toEqual(['witness/label:4']);
  });

  test('are those of each where one figure stands behind a list', async () => {
    const SAID = 'Bulk goods, liquid goods and container traffic grew by more than 5%.';
    const all = { 'cargo.bulk': ['growth: over 5%'], 'cargo.liquid': ['growth: over 5%'] };
    expect(await toldOf(SAID, { ...all, containers: ['growth: over 5%'] })).toEqual([]);
    expect(await toldOf(SAID, { ...all, ships: ['growth: over 5%'] })).toEqual(['witness/label:8']);
    const twice = { 'cargo.bulk': ['growth: over 5%', 'growth: over 5%, period: 2025'] };
    expect(await toldOf(SAID, twice)).toContain('witness/stated-twice:5');
  });
});

describe('words that a language has of its own', () => {
  test('增长1.86倍 is a growth of 186 %', async () => {
    const typed = (growth: string): Record<string, string[]> => ({ 'cargo.bulk': [`growth: ${growth}`] });
    expect(await toldOf('散货同比增长1.86倍。', typed('186%'), 'zh')).toEqual([]);
    expect(await toldOf('散货同比增长1.86倍。', typed('1.86%'), 'zh')).toEqual(['witness/digits:4']);
  });

  test('um leads to a change where the verb stands behind it', async () => {
    const typed = { ships: ['change: 840'] };
    expect(await toldOf('Die Schiffsanläufe nahmen gegenüber dem Vorjahr um 840 zu.', typed, 'de')).toEqual([]);
    const fall = { ships: ['change: -840'] };
    expect(await toldOf('Die Schiffsanläufe nahmen gegenüber dem Vorjahr um 840 zu.', fall, 'de')).toEqual([
      'witness/sign:4',
    ]);
  });
});

describe('the year of a figure', () => {
  const SAID = 'Container traffic was 410 thousand TEU in 2024, after 398 thousand TEU. Bulk goods grew by 8%.';
  const toldOfYears = (first: number, second: number, growth: number): Promise<readonly string[]> =>
    toldOf(SAID, {
      containers: [`level: 410 10^3 teu, period: ${first}`, `level: 398 10^3 teu, period: ${second}`],
      'cargo.bulk': [`growth: 8%, period: ${growth}`],
    });

  test('is the one right behind it, else one that the source names or is about', async () => {
    expect(await toldOfYears(2024, 2025, 2025)).toEqual([]);
    expect(await toldOfYears(2025, 2024, 2025)).toEqual(['witness/base:4']);
    expect(await toldOfYears(2024, 2022, 2025)).toEqual(['witness/base:5']);
    expect(await toldOfYears(2024, 2025, 2023)).toEqual(['witness/base:7']);
  });

  test('may be the year before where the source compares with it', async () => {
    const before = { 'cargo.bulk': ['level: 12 million t, period: 2024'] };
    const text = 'A year earlier 12 million tonnes of bulk goods were handled.';
    expect(await toldOf(text, before)).toEqual([]);
    expect(await toldOf(text.replace('A year earlier', 'In all'), before)).toEqual(['witness/base:4']);
  });
});

describe('shares', () => {
  test.for([
    'Liquid goods accounted for 29.2% of throughput.',
    'Liquid goods made up 29.2% of throughput.',
    '29.2% of the goods handled were liquid goods.',
    'Nearly a third of them (29.2%) were liquid goods, two thirds of the total were not.',
  ])('%s', async (text) => {
    expect(await toldOf(text, { 'cargo.liquid': ['share: 29.2%, of: cargo'] })).toEqual([]);
    if (text.includes('up'))
      expect(await toldOf(text, { 'cargo.liquid': ['growth: 29.2%'] })).toEqual(['witness/measure:4']);
  });

  test('the last year before something is not a base', async () => {
    const text = 'Compared with 2019, the last year before the storm, throughput was still 4.5% lower.';
    expect(await toldOf(text, { cargo: ['growth: -4.5%, base: 2019'] })).toEqual([]);
  });
});
