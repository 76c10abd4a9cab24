import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { type Changes, changesBetween } from '../../src/dataset/changes.ts';
import type { Dataset, Observation } from '../../src/dataset/model.ts';
import { type Edition, openEdition } from '../../src/dataset/edition.ts';
import { isRevised } from '../../src/dataset/revisions.ts';
import { loadChanged, summaryOf, textOf, BASE } from './case.ts';
import { loadReal } from './real.ts';
import { asRelease } from './brands.ts';

const RELEASES = {
  'club-2024': `release: {id: club-2024, source: club, published: 2025-01-15, period: 2024}
observations:
  sales.city: [{level: '12,010'}, {growth: 2.0%}]
  sales.all: [{level: '50,100'}, {claim: record high}]
  steel.used: [{level: 5.8 t}]
  price.city: [{level: 401 EUR}]
`,
  'paper-2024': `release: {id: paper-2024, source: paper, published: 2025-01, period: 2024}
observations:
  use.days: [{level: 101 bikeday}]
  record.year: [{level: 2024 year}]
`,
  club: `release: {id: club-2025, source: club, published: 2026-01-15, period: 2025}
observations:
  # 12,340 / 1.035 is 11,923, not 12,010
  sales.city: [{level: '12,340'}, {growth: 3.5%}, {growth: 1.0%, period: 2025-Q4, base: 2025-Q3}]
  sales.all: [{level: '52,040'}, {level: '50,600', period: 2024}, {claim: record high}]
  use.days: [{level: 121 bikeday, period: 2024}]
  steel.used: [{level: 61.2 t, corrected: 6.12 t, evidence: [paper-2025]}, {level: 5.83 t, period: 2024}]
  share.repaired: [{level: 12%}]
`,
  paper: `release: {id: paper-2025, source: paper, published: 2026-01, period: 2025}
observations:
  steel.used: [{level: 6.1 t}, {growth: 1.0%}]
  price.city: [{level: 420 EUR}]
`,
};

async function load(releases: Partial<Record<string, string>>): Promise<Dataset> {
  const declared = await textOf(BASE, 'dataset.yaml');
  const broken = declared.replace(
    'label: {en: All bicycles, de: Alle Räder}',
    '$&\n    breaks: [{period: 2025, reason: Scooters count}, {period: 2020, reason: Carts count}]',
  );
  const { dataset, diagnostics } = await loadChanged(async (folder) => {
    await writeFile(path.join(folder, 'dataset.yaml'), broken);
    for (const [name, text] of Object.entries(releases)) {
      await writeFile(path.join(folder, `releases/${name}.yaml`), text ?? '');
    }
  });
  if (!dataset) throw new Error(diagnostics.map(summaryOf).join('\n'));
  return dataset;
}

const dataset = await load(RELEASES);

function edition(release: string, asOf: string, of = dataset): Edition {
  const opened = openEdition(of, release, asOf, new Diagnostics());
  if (!opened) throw new Error(`no edition on ${release}`);
  return opened;
}

/** `address printed` of each statement, both of a change, by list. */
function listed(changes: Changes): Record<string, string[]> {
  const text = ({ address, printed, correction }: Observation) =>
    `${address} ${printed?.text ?? ''}${correction ? `, corrected ${correction.quantity.text}` : ''}`;
  const entries = Object.entries(changes).map(([name, list]: [string, Changes[keyof Changes]]) => [
    name,
    list.map((item) => {
      if ('change' in item) return `${item.indicator.id} ${item.change.period.text}`;
      if ('growth' in item) return `${text(item.before)} -> ${text(item.growth)}`;
      return 'now' in item ? `${text(item.before)} -> ${text(item.now)}` : text(item);
    }),
  ]);
  return Object.fromEntries(entries) as Record<string, string[]>;
}

test('each kind of change is found, and each statement once', () => {
  expect(listed(changesBetween(edition('club-2024', '2025-01-31'), edition('club-2025', '2026-01-31')))).toEqual({
    corrected: [],
    misprinted: ['steel.used@2025 61.2 t -> steel.used@2025 61.2 t, corrected 6.12 t'],
    revised: ['sales.all@2024 50,100 -> sales.all@2024 50,600'],
    replaced: ['use.days@2024 101 bikeday -> use.days@2024 121 bikeday'],
    rebased: ['sales.city@2024 12,010 -> sales.city:growth@2025 3.5%'],
    added: ['sales.city:growth[2025-Q3]@2025-Q4 1.0%', 'share.repaired@2025 12%'],
    available: ['steel.used:growth@2025 1.0%', 'price.city@2025 420 EUR'],
    dropped: ['price.city@2024 401 EUR'],
    breaks: ['sales.all 2025'],
  });
});

test('a slice lists only what is about its member', () => {
  const dimension = dataset.dimensions.get('kind');
  if (!dimension) throw new Error('no dimension');
  const slice = { dimension, member: 'city' };
  const [before, now] = [edition('club-2024', '2025-01-31'), edition('club-2025', '2026-01-31')];
  const found = listed(changesBetween({ ...before, slice }, { ...now, slice }));
  expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([
    ['rebased', ['sales.city@2024 12,010 -> sales.city:growth@2025 3.5%']],
    ['added', ['sales.city:growth[2025-Q3]@2025-Q4 1.0%']],
  ]);
});

test('a figure that its own source stated otherwise before is revised, whatever edition prints it', () => {
  const isRevisedIn = (release: string, address: string): boolean | undefined => {
    const stated = dataset.releases
      .get(asRelease(release))
      ?.observations.find((observation) => observation.address === address);
    return stated && isRevised(dataset, stated);
  };
  expect(isRevisedIn('club-2025', 'sales.all@2024')).toBe(true);
  expect(isRevisedIn('club-2024', 'sales.all@2024')).toBe(false);
  // stated otherwise by another source, and with more digits by the same
  expect(isRevisedIn('club-2025', 'use.days@2024')).toBe(false);
  expect(isRevisedIn('club-2025', 'steel.used@2024')).toBe(false);
});

test('more digits of the same figure are not a revision', () => {
  // 5.8 t may be 5.83 t.
  const { revised } = changesBetween(edition('club-2024', '2025-01-31'), edition('club-2025', '2026-01-31'));
  expect(revised.map(({ now }) => now.address)).not.toContain('steel.used@2024');
});

test('the margin of another estimate is not a revision', async () => {
  const margin = (text: string) => `{margin: ${text}, confidence: 90%, period: 2024}`;
  const withMargins = await load({
    ...RELEASES,
    'club-2024': RELEASES['club-2024'].replace("[{level: '50,100'}", `$&, ${margin('2.2%')}`),
    club: RELEASES.club.replace("{level: '50,600', period: 2024}", `$&, ${margin('0.7%')}`),
  });
  const editions = [
    edition('club-2024', '2025-01-31', withMargins),
    edition('club-2025', '2026-01-31', withMargins),
  ] as const;
  const { revised } = listed(changesBetween(...editions));
  expect(revised).toEqual(['sales.all@2024 50,100 -> sales.all@2024 50,600']);
  const address = 'sales.all:margin[90%]@2024';
  const stated = withMargins.releases.get(asRelease('club-2025'))?.observations.find((one) => one.address === address);
  expect(stated && isRevised(withMargins, stated)).toBe(false);
});

describe('two editions of one release', () => {
  test('differ in what was published and supported between their dates', () => {
    const changes = changesBetween(edition('club-2025', '2026-01-20'), edition('club-2025', '2026-02-28'));
    expect(listed(changes)).toEqual({
      corrected: ['steel.used@2025 61.2 t -> steel.used@2025 61.2 t, corrected 6.12 t'],
      misprinted: [],
      revised: [],
      replaced: [],
      rebased: [],
      added: [],
      available: ['steel.used:growth@2025 1.0%', 'price.city@2025 420 EUR'],
      dropped: [],
      breaks: [],
    });
  });

  test('of one date do not differ', () => {
    const one = edition('club-2025', '2026-02-28');
    expect(Object.values(changesBetween(one, one)).flat()).toEqual([]);
  });
});

test('what the release before was the only one to correct is corrected, though it is stated right now', async () => {
  const right = RELEASES.club.replace("'50,600'", "'50,100'");
  const wrong = RELEASES['club-2024'].replace("'50,100'", "'501,000', corrected: '50,100', evidence: [club-2025]");
  const changed = await load({ ...RELEASES, club: right, 'club-2024': wrong });
  const changes = changesBetween(
    edition('club-2024', '2025-01-31', changed),
    edition('club-2025', '2026-01-31', changed),
  );
  expect(listed(changes)['corrected']).toContain('sales.all@2024 501,000 -> sales.all@2024 50,100');
  expect(changes.revised).toEqual([]);
});

describe('the metals release against that on the year before', async () => {
  const real = await loadReal();
  const [before, now] = [edition('cnia-2024', '2025-12-31', real), edition('cnia-2025', '2026-02-28', real)];
  const changes = changesBetween(before, now);

  test('finds the six misprints of the new release, and the seven levels of 2024, one by another publisher, that its growth does not start from', () => {
    expect(changes.corrected).toEqual([]);
    expect(changes.misprinted.map(({ now: { address } }) => address)).toEqual([
      'output.refined_copper@2025',
      'output.primary_aluminium@2025',
      'output.mine_metals@2025',
      'trade.copper_concentrate@2025',
      'trade.unwrought_copper@2025',
      'trade.unwrought_aluminium@2025',
    ]);
    // By hand: 81.75 / 1.039, 14.72 / 1.104 … against 79.188, 13.644 …; 412.24 / 1.124 is 366.8, where Xinhua had 368.79.
    expect(changes.rebased.map(({ before: { address } }) => address)).toEqual([
      'output.ten_metals@2024',
      'output.refined_copper@2024',
      'output.primary_aluminium@2024',
      'output.alumina@2024',
      'output.copper_products@2024',
      'output.aluminium_products@2024',
      'trade.total@2024',
    ]);
    expect(changes.dropped.map(({ address }) => address)).toContain('finance.revenue.mining:growth@2024');
  });

  test('lists no statement twice, whatever order releases are read in', () => {
    const statements = (found: Changes) =>
      [
        ...[...found.corrected, ...found.misprinted, ...found.revised, ...found.replaced].map(
          ({ now: stated }) => stated,
        ),
        ...found.rebased.map((item) => item.before),
        ...found.added,
        ...found.available,
        ...found.dropped,
      ].map(({ address, release }) => `${release.id} ${address}`);
    const all = statements(changes);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(100);
    const turned = { ...real, releases: new Map([...real.releases].reverse()) };
    const again = changesBetween({ ...before, dataset: turned }, { ...now, dataset: turned });
    expect(statements(again)).toEqual(all);
  });
});
