import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discovery/discovery.ts';
import { inWords, tableOf } from './table.ts';

/** The rules of a table that would be written: those that are certain. */
function certainIn(text: string): readonly string[] {
  const table = tableOf(text);
  return inWords(table, discover(table).sums).filter((sum) => sum.startsWith('certain'));
}

// Each is a way in which a table seems to follow a rule that it does not follow.
describe('no certain rule that is false in', () => {
  it('a table of one column', () => {
    expect(
      certainIn(`
      | 2024
      Bus | 5120
      Tram | 3048
      Ferry | 812
      Cable car | 2236
      Total | 8168`),
    ).toEqual([]);
  });

  it('a table of percentages alone', () => {
    // 12.4 + 18.1 = 30.5 and 30.5 + 14.2 = 44.7 in one column, by chance.
    expect(
      certainIn(`
      | Spain | France | Italy
      Owns a car, % | 12.4 | 31.2 | 25.0
      Rents, % | 18.1 | 20.9 | 35.4
      Works at home, % | 30.5 | 27.9 | 49.6
      Commutes, % | 14.2 | 17.5 | 21.3
      Has a garden, % | 44.7 | 41.1 | 60.2`),
    ).toEqual([]);
  });

  it('a table of constants that are multiples of one another', () => {
    // One key applied to all: 2 + 3 = 5, 3 + 4 = 7, 5 + 7 = 12 of each base.
    const bases = [113, 247, 381, 529, 617, 734];
    const rows = [2, 3, 4, 5, 7, 12].map(
      (factor) => `Class ${factor} | ${bases.map((base) => base * factor).join(' | ')}`,
    );
    expect(certainIn(['| A | B | C | D | E | F', ...rows].join('\n'))).toEqual([]);
  });

  it('a table of rounded estimates', () => {
    // All rounded to hundreds: 1,200 + 900 = 2,100 says little, and three such columns say little more.
    expect(
      certainIn(`
      | 2030 | 2035 | 2040
      Students | 1200 | 1300 | 1500
      Trainees | 900 | 800 | 800
      Staff | 2100 | 2200 | 2200
      Visitors | 3400 | 3500 | 3700`),
    ).toEqual([]);
  });

  it('a table with subtotals in wrong order: the true sums, and no other', () => {
    expect(
      certainIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Total | 8827 | 8787 | 9031 | 9099 | 9276
      Metals | 1602 | 1645 | 1705 | 1786 | 1841
      Minerals | 7225 | 7142 | 7326 | 7313 | 7435
      Salt | 3443 | 3382 | 3501 | 3480 | 3529
      Copper | 978 | 1003 | 1049 | 1106 | 1140
      Zinc | 624 | 642 | 656 | 680 | 701
      Potash | 3782 | 3760 | 3825 | 3833 | 3906`).toSorted(),
    ).toEqual([
      // Metals are copper and zinc by these three.
      'certain: Minerals = Salt + Potash (5 of 5)',
      'certain: Total = Metals + Minerals (5 of 5)',
      'certain: Total = Salt + Copper + Zinc + Potash (5 of 5)',
    ]);
  });

  it('a table with "of which": it is a part, and adds nothing to the total', () => {
    expect(
      certainIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Bus | 5120 | 5344 | 5871 | 5402 | 5210
      of which electric | 512 | 640 | 811 | 1002 | 1204
      Tram | 3048 | 2991 | 3124 | 3377 | 3099
      Ferry | 812 | 905 | 1103 | 847 | 820
      Total | 8980 | 9240 | 10098 | 9626 | 9129`),
    ).toEqual(['certain: Total = Bus + Tram + Ferry (5 of 5)']);
  });

  it('a table with a column of another kind: it breaks nothing', () => {
    for (const head of ['Change, %', 'Mean', 'Standard error', 'Index', 'CV']) {
      expect(
        certainIn(`
        | 2019 | 2020 | 2021 | 2022 | ${head}
        Bus | 5120 | 5344 | 5871 | 5402 | 5.5
        Tram | 3048 | 2991 | 3124 | 3377 | 10.8
        Ferry | 812 | 905 | 1103 | 847 | 4.3
        Total | 8980 | 9240 | 10098 | 9626 | 7.2`),
      ).toEqual(['certain: Total = Bus + Tram + Ferry (4 of 4)']);
    }
  });

  it('a table whose definition changed half way', () => {
    expect(
      certainIn(`
      | 2015 | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022
      Bus | 4120 | 4344 | 4571 | 4702 | 4811 | 5120 | 5344 | 5871
      Tram | 2048 | 2191 | 2424 | 2777 | 2910 | 3048 | 2991 | 3124
      Ferry | 712 | 805 | 1003 | 947 | 888 | 812 | 905 | 1103
      Total | 6880 | 7340 | 7998 | 8426 | 8713 | 9090 | 9371 | 10233`),
    ).toEqual([]);
  });

  it('a table with two forecasts that are nearly the same', () => {
    expect(
      certainIn(`
      | May | June
      Beginning stocks | 1762 | 1763
      Imports | 25 | 25
      Feed | 5975 | 5975
      Ethanol | 5500 | 5500
      Use | 7262 | 7263`),
    ).toEqual([]);
  });

  it('a table of one area more than its neighbour has: the better extent is meant', () => {
    expect(
      certainIn(`
      | 2019 | 2020 | 2021 | 2022
      North | 5120 | 5344 | 5871 | 5402
      South | 3048 | 2991 | 3124 | 3377
      England | 8168 | 8335 | 8995 | 8779
      Islands | 0 | 1 | 0 | 0
      Wales | 812 | 905 | 1103 | 847`),
    ).toEqual(['certain: England = North + South (4 of 4)']);
  });

  it('a table whose last digits are worked out before rounding', () => {
    expect(
      certainIn(`
      | 2019 | 2020 | 2021 | 2022 | 2023
      Exports | 241.1 | 228.8 | 260.4 | 273.3 | 269.0
      Imports | 297.7 | 251.9 | 278.8 | 312.7 | 300.2
      Balance | -56.6 | -23.1 | -18.4 | -39.7 | -31.2`),
    ).toEqual([]);
  });

  it('a table where nothing was available and 0 is printed for it', () => {
    const [only, ...more] = certainIn(`
      | 2014 | 2015 | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024
      Crops | 4120 | 4344 | 4571 | 4702 | 4811 | 5120 | 5344 | 5871 | 5402 | 5688 | 5702
      Horticulture | 205 | 0 | 242 | 277 | 291 | 304 | 299 | 312 | 337 | 310 | 329
      Total | 4325 | 4518 | 4813 | 4979 | 5102 | 5424 | 5643 | 6183 | 5739 | 5998 | 6031`);
    expect(more).toEqual([]);
    expect(only).toBe('certain: Total = Crops + Horticulture (10 of 11) not 2015');
  });
});

describe('a line that is nothing within rounding', () => {
  // 20 + 16 + 3 = 39, 24 + 15 + 4 = 43 …: emissions per head are not part of the total, though they fit into its rounding.
  const emissions = `
      | 2004 | 2005 | 2006 | 2007 | 2008 | 2009 | 2010
      Solid fuel | 20 | 24 | 31 | 35 | 44 | 52 | 61
      Liquid fuel | 160 | 151 | 172 | 188 | 203 | 195 | 214
      Cement | 3 | 4 | 4 | 5 | 7 | 8 | 8
      Per head | 0.05 | 0.05 | 0.06 | 0.06 | 0.07 | 0.07 | 0.08`;

  it('is not part of a sum', () => {
    expect(certainIn(`${emissions}\n      Total | 183 | 179 | 207 | 228 | 254 | 255 | 283`)).toEqual([
      'certain: Total = Solid fuel + Liquid fuel + Cement (7 of 7)',
    ]);
  });

  it('makes no sum of two lines that are the same', () => {
    expect(
      certainIn(`
      | 2004 | 2005 | 2006 | 2007 | 2008 | 2009 | 2010
      Answers | 84079 | 85137 | 86158 | 88840 | 78332 | 88608 | 89870
      Not clear, share | 0.2 | 0.2 | 0.2 | 0.3 | 0.2 | 0.3 | 0.2
      Valid answers | 84079 | 85137 | 86158 | 88840 | 78332 | 88608 | 89870`),
    ).toEqual([]);
  });

  it('nor does a line of hundreds count as rounded to hundreds', () => {
    expect(
      certainIn(`
      | A | B | C | D | E | F | G
      Yes, % | 44.9 | 43.6 | 49.8 | 54.6 | 26.1 | 60.6 | 60.2
      Turnout, % | 79.9 | 77.8 | 81.0 | 84.5 | 75.0 | 83.5 | 77.8
      Total, % | 100 | 100 | 100 | 100 | 100 | 100 | 100`),
    ).toEqual([]);
  });
});
