import { describe, expect, test } from 'vitest';
import { type AssayReport, assaySmall, filesOf, loadFiles, repairs, reportOn, type Small } from './world.ts';
import { mentioning } from '../messages.ts';
import { LONG } from '../long.ts';

/** The addresses of the figures that every explanation changes, and the repairs, the cheapest first. */
async function diagnosed(small: Small): Promise<{ accused: string[]; explanations: string[] }> {
  const report = await assaySmall(small);
  const accused = report.figures.filter(({ standing }) => standing === 'accused').map(({ address }) => address);
  return { accused, explanations: repairs(report)[0] ?? [] };
}

// Nights spent by district: 128.4 + 96.3 + 71.2 + 54.9 = 350.8; north grew from 120.0, south from 90.0.
function nights(north: string, growth: string, share = ''): Small {
  return {
    indicators: {
      nights: 'kt flow',
      'nights.north': 'kt flow',
      'nights.south': 'kt flow',
      'nights.east': 'kt flow',
      'nights.west': 'kt flow',
    },
    releases: {
      office: `  nights: [{level: 350.8 kt}]
  nights.north: [{level: ${north} kt}, {level: 120.0 kt, period: 2024}, {growth: ${growth}%}${share}]
  nights.south: [{level: 96.3 kt}, {level: 90.0 kt, period: 2024}, {growth: 7.0%}]
  nights.east: [{level: 71.2 kt}, {level: 70.0 kt, period: 2024}, {growth: 1.7%}]
  nights.west: [{level: 54.9 kt}, {level: 61.0 kt, period: 2024}, {growth: -10.0%}]`,
    },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: nights = sum(nights.*)}\n',
  };
}

describe('a figure that was worked out from a slip', () => {
  test('growth and a mistyped level agree: neither the total nor another district is accused', async () => {
    // 178.4 / 120.0 = +48.7 %
    const { accused, explanations } = await diagnosed(nights('178.4', '48.7'));
    expect(accused).toEqual([]);
    expect(explanations.some((text) => /north:growth@2025 worked out.*north@2025 unknown/.test(text))).toBe(true);
  });

  test('growth and share agree with the slip, too', async () => {
    // 178.4 / 350.8 = 50.9 %
    const { accused } = await diagnosed(nights('178.4', '48.7', ', {share: 50.9%, of: nights}'));
    expect(accused).toEqual([]);
  });

  test('comes first where the slip is a power of ten', async () => {
    // 12.84 / 120.0 = −89.3 %
    const { accused, explanations } = await diagnosed(nights('12.84', '-89.3'));
    expect(explanations[0]).toMatch(/^nights\.north:growth@2025\D*slip.*, nights\.north@2025 ×10$/);
    expect(accused.filter((address) => !address.startsWith('nights.north'))).toEqual([]);
  });

  test('a growth that agrees with nothing printed was worked out from nothing', async () => {
    const { explanations } = await diagnosed(nights('128.4', '70'));
    expect(explanations[0]).toMatch(/^nights\.north:growth@2025 ÷10$/);
    expect(explanations.join()).not.toContain('worked out');
  });

  // 128.4 / 1.07 + 96.3 / 1.032 + 71.2 / 0.983 = 285.7 = 295.9 / 1.0356: no level of the year before is printed.
  test('a growth that no level can follow is wrong, sooner than a total worked out from a part of any size', async () => {
    const releases = {
      office: `  nights: [{level: 295.9 kt}, {growth: 3.6%}]
  nights.north: [{level: 128.4 kt}, {growth: 700000000%}]
  nights.south: [{level: 96.3 kt}, {growth: 3.2%}]
  nights.east: [{level: 71.2 kt}, {growth: -1.7%}]`,
    };
    const indicators = {
      nights: 'kt flow',
      'nights.north': 'kt flow',
      'nights.south': 'kt flow',
      'nights.east': 'kt flow',
    };
    const { components } = await assaySmall({ ...nights('', ''), releases, indicators });
    const texts = components.flatMap((component) =>
      component.repairs.map(({ dearer, changes }) => `${dearer} ${changes.map(({ change }) => change).join(', ')}`),
    );
    expect(texts).toContain('0 unknown');
    expect(texts.filter((text) => text.includes('worked out'))).not.toContain('0 unknown, worked out from a slip');
    expect(texts).toEqual(mentioning('1 unknown …'));
  });

  test('balance and total of a slip: what was not worked out from it is not accused', async () => {
    // 61.2 of exports, printed as 16.2: balance −14.1 and total 129.5 follow; the balance of all does not.
    const { accused, explanations } = await diagnosed({
      indicators: Object.fromEntries(
        ['sold', 'bought', 'net'].flatMap((id) => ['', '.wool', '.hides'].map((part) => [`${id}${part}`, 'kt flow'])),
      ),
      releases: {
        office: `  sold.wool: [{level: 16.2 kt}]
  sold.hides: [{level: 113.3 kt}]
  sold: [{level: 129.5 kt}]
  bought.wool: [{level: 30.3 kt}]
  bought.hides: [{level: 88.8 kt}]
  bought: [{level: 119.1 kt}]
  net.wool: [{level: -14.1 kt}]
  net.hides: [{level: 24.5 kt}]
  net: [{level: 55.4 kt}]`,
      },
      relations: `relations:
  - {id: wool, hardness: hard, holds: net.wool = sold.wool - bought.wool}
  - {id: hides, hardness: hard, holds: net.hides = sold.hides - bought.hides}
  - {id: all, hardness: hard, holds: net = sold - bought}
  - {id: sold, hardness: hard, holds: sold = sum(sold.*)}
  - {id: bought, hardness: hard, holds: bought = sum(bought.*)}
  - {id: net, hardness: hard, holds: net = sum(net.*)}
`,
    });
    expect(explanations[0]).toContain('sold.wool@2025 digits 1 and 2 swapped');
    expect(accused).not.toContain('net@2025');
  });
});

// Apples, pears, plums and cherries by year: each grew as printed from 2024.
function orchard(levels: readonly string[], before = ['211.0', '64.5', '38.1', '19.7']): Small {
  const names = ['apples', 'pears', 'plums', 'cherries'];
  // 229.4, 61.2, 41.5 and 22.6
  const growth = ['8.7', '-5.1', '8.9', '14.7'];
  const lines = names.map(
    (name, at) =>
      `  crop.${name}: [{level: ${levels[at]} kt}, {level: ${before[at]} kt, period: 2024}, {growth: ${growth[at]}%}]`,
  );
  return {
    indicators: Object.fromEntries(['crop', ...names.map((name) => `crop.${name}`)].map((id) => [id, 'kt flow'])),
    releases: { office: `  crop: [{level: 354.7 kt}]\n${lines.join('\n')}` },
    relations: 'relations:\n  - {id: whole, hardness: hard, holds: crop = sum(crop.*)}\n',
  };
}

describe('rows of a table that are shifted', () => {
  const rows = (text: string | undefined): string[] =>
    [...(text ?? '').matchAll(/crop\.(\w+)@2025 shifted/g)].map(([, row]) => row as string);

  test('each holds the figure of the row before it, the first that of the last', async () => {
    const { accused, explanations } = await diagnosed(orchard(['229.4', '22.6', '61.2', '41.5']));
    expect(rows(explanations[0])).toEqual(['cherries', 'pears', 'plums']);
    expect(
      accused.filter((address) => !['crop.cherries@2025', 'crop.pears@2025', 'crop.plums@2025'].includes(address)),
    ).toEqual([]);
  });

  test('each holds the figure of the next row, and that of the first is lost', async () => {
    const { accused, explanations } = await diagnosed(orchard(['61.2', '41.5', '22.6', '22.6']));
    expect(explanations[0]).toEqual(mentioning('crop.apples@2025 …'));
    expect(rows(explanations[0])).toEqual(['pears', 'plums']);
    expect(accused).not.toContain('crop@2025');
  });

  test('in both columns of levels: the growth rates, which are right, are not accused', async () => {
    const { accused, explanations } = await diagnosed(
      orchard(['229.4', '22.6', '61.2', '41.5'], ['211.0', '19.7', '64.5', '38.1']),
    );
    expect(accused).toEqual([]);
    const shifted = ['cherries', 'pears', 'plums'].flatMap((row) =>
      ['2024', '2025'].map((year) => `crop.${row}@${year} shifted to crop.`),
    );
    expect(explanations.some((text) => shifted.every((part) => text.includes(part)))).toBe(true);
  });
});

describe('one other publisher', () => {
  // Ships were 128.4; the office printed 1284, and worked out from it their value and the growth of both.
  async function reported(others: Readonly<Record<string, string>>): Promise<AssayReport> {
    const files = filesOf({
      indicators: { ships: 'kt flow', price: 'EUR/kt price', value: 'EUR flow' },
      releases: {
        office_2024: '  ships: [{level: 120.0 kt}]\n  value: [{level: 1200 EUR, resolution: 1 EUR}]',
        office_2025: `  ships: [{level: 1284 kt}, {growth: 970%}]
  price: [{level: 10.0 EUR/kt}]
  value: [{level: 12840 EUR, resolution: 1 EUR}, {growth: 970%}]`,
        ...others,
      },
      relations: 'relations:\n  - {id: worth, hardness: hard, holds: value = ships * price}\n',
    });
    const later = files.get('releases/office_2025.yaml') ?? '';
    files.set('releases/office_2025.yaml', later.replace('source: office_2025', 'source: office_2024'));
    const { dataset, rules } = await loadFiles(files);
    return reportOn(dataset, rules);
  }

  test('is not accused with certainty of what all figures of a publisher of equal rank agree on', async () => {
    const report = await reported({ club: '  ships: [{level: 128.4 kt}]' });
    expect(report.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
    expect(report.diagnostics.map(({ hint }) => hint)).toContainEqual(mentioning(' … office_2024 …'));
  });

  test('is accused where a third one agrees with the first', async () => {
    const report = await reported({ club: '  ships: [{level: 128.4 kt}]', paper: '  ships: [{level: 1284 kt}]' });
    const accused = report.figures.filter(({ standing }) => standing === 'accused');
    expect(accused.map(({ release }) => release)).toEqual(['club']);
  });
});

test('a chain of figures that were worked out from one slip is one error, which names them', LONG, async () => {
  // The part was 61.3; the office printed 16.3, and worked out from it total, balance, growth and shares.
  const report = await assaySmall({
    indicators: Object.fromEntries(['all', 'all.a', 'all.b', 'net', 'cost', 'x'].map((id) => [id, 'kt flow'])),
    releases: {
      office: `  all: [{level: 46.2 kt}, {level: 88.0 kt, period: 2024}, {growth: -47.5%}]
  all.a: [{level: 16.3 kt}, {level: 59.7 kt, period: 2024}, {growth: -72.7%}, {share: 35.3%, of: all}]
  all.b: [{level: 29.9 kt}, {level: 28.3 kt, period: 2024}, {growth: 5.7%}, {share: 64.7%, of: all}]
  cost: [{level: 20.0 kt}]
  x: [{level: 69.6 kt}]
  net: [{level: 26.2 kt}]`,
      agency: '  all.a: [{level: 61.3 kt}]\n  all: [{level: 91.2 kt}]\n  net: [{level: 71.2 kt}]',
    },
    relations: `relations:
  - {id: whole, hardness: hard, holds: all = sum(all.*)}
  - {id: net, hardness: hard, holds: net = all - cost}
  - {id: floor, hardness: hard, owner: tests, reason: it is, holds: all.a >= 0.8 * x}
`,
  });
  expect(report.diagnostics.map(({ message }) => message.split(',')[0])).toEqual(['all.a@2025 cannot be 16.3 kt']);
  expect(report.diagnostics[0]?.hint).toEqual(
    mentioning('… 61.3 kt; all.a:growth@2025, all.a:share[all]@2025, all.b:share[all]@2025 … 3 …'),
  );
});

// 812 + 214 = 1026 went in; 1026 − 37 = 989 was sold, of which 402 at home and 587 abroad.
function mill(given: Partial<Record<'milled' | 'bought' | 'supply' | 'sold' | 'abroad', number>>): Small {
  const { milled = 812, bought = 214, supply = 1026, sold = 989, abroad = 587 } = given;
  const levels = { milled, bought, supply, sold, abroad, wasted: 37, home: 402 };
  const lines = Object.entries(levels).map(([id, level]) => `  ${id}: [{level: ${level} kt}]`);
  return {
    indicators: Object.fromEntries(Object.keys(levels).map((id) => [id, 'kt flow'])),
    releases: { office: lines.join('\n') },
    relations: `relations:
  - {id: in, hardness: hard, holds: supply = milled + bought}
  - {id: out, hardness: hard, holds: sold = supply - wasted}
  - {id: where, hardness: hard, holds: sold = home + abroad}
`,
  };
}

describe('a figure worked out from a slip through a total that is printed right', () => {
  test.each<[string, Small]>([
    ['swapped digits, and the next total with a part of it', mill({ milled: 821, sold: 998, abroad: 596 })],
    ['one other digit, and the part through two right totals', mill({ bought: 264, supply: 1076, abroad: 637 })],
    ['one other digit, and the next total', mill({ bought: 264, sold: 1039, abroad: 637 })],
  ])('%s: no total is certain to be wrong', async (_, small) => {
    const { accused, explanations } = await diagnosed(small);
    expect(explanations.length).toBeGreaterThan(0);
    expect(accused).toEqual([]);
  });

  test('a power of ten of a total, from which no slip of a part follows, is certain', async () => {
    const { accused } = await diagnosed(mill({ supply: 102.6 }));
    expect(accused).toEqual(['supply@2025']);
  });
});

// 3,677 = 2,538 + 1,139, each with its growth; the total is printed as 3,767, and 1,229 was left of it.
test.each([
  ['a - b = c', ['a@2025 cannot be']],
  ['c = a - b', ['a@2025 cannot be']],
  ['a = b + c', ['a@2025 may be wrong']],
  ['a - b - c = 0 t', ['a@2025 may be wrong', 'c@2025 may be wrong']],
])('an identity fails in any form, and says one slip where what followed stands alone: %s', async (holds, said) => {
  const { diagnostics } = await assaySmall({
    indicators: { a: 't flow', b: 't flow', c: 't flow' },
    releases: {
      office: `  a: [{level: 3767 t}, {level: 3599 t, period: 2024}, {growth: 2.2%}]
  b: [{level: 2538 t}, {level: 2412 t, period: 2024}, {growth: 5.2%}]
  c: [{level: 1229 t}, {level: 1187 t, period: 2024}, {growth: -4.0%}]`,
    },
    relations: `relations:\n  - {id: parts, hardness: hard, holds: ${holds}}\n`,
  });
  expect(diagnostics.map(({ message }) => /^\S+ (?:cannot be|may be wrong)/.exec(message)?.[0])).toEqual(said);
  const follows = diagnostics.filter(({ hint }) => hint?.includes('; c@2025 was worked out from it'));
  expect(follows).toHaveLength(said.length === 1 ? 1 : 0);
});
