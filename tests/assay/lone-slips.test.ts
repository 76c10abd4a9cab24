import { describe, expect, test } from 'vitest';
import { water } from './waterworks.ts';
import { assaySmall, repairs, type Small } from './world.ts';

/** The addresses of the figures that every explanation changes, and the repairs, the cheapest first. */
async function diagnosed(small: Small): Promise<{ accused: string[]; explanations: string[] }> {
  const report = await assaySmall(small);
  const accused = report.figures.filter(({ standing }) => standing === 'accused').map(({ address }) => address);
  return { accused, explanations: repairs(report)[0] ?? [] };
}

// 12,046 − 15,307 = −3,261, printed as a deficit without its minus. Exports, imports and their growth exchanged would do as well.
const TRADE: Small = {
  indicators: { exports: 'kt flow', imports: 'kt flow', balance: 'kt flow' },
  releases: {
    office: `  exports: [{level: '12,046 kt'}, {level: '11,523 kt', period: 2024}, {growth: 4.5%}]
  imports: [{level: '15,307 kt'}, {level: '14,218 kt', period: 2024}, {growth: 7.7%}]
  balance: [{level: '3,261 kt'}]`,
  },
  relations: 'relations:\n  - {id: balance, hardness: hard, holds: balance = exports - imports}\n',
};

// 80 − 60 = 20 = 38.4 − 18.4: the only minus of the release, that of net.b, is lost.
const PARTS: Small = {
  indicators: { bought: 'kt flow', sold: 'kt flow', net: 'kt flow', 'net.a': 'kt flow', 'net.b': 'kt flow' },
  releases: {
    office: `  bought: [{level: 80.0 kt}]
  sold: [{level: 60.0 kt}]
  net: [{level: 20.0 kt}]
  net.a: [{level: 38.4 kt}]
  net.b: [{level: 18.4 kt}]`,
  },
  relations: `relations:
  - {id: net, hardness: hard, holds: net = bought - sold}
  - {id: parts, hardness: hard, holds: net = sum(net.*)}
`,
};

describe('a minus that is lost where none is printed', () => {
  test('is found in what a relation makes a difference, and accuses nothing else', async () => {
    const { accused, explanations } = await diagnosed(TRADE);
    expect(explanations[0]).toBe('balance@2025 sign');
    expect(accused.filter((address) => address !== 'balance@2025')).toEqual([]);
  });

  test('is found in a part of such a difference', async () => {
    const { accused, explanations } = await diagnosed(PARTS);
    expect(explanations[0]).toBe('net.b@2025 sign');
    expect(accused.filter((address) => address !== 'net.b@2025')).toEqual([]);
  });
});

describe('a minus that is lost of a figure that no relation makes a difference', () => {
  test('is found where it fixes all that is contradicted, and accuses nothing else', async () => {
    const { accused, explanations } = await diagnosed(water('{level: 257 kt}'));
    expect(explanations[0]).toBe('drawn@2025 sign');
    expect(accused).toEqual([]);
  });

  test('is found where the digits are wrong, too', async () => {
    const { accused, explanations } = await diagnosed(water('{level: 963 kt}'));
    expect(explanations).toContain('drawn@2025 unknown');
    expect(accused).toEqual([]);
  });

  test('is not a matter of other digits where the figure is said to grow', async () => {
    const { explanations } = await diagnosed(water('{level: 963 kt}, {growth: 2.4%}'));
    expect(explanations.filter((each) => each.includes('drawn'))).toEqual([]);
  });

  test('is not looked for where a bound or the kind keeps the figure above zero', async () => {
    const bound =
      '  - {id: bound, hardness: hard, owner: office, reason: no water is fed back, holds: drawn >= 0 kt}\n';
    for (const small of [water('{level: 257 kt}', { more: bound }), water('{level: 257 kt}', { kind: 'stock' })]) {
      const { accused, explanations } = await diagnosed(small);
      expect(accused).toEqual(['pumped@2025']);
      expect(explanations.filter((each) => each.includes('drawn'))).toEqual([]);
    }
  });

  test('is found of a whole row, as one cause', async () => {
    // 640.2 − 655.9 = −15.7, 671.5 − 680.3 = −8.8, next to parts of the first two
    const explanations = repairs(
      await assaySmall({
        indicators: { made: 'kt flow', used: 'kt flow', gap: 'kt flow', 'used.a': 'kt flow', 'used.b': 'kt flow' },
        releases: {
          office: `  made: [{level: 655.9 kt, period: 2024}, {level: 680.3 kt}]
  gap: [{level: 15.7 kt, period: 2024}, {level: 8.8 kt}]
  used: [{level: 640.2 kt, period: 2024}, {level: 671.5 kt}]
  used.a: [{level: 412.9 kt, period: 2024}, {level: 433.1 kt}]
  used.b: [{level: 227.3 kt, period: 2024}, {level: 238.4 kt}]`,
        },
        relations: `relations:
  - {id: parts, hardness: hard, holds: used = sum(used.*)}
  - {id: gap, hardness: hard, holds: made + gap = used}
`,
      }),
    );
    expect(explanations.map(([first]) => first)).toEqual(['gap@2024 sign', 'gap@2025 sign']);
  });
});

/** 12.53 + 23.41 + 18.92 + 8.64 + 3.87 = 67.37. */
function cargo(whole: string, coal: string): Small {
  const parts = { grain: '12.53', coal, ore: '18.92', oil: '8.64', salt: '3.87' };
  const statements = Object.entries(parts).map(([part, level]) => `  cargo.${part}: [{level: ${level} Mt}]\n`);
  const indicators = Object.keys(parts).map((part) => [`cargo.${part}`, 'Mt flow']);
  return {
    indicators: { cargo: 'Mt flow', ...Object.fromEntries(indicators) },
    releases: { port: `  cargo: [{level: ${whole} Mt}]\n${statements.join('')}` },
    relations: 'relations:\n  - {id: kinds, hardness: hard, holds: cargo = sum(cargo.*)}\n',
  };
}

describe('two figures in a sum with the same power of ten', () => {
  test('explain nothing where they cancel each other within their rounding', async () => {
    const { explanations } = await diagnosed(cargo('3.87', '23.41'));
    expect(explanations[0]).toBe('cargo@2025 unknown');
    expect(explanations.filter((each) => each.includes('10^4'))).toEqual([]);
  });

  test('are found where they do not', async () => {
    const { explanations } = await diagnosed(cargo('6.737', '2.341'));
    expect(explanations[0]).toBe('cargo.coal@2025 ×10, cargo@2025 ×10');
  });
});

// Cars by fuel, in two tables of one release: the years, and the last quarter. 133 / 160 = −16.9 %, 308 / 340 = −9.4 %.
function cars(columns: string, petrol: string, diesel: string): Small {
  return {
    indicators: { cars: 'kt flow', 'cars.petrol': 'kt flow', 'cars.diesel': 'kt flow', 'cars.electric': 'kt flow' },
    releases: {
      office: `  cars: [{growth: 3.1%, at: text/1}]
  cars.petrol: [{growth: -16.9%, at: text/1}]
  cars.diesel: [{growth: -9.4%, at: text/1}]
  cars.electric: [{growth: 23.5%, at: text/1}]
tables:
  - {unit: kt, decimals: 0, at: table/1, columns: [${columns}], rows: {cars: 866 893, cars.petrol: ${petrol}, cars.diesel: ${diesel}, cars.electric: 366 452}}
  - {unit: kt, decimals: 0, at: table/2, columns: [2025-Q4], rows: {cars: 231, cars.petrol: 31, cars.diesel: 74, cars.electric: 126}}`,
    },
    relations: 'relations:\n  - {id: fuels, hardness: hard, holds: cars = sum(cars.*)}\n',
  };
}

describe('what changes places in one of two tables', () => {
  // That the two growths are exchanged would do as well: a tie, so nobody is accused.
  test('rows: it is among the explanations, and the other table in none of them', async () => {
    const { accused, explanations } = await diagnosed(cars('2024, 2025', '340 308', '160 133'));
    const exchanged = explanations.map((text) => [...text.matchAll(/(\S+) exchanged/g)].map(([, address]) => address));
    const years = ['cars.diesel@2024', 'cars.diesel@2025', 'cars.petrol@2024', 'cars.petrol@2025'];
    expect(exchanged).toContainEqual(years);
    expect(accused).toEqual([]);
    expect(explanations.join()).not.toContain('Q4');
  });

  test('columns: every row of the table, and nothing else', async () => {
    const { accused, explanations } = await diagnosed(cars('2025, 2024', '160 133', '340 308'));
    const rows = ['cars', 'cars.diesel', 'cars.electric', 'cars.petrol'];
    expect(explanations[0]?.split(', ')).toHaveLength(8);
    expect(accused.sort()).toEqual(rows.flatMap((row) => [`${row}@2024`, `${row}@2025`]).sort());
  });
});
