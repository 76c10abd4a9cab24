import { describe, expect, test } from 'vitest';
import { changesOf } from '../../src/assay/slips/single-changes.ts';
import {
  type AssayReport,
  assaySmall,
  filesOf,
  loadFiles,
  repairs,
  resultOfSmall,
  type Small,
  tryFiles,
} from './world.ts';
import { mentioning } from '../messages.ts';

const sums = [
  '  - {id: sum, hardness: hard, holds: all = p.a + p.b + p.c}',
  '  - {id: first, hardness: hard, owner: x, reason: y, holds: "p.a / q.a in [0.99, 1.01]"}',
  '  - {id: second, hardness: hard, owner: x, reason: y, holds: "p.b / q.b in [0.99, 1.01]"}',
];
const parts = { all: 't flow', 'p.a': 't flow', 'p.b': 't flow', 'p.c': 't flow', 'q.a': 't flow', 'q.b': 't flow' };

/** A release of parts, whose true values are 1234, 5678 and 9012 t, and 15924 t in all. */
function partsWith(a: string, b: string): Small {
  const lines = Object.entries({
    all: '15924 t',
    'p.a': a,
    'p.b': b,
    'p.c': '9012 t',
    'q.a': '1234 t',
    'q.b': '5678 t',
  });
  return {
    indicators: parts,
    releases: { office: lines.map(([id, level]) => `  ${id}: [{level: ${level}, resolution: 1 t}]`).join('\n') },
    relations: `relations:\n${sums.join('\n')}\n`,
  };
}

describe('a slip of several figures', () => {
  // 480 and 195 thousand nights in June, 2,100 and 805 from January to June; only those of June change places
  test('two rows that changed places in one of two periods', async () => {
    const rows = {
      all: ['675', '2905', '4.2'],
      'all.hotels': ['195', '2100', '3.9'],
      'all.hostels': ['480', '805', '5.1'],
    };
    const now = Object.entries(rows).map(
      ([id, [june, half, growth]]) =>
        `  ${id}: [{level: ${june} kt, resolution: 1 kt, period: 2025-M06}, {level: ${half} kt, resolution: 1 kt, period: 2025-S1}, {growth: ${growth}%, period: 2025-M06}]`,
    );
    const before =
      '  all.hotels: [{level: 462 kt, period: 2024-M06}]\n  all.hostels: [{level: 185.5 kt, period: 2024-M06}]';
    const small: Small = {
      indicators: { all: 'kt flow', 'all.hotels': 'kt flow', 'all.hostels': 'kt flow' },
      releases: { office: now.join('\n'), 'office-2024': before },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n',
    };
    expect(repairs(await assaySmall(small)).map(([best]) => best)).toEqual([
      'all.hostels@2025-M06 exchanged with all.hotels@2025-M06, all.hotels@2025-M06 exchanged with all.hostels@2025-M06',
    ]);
  });

  test('rows that change places lie under one parent', async () => {
    const report = await assaySmall(partsWith('1234 t', '567 t'));
    expect(repairs(report).flat().join('; ')).not.toContain('all@2025 exchanged');
  });

  test('one wrong unit for a column', async () => {
    const all = [123, 456, 789, 321];
    const total = all.reduce((sum, value) => sum + value, 0);
    const small: Small = {
      indicators: { total: 'Mt flow', ...Object.fromEntries(all.map((_, at) => [`m.x${at}`, 'Mt flow'])) },
      releases: {
        office: [
          `  total: [{level: ${total} kt}]`,
          ...all.map((value, at) => `  m.x${at}: [{level: ${value}.0 Mt}]`),
        ].join('\n'),
      },
      relations: 'relations:\n  - {id: sum, hardness: hard, holds: total = sum(m.*)}\n',
    };
    const [found = []] = repairs(await assaySmall(small));
    const column = all.map((_, at) => `m.x${at}@2025 ÷10^3 with all levels in Mt`).join(', ');
    // as near as one slip of the total, so that neither is accused
    expect(found).toContain(column);
    expect(found).toContain('total@2025 ×10^3');
    const report = await assaySmall(small);
    expect(report.components.map(({ accused }) => accused)).toEqual([[]]);
  });

  test('a table of counts that is in thousands', async () => {
    const counts = [
      ['14321', '13670000', '4.8'],
      ['9480', '9120000', '3.9'],
      ['4841', '4550000', '6.4'],
    ].map(
      ([now, before, growth], at) =>
        `  n.x${at}: [{level: '${now}', at: table/1}, {level: '${before}', resolution: 1000, period: 2024, at: table/2}, {growth: ${growth}%}]`,
    );
    const small: Small = {
      indicators: Object.fromEntries(counts.map((_, at) => [`n.x${at}`, 'count flow'])),
      releases: { office: counts.join('\n') },
    };
    const { diagnostics } = await assaySmall(small);
    expect(diagnostics[0]?.hint).toContain('all 3 counts at table/1 ×10^3');
  });

  test('one wrong unit for one of several tables', async () => {
    // each grew by a tenth, from the first table to the second; the third is right
    const rows = [
      ['123.0', '135300'],
      ['456.0', '501600'],
      ['789.0', '867900'],
    ];
    const lines = rows.map(
      ([before, now], at) =>
        `  m.x${at}: [{level: ${before} Mt, period: 2024, at: table/1}, {level: ${now} Mt, at: table/2}, {growth: 10.0%}]`,
    );
    const small: Small = {
      indicators: { other: 'Mt flow', ...Object.fromEntries(rows.map((_, at) => [`m.x${at}`, 'Mt flow'])) },
      releases: { office: `  other: [{level: 55.0 Mt, at: table/3}]\n${lines.join('\n')}` },
      relations: 'relations: []\n',
    };
    const report = await assaySmall(small);
    const found = repairs(report).flat();
    for (const [year, change, table] of [
      ['2025', '÷10^3', 2],
      ['2024', '×10^3', 1],
    ] as const)
      expect(found).toContain(
        rows.map((_, at) => `m.x${at}@${year} ${change} with all levels in Mt at table/${table}`).join(', '),
      );
    expect(report.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
  });

  test('one wrong unit for a table of two years, of which only one is tested', async () => {
    // what is made of 1 Mt is 1 Mt; the first table is printed in kt
    const rows = [
      ['118400', '123000'],
      ['462000', '456000'],
      ['770500', '789000'],
    ];
    const inKt = rows.map(
      ([before, now], at) =>
        `  m.x${at}: [{level: ${before} Mt, period: 2024, at: table/1}, {level: ${now} Mt, at: table/1}]`,
    );
    const made = rows.map(([, now], at) => `  made.x${at}: [{level: ${Number(now) / 1000}.0 Mt, at: table/2}]`);
    const ids = rows.flatMap((_, at) => [`m.x${at}`, `made.x${at}`]);
    const report = await assaySmall({
      indicators: Object.fromEntries(ids.map((id) => [id, 'Mt flow'])),
      releases: { office: [...inKt, ...made].join('\n') },
      relations: [
        'relations:',
        ...rows.map((_, at) => `  - {id: x${at}, hardness: hard, holds: made.x${at} = m.x${at}}`),
        '',
      ].join('\n'),
    });
    expect(repairs(report).flat()).toContain(
      rows
        .flatMap((_, at) => ['2024', '2025'].map((year) => `m.x${at}@${year} ÷10^3 with all levels in Mt at table/1`))
        .join(', '),
    );
    expect(report.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
  });
});

describe('a slip of one figure', () => {
  // from 40 to 100 is two and a half times
  test.each([
    ['1.5', 'plus 1'],
    ['3.5', 'less 1'],
    ['150%', 'plus 100 points'],
    ['250', '÷10^2'],
  ])('a multiple printed as %s', async (ratio, change) => {
    const small: Small = {
      indicators: { out: 't flow' },
      releases: { office: `  out: [{level: 100.0 t}, {ratio: ${ratio}}, {level: 40.0 t, period: 2024}]` },
    };
    expect(repairs(await assaySmall(small))[0]?.[0]).toBe(`out:ratio@2025 ${change}`);
  });

  test('a minus lost where the same is printed below zero at another period', async () => {
    // 210.0 less 260.1 is −50.1
    const small: Small = {
      indicators: { balance: 't flow', sold: 't flow', bought: 't flow' },
      releases: {
        'office-2025': '  balance: [{level: 50.1 t}]\n  sold: [{level: 210.0 t}]\n  bought: [{level: 260.1 t}]',
        'office-2024': '  balance: [{level: -40.0 t}]\n  sold: [{level: 200.0 t}]\n  bought: [{level: 240.0 t}]',
      },
      relations: 'relations:\n  - {id: balance, hardness: hard, holds: balance = sold - bought}\n',
    };
    const report = await assaySmall(small);
    expect(repairs(report).map(([first]) => first)).toEqual(['balance@2025 sign']);
  });

  test('the figure of another period, which has the same digits', async () => {
    const small: Small = {
      indicators: { out: 't flow' },
      releases: {
        'office-2025': '  out: [{level: 1374 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}]',
        'other-2025': '  out: [{level: 805 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}]',
      },
    };
    const report = await assaySmall(small);
    expect(repairs(report).flat()).toContain('out@2025-S1 belongs to 2025-M01..2025-M10');
    const change = report.components[0]?.repairs.flatMap(({ changes }) => changes);
    const moved = change?.find((one) => one.change.startsWith('belongs'));
    expect(moved?.proposed).toBe('804.5 to 805.5 t');
  });

  test('no slip makes a growth of more than a thousand times, unless that is printed', async () => {
    const { figures } = await resultOfSmall({
      indicators: { a: 't flow', b: 't flow' },
      releases: { office: "  a: [{growth: 3.1%}]\n  b: [{growth: '3,100,000,000%'}]" },
    });
    const [small = [], large = []] = figures.map(({ observation }) =>
      changesOf(observation, false).map(({ name }) => name),
    );
    expect(small).toContain('×10^4');
    expect(small.filter((name) => ['×10^6', '×10^8', '×10^9'].includes(name))).toEqual([]);
    expect(large).toEqual(expect.arrayContaining(['÷10', '÷10^9']));
  });

  test('one digit mistyped goes before two swaps of digits elsewhere', async () => {
    // 12.48 + 46.52 + 23.95 = 82.95, with 23.05 printed; 14.28 + 45.62 would be 0.90 more as well
    const levels = { 'p.a': '12.48', 'p.b': '46.52', 'p.c': '23.05', p: '82.95' };
    const [found = []] = repairs(
      await assaySmall({
        indicators: Object.fromEntries(Object.keys(levels).map((id) => [id, 't flow'])),
        releases: {
          office: Object.entries(levels)
            .map(([id, level]) => `  ${id}: [{level: ${level} t, resolution: 0.01 t}]`)
            .join('\n'),
        },
        relations: 'relations:\n  - {id: whole, hardness: hard, holds: p = sum(p.*)}\n',
      }),
    );
    expect(found[0]).toBe('p.c@2025 unknown');
    expect(found.indexOf('p.a@2025 digits 2 and 3 swapped, p.b@2025 digits 2 and 3 swapped')).toBeGreaterThan(0);
  });
});

describe('the costs of slips', () => {
  const equal: Small = {
    indicators: { out: 'Mt flow' },
    releases: { 'first-2025': '  out: [{level: 147.2 Mt}]', 'second-2025': '  out: [{level: 14.72 Mt}]' },
  };

  test('a source of higher rank is accused after another', async () => {
    const ranked = { ...equal, sources: { 'second-2025': 'rank: 2' } };
    const { components, figures } = await assaySmall(ranked);
    const [best, ...others] = components[0]?.repairs ?? [];
    expect(best?.changes.map(({ figure, change }) => `${figures[figure]?.release} ${change}`)).toEqual([
      'second-2025 ×10',
    ]);
    expect(others[0]?.dearer).toBe(0.5);
  });

  test('without ranks they tie, and what each must lie in follows from its own repair', async () => {
    const { components, figures } = await assaySmall(equal);
    const repairs = components[0]?.repairs ?? [];
    const said = repairs.map(({ dearer, changes }) =>
      changes.map(({ figure, change, implied }) => `+${dearer} ${figures[figure]?.release} ${change}: ${implied}`),
    );
    expect(said.slice(0, 2)).toEqual([
      ['+0 first-2025 ÷10: 14.715 to 14.725 Mt'],
      ['+0 second-2025 ×10: 147.15 to 147.25 Mt'],
    ]);
    expect(components[0]?.accused).toEqual([]);
  });

  test('of a source can be set', async () => {
    const cost = "rank: 1, slip_costs: {'10': {cost: 2, reason: copied by hand}}";
    const { components, figures } = await assaySmall({ ...equal, sources: { 'second-2025': cost } });
    const [best] = components[0]?.repairs ?? [];
    expect(components[0]?.cost).toBe(2);
    expect(best?.changes.map(({ figure }) => figures[figure]?.release)).toEqual(['second-2025']);
  });

  test.each([
    ["{'10^11': {cost: 2, reason: x}}", '10^11'],
    ["{'10': {cost: 0, reason: x}}", '… 1 … 12'],
    ["{'10': {cost: 2}}", 'the key "reason" is missing'],
  ])('that are badly set are refused: %s', async (costs, expected) => {
    const { diagnostics } = await tryFiles(
      filesOf({ ...equal, sources: { 'second-2025': `rank: 1, slip_costs: ${costs}` } }),
    );
    expect(diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n')).toEqual(mentioning(expected));
  });

  test('follow the number words of a language', async () => {
    const off = (language: string): Small => ({
      ...equal,
      releases: { 'first-2025': '  out: [{level: 1472000 Mt}]', 'second-2025': '  out: [{level: 14.72 Mt}]' },
      sources: { 'first-2025': `rank: 1, language: ${language}` },
    });
    const named = async (language: string): Promise<boolean> => {
      const { dataset, rules } = await loadFiles(filesOf(off(language)));
      expect(rules).toBeDefined();
      expect(dataset.sources.get('first-2025')?.language).toBe(language);
      return repairs(await assaySmall(off(language)))
        .flat()
        .includes('out@2025 ÷10^5');
    };
    expect([await named('hi'), await named('en-IN'), await named('en')]).toEqual([true, true, false]);
  });
});

describe('two slips accuse no third figure that a lucky change of it would repair', () => {
  const sources = { office: 'rank: 1, publisher_group: office', 'office-2024': 'rank: 1, publisher_group: office' };

  async function accusedIn(small: Omit<Small, 'sources'>): Promise<string[]> {
    const { components, figures } = await assaySmall({ ...small, sources });
    expect(components.length).toBeGreaterThan(0);
    return components.flatMap(({ accused }) => accused.map((figure) => figures[figure]?.address ?? ''));
  }

  // electricity of the United States, May 2024 as a year: coal is 46,328 and gas 143,917
  test('a thousand more coal and a thousand less gas', async () => {
    const accused = await accusedIn({
      indicators: { gen: 'GWh flow', 'gen.coal': 'GWh flow', 'gen.gas': 'GWh flow' },
      releases: {
        'office-2024': '  gen.coal: [{level: "43,835 GWh"}]\n  gen.gas: [{level: "137,728 GWh"}]',
        office: [
          '  gen: [{level: "190,245 GWh"}]',
          '  gen.coal: [{level: "47,328 GWh"}, {growth: 5.7%}]',
          '  gen.gas: [{level: "142,917 GWh"}, {growth: 4.5%}, {share: 75.6%, of: gen}]',
        ].join('\n'),
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: gen = gen.coal + gen.gas}\n',
    });
    expect(accused).not.toContain('gen.gas:share[gen]@2025');
  });

  // tickets of a railway: season is 61.9 and its share 15.3%
  test('two digits exchanged, and the share that was worked out from them', async () => {
    const accused = await accusedIn({
      indicators: { all: 'Mt flow', 'all.anytime': 'Mt flow', 'all.offpeak': 'Mt flow', 'all.season': 'Mt flow' },
      releases: {
        'office-2024': '  all.offpeak: [{level: 186.6 Mt}]\n  all.season: [{level: 59.3 Mt}]',
        office: [
          '  all: [{level: 404.8 Mt}]',
          '  all.anytime: [{level: 146.8 Mt}]',
          '  all.offpeak: [{level: 196.1 Mt}, {growth: 5.1%}]',
          '  all.season: [{level: 60.1 Mt}, {growth: 4.5%}, {share: 14.8%, of: all}]',
        ].join('\n'),
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n',
    });
    expect(accused).not.toContain('all.anytime@2025');
  });
});

describe('a number without a unit', () => {
  const withIndex = (now: string, before: string): Promise<AssayReport> =>
    assaySmall({
      indicators: { prices: 'count index' },
      releases: {
        office: `  prices: [{level: '${now}'}, {level: '${before}', period: 2024}, {growth: 3.9%}]`,
      },
    });

  // 122.9 / 118.3 = 1.039
  test('that is printed with decimals elsewhere is an index, which may lose its point', async () => {
    expect(repairs(await withIndex('1229', '118.3')).flat()).toContain('prices@2025 ÷10');
  });

  test('that is whole everywhere is counted, and stays whole', async () => {
    expect(repairs(await withIndex('1229', '118')).flat()).not.toContain('prices@2025 ÷10');
  });
});

describe('the comma of a rate', () => {
  // 20.0 + 35.0 + 45.0 are 100.0, from 19.0 (5.1%), 33.9 (3.1%) and 45.0: 97.9, which is 2.1% less
  const releaseWith = (growth: string): Small => ({
    indicators: { all: 'Mt flow', 'p.a': 'Mt flow', 'p.b': 'Mt flow', 'p.c': 'Mt flow' },
    releases: {
      office: `  all: [{level: 100.0 Mt}, {growth: 2.1%}]
  p.a: [{level: 20.0 Mt}, {growth: 5.1%}]
  p.b: [{level: 35.0 Mt}, {growth: '${growth}'}]
  p.c: [{level: 45.0 Mt}, {growth: 0.0%}]`,
    },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = p.a + p.b + p.c}\n',
  });

  test.each([
    ['3,100%', '3.1%'], // as other rates of the release, of which each has one place
    ['3,140%', '3.14%'],
  ])('%s for %s', async (printed, meant) => {
    const { diagnostics, components } = await assaySmall(releaseWith(printed));
    expect(components.map(({ repairs: [best] }) => best?.changes.map(({ change }) => change))).toEqual([['÷10^3']]);
    expect(diagnostics[0]?.hint).toEqual(mentioning(`÷10^3 … ${meant} …`));
  });
});

test('a fall by 60% that is printed as the 40% that are left', async () => {
  // from 50.0 and 150.0 to 20.0 (-60%) and 156.0 (4.0%): from 200.0 to 176.0 (-12.0%)
  const small: Small = {
    indicators: { all: 'Mt flow', 'p.a': 'Mt flow', 'p.b': 'Mt flow' },
    releases: {
      office: `  all: [{level: 176.0 Mt}, {growth: -12.0%}, {level: 200.0 Mt, period: 2024}]
  p.a: [{level: 20.0 Mt}, {growth: 40.0%}, {level: 50.0 Mt, period: 2024}]
  p.b: [{level: 156.0 Mt}, {growth: 4.0%}, {level: 150.0 Mt, period: 2024}]`,
    },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = p.a + p.b}\n',
  };
  const [first] = repairs(await assaySmall(small));
  expect(first?.[0]).toBe('p.a:growth@2025 less 100 points');
});
