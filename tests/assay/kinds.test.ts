import { expect, test } from 'vitest';
import { ALL_KINDS, type KindId } from '../../src/assay/slips/kinds.ts';
import { assaySmall, repairs, type Small } from './world.ts';

test('each name of a kind of slip has one row of costs', () => {
  const names = ALL_KINDS.flatMap(({ rows }) => rows.flatMap((row) => row.names));
  expect(names).toHaveLength(new Set(names).size);
});

/** A dataset with one slip, and the change that puts it right. */
interface Case {
  readonly small: Small;
  readonly change: string;
}

/** A whole and its parts in tonnes; the whole is right. `known` are parts that other figures give to a hundredth. */
function parts(all: number, printed: readonly number[], known: readonly number[] = []): Small {
  const levels = new Map([
    ['all', all],
    ...printed.map((level, at) => [`p.x${at}`, level] as const),
    ...known.map((level, at) => [`known.x${at}`, level] as const),
  ]);
  const near = known.map(
    (_, at) =>
      `  - {id: near${at}, hardness: hard, owner: x, reason: y, holds: "p.x${at} / known.x${at} in [0.99, 1.01]"}`,
  );
  return {
    indicators: Object.fromEntries([...levels.keys()].map((id) => [id, 't flow'])),
    releases: {
      office: [...levels].map(([id, level]) => `  ${id}: [{level: ${level} t, resolution: 1 t}]`).join('\n'),
    },
    relations: ['relations:', '  - {id: whole, hardness: hard, holds: all = sum(p.*)}', ...near, ''].join('\n'),
  };
}

/** One indicator, with what releases state of it. */
function series(kind: string, releases: Small['releases'], relations?: string): Small {
  const stated = Object.entries(releases).map(([id, statements]) => [id, `  out: [${statements}]`] as const);
  return {
    indicators: { out: kind },
    releases: Object.fromEntries(stated),
    ...(relations !== undefined && { relations: `relations:\n  - ${relations}\n` }),
  };
}

const CASES: Readonly<Record<KindId, Case>> = {
  scale: { small: parts(600, [100, 2000, 300]), change: 'p.x1@2025 ÷10' },
  sign: {
    small: series('t flow', { office: '{level: 110.0 t}, {growth: -10.0%}, {level: 100.0 t, period: 2024}' }),
    change: 'out:growth@2025 sign',
  },
  swap: { small: parts(15924, [1234, 5768, 9012]), change: 'p.x1@2025 digits 2 and 3 swapped' },
  // from 40 to 100 is two and a half times, and an increase of 150 %
  ratio: {
    small: series('t flow', { office: '{level: 100.0 t}, {growth: 250%}, {level: 40.0 t, period: 2024}' }),
    change: 'out:growth@2025 less 100 points',
  },
  // from 28 % to 33 % is five points, and an increase of 17.9 %
  points: {
    small: series('% ratio', { office: '{level: 33.0%}, {growth: 5.0%}, {level: 28.0%, period: 2024}' }),
    change: 'out:growth@2025 points for per cent',
  },
  // all parts are kilotonnes
  unit: {
    small: {
      indicators: { all: 'kt flow', 'p.a': 'Mt flow', 'p.b': 'Mt flow', 'p.c': 'Mt flow' },
      releases: {
        office: [
          ['all', '1368 kt'],
          ['p.a', '123.0 Mt'],
          ['p.b', '456.0 Mt'],
          ['p.c', '789.0 Mt'],
        ]
          .map(([id, level]) => `  ${id}: [{level: ${level}}]`)
          .join('\n'),
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(p.*)}\n',
    },
    change: ['a', 'b', 'c'].map((id) => `p.${id}@2025 ÷10^3 with all levels in Mt`).join(', '),
  },
  rows: {
    small: parts(15924, [5678, 1234, 9012], [1234, 5678]),
    change: 'p.x0@2025 exchanged with p.x1@2025, p.x1@2025 exchanged with p.x0@2025',
  },
  shift: {
    small: parts(19380, [5678, 9012, 1234, 3456], [1234, 5678, 9012]),
    change: 'p.x0@2025 shifted to p.x2@2025, p.x1@2025 shifted to p.x0@2025, p.x2@2025 shifted to p.x1@2025',
  },
  columns: {
    small: series('t flow', {
      'office-2025': '{level: 812 t}, {level: 1374 t, period: 2024}, {growth: 69.2%}',
      'other-2023': '{level: 790 t}',
    }),
    change: 'out@2024 exchanged with out@2025, out@2025 exchanged with out@2024',
  },
  level_growth: {
    small: series(
      'kt flow',
      {
        'office-2025': '{level: 12.5 kt}, {growth: 83.2%}',
        'office-2024': '{level: 74.0 kt}',
        'other-2025': '{level: 83.2 kt}',
      },
      '{id: least, hardness: hard, owner: x, reason: y, holds: out >= 50 kt}',
    ),
    change: 'out:growth@2025 exchanged with out@2025, out@2025 exchanged with out:growth@2025',
  },
  unknown: { small: parts(15924, [1934, 5678, 9012]), change: 'p.x0@2025 unknown' },
  period: {
    small: series('t flow', {
      'office-2025': '{level: 1374 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}',
      'other-2025': '{level: 805 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}',
    }),
    change: 'out@2025-S1 belongs to 2025-M01..2025-M10',
  },
  // 128 and 142 are 270; from 100 to 182 is an increase of 82 %
  worked_out: {
    small: {
      ...parts(270, [182, 142]),
      releases: {
        office:
          '  all: [{level: 270 t}]\n  p.x0: [{level: 182 t}, {growth: 82%}, {level: 100 t, period: 2024}]\n  p.x1: [{level: 142 t}]',
      },
    },
    change: 'p.x0:growth@2025 worked out from a slip',
  },
};

test.each(Object.entries(CASES))('a slip of the kind %s is explained', async (_, { small, change }) => {
  const found = repairs(await assaySmall(small)).flat();
  expect(found).toContainEqual(expect.stringContaining(change));
});
