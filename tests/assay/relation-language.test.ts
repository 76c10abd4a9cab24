import { describe, expect, test } from 'vitest';
import { assaySmall, filesOf, reportOn, said, type Small, tryFiles, verdicts } from './world.ts';
import { saying } from '../messages.ts';

const relation = (holds: string, more = ''): string =>
  `relations:\n  - {id: r, hardness: hard, owner: tests, reason: a test, holds: "${holds}"${more}}\n`;

/** The verdicts of one relation over statements of one release, by period. */
async function verdictsOf(
  holds: string,
  indicators: Small['indicators'],
  statements: string,
): Promise<Record<string, string>> {
  const report = await assaySmall({ indicators, releases: { office: statements }, relations: relation(holds) });
  const own = Object.entries(verdicts(report)).filter(([name]) => /^r[.@]/.test(name));
  return Object.fromEntries(own);
}

async function mistakesIn(holds: string, more = '', indicators: Small['indicators'] = { a: 'Mt flow' }) {
  const releases = { office: `  ${Object.keys(indicators)[0]}: [{level: 10.0 Mt}]` };
  const { diagnostics } = await tryFiles(filesOf({ indicators, releases, relations: relation(holds, more) }));
  return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
}

const MONTHS = `  a:
    - {level: 5.0 Mt, period: 2024-M12}
    - {level: 9.0 Mt, period: 2025-M01}
    - {level: 12.0 Mt, period: 2024-Q4}
    - {level: 90.0 Mt, period: 2025-Q1}`;

describe('a period is counted from the tested one', () => {
  test('a month before, across the year, and no quarter is taken for a month', async () => {
    expect(await verdictsOf('a <= 1.5 * a@-1M', { a: 'Mt flow' }, MONTHS)).toEqual({ 'r@2025-M01': 'contradicted' });
    expect(await verdictsOf('a <= 2 * a@-1M', { a: 'Mt flow' }, MONTHS)).toEqual({ 'r@2025-M01': 'compatible' });
  });

  test('a quarter before', async () => {
    expect(await verdictsOf('a <= 2 * a@-1Q', { a: 'Mt flow' }, MONTHS)).toEqual({ 'r@2025-Q1': 'contradicted' });
  });

  test('the like period any number of years before, and one that is named', async () => {
    const years = '  a: [{level: 10.0 Mt}, {level: 4.0 Mt, period: 2013}]';
    expect(await verdictsOf('a >= 2 * a@-12', { a: 'Mt flow' }, years)).toEqual({ 'r@2025': 'compatible' });
    expect(await verdictsOf('a / a@2013 in [3, 4]', { a: 'Mt flow' }, years)).toEqual({
      'r@2013': 'contradicted',
      'r@2025': 'contradicted',
    });
  });

  test('the base of growth', async () => {
    const growth = '  a: [{level: 9.0 Mt, period: 2025-M01}, {growth: 80%, period: 2025-M01, base: 2024-M12}]';
    expect(await verdictsOf('a:growth[-1M] <= 50%', { a: 'Mt flow' }, growth)).toEqual({
      'r@2025-M01': 'contradicted',
    });
  });
});

describe('a sum over periods', () => {
  const statements = `  a:
    - {level: 30.0 Mt}
    - {level: 20.0 Mt, period: 2025-S1}
    - {level: 9.0 Mt, period: 2025-S2}`;

  test.each([
    ['sum(a@2025-S1..2025-S2) = a@2025', 'r@2025-S2'],
    ['sum(a@0-S1..0-S2) = a', 'r@2025'],
  ])('%s', async (holds, name) => {
    expect(await verdictsOf(holds, { a: 'Mt flow' }, statements)).toEqual({ [name]: 'contradicted' });
  });

  test('counted from the tested period', async () => {
    expect(await verdictsOf('sum(a@-1S..0S) <= 29.2 Mt', { a: 'Mt flow' }, statements)).toEqual({
      'r@2025-S2': 'compatible',
    });
    expect(await verdictsOf('sum(a@-1S..0S) <= 28.8 Mt', { a: 'Mt flow' }, statements)).toEqual({
      'r@2025-S2': 'contradicted',
    });
  });

  test('over days and months far apart: hyphens of dates are not a nesting', async () => {
    const days = Array.from({ length: 28 }, (_, day) => `a@2025-02-${String(day + 1).padStart(2, '0')}`).join(' + ');
    expect(await mistakesIn(`${days} <= a@2025-M02`)).toEqual([]);
    expect(await mistakesIn('sum(a@2021-M01..2025-M03) <= 99 Mt')).toEqual([]);
    expect(await mistakesIn(`${'('.repeat(51)}a${')'.repeat(51)} <= 99 Mt`)).toEqual([
      saying('assay/syntax … 5000 … 50 …'),
    ]);
  });

  test.each([
    'sum(a@2025-Q1..2025-M12) > 1 Mt',
    'sum(a@0..-3M) > 1 Mt',
    'sum(a@-3M..0Q) > 1 Mt',
    'sum(a@0-Q1..0M) > 1 Mt',
  ])('%s has no range', async (holds) => {
    expect(await mistakesIn(holds)).toEqual([expect.stringMatching(/^dataset\/bad-period: .*/)]);
  });
});

describe('one relation for each member', () => {
  const indicators = { 'in.north': 'Mt flow', 'in.south': 'Mt flow', 'in.world': 'Mt flow', 'out.north': 'Mt flow' };
  const statements = `  in.north: [{level: 10.0 Mt}]
  in.south: [{level: 30.0 Mt}]
  in.world: [{level: 20.0 Mt}]
  out.north: [{level: 12.0 Mt}]`;

  test('that a pattern stands for; one that is compared with itself is left out', async () => {
    expect(await verdictsOf('in.* <= in.world', indicators, statements)).toEqual({
      'r.north@2025': 'compatible',
      'r.south@2025': 'contradicted',
    });
  });

  test('that two patterns have in common', async () => {
    expect(await verdictsOf('out.* <= in.*', indicators, statements)).toEqual({ 'r.north@2025': 'contradicted' });
  });

  test('next to a sum over all', async () => {
    expect(await verdictsOf('in.* / sum(in.*) <= 40%', indicators, statements)).toEqual({
      'r.north@2025': 'compatible',
      'r.south@2025': 'contradicted',
      'r.world@2025': 'compatible',
    });
  });

  describe('of a dimension, whatever the indicators are called', () => {
    const about = (kind: string): string => `unit: Mt, kind: flow, dimensions: {kind: ${kind}}}`;
    const catalogue = `
indicators:
  made.wheat: {label: {en: Made}, ${about('grain')}
  used.feed: {label: {en: Feed}, ${about('grain')}
  used.bread: {label: {en: Bread}, ${about('grain')}
  made.crude: {label: {en: Crude}, ${about('oil')}
  used.fuel: {label: {en: Fuel}, ${about('oil')}
  used.salt: {label: {en: Salt}, unit: Mt, kind: flow}
`;
    const statements = `  made.wheat: [{level: 10.0 Mt}]
  used.feed: [{level: 8.0 Mt}]
  used.bread: [{level: 3.0 Mt}]
  made.crude: [{level: 5.0 Mt}]
  used.fuel: [{level: 4.0 Mt}]
  used.salt: [{level: 90.0 Mt}]`;

    async function tested(holds: string) {
      const files = filesOf({
        indicators: {},
        releases: { office: statements },
        relations: relation(holds, ', for: kind'),
      });
      const head = files.get('dataset.yaml')?.replace(/indicators:[^]*/, '') ?? '';
      const members = 'members: {grain: {en: Grain}, oil: {en: Oil}, gas: {en: Gas}}';
      files.set('dataset.yaml', `${head}dimensions: {kind: {label: {en: Kind}, ${members}}}${catalogue}`);
      const { dataset, rules, diagnostics } = await tryFiles(files);
      const messages = diagnostics.map(({ message }) => message);
      return dataset && rules ? verdicts(reportOn(dataset, rules)) : messages;
    }

    test('with sums over the figures about the member', async () => {
      expect(await tested('made.* >= sum(used.*)')).toEqual({
        'r.grain@2025': 'contradicted',
        'r.oil@2025': 'compatible',
      });
    });

    test('where a pattern matches one indicator about each', async () => {
      expect(await tested('made.* >= used.*')).toEqual([saying('used.* … used.feed … used.bread …')]);
      expect(await tested('sum(made.*) >= 1 Mt')).toEqual(['this relation is the same for each kind']);
    });
  });

  test.each([
    ['no.* <= a', '', 'assay/unknown-term … no.*'],
    ['a = a.*', '', 'assay/syntax: a.* …'],
    ['a.x* <= a', '', 'assay/syntax … a.x*, * …'],
    ['a <= 9 Mt', ', for: kind', 'dataset/unknown-dimension … dataset.yaml'],
  ])('%s%s is refused', async (holds, more, message) => {
    expect(await mistakesIn(holds, more)).toEqual([saying(message)]);
  });
});

test('units of trade are converted with their exact factors', async () => {
  // 1 t is 32,150.7466 troy ounces: at 3,000 dollars 96.45 million.
  const indicators = { gold: 't flow', price: 'USD/ozt price', sales: 'million USD flow', oil: 'bbl flow' };
  const statements = (sales: string): string =>
    `  gold: [{level: 1.000 t}]\n  price: [{level: "3,000 USD/ozt", resolution: 1 USD/ozt}]\n  sales: [{level: ${sales} million USD}]\n  oil: [{level: 1.00 bbl}]`;
  expect(await verdictsOf('gold * price = sales', indicators, statements('96.45'))).toEqual({ 'r@2025': 'compatible' });
  expect(await verdictsOf('gold * price = sales', indicators, statements('96.6'))).toEqual({
    'r@2025': 'contradicted',
  });
  // A barrel is 0.158987 m³, with or without its rounding.
  expect(await verdictsOf('oil in [0.158 m3, 0.16 m3]', indicators, statements('1'))).toEqual({
    'r@2025': 'compatible',
  });
  expect(await verdictsOf('oil > 0.16 m3', indicators, statements('1'))).toEqual({ 'r@2025': 'contradicted' });
});

describe('signs', () => {
  test('abs is the number without its minus', async () => {
    const both = '  a: [{level: -3.0 Mt}]\n  b: [{level: 3.0 Mt}]';
    const indicators = { a: 'Mt index', b: 'Mt index' };
    expect(await verdictsOf('abs(a) = abs(b)', indicators, both)).toEqual({ 'r@2025': 'compatible' });
    expect(await verdictsOf('abs(a) >= 3.1 Mt', indicators, both)).toEqual({ 'r@2025': 'contradicted' });
    expect(await verdictsOf('abs(a) <= 2.9 Mt', indicators, both)).toEqual({ 'r@2025': 'contradicted' });
  });

  test.each(['!=', '≠'])('%s is contradicted only by the same number', async (sign) => {
    const years = '  a: [{level: 2024 year}]\n  b: [{level: 2024 year}]\n  c: [{level: 2025 year}]';
    const indicators = { a: 'year index', b: 'year index', c: 'year index' };
    expect(await verdictsOf(`a ${sign} b`, indicators, years)).toEqual({ 'r@2025': 'contradicted' });
    expect(await verdictsOf(`a ${sign} c`, indicators, years)).toEqual({ 'r@2025': 'compatible' });
    const rounded = '  a: [{level: 5 Mt}]\n  b: [{level: 5 Mt}]';
    expect(await verdictsOf(`a ${sign} b`, { a: 'Mt flow', b: 'Mt flow' }, rounded)).toEqual({
      'r@2025': 'compatible',
    });
  });
});

describe('a figure without an upper end', () => {
  test.each([
    ['a > 80 Mt', 'compatible'],
    ['a >= 80 Mt', 'compatible'],
    ['80 Mt < a', 'compatible'],
    ['a > 90 Mt', 'undecided'],
    ['a <= 80 Mt', 'contradicted'],
    ['a < 90 Mt', 'compatible'],
  ])('over 80 Mt: %s is %s', async (holds, verdict) => {
    expect(await verdictsOf(holds, { a: 'Mt flow' }, '  a: [{level: over 80 Mt}]')).toEqual({ 'r@2025': verdict });
  });
});

test.each([
  'a = a',
  'a + b >= b + a',
  '2 * a = a + a',
  'a@-1 - a@-1 <= 0 Mt',
  '2 Mt <= 3 Mt',
  'abs(a - b) = abs(a - b)',
])('%s tests no figure', async (holds) => {
  expect(await mistakesIn(holds, '', { a: 'Mt flow', b: 'Mt flow' })).toEqual([
    saying(`assay/tautology: "${holds}" …`),
  ]);
});

describe('a span that equals the sum of its months', () => {
  const holds = 'sum(a@2025-M01..2025-M03) = a@2025-M01..2025-M03';
  const relations = `relations:\n  - {id: r, hardness: hard, holds: "${holds}"}\n`;
  const months = ['45.1', '46.0', '49.0'].map((level, at) => `{level: ${level} Mt, period: 2025-M0${at + 1}}`);
  const saidOf = async (...records: string[]): Promise<string[]> =>
    said(
      await assaySmall({
        indicators: { a: 'Mt flow' },
        releases: { office: `  a: [${records.join(', ')}]` },
        relations,
      }),
    );

  test('is tested where a release states the span', async () => {
    expect(await saidOf('{level: 140.1 Mt, period: 2025-M01..2025-M03}', ...months)).toEqual([]);
    expect(await saidOf('{level: 150.1 Mt, period: 2025-M01..2025-M03}', ...months)).toContainEqual(
      expect.stringMatching(/^assay\/contradiction: .*, but 139\.95 to 140\.25 Mt is not 150\.05 to 150\.15 Mt$/),
    );
  });

  test('tests nothing where none does', async () => {
    expect(await saidOf(...months)).toEqual([saying(`assay/tautology: "${holds}" … a@2025-M01..2025-M03 …`)]);
  });

  test('waits for a month that is missing', async () => {
    expect(await saidOf('{level: 140.1 Mt, period: 2025-M01..2025-M03}', ...months.slice(1))).toEqual([
      saying('assay/never-evaluated: r …'),
    ]);
  });
});

test.each(['a = b', 'a >= 0 Mt', 'a@-1 <= a', '2 * a <= 3 * a'])('%s tests a figure', async (holds) => {
  expect(await mistakesIn(holds, '', { a: 'Mt flow', b: 'Mt flow' })).toEqual([]);
});

test('growth from a loss is reported and tested by nothing', async () => {
  const report = await assaySmall({
    indicators: { profit: 'bn CNY index' },
    releases: { office: '  profit: [{level: 3.0 bn CNY}, {level: -5.0 bn CNY, period: 2024}, {growth: 160%}]' },
  });
  expect(report.relations).toEqual([]);
  expect(said(report)).toEqual([saying('assay/negative-base: profit:growth@2025 … profit@2024 … -5.0 bn CNY')]);
});

describe('a year from one calendar year to the next', () => {
  const years = `  a:
    - {level: 400.0 Mt, period: 2024/25}
    - {level: 390.0 Mt, period: 2023/24}
    - {level: 90.0 Mt, period: 2024-Q4}
    - {level: 100.0 Mt, period: 2025-Q1}
    - {level: 110.0 Mt, period: 2025-Q2}
    - {level: 95.0 Mt, period: 2025-Q3}`;
  const fiscal = { a: 'Mt flow, year_starts: 10' };

  test('is one name with its slash; a division has spaces', async () => {
    expect(await verdictsOf('a@2024/25 / 2 = 200 Mt', fiscal, years)).toEqual({ 'r@2024/25': 'compatible' });
    expect(await mistakesIn('a@2024/26 = 200 Mt')).toEqual([saying('dataset/bad-address: 2024/26 …')]);
  });

  test('follows the year before it', async () => {
    expect(await verdictsOf('a <= 1.01 * a@-1', fiscal, years)).toEqual({ 'r@2024/25': 'contradicted' });
  });

  test('has the quarters that lie in it, in their order', async () => {
    expect(await verdictsOf('a <= sum(a@0-Q4..0-Q3)', fiscal, years)).toEqual({ 'r@2024/25': 'contradicted' });
    expect(await verdictsOf('a <= 4.5 * a@0-Q4', fiscal, years)).toEqual({ 'r@2024/25': 'compatible' });
    expect(await verdictsOf('a <= a@0-Q3', { a: 'Mt flow, year_starts: 9' }, years)).toEqual({});
  });

  test('is filled by its quarters, and tested against the growth next to it', async () => {
    const growth = `${years}\n    - {growth: 2.6%, period: 2024/25}`;
    const report = await assaySmall({ indicators: fiscal, releases: { office: growth } });
    expect(report.relations.map(({ says, verdict }) => `${says}: ${verdict}`)).toEqual(
      expect.arrayContaining([
        'a: 2024-Q4 to 2025-Q3 add up to 2024/25: contradicted',
        'a grew from 2023/24 to 2024/25 as its levels did: compatible',
      ]),
    );
  });

  test('is sorted and limited by the month in which it starts', async () => {
    const limited = (periods: string) =>
      testedUnder(
        `relations:\n  - {id: r, hardness: hard, owner: tests, reason: a test, periods: ${periods}, holds: a > 0 Mt}\n`,
      );
    async function testedUnder(relations: string): Promise<string[]> {
      const report = await assaySmall({ indicators: fiscal, releases: { office: years }, relations });
      return Object.keys(verdicts(report)).filter((name) => name.startsWith('r@2') && name.includes('/'));
    }
    expect(await limited('2024/25..')).toEqual(['r@2024/25']);
    expect(await limited('..2023/24')).toEqual(['r@2023/24']);
  });
});
