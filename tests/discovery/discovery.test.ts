import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { discover } from '../../src/discovery/discovery.ts';
import type { FigureTable } from '../../src/watch/figure-table.ts';
import { inWords, tableOf } from './table.ts';

function sumsIn(text: string): readonly string[] {
  const table = tableOf(text);
  return inWords(table, discover(table).sums);
}

describe('sums with one wrong cell', () => {
  // 5,120 + 3,048 + 812 = 8,980; Tram of the third quarter has two digits swapped: 3,214 for 3,124.
  const passengers = `
    | Q1 | Q2 | Q3 | Q4
    Bus | 5120 | 5344 | 5871 | 5402
    Tram | 3048 | 2991 | 3214 | 3377
    Ferry | 812 | 905 | 1103 | 847
    Total | 8980 | 9240 | 10098 | 9626`;

  it('is found in four columns, with the column that breaks', () => {
    expect(sumsIn(passengers)).toEqual(['certain: Total = Bus + Tram + Ferry (3 of 4) not Q3']);
  });

  it('is a question in two columns, since any two lines may agree in one', () => {
    const table = tableOf(passengers);
    const two: FigureTable = {
      ...table,
      columns: table.columns.slice(1, 3),
      cells: table.cells.map((row) => row.slice(1, 3)),
    };
    expect(discover(two).sums.filter(({ certainty }) => certainty === 'certain')).toEqual([]);
  });

  it('names the total, if it is the wrong one', () => {
    const wrong = passengers.replace('| 10098', '| 1009.8').replace('3214', '3124');
    expect(sumsIn(wrong)).toEqual(['certain: Total = Bus + Tram + Ferry (3 of 4) not Q3']);
  });

  it('is found where the total stands above its parts, and among columns', () => {
    const turned = `
      | All | East | West | North
      2019 | 8980 | 5120 | 3048 | 812
      2020 | 9240 | 5344 | 2991 | 905
      2021 | 10098 | 5871 | 3214 | 1103
      2022 | 9626 | 5402 | 3377 | 847
      2023 | 9555 | 5288 | 3356 | 911`;
    expect(sumsIn(turned)).toEqual(['certain: All = East + West + North (4 of 5) not 2021']);
  });
});

describe('forms of sums', () => {
  it('finds subtotals, and a total of subtotals that skips their parts', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022
      Copper | 978 | 1003 | 1049 | 1106
      Zinc | 624 | 642 | 656 | 680
      Base metals | 1602 | 1645 | 1705 | 1786
      Gold | 380 | 365 | 329 | 372
      Silver | 3443 | 3382 | 3501 | 3480
      Precious metals | 3823 | 3747 | 3830 | 3852
      Metals, total | 5425 | 5392 | 5535 | 5638`);
    expect(sums.toSorted()).toEqual([
      'certain: Base metals = Copper + Zinc (4 of 4)',
      'certain: Metals, total = Base metals + Precious metals (4 of 4)',
      'certain: Precious metals = Gold + Silver (4 of 4)',
    ]);
  });

  it('finds indented parts, and passes over a row of per cent', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022
      Exports | 2411 | 2288 | 2604 | 2733
        Goods | 1511 | 1377 | 1690 | 1702
        Services, % of exports | 37.3 | 39.8 | 35.1 | 37.7
        Services | 900 | 911 | 914 | 1031`);
    expect(sums).toEqual(['certain: Exports = Goods + Services (4 of 4)']);
  });

  it('finds every second line, one of them with two digits swapped', () => {
    // 3,214 + 2,871 + 1,904 = 7,989, and so on; women of the south in 2021: 2,673 for 2,763
    const sums = sumsIn(`
      | 2018 | 2019 | 2020 | 2021 | 2022 | 2023
      North, men | 3214 | 3347 | 3298 | 3411 | 3520 | 3466
      North, women | 3108 | 3222 | 3305 | 3289 | 3417 | 3502
      South, men | 2871 | 2790 | 2912 | 2855 | 2768 | 2944
      South, women | 2750 | 2688 | 2809 | 2673 | 2911 | 2874
      West, men | 1904 | 1987 | 1876 | 2013 | 2098 | 1955
      West, women | 1877 | 1790 | 1942 | 1988 | 1851 | 2067
      Country, men | 7989 | 8124 | 8086 | 8279 | 8386 | 8365
      Country, women | 7735 | 7700 | 8056 | 8040 | 8179 | 8443`);
    expect(sums.toSorted()).toEqual([
      'certain: Country, men = North, men + South, men + West, men (6 of 6)',
      'certain: Country, women = North, women + South, women + West, women (5 of 6) not 2021',
    ]);
  });

  it('finds a total of subtotals between which other lines stand', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022
      Copper | 978 | 1003 | 1049 | 1106
      Zinc | 624 | 642 | 656 | 680
      Base metals | 1602 | 1645 | 1705 | 1786
      Mines at work | 214 | 209 | 223 | 231
      Gold | 380 | 365 | 329 | 372
      Silver | 3443 | 3382 | 3501 | 3480
      Precious metals | 3823 | 3747 | 3830 | 3852
      Smelters at work | 47 | 49 | 46 | 52
      Neodymium | 711 | 745 | 690 | 802
      Cerium | 1288 | 1307 | 1352 | 1299
      Rare earths | 1999 | 2052 | 2042 | 2101
      Refineries at work | 12 | 13 | 11 | 15
      Metals, total | 7424 | 7444 | 7577 | 7739`);
    // 1,602 + 3,823 + 1,999 = 7,424
    expect(sums).toContain('certain: Metals, total = Base metals + Precious metals + Rare earths (4 of 4)');
  });

  it('lets each figure be rounded, the total too', () => {
    // 51,204.4 + 30,118.4 + 8,120.4 + 2,310.4 = 91,753.6, which is 91,754: two more than the sum of what is printed
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022
      Bus | 51204 | 53441 | 58710 | 54022
      Tram | 30118 | 29912 | 31240 | 33771
      Ferry | 8120 | 9051 | 11033 | 8472
      Lift | 2310 | 2277 | 2405 | 2518
      Total | 91754 | 94683 | 103386 | 98785`);
    expect(sums).toEqual(['certain: Total = Bus + Tram + Ferry + Lift (4 of 4)']);
  });

  it('is one rule where lines of zeros may be in it or not, one cell being wrong', () => {
    // Mecklenburg in 2018: 494.6 for 944.6
    const sums = sumsIn(`
      | 2015 | 2016 | 2017 | 2018
      Bavaria | 1479.1 | 1480.2 | 1502.5 | 1602.2
      Hesse | 455.1 | 462.9 | 398.3 | 398.8
      Mecklenburg | 812.8 | 519.2 | 463.9 | 494.6
      Berlin | 0 | 0 | 0 | 0
      Bremen | 0 | 0 | 0 | 0
      Country | 2747.0 | 2462.3 | 2364.7 | 2945.6`);
    expect(sums).toHaveLength(1);
    expect(sums[0]).toMatch(/^certain: Country = Bavaria \+ Hesse \+ Mecklenburg.* \(3 of 4\) not 2018$/);
  });

  it('is none of a line and its copy', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Rooms | 41204 | 43117 | 44890 | 45022 | 46119
      Rooms (as in table 3) | 41204 | 43117 | 44890 | 45022 | 46119
      Beds | 82408 | 86234 | 89780 | 90044 | 92238`);
    expect(sums).toEqual([]);
  });

  it('finds a balance', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Exports | 2411 | 2288 | 2604 | 2733 | 2690
      Imports | 2977 | 2519 | 2788 | 3127 | 3002
      Balance | -566 | -231 | -184 | -394 | -312`);
    expect(sums).toHaveLength(1);
    expect(sums[0]).toMatch(/^certain: (?:Balance = Exports - Imports|Exports = Imports \+ Balance) \(5 of 5\)$/);
  });

  it('finds shares that make 100, one of them wrong', () => {
    const sums = sumsIn(`
      | Spain | France | Italy | Greece | Austria | Ireland
      Small | 34 | 41.2 | 55.0 | 61.7 | 22.9 | 30.1
      Middle | 25 | 30.9 | 25.4 | 20.2 | 44.6 | 29.3
      Large | 31 | 27.9 | 19.6 | 18.1 | 32.5 | 40.6`);
    expect(sums).toEqual(['certain: 100 = Small + Middle + Large (5 of 6) not Spain']);
  });

  it('pools the evidence of the same sum in many places', () => {
    const places = ['Nord', 'Ost', 'Mitte', 'West', 'Inseln'].map((name, index) => {
      const [births, deaths] = [412 + 37 * index + ((index * 53) % 29), 371 + 41 * index - ((index * 31) % 23)];
      return `${name}, births | ${births}\n${name}, deaths | ${deaths}\n${name}, surplus | ${births - deaths}`;
    });
    const sums = sumsIn(['| 2020', ...places].join('\n'));
    expect(sums.filter((sum) => /^certain: .*surplus/.test(sum))).toHaveLength(5);
  });
});

describe('what takes a break back', () => {
  it('leaves out a column of changes', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022 | Change, %
      Bus | 5120 | 5344 | 5871 | 5402 | 5.5
      Tram | 3048 | 2991 | 3124 | 3377 | 10.8
      Ferry | 812 | 905 | 1103 | 847 | 4.3
      Total | 8980 | 9240 | 10098 | 9626 | 7.2`);
    expect(sums).toEqual(['certain: Total = Bus + Tram + Ferry (4 of 4)']);
  });

  it('takes a part in that has a figure in one column only', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022
      Bus | 5120 | 5344 | 5871 | 5402
      Tram | 3048 | 2991 | 3124 | 3377
      Ferry | 812 | 905 | 1103 | 847
      Cable car | | | 64 |
      Total | 8980 | 9240 | 10162 | 9626`);
    expect(sums).toEqual(['certain: Total = Bus + Tram + Ferry + Cable car (4 of 4)']);
  });

  it('says that a definition changed, where a sum breaks in a run of years', () => {
    const sums = sumsIn(`
      | 2015 | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | 2025
      Bus | 4120 | 4344 | 4571 | 4702 | 4811 | 5120 | 5344 | 5871 | 5402 | 5688 | 5702
      Tram | 2048 | 2191 | 2424 | 2777 | 2910 | 3048 | 2991 | 3124 | 3377 | 3104 | 3290
      Ferry | 712 | 805 | 1003 | 947 | 888 | 812 | 905 | 1103 | 847 | 901 | 930
      Total | 6880 | 7340 | 7998 | 8426 | 8609 | 8980 | 9240 | 10098 | 9626 | 10022 | 10271`);
    expect(sums).toEqual(['changes: Total = Bus + Tram + Ferry (9 of 11) not 2024 not 2025']);
  });

  it('does not call a difference from rounding certain', () => {
    const sums = sumsIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Exports | 241.1 | 228.8 | 260.4 | 273.3 | 269.0
      Imports | 297.7 | 251.9 | 278.8 | 312.7 | 300.2
      Balance | -56.6 | -23.1 | -18.4 | -39.6 | -31.2`);
    expect(sums).toHaveLength(1);
    expect(sums[0]).toMatch(/^likely: .* \(4 of 5\) not 2022$/);
  });
});

describe('tables without sums', () => {
  it('finds none among lines that are multiples of one another', () => {
    // Standard errors: each line is the first times 0.5, 1.5, 2 …, so that many lines are sums of others.
    const base = [1.2, 2.6, 3.8, 5.4, 6.2];
    const lines = [1, 2, 3, 4, 5, 6].map(
      (factor) => `Estimate ${factor} | ${base.map((one) => (one * factor).toFixed(1)).join(' | ')}`,
    );
    expect(sumsIn(['| A | B | C | D | E', ...lines].join('\n'))).toEqual([]);
  });

  it('names a total that is not a sum of its neighbours', () => {
    const table = tableOf(`
      | 2019 | 2020 | 2021
      Mean age | 41.2 | 41.9 | 42.3
      Density | 233 | 237 | 241
      Total | 8911 | 9054 | 9102`);
    expect(discover(table)).toMatchObject({ sums: [], unexplained: [{ along: 'rows', line: 2 }] });
  });

  it('finds nothing in a table of one column of percentages, in an empty table and in one cell', () => {
    for (const text of ['| x\na | 12.1\nb | 18.0\nc | 44.7', '| x', '| x\na | 1', '| a | b\nx | | \ny | | ']) {
      expect(discover(tableOf(text)).sums).toEqual([]);
    }
  });

  // Lines of random walks: no sums but those of chance. Seeds are fixed, so that a failure repeats.
  it('finds no certain sum in 300 tables of unrelated figures', () => {
    const found = Array.from({ length: 300 }, (_, seed) => randomTable(seed)).flatMap((table, seed) =>
      discover(table).sums.flatMap((sum) => (sum.certainty === 'certain' ? [{ seed, sum }] : [])),
    );
    expect(found).toEqual([]);
  });
});

/** Up to 14 rows and 8 columns of figures of two to five digits that move a few per cent from column to column. */
function randomTable(seed: number): FigureTable {
  let state = seed * 7919 + 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  random();
  const rows = 3 + Math.floor(random() * 12);
  const columns = 1 + Math.floor(random() * 8);
  const cells = Array.from({ length: rows }, () => {
    let size = 10 ** (1.5 + random() * 3);
    return Array.from({ length: columns }, () => decimal(Math.round((size *= 0.95 + random() * 0.12))));
  });
  const heads = (count: number, word: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${word} ${index}`, indent: 0 }));
  return { rows: heads(rows, 'Line'), columns: heads(columns, 'Year'), cells };
}

describe('what is missing, repeated or rounded', () => {
  const certain = (text: string, along: 'rows' | 'columns' = 'rows'): readonly string[] => {
    const table = tableOf(text);
    return inWords(
      table,
      discover(table, [along]).sums.filter(({ certainty }) => certainty === 'certain'),
    );
  };

  it.each([
    ['a part has a figure where the rule holds', ''],
    ['a rule that breaks gives way to one of fewer parts that does not', '0'],
  ])('%s', (_, none) => {
    const found = certain(`
                | 2014    | 2015    | 2016    | 2017
      Due       | 8402117 | 8511903 | 8833071 | 9120448
      Trade     | ${none} | ${none} | ${none} | 48113
      Student   | ${none} | ${none} | ${none} | 1207
      Other     | ${none} | ${none} | ${none} | 310
      Payable   | 7201045 | 7300411 | 7588120 | 7811392
      Refunded  | 1201072 | 1211492 | 1244951 | 1309056
    `);
    expect(found).toEqual(['certain: Due = Payable + Refunded (4 of 4)']);
  });

  it('of equal lines one is a part, the nearest to the total', () => {
    const found = certain(`
              | 2014    | 2015    | 2016    | 2017
      Coal    | 1201072 | 1211492 | 1244951 | 1309056
      Gas     | 7201045 | 7300411 | 7588120 | 7811392
      Gas, as before | 7201045 | 7300411 | 7588120 | 7811392
      Coal, as before | 1201072 | 1211492 | 1244951 | 1309056
      Total   | 8402117 | 8511903 | 8833071 | 9120448
    `);
    expect(found).toEqual(['certain: Total = Gas, as before + Coal, as before (4 of 4)']);
  });

  it('equal lines on both sides of a total are not mixed', () => {
    const found = certain(`
              | 2014    | 2015    | 2016    | 2017
      Men, paid     | 1201072 | 1211492 | 1244951 | 1309056
      Women, paid   | 7201045 | 7300411 | 7588120 | 7811392
      Paid          | 8402117 | 8511903 | 8833071 | 9120448
      Men, others   | 1201072 | 1211492 | 1244951 | 1309056
      Women, others | 7201045 | 7300411 | 7588120 | 7811392
    `);
    expect(found).toEqual(['certain: Paid = Men, paid + Women, paid (4 of 4)']);
  });

  it('a line with few figures is rounded as the lines around it are', () => {
    // Each figure was rounded to tens by itself: 2017 is 10 off, which is rounding.
    const found = discover(
      tableOf(`
              | 2013 | 2014 | 2015 | 2016 | 2017
      North   | 4120 | 4310 | 4450 | 4270 | 4390
      South   | 3180 | 3260 | 3470 | 3350 | 3240
      East    | 2210 | 2340 | 2170 | 2290 | 2430
      Total   | 9510 | 9910 | 10090 | 9910 | 10070
    `),
      ['rows'],
    );
    expect(found.sums.flatMap(({ breaks }) => breaks)).toEqual([]);
    expect(found.sums.map(({ total, parts }) => [total, parts.toSorted((a, b) => a - b)])).toEqual([[3, [0, 1, 2]]]);
  });
});
