import { describe, expect, test } from 'vitest';
import { openLedger } from '../../src/assay/constraints/ledger.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { openEdition } from '../../src/dataset/edition.ts';
import { lookUpAddress } from '../../src/dataset/lookup.ts';
import { LONG } from '../long.ts';
import { type AssayReport, assaySmall, filesOf, loadFiles, repairs, said } from './world.ts';
import { saying } from '../messages.ts';
import { asAddress } from '../dataset/brands.ts';

const LEVELS = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow', 'price.a': 'CNY/t price' };

/** `name@period strength verdict: left sense right`, sorted, of the relations that were derived. */
function derived({ relations }: AssayReport): string[] {
  return relations.map(
    ({ name, at, strength, verdict, sides }) =>
      `${name}@${at} ${strength} ${verdict}: ${sides.map(({ left, sense, right }) => `${left} ${sense} ${right}`).join('; ')}`,
  );
}

async function derivedFrom(observations: Readonly<Record<string, string>>, relations?: string): Promise<string[]> {
  const texts = Object.entries(observations).map(([id, records]) => [id, records] as const);
  const small = { indicators: LEVELS, releases: Object.fromEntries(texts), ...(relations ? { relations } : {}) };
  return derived(await assaySmall(small));
}

describe('growth', () => {
  test('is that of two levels of one release: hard', async () => {
    // 109.5/100.5 - 1 = 8.955% to 110.5/99.5 - 1 = 11.055%
    const records =
      '  out.a: [{level: 110 Mt, resolution: 1 Mt}, {level: 100 Mt, period: 2024, resolution: 1 Mt}, {growth: 10.0%}]';
    expect(await derivedFrom({ office: records })).toEqual([
      'out.a:growth@2025 hard compatible: 8.95 to 11.06% = 9.95 to 10.05%',
    ]);
  });

  test('over two releases is soft, and over a base that may be revised has room', async () => {
    const releases = {
      office: '  out.a: [{level: 110.0 Mt}, {growth: 8.0%}]',
      office_2024: '  out.a: [{level: 100.0 Mt}]',
    };
    expect(await derivedFrom(releases)).toEqual([
      'out.a:growth@2025 soft contradicted: 9.895 to 10.106% = 7.95 to 8.05%',
    ]);
    const constants = 'constants:\n  base_revision: {in: [0.95, 1.05], owner: office}\n';
    expect(await derivedFrom(releases, constants)).toEqual([
      'out.a:growth@2025 soft compatible: 4.6 to 16.0% = 7.95 to 8.05%',
    ]);
  });

  test('of prices has no such room', async () => {
    const releases = {
      office: '  price.a: [{level: "1,100 CNY/t", resolution: 1 CNY/t}, {growth: 8.0%}]',
      office_2024: '  price.a: [{level: "1,000 CNY/t", resolution: 1 CNY/t}]',
    };
    const constants = 'constants:\n  base_revision: {in: [0.95, 1.05], owner: office}\n';
    expect(await derivedFrom(releases, constants)).toEqual([
      'price.a:growth@2025 soft contradicted: 9.895 to 10.106% = 7.95 to 8.05%',
    ]);
  });
});

test('a CAGR is the root of the ratio, rounded outwards', async () => {
  // (161.045 / 100.05)^(1/5) = 1.099881, (161.055 / 99.95)^(1/5) = 1.100115
  const records = '  out.a: [{level: 161.05 Mt}, {level: 100.0 Mt, period: 2020}, {cagr: 10.0%, since: 2020}]';
  expect(await derivedFrom({ office: records })).toEqual([
    'out.a:cagr[2020]@2025 hard compatible: 9.9881 to 10.0116% = 9.95 to 10.05%',
  ]);
});

test('a difference of shares is that of shares of one whole', async () => {
  // 60 % less 25 %, each rounded to a tenth of a point
  const records = (
    points: string,
  ): string => `  out.a: [{share: 60.0%, of: out.all}, {difference: ${points} pp, of: share, from: out.b}]
  out.b: [{share: 25.0%, of: out.all}, {share: 90.0%, of: out.a}]`;
  const of = async (points: string): Promise<string[]> =>
    (await derivedFrom({ office: records(points) })).filter((text) => text.startsWith('out.a:difference'));
  expect(await of('35.0')).toEqual([
    'out.a:difference[out.b:share]@2025 hard compatible: 34.9 to 35.1 pp = 34.95 to 35.05 pp',
  ]);
  expect(await of('53.0')).toEqual([
    'out.a:difference[out.b:share]@2025 hard contradicted: 34.9 to 35.1 pp = 52.95 to 53.05 pp',
  ]);
});

test('a difference of shares that are not stated says that it is not tested', async () => {
  const world = await assaySmall({
    indicators: { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow' },
    releases: { office: '  out.a: [{share: 60.0%, of: out.all}, {difference: 35.0 pp, of: share, from: out.b}]' },
    relations: 'relations: []\n',
  });
  expect(said(world)).toEqual([saying('assay/never-evaluated: out.a:difference[out.b:share]@2025 …')]);
});

test('a share is part over whole, a difference part less whole', async () => {
  const records = `  out.a: [{level: 30.0 Mt}, {share: 60%, of: out.b}, {difference: -20.0 Mt, from: out.b}]
  out.b: [{level: 50.0 Mt}]`;
  expect(await derivedFrom({ office: records })).toEqual([
    'out.a:difference[out.b]@2025 hard compatible: -20.1 to -19.9 Mt = -20.05 to -19.95 Mt',
    'out.a:share[out.b]@2025 hard compatible: 59.840 to 60.161% = 59.5 to 60.5%',
  ]);
});

describe('claims', () => {
  test('of a first time: above now, and at no time before', async () => {
    const records = '  out.all: [{level: 81.0 Mt}, {growth: 5.0%}, {claim: first above 80 Mt}]';
    expect(await derivedFrom({ office: records, office_2023: '  out.all: [{level: 80.3 Mt}]' })).toEqual([
      'out.all:claim[first above]@2025 hard compatible: 77.058 to 77.228 Mt <= 80 Mt',
      'out.all:claim[first above]@2025 hard compatible: 80.95 to 81.05 Mt > 80 Mt',
      'out.all:claim[first above]@2025 soft contradicted: 80.25 to 80.35 Mt <= 80 Mt',
    ]);
  });

  test('of a first time: one test for all earlier levels, of the highest', async () => {
    const years = [2021, 2022, 2023].map((year, at) => `{level: ${[70, 82, 60][at]}.0 Mt, period: ${year}}`);
    const records = `  out.all: [{level: 81.0 Mt}, {claim: first above 80 Mt}, ${years.join(', ')}]`;
    expect(await derivedFrom({ office: records })).toEqual([
      'out.all:claim[first above]@2025 hard contradicted: 81.95 to 82.05 Mt <= 80 Mt',
      'out.all:claim[first above]@2025 hard compatible: 80.95 to 81.05 Mt > 80 Mt',
    ]);
  });

  test('of a record: not below any year before, and not fallen', async () => {
    const records = '  out.a: [{level: 81.0 Mt}, {growth: -5.0%}, {claim: record high}]';
    expect(await derivedFrom({ office: records, office_2023: '  out.a: [{level: 90.0 Mt}]' })).toEqual([
      'out.a:claim[record high]@2025 hard contradicted: -5.05 to -4.95% >= 0%',
      'out.a:claim[record high]@2025 soft contradicted: 80.95 to 81.05 Mt >= 89.95 to 90.05 Mt',
    ]);
  });

  test('of a record: one test for all earlier levels, against the highest', async () => {
    const years = [2021, 2022, 2023, 2024].map(
      (year, index) => `{level: ${[70, 90, 60, 65][index]}.0 Mt, period: ${year}}`,
    );
    const records = `  out.a: [{level: 81.0 Mt}, {claim: record high}, ${years.join(', ')}]`;
    expect(await derivedFrom({ office: records })).toEqual([
      'out.a:claim[record high]@2025 hard contradicted: 80.95 to 81.05 Mt >= 89.95 to 90.05 Mt',
    ]);
  });

  test('of records year after year: each with the record before and what came since', async () => {
    const years = [70, 71, 72, 73].map((level, index) => {
      const period = `period: ${2021 + index}`;
      return `{level: ${level}.0 Mt, ${period}}, {claim: record high, ${period}}`;
    });
    const found = await derivedFrom({
      office: `  out.a: [${years.join(', ')}, {level: 72.5 Mt}, {claim: record high}]`,
    });
    expect(found).toEqual([
      'out.a:claim[record high]@2022 hard compatible: 70.95 to 71.05 Mt >= 69.95 to 70.05 Mt',
      'out.a:claim[record high]@2023 hard compatible: 71.95 to 72.05 Mt >= 70.95 to 71.05 Mt',
      'out.a:claim[record high]@2024 hard compatible: 72.95 to 73.05 Mt >= 71.95 to 72.05 Mt',
      'out.a:claim[record high]@2025 hard contradicted: 72.45 to 72.55 Mt >= 72.95 to 73.05 Mt',
    ]);
  });

  test('of a rise, and of a rate that falls', async () => {
    const records = `  out.a: [{growth: 3.0%}, {claim: rises}]
  out.b: [{growth: 3.0%}, {claim: falls, of: growth}]`;
    expect(await derivedFrom({ office: records, office_2024: '  out.b: [{growth: 4.0%}]' })).toEqual([
      'out.a:claim[rises]@2025 hard compatible: 2.95 to 3.05% > 0%',
      'out.b:claim[falls growth]@2025 soft compatible: 2.95 to 3.05% < 3.95 to 4.05%',
    ]);
  });

  test('of a rise or a fall are tested with the levels of both years', async () => {
    const records = `  out.a: [{level: 81.0 Mt}, {level: 90.0 Mt, period: 2024}, {claim: rises}]
  out.b: [{level: 70.0 Mt}, {level: 70.04 Mt, period: 2024}, {claim: falls}]
  out.all: [{level: -4.0 Mt}, {level: -5.0 Mt, period: 2024}, {claim: falls}]`;
    expect(await derivedFrom({ office: records })).toEqual([
      'out.a:claim[rises]@2025 hard contradicted: 80.95 to 81.05 Mt > 89.95 to 90.05 Mt',
      'out.b:claim[falls]@2025 hard compatible: 69.95 to 70.05 Mt < 70.035 to 70.045 Mt',
    ]);
    // revised since, perhaps
    expect(
      await derivedFrom({
        office: '  out.a: [{level: 81.0 Mt}, {claim: rises}]',
        office_2024: '  out.a: [{level: 90.0 Mt}]',
      }),
    ).toEqual(['out.a:claim[rises]@2025 soft contradicted: 80.95 to 81.05 Mt > 89.95 to 90.05 Mt']);
  });

  test('of a fall in a month may be about the month before', async () => {
    const months = (...more: string[]): string =>
      `  out.a: [${['{level: 81.0 Mt, period: 2025-M12}', '{level: 70.0 Mt, period: 2024-M12}', '{claim: falls, period: 2025-M12}', ...more].join(', ')}]`;
    expect(await derivedFrom({ office: months() })).toHaveLength(1);
    expect(await derivedFrom({ office: months('{level: 85.0 Mt, period: 2025-M11}') })).toEqual([]);
    expect(await derivedFrom({ office: months('{change: -4.0 Mt, period: 2025-M12, base: 2025-M11}') })).toEqual([]);
  });

  test('that contradict a sign have it fixed', async () => {
    const small = { indicators: LEVELS, releases: { office: '  out.a: [{growth: -3.0%}, {claim: rises}]' } };
    expect(repairs(await assaySmall(small))).toEqual([['out.a:growth@2025 sign']]);
  });
});

describe('an identity', () => {
  const relations = 'relations:\n  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}\n';

  test('holds a year before through growth, and growth of the whole lies between that of the parts', async () => {
    const records = `  out.all: [{level: 100.0 Mt}, {growth: 10.0%}]
  out.a: [{level: 60.0 Mt}, {growth: 20.0%}]
  out.b: [{level: 40.0 Mt}, {growth: -2.2%}]`;
    // 100/1.1 = 90.909; 60/1.2 + 40/0.978 = 50 + 40.900
    expect(await derivedFrom({ office: records }, relations)).toEqual([
      'whole/before@2024 hard compatible: 90.822 to 90.996 Mt = 90.765 to 91.035 Mt',
      'whole/growth@2025 hard compatible: 9.95 to 10.05% >= -2.25 to -2.15%; 9.95 to 10.05% <= 19.95 to 20.05%',
      'whole@2025 hard compatible: 99.95 to 100.05 Mt = 99.9 to 100.1 Mt',
    ]);
  });

  test('without levels still says that much of growth', async () => {
    const records = '  out.all: [{growth: 30.0%}]\n  out.a: [{growth: 20.0%}]\n  out.b: [{growth: -2.2%}]';
    expect(await derivedFrom({ office: records }, relations)).toEqual([
      'whole/growth@2025 hard contradicted: 29.95 to 30.05% >= -2.25 to -2.15%; 29.95 to 30.05% <= 19.95 to 20.05%',
    ]);
  });

  test('over figures of several releases is soft', async () => {
    const found = await derivedFrom(
      { office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 60.0 Mt}]', paper: '  out.b: [{level: 40.0 Mt}]' },
      relations,
    );
    expect(found).toEqual(['whole@2025 soft compatible: 99.95 to 100.05 Mt = 99.9 to 100.1 Mt']);
  });
});

test('what crosses a change of definition is soft', async () => {
  const report = await assaySmall({
    indicators: { 'out.a': 'Mt flow' },
    releases: {
      office:
        '  out.a: [{level: 110 Mt, resolution: 1 Mt}, {level: 100 Mt, period: 2024, resolution: 1 Mt}, {growth: 50%, status: [break]}]',
    },
  });
  expect(derived(report)).toEqual(['out.a:growth@2025 soft contradicted: 8.95 to 11.06% = 49.5 to 50.5%']);
});

test('a flow over a part of a year is not greater than over the year, and quarters add up to it', async () => {
  const quarters = [1, 2, 3, 4].map((quarter) => `{level: ${quarter}0.0 Mt, period: 2025-Q${quarter}}`);
  const found = await derivedFrom({ office: `  out.a: [{level: 100.0 Mt}, ${quarters.join(', ')}]` });
  expect(found).toContain('out.a/part@2025 soft compatible: 99.8 to 100.2 Mt = 99.95 to 100.05 Mt');
  expect(found).toContain('out.a/part@2025 soft compatible: 39.95 to 40.05 Mt <= 99.95 to 100.05 Mt');
  expect(found).toHaveLength(5);
});

test('a relation is tested at each period and in each release that has its figures', async () => {
  const relations =
    'relations:\n  - {id: less, hardness: hard, periods: 2024.., sources: [office, office_2024], holds: out.a <= out.a@-1 * 2}\n';
  const found = await derivedFrom(
    {
      office: '  out.a: [{level: 30.0 Mt}]',
      office_2024: '  out.a: [{level: 20.0 Mt}]',
      office_2023: '  out.a: [{level: 5.0 Mt}]',
    },
    relations,
  );
  expect(found).toEqual(['less@2025 hard compatible: 29.95 to 30.05 Mt <= 39.9 to 40.1 Mt']);
});

test('of two sources of one rank, the tests and the brief believe the same, however well their days are known', async () => {
  const files = filesOf({
    indicators: { a: 'Mt flow' },
    releases: { early: '  a: [{level: 10 Mt}]', late: '  a: [{level: 20 Mt}]', other: '  a: [{claim: rises}]' },
  });
  const late = files.get('releases/late.yaml') ?? '';
  files.set('releases/late.yaml', late.replace(/published: [\d-]+/, 'published: 2026'));
  const { dataset } = await loadFiles(files);
  const edition = openEdition(dataset, 'other', undefined, new Diagnostics());
  const printed = edition && lookUpAddress(edition, 'a');
  const [trusted] = openLedger(dataset, [], {}).stated(asAddress('a@2025'));
  expect(trusted?.observation.release.id).toBe('late');
  expect(printed).toEqual({ observation: trusted?.observation });
});

describe('parts fill a period one after another', () => {
  const days = Array.from({ length: 26 }, (_, day) => `2025-06-${String(day + 5).padStart(2, '0')}`);
  const months = Array.from({ length: 51 }, (_, at) => {
    return `${2021 + Math.floor(at / 12)}-M${String((at % 12) + 1).padStart(2, '0')}`;
  });
  const eleven = [...months.slice(0, 11), '2021-M12', '2021-M01..2021-M11'];

  test.each<[what: string, whole: string, level: string, parts: readonly string[]]>([
    ['26 days', '2025-06-05..2025-06-30', '26.0', days],
    ['51 months', '2021-M01..2025-M03', '51.0', months],
    ['quarters across years', '2024-Q3..2025-Q2', '4.0', ['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2']],
    ['years', '2023..2025', '3.0', ['2023', '2024', '2025']],
    ['a half and two quarters', '2025', '3.0', ['2025-S1', '2025-Q3', '2025-Q4']],
    ['a running total and the month after it', '2021', '2.0', ['2021-M01..2021-M11', '2021-M12']],
  ])('%s add up to it', async (_, whole, level, parts) => {
    const sum = async (figure: string) => {
      const levels = [
        `{level: ${figure} Mt, period: ${whole}}`,
        ...parts.map((at) => `{level: 1.00 Mt, period: ${at}}`),
      ];
      const report = await assaySmall({
        indicators: { out: 'Mt flow' },
        releases: { office: `  out: [${levels.join(', ')}]` },
      });
      return report.relations
        .filter(({ name, at, says }) => name === 'out/part' && at === whole && says.includes('add up to'))
        .map(({ verdict }) => verdict);
    };
    expect(await sum(level)).toEqual(['compatible']);
    expect(await sum(String(Number(level) * 2))).toEqual(['contradicted']);
  });

  // net imports of electricity, United States, in GWh: May 2024 is less negative than the five months up to it
  test('a part of a flow that is printed below zero may be greater than the whole, but parts add up', async () => {
    const verdicts = async (april: number) => {
      const report = await assaySmall({
        indicators: { net: 'GWh flow' },
        releases: {
          office: `  net: [{level: -1511 GWh, period: 2024-M01..2024-M05}, {level: -789 GWh, period: 2024-M05}, {level: ${april} GWh, period: 2024-M01..2024-M04}]`,
        },
      });
      return report.relations.filter(({ name }) => name === 'net/part').map(({ says, verdict }) => [says, verdict]);
    };
    const says = 'net: 2024-M01..2024-M04 to 2024-M05 add up to 2024-M01..2024-M05';
    expect(await verdicts(-722)).toEqual([[says, 'compatible']]);
    expect(await verdicts(-227)).toEqual([[says, 'contradicted']]);
  });

  test('months are added up next to running totals, and not where one is missing', async () => {
    const filled = async (parts: readonly string[]) => {
      const levels = ['2021', ...parts].map((at) => `{level: 1.00 Mt, period: ${at}}`);
      const report = await assaySmall({
        indicators: { out: 'Mt flow' },
        releases: { office: `  out: [${levels.join(', ')}]` },
      });
      return report.relations.filter(({ at, says }) => at === '2021' && says.includes('add up to')).length;
    };
    expect(await filled(eleven)).toBe(2);
    expect(await filled(eleven.slice(1))).toBe(1);
    expect(await filled(eleven.slice(1, -1))).toBe(0);
  });
});

describe('a change in units', () => {
  const indicators = { stay: 'day index', rate: '% ratio', out: 'Mt flow' };
  const verdictOf = async (statements: string, earlier?: string): Promise<string[]> => {
    const releases = { office: statements, ...(earlier === undefined ? {} : { before: earlier }) };
    const report = await assaySmall({ indicators, releases });
    return report.relations
      .filter(({ name }) => name.includes(':change'))
      .map(({ name, at, verdict }) => `${name}@${at} ${verdict}`);
  };

  test('is the level now less the level then', async () => {
    const stay = (change: string): string =>
      `  stay: [{level: 2.5 day, period: 2025-M04}, {level: 2.6 day, period: 2019-M04}, {change: ${change} day, period: 2025-M04, base: 2019-M04}]`;
    expect(await verdictOf(stay('-0.1'))).toEqual(['stay:change[2019-M04]@2025-M04 compatible']);
    expect(await verdictOf(stay('-0.3'))).toEqual(['stay:change[2019-M04]@2025-M04 contradicted']);
  });

  test('is on the same period a year earlier if no base is named, and in points of a percentage', async () => {
    const rate = (change: string): string =>
      `  rate: [{level: 5.1%, period: 2025}, {level: 4.9%, period: 2024}, {change: ${change} pp}]`;
    expect(await verdictOf(rate('0.2'))).toEqual(['rate:change@2025 compatible']);
    expect(await verdictOf(rate('0.5'))).toEqual(['rate:change@2025 contradicted']);
  });

  test('since a release is what that release states of the same period less', LONG, async () => {
    const out = (change: string): string => `  out: [{level: 14.5 Mt}, {change: ${change} Mt, since: before}]`;
    expect(await verdictOf(out('0.3'), '  out: [{level: 14.2 Mt}]')).toEqual(['out:change[before]@2025 compatible']);
    expect(await verdictOf(out('-0.3'), '  out: [{level: 14.2 Mt}]')).toEqual(['out:change[before]@2025 contradicted']);
  });

  test('agrees with the growth next to it where no level of the base is stated', async () => {
    const out = (change: string): string => `  out: [{level: 11.00 Mt}, {growth: 10.0%}, {change: ${change} Mt}]`;
    expect(await verdictOf(out('1.00'))).toEqual(['out:change@2025 compatible']);
    expect(await verdictOf(out('1.10'))).toEqual(['out:change@2025 contradicted']);
  });

  test('may stand in a relation', async () => {
    const report = await assaySmall({
      indicators,
      releases: { office: '  out: [{level: 11.00 Mt}, {change: 1.00 Mt}]' },
      relations: 'relations:\n  - {id: r, hardness: hard, holds: "out:change <= 0.9 Mt"}\n',
    });
    expect(report.relations.map(({ name, verdict }) => `${name} ${verdict}`)).toContain('r contradicted');
  });
});
